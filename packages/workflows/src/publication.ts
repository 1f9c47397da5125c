/**
 * The year's report of the region, compiled from the accepted annual returns: counts after disclosure control, shares and
 * times that follow from them, and what each State said of how it counted. One plain value; every format is written from it
 * and from nothing else.
 */
import {
  basesOfReturn,
  type Content,
  domesticCells,
  isNumber,
  type Mark,
  outcomes,
  type Reported,
} from './annual-return/content.ts';
import { type Cell, type DisclosurePolicy, disclosurePolicy, type Equation, protect } from './disclosure.ts';
import { mergeHistograms, millisecondsOf, percentileBetween } from './distributions.ts';
import { domesticFigures, type investigationParts, personGroups } from './domestic.ts';
import {
  type CohortTerm,
  type FlowTerm,
  type Indicator,
  type IndicatorId,
  indicatorOf,
  indicators,
} from './indicators.ts';
import { groundCodes } from './instruments/types.ts';
import { states } from './states.ts';
import { directions, requestKinds } from './types.ts';

export const reportVersion = 1;

/** Sum over a dimension, and a dimension that does not apply: the codes of the SDMX guidelines. */
export const total = '_T';
export const notApplicable = '_Z';

/** The dimensions of a count, in the order of its key in every format. Text: `dimension.<dimension>`. */
export const dimensions = [
  'area',
  'counterpart',
  'direction',
  'kind',
  'measure',
  'outcome',
  'basis',
  'ground',
] as const;
export type Dimension = (typeof dimensions)[number];
export type Key = Record<Dimension, string>;

export const tables = ['flows', 'outcomes', 'bases', 'grounds', 'pairs', 'cohorts', 'domestic'] as const;
/**
 * The tables of a report, each a part of one cube: what came and went; closings by outcome; new requests by basis; refusals
 * by ground, of the region only; new requests by pair of States; terms of the shares; cases before a State's own
 * authorities. Text: `table.<table>`.
 */
export type Table = (typeof tables)[number];

export const flowMeasures = ['pending_start', 'opened', 'reopened', 'closed', 'pending_end'] as const;

/** Of a number that is there, or why it is not: exactly one of the two is null. */
export type Published = { value: number; mark: null } | { value: null; mark: Mark };

/** One count. Unit: the request, or what the measure says. */
export type Observation = Key & { table: Table } & Published & {
    /** parts of this sum that no number was given for: it adds the others */
    missing: number;
  };

/** A share or a time: of the region (`_T`) or a State, one direction and kind. `to` is null where a time has no upper bound. */
export interface Derived {
  indicator: string;
  area: string;
  direction: string;
  kind: string;
  measure: 'rate' | 'median' | 'p90';
  unit: string;
  value: number | null;
  /** of the region's percentiles, which lie between two bounds: `value` is the lower one */
  to: number | null;
  mark: Mark | null;
}

/** What a State's figures rest on. */
export interface Reporting {
  state: string;
  reported: boolean;
  zone: string | null;
  entity: string | null;
  coverage: string | null;
  source: string | null;
  method: string | null;
}

export interface Report {
  version: typeof reportVersion;
  /** the calendar year, cut in each State's own zone */
  year: number;
  /** 1 when first published; each restatement is one more, and the earlier ones stay where they are */
  edition: number;
  /** instant of compilation, ISO 8601 */
  compiled_at: string;
  licence: typeof licence;
  policy: DisclosurePolicy & { source: string; verified: boolean };
  /** how many suppressed counts and small differences between editions have less room than the policy asks: see `protect` */
  narrow: number;
  reporting: Reporting[];
  observations: Observation[];
  derived: Derived[];
}

/** What anybody may do with the report. */
export const licence = {
  name: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0 International',
  path: 'https://creativecommons.org/licenses/by/4.0/',
} as const;

/** An edition that stands, with the returns that it was compiled from: only their compiler has them. */
export interface Edition {
  report: Report;
  contents: readonly Content[];
}

export interface Compilation {
  year: number;
  /** ISO 8601, UTC */
  now: string;
  /** accepted returns of the year, one a State */
  contents: readonly Content[];
  /** every edition that was published before, of any year */
  earlier: readonly Edition[];
  policy?: typeof disclosurePolicy;
}

