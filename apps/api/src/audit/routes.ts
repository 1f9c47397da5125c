import { randomUUID } from 'node:crypto';
import { as, sql } from '@rogatoria/db';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id, Nullable } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { caseFault, someCases } from './cases.ts';
import { type CheckpointBody, exportCheckpoint } from './checkpoint.ts';
import type { Fault } from './faults.ts';
import { CheckpointFile, CheckpointView, RecordEntryView, RecordFault } from './schemas.ts';
import { reading, verifyBeside } from './verify.ts';

const pageSize = 50;
const place = Type.String({ pattern: '^[1-9]\\d{0,8}$' });
/** At most so many faults come with one slice: the first says enough. */
const enough = 20;

/** Throws 422 on a day that no calendar has. */
function dayOf(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new DomainError(422, 'invalid', { errors: [{ field: 'day', rule: 'schema_pattern' }] });
  }
}

export async function recordRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/record/entries',
    {
      schema: {
        summary: 'Who came and went, read, exported and recorded what, the latest first',
        tags: ['record'],
        querystring: Type.Object(
          {
            officer: Type.Optional(Id),
            action: Type.Optional(Type.String({ pattern: '^[a-z_.]{1,60}$' })),
            day: Type.Optional(
              Type.String({ pattern: '^20\\d\\d-\\d\\d-\\d\\d$', description: 'in the participant’s own zone' }),
            ),
            before: Type.Optional(place),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(RecordEntryView),
            next: Nullable(Type.String({ description: '`before` of the following page' })),
            actions: Type.Array(Type.String({ description: 'every action that was ever noted here' })),
            officers: Type.Array(Type.Object({ id: Id, name: Type.String() })),
          }),
          ...problems(401, 403, 422),
        },
      },
    },
    async ({ officer, query: { officer: account, action, day, before } }) => {
      demand(officer, 'read_record');
      return as(house.db, officer.participant, async (trx) => {
        let entries = trx
          .selectFrom('audit_event')
          .leftJoin('account', 'account.id', 'audit_event.account_id')
          .select(['sequence', 'at', 'action', 'detail', 'account_id', 'account.name']);
        if (account) entries = entries.where('account_id', '=', account);
        if (action) entries = entries.where('action', '=', action);
        if (before) entries = entries.where('sequence', '<', Number(before));
        if (day) {
          const { zone } = await trx
            .selectFrom('participant')
            .select('zone')
            .where('code', '=', officer.participant)
            .executeTakeFirstOrThrow();
          const from = dayOf(day);
          const at = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).toInstant().toString();
          entries = entries.where('at', '>=', at(from)).where('at', '<', at(from.add({ days: 1 })));
        }
        const rows = await entries
          .orderBy('sequence', 'desc')
          .limit(pageSize + 1)
          .execute();
        const shown = rows.slice(0, pageSize);
        const actions = await trx.selectFrom('audit_event').select('action').distinct().orderBy('action').execute();
        const officers = await trx.selectFrom('account').select(['id', 'name']).orderBy('name').execute();
        return {
          items: shown.map(({ sequence, at, action: done, detail, account_id, name }) => ({
            sequence,
            at,
            action: done,
            officer: account_id ? { id: account_id, name: name ?? '' } : null,
            case_id: (detail as { case_id?: string }).case_id ?? null,
            number: (detail as { number?: string | null }).number ?? null,
          })),
          next: rows.length > pageSize ? String(shown.at(-1)?.sequence) : null,
          actions: actions.map((row) => row.action),
          officers,
        };
      });
    },
  );

  app.get(
    '/record/checkpoints',
    {
      schema: {
        summary: 'Signed checkpoints, the latest first',
        tags: ['record'],
        querystring: Type.Object({ before: Type.Optional(place) }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            items: Type.Array(CheckpointView),
            next: Nullable(Type.String()),
            stamping: Type.Boolean({ description: 'whether an outside authority is asked to stamp them' }),
          }),
          ...problems(401, 403, 422),
        },
      },
    },
    async ({ officer, query: { before } }) => {
      demand(officer, 'read_record');
      return as(house.db, officer.participant, async (trx) => {
        let page = trx.selectFrom('checkpoint').select((eb) => [
          'number',
          'at',
          'hash',
          'body',
          // a checkpoint binds those before it, and so does its stamp
          eb
            .selectFrom('time_stamp')
            .select('time_stamp.at')
            .whereRef('time_stamp.number', '>=', 'checkpoint.number')
            .orderBy('time_stamp.number')
            .limit(1)
            .as('stamped_at'),
        ]);
        if (before) page = page.where('number', '<', Number(before));
        const rows = await page.orderBy('number', 'desc').limit(11).execute();
        const shown = rows.slice(0, 10);
        return {
          items: shown.map(({ number, at, hash, body, stamped_at }) => {
            const { cases, audit, custody, law } = body as CheckpointBody;
            return {
              number,
              at,
              hash,
              cases: cases.count,
              audit: audit.length,
              custody: custody.length,
              law: law.length,
              stamped_at,
            };
          }),
          next: rows.length > 10 ? String(shown.at(-1)?.number) : null,
          stamping: house.config.timeStamps !== null,
        };
      });
    },
  );

  app.get(
    '/record/checkpoints/:number',
    {
      schema: {
        summary: 'A signed checkpoint as a file to keep elsewhere',
        tags: ['record'],
        params: Type.Object({ number: place }),
        response: { 200: CheckpointFile, ...problems(401, 403, 404, 422) },
      },
    },
    async ({ officer, params: { number } }, reply) => {
      demand(officer, 'read_record');
      const { participant, id: account_id } = officer;
      const file = await as(house.db, participant, async (trx) => {
        const found = await exportCheckpoint(trx, participant, Number(number));
        if (!found) throw notFound();
        const at = house.clock.now();
        const detail = { checkpoint: Number(number) };
        await noteAudit(trx, { participant, at, account_id, action: 'checkpoint.export', detail });
        return found;
      });
      reply.header('content-disposition', `attachment; filename="rogatoria-${participant}-checkpoint-${number}.json"`);
      return file as unknown as CheckpointFile;
    },
  );

  app.post(
    '/record/verify',
    {
      schema: {
        summary: 'Compute the record again, a slice at a time: cases in the order of their ids, the rest with the last',
        description:
          'Begin without `after`, and ask again with `next` until it is null. Each slice is read as of one instant, so the house works on meanwhile.',
        tags: ['record'],
        querystring: Type.Object({ after: Type.Optional(Id) }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            total: Type.Integer({ description: 'cases there are' }),
            cases: Type.Integer({ description: 'of this slice' }),
            entries: Type.Integer({ description: 'of this slice: logs, audit, custody and law' }),
            checkpoints: Type.Integer(),
            stamps: Type.Integer({ description: 'time stamps of an outside authority that are right' }),
            faults: Type.Array(RecordFault),
            next: Nullable(Id),
          }),
          ...problems(401, 403, 422),
        },
      },
    },
    async ({ officer, query: { after } }) => {
      demand(officer, 'read_record');
      const { participant, id: account_id } = officer;
      if (!after) {
        const at = house.clock.now();
        await as(house.db, participant, (trx) =>
          noteAudit(trx, { participant, at, account_id, action: 'record.verify', detail: { run: randomUUID() } }),
        );
      }
      return reading(house.db, participant, async (trx) => {
        const { records, next } = await someCases(trx, after ?? '');
        const faults: Fault[] = [];
        const faulty = new Set<string>();
        const found = (fault: Fault) => {
          if (fault.case_id) faulty.add(fault.case_id);
          faults.push(fault);
        };
        for (const record of records) {
          const fault = caseFault(record);
          if (fault) found(fault);
        }
        const beside = { audit: 0, custody: 0, law: 0, checkpoints: 0, stamps: 0 };
        const roots = house.config.timeStamps?.roots;
        if (next === undefined) await verifyBeside(trx, participant, beside, found, { faulty, roots });
        const { rows } = await sql<{ total: number }>`select count(*)::int as total from case_file`.execute(trx);
        const logged = records.reduce((sum, { events }) => sum + events.length, 0);
        return {
          total: rows[0]?.total ?? 0,
          cases: records.length,
          entries: logged + beside.audit + beside.custody + beside.law,
          checkpoints: beside.checkpoints,
          stamps: beside.stamps,
          // An administrator reads no case: what exactly differs may be its content.
          faults: faults.slice(0, enough).map(({ chain, case_id, number, sequence, problem }) => ({
            chain,
            case_id,
            number,
            sequence,
            problem,
          })),
          next: next ?? null,
        };
      });
    },
  );
}
