/** Deputies with dates: who holds whose role, from day to day in the authority's zone. What follows of it is in engine/deputies.ts. */
import { randomUUID } from 'node:crypto';
import { as, lock, type Trx } from '@rogatoria/db';
import { deputyDays, isDeputable, isPowerful, type Role, roles, zoneOf } from '@rogatoria/workflows';
import { Type } from 'typebox';
import { once } from '../engine/once.ts';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { Id } from '../schemas.ts';
import { type App, keyOf, problems } from '../server.ts';
import { type Administrator, isAlone, personOf, record, refuse, tell } from './officers.ts';
import { DeputiesView, type DeputyView } from './schemas.ts';

const Day = Type.String({ format: 'date', pattern: '^20\\d\\d-' });
const empty = Type.Object({}, { additionalProperties: false });

interface Wish {
  /** whose role; the asking officer's own where it is left out */
  officer?: string;
  role: Role;
  deputy: string;
  from: string;
  until: string;
}

const todayOf = (participant: string, now: string) =>
  Temporal.Instant.from(now).toZonedDateTimeISO(zoneOf(participant)).toPlainDate().toString();

/** Names a deputy. Throws 404, 422 (`deputy_*`, `officer_oneself`). */
async function name(trx: Trx, by: Administrator, wish: Wish, now: string): Promise<string> {
  await lock(trx, `officers of ${by.participant}`);
  const { role, deputy: deputyId, from, until } = wish;
  const actor = await personOf(trx, by.id);
  const represented = await personOf(trx, wish.officer ?? by.id);
  const deputy = await personOf(trx, deputyId);
  const own = represented.id === by.id;
  if (!own && !actor.roles.includes('admin')) throw refuse('officer', 'deputy_not_yours');
  if (!own && deputy.id === by.id) throw refuse('deputy', 'officer_oneself');
  if (!isDeputable(role)) throw refuse('role', 'deputy_role', { role });
  if (!represented.active) throw refuse('officer', 'officer_inactive', { name: represented.name });
  if (!deputy.active) throw refuse('deputy', 'officer_inactive', { name: deputy.name });
  if (!represented.roles.includes(role)) throw refuse('role', 'deputy_role_not_held', { name: represented.name, role });
  if (deputy.id === represented.id || deputy.roles.includes(role))
    throw refuse('deputy', 'deputy_has_role', { name: deputy.name, role });
  if (from < todayOf(by.participant, now)) throw refuse('from', 'deputy_past');
  if (until < from) throw refuse('until', 'deputy_order');
  if (Temporal.PlainDate.from(from).until(until).days >= deputyDays)
    throw refuse('until', 'deputy_too_long', { days: deputyDays });
  const waits = !own && isPowerful(role) && !(await isAlone(trx, by, now));
  const id = randomUUID();
  await trx
    .insertInto('deputy')
    .values({
      id,
      participant: by.participant,
      account_id: represented.id,
      deputy_id: deputy.id,
      role,
      from_day: from,
      until_day: until,
      named_by: by.id,
      named_at: now,
      confirmed_at: waits ? null : now,
    })
    .execute();
  await record(trx, by, 'deputy.named', { deputy: id, officer: represented.id, by: deputy.id, role, from, until }, now);
  const params = { role, name: represented.name, deputy: deputy.name, from: noon(from), until: noon(until) };
  const told = { accounts: [represented.id, deputy.id] };
  if (waits) await tell(trx, by, { roles: ['admin'], accounts: [represented.id] }, 'deputy_proposed', params, now);
  else await tell(trx, by, isPowerful(role) ? { ...told, roles: ['admin'] } : told, 'deputy_named', params, now);
  return id;
}

/** A day as the texts print it: noon UTC, in milliseconds. */
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** A deputy by id as this officer sees it, its officers' lock held. Throws 404. */
async function one(trx: Trx, by: Administrator, id: string, now: string): Promise<DeputyView> {
  await lock(trx, `officers of ${by.participant}`);
  const actor = await personOf(trx, by.id);
  const found = (await deputiesOf(trx, { ...by, roles: actor.roles as Role[] }, now)).find((item) => item.id === id);
  if (!found) throw notFound();
  return found;
}

/** Confirms a deputy that an administrator named for a powerful role. Throws 404, 422 (`deputy_confirm`). */
async function confirm(trx: Trx, by: Administrator, id: string, now: string): Promise<void> {
  const found = await one(trx, by, id, now);
  if (!found.may_confirm) throw refuse('id', 'deputy_confirm');
  await trx.updateTable('deputy').set({ confirmed_by: by.id, confirmed_at: now }).where('id', '=', id).execute();
  await record(trx, by, 'deputy.confirmed', { deputy: id }, now);
  const { role, represented, deputy, from, until } = found;
  const params = { role, name: represented.name, deputy: deputy.name, from: noon(from), until: noon(until) };
  await tell(trx, by, { accounts: [represented.id, deputy.id] }, 'deputy_named', params, now);
}