/**
 * Compiles the report of a year.
 *
 * @throws RangeError when two returns are of one State, or one is of another year
 * @throws Unprotectable when earlier editions say exactly what must not be shown now
 */
export async function compile({
  year,
  now,
  contents,
  earlier,
  policy = disclosurePolicy,
}: Compilation): Promise<Report> {
  const edition =
    1 + Math.max(0, ...earlier.filter(({ report }) => report.year === year).map(({ report }) => report.edition));
  const counts = countsOf(year, contents);
  const { observations, narrow } = await disclosed(counts, { year, edition, earlier, policy });
  return {
    version: reportVersion,
    year,
    edition,
    compiled_at: now,
    licence,
    policy,
    narrow,
    reporting: reportingOf(contents),
    observations,
    derived: [...sharesOf(observations), ...timesOf(contents, policy)],
  };
}

function reportingOf(contents: readonly Content[]): Reporting[] {
  return states.map(({ code }) => {
    const content = contents.find(({ state }) => state === code);
    const { entity = null, coverage = null, source = null, method = null } = content?.notes ?? {};
    return {
      state: code,
      reported: content !== undefined,
      zone: content?.zone ?? null,
      entity,
      coverage,
      source,
      method,
    };
  });
}

/* -------------------------------------------------------------------- counts */

/** A count as the States gave it, before disclosure control: never leaves this module except to be protected. */
export type Count = Key & { table: Table; value: number | null; mark: Mark | null; missing: number };

export const keyOf = (key: Key): string => dimensions.map((dimension) => key[dimension]).join('.');

const whole: Key = {
  area: total,
  counterpart: total,
  direction: notApplicable,
  kind: notApplicable,
  measure: 'opened',
  outcome: total,
  basis: total,
  ground: total,
};

/** Adds what was counted; without a number, why: what most of them say, in the order of the marks. */
function sum(values: readonly Reported[]): { value: number | null; mark: Mark | null; missing: number } {
  const numbers = values.filter(isNumber);
  const missing = values.length - numbers.length;
  if (numbers.length > 0 || values.length === 0)
    return { value: numbers.reduce((a, b) => a + b, 0), mark: null, missing };
  return { value: null, mark: values.includes('not_available') ? 'not_available' : 'not_applicable', missing };
}

/** Every count of a year by State and for the region, in reading order. */
export function countsOf(year: number, contents: readonly Content[]): Count[] {
  if (contents.some((content) => content.year !== year)) throw new RangeError(`a return of another year than ${year}`);
  const by = new Map(contents.map((content) => [content.state as string, content]));
  if (by.size !== contents.length) throw new RangeError('two returns of one State');
  return tables.flatMap((table) => countsOfTable(table, by));
}

function countsOfTable(table: Table, by: ReadonlyMap<string, Content>): Count[] {
  const counts: Count[] = [];
  /** One line of the table: each State's own, and the region's sum of them. */
  const line = (key: Partial<Key>, valuesOf: (content: Content) => Reported[], { own = true } = {}) => {
    const each: Count[] = states.map(({ code }) => {
      const content = by.get(code);
      const found = content ? sum(valuesOf(content)) : { value: null, mark: 'not_reported' as const, missing: 0 };
      return { ...whole, ...key, table, area: code, ...found };
    });
    const region = sum(
      each.flatMap(({ value, mark }) => (mark === 'not_reported' ? [] : [value ?? (mark as Reported)])),
    );
    counts.push({ ...whole, ...key, table, ...region });
    if (own) counts.push(...each);
  };
  const slices = directions.flatMap((direction) => requestKinds.map((kind) => ({ direction, kind })));
  for (const { direction, kind } of slices) {
    const rows = (content: Content) => content.flows.filter((row) => row.direction === direction && row.kind === kind);
    if (table === 'flows')
      for (const measure of flowMeasures)
        line({ direction, kind, measure }, (content) => rows(content).map((row) => row[measure]));
    if (table === 'outcomes')
      for (const outcome of outcomes[kind])
        line({ direction, kind, measure: 'closed', outcome }, (content) =>
          rows(content).map((row) => row.outcomes[outcome] ?? 0),
        );
    if (table === 'bases')
      for (const basis of basesOfReturn)
        line({ direction, kind, basis }, (content) =>
          rows(content).flatMap((row) => (row.basis === basis ? [row.opened] : [])),
        );
    if (table === 'grounds')
      for (const ground of [...groundCodes, 'not_available'])
        line(
          { direction, kind, measure: 'closed', outcome: 'refused', ground },
          (content) =>
            content.grounds.flatMap((row) =>
              row.direction === direction && row.kind === kind && row.ground === ground ? [row.refused] : [],
            ),
          { own: false },
        );
    if (table === 'pairs')
      for (const [area, content] of by)
        for (const { code: counterpart } of states)
          if (area !== counterpart) {
            const found = sum(rows(content).flatMap((row) => (row.counterpart === counterpart ? [row.opened] : [])));
            counts.push({ ...whole, direction, kind, table, area, counterpart, ...found });
          }
    if (table === 'cohorts')
      for (const measure of termsOf(kind, direction))
        line({ direction, kind, measure }, (content) => {
          const found = content.rates
            .filter((row) => row.direction === direction && row.kind === kind)
            .flatMap((row): Reported[] => {
              const [over, under] = indicators[row.indicator as IndicatorId].of as readonly string[];
              if (over === measure) return [row.numerator];
              return under === measure ? [row.denominator] : [];
            });
          // a spreadsheet says nothing of single requests, which is not that there were none
          return [found[0] ?? 'not_available'];
        });
  }
  if (table === 'domestic')
    for (const measure of domesticCells) line({ measure }, (content) => [content.domestic[measure] ?? 'not_available']);
  return counts.filter(({ value, mark }) => value !== null || mark !== null);
}

