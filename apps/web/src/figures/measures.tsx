/** Shares and times of the year’s requests. */
import { type IndicatorId, indicators } from '@rogatoria/workflows/indicators.ts';
import { type Direction, directions, requestKinds } from '@rogatoria/workflows/types.ts';
import { useTexts } from '../texts/index.tsx';
import { figureRow, timesRow } from './facts.ts';
import { heightOf, rows } from './options.ts';
import { DirectionWord, Figure, Group, Named, Opens, type Shown, Table, words } from './parts.tsx';
import { Count, Rate, Survival, Time, useTimeText } from './values.tsx';

export const timed = ['M10', 'M11', 'M12', 'M12.net', 'M13', 'M14', 'M17.days'] as const;

export function TimesCard({ view }: Shown) {
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
  // one axis, one unit: what is told in hours stands in the table alone
  const drawn = shown.filter(({ times }) => times?.median != null && times.unit === 'days');
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
            <th scope="col">{t('figures.survival')}</th>
          </>
        }
      >
        {timed.map((id) => (
          <tbody key={id}>
            <Group columns={5}>
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
                    <Opens id={id} year={view.year} direction={direction} kind={indicators[id].kinds[0]}>
                      <Time times={times} which="median" />
                    </Opens>
                  </td>
                  <td>
                    <Time times={times} which="p90" />
                  </td>
                  <td>
                    <Survival times={times} />
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

export function RatesTable({ view, ids, caption }: Shown & { ids: readonly IndicatorId[]; caption: string }) {
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
                <Cell view={view} id={id} direction={direction} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** One figure of a table, if it is told of this direction. */
function Cell({ view, id, direction }: Shown & { id: IndicatorId; direction: Direction }) {
  const row = figureRow(view, id, direction);
  if (!row) return null;
  return (
    <Opens id={id} year={view.year} direction={direction} kind={row.kind}>
      {row.times ? <Time times={row.times} which="median" /> : <Rate row={row} />}
    </Opens>
  );
}

// biome-ignore format: as they are read, the outcome first
export const rated = [
  'M4', 'M5', 'M6', 'M6.partial', 'M7', 'M9', 'M8', 'M8.rounds', 'M10.in_time', 'M15', 'M16.90', 'M16.180', 'M16.365',
  'M16.more', 'M17', 'M18', 'M18.accepted', 'M19', 'M19.unanswered', 'M20', 'M20.disputed',
] as const;

export function Rates({ view }: Shown) {
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

export const preserved = [
  'P1',
  'P1.impossible',
  'P1.refused',
  'P7',
  'P2',
  'P2.confirm',
  'P3',
  'P6',
  'P4',
  'P5',
  'P5.mean',
  'P8',
  'P8.third_state',
] as const;

export function Preservation({ view }: Shown) {
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

const urgent = ['X1', 'X1.answer'] as const;

/** Danger to life: both kinds of request, because the clock is the same. */
export function Emergencies({ view }: Shown) {
  const { t } = useTexts();
  const count = view.figures.reduce((all, row) => (row.indicator === 'X1' ? all + (row.value ?? 0) : all), 0);
  const title = t('figures.emergencies', { count });
  return (
    <Figure title={title} counted={null}>
      <Table
        caption={title}
        head={
          <>
            <th scope="col">{t('figures.indicator')}</th>
            <th scope="col">{t('figures.sent')}</th>
            <th scope="col">{t('figures.received')}</th>
          </>
        }
      >
        {urgent.map((id) => (
          <tbody key={id}>
            <Group columns={3}>
              <Named id={id} />
            </Group>
            {requestKinds.map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(`requests.kind.${kind}`)}</th>
                {directions.map((direction) => {
                  const row = view.figures.find(
                    (one) => one.indicator === id && one.direction === direction && one.kind === kind,
                  );
                  return (
                    <td key={direction}>
                      <Opens id={id} year={view.year} direction={direction} kind={kind}>
                        {row?.times ? <Time times={row.times} which="median" /> : <Rate row={row} />}
                      </Opens>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        ))}
      </Table>
    </Figure>
  );
}
