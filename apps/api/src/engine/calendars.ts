/** The working calendars of the participants: the library's holidays, and the versions that authorities made of their own. */
import type { Trx } from '@rogatoria/db';
import {
  type CalendarVersion,
  calendarOf,
  type DeadlineRule,
  holidayData,
  noneOwn,
  versionParts,
  type WorkingCalendar,
} from '@rogatoria/workflows';
import { usualHours } from '@rogatoria/workflows/office-hours.ts';
import { fingerprint } from './once.ts';

/** Whether days of rest decide where a clock ends. Law that fixes a date, hours, days and months knows none. */
export const restsCount = (rule: Pick<DeadlineRule, 'unit' | 'fixed_due'>): boolean =>
  rule.unit === 'working_days' && rule.fixed_due === undefined;

/** The last version of a State's own calendar; 0 when it has made none. */
export async function latestVersion(trx: Trx, state: string): Promise<CalendarVersion> {
  const row = await trx
    .selectFrom('calendar_version')
    .select(['version', 'own'])
    .where('state', '=', state)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? noneOwn;
}

/** The office hours that an authority stated in its calendar, as wall times `HH:MM`; the usual ones where it stated none. */
export const officeHoursIn = ({ own }: CalendarVersion): typeof usualHours => {
  const stated = own?.office_hours;
  return stated ? { from: stated.opens, until: stated.closes } : usualHours;
};

/** The calendar a rule is counted by from now on. */
export async function calendarFor(trx: Trx, rule: DeadlineRule): Promise<WorkingCalendar> {
  return restsCount(rule) ? calendarOf(rule.governs, await latestVersion(trx, rule.governs)) : calendarOf(rule.governs);
}

/**
 * The calendars that stored dates were counted by. The holidays are this release's: where an earlier one counted, `exact`
 * is false.
 */
export async function calendarsOf(
  trx: Trx,
  deadlines: readonly { calendar: string | null }[],
): Promise<
  (deadline: { rule: DeadlineRule; calendar: string | null }) => { calendar: WorkingCalendar; exact: boolean }
> {
  const wanted = new Map<string, { state: string; version: number }>();
  for (const { calendar } of deadlines) {
    const parts = calendar && versionParts(calendar);
    if (parts && parts.version > 0) wanted.set(`${parts.state} ${parts.version}`, parts);
  }
  const made = new Map<string, WorkingCalendar>();
  if (wanted.size > 0) {
    const rows = await trx
      .selectFrom('calendar_version')
      .select(['state', 'version', 'own'])
      .where(({ eb, or, and }) =>
        or(
          [...wanted.values()].map(({ state, version }) => and([eb('state', '=', state), eb('version', '=', version)])),
        ),
      )
      .execute();
    for (const { state, ...version } of rows) made.set(`${state} ${version.version}`, calendarOf(state, version));
  }
  return ({ rule, calendar }) => {
    const parts = calendar === null ? null : versionParts(calendar);
    if (!parts) return { calendar: calendarOf(rule.governs), exact: true };
    const found = parts.version > 0 ? made.get(`${parts.state} ${parts.version}`) : calendarOf(rule.governs);
    return { calendar: found ?? calendarOf(rule.governs), exact: found !== undefined && parts.data === holidayData };
  };
}

/** What the audit keeps of a version, so that nobody changes it unseen: SHA-256 of its canonical JSON. */
export const calendarSeal = (row: {
  state: string;
  version: number;
  own: unknown;
  reason: string;
  at: string;
}): string => fingerprint({ state: row.state, version: row.version, own: row.own, reason: row.reason, at: row.at });