const countIndicators = (kind: string, direction: string) =>
  (Object.entries(indicators) as [IndicatorId, Indicator][]).filter(
    ([, { shape, kinds, directions: ways }]) =>
      shape !== 'times' &&
      (kinds as readonly string[]).includes(kind) &&
      (ways as readonly string[]).includes(direction),
  );
const flowTerms: readonly string[] = [...flowMeasures, 'pending_days', 'refusals'];
/** The terms of shares that are no flow: each is counted once, however many shares use it. */
const termsOf = (kind: string, direction: string): string[] =>
  [...new Set(countIndicators(kind, direction).flatMap(([, { of }]) => [...of] as string[]))].filter(
    (term) => !flowTerms.includes(term),
  );

/* -------------------------------------------------------- disclosure control */

interface Context {
  year: number;
  edition: number;
  earlier: readonly Edition[];
  policy: typeof disclosurePolicy;
}

async function disclosed(
  counts: readonly Count[],
  context: Context,
): Promise<{ observations: Observation[]; narrow: number }> {
  const { year, edition } = context;
  const { cells, equations } = cellsAndEquations(counts, context);
  const { concealed, narrow } = await protect(cells, equations, context.policy);
  const observations = counts.map(({ value, mark, ...of }) => {
    if (value === null) return { ...of, value, mark: mark! };
    const shown = concealed.get(cellId(year, edition, of)) === 'shown';
    return { ...of, ...(shown ? { value, mark: null } : { value: null, mark: 'suppressed' as const }) };
  });
  return { observations, narrow: narrow.length };
}

const cellId = (year: number, edition: number, key: Key) => `${year}/${edition}/${keyOf(key)}`;

