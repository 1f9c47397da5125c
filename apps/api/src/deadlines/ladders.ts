/** What an authority decides about its reminders: ladders, who is its head, when a file counts as silent. In versions, with reasons. */
import { as, lock, sql, type Trx } from '@rogatoria/db';
import {
  checkLadder,
  defaultLadder,
  type LadderRung,
  ladderName,
  laddersThere,
  policyFor,
  rungsOf,
  type Urgency,
  urgencies,
} from '@rogatoria/workflows';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import { notify } from '../engine/notify.ts';
import { once } from '../engine/once.ts';
import { decided, headOf, reladder, type Subject, silenceDays } from '../engine/reminder-policy.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand, may } from '../permissions.ts';
import { Id, Nullable, Urgency as UrgencySchema } from '../schemas.ts';
import { type App, keyOf, problems, versionOf } from '../server.ts';
import { LadderKind, LadderRung as LadderRungSchema, LaddersView, SilenceDays } from './schemas.ts';

type Decider = { id: string; participant: string; name: string };

const Reason = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' });
const versionHeader = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) });

/**
 * Adds a version of a subject, after the one its author saw. Decisions of a participant come one at a time. Throws 412.
 * @returns the number of the new version
 */
export async function decide(
  trx: Trx,
  by: Decider,
  subject: Subject,
  value: object | null,
  { reason, seen, now }: { reason: string; seen: number; now: string },
): Promise<number> {
  await lock(trx, `reminders of ${by.participant}`);
  const version = (await decided(trx, subject))?.version ?? 0;
  if (version !== seen) throw new DomainError(412, 'stale', { version });
  await trx
    .insertInto('reminder_policy')
    .values({
      participant: by.participant,
      subject,
      version: version + 1,
      value: value && JSON.stringify(value),
      reason,
      decided_by: by.id,
      at: now,
    })
    .execute();
  return version + 1;
}

/** Notes a decision in the participant's audit trail: whole, so that the stored version can be held against it. */
async function record(trx: Trx, by: Decider, action: string, detail: object, now: string): Promise<void> {
  await noteAudit(trx, { participant: by.participant, at: now, account_id: by.id, action, detail });
}

interface Latest {
  subject: string;
  version: number;
  value: unknown;
  by: string;
  at: string;
  reason: string;
}

const mostHistory = 30;

async function laddersView(trx: Trx, officer: Decider & { roles: string[] }): Promise<LaddersView> {
  const versions: Latest[] = await trx
    .selectFrom('reminder_policy')
    .innerJoin('account', 'account.id', 'reminder_policy.decided_by')
    .select(['subject', 'version', 'value', 'account.name as by', 'at', 'reason'])
    .orderBy('at', 'desc')
    .orderBy('version', 'desc')
    .execute();
  const latest = (subject: string) => versions.find((one) => one.subject === subject);
  const saidOf = (one: Latest | undefined) => (one ? { by: one.by, at: one.at, reason: one.reason } : null);
  const candidates = await trx
    .selectFrom('account')
    .select(['id', 'name'])
    .where('active', '=', true)
    .where(sql<boolean>`'approver' = any(roles)`)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const head = await headOf(trx);
  return {
    may_edit: may(officer, 'keep_ladders'),
    may_name_head: may(officer, 'manage_officers'),
    ladders: laddersThere().map(({ kind, urgency }) => {
      const { rule, holder } = policyFor(kind, urgency);
      const own = latest(ladderName(kind, urgency));
      const rungs = (own?.value as LadderRung[] | null | undefined) ?? defaultLadder(kind, urgency);
      return {
        kind,
        urgency,
        holder,
        budget: rule.budget,
        unit: rule.unit,
        version: own?.version ?? 0,
        own: !!own?.value,
        rungs,
        warnings: checkLadder(kind, urgency, rungs).warnings,
        decided: saidOf(own),
      };
    }),
    head: {
      version: latest('head')?.version ?? 0,
      officer: candidates.find(({ id }) => id === head) ?? null,
      candidates,
      decided: saidOf(latest('head')),
    },
    silence: {
      version: latest('silence')?.version ?? 0,
      days: await silenceDays(trx),
      decided: saidOf(latest('silence')),
    },
    history: versions.slice(0, mostHistory).map(({ value: _, ...one }) => one),
  };
}

