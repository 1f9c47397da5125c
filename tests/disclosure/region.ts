/** Annual returns of a made-up region over some years: what its States could have sent in, drawn by a seed. */
import {
  basesOfReturn,
  type Content,
  domesticCells,
  emptyContent,
  type FlowRow,
  outcomes,
  type RateRow,
  rateIds,
  sorted,
  type TimesRow,
  timesIds,
} from '@rogatoria/workflows/annual-return/content.ts';
import { bucketBounds } from '@rogatoria/workflows/distributions.ts';
import { dispositions, investigationParts, personGroups } from '@rogatoria/workflows/domestic.ts';
import { indicatorOf } from '@rogatoria/workflows/indicators.ts';
import { groundCodes } from '@rogatoria/workflows/instruments/types.ts';
import { states } from '@rogatoria/workflows/states.ts';
import { type Direction, directions, type RequestKind, requestKinds } from '@rogatoria/workflows/types.ts';

type Random = () => number;

/** Of `mean` on average, most of them small: as counts between pairs of States are. */
const draw = (random: Random, mean: number) => Math.floor(-Math.log(1 - random()) * mean);
const pick = <T>(random: Random, of: readonly T[]): T => of[Math.floor(random() * of.length)]!;

/** `count` units laid into `parts` by chance. */
function split(random: Random, count: number, parts: readonly string[]): Record<string, number> {
  const weights = parts.map(() => random() ** 3);
  const all = weights.reduce((a, b) => a + b, 0);
  const into = Object.fromEntries(parts.map((part, index) => [part, Math.floor((count * weights[index]!) / all)]));
  let left = count - Object.values(into).reduce((a, b) => a + b, 0);
  for (; left > 0; left--) into[pick(random, parts)]! += 1;
  return into;
}

export interface Shape {
  /** how many of the 35 States there are */
  states: number;
  years: readonly number[];
  /** the share of pairs that had anything to do with each other */
  density: number;
}

/**
 * By year, one return a State that sent one. Flows balance, stocks pass from year to year, both sides of a pair tell of the
 * same requests but for a few in transit; some States do not report, and some do not know a figure.
 */
export function region(random: Random, { states: count, years, density }: Shape): Map<number, Content[]> {
  const members = states.slice(0, count).map(({ code }) => code);
  const pending = new Map<string, number>();
  return new Map(
    years.map((year) => {
      const returns = new Map(
        members.map((code) => [code, { ...emptyContent(code, year, 'America/Lima'), flows: [] as FlowRow[] }]),
      );
      for (const from of members)
        for (const to of members)
          for (const kind of requestKinds) {
            const open = directions.some((direction) =>
              pending.get(
                [direction === 'outgoing' ? from : to, direction === 'outgoing' ? to : from, direction, kind].join(),
              ),
            );
            if (from === to || (random() > density && !open)) continue;
            const sent = draw(random, 9);
            const transit = random() < 0.1 ? Math.min(sent, 1 + draw(random, 1)) : 0;
            const basis = pick(random, basesOfReturn);
            for (const [direction, area, counterpart, opened] of [
              ['outgoing', from, to, sent],
              ['incoming', to, from, sent - transit],
            ] as const) {
              const key = [area, counterpart, direction, kind].join();
              const start = pending.get(key) ?? (year === years[0] ? draw(random, 3) : 0);
              const closed = Math.min(start + opened, draw(random, 9));
              pending.set(key, start + opened - closed);
              const row = { direction, kind, basis, counterpart, reopened: 0 } as const;
              returns.get(area)!.flows.push({
                ...row,
                pending_start: start,
                opened,
                closed,
                pending_end: start + opened - closed,
                in_transit_start: 0,
                in_transit_end: direction === 'outgoing' ? transit : 0,
                outcomes: split(random, closed, outcomes[kind]),
              });
            }
          }
      const reported = [...returns.values()].filter(() => random() > 0.05).map((content) => filled(random, content));
      // every third State fills a spreadsheet, which tells nothing of single requests
      const bySheet = (state: string) => members.indexOf(state) % 3 === 2;
      return [
        year,
        reported.map((content) => (bySheet(content.state) ? { ...content, rates: [], times: [] } : content)),
      ];
    }),
  );
}

