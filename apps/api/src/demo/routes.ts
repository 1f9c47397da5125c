import { Type } from 'typebox';
import { nextDue } from '../deadlines/sweep.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { mailer } from '../notifications/mail.ts';
import { DemoView } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { participantsOf, workFor } from '../work.ts';

/** How far the past year is. */
export interface DemoControl {
  progress(): { done: number; total: number };
  /** resolves once the past year is told: the clock waits for it */
  told: Promise<void>;
}

const maxDays = 800;

/** Only the demonstration has these: its clock, and how far its past year is filled. */
export async function demoRoutes(app: App, { house, demo }: { house: House; demo: DemoControl }): Promise<void> {
  const view = () => ({ now: house.clock.now(), progress: demo.progress() });
  let moving: Promise<unknown> = Promise.resolve();

  app.get(
    '/demo/clock',
    {
      schema: {
        summary: 'The demonstration’s clock',
        tags: ['demonstration'],
        security: [],
        response: { 200: DemoView },
      },
    },
    async () => view(),
  );

  app.post(
    '/demo/clock',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Move the demonstration’s clock forward; what falls due on the way happens when it was due',
        tags: ['demonstration'],
        body: Type.Object(
          { advance: Type.String({ maxLength: 40, description: 'ISO 8601 duration, e.g. P30D' }) },
          { additionalProperties: false },
        ),
        response: { 200: DemoView, ...problems(401, 422) },
      },
    },
    async ({ body }) => {
      targetOf(house.clock.now(), body.advance);
      // Its own turn decides from when it counts: two moves at once add up.
      const move = Promise.all([moving, demo.told]).then(() =>
        advance(house, targetOf(house.clock.now(), body.advance)),
      );
      moving = move.catch(() => {});
      await move;
      return view();
    },
  );
}

function targetOf(now: string, duration: string): string {
  try {
    const start = Temporal.Instant.from(now).toZonedDateTimeISO('UTC');
    const target = start.add(Temporal.Duration.from(duration));
    const days = start.until(target).total('days');
    if (days <= 0 || days > maxDays) throw new RangeError('out of range');
    return target.toInstant().toString({ smallestUnit: 'millisecond' });
  } catch {
    throw new DomainError(422, 'invalid', {
      errors: [{ field: 'advance', rule: 'duration', params: { days: maxDays } }],
    });
  }
}

/** Walks to `target` from one due instant to the next, doing at each what a running installation would have done. */
async function advance(house: House, target: string): Promise<void> {
  const mail = mailer(house.config);
  const participants = await participantsOf(house);
  const work = async () => {
    for (const participant of participants) await workFor(house, participant, mail);
  };
  await work();
  for (;;) {
    const due = await Promise.all(participants.map((participant) => nextDue(house, participant, house.clock.now())));
    const next = due.filter((at) => at !== null && at <= target).sort()[0];
    if (!next) break;
    await house.clock.forwardTo(next);
    await work();
  }
  await house.clock.forwardTo(target);
  await work();
}