/** The cells of this edition and of all earlier ones, and everything that a reader knows to tie them to each other. */
export function cellsAndEquations(
  counts: readonly Count[],
  { year, edition, earlier }: Pick<Context, 'year' | 'edition' | 'earlier'>,
): { cells: Cell[]; equations: Equation[] } {
  const editions = [
    ...earlier.map(({ report, contents }) => ({
      year: report.year,
      edition: report.edition,
      counts: countsOf(report.year, contents),
      printed: new Map(report.observations.map((one) => [keyOf(one), one.mark === null ? 'shown' : 'hidden'] as const)),
    })),
    { year, edition, counts, printed: undefined },
  ].map((one) => ({
    ...one,
    values: new Map(
      one.counts.flatMap((count) => (count.value === null ? [] : [[keyOf(count), count.value] as const])),
    ),
  }));
  const cells: Cell[] = [];
  const equations: Equation[] = [];
  for (const one of editions) {
    const id = (key: string) => `${one.year}/${one.edition}/${key}`;
    for (const count of one.counts)
      if (count.value !== null) {
        const printed = one.printed?.get(keyOf(count));
        cells.push({ id: id(keyOf(count)), value: count.value, weight: weightOf(count), ...(printed && { printed }) });
      }
    for (const { left, right, slack } of tiesOf(one.counts, one.edition === 1)) {
      const rest = slack && `${id(left.join('+'))}≤${right.join('+')}`;
      if (rest) {
        const by = (keys: readonly string[]) => keys.reduce((total, key) => total + (one.values.get(key) ?? 0), 0);
        cells.push({ id: rest, value: by(right) - by(left), unprinted: 'free' });
      }
      equations.push({ left: [...left.map(id), ...(rest ? [rest] : [])], right: right.map(id) });
    }
  }
  for (const one of editions)
    for (const other of editions) {
      const id = ({ year, edition }: typeof one, key: string) => `${year}/${edition}/${key}`;
      // what was pending at the end of a year was pending at the start of the next; where it was not, nobody can reckon so
      if (other.year === one.year + 1)
        for (const key of one.values.keys()) {
          const next = key.replace('.pending_end.', '.pending_start.');
          if (next !== key && one.values.get(key) === other.values.get(next))
            equations.push({ left: [id(one, key)], right: [id(other, next)] });
        }
      // a restatement says the same, or by how much it differs: a small difference is itself a small count
      if (other.year === one.year && other.edition === one.edition + 1)
        for (const [key, before] of one.values) {
          const after = other.values.get(key);
          if (after === undefined) continue;
          const [less, more] = before < after ? [id(one, key), id(other, key)] : [id(other, key), id(one, key)];
          const difference = `${id(other, key)}−${id(one, key)}`;
          if (before !== after)
            cells.push({ id: difference, value: Math.abs(after - before), unprinted: 'small_is_hidden' });
          equations.push({ left: before === after ? [less] : [less, difference], right: [more] });
        }
    }
  return { cells, equations };
}

/** A reader loses most by what concerns the whole region, least by a single pair. */
function weightOf({ area, counterpart, table }: Count): number {
  if (area === total) return table === 'grounds' ? 4 : 40;
  if (counterpart !== total) return 1;
  return table === 'flows' || table === 'domestic' ? 6 : 2;
}

/** Terms that one request can add more than one to; every other counts some of the requests begun. */
const manifold = ['rounds', 'extensions', 'conditions', 'conditions_accepted', 'disclosures', 'third_states'];
const ofStock = ['overdue', 'age_90', 'age_180', 'age_365', 'age_more'];
const oncePerRequest = (term: string) => term !== 'begun' && !manifold.includes(term) && !ofStock.includes(term);

/** `left` = `right`, or `left` ≤ `right` where there is slack: sums of keys of one edition. */
interface Tie {
  left: string[];
  right: string[];
  slack?: boolean;
}

/** Dimensions whose members add up to `_T` wherever both are told. */
const additive = ['area', 'counterpart', 'outcome', 'basis', 'ground'] as const;

