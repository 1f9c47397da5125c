/** What the cards of the figures are made of. */
import type { StatisticsView } from '@rogatoria/api/statistics/schemas.ts';
import type { IndicatorId } from '@rogatoria/workflows/indicators.ts';
import { type Direction, directions, type RequestKind } from '@rogatoria/workflows/types.ts';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useId } from 'react';
import { Card } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { Chart } from './chart.tsx';
import type { Line } from './facts.ts';
import { type ChartOption, heightOf, rows } from './options.ts';
import { Count } from './values.tsx';

export interface Shown {
  view: StatisticsView;
}

/** The definitions behind a card, one click away. */
export function Counted({ ids, note }: { ids: readonly IndicatorId[]; note?: string }) {
  const { t } = useTexts();
  return (
    <details className="definition">
      <summary>{t('figures.counted')}</summary>
      {note ? <p>{note}</p> : null}
      <dl>
        {ids.map((id) => (
          <Fragment key={id}>
            <dt>
              {t(`indicator.${id}`)} <span className="muted">{id}</span>
            </dt>
            <dd>{t(`indicator.${id}.formula`)}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

/** An indicator's name that opens into what it means. */
export function Named({ id }: { id: IndicatorId }) {
  const { t } = useTexts();
  return (
    <details className="definition definition-inline">
      <summary>{t(`indicator.${id}`)}</summary>
      <p>
        {t(`indicator.${id}.formula`)} <span className="number">({id})</span>
      </p>
    </details>
  );
}

interface OpensProps {
  id: IndicatorId;
  year: number;
  direction: Direction;
  kind: RequestKind;
  children: ReactNode;
}

/** A number that opens its page: definition, coverage, and the cases behind it. */
export function Opens({ id, year, direction, kind, children }: OpensProps) {
  const { t } = useTexts();
  return (
    <Link
      className="opens"
      to="/figures/$year/$indicator"
      params={{ year: String(year), indicator: id }}
      search={{ direction, kind }}
      title={t('figures.opens', { name: t(`indicator.${id}`) })}
    >
      {children}
    </Link>
  );
}

interface FigureProps {
  title: string;
  chart?: { option: (width: number) => ChartOption; height: number } | null;
  counted: ReactNode;
  note?: string | undefined;
  children?: ReactNode;
}

/** A finding, its picture beside its table, its definition below. */
export function Figure({ title, chart, counted, note, children }: FigureProps) {
  const { t } = useTexts();
  return (
    <Card title={title} className="figure-card">
      {note ? <p className="muted">{note}</p> : null}
      <div className={chart ? 'figure-split' : undefined}>
        {chart ? <Chart label={t('figures.chart', { title })} {...chart} /> : null}
        {children}
      </div>
      {counted}
    </Card>
  );
}

interface TableProps {
  caption: string;
  head: ReactNode;
  children: ReactNode;
}

export function Table({ caption, head, children }: TableProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="figure-table" aria-labelledby={id} tabIndex={0}>
      <table>
        <caption id={id} className="hidden-visually">
          {caption}
        </caption>
        <thead>
          <tr>{head}</tr>
        </thead>
        {children}
      </table>
    </section>
  );
}

/** A row that names the rows below it. */
export function Group({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr className="row-group">
      <th scope="rowgroup" colSpan={columns}>
        {children}
      </th>
    </tr>
  );
}

export const colours = { outgoing: 'them', incoming: 'us' } as const;
export const words = { outgoing: 'figures.sent', incoming: 'figures.received' } as const;

export function DirectionWord({ direction }: { direction: Direction }) {
  const { t } = useTexts();
  return <span className={`key key-${colours[direction]}`}>{t(words[direction])}</span>;
}

interface BreakdownProps {
  title: string;
  head: string;
  entries: Line[];
  name: (key: string) => string;
  label?: (key: string) => ReactNode;
  counted: ReactNode;
  note?: string;
}

/** Both directions of something counted by a word: lying bars and their table. */
export function Breakdown({ title, head, entries, name, label = name, counted, note }: BreakdownProps) {
  const { t, number } = useTexts();
  if (entries.length === 0) return <Figure title={title} counted={counted} />;
  const chart = {
    categories: entries.map(({ key }) => name(key)),
    bars: directions.map((direction) => ({
      name: t(words[direction]),
      colour: colours[direction],
      values: entries.map((entry) => entry[direction]),
    })),
    say: (value: number) => number(value),
  };
  return (
    <Figure
      title={title}
      chart={{ option: (width) => rows(chart, width), height: heightOf(chart) }}
      counted={counted}
      note={note}
    >
      <Table
        caption={title}
        head={
          <>
            <th scope="col">{head}</th>
            <th scope="col">{t('figures.sent')}</th>
            <th scope="col">{t('figures.received')}</th>
          </>
        }
      >
        <tbody>
          {entries.map(({ key, outgoing, incoming }) => (
            <tr key={key}>
              <th scope="row">{label(key)}</th>
              <td>
                <Count value={outgoing} />
              </td>
              <td>
                <Count value={incoming} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Figure>
  );
}
