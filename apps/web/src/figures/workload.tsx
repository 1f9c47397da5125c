/** Flows and stocks: what came in, what went out, with whom. */
import { type Direction, directions, kindsApart, type RequestKind, requestKinds } from '@rogatoria/workflows/types.ts';
import type { ReactNode } from 'react';
import { formatDay, monthNames } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { monthsOf, pairsOf, sum } from './facts.ts';
import { columns, heightOf, rows } from './options.ts';
import { Counted, colours, DirectionWord, Figure, Group, Opens, type Shown, Table, words } from './parts.tsx';
import { Count, Time } from './values.tsx';

/** Pending + new + reopened − closed = pending: the sum is written out. */
export function Balance({ view, running }: Shown & { running: boolean }) {
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
                      <Told term={term} year={view.year} direction={direction} kind={kind}>
                        <Count value={sum(view.flows, direction, (flow) => (flow.kind === kind ? flow[term] : 0))} />
                      </Told>
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

const defined = { pending_start: 'M2.start', opened: 'M1', closed: 'M3', pending_end: 'M2' } as const;

interface ToldProps {
  term: keyof typeof defined | 'reopened';
  year: number;
  direction: Direction;
  kind: RequestKind;
  children: ReactNode;
}

/** A term of the balance opens its definition; reopenings are a term and no indicator. */
function Told({ term, ...figure }: ToldProps) {
  return term === 'reopened' ? figure.children : <Opens id={defined[term]} {...figure} />;
}

/** Information and consultations are no requests: they stand by themselves, and in no other figure. */
export function Apart({ view, running }: Shown & { running: boolean }) {
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

export function Months({ view, running }: Shown & { running: boolean }) {
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
export function Pairs({ view }: Shown) {
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
