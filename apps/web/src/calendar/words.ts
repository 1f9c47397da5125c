/** Lines of a calendar in words, and what one version says that another does not. */
import { type AuthorityCalendar, isOnce } from '@rogatoria/workflows/authority-calendar.ts';
import type { Language } from '@rogatoria/workflows/types.ts';
import { formatDay, monthNames } from '../texts/format.ts';
import type { TextTools } from '../texts/index.tsx';

type T = TextTools['t'];

/** How a rule returns; empty for a day of one year. */
export const nameOfDay = (on: string, t: T): string =>
  on.startsWith('easter') ? t('workdays.rule.easter') : isOnce(on) ? '' : t('workdays.rule.yearly');

/** `10 Mar 2026`; of a day of every year `10 March`. */
export function dayText(day: string, language: Language): string {
  if (isOnce(day)) return formatDay(language, day);
  const month = monthNames(language)[Number(day.slice(0, 2)) - 1] ?? '';
  return `${Number(day.slice(3))} ${language === 'es' || language === 'pt' ? 'de ' : ''}${month}`;
}

/** First to last day of a recess. */
export const spanText = ({ from, until }: { from: string; until: string }, language: Language, t: T): string =>
  `${dayText(from, language)} – ${dayText(until, language)}${isOnce(from) ? '' : `, ${t('workdays.rule.yearly')}`}`;

const ruleText = (on: string, language: Language, t: T) =>
  on.startsWith('easter') ? t('workdays.rule.easter') : dayText(on, language);

interface Difference {
  key: 'workdays.diff.plus' | 'workdays.diff.minus';
  what(language: Language, t: T): string;
}

/** Every line of a calendar, by a key that two equal lines share. */
function linesOf(own: AuthorityCalendar): Map<string, Difference['what']> {
  const weekday = (language: Language) => new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return new Map<string, Difference['what']>([
    ...own.holidays.map(
      (one) =>
        [
          `holiday ${JSON.stringify(one)}`,
          (language: Language, t: T) => `${one.name} (${ruleText(one.on, language, t)})`,
        ] as const,
    ),
    ...own.removed.map(
      (one) =>
        [
          `removed ${JSON.stringify(one)}`,
          (language: Language, t: T) =>
            t('workdays.diff.removed', { name: `${one.name} (${ruleText(one.on, language, t)})` }),
        ] as const,
    ),
    ...own.recesses.map(
      (one) =>
        [
          `recess ${JSON.stringify(one)}`,
          (language: Language, t: T) =>
            `${one.name} (${spanText(one, language, t)}; ${
              one.suspends ? t('workdays.recess.counts', { source: one.source }) : t('workdays.recess.announced')
            })`,
        ] as const,
    ),
    ...own.rest_days.map(
      (day) =>
        [
          `rest ${day}`,
          (language: Language, t: T) =>
            `${t('workdays.key.rest')}, ${weekday(language).format(Date.UTC(2026, 0, 4 + day))}`,
        ] as const,
    ),
    ...(own.office_hours
      ? [
          [
            `hours ${JSON.stringify(own.office_hours)}`,
            (_: Language, t: T) =>
              `${t('workdays.hours')} ${own.office_hours?.opens ?? ''}–${own.office_hours?.closes ?? ''}`,
          ] as const,
        ]
      : []),
  ]);
}

/** What a calendar says that the one before did not, then what it says no longer. */
export function differences(own: AuthorityCalendar, before: AuthorityCalendar): Difference[] {
  const [now, then] = [linesOf(own), linesOf(before)];
  return [
    ...[...now].filter(([key]) => !then.has(key)).map(([, what]) => ({ key: 'workdays.diff.plus' as const, what })),
    ...[...then].filter(([key]) => !now.has(key)).map(([, what]) => ({ key: 'workdays.diff.minus' as const, what })),
  ];
}
