/** The working calendar of an authority: read by every participant, kept by its own officers, a version for each change. */
import { as, lock, sql, type Trx } from '@rogatoria/db';
import {
  AuthorityCalendar,
  calendarOf,
  calendarRefusals,
  dayOf,
  isState,
  publicHolidays,
  secretariat,
  unchanged,
  zoneOf,
} from '@rogatoria/workflows';
import canonicalize from 'canonicalize';
import { Type } from 'typebox';
import { calendarSeal, latestVersion } from '../engine/calendars.ts';
import { noteAudit } from '../engine/chains.ts';
import { once } from '../engine/once.ts';
import { type Move, movesUnder, recalculate } from '../engine/recalculate.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand, may } from '../permissions.ts';
import { Participant } from '../schemas.ts';
import { type App, keyOf, problems, versionOf } from '../server.ts';
import { CalendarMoves, WorkingCalendarView } from './schemas.ts';

const reason = Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' });
const Given = Type.Object({ calendar: AuthorityCalendar }, { additionalProperties: false });
const Told = Type.Object({ calendar: AuthorityCalendar, reason }, { additionalProperties: false });
const Kept = Type.Object({ ...CalendarMoves.properties, version: Type.Integer() });

type Reader = { id: string; participant: string; roles: string[] };

export async function workingCalendarRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/working-calendars/:state',
    {
      schema: {
        summary: 'The working calendar of an authority: holidays of a year, recesses, office hours, versions',
        tags: ['deadlines'],
        params: Type.Object({ state: Participant }),
        querystring: Type.Object(
          { year: Type.Optional(Type.String({ pattern: '^(?:20\\d\\d|2100)$' })) },
          { additionalProperties: false },
        ),
        response: { 200: WorkingCalendarView, ...problems(401, 404, 422) },
      },
    },
    async ({ officer, params: { state }, query }) => {
      if (!isState(state) && state !== secretariat.code) throw notFound();
      const zone = zoneOf(state);
      const today = Temporal.Instant.from(house.clock.now()).toZonedDateTimeISO(zone).toPlainDate();
      const year = Number(query.year ?? today.year);
      return as(house.db, officer.participant, async (trx) => {
        const versions = await versionsOf(trx, state);
        const [latest] = versions;
        const own = latest?.own ?? unchanged;
        const version = latest?.version ?? 0;
        return {
          state,
          zone,
          version,
          name: calendarOf(state, { version, own: latest?.own ?? null }).version,
          own,
          may_edit: state === officer.participant && may(officer, 'keep_calendar'),
          today: today.toString(),
          year,
          days: daysOf(state, own, year),
          versions,
        };
      });
    },
  );

  app.post(
    '/working-calendar/preview',
    {
      schema: {
        summary: 'What one’s own calendar would move, without changing anything',
        tags: ['deadlines'],
        body: Given,
        response: { 200: CalendarMoves, ...problems(401, 403, 422) },
      },
    },
    ({ officer, body: { calendar } }) => {
      demand(officer, 'keep_calendar');
      return as(house.db, officer.participant, async (trx) => {
        const { version } = await judged(trx, officer, calendar);
        const next = calendarOf(officer.participant, { version, own: calendar });
        return told(trx, officer, await movesUnder(trx, next, house.clock.now()));
      });
    },
  );

  app.post(
    '/working-calendar',
    {
      schema: {
        summary: 'A new version of one’s own calendar; what runs by it is counted again at once',
        tags: ['deadlines'],
        headers: Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) }),
        body: Told,
        response: { 201: Kept, ...problems(401, 403, 412, 422, 428) },
      },
    },
    async (request, reply) => {
      const { officer, body } = request;
      demand(officer, 'keep_calendar');
      const seen = versionOf(request);
      const now = house.clock.now();
      const answer = await as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { seen, ...body }, { now }, () => keep(trx, officer, seen, body, now)),
      );
      house.wake(officer.participant);
      return reply.code(201).send(answer);
    },
  );
}