function tiesOf(counts: readonly Count[], first: boolean): Tie[] {
  const told = new Map(counts.flatMap((count) => (count.value === null ? [] : [[keyOf(count), count] as const])));
  const ties: Tie[] = [];
  const has = (keys: readonly string[]) => keys.every((key) => told.has(key));
  const tie = (left: string[], right: string[], { slack = false, guessed = false } = {}) => {
    const present = { left: left.filter((key) => told.has(key)), right: right.filter((key) => told.has(key)), slack };
    if (present.left.length === 0 || present.right.length === 0 || (slack && !has([...left, ...right]))) return;
    const sum = (keys: readonly string[]) => keys.reduce((all, key) => all + (told.get(key)?.value ?? 0), 0);
    // what does not hold in fact, nobody can rely on
    const holds = slack ? sum(present.left) <= sum(present.right) : sum(present.left) === sum(present.right);
    if (holds || guessed) ties.push(present);
  };

  for (const dimension of additive) {
    const members = new Map<string, string[]>();
    for (const [key, count] of told)
      if (count[dimension] !== total) {
        const sumKey = keyOf({ ...count, [dimension]: total });
        members.set(sumKey, [...(members.get(sumKey) ?? []), key]);
      }
    for (const [sumKey, parts] of members) tie([sumKey], parts);
  }

  // told or not: an unknown figure is where its slice is found, and the others of the slice add up without it
  for (const count of counts) {
    const with_ = (changes: Partial<Key>) => keyOf({ ...count, ...changes });
    const measures = (...names: string[]) => names.map((measure) => with_({ measure }));
    if (count.table === 'flows' && count.measure === 'closed')
      tie(measures('pending_start', 'opened', 'reopened'), measures('closed', 'pending_end'));
    // The same requests told by the other side: of a pair even where the two differ, because a reader could guess by how much;
    // of the region, of which not always the same States report, where they agree. A restatement is compared with what it restates.
    if (first && count.direction === 'outgoing') {
      const { area, counterpart } = count;
      const mirror = with_({ direction: 'incoming', area: counterpart, counterpart: area });
      if (area === total || counterpart !== total) tie([keyOf(count)], [mirror], { guessed: area !== total });
    }
    if (count.table === 'flows' && count.measure === 'opened') {
      tie(measures('begun'), measures('opened'));
      tie(measures('age_90', 'age_180', 'age_365', 'age_more'), measures('pending_end'));
      tie(measures('executed_full', 'executed_partial', 'refused'), measures('decided'), { slack: true });
      tie(measures('executed_unasked'), measures('executed_full', 'executed_partial'), { slack: true });
      tie(measures('deleted'), measures('impossible'), { slack: true });
      for (const term of termsOf(count.kind, count.direction))
        if (oncePerRequest(term)) tie(measures(term), measures('begun'), { slack: true });
      for (const [, { unit, of }] of countIndicators(count.kind, count.direction))
        if (unit === 'percent' && of[0] !== 'closed') tie(measures(of[0]), measures(of[1] as string), { slack: true });
    }
    if (count.table === 'domestic' && count.measure === 'C2.closed') {
      const c2 = (part: (typeof investigationParts)[number]) => `C2.${part}`;
      tie(measures(c2('pending_start'), c2('opened'), c2('reopened')), measures(c2('closed'), c2('pending_end')));
      // three splits of one total of persons, which no return may have otherwise (`identities.ts`); so with what was needed
      const splits = Object.values(personGroups).map((group) => measures(...group.map((one) => `C5.${one}`)));
      const persons = [...splits, measures('C3.persons')];
      for (const [index, one] of persons.entries()) for (const other of persons.slice(index + 1)) tie(one, other);
      tie(measures('C6.need'), measures('C2.opened'), { slack: true });
      tie(measures('C6.sent'), measures('C6.need'), { slack: true });
    }
  }
  return ties;
}

/* ------------------------------------------------------------ shares and times */

/**
 * Shares computed from what is shown: one is told only where both of its numbers are, and so says nothing more than they – and
 * where both are of the same States, because a part of some divided by the whole of others is a share of nothing.
 */
function sharesOf(observations: readonly Observation[]): Derived[] {
  const told = new Map(observations.map((one) => [keyOf(one), one]));
  /** Where numbers are lacking; what cannot happen in a State is not lacking there. */
  const gapsOf = (parts: readonly Observation[]) => {
    const each = parts.flatMap((one) =>
      one.area === total ? states.flatMap(({ code }) => told.get(keyOf({ ...one, area: code })) ?? []) : [one],
    );
    const lacking = each.filter(({ mark, missing }) => missing > 0 && mark !== 'not_applicable');
    return [...new Set(lacking.map(({ area, missing }) => `${area} ${missing}`))].toSorted().join();
  };
  const divided = (over: readonly Observation[], under: readonly Observation[], factor: number) =>
    gapsOf(over) === gapsOf(under) ? quotient(over, under, factor) : quotient(over, under, null);
  const shares: Derived[] = [];
  for (const one of observations) {
    if (one.table !== 'flows' || one.measure !== 'opened') continue;
    const at = (measure: CohortTerm | FlowTerm) => told.get(keyOf({ ...one, measure }));
    for (const [indicator, { of, unit, shape }] of countIndicators(one.kind, one.direction)) {
      if (shape !== 'rate') continue;
      const days = of[0] === 'pending_days';
      const over = at(days ? 'pending_end' : of[0]);
      const under = at(of[1]);
      if (!over || !under) continue;
      // CEPEJ reckons with 365 days whatever the year (domain.md §6.3, M5)
      const factor = days ? 365 : unit === 'percent' ? 100 : 1;
      const { area, direction, kind } = one;
      shares.push({
        indicator,
        area,
        direction,
        kind,
        measure: 'rate',
        unit,
        to: null,
        ...divided([over], [under], factor),
      });
    }
  }
  for (const one of observations) {
    if (one.table !== 'domestic' || one.measure !== domesticCells[0]) continue;
    for (const [indicator, figure] of Object.entries(domesticFigures)) {
      if (!('of' in figure)) continue;
      const [over, under] = figure.of.map((name) =>
        domesticCells
          .filter((cell) => cell === name || cell.startsWith(`${name}.`))
          .flatMap((measure) => told.get(keyOf({ ...one, measure })) ?? []),
      );
      const { area, direction, kind } = one;
      const value = divided(over ?? [], under ?? [], 100);
      shares.push({ indicator, area, direction, kind, measure: 'rate', unit: figure.unit, to: null, ...value });
    }
  }
  return shares;
}

