/** What time brings: reminders that are due, and clocks that have run out. Rows say what is due; this only acts on them. */
import { as, sql, type Tables, type Trx } from '@rogatoria/db';
import type { Role } from '@rogatoria/workflows';
import type { ExpressionBuilder } from 'kysely';
import { dayToChase, toldToBoth } from '../engine/chase.ts';
import { dueDay } from '../engine/deadlines.ts';
import { announceReminder } from '../engine/events.ts';
import { lockCase, type Moment, tick } from '../engine/handle.ts';
import type { CaseRow } from '../engine/log.ts';
import { notify } from '../engine/notify.ts';
import { headOf } from '../engine/reminder-policy.ts';
import { traceOf } from '../errors.ts';
import type { House } from '../house.ts';

/** Clocks whose end is an event for the machine of the side that decides; every other clock only reminds. */
const ending = [{ kind: 'preservation_expiry', direction: 'incoming' }] as const;

/** The clocks of `ending`, over `deadline` joined with its case. */
const isEnding = ({ eb, or, and }: ExpressionBuilder<Tables, 'deadline' | 'case_file'>) =>
  or(
    ending.map(({ kind, direction }) =>
      and([eb('deadline.kind', '=', kind), eb('case_file.direction', '=', direction)]),
    ),
  );

const batch = 100;

const onSide = { outgoing: ['drafter', 'approver', 'duty'], incoming: ['officer', 'approver', 'duty'] } as const;

/**
 * Whom a reminder goes to: the roles its rung names, as far as they work on this side of a file; where it names none, the
 * officers of the file's side and for all but evidence the desk. An escalation always goes to the head of the authority too,
 * or to every approver where none is named.
 */
async function recipients(
  trx: Trx,
  row: CaseRow,
  { tone, roles }: { tone: string; roles: string[] | null },
): Promise<{ roles: Role[]; accounts: string[] }> {
  const people: Role[] = onSide[row.direction].filter((role) => roles?.includes(role));
  if (!roles) {
    people.push(...(row.direction === 'incoming' ? (['officer'] as const) : (['drafter', 'approver'] as const)));
    if (row.kind !== 'evidence') people.push('duty');
  }
  const escalates = tone === 'escalation' || roles?.includes('head');
  const head = escalates ? await headOf(trx) : null;
  if (escalates && !head) people.push('approver');
  // A rung that names nobody of this side must not fall silent.
  if (people.length === 0 && !head) people.push(row.direction === 'incoming' ? 'officer' : 'approver');
  return { roles: [...new Set(people)], accounts: head ? [head] : [] };
}

/**
 * Does everything that is due for a participant at `moment.now`, oldest first, each in a transaction of its own with the
 * case locked. An event of the clock is dated when it was due, never before what the case already knows.
 * @returns how many reminders were sent and how many clocks ended
 */
export async function sweep(
  house: House,
  participant: string,
  moment: Moment,
  only?: { cases: string[] },
): Promise<{ reminders: number; ended: number }> {
  const done = { reminders: 0, ended: 0 };
  for (;;) {
    const due = await as(house.db, participant, (trx) => dueItems(trx, moment.now, only?.cases, [...house.untold]));
    if (due.length === 0) return done;
    let acted = 0;
    for (const item of due) {
      try {
        const outcome = await act(house, participant, item, moment);
        if (outcome === 'nothing') continue;
        if (outcome === 'done') done[item.rung === null ? 'ended' : 'reminders']++;
        acted++;
      } catch (error) {
        // One broken case must not silence all others.
        house.log.error({ case: item.case_id, ...traceOf(error) }, 'due, and not done');
      }
    }
    house.wake(participant);
    if (due.length < batch || acted === 0) return done;
  }
}

/** What came of something due: it was done, it was put to a later day, or somebody else had done it. */
type Outcome = 'done' | 'later' | 'nothing';

function act(house: House, participant: string, item: DueItem, moment: Moment): Promise<Outcome> {
  return as(house.db, participant, async (trx) => {
    const row = await lockCase(trx, item.case_id);
    if (item.rung === null) return (await end(trx, row, item, moment)) ? 'done' : 'nothing';
    return remind(trx, row, { ...item, rung: item.rung, tone: item.tone ?? '' }, moment);
  });
}

interface DueItem {
  case_id: string;
  deadline_id: string;
  kind: string;
  due_at: string;
  /** the State whose days count */
  governs: string;
  rung: string | null;
  tone: string | null;
  /** whom the rung names; null: those who handle the file */
  roles: string[] | null;
  holder: 'us' | 'them';
  /** hours, calendar_days or working_days */
  unit: string;
  at: string;
}

