import { randomUUID } from 'node:crypto';
import type { Tables, Trx } from '@rogatoria/db';
import {
  type DeadlineRule,
  deriveDeadline,
  type Effects,
  endOfDay,
  outliving,
  policyFor,
  type Suspension,
  type Text,
  type WorkingCalendar,
  zoneOf,
} from '@rogatoria/workflows';
import type { Selectable } from 'kysely';
import { calendarFor, restsCount } from './calendars.ts';
import type { CaseRow } from './log.ts';
import { ladderOf, reminderRows } from './reminder-policy.ts';

export type DeadlineRow = Selectable<Tables['deadline']>;

const open = ['running', 'suspended'] as const;

/** Whether we are the requesting or the requested side of this file. */
export function sideOf(row: Pick<CaseRow, 'direction'>): 'requesting' | 'requested' {
  return row.direction === 'outgoing' ? 'requesting' : 'requested';
}

function participantOf(row: CaseRow, side: 'requesting' | 'requested'): string {
  return side === sideOf(row) ? row.participant : row.counterpart;
}

/** Starts a clock; a running one of the same kind makes way. Its reminders are rows, written with it. `until: null` only stops it. */
export async function start(
  trx: Trx,
  row: CaseRow,
  { kind, until, ...effect }: Effects['start'],
  at: string,
): Promise<{ due_at: string | null }> {
  await close(trx, row, { kinds: [kind] }, at, until === null ? undefined : 'cancelled');
  if (until === null) return { due_at: null };
  const policy = policyFor(kind, row.urgency);
  const governs = participantOf(row, policy.governs);
  const fixed_due = until === undefined ? effect.fixed_due : endOfDay(until, zoneOf(governs));
  const rule: DeadlineRule = {
    ...policy.rule,
    governs,
    ...(fixed_due === undefined ? {} : { fixed_due }),
  };
  const calendar = await calendarFor(trx, rule);
  const { due_at, original_due_at } = deriveDeadline(rule, at, [], at, calendar);
  const id = randomUUID();
  await trx
    .insertInto('deadline')
    .values({
      id,
      participant: row.participant,
      case_id: row.id,
      kind,
      holder: policy.holder === sideOf(row) ? 'us' : 'them',
      rule: JSON.stringify(rule),
      started_at: at,
      suspensions: '[]',
      due_at,
      original_due_at,
      calendar: restsCount(rule) ? calendar.version : null,
      status: 'running',
      stopped_at: null,
    })
    .execute();
  await remind(trx, row, { id, kind, participant: row.participant, started_at: at, due_at, snoozed_until: null });
  return { due_at };
}

/** Gives an open clock another date: what was not reminded of yet is reminded of by the new one. */
export async function move(
  trx: Trx,
  row: CaseRow,
  deadline: DeadlineRow,
  { due_at, calendar }: Pick<DeadlineRow, 'due_at' | 'calendar'>,
): Promise<void> {
  await trx.updateTable('deadline').set({ due_at, calendar }).where('id', '=', deadline.id).execute();
  if (due_at === deadline.due_at || deadline.status !== 'running') return;
  await forget(trx, [deadline.id]);
  await remind(trx, row, { ...deadline, due_at });
}

