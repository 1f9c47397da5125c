import type { IndicatorFigure } from '@rogatoria/api/statistics/schemas.ts';
import { bucketBounds } from '@rogatoria/workflows/distributions.ts';
import {
  type Breakdown,
  breakdowns,
  type IndicatorId,
  indicatorOf,
  isFrozen,
} from '@rogatoria/workflows/indicators.ts';
import { type Direction, directions, type RequestKind } from '@rogatoria/workflows/types.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { breakdownQuery, figureCasesQuery, statisticsQuery } from '../api/queries.ts';
import { NotFoundPage } from '../app/error-page.tsx';
import { Page } from '../app/page.tsx';
import { useReadsCases } from '../app/session.tsx';
import { Card, LoadError, Select, Skeleton } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { Definition } from './definition.tsx';
import './figures.css';
import { Table, words } from './parts.tsx';
import { Count, Rate, Survival, Time, useTimeText } from './values.tsx';

interface Asked {
  id: IndicatorId;
  year: number;
  direction: Direction;
  kind: RequestKind;
}

/** One figure: its value, what it means, what it rests on, how it splits, and the cases behind it. */
export function FigurePage() {
  const { year, indicator: id = '' } = useParams({ strict: false });
  const {
    direction: chosen,
    kind: of,
    by,
  } = useSearch({ strict: false }) as {
    direction?: Direction;
    kind?: RequestKind;
    by?: Breakdown;
  };
  const indicator = indicatorOf(id);
  const direction = indicator?.directions.find((one) => one === chosen) ?? indicator?.directions[0];
  const kind = indicator?.kinds.find((one) => one === of) ?? indicator?.kinds[0];
  if (!direction || !kind || !/^(?:20\d\d|2100)$/.test(year ?? '')) return <NotFoundPage />;
  return <Shown asked={{ id: id as IndicatorId, year: Number(year), direction, kind }} by={by} />;
}

