/** How long files are kept: rules, legal holds, postponements, and erasure by two people. */
import { randomUUID } from 'node:crypto';
import { as, type Trx } from '@rogatoria/db';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import { lockCase, type Officer } from '../engine/handle.ts';
import type { Tombstone } from '../engine/tombstone.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand, may } from '../permissions.ts';
import { Id, Kind } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { confirm, propose, refuse, type Sound } from './erase.ts';
import { endingCases, type KeptCase, keptCase, keptCases, rulesOf } from './periods.ts';
import { KeptCaseView as KeptCaseSchema, type KeptCaseView, RetentionView } from './schemas.ts';

const params = Type.Object({ id: Id });
const empty = Type.Object({}, { additionalProperties: false });
const Reason = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' });
const Because = Type.Object({ reason: Reason }, { additionalProperties: false });
const shown = 200;
const yearOfDays = 366;

export async function retentionRoutes(app: App, { house, sound }: { house: House; sound: Sound }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/retention',
    {
      schema: {
        summary: 'Rules, files whose last day comes or is over, legal holds, and what was erased',
        tags: ['retention'],
        response: { 200: RetentionView, ...problems(401, 403) },
      },
    },
    async ({ officer }) => {
      demand(officer, 'read_retention');
      const now = house.clock.now();
      return as(house.db, officer.participant, async (trx) => {
        const ending = await endingCases(trx, now, yearOfDays);
        const held = await trx
          .selectFrom('legal_hold')
          .select('case_id')
          .where('lifted_at', 'is', null)
          .orderBy('placed_at', 'desc')
          .limit(shown)
          .execute();
        const erased = await trx
          .selectFrom('erasure')
          .select('case_id')
          .where('decision', '=', 'confirmed')
          .orderBy('decided_at', 'desc')
          .limit(shown)
          .execute();
        const keptOnes = async (rows: { case_id: string }[]) => {
          const ids = rows.map(({ case_id }) => case_id);
          return views(trx, await keptCases(trx, ids, now), officer);
        };
        return {
          rules: await rulesOf(trx),
          ending: await views(trx, ending.slice(0, shown), officer),
          total: ending.length,
          held: await keptOnes(held),
          erased: await keptOnes(erased),
        };
      });
    },
  );

  app.post(
    '/retention/rules',
    {
      schema: {
        summary: 'Set how long files of a kind are kept from now on; the rules before stay on record',
        tags: ['retention'],
        body: Type.Object(
          {
            kind: Kind,
            years: Type.Integer({ minimum: 1, maximum: 100 }),
            note: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'the law or decision' }),
          },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null(), ...problems(401, 403, 422) },
      },
    },
    async ({ officer, body: { kind, years, note } }, reply) => {
      demand(officer, 'propose_erasure');
      const { participant } = officer;
      const at = house.clock.now();
      await as(house.db, participant, async (trx) => {
        const values = { id: randomUUID(), participant, kind, years, note: note.trim() };
        await trx
          .insertInto('retention_rule')
          .values({ ...values, set_by: officer.id, set_at: at })
          .execute();
        const detail = { kind, years, note: values.note };
        await noteAudit(trx, { participant, at, account_id: officer.id, action: 'retention.rule', detail });
      });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/cases/:id/retention',
    {
      schema: {
        summary: 'Until when a file is kept, and why',
        tags: ['retention'],
        params,
        response: { 200: KeptCaseSchema, ...problems(401, 403, 404, 422) },
      },
    },
    async ({ officer, params: { id } }) => {
      if (!may(officer, 'read_cases')) demand(officer, 'read_retention');
      return as(house.db, officer.participant, async (trx) => {
        const found = await keptCase(trx, id, house.clock.now());
        if (!found) throw notFound();
        const [view] = await views(trx, [found], officer);
        return view as KeptCaseView;
      });
    },
  );

  /** One change to a file's retention, noted with the file's number. */
  const change = async (
    officer: Officer,
    id: string,
    action: string,
    work: (trx: Trx, now: string) => Promise<object>,
  ): Promise<void> => {
    const { participant } = officer;
    const at = house.clock.now();
    await as(house.db, participant, async (trx) => {
      const { number } = await lockCase(trx, id);
      const detail = { case_id: id, number, ...(await work(trx, at)) };
      await noteAudit(trx, { participant, at, account_id: officer.id, action, detail });
    });
  };

  app.post(
    '/cases/:id/retention/hold',
    {
      schema: {
        summary: 'Place a legal hold: nothing of the file is erased until it is lifted',
        tags: ['retention'],
        params,
        body: Because,
        response: { 204: Type.Null(), ...problems(401, 403, 404, 409, 422) },
      },
    },
    async ({ officer, params: { id }, body: { reason } }, reply) => {
      demand(officer, 'hold_file');
      await change(officer, id, 'hold.place', async (trx, placed_at) => {
        const hold = randomUUID();
        const { participant, id: placed_by } = officer;
        const placed = await trx
          .insertInto('legal_hold')
          .values({ id: hold, participant, case_id: id, reason: reason.trim(), placed_by, placed_at })
          .onConflict((conflict) => conflict.column('case_id').where('lifted_at', 'is', null).doNothing())
          .returning('id')
          .executeTakeFirst();
        if (!placed) throw new DomainError(409, 'held');
        return { hold };
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/cases/:id/retention/lift',
    {
      schema: {
        summary: 'Lift the legal hold',
        tags: ['retention'],
        params,
        body: Because,
        response: { 204: Type.Null(), ...problems(401, 403, 404, 409, 422) },
      },
    },
    async ({ officer, params: { id }, body: { reason } }, reply) => {
      demand(officer, 'release_file');
      await change(officer, id, 'hold.lift', async (trx, lifted_at) => {
        const lifted = await trx
          .updateTable('legal_hold')
          .set({ lifted_at, lifted_by: officer.id, lift_reason: reason.trim() })
          .where('case_id', '=', id)
          .where('lifted_at', 'is', null)
          .returning('id')
          .executeTakeFirst();
        if (!lifted) throw new DomainError(409, 'not_held');
        return { hold: lifted.id };
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/cases/:id/retention/postpone',
    {
      schema: {
        summary: 'Keep a file at least until a chosen day',
        tags: ['retention'],
        params,
        body: Type.Object(
          { until: Type.String({ format: 'date', pattern: '^2[01]\\d\\d-' }), reason: Reason },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null(), ...problems(401, 403, 404, 409, 422) },
      },
    },
    async ({ officer, params: { id }, body: { until, reason } }, reply) => {
      demand(officer, 'release_file');
      await change(officer, id, 'retention.postpone', async (trx, set_at) => {
        const kept = (await keptCase(trx, id, set_at)) as KeptCase;
        if (until <= (kept.until ?? set_at.slice(0, 10)))
          throw new DomainError(422, 'invalid', { errors: [{ field: 'until', rule: 'later_than_kept' }] });
        const { participant, id: set_by } = officer;
        const values = { id: randomUUID(), participant, case_id: id, until_day: until, reason: reason.trim() };
        await trx
          .insertInto('retention_postponement')
          .values({ ...values, set_by, set_at })
          .execute();
        return { until };
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/cases/:id/erasure/propose',
    {
      schema: {
        summary: 'Propose to erase the content of a file whose last day is over',
        tags: ['retention'],
        params,
        body: empty,
        response: { 204: Type.Null(), ...problems(401, 403, 404, 409, 422) },
      },
    },
    async ({ officer, params: { id } }, reply) => {
      demand(officer, 'propose_erasure');
      await as(house.db, officer.participant, (trx) => propose(trx, officer, id, house.clock.now()));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/cases/:id/erasure/refuse',
    {
      schema: {
        summary: 'Refuse a proposal to erase, or take one’s own back',
        tags: ['retention'],
        params,
        body: Because,
        response: { 204: Type.Null(), ...problems(401, 403, 404, 409, 422) },
      },
    },
    async ({ officer, params: { id }, body: { reason } }, reply) => {
      demand(officer, 'release_file');
      await as(house.db, officer.participant, (trx) => refuse(trx, officer, id, reason.trim(), house.clock.now()));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/cases/:id/erasure/confirm',
    {
      schema: {
        summary: 'Erase the content of a file, as somebody else proposed: for good',
        tags: ['retention'],
        params,
        body: empty,
        response: { 204: Type.Null(), ...problems(401, 403, 404, 409, 422) },
      },
    },
    async ({ officer, params: { id } }, reply) => {
      demand(officer, 'decide_erasure');
      await confirm(house, officer, id, house.clock.now(), sound);
      return reply.code(204).send(null);
    },
  );
}

/** With who did what about them. */
async function views(trx: Trx, cases: readonly KeptCase[], { id: reader }: Officer): Promise<KeptCaseView[]> {
  const ids = cases.map(({ case_id }) => case_id);
  if (ids.length === 0) return [];
  const holds = await trx
    .selectFrom('legal_hold')
    .innerJoin('account', 'account.id', 'placed_by')
    .select(['case_id', 'reason', 'account.name as by', 'placed_at as at'])
    .where('case_id', 'in', ids)
    .where('lifted_at', 'is', null)
    .execute();
  const postponements = await trx
    .selectFrom('retention_postponement')
    .innerJoin('account', 'account.id', 'set_by')
    .distinctOn('case_id')
    .select(['case_id', 'until_day as until', 'reason', 'account.name as by', 'set_at as at'])
    .where('case_id', 'in', ids)
    .orderBy('case_id')
    .orderBy('until_day', 'desc')
    .execute();
  const erasures = await trx
    .selectFrom('erasure')
    .innerJoin('account as proposer', 'proposer.id', 'proposed_by')
    .leftJoin('account as decider', 'decider.id', 'decided_by')
    .select(['case_id', 'proposer.name as by', 'decider.name as confirmed_by', 'proposed_at', 'proposed_by'])
    .select(['decision', 'decided_at', 'tombstone'])
    .where('case_id', 'in', ids)
    .where((eb) => eb.or([eb('decision', 'is', null), eb('decision', '=', 'confirmed')]))
    .execute();
  const of = <T extends { case_id: string }>(rows: T[], id: string) => {
    const found = rows.find(({ case_id }) => case_id === id);
    if (!found) return null;
    const { case_id: _, ...rest } = found;
    return rest;
  };
  return cases.map(({ erased_at, ...one }) => {
    const erasure = of(erasures, one.case_id);
    const { rule } = (erasure?.tombstone ?? {}) as Partial<Tombstone>;
    return {
      ...one,
      hold: of(holds, one.case_id),
      postponement: of(postponements, one.case_id),
      proposal:
        erasure && erasure.decision === null
          ? { by: erasure.by, at: erasure.proposed_at, own: erasure.proposed_by === reader }
          : null,
      erased: erased_at
        ? {
            at: erased_at,
            proposed_by: erasure?.by ?? '',
            confirmed_by: erasure?.confirmed_by ?? '',
            rule: { ...one.rule, set_by: null, set_at: null, ...(rule ? { years: rule.years, note: rule.note } : {}) },
          }
        : null,
    };
  });
}