async function dueItems(trx: Trx, now: string, cases: string[] | undefined, untold: string[]): Promise<DueItem[]> {
  let reminders = trx
    .selectFrom('reminder')
    .innerJoin('deadline', 'deadline.id', 'reminder.deadline_id')
    .innerJoin('case_file', 'case_file.id', 'deadline.case_id')
    .select([
      'deadline.case_id',
      'deadline.id as deadline_id',
      'deadline.kind',
      'deadline.due_at',
      sql<string>`deadline.rule ->> 'governs'`.as('governs'),
      sql<string>`deadline.rule ->> 'unit'`.as('unit'),
      'reminder.rung',
      'reminder.tone',
      'reminder.roles',
      'deadline.holder',
      'reminder.at',
    ])
    .where('reminder.sent_at', 'is', null)
    .where('reminder.at', '<=', now)
    .orderBy('reminder.at')
    .limit(batch);
  let ends = trx
    .selectFrom('deadline')
    .innerJoin('case_file', 'case_file.id', 'deadline.case_id')
    .select([
      'deadline.case_id',
      'deadline.id as deadline_id',
      'deadline.kind',
      'deadline.due_at',
      sql<string>`deadline.rule ->> 'governs'`.as('governs'),
      sql<string>`deadline.rule ->> 'unit'`.as('unit'),
      'deadline.holder',
      'deadline.due_at as at',
    ])
    .where('deadline.status', '=', 'running')
    .where('deadline.due_at', '<=', now)
    .where(isEnding)
    .orderBy('deadline.due_at')
    .limit(batch);
  if (cases) {
    reminders = reminders.where('deadline.case_id', 'in', cases);
    ends = ends.where('deadline.case_id', 'in', cases);
  } else if (untold.length > 0) {
    reminders = reminders.where('case_file.request_id', 'not in', untold);
    ends = ends.where('case_file.request_id', 'not in', untold);
  }
  const items = [
    ...(await reminders.execute()),
    ...(await ends.execute()).map((item) => ({ ...item, rung: null, tone: null, roles: null })),
  ];
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(0, batch);
}

/** Claims the reminder and writes its notices in the same transaction: each once, whoever else sweeps. */
async function remind(
  trx: Trx,
  row: CaseRow,
  item: DueItem & { rung: string; tone: string },
  moment: Moment,
): Promise<Outcome> {
  const urgent = item.tone === 'escalation' || item.kind === 'preservation_expiry' || row.urgency === 'emergency';
  const chases = item.holder === 'them' && !toldToBoth.includes(item.kind);
  const at = chases && !urgent && item.unit !== 'hours' ? await dayToChase(trx, row, item.at) : item.at;
  const claimed = await trx
    .updateTable('reminder')
    .set(at > moment.now ? { at } : { at, sent_at: at })
    .where('deadline_id', '=', item.deadline_id)
    .where('rung', '=', item.rung)
    .where('sent_at', 'is', null)
    // Somebody may have put it off, or to a later day, since it was found due.
    .where('at', '=', item.at)
    .returning('rung')
    .executeTakeFirst();
  if (!claimed) return 'nothing';
  if (at > moment.now) return 'later';
  const overdue = at > item.due_at;
  const distance = Math.abs(Date.parse(item.due_at) - Date.parse(at));
  await notify(trx, row, {
    ...(await recipients(trx, row, item)),
    // Of what the counterpart must do, our officers are told that it is awaited.
    key: `${chases ? 'awaited' : overdue ? 'overdue' : 'reminder'}.${item.kind}`,
    params: {
      due: dueDay(item.due_at, item.governs),
      days: Math.floor(distance / 86_400_000),
      hours: Math.floor(distance / 3_600_000),
    },
    urgent,
    reminder: item.unit === 'hours' ? 'hours' : 'reminder',
    occasion: `${item.deadline_id}:${item.rung}`,
    at,
    past: moment.past,
  });
  if (!moment.past) await announceReminder(trx, row, item, moment.now);
  return 'done';
}

async function end(trx: Trx, row: CaseRow, item: DueItem, moment: Moment): Promise<boolean> {
  const current = await trx
    .selectFrom('deadline')
    .select(['status', 'due_at'])
    .where('id', '=', item.deadline_id)
    .executeTakeFirstOrThrow();
  if (current.status !== 'running' || current.due_at > moment.now) return false;
  const [, latest = current.due_at] = [current.due_at, row.updated_at].sort();
  return tick(trx, row, item.kind, { ...moment, now: latest });
}

/** The next instant after `now` at which a clock of these cases ends, or null. */
export async function nextEnd(house: House, participant: string, cases: string[], now: string): Promise<string | null> {
  const row = await as(house.db, participant, (trx) =>
    endingAfter(trx, now).where('deadline.case_id', 'in', cases).executeTakeFirst(),
  );
  return row?.due_at ?? null;
}

/** The next instant after `now` at which something is due for a participant, or null. */
export async function nextDue(house: House, participant: string, now: string): Promise<string | null> {
  return as(house.db, participant, async (trx) => {
    const reminder = await trx
      .selectFrom('reminder')
      .select('at')
      .where('sent_at', 'is', null)
      .where('at', '>', now)
      .orderBy('at')
      .limit(1)
      .executeTakeFirst();
    const deadline = await endingAfter(trx, now).executeTakeFirst();
    const instants = [reminder?.at, deadline?.due_at].filter((at) => at !== undefined).sort();
    return instants[0] ?? null;
  });
}

function endingAfter(trx: Trx, now: string) {
  return trx
    .selectFrom('deadline')
    .innerJoin('case_file', 'case_file.id', 'deadline.case_id')
    .select('deadline.due_at')
    .where('deadline.status', '=', 'running')
    .where('deadline.due_at', '>', now)
    .where(isEnding)
    .orderBy('deadline.due_at')
    .limit(1);
}