function Shown({ asked, by }: { asked: Asked; by: Breakdown | undefined }) {
  const { t, dateTime } = useTexts();
  const reads = useReadsCases();
  const { id, year, direction, kind } = asked;
  const { data: view, error, refetch } = useQuery(statisticsQuery(year));
  const name = t(`indicator.${id}`);
  const lead = [t(words[direction]), t(`requests.kind.${kind}`), String(year)].join(' · ');
  const back = (
    <Link to="/figures/{-$year}" params={{ year: String(year) }}>
      {t('figures.back', { year: String(year) })}
    </Link>
  );
  if (!view)
    return (
      <Page title={name} actions={back}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  const figure = view.figures.find((one) => one.indicator === id && one.direction === direction && one.kind === kind);
  if (!figure) return <NotFoundPage />;
  return (
    <Page title={name} lead={lead} actions={back} className="figures">
      <Card className="figure-card">
        <p className="figure-value">
          <Value figure={figure} />
        </p>
        {figure.times?.survival ? (
          <p>
            {t('figures.survival')}: <Survival times={figure.times} />
          </p>
        ) : null}
        <p className="muted">
          {t('figures.coverage', { n: figure.n, missing: figure.missing, as_of: dateTime(view.as_of, view.zone) })}
        </p>
        <Others asked={asked} />
      </Card>
      <Card title={t('figures.definition')} className="figure-card">
        <Definition id={id} />
      </Card>
      {figure.times && figure.times.n > 0 ? <Distribution figure={figure} /> : null}
      <Split asked={asked} by={by} />
      {reads ? <Cases asked={asked} unit={figure.unit} /> : <p className="muted">{t('figures.cases.not_yours')}</p>}
    </Page>
  );
}

function Value({ figure }: { figure: IndicatorFigure }) {
  return figure.times ? <Time times={figure.times} which="median" /> : <Rate row={figure} />;
}

/** The same indicator for the other direction and the other kind. */
function Others({ asked }: { asked: Asked }) {
  const { t } = useTexts();
  const indicator = indicatorOf(asked.id);
  const others = directions.flatMap((direction) =>
    (indicator?.kinds ?? []).flatMap((kind) =>
      indicator?.directions.includes(direction) && (direction !== asked.direction || kind !== asked.kind)
        ? [{ direction, kind }]
        : [],
    ),
  );
  if (others.length === 0) return null;
  return (
    <ul className="figure-others">
      {others.map(({ direction, kind }) => (
        <li key={`${direction} ${kind}`}>
          <Link
            to="/figures/$year/$indicator"
            params={{ year: String(asked.year), indicator: asked.id }}
            search={{ direction, kind }}
          >
            {t(words[direction])} · {t(`requests.kind.${kind}`)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** How many took how long, in the buckets in which States' returns are added up. */
function Distribution({ figure: { times } }: { figure: IndicatorFigure }) {
  const { t } = useTexts();
  const text = useTimeText();
  const title = t('figures.distribution');
  const bound = (ms: number) => (ms < 86_400_000 ? text(ms / 3_600_000, 'hours') : text(ms / 86_400_000, 'days'));
  const filled = (times?.histogram ?? []).flatMap((count, index) => (count > 0 ? [{ count, index }] : []));
  return (
    <Card title={title} className="figure-card">
      <p className="muted">{t('figures.distribution.note')}</p>
      <Table
        caption={title}
        head={
          <>
            <th scope="col">{t('figures.distribution.up_to')}</th>
            <th scope="col">{t('figures.n')}</th>
          </>
        }
      >
        <tbody>
          {filled.map(({ count, index }) => {
            const upper = bucketBounds[index];
            const label = upper === undefined ? `> ${bound(bucketBounds.at(-1) ?? 0)}` : bound(upper);
            return (
              <tr key={index}>
                <th scope="row">{label}</th>
                <td>
                  <Count value={count} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}

/** What a cell of a breakdown is called: a State, a basis, an offence… */
function useCellName(): (by: Breakdown, cell: string) => string {
  const { t, has, stateName } = useTexts();
  return (by, cell) => {
    if (by === 'supplementary') return t(`figures.supplementary.${cell === 'true'}`);
    if (by === 'outcome' && cell === '') return t('figures.pending');
    if (cell === '') return t('figures.unstated');
    if (by === 'counterpart') return stateName(cell);
    const key = {
      basis: `instrument.${cell}.short`,
      channel: `figures.channel.${cell}`,
      urgency: `urgency.${cell}`,
      offence: `choice.offences.${cell}`,
      data_category: `category.${cell}`,
      outcome: `outcome.${cell}`,
      ground: `ground.${cell}`,
    }[by];
    return has(key) ? t(key) : cell;
  };
}

function Split({ asked, by }: { asked: Asked; by: Breakdown | undefined }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const { id, year, direction, kind } = asked;
  const title = t('figures.split');
  const choose = (next: string) =>
    void navigate({
      to: '/figures/$year/$indicator',
      params: { year: String(year), indicator: id },
      search: { direction, kind, ...(next === '' ? {} : { by: next as Breakdown }) },
      replace: true,
      resetScroll: false,
    });
  return (
    <Card title={title} className="figure-card">
      <Select
        label={t('figures.split.by')}
        size="medium"
        value={by ?? ''}
        onChange={choose}
        options={[
          { id: '', label: t('figures.split.none') },
          ...breakdowns.map((one) => ({ id: one, label: t(`figures.by.${one}`) })),
        ]}
      />
      {by ? <Cells asked={asked} by={by} caption={title} /> : null}
    </Card>
  );
}

function Cells({ asked, by, caption }: { asked: Asked; by: Breakdown; caption: string }) {
  const { t } = useTexts();
  const nameOf = useCellName();
  const { data, error, refetch } = useQuery(breakdownQuery(asked.year, by));
  if (!data) return error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={4} />;
  const rows = data.cells.flatMap(({ cell, figures }) => {
    const figure = figures.find(
      (one) => one.indicator === asked.id && one.direction === asked.direction && one.kind === asked.kind,
    );
    return figure && (figure.n > 0 || figure.numerator) ? [{ cell, figure }] : [];
  });
  if (rows.length === 0)
    return <p className="muted">{t(isFrozen(by) ? 'figures.split.empty' : 'figures.split.ends')}</p>;
  return (
    <>
      {data.counted === 'measures' ? <p className="muted">{t('figures.split.measures')}</p> : null}
      <Table
        caption={caption}
        head={
          <>
            <th scope="col">{t(`figures.by.${by}`)}</th>
            <th scope="col">{t('figures.n')}</th>
            <th scope="col">{t('figures.value')}</th>
          </>
        }
      >
        <tbody>
          {rows.map(({ cell, figure }) => (
            <tr key={cell}>
              <th scope="row">{nameOf(by, cell)}</th>
              <td>
                <Count value={figure.n} />
              </td>
              <td>
                <Value figure={figure} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function Cases({ asked, unit }: { asked: Asked; unit: string }) {
  const { t, date, stateName, number } = useTexts();
  const text = useTimeText();
  const { data, error, refetch } = useQuery(figureCasesQuery(asked));
  const title = t('figures.cases', { count: data?.total ?? 0 });
  if (!data) return error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={4} />;
  const timed = indicatorOf(asked.id)?.shape === 'times';
  return (
    <Card title={title} className="figure-card">
      {data.total > data.items.length ? (
        <p className="muted">{t('figures.cases.first', { count: data.items.length })}</p>
      ) : null}
      {data.items.length === 0 ? null : (
        <Table
          caption={title}
          head={
            <>
              <th scope="col">{t('figures.cases.case')}</th>
              <th scope="col">{t('figures.state')}</th>
              <th scope="col">{t('figures.cases.begun')}</th>
              <th scope="col">{t('figures.outcome')}</th>
              <th scope="col">{t(timed ? 'figures.cases.took' : 'figures.cases.counts')}</th>
            </>
          }
        >
          <tbody>
            {data.items.map((item) => (
              <tr key={item.case_id}>
                <th scope="row" className="figure-case">
                  <Link to="/cases/$id" params={{ id: item.case_id }}>
                    {item.number ?? item.title}
                  </Link>
                </th>
                <td>{stateName(item.counterpart)}</td>
                <td>{date(item.begun_at)}</td>
                <td>{item.outcome === null ? t('figures.pending') : t(`outcome.${item.outcome}`)}</td>
                <td>
                  {!timed
                    ? number(item.counted)
                    : item.took === null
                      ? t('figures.cases.open')
                      : text(item.took, unit === 'hours' ? 'hours' : 'days')}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
