/**
 * What an authority says of its own calendar over the public holidays of the library: whole, as one plain value, so that
 * each version can be put beside the one before. Pure, and without the library, so that the page can use it.
 */
import { type Static, Type } from 'typebox';
import type { ParticipantCode } from './types.ts';

const name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S', description: 'in the State’s own words' });
const day = '\\d{4}-\\d\\d-\\d\\d';
const on = Type.String({
  maxLength: 12,
  pattern: `^(?:${day}|\\d\\d-\\d\\d|easter [+-]\\d{1,2})$`,
  description: 'once `2027-03-15`, every year `07-28`, or by Easter Sunday `easter -47`',
});
const Holiday = Type.Object({ name, on }, { additionalProperties: false });
const edge = Type.String({ maxLength: 10, pattern: `^(?:${day}|\\d\\d-\\d\\d)$` });
const time = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM in the zone of the capital' });

/** A State's own calendar. Dates are local dates of its capital. */
export const AuthorityCalendar = Type.Object(
  {
    rest_days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      maxItems: 6,
      uniqueItems: true,
      description: 'weekly rest days, ISO 8601: 1 Monday … 7 Sunday',
    }),
    holidays: Type.Array(Holiday, { maxItems: 200, description: 'holidays beside those of the library' }),
    removed: Type.Array(Holiday, { maxItems: 200, description: 'holidays of the library on which work is done here' }),
    recesses: Type.Array(
      Type.Object(
        {
          name,
          from: edge,
          until: edge,
          suspends: Type.Boolean({
            description: 'its days are no working days; otherwise it is announced and no deadline moves',
          }),
          source: Type.String({ maxLength: 300, description: 'law or decision; needed where it suspends' }),
        },
        { additionalProperties: false },
      ),
      {
        maxItems: 50,
        description: 'court recesses, first to last day: dated, or every year and then across New Year too',
      },
    ),
    office_hours: Type.Union([
      Type.Object({ opens: time, closes: time }, { additionalProperties: false }),
      Type.Null(),
    ]),
  },
  { additionalProperties: false },
);
export type AuthorityCalendar = Static<typeof AuthorityCalendar>;

/** A version of an authority's calendar: 0 and null as long as it said nothing of its own. */
export interface CalendarVersion {
  version: number;
  own: AuthorityCalendar | null;
}

/** What holds where an authority has said nothing: Saturday and Sunday, the library's holidays, no recess. */
export const unchanged: AuthorityCalendar = {
  rest_days: [6, 7],
  holidays: [],
  removed: [],
  recesses: [],
  office_hours: null,
};

/** Names a version: `PER v7 date-holidays 3.37.0`, without `v0`. */
export const versionText = (state: ParticipantCode, version: number, data: string): string =>
  `${state}${version > 0 ? ` v${version}` : ''} ${data}`;

/** Reads what `versionText` wrote; null when it is none. `data` is empty where no one knows which data was used. */
export function versionParts(text: string): { state: ParticipantCode; version: number; data: string } | null {
  const [, state, version = '0', data = ''] = /^([A-Z]{3})(?: v(\d+))?(?: (.+))?$/.exec(text) ?? [];
  return state ? { state, version: Number(version), data } : null;
}

const dayMs = 86_400_000;
const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** True for a day that there is in the calendar, in the years 1900 to 2199. */
export function isDay(date: string): boolean {
  if (!/^(?:19|20|21)\d\d-\d\d-\d\d$/.test(date)) return false;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && isoOf(ms) === date;
}

/** True for `02-29` too, which comes every fourth year. */
const isYearly = (monthDay: string): boolean => isDay(`2024-${monthDay}`);

/** Easter Sunday of the Western churches in the Gregorian calendar (anonymous algorithm of 1876). */
export function easterOf(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const d = b - Math.floor(b / 4) - Math.floor((8 * b + 13) / 25);
  const h = (19 * a + d + 15) % 30;
  const f = h - Math.floor(h / 28) * (1 - Math.floor(29 / (h + 1)) * Math.floor((21 - a) / 11));
  const j = (year + Math.floor(year / 4) + f + 2 - b + Math.floor(b / 4)) % 7;
  const l = f - j;
  const month = 3 + Math.floor((l + 40) / 44);
  const date = l + 28 - 31 * Math.floor(month / 4);
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** Whether a rule names one day of one year. */
export const isOnce = (rule: string): boolean => /^\d{4}-/.test(rule);

/** The day of a year that a rule names, or null when it names none in it. */
export function dayOf(rule: string, year: number): string | null {
  if (rule.startsWith('easter'))
    return isoOf(Date.parse(`${easterOf(year)}T00:00:00Z`) + Number(rule.slice(7)) * dayMs);
  if (isOnce(rule)) return rule.startsWith(`${year}-`) ? rule : null;
  const date = `${year}-${rule}`;
  return isDay(date) ? date : null;
}

/** True when a rule can name a day at all. */
export const isRule = (rule: string): boolean =>
  rule.startsWith('easter') ? Math.abs(Number(rule.slice(7))) <= 70 : isOnce(rule) ? isDay(rule) : isYearly(rule);

/** Whether a day lies in a recess; one of every year whose end comes before its beginning runs across New Year. */
export function isInRecess({ from, until }: { from: string; until: string }, date: string): boolean {
  if (isOnce(from)) return from <= date && date <= until;
  const day = date.slice(5);
  return from <= until ? from <= day && day <= until : day >= from || day <= until;
}

/** Day of the week of a local date, ISO 8601: 1 Monday … 7 Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