/** Writes the reminders of our side. One that was sent stays sent: each rung once, however the date moves. */
async function remind(
  trx: Trx,
  row: CaseRow,
  deadline: Pick<DeadlineRow, 'id' | 'kind' | 'participant' | 'started_at' | 'due_at' | 'snoozed_until'>,
) {
  const ours = reminderRows(deadline, await ladderOf(trx, deadline.kind, row.urgency), sideOf(row));
  if (ours.length === 0) return;
  await trx
    .insertInto('reminder')
    .values(ours)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Stops clocks: met when in time, missed when late. */
export async function stop(trx: Trx, row: CaseRow, { kinds }: Effects['stop'], at: string): Promise<void> {
  await close(trx, row, { kinds }, at);
}

async function close(trx: Trx, row: CaseRow, { kinds }: Effects['stop'], at: string, as?: 'cancelled'): Promise<void> {
  let query = trx
    .updateTable('deadline')
    .set(({ eb, ref, val }) => ({
      status:
        as ??
        eb
          .case()
          .when(ref('due_at'), '<', val(at))
          .then('missed' as const)
          .else('met' as const)
          .end(),
      stopped_at: at,
    }))
    .where('case_id', '=', row.id)
    .where('status', 'in', open);
  query = kinds === 'all' ? query.where('kind', 'not in', outliving) : query.where('kind', 'in', [...kinds]);
  const stopped = await query.returning('id').execute();
  await forget(
    trx,
    stopped.map(({ id }) => id),
  );
}

async function forget(trx: Trx, deadlines: string[]): Promise<void> {
  if (deadlines.length === 0) return;
  await trx.deleteFrom('reminder').where('deadline_id', 'in', deadlines).where('sent_at', 'is', null).execute();
}

/** Lets clocks stand still: an entry in the suspension ledger, not a new date. */
export async function suspend(
  trx: Trx,
  row: CaseRow,
  { kinds, reason }: Effects['suspend'],
  at: string,
): Promise<void> {
  for (const deadline of await openDeadlines(trx, row, kinds, 'running')) {
    const suspensions: Suspension[] = [...deadline.suspensions, { from: at, to: null, reason }];
    await trx
      .updateTable('deadline')
      .set({ status: 'suspended', suspensions: JSON.stringify(suspensions) })
      .where('id', '=', deadline.id)
      .execute();
    await forget(trx, [deadline.id]);
  }
}

/** Lets clocks run again, with the date derived anew. Returns how long they waited for an answer, in milliseconds. */
export async function resume(trx: Trx, row: CaseRow, { kinds }: Effects['resume'], at: string): Promise<number> {
  let waited = 0;
  for (const deadline of await openDeadlines(trx, row, kinds, 'suspended')) {
    const suspensions = (deadline.suspensions as Suspension[]).map((s) => (s.to === null ? { ...s, to: at } : s));
    const last = suspensions.at(-1);
    if (last?.reason === 'clarification') waited = Date.parse(at) - Date.parse(last.from);
    const calendar = await calendarFor(trx, deadline.rule);
    const { due_at } = deriveDeadline(deadline.rule, deadline.started_at, suspensions, at, calendar);
    await trx
      .updateTable('deadline')
      .set({
        status: 'running',
        suspensions: JSON.stringify(suspensions),
        due_at,
        calendar: restsCount(deadline.rule) ? calendar.version : null,
      })
      .where('id', '=', deadline.id)
      .execute();
    await remind(trx, row, { ...deadline, due_at });
  }
  return waited;
}

function openDeadlines(trx: Trx, row: CaseRow, kinds: readonly string[], status: 'running' | 'suspended') {
  return trx
    .selectFrom('deadline')
    .selectAll()
    .where('case_id', '=', row.id)
    .where('status', '=', status)
    .where('kind', 'in', [...kinds])
    .execute();
}

/**
 * When a stored clock ends and why, step by step, by the calendar that counted it; `exact` is false where only today's
 * holidays are known. One that stands still is counted to `now`.
 */
export function explain(
  row: DeadlineRow,
  now: string,
  { calendar, exact }: { calendar: WorkingCalendar; exact: boolean },
): { due_at: string; calendar: string; steps: Text[] } {
  const { rule, started_at, suspensions } = row;
  const derived = deriveDeadline(rule, started_at, suspensions, row.stopped_at ?? now, calendar);
  return {
    due_at: row.status === 'suspended' ? derived.due_at : row.due_at,
    calendar: row.calendar ?? derived.calendar,
    steps: exact ? derived.steps : [...derived.steps, { key: 'time.calendar.earlier' }],
  };
}

/** A local day as the texts of time print it: noon UTC, in milliseconds. */
export function dueDay(due_at: string, governs: string): number {
  const day = Temporal.Instant.from(due_at).toZonedDateTimeISO(zoneOf(governs)).toPlainDate();
  return Date.parse(`${day}T12:00:00Z`);
}
