/** The duty roster of the 24/7 desk: who is on duty when. Whom an urgent notice then reaches is in engine/notify.ts. */
import { randomUUID } from 'node:crypto';
import { as, sql, type Trx } from '@rogatoria/db';
import { zoneOf } from '@rogatoria/workflows';
import { stretchesOf } from '@rogatoria/workflows/roster.ts';
import { Type } from 'typebox';
import { once } from '../engine/once.ts';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand, may } from '../permissions.ts';
import { Id } from '../schemas.ts';
import { type App, keyOf, problems } from '../server.ts';
import { type Administrator, personOf, record, refuse, tell } from './officers.ts';
import { RosterView } from './schemas.ts';

const longestDays = 7;
const weekDays = 7;
const Local = Type.String({
  pattern: '^20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d$',
  description: 'wall time in the authority’s zone',
});

interface Wish {
  officer: string;
  from: string;
  until: string;
  weeks?: number;
}

/** A wall time of the authority as it stands on its clocks. Throws 422 on one that no calendar has. */
function wallTime(value: string, field: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(value);
  } catch {
    throw refuse(field, 'schema_format');
  }
}

/** Enters a shift, and the same one in the weeks after. Throws 404, 422 (`roster_*`, `officer_inactive`). */
async function enter(trx: Trx, by: Administrator, wish: Wish, now: string): Promise<string[]> {
  const zone = zoneOf(by.participant);
  const person = await personOf(trx, wish.officer);
  if (!person.active) throw refuse('officer', 'officer_inactive', { name: person.name });
  if (!person.roles.includes('duty')) throw refuse('officer', 'roster_not_duty', { name: person.name });
  const [from, until] = [wallTime(wish.from, 'from'), wallTime(wish.until, 'until')];
  if (Temporal.PlainDateTime.compare(from, until) >= 0) throw refuse('until', 'roster_order');
  if (Temporal.PlainDateTime.compare(until, from.add({ days: longestDays })) > 0)
    throw refuse('until', 'roster_too_long', { days: longestDays });
  const instant = (time: Temporal.PlainDateTime) =>
    time.toZonedDateTime(zone).toInstant().toString({ smallestUnit: 'millisecond' });
  if (instant(until) <= now) throw refuse('until', 'roster_past');
  const shifts = Array.from({ length: wish.weeks ?? 1 }, (_, week) => ({
    id: randomUUID(),
    participant: by.participant,
    account_id: person.id,
    starts_at: instant(from.add({ weeks: week })),
    ends_at: instant(until.add({ weeks: week })),
    entered_by: by.id,
    entered_at: now,
  }));
  await trx.insertInto('duty_shift').values(shifts).execute();
  const ids = shifts.map(({ id }) => id);
  await record(trx, by, 'roster.entered', { shifts: ids, ...wish }, now);
  const params = { by: by.name, count: shifts.length, from: Date.parse(`${wish.from.slice(0, 10)}T12:00:00Z`) };
  await tell(trx, by, { accounts: [person.id] }, 'roster_entered', params, now);
  return ids;
}

export async function rosterRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/roster',
    {
      schema: {
        summary: 'Who is on duty, seven days from a day on, and where nobody is',
        tags: ['officers'],
        querystring: Type.Object(
          { from: Type.Optional(Type.String({ format: 'date', pattern: '^20\\d\\d-' })) },
          { additionalProperties: false },
        ),
        response: { 200: RosterView, ...problems(401, 422) },
      },
    },
    ({ officer, query }) => {
      const zone = zoneOf(officer.participant);
      const now = house.clock.now();
      const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
      const first = query.from ? Temporal.PlainDate.from(query.from) : today;
      const midnight = (day: Temporal.PlainDate) =>
        day.toZonedDateTime(zone).toInstant().toString({ smallestUnit: 'millisecond' });
      const days = Array.from({ length: weekDays }, (_, day) => first.add({ days: day }));
      return as(house.db, officer.participant, async (trx) => {
        const rows = await trx
          .selectFrom('duty_shift')
          .innerJoin('account', 'account.id', 'duty_shift.account_id')
          .select(['duty_shift.id', 'account.name', 'starts_at as from', 'ends_at as until'])
          .where('removed_at', 'is', null)
          .where('account.active', '=', true)
          .where(sql<boolean>`'duty' = any(account.roles)`)
          .where('ends_at', '>', midnight(first))
          .where('starts_at', '<', midnight(first.add({ days: weekDays })))
          .orderBy('starts_at')
          .orderBy('duty_shift.id')
          .execute();
        const officers = await trx
          .selectFrom('account')
          .select(['id', 'name'])
          .where('active', '=', true)
          .where(sql<boolean>`'duty' = any(roles)`)
          .orderBy('name')
          .orderBy('id')
          .execute();
        return {
          zone,
          today: today.toString(),
          officers,
          may_edit: may(officer, 'keep_roster'),
          days: days.map((day) => ({
            day: day.toString(),
            stretches: stretchesOf(rows, midnight(day), midnight(day.add({ days: 1 }))).map(
              ({ from, until, shifts }) => ({
                from,
                until,
                shifts: shifts.map(({ id, name }) => ({ id, name })),
                now: from <= now && now < until,
              }),
            ),
          })),
        };
      });
    },
  );

  app.post(
    '/roster',
    {
      schema: {
        summary: 'Enter a shift of the 24/7 desk, and the same in the weeks after',
        tags: ['officers'],
        body: Type.Object(
          {
            officer: Id,
            from: Local,
            until: Local,
            weeks: Type.Optional(Type.Integer({ minimum: 1, maximum: 26, description: 'how many times, weekly' })),
          },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ shifts: Type.Array(Id) }), ...problems(401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const { officer } = request;
      demand(officer, 'keep_roster');
      const wish = request.body as Wish;
      const now = house.clock.now();
      const answer = await as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { roster: wish }, { now }, async () => ({
          shifts: await enter(trx, officer, wish, now),
        })),
      );
      house.wake(officer.participant);
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/roster/:id/remove',
    {
      schema: {
        summary: 'Take a shift out of the roster; that it stood there is kept',
        tags: ['officers'],
        params: Type.Object({ id: Id }),
        body: Type.Object({}, { additionalProperties: false }),
        response: { 204: Type.Null(), ...problems(401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const { officer } = request;
      const { id } = request.params;
      demand(officer, 'keep_roster');
      const now = house.clock.now();
      await as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { id, remove: true }, { now }, async () => {
          const shift = await trx
            .updateTable('duty_shift')
            .set({ removed_by: officer.id, removed_at: now })
            .where('id', '=', id)
            .where('removed_at', 'is', null)
            .returning('account_id')
            .executeTakeFirst();
          if (!shift) throw notFound();
          await record(trx, officer, 'roster.removed', { shift: id, officer: shift.account_id }, now);
          await tell(trx, officer, { accounts: [shift.account_id] }, 'roster_removed', { by: officer.name }, now);
          return {};
        }),
      );
      house.wake(officer.participant);
      return reply.code(204).send(null);
    },
  );
}