function filled(random: Random, content: Content): Content {
  const slices = directions.flatMap((direction) => requestKinds.map((kind) => ({ direction, kind })));
  const closed = (direction: Direction, kind: RequestKind, outcome: string) =>
    content.flows
      .filter((row) => row.direction === direction && row.kind === kind)
      .reduce((sum, row) => sum + Number(row.outcomes[outcome as keyof typeof row.outcomes] ?? 0), 0);
  const begun = (direction: Direction, kind: RequestKind) =>
    content.flows
      .filter((row) => row.direction === direction && row.kind === kind)
      .reduce((sum, row) => sum + Number(row.opened), 0);
  content.grounds = slices.flatMap(({ direction, kind }) =>
    Object.entries(split(random, closed(direction, kind, 'refused'), groundCodes)).flatMap(([ground, refused]) =>
      refused > 0 ? [{ direction, kind, ground: ground as (typeof groundCodes)[number], refused }] : [],
    ),
  );
  const terms = new Map<string, number>();
  const stocks = new Map<string, Record<string, number>>();
  for (const { direction, kind } of slices) {
    const pending = content.flows
      .filter((row) => row.direction === direction && row.kind === kind)
      .reduce((sum, row) => sum + Number(row.pending_end), 0);
    const ages = split(random, pending, ['age_90', 'age_180', 'age_365', 'age_more']);
    stocks.set(`${direction} ${kind}`, { ...ages, pending_end: pending, begun: begun(direction, kind) });
  }
  content.rates = rateIds.flatMap((indicator): RateRow[] => {
    const { of, kinds, directions: ways, unit } = indicatorOf(indicator)!;
    return slices.flatMap(({ direction, kind }) => {
      if (!kinds.includes(kind) || !ways.includes(direction)) return [];
      const term = (name: string | undefined, most: number) => {
        const key = `${direction} ${kind} ${name}`;
        const value =
          terms.get(key) ?? stocks.get(`${direction} ${kind}`)![name ?? ''] ?? Math.floor(random() * (most + 1));
        terms.set(key, value);
        return value;
      };
      const under = term(of[1], begun(direction, kind));
      const over = term(of[0], unit === 'percent' ? under : begun(direction, kind));
      return [
        { indicator, direction, kind, numerator: over, denominator: of[1] ? under : 'not_applicable', missing: 0 },
      ];
    });
  });
  content.times = timesIds.flatMap((indicator): TimesRow[] => {
    const { kinds, directions: ways } = indicatorOf(indicator)!;
    return slices.flatMap(({ direction, kind }) => {
      if (!kinds.includes(kind) || !ways.includes(direction)) return [];
      const histogram = [...bucketBounds, 0].map(() => draw(random, 0.8));
      const n = histogram.reduce((a, b) => a + b, 0);
      const enough = n >= 5;
      const told = n === 0 ? ('none' as const) : ('suppressed' as const);
      const median = enough ? draw(random, 60) : told;
      const p90 = enough ? Number(median) + draw(random, 60) : told;
      return [{ indicator, direction, kind, n, median, p90, survival: 'none', open: 0, ended_otherwise: 0, histogram }];
    });
  });
  content.domestic = Object.fromEntries(domesticCells.map((cell) => [cell, draw(random, 12)]));
  const cell = (name: string) => Number(content.domestic[name]);
  content.domestic['C2.closed'] = Math.min(
    cell('C2.closed'),
    cell('C2.pending_start') + cell('C2.opened') + cell('C2.reopened'),
  );
  content.domestic['C2.pending_end'] =
    cell('C2.pending_start') + cell('C2.opened') + cell('C2.reopened') - cell('C2.closed');
  content.domestic['C6.need'] = Math.min(cell('C6.need'), cell('C2.opened'));
  content.domestic['C6.sent'] = Math.min(cell('C6.sent'), cell('C6.need'));
  const persons = dispositions.reduce((sum, one) => sum + cell(`C4.persons.${one}`), 0);
  for (const group of Object.values(personGroups))
    for (const [one, value] of Object.entries(split(random, persons, group))) content.domestic[`C5.${one}`] = value;
  content.domestic['C3.persons'] = persons;
  for (const name of domesticCells)
    if (/^C[13]/.test(name) && random() < 0.2)
      content.domestic[name] = random() < 0.5 ? 'not_available' : 'not_applicable';
  // a State that does not know its investigations still tells of persons
  if (random() < 0.2) for (const part of investigationParts) content.domestic[`C2.${part}`] = 'not_available';
  content.notes = { entity: 'Statistics Office', official: '', coverage: 'national', source: '', method: '' };
  return sorted(content);
}

/** The same returns with one State's figures put right afterwards: a few requests more from or to another. */
export function restated(random: Random, contents: readonly Content[]): Content[] {
  const again = structuredClone([...contents]);
  const content = pick(
    random,
    again.filter(({ flows }) => flows.length > 0),
  );
  const row = pick(random, content.flows);
  const by = 1 + Math.floor(random() * 3);
  row.opened = Number(row.opened) + by;
  row.pending_end = Number(row.pending_end) + by;
  const later = ['begun', 'age_90', 'pending_end'];
  for (const rate of content.rates) {
    if (rate.direction !== row.direction || rate.kind !== row.kind) continue;
    const [over, under] = indicatorOf(rate.indicator)!.of as readonly string[];
    if (later.includes(over!)) rate.numerator += by;
    if (under && later.includes(under)) rate.denominator = Number(rate.denominator) + by;
  }
  return again;
}
