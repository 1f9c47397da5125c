import { fewest } from '@rogatoria/workflows/distributions.ts';
import { type Flow, pairTimes } from '@rogatoria/workflows/indicators.ts';
import { stringify } from 'csv-stringify/sync';
import type { IndicatorFigure, StatisticsView, Times } from './schemas.ts';

const columns = [
  'participant',
  'year',
  'indicator',
  'measure',
  'direction',
  'kind',
  'counterpart',
  'month',
  'outcome',
  'ground',
  'basis',
  'value',
  'unit',
  'n',
  'missing',
  'note',
  'zone',
  'as_of',
] as const;
type Figure = Partial<Record<(typeof columns)[number], string | number | null>>;

/**
 * The figures as RFC 4180 CSV, one a row with the id of its definition, in UTF-8 without a byte order mark. An empty
 * `value` is not a zero: `note` says why there is none, in the words of `absences`. Cells that a
 * spreadsheet would take for a formula are escaped. Spontaneous information and consultations have no indicator and the
 * unit `files`, so that nobody adds them to requests.
 */
export function statisticsCsv(view: StatisticsView): string {
  const { participant, year, zone, as_of } = view;
  return stringify(
    figuresOf(view).map((figure) => ({ participant, year, zone, as_of, ...figure })),
    { header: true, columns: [...columns], escape_formulas: true, record_delimiter: '\r\n' },
  );
}

function figuresOf(view: StatisticsView): Figure[] {
  return [
    ...view.flows.flatMap(({ direction, kind, ...flow }) => flowFigures(flow, { direction, kind })),
    ...view.apart.flatMap(({ direction, kind, ...flow }) =>
      flowFigures(flow, { direction, kind, indicator: '', unit: 'files' }),
    ),
    ...view.by_counterpart.flatMap(({ direction, kind, counterpart, times, ...flow }) => [
      ...flowFigures(flow, { direction, kind, counterpart }),
      ...timesFigures(times, { indicator: pairTimes[kind][direction], direction, kind, counterpart }),
    ]),
    ...view.months.flatMap(({ month, direction, kind, opened, closed }) => [
      requests('M1', 'opened', opened, { month, direction, kind }),
      requests('M3', 'closed', closed, { month, direction, kind }),
    ]),
    ...view.bases.map(({ direction, basis, count }) => requests('M1', 'opened', count, { direction, basis })),
    ...view.grounds.map(({ direction, ground, count }) =>
      requests('M7.ground', 'closed', count, { direction, ground }),
    ),
    ...view.figures.filter(({ indicator }) => !inFlows.has(indicator)).flatMap(indicatorFigures),
  ];
}

/** Told by the flows already. */
const inFlows = new Set(['M1', 'M2', 'M2.start', 'M3', 'M7.ground']);

function indicatorFigures({ times, ...figure }: IndicatorFigure): Figure[] {
  const { indicator, direction, kind, value, absent, unit, n, missing } = figure;
  const of = { indicator, direction, kind, missing };
  if (!times) {
    const measure = figure.denominator === null ? 'count' : 'rate';
    return [{ ...of, measure, value, unit, n, note: absent ?? '' }];
  }
  const { survival, open, p90 } = times;
  return [
    { ...of, measure: 'median', value, unit, n, note: absent ?? '' },
    { ...of, measure: 'p90', value: p90, unit, n, note: absent ?? '' },
    ...(survival
      ? [
          {
            ...of,
            measure: 'survival_median',
            value: survival.value,
            unit,
            n: n + open + times.ended_otherwise,
            note: survival.absent ?? '',
          },
        ]
      : []),
  ];
}

function requests(indicator: string, measure: string, value: number, of: Figure): Figure {
  return { indicator, measure, value, unit: 'requests', ...of };
}

function flowFigures(flow: Flow, of: Figure): Figure[] {
  return [
    requests('M2', 'pending_start', flow.pending_start, of),
    requests('M1', 'opened', flow.opened, of),
    requests('M1', 'reopened', flow.reopened, of),
    requests('M3', 'closed', flow.closed, of),
    ...Object.entries(flow.outcomes).map(([outcome, n]) => requests('M3', 'closed', n, { ...of, outcome })),
    requests('M2', 'pending_end', flow.pending_end, of),
  ];
}

function timesFigures({ n, median, p90, unit }: Times, of: Figure): Figure[] {
  const note = n === 0 ? 'none' : n < fewest ? 'suppressed' : '';
  return [
    { measure: 'median', value: median, unit, n, note, ...of },
    { measure: 'p90', value: p90, unit, n, note, ...of },
  ];
}
