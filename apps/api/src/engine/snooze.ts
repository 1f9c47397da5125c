/** Putting off the reminders of a clock: recorded in the case's log, and nothing else about the case moves. */
import type { Trx } from '@rogatoria/db';
import { type DeadlineKind, zoneOf } from '@rogatoria/workflows';
import { DomainError } from '../errors.ts';
import { latestVersion, officeHoursIn } from './calendars.ts';
import { sideOf } from './deadlines.ts';
import { actingAs } from './deputies.ts';
import { lockCase, type Officer } from './handle.ts';
import { append } from './log.ts';
import { ladderOf, reminderRows } from './reminder-policy.ts';

/** Who may put reminders off: whoever handles files on that side. */
const handlers = { outgoing: ['drafter', 'approver', 'duty'], incoming: ['officer', 'approver', 'duty'] } as const;

/** When the authority opens on a day, as an instant. */
async function morningOf(trx: Trx, day: string, participant: string): Promise<string> {
  const plainTime = Temporal.PlainTime.from(officeHoursIn(await latestVersion(trx, participant)).from);
  const morning = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zoneOf(participant), plainTime });
  return morning.toInstant().toString({ smallestUnit: 'millisecond' });
}

/**
 * Puts the reminders of a running clock off until the morning of a day: those that would have come before are one, then.
 * The due date does not move. A later wish takes the place of an earlier one.
 * @param wish.until local day of the authority, before the day on which the clock is due
 * @throws DomainError 403, 404 (no such case, or no such clock running), 422 `snooze_*`
 */
export async function snooze(
  trx: Trx,
  officer: Officer,
  caseId: string,
  kind: DeadlineKind,
  { until, reason }: { until: string; reason: string },
  now: string,
): Promise<{ until: string }> {
  const row = await lockCase(trx, caseId);
  const roles = handlers[row.direction];
  if (!roles.some((role) => officer.roles.includes(role))) throw new DomainError(403, 'role');
  const clock = await trx
    .selectFrom('deadline')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .where('status', '=', 'running')
    .executeTakeFirst();
  if (!clock) throw new DomainError(404, 'not_found');
  const refuse = (rule: string) => new DomainError(422, 'invalid', { errors: [{ field: 'until', rule }] });
  const snoozed_until = await morningOf(trx, until, row.participant);
  if (snoozed_until <= now) throw refuse('snooze_past');
  const dueDay = Temporal.Instant.from(clock.due_at).toZonedDateTimeISO(zoneOf(clock.rule.governs)).toPlainDate();
  if (until >= dueDay.toString()) throw refuse('snooze_beyond_due');
  const waiting = await trx
    .selectFrom('reminder')
    .select('at')
    .where('deadline_id', '=', clock.id)
    .where('sent_at', 'is', null)
    .orderBy('at')
    .execute();
  const [first, last] = [waiting[0]?.at, waiting.at(-1)?.at];
  if (!first || !last || first >= snoozed_until) throw refuse('snooze_nothing');
  if (kind === 'preservation_expiry' && snoozed_until > last) throw refuse('snooze_last_warning');
  await trx.updateTable('deadline').set({ snoozed_until }).where('id', '=', clock.id).execute();
  await trx
    .deleteFrom('reminder')
    .where('deadline_id', '=', clock.id)
    .where('sent_at', 'is', null)
    .where('at', '>', now)
    .execute();
  const rows = reminderRows({ ...clock, snoozed_until }, await ladderOf(trx, kind, row.urgency), sideOf(row));
  const ahead = rows.filter(({ at }) => at > now);
  if (ahead.length > 0)
    await trx
      .insertInto('reminder')
      .values(ahead)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const acting = actingAs(officer, roles);
  const head = await append(trx, row, {
    at: now,
    zone: zoneOf(row.participant),
    origin: 'command',
    type: 'command.snooze',
    actor: officer.id,
    actor_role: acting.role,
    payload: { deadline: kind, until: snoozed_until, reason },
    state: row.state,
    deputy_of: acting.for?.id ?? null,
  });
  await trx
    .updateTable('case_file')
    .set({ log_length: head.sequence, log_head: head.hash })
    .where('id', '=', caseId)
    .execute();
  return { until: snoozed_until };
}
