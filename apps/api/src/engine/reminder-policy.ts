/** What an authority decided about its reminders: versions that are only ever added, the last of which counts. */
import { sql, type Trx } from '@rogatoria/db';
import {
  defaultLadder,
  type Kind,
  type LadderRung,
  ladderName,
  type Rung,
  reminderTimes,
  rungsOf,
  type Urgency,
} from '@rogatoria/workflows';
import type { DeadlineRow } from './deadlines.ts';

/** `ladder.<kind>.<urgency>`: LadderRung[]; `head`: { account }; `silence`: days by kind of file. */
export type Subject = `ladder.${string}` | 'head' | 'silence';

/** A rung with the roles it tells; none: those who handle the file. */
type OwnRung = Rung & { roles: readonly string[] };

/** The version of a subject that counts here, or null while the default does. */
export async function decided<T>(trx: Trx, subject: Subject): Promise<{ version: number; value: T | null } | null> {
  const row = await trx
    .selectFrom('reminder_policy')
    .select(['version', 'value'])
    .where('subject', '=', subject)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { version: row.version, value: row.value as T | null } : null;
}

/** The rungs of a clock of this participant: its own ladder, or that of domain.md §5. */
export async function ladderOf(trx: Trx, kind: string, urgency: Urgency): Promise<OwnRung[]> {
  const own = await decided<LadderRung[]>(trx, ladderName(kind, urgency));
  return rungsOf(own?.value ?? defaultLadder(kind, urgency));
}

type Clock = Pick<DeadlineRow, 'id' | 'participant' | 'started_at' | 'due_at' | 'snoozed_until'>;

/**
 * The reminders of a clock for one side of its file, as rows. Where an officer put reminders off, those before that moment
 * are one at that moment: the last of them.
 */
export function reminderRows(clock: Clock, ladder: readonly OwnRung[], side: Rung['to'][number]) {
  const { snoozed_until } = clock;
  const ours = reminderTimes({ rungs: ladder }, clock.started_at, clock.due_at).filter(({ rung }) =>
    rung.to.includes(side),
  );
  const lastPutOff = ours.findLastIndex(({ at }) => snoozed_until !== null && at < snoozed_until);
  return ours.slice(Math.max(lastPutOff, 0)).map(({ rung, at }, index) => ({
    participant: clock.participant,
    deadline_id: clock.id,
    rung: rung.name,
    tone: rung.tone,
    at: index === 0 && lastPutOff >= 0 ? (snoozed_until as string) : at,
    sent_at: null,
    roles: rung.roles.length > 0 ? [...rung.roles] : null,
  }));
}

/** The head of the authority: an active officer who may approve, or null where none is named or the named one no longer is. */
export async function headOf(trx: Trx): Promise<string | null> {
  const head = await decided<{ account: string }>(trx, 'head');
  if (!head?.value) return null;
  const account = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', head.value.account)
    .where('active', '=', true)
    .where(sql<boolean>`'approver' = any(roles)`)
    .executeTakeFirst();
  return account?.id ?? null;
}

/** Policy of this house; no treaty sets a number [P]. Preserved data lapse in weeks, so their silence is short. */
const silenceByDefault: Readonly<Record<Kind, number>> = {
  evidence: 30,
  preservation: 7,
  information: 30,
  consultation: 20,
};

/** After how many days without a word a file counts as silent, by kind. */
export async function silenceDays(trx: Trx): Promise<Record<Kind, number>> {
  const own = await decided<Record<Kind, number>>(trx, 'silence');
  return own?.value ?? silenceByDefault;
}

const chunk = 500;

/**
 * Gives every running clock of a kind the ladder that counts from now on. What was sent stays sent and is not sent again;
 * what is already due is still sent; a new rung whose moment has passed is not made up for.
 * @returns how many clocks were given it
 */
export async function reladder(
  trx: Trx,
  kind: string,
  urgencies: readonly Urgency[],
  ladder: readonly OwnRung[],
  now: string,
): Promise<number> {
  const clocks = await trx
    .selectFrom('deadline')
    .innerJoin('case_file', 'case_file.id', 'deadline.case_id')
    .selectAll('deadline')
    .select('case_file.direction')
    .where('deadline.status', '=', 'running')
    .where('deadline.kind', '=', kind)
    .where('case_file.urgency', 'in', [...urgencies])
    // Each case is held while its reminders change: no clock starts or stops meanwhile.
    .orderBy('case_file.id')
    .forUpdate('case_file')
    .execute();
  for (let from = 0; from < clocks.length; from += chunk) {
    const some = clocks.slice(from, from + chunk);
    await trx
      .deleteFrom('reminder')
      .where(
        'deadline_id',
        'in',
        some.map(({ id }) => id),
      )
      .where('sent_at', 'is', null)
      .where('at', '>', now)
      .execute();
    const rows = some
      .flatMap(({ direction, ...clock }) =>
        reminderRows(clock, ladder, direction === 'outgoing' ? 'requesting' : 'requested'),
      )
      .filter(({ at }) => at > now);
    if (rows.length > 0)
      await trx
        .insertInto('reminder')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  }
  return clocks.length;
}