/** Refuses, line by line, what the calendar cannot mean, and what differs in nothing. Gives the number it would have. */
async function judged(trx: Trx, { participant }: Reader, calendar: AuthorityCalendar): Promise<{ version: number }> {
  const errors = calendarRefusals(participant, calendar);
  if (errors.length > 0) throw new DomainError(422, 'invalid', { errors });
  const last = await latestVersion(trx, participant);
  if (canonicalize(last.own ?? unchanged) === canonicalize(calendar))
    throw new DomainError(422, 'invalid', { errors: [{ field: 'calendar', rule: 'calendar_unchanged' }] });
  return { version: last.version + 1 };
}

/** Adds a version and counts again what runs by it. One at a time: its number is the next. */
async function keep(
  trx: Trx,
  officer: Reader,
  seen: number,
  { calendar, reason: why }: { calendar: AuthorityCalendar; reason: string },
  at: string,
) {
  const { participant, id: account_id } = officer;
  await lock(trx, `calendar of ${participant}`);
  const { version: current } = await latestVersion(trx, participant);
  if (current !== seen) throw new DomainError(412, 'stale', { version: current });
  const { version } = await judged(trx, officer, calendar);
  const row = { state: participant, version, own: calendar, reason: why, at };
  await trx
    .insertInto('calendar_version')
    .values({ ...row, own: JSON.stringify(calendar) })
    .execute();
  const moves = await recalculate(trx, calendarOf(participant, { version, own: calendar }), { now: at });
  const detail = { version, sha256: calendarSeal(row), moved: moves.length };
  await noteAudit(trx, { participant, at, account_id, action: 'calendar.change', detail });
  return { version, ...(await told(trx, officer, moves)) };
}

/** Moves in the order of their cases; the numbers of cases for who may read them. */
async function told(trx: Trx, officer: Reader, moves: readonly Move[]): Promise<CalendarMoves> {
  const ids = [...new Set(moves.map(({ deadline }) => deadline.case_id))];
  const rows =
    ids.length === 0
      ? []
      : await trx.selectFrom('case_file').select(['id', 'number', 'counterpart']).where('id', 'in', ids).execute();
  const cases = new Map(rows.map((row) => [row.id, row]));
  const reads = may(officer, 'read_cases');
  return {
    deadlines: moves.length,
    cases: ids.length,
    moves: moves.map(({ deadline: { kind, case_id }, from, to }) => ({
      kind,
      case_id: reads ? case_id : null,
      number: reads ? (cases.get(case_id)?.number ?? null) : null,
      counterpart: cases.get(case_id)?.counterpart ?? '',
      from,
      to,
    })),
  };
}

/** The holidays of a year, those of the library and the authority's own, in order; those that do not count say so. */
function daysOf(state: string, own: AuthorityCalendar, year: number): WorkingCalendarView['days'] {
  const removed = new Set(own.removed.map(({ on }) => dayOf(on, year)));
  const library = [...publicHolidays(state, year)]
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, name]) => ({ date, name, origin: 'library' as const, removed: removed.has(date) }));
  const added = own.holidays.flatMap(({ name, on }) => {
    const date = dayOf(on, year);
    return date ? [{ date, name, origin: 'authority' as const, removed: false }] : [];
  });
  return [...library, ...added].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Every version of a State's calendar, newest first; who made it, for its own participant alone. */
function versionsOf(trx: Trx, state: string): Promise<WorkingCalendarView['versions']> {
  return trx
    .selectFrom('calendar_version')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('audit_event')
          .innerJoin('account', 'account.id', 'audit_event.account_id')
          .select(['account.name', 'audit_event.participant', sql<string>`detail->>'version'`.as('number')])
          .where('audit_event.action', '=', 'calendar.change')
          .as('writer'),
      (join) =>
        join
          .onRef('writer.participant', '=', 'calendar_version.state')
          .on(sql<boolean>`writer.number = calendar_version.version::text`),
    )
    .select(['version', 'at', 'writer.name as by', 'reason', 'own'])
    .where('state', '=', state)
    .orderBy('version', 'desc')
    .execute();
}