/** Ends it before its day, at once. Throws 404, 422 (`deputy_over`). */
async function end(trx: Trx, by: Administrator, id: string, now: string): Promise<void> {
  const found = await one(trx, by, id, now);
  if (!found.may_end) throw refuse('id', 'deputy_over');
  await trx.updateTable('deputy').set({ ended_by: by.id, ended_at: now }).where('id', '=', id).execute();
  await record(trx, by, 'deputy.ended', { deputy: id }, now);
  const { role, represented, deputy } = found;
  const params = { role, name: represented.name, deputy: deputy.name };
  await tell(trx, by, { accounts: [represented.id, deputy.id] }, 'deputy_ended', params, now);
}

/** Deputies that concern this officer; all of the participant's for administrators and auditors. The latest first. */
async function deputiesOf(trx: Trx, reader: Administrator, now: string): Promise<DeputyView[]> {
  const today = todayOf(reader.participant, now);
  const administers = reader.roles.includes('admin');
  let query = trx
    .selectFrom('deputy')
    .innerJoin('account as represented', 'represented.id', 'deputy.account_id')
    .innerJoin('account as standing', 'standing.id', 'deputy.deputy_id')
    .innerJoin('account as namer', 'namer.id', 'deputy.named_by')
    .select([
      'deputy.id',
      'deputy.role',
      'account_id',
      'represented.name as represented_name',
      'deputy_id',
      'standing.name as deputy_name',
      'from_day',
      'until_day',
      'named_by',
      'namer.name as namer_name',
      'confirmed_at',
      'ended_at',
    ])
    .orderBy('from_day', 'desc')
    .orderBy('deputy.id')
    .limit(200);
  if (!administers && !reader.roles.includes('auditor'))
    query = query.where((eb) => eb.or([eb('account_id', '=', reader.id), eb('deputy_id', '=', reader.id)]));
  const rows = await query.execute();
  return rows.map((row) => {
    const status = row.ended_at
      ? ('ended' as const)
      : row.until_day < today
        ? ('over' as const)
        : !row.confirmed_at
          ? ('waiting' as const)
          : row.from_day > today
            ? ('coming' as const)
            : ('in_force' as const);
    const theirs = row.account_id === reader.id;
    return {
      id: row.id,
      role: row.role as Role,
      represented: { id: row.account_id, name: row.represented_name },
      deputy: { id: row.deputy_id, name: row.deputy_name },
      from: row.from_day,
      until: row.until_day,
      named_by: row.namer_name,
      status,
      may_confirm:
        status === 'waiting' && (theirs || administers) && row.named_by !== reader.id && row.deputy_id !== reader.id,
      may_end: status !== 'ended' && status !== 'over' && (theirs || row.deputy_id === reader.id || administers),
    };
  });
}

export async function deputyRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/deputies',
    {
      schema: {
        summary: 'Who holds whose role, from day to day, and the colleagues who could',
        tags: ['officers'],
        response: { 200: DeputiesView, ...problems(401) },
      },
    },
    ({ officer }) => {
      const now = house.clock.now();
      return as(house.db, officer.participant, async (trx) => {
        const colleagues = await trx
          .selectFrom('account')
          .select(['id', 'name', 'roles'])
          .where('active', '=', true)
          .where('service', '=', false)
          .orderBy('name')
          .orderBy('id')
          .execute();
        return {
          items: await deputiesOf(trx, officer, now),
          colleagues: colleagues.map((row) => ({ ...row, roles: row.roles as Role[] })),
          today: todayOf(officer.participant, now),
        };
      });
    },
  );

  app.post(
    '/deputies',
    {
      schema: {
        summary: 'Name a deputy for one’s own role, or as administrator for a colleague’s',
        tags: ['officers'],
        body: Type.Object(
          {
            officer: Type.Optional(Id),
            role: Type.Enum([...roles]),
            deputy: Id,
            from: Day,
            until: Day,
          },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ id: Id }), ...problems(401, 404, 422) },
      },
    },
    async (request, reply) => {
      const { officer } = request;
      const wish = request.body as Wish;
      const now = house.clock.now();
      const answer = await as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { deputy: wish }, { now }, async () => ({
          id: await name(trx, officer, wish, now),
        })),
      );
      house.wake(officer.participant);
      return reply.code(201).send(answer);
    },
  );

  for (const [word, act, summary] of [
    ['confirm', confirm, 'Confirm a deputy that an administrator named for a powerful role'],
    ['end', end, 'End a deputy’s days before their time'],
  ] as const)
    app.post(
      `/deputies/:id/${word}`,
      {
        schema: {
          summary,
          tags: ['officers'],
          params: Type.Object({ id: Id }),
          body: empty,
          response: { 204: Type.Null(), ...problems(401, 404, 422) },
        },
      },
      async (request, reply) => {
        const { officer } = request;
        const { id } = request.params as { id: string };
        const now = house.clock.now();
        await as(house.db, officer.participant, (trx) =>
          once(trx, officer, keyOf(request), { id, word }, { now }, async () => {
            await act(trx, officer, id, now);
            return {};
          }),
        );
        house.wake(officer.participant);
        return reply.code(204).send(null);
      },
    );
}