export async function ladderRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/ladders',
    {
      schema: {
        summary: 'When and whom this authority reminds, with who decided so and why',
        tags: ['deadlines'],
        response: { 200: LaddersView, ...problems(401) },
      },
    },
    ({ officer }) => as(house.db, officer.participant, (trx) => laddersView(trx, officer)),
  );

  app.put(
    '/ladders/:kind/:urgency',
    {
      schema: {
        summary: 'A new version of a ladder; running clocks follow it, and no reminder is sent twice',
        tags: ['deadlines'],
        headers: versionHeader,
        params: Type.Object({ kind: LadderKind, urgency: UrgencySchema }),
        body: Type.Object(
          {
            rungs: Nullable(Type.Array(LadderRungSchema, { maxItems: 50, description: 'in any order' })),
            reason: Reason,
          },
          { additionalProperties: false, description: 'rungs null: back to the default of the network' },
        ),
        response: {
          200: Type.Object({
            version: Type.Integer(),
            clocks: Type.Integer({ description: 'running clocks that follow it from now on' }),
            warnings: LaddersView.properties.ladders.items.properties.warnings,
          }),
          ...problems(401, 403, 404, 412, 422, 428),
        },
      },
    },
    async (request) => {
      const { officer, params, body } = request;
      demand(officer, 'keep_ladders');
      const { kind, urgency } = params;
      if (!laddersThere().some((one) => one.kind === kind && one.urgency === urgency)) throw notFound();
      const rungs = body.rungs as LadderRung[] | null;
      const { errors, warnings } = checkLadder(kind, urgency, rungs ?? defaultLadder(kind, urgency));
      if (errors.length > 0) throw new DomainError(422, 'invalid', { errors });
      const seen = versionOf(request);
      const now = house.clock.now();
      const subject = ladderName(kind, urgency);
      return as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { subject, body }, { now }, async () => {
          const version = await decide(trx, officer, subject, rungs, { reason: body.reason, seen, now });
          const sharing = urgencies.filter((one: Urgency) => ladderName(kind, one) === subject);
          const ladder = rungsOf(rungs ?? defaultLadder(kind, urgency));
          const clocks = await reladder(trx, kind, sharing, ladder, now);
          const detail = { subject, version, rungs, reason: body.reason, clocks };
          await record(trx, officer, 'ladder.decided', detail, now);
          return { version, clocks, warnings };
        }),
      );
    },
  );

  app.put(
    '/ladders/head',
    {
      schema: {
        summary: 'Who the head of the authority is: escalations go there; nobody named, they go to every approver',
        tags: ['deadlines'],
        headers: versionHeader,
        body: Type.Object({ officer: Nullable(Id), reason: Reason }, { additionalProperties: false }),
        response: { 200: Type.Object({ version: Type.Integer() }), ...problems(401, 403, 412, 422, 428) },
      },
    },
    async (request) => {
      const { officer, body } = request;
      demand(officer, 'manage_officers');
      const seen = versionOf(request);
      const now = house.clock.now();
      const answer = await as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { head: body }, { now }, async () => {
          const value = body.officer && { account: body.officer };
          const version = await decide(trx, officer, 'head', value || null, { reason: body.reason, seen, now });
          if (body.officer && (await headOf(trx)) !== body.officer)
            throw new DomainError(422, 'invalid', { errors: [{ field: 'officer', rule: 'head_not_approver' }] });
          await record(trx, officer, 'head.named', { version, officer: body.officer, reason: body.reason }, now);
          if (body.officer)
            await notify(
              trx,
              { id: null, number: null, own_reference: null, counterpart: officer.participant },
              {
                roles: [],
                accounts: [body.officer],
                key: 'account.head_named',
                params: { by: officer.name },
                urgent: false,
                occasion: `account.head_named:${version}`,
                at: now,
                except: officer.id,
              },
            );
          return { version };
        }),
      );
      house.wake(officer.participant);
      return answer;
    },
  );

  app.put(
    '/ladders/silence',
    {
      schema: {
        summary: 'After how many days without a word a file counts as silent, by kind',
        tags: ['deadlines'],
        headers: versionHeader,
        body: Type.Object({ days: Nullable(SilenceDays), reason: Reason }, { additionalProperties: false }),
        response: { 200: Type.Object({ version: Type.Integer() }), ...problems(401, 403, 412, 422, 428) },
      },
    },
    (request) => {
      const { officer, body } = request;
      demand(officer, 'keep_ladders');
      const seen = versionOf(request);
      const now = house.clock.now();
      return as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { silence: body }, { now }, async () => {
          const version = await decide(trx, officer, 'silence', body.days, { reason: body.reason, seen, now });
          await record(trx, officer, 'silence.decided', { version, ...body }, now);
          return { version };
        }),
      );
    },
  );
}