/** Why there is no share, in the order in which a reason goes before another. */
const reasons: readonly Mark[] = ['not_reported', 'suppressed', 'not_available', 'not_applicable'];

/** @param factor null where the two are not of the same States */
function quotient(
  over: readonly Observation[],
  under: readonly Observation[],
  factor: number | null,
): Pick<Derived, 'value' | 'mark'> {
  const all = [...over, ...under];
  const mark = reasons.find((reason) => all.some((one) => one.mark === reason));
  if (mark) return { value: null, mark };
  if (factor === null) return { value: null, mark: 'not_available' };
  const [numerator, denominator] = [over, under].map((parts) => parts.reduce((of, { value }) => of + (value ?? 0), 0));
  if (!denominator) return { value: null, mark: 'none' };
  return { value: round((numerator! / denominator) * factor), mark: null };
}

const round = (value: number) => Math.round(value * 100) / 100;

/**
 * Times of each State as it told them, and of the region from their distributions added up: never their medians averaged.
 * A percentile is no sum, and nothing can be subtracted from it; below the threshold none is told.
 */
function timesOf(contents: readonly Content[], { threshold }: DisclosurePolicy): Derived[] {
  const slices = (Object.entries(indicators) as [IndicatorId, Indicator][]).flatMap(([indicator, { shape, ...of }]) =>
    shape === 'times'
      ? of.kinds.flatMap((kind) => of.directions.map((direction) => ({ indicator, kind, direction })))
      : [],
  );
  return slices.flatMap(({ indicator, kind, direction }) => {
    const unit = indicatorOf(indicator)!.unit as keyof typeof millisecondsOf;
    const rowOf = (content: Content) =>
      content.times.find((row) => row.indicator === indicator && row.kind === kind && row.direction === direction);
    const rows = contents.flatMap((content) => rowOf(content) ?? []);
    const [first, ...others] = rows.map(({ histogram }) => histogram);
    const merged = first && others.reduce<readonly number[]>((a, b) => mergeHistograms(a, b), first);
    const n = rows.reduce((sum, row) => sum + row.n, 0);
    return (['median', 'p90'] as const).flatMap((measure) => {
      const of = { indicator, direction, kind, measure, unit };
      const between = merged && n >= threshold ? percentileBetween(merged, measure === 'median' ? 50 : 90) : null;
      const bound = (ms: number | null) => (ms === null ? null : round(ms / millisecondsOf[unit]));
      const region: Derived = between
        ? { ...of, area: total, value: bound(between.from), to: bound(between.to), mark: null }
        : { ...of, area: total, value: null, to: null, mark: n === 0 ? 'none' : 'suppressed' };
      return [
        region,
        ...states.map(({ code }): Derived => {
          const content = contents.find(({ state }) => state === code);
          const row = content && rowOf(content);
          const mark = !content
            ? 'not_reported'
            : !row
              ? 'not_available'
              : row.n > 0 && row.n < threshold
                ? 'suppressed'
                : null;
          const said = mark ?? row![measure];
          return typeof said === 'number'
            ? { ...of, area: code, value: said, to: null, mark: null }
            : { ...of, area: code, value: null, to: null, mark: said };
        }),
      ];
    });
  });
}
