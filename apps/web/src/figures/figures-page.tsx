import type { StatisticsView } from '@rogatoria/api/schemas.ts';
import { type IndicatorId, indicators } from '@rogatoria/workflows/indicators.ts';
import { type Direction, directions, kindsApart, requestKinds } from '@rogatoria/workflows/types.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Fragment, type ReactNode, useId } from 'react';
import { statisticsQuery } from '../api/queries.ts';
import { NotFoundPage } from '../app/error-page.tsx';
import { Page } from '../app/page.tsx';
import { useNow, useSession } from '../app/session.tsx';
import { buttonClass, Card, InstrumentName, LoadError, Skeleton } from '../components/index.ts';
import { dayIn, formatDay, monthNames } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { Chart } from './chart.tsx';
import { figureRow, type Line, lines, monthsOf, outcomeLines, pairsOf, sum, timesRow } from './facts.ts';
import './figures.css';
import { type ChartOption, columns, heightOf, rows } from './options.ts';
import { Count, None, Rate, Time, useTimeText } from './values.tsx';

/** This year's figures, derived from the log: each a finding, a picture, its table and its definition. */
export function FiguresPage() {
  const { t, zone, dateTime, place } = useTexts();
  const { user } = useSession();
  const now = useNow();
  const { year: asked } = useParams({ strict: false });
  const thisYear = Number(dayIn(new Date(now).toISOString(), zone).slice(0, 4));
  const valid = asked === undefined || /^(?:20\d\d|2100)$/.test(asked);
  const year = valid ? Number(asked ?? thisYear) : thisYear;
  const { data: view, error, refetch } = useQuery({ ...statisticsQuery(year), enabled: valid });
  if (!valid) return <NotFoundPage />;
  const windowTitle = t('figures.window', { year: String(year) });
  const actions = (
    <>
      <Years year={year} last={thisYear} />
      <a className={buttonClass('secondary')} href={`/api/statistics/${year}/csv`} download>
        {t('figures.csv')}
      </a>
    </>
  );
  if (!view)
    return (
      <Page title={windowTitle} actions={actions}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={10} />}
      </Page>
    );
  const running = year === Number(dayIn(view.as_of, view.zone).slice(0, 4));
  const title = t('figures.title', {
    state: user.participant,
    sent: sum(view.flows, 'outgoing', ({ opened }) => opened),
    received: sum(view.flows, 'incoming', ({ opened }) => opened),
    year: String(year),
  });
  const lead = t(running ? 'figures.lead.running' : year > thisYear ? 'figures.lead.future' : 'figures.lead.past', {
    as_of: dateTime(view.as_of, view.zone),
    year: String(year),
    place: place(view.zone),
  });
  return (
    <Page
      title={title.charAt(0).toUpperCase() + title.slice(1)}
      windowTitle={windowTitle}
      lead={lead}
      actions={actions}
      className="figures"
    >
      <Balance view={view} running={running} />
      <Months view={view} running={running} />
      <Pairs view={view} />
      <Outcomes view={view} />
      <Refusals view={view} />
      <TimesCard view={view} />
      <Rates view={view} />
      <Apart view={view} running={running} />
      <Preservation view={view} />
      <Bases view={view} />
      <Notes view={view} />
    </Page>
  );
}

interface Shown {
  view: StatisticsView;
}

/** Three years to choose from, the year after only when it has begun. */
function Years({ year, last }: { year: number; last: number }) {
  const { t } = useTexts();
  const first = Math.min(year, last) - 1;
  return (
    <nav className="years" aria-label={t('figures.year')}>
      {[first, first + 1, first + 2]
        .filter((one) => one <= Math.max(last, year))
        .map((one) => (
          <Link
            key={one}
            to="/figures/{-$year}"
            params={{ year: one === last ? undefined : String(one) }}
            className="year"
            aria-current={one === year ? 'page' : undefined}
          >
            {one}
          </Link>
        ))}
    </nav>
  );
}

