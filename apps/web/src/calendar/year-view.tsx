import type { WorkingCalendarView } from '@rogatoria/api/deadlines/schemas.ts';
import { type AuthorityCalendar, isInRecess, weekdayOf } from '@rogatoria/workflows/authority-calendar.ts';
import { monthNames } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';

interface YearProps {
  year: number;
  today: string;
  own: AuthorityCalendar;
  days: WorkingCalendarView['days'];
}

const kinds = ['holiday', 'own', 'recess', 'announced', 'rest'] as const;

/** Twelve small months; what each colour means stands below, and every named day in the list beside. */
export function YearView({ year, today, own, days }: YearProps) {
  const { t, language } = useTexts();
  const named = new Map(days.filter(({ removed }) => !removed).map((day) => [day.date, day]));
  const kindOf = (date: string): (typeof kinds)[number] | null => {
    const day = named.get(date);
    if (day) return day.origin === 'authority' ? 'own' : 'holiday';
    if (own.rest_days.includes(weekdayOf(date))) return 'rest';
    const recess = own.recesses.find((one) => isInRecess(one, date));
    return recess ? (recess.suspends ? 'recess' : 'announced') : null;
  };
  const letters = new Intl.DateTimeFormat(language, { weekday: 'narrow', timeZone: 'UTC' });
  const shown = new Set<string>();
  const months = monthNames(language).map((name, index) => {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`;
    const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
    const cells = Array.from({ length }, (_, n) => {
      const date = `${month}-${String(n + 1).padStart(2, '0')}`;
      const kind = kindOf(date);
      if (kind) shown.add(kind);
      return { date, kind, name: named.get(date)?.name };
    });
    const off = cells.filter(({ kind }) => kind === 'holiday' || kind === 'own' || kind === 'recess').length;
    return { name, month, cells, off, before: weekdayOf(`${month}-01`) - 1 };
  });
  return (
    <>
      <ol className="year">
        {months.map(({ name, month, cells, off, before }) => (
          <li key={month}>
            <h3>{name}</h3>
            <div className="year-month" role="img" aria-label={t('workdays.month', { month: name, count: off })}>
              {Array.from({ length: 7 }, (_, day) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the seven days of the week
                <span key={day} className="year-weekday">
                  {letters.format(Date.UTC(2026, 0, 5 + day))}
                </span>
              ))}
              {cells.map(({ date, kind, name: title }, index) => (
                <span
                  key={date}
                  className={`year-day${kind ? ` year-${kind}` : ''}${date === today ? ' year-today' : ''}`}
                  style={index === 0 ? { gridColumnStart: before + 1 } : undefined}
                  title={title}
                >
                  {Number(date.slice(8))}
                </span>
              ))}
            </div>
          </li>
        ))}
      </ol>
      <ul className="year-key">
        {kinds
          .filter((kind) => shown.has(kind))
          .map((kind) => (
            <li key={kind}>
              <span className={`year-day year-${kind}`} aria-hidden="true" />
              {t(`workdays.key.${kind}`)}
            </li>
          ))}
      </ul>
    </>
  );
}
