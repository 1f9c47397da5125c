import type { IndicatorFigure, Times } from '@rogatoria/api/statistics/schemas.ts';
import type { Absence } from '@rogatoria/workflows/indicators.ts';
import { useTexts } from '../texts/index.tsx';

/** A counted number. Zero is a number too, only quieter. */
export function Count({ value }: { value: number }) {
  const { number } = useTexts();
  return <span className={value === 0 ? 'zero' : undefined}>{number(value)}</span>;
}

/** Why there is no number, each reason in its own word: none of them is a zero. */
export function Missing({ why }: { why: Absence }) {
  const { t } = useTexts();
  return (
    <span className={`no-value absent-${why}`} title={t(`figures.absent.${why}.explain`)}>
      {t(`figures.absent.${why}`)}
    </span>
  );
}

/** `41 days`, `6.5 h`: one decimal below ten; from four days on, hours are said as days. */
export function useTimeText(): (value: number, unit: Times['unit']) => string {
  const { t, number } = useTexts();
  return (measured, measuredIn) => {
    const long = measuredIn === 'hours' && measured >= 96;
    const [value, unit] = long ? [measured / 24, 'days'] : [measured, measuredIn];
    const digits = value < 10 ? 1 : 0;
    return t(`figures.${unit}`, {
      value: number(value, { maximumFractionDigits: digits }),
      count: Number(value.toFixed(digits)),
    });
  };
}

interface TimeProps {
  times: Times | undefined;
  which: 'median' | 'p90';
  /** without its unit, where the column says it */
  bare?: boolean;
}

export function Time({ times, which, bare = false }: TimeProps) {
  const { number } = useTexts();
  const text = useTimeText();
  if (!times || times.n === 0) return <Missing why="none" />;
  const value = times[which];
  if (value === null) return <Missing why="suppressed" />;
  return <>{bare ? number(value, { maximumFractionDigits: value < 10 ? 1 : 0 }) : text(value, times.unit)}</>;
}

/** `72 %` and, quietly, `18 of 25`. */
export function Rate({ row }: { row: IndicatorFigure | undefined }) {
  const { t, number } = useTexts();
  const time = useTimeText();
  if (!row || row.value === null) return <Missing why={row?.absent ?? 'none'} />;
  const { value, unit } = row;
  if (row.denominator === null) return <Count value={value} />;
  if (unit === 'days') return <>{time(value, 'days')}</>;
  if (unit !== 'percent') return <>{number(value, { maximumFractionDigits: 1 })}</>;
  return (
    <>
      {number(value / 100, { style: 'percent', maximumFractionDigits: 0 })}{' '}
      <span className="rate-of">
        {t('figures.of', { n: number(row.numerator ?? 0), all: number(row.denominator ?? 0) })}
      </span>
    </>
  );
}

/** The median with open requests counted too, and quietly how many are open. */
export function Survival({ times }: { times: IndicatorFigure['times'] | undefined }) {
  const { t, number } = useTexts();
  const text = useTimeText();
  if (!times?.survival) return null;
  const { value, absent } = times.survival;
  return (
    <>
      {value === null ? <Missing why={absent ?? 'none'} /> : text(value, times.unit)}{' '}
      {times.open > 0 ? <span className="rate-of">{t('figures.survival.open', { n: number(times.open) })}</span> : null}
    </>
  );
}