/** The definitions behind a card, one click away. */
function Counted({ ids, note }: { ids: readonly IndicatorId[]; note?: string }) {
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

/** An indicator's name that opens into its formula. */
function Named({ id }: { id: IndicatorId }) {
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

interface FigureProps {
  title: string;
  chart?: { option: (width: number) => ChartOption; height: number } | null;
  counted: ReactNode;
  note?: string | undefined;
  children?: ReactNode;
}

/** A finding, its picture beside its table, its definition below. */
function Figure({ title, chart, counted, note, children }: FigureProps) {
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

function Table({ caption, head, children }: TableProps) {
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
function Group({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr className="row-group">
      <th scope="rowgroup" colSpan={columns}>
        {children}
      </th>
    </tr>
  );
}

const colours = { outgoing: 'them', incoming: 'us' } as const;
const words = { outgoing: 'figures.sent', incoming: 'figures.received' } as const;

function DirectionWord({ direction }: { direction: Direction }) {
  const { t } = useTexts();
  return <span className={`key key-${colours[direction]}`}>{t(words[direction])}</span>;
}

/* ------------------------------------------------------------------- cards */

/** Pending + new + reopened − closed = pending: the sum is written out. */
function Balance({ view, running }: Shown & { running: boolean }) {
  const { t } = useTexts();
  const title = t(running ? 'figures.balance' : 'figures.balance.past', {
    them: sum(view.flows, 'outgoing', ({ pending_end }) => pending_end),
    us: sum(view.flows, 'incoming', ({ pending_end }) => pending_end),
    year: String(view.year),
  });
  const terms = [
    ['pending_start', 'figures.pending_start', ''],
    ['opened', 'figures.opened', '+'],
    ['reopened', 'figures.reopened', '+'],
    ['closed', 'figures.closed', '−'],
    ['pending_end', running ? 'figures.pending_now' : 'figures.pending_end', '='],
  ] as const;
  return (
    <Figure title={title} counted={<Counted ids={['M1', 'M2', 'M3']} />}>
      <div className="balance">
        {directions.map((direction) => (
          <Table
            key={direction}
            caption={`${title}: ${t(words[direction])}`}
            head={
              <>
                <th scope="col">
                  <DirectionWord direction={direction} />
                </th>
                {requestKinds.map((kind) => (
                  <th key={kind} scope="col">
                    {t(`requests.kind.${kind}`)}
                  </th>
                ))}
              </>
            }
          >
            <tbody>
              {terms.map(([term, key, sign]) => (
                <tr key={term} className={sign === '=' ? 'total' : undefined}>
                  <th scope="row">
                    <span className="term">
                      <span className="sign">{sign}</span>
                      {t(key)}
                    </span>
                  </th>
                  {requestKinds.map((kind) => (
                    <td key={kind}>
                      <Count value={sum(view.flows, direction, (flow) => (flow.kind === kind ? flow[term] : 0))} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        ))}
      </div>
    </Figure>
  );
}

/** Information and consultations are no requests: they stand by themselves, and in no other figure. */
function Apart({ view, running }: Shown & { running: boolean }) {
  const { t } = useTexts();
  const title = t('figures.apart');
  const pending = t(running ? 'figures.pending_now' : 'figures.pending_end');
  return (
    <Figure title={title} counted={<p>{t('figures.apart.counted')}</p>}>
      <Table
        caption={title}
        head={
          <>
            <th scope="col">{t('requests.filter.kind')}</th>
            {directions.flatMap((direction) =>
              (['figures.opened', 'figures.closed'] as const).map((key) => (
                <th key={`${direction} ${key}`} scope="col">
                  <DirectionWord direction={direction} /> {t(key)}
                </th>
              )),
            )}
            <th scope="col">{pending}</th>
          </>
        }
      >
        <tbody>
          {kindsApart.map((kind) => {
            const rows = directions.map((direction) =>
              view.apart.find((row) => row.kind === kind && row.direction === direction),
            );
            return (
              <tr key={kind}>
                <th scope="row">{t(`kind.${kind}`)}</th>
                {rows.flatMap((row, index) =>
                  (['opened', 'closed'] as const).map((term) => (
                    <td key={`${directions[index]} ${term}`}>
                      <Count value={row?.[term] ?? 0} />
                    </td>
                  )),
                )}
                <td>
                  <Count value={rows.reduce((total, row) => total + (row?.pending_end ?? 0), 0)} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Figure>
  );
}

function Months({ view, running }: Shown & { running: boolean }) {
  const { t, language, number } = useTexts();
  const months = monthsOf(view);
  const names = monthNames(language);
  const busiest = [...months].sort((a, b) => b.outgoing + b.incoming - a.outgoing - a.incoming)[0];
  const most = busiest ? busiest.outgoing + busiest.incoming : 0;
  const name = names[(busiest?.month ?? 1) - 1] ?? '';
  const title =
    most === 0
      ? t('figures.months.none')
      : t('figures.months', { month: name.charAt(0).toUpperCase() + name.slice(1), count: most });
  // twelve places whatever the month: an empty place is a month to come, a zero is written
  const values = (direction: Direction) =>
    names.map((_, index) => months.find(({ month }) => month === index + 1)?.[direction] ?? null);
  const chart = {
    categories: names.map((_, index) => formatDay(language, `2026-${index + 1}-1`).split(' ')[1] ?? ''),
    bars: directions.map((direction) => ({
      name: t(words[direction]),
      colour: colours[direction],
      values: values(direction),
    })),
    say: (value: number) => number(value),
  };
  return (
    <Figure
      title={title}
      chart={most === 0 ? null : { option: (width) => columns(chart, width), height: 340 }}
      note={running && months.length < 12 ? t('figures.months.ahead') : undefined}
      counted={<Counted ids={['M1', 'M3']} />}
    >
      {months.length === 0 ? null : (
        <Table
          caption={title}
          head={
            <>
              <th scope="col">{t('figures.month')}</th>
              <th scope="col">{t('figures.sent')}</th>
              <th scope="col">{t('figures.received')}</th>
              <th scope="col">{t('figures.closed')}</th>
            </>
          }
        >
          <tbody>
            {months.map(({ month, outgoing, incoming, closed }) => (
              <tr key={month}>
                <th scope="row">{names[month - 1]}</th>
                <td>
                  <Count value={outgoing} />
                </td>
                <td>
                  <Count value={incoming} />
                </td>
                <td>
                  <Count value={closed} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Figure>
  );
}

/** Our row of the State × State matrix, one line a counterpart and direction. */
function Pairs({ view }: Shown) {
  const { t, stateName, number } = useTexts();
  const pairs = pairsOf(view);
  const first = pairs[0];
  if (!first) return <Figure title={t('figures.pairs.none')} counted={<Counted ids={['M1', 'M2', 'M3']} />} />;
  const title = t('figures.pairs', {
    state: first.counterpart,
    sent: first.outgoing?.opened ?? 0,
    received: first.incoming?.opened ?? 0,
  });
  const drawn = pairs.slice(0, 10);
  const chart = {
    categories: drawn.map(({ counterpart }) => stateName(counterpart)),
    bars: directions.map((direction) => ({
      name: t(words[direction]),
      colour: colours[direction],
      values: drawn.map((pair) => pair[direction]?.opened ?? 0),
    })),
    say: (value: number) => number(value),
  };
  return (
    <Figure
      title={title}
      chart={{ option: (width) => rows(chart, width), height: heightOf(chart) }}
      note={t('figures.pairs.note')}
      counted={<Counted ids={['M1', 'M2', 'M3', 'M12', 'M13']} />}
    >
      <Table
        caption={title}
        head={
          <>
            <th scope="col">{t('figures.state')}</th>
            <th scope="col">{t('figures.opened')}</th>
            <th scope="col">{t('figures.closed')}</th>
            <th scope="col">{t('figures.pending')}</th>
            <th scope="col">{t('figures.median_days')}</th>
          </>
        }
      >
        {pairs.map(({ counterpart, ...sides }) => (
          <tbody key={counterpart}>
            <Group columns={5}>{stateName(counterpart)}</Group>
            {directions.map((direction) => {
              const side = sides[direction];
              return (
                <tr key={direction}>
                  <th scope="row">
                    <DirectionWord direction={direction} />
                  </th>
                  <td>
                    <Count value={side?.opened ?? 0} />
                  </td>
                  <td>
                    <Count value={side?.closed ?? 0} />
                  </td>
                  <td>
                    <Count value={side?.pending_end ?? 0} />
                  </td>
                  <td>
                    <Time times={side?.times} which="median" bare />
                  </td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </Table>
    </Figure>
  );
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
function Breakdown({ title, head, entries, name, label = name, counted, note }: BreakdownProps) {
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

function Outcomes({ view }: Shown) {
  const { t } = useTexts();
  const closed = view.flows.reduce((all, flow) => all + flow.closed, 0);
  const evidence = view.flows.filter(({ kind }) => kind === 'evidence');
  const decided = evidence.reduce((all, flow) => all + flow.closed, 0);
  const executed = evidence.reduce(
    (all, { outcomes: { executed_full = 0, executed_partial = 0 } }) => all + executed_full + executed_partial,
    0,
  );
  const title =
    closed === 0
      ? t('figures.outcomes.none')
      : decided === 0
        ? t('figures.outcomes.preservation', { count: closed })
        : t('figures.outcomes', { executed, closed: decided });
  return (
    <Breakdown
      title={title}
      head={t('figures.outcome')}
      entries={outcomeLines(view)}
      name={(outcome) => (outcome === '' ? t('figures.unstated') : t(`outcome.${outcome}`))}
      counted={<Counted ids={['M3']} />}
    />
  );
}

function Refusals({ view }: Shown) {
  const { t } = useTexts();
  const entries = lines(
    view.grounds,
    ({ ground }) => ground,
    ({ count }) => count,
  );
  return (
    <Breakdown
      title={t('figures.grounds', {
        theirs: sum(view.grounds, 'outgoing', ({ count }) => count),
        ours: sum(view.grounds, 'incoming', ({ count }) => count),
      })}
      head={t('figures.ground')}
      entries={entries}
      name={(ground) => (ground === '' ? t('figures.unstated') : t(`ground.${ground}`))}
      counted={<Counted ids={['M7.ground']} />}
    />
  );
}

function Bases({ view }: Shown) {
  const { t, has } = useTexts();
  const entries = lines(
    view.bases,
    ({ basis }) => basis,
    ({ count }) => count,
  );
  const name = (basis: string) => {
    const key = `instrument.${basis}.short`;
    return basis === '' ? t('figures.unstated') : has(key) ? t(key) : basis;
  };
  const first = entries[0];
  return (
    <Breakdown
      title={first ? t('figures.bases', { basis: name(first.key) }) : t('figures.bases.title')}
      head={t('figures.bases.title')}
      entries={entries}
      name={name}
      label={(basis) => (basis === '' ? name(basis) : <InstrumentName code={basis} />)}
      note={t('figures.bases.note')}
      counted={<Counted ids={['M1']} />}
    />
  );
}

const timed = ['M10', 'M11', 'M12', 'M12.net', 'M13'] as const;

function TimesCard({ view }: Shown) {
  const { t } = useTexts();
  const text = useTimeText();
  const ours = timesRow(view, 'M12', 'incoming')?.median;
  const theirs = timesRow(view, 'M13', 'outgoing')?.median;
  const median = theirs ?? ours;
  const title =
    median == null
      ? t('figures.times.few')
      : t(theirs == null ? 'figures.times.received' : 'figures.times.sent', { days: Math.ceil(median) });
  const shown = timed.flatMap((id) =>
    indicators[id].directions.map((direction) => ({ id, direction, times: timesRow(view, id, direction) })),
  );
  const drawn = shown.filter(({ times }) => times?.median != null);
  const chart = {
    categories: drawn.map(({ id, direction }) =>
      indicators[id].directions.length === 1
        ? t(`indicator.${id}`)
        : `${t(`indicator.${id}`)} · ${t(words[direction]).toLowerCase()}`,
    ),
    bars: [
      { name: t('figures.median'), colour: 'ink' as const, values: drawn.map(({ times }) => times?.median ?? 0) },
      { name: t('figures.p90'), colour: 'edge' as const, values: drawn.map(({ times }) => times?.p90 ?? 0) },
    ],
    say: (value: number) => text(value, 'days'),
  };
  return (
    <Figure
      title={title}
      chart={drawn.length === 0 ? null : { option: (width) => rows(chart, width), height: heightOf(chart) }}
      counted={null}
    >
      <Table
        caption={title}
        head={
          <>
            <th scope="col">{t('figures.indicator')}</th>
            <th scope="col">{t('figures.n')}</th>
            <th scope="col">{t('figures.median')}</th>
            <th scope="col">{t('figures.p90')}</th>
          </>
        }
      >
        {timed.map((id) => (
          <tbody key={id}>
            <Group columns={4}>
              <Named id={id} />
            </Group>
            {indicators[id].directions.map((direction) => {
              const times = timesRow(view, id, direction);
              return (
                <tr key={direction}>
                  <th scope="row">
                    <DirectionWord direction={direction} />
                  </th>
                  <td>
                    <Count value={times?.n ?? 0} />
                  </td>
                  <td>
                    <Time times={times} which="median" />
                  </td>
                  <td>
                    <Time times={times} which="p90" />
                  </td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </Table>
    </Figure>
  );
}

function RatesTable({ view, ids, caption }: Shown & { ids: readonly IndicatorId[]; caption: string }) {
  const { t } = useTexts();
  return (
    <Table
      caption={caption}
      head={
        <>
          <th scope="col">{t('figures.indicator')}</th>
          <th scope="col">{t('figures.sent')}</th>
          <th scope="col">{t('figures.received')}</th>
        </>
      }
    >
      <tbody>
        {ids.map((id) => (
          <tr key={id}>
            <th scope="row">
              <Named id={id} />
            </th>
            {directions.map((direction) => (
              <td key={direction}>
                {indicators[id].shape === 'times' ? (
                  <Time times={timesRow(view, id, direction)} which="median" />
                ) : (
                  <Rate row={figureRow(view, id, direction)} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const rated = ['M4', 'M5', 'M6', 'M6.partial', 'M7', 'M9', 'M8', 'M8.rounds', 'M10.in_time', 'M15'] as const;

function Rates({ view }: Shown) {
  const { t } = useTexts();
  const first = figureRow(view, 'M9', 'outgoing');
  const title = first?.denominator
    ? t('figures.rates.first', { n: first.numerator ?? 0, all: first.denominator })
    : t('figures.rates');
  return (
    <Figure title={title} counted={null}>
      <RatesTable view={view} ids={rated} caption={title} />
    </Figure>
  );
}

const preserved = ['P1', 'P2', 'P2.confirm', 'P3', 'P4', 'P5', 'P5.mean'] as const;

function Preservation({ view }: Shown) {
  const { t, number } = useTexts();
  const ours = figureRow(view, 'P3', 'outgoing');
  const title = ours?.denominator
    ? t('figures.preservation', { n: ours.numerator ?? 0, all: ours.denominator })
    : t('figures.preservation.none');
  const drawn = directions.flatMap((direction) => {
    const followed = figureRow(view, 'P3', direction);
    const expired = figureRow(view, 'P4', direction);
    return followed?.denominator
      ? [{ direction, all: followed.denominator, followed: followed.numerator ?? 0, expired: expired?.numerator ?? 0 }]
      : [];
  });
  const chart = {
    categories: drawn.map(({ direction }) => t(words[direction])),
    stacked: true,
    bars: [
      {
        name: t('figures.preservation.followed'),
        colour: 'done' as const,
        values: drawn.map(({ followed }) => followed),
      },
      {
        name: t('figures.preservation.other'),
        colour: 'edge' as const,
        values: drawn.map(({ all, followed, expired }) => all - followed - expired),
      },
      { name: t('figures.preservation.expired'), colour: 'late' as const, values: drawn.map(({ expired }) => expired) },
    ],
    say: (value: number) => number(value),
  };
  return (
    <Figure
      title={title}
      chart={drawn.length === 0 ? null : { option: (width) => rows(chart, width), height: heightOf(chart) + 40 }}
      counted={null}
    >
      <RatesTable view={view} ids={preserved} caption={title} />
    </Figure>
  );
}

function Notes({ view }: Shown) {
  const { t, place } = useTexts();
  return (
    <Card title={t('figures.notes')} className="figure-card figure-notes">
      <p>{t('figures.notes.source')}</p>
      <p>{t('figures.notes.zone', { place: place(view.zone) })}</p>
      <p>{t('figures.notes.populations')}</p>
      <dl className="figure-legend">
        <dt>
          <Count value={0} />
        </dt>
        <dd>{t('figures.notes.zero')}</dd>
        <dt>
          <None />
        </dt>
        <dd>{t('figures.notes.none')}</dd>
        <dt>
          <span className="no-value too-few">{t('figures.too_few')}</span>
        </dt>
        <dd>{t('figures.notes.few')}</dd>
      </dl>
    </Card>
  );
}
