/** A calendar has another version: what runs by it is counted again, and where a date moves the file says why. */
import { as, sql, type Trx } from '@rogatoria/db';
import {
  calendarOf,
  deriveDeadline,
  type Role,
  type Suspension,
  type WorkingCalendar,
  zoneOf,
} from '@rogatoria/workflows';
import { traceOf } from '../errors.ts';
import type { House } from '../house.ts';
import { latestVersion } from './calendars.ts';
import { type DeadlineRow, dueDay, move } from './deadlines.ts';
import { lockCase, type Moment } from './handle.ts';
import { append, type CaseRow } from './log.ts';
import { notify } from './notify.ts';

/** An open clock that ends on another day by another calendar. Instants are ISO 8601, UTC. */
export interface Move {
  deadline: DeadlineRow;
  from: string;
  to: string;
}

/** The type of the log's entry about a date that moved; its payload is `{ kind, started_at, from, to, calendar, was }`. */
export const movedEntry = 'clock.calendar_changed';

function openUnder(trx: Trx, state: string) {
  return trx
    .selectFrom('deadline')
    .selectAll()
    .where('status', 'in', ['running', 'suspended'])
    .where('calendar', 'is not', null)
    .where(sql`rule ->> 'governs'`, '=', state)
    .orderBy('case_id')
    .orderBy('id');
}

/** Where a clock ends by a calendar. One that stands still keeps the date it had when it was stopped, as its row does. */
function dueUnder({ rule, started_at, suspensions }: DeadlineRow, calendar: WorkingCalendar, now: string): string {
  const ended = (suspensions as Suspension[]).filter(({ to }) => to !== null);
  return deriveDeadline(rule, started_at, ended, now, calendar).due_at;
}

/** What would move if this were its State's calendar; nothing is changed. */
export async function movesUnder(trx: Trx, calendar: WorkingCalendar, now: string): Promise<Move[]> {
  const moves = (await openUnder(trx, calendar.state).execute()).map((deadline) => ({
    deadline,
    from: deadline.due_at,
    to: dueUnder(deadline, calendar, now),
  }));
  return moves.filter(({ from, to }) => from !== to);
}

/** The officers of a file, and those who decide on it. */
const concerned = (row: CaseRow): Role[] => (row.direction === 'incoming' ? ['officer'] : ['drafter', 'approver']);

/**
 * Counts every open clock again that another version of this calendar counted, within the caller's transaction, each case
 * locked in one order. A date that moves is an entry of its case's log and a notice; one that does not only learns by
 * which version it stands. A clock that has stopped keeps the calendar it ended by.
 */
export async function recalculate(trx: Trx, calendar: WorkingCalendar, moment: Moment): Promise<Move[]> {
  const moved: Move[] = [];
  for (const caseId of await staleCases(trx, calendar))
    moved.push(...(await recalculateCase(trx, caseId, calendar, moment)));
  return moved;
}

/** Cases with an open clock that another version of this calendar counted, in one order. */
async function staleCases(trx: Trx, calendar: WorkingCalendar): Promise<Set<string>> {
  const stale = await openUnder(trx, calendar.state).where('calendar', '<>', calendar.version).execute();
  return new Set(stale.map(({ case_id }) => case_id));
}

async function recalculateCase(trx: Trx, caseId: string, calendar: WorkingCalendar, moment: Moment): Promise<Move[]> {
  let row = await lockCase(trx, caseId);
  const moved: Move[] = [];
  // as they stand now that nobody else moves them
  const clocks = await openUnder(trx, calendar.state)
    .where('case_id', '=', caseId)
    .where('calendar', '<>', calendar.version)
    .execute();
  for (const deadline of clocks) {
    const from = deadline.due_at;
    const to = dueUnder(deadline, calendar, moment.now);
    await move(trx, row, deadline, { due_at: to, calendar: calendar.version });
    if (from === to) continue;
    moved.push({ deadline, from, to });
    row = await writeDown(trx, row, { deadline, from, to }, calendar, moment);
  }
  return moved;
}

async function writeDown(
  trx: Trx,
  row: CaseRow,
  { deadline, from, to }: Move,
  calendar: WorkingCalendar,
  { now, past }: Moment,
): Promise<CaseRow> {
  const { kind, started_at, calendar: was } = deadline;
  // Never before what the file already knows.
  const at = now > row.updated_at ? now : row.updated_at;
  const head = await append(trx, row, {
    at,
    zone: zoneOf(row.participant),
    origin: 'clock',
    type: movedEntry,
    actor: 'clock',
    actor_role: null,
    payload: { kind, started_at, from, to, calendar: calendar.version, was },
    state: row.state,
  });
  const changed = { log_length: head.sequence, log_head: head.hash, updated_at: at };
  await trx.updateTable('case_file').set(changed).where('id', '=', row.id).execute();
  await notify(trx, row, {
    roles: concerned(row),
    key: 'deadline_moved',
    params: {
      kind,
      of: calendar.state,
      from: dueDay(from, deadline.rule.governs),
      to: dueDay(to, deadline.rule.governs),
    },
    urgent: false,
    occasion: `${head.hash}:calendar`,
    at,
    past,
  });
  return { ...row, ...changed };
}

/**
 * Counts again what other participants' calendars, or the holidays of a new release, have changed in our files since: each
 * side does so for its own, from the same published versions. A case in a transaction of its own, so that one that is
 * broken does not hold the others.
 */
export async function recalculateStale(house: House, participant: string, moment: Moment): Promise<number> {
  const used = await as(house.db, participant, (trx) =>
    trx
      .selectFrom('deadline')
      .select([sql<string>`rule ->> 'governs'`.as('state'), 'calendar'])
      .distinct()
      .where('status', 'in', ['running', 'suspended'])
      .where('calendar', 'is not', null)
      .execute(),
  );
  let moved = 0;
  for (const state of new Set(used.map((one) => one.state))) {
    const { calendar, cases } = await as(house.db, participant, async (trx) => {
      const current = calendarOf(state, await latestVersion(trx, state));
      const stale = used.some((one) => one.state === state && one.calendar !== current.version);
      return { calendar: current, cases: stale ? await staleCases(trx, current) : new Set<string>() };
    });
    for (const caseId of cases) {
      try {
        moved += (await as(house.db, participant, (trx) => recalculateCase(trx, caseId, calendar, moment))).length;
      } catch (error) {
        house.log.error({ case: caseId, ...traceOf(error) }, 'not counted again by its calendar');
      }
    }
  }
  return moved;
}
