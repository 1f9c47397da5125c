/**
 * The mirror check before publication: what A says that it sent to B against what B says that it received from A (domain.md
 * §6.2). Counts only: neither a return nor anything said about it names a case.
 */
import { type Content, type FlowRow, isNumber, outcomes, type Reported } from './annual-return/content.ts';
import { states } from './states.ts';
import { type Language, type RequestKind, requestKinds } from './types.ts';
import { say } from './vocabulary/index.ts';

/**
 * How two figures stand to each other: `agrees`; `explained`, they differ by what was in transit at either year end;
 * `differs`; `not_comparable`, one of the two States has not reported, or has no such figure. Text: `mirror.<standing>`.
 */
export type Standing = 'agrees' | 'explained' | 'differs' | 'not_comparable';

/** What is compared: all new requests of a kind; those on one basis; those closed with one outcome. */
export type Aspect = { by: 'all' } | { by: 'basis'; basis: string } | { by: 'outcome'; outcome: string };

/** Two accounts of the same requests, in requests. */
export type Comparison = Aspect & {
  /** ISO 3166-1 alpha-3 */
  requesting: string;
  requested: string;
  kind: RequestKind;
  sent: Reported | 'not_reported';
  received: Reported | 'not_reported';
  /** of the difference, what was in transit: counted by one State in this year and by the other in another */
  in_transit: number;
  /** sent − received − in transit; null where the two cannot be compared */
  remaining: number | null;
  standing: Standing;
};

/** What a pair of States has to settle about one kind of request, worst first; `remaining` adds up what nothing explains. */
export interface Discrepancy {
  requesting: string;
  requested: string;
  kind: RequestKind;
  remaining: number;
  comparisons: Comparison[];
}

/** Sums what rows say; without any row there was nothing: zero. */
function add(rows: readonly FlowRow[], of: (row: FlowRow) => Reported | undefined): Reported {
  let sum = 0;
  for (const row of rows) {
    const value = of(row) ?? 0;
    if (!isNumber(value)) return value;
    sum += value;
  }
  return sum;
}

/** in_transit_end − in_transit_start, of which a State without these figures says nothing */
const transit = (rows: readonly FlowRow[]): number => {
  const [end, start] = [add(rows, (row) => row.in_transit_end), add(rows, (row) => row.in_transit_start)];
  return isNumber(end) && isNumber(start) ? end - start : 0;
};

const rowsOf = (content: Content, direction: string, kind: RequestKind, counterpart: string) =>
  content.flows.filter((row) => row.direction === direction && row.kind === kind && row.counterpart === counterpart);

/**
 * Every comparison of a year between the States that reported, and with those that did not where the other names them:
 * requesting State, requested State, kind; then all requests, bases, outcomes.
 *
 * New requests: opened(A) − in_transit_end(A) + in_transit_start(A) = opened(B) − in_transit_end(B) + in_transit_start(B).
 * Closings have no transit of their own: a difference of outcomes is told as it is.
 *
 * @param contents returns of one year, one a State
 */
export function reconcile(contents: readonly Content[]): Comparison[] {
  const by = new Map(contents.map((content) => [content.state as string, content]));
  const pairs = new Set<string>();
  for (const { state, flows } of contents)
    for (const { direction, kind, counterpart } of flows)
      pairs.add((direction === 'outgoing' ? [state, counterpart, kind] : [counterpart, state, kind]).join(' '));
  return [...pairs].sort().flatMap((pair) => {
    const [requesting, requested, kind] = pair.split(' ') as [string, string, RequestKind];
    const [asked, answered] = [by.get(requesting), by.get(requested)];
    const sent = asked && rowsOf(asked, 'outgoing', kind, requested);
    const received = answered && rowsOf(answered, 'incoming', kind, requesting);
    const compare = (
      aspect: Aspect,
      of: (row: FlowRow) => Reported | undefined,
      keep: (row: FlowRow) => boolean = () => true,
    ): Comparison => {
      const [left, right] = [sent?.filter(keep), received?.filter(keep)];
      const figures = {
        sent: left ? add(left, of) : ('not_reported' as const),
        received: right ? add(right, of) : ('not_reported' as const),
      };
      const under_way = aspect.by === 'outcome' ? 0 : transit(left ?? []) - transit(right ?? []);
      return { ...aspect, requesting, requested, kind, ...figures, ...standingOf(figures, under_way) };
    };
    const bases = [...new Set([...(sent ?? []), ...(received ?? [])].map(({ basis }) => basis))].sort();
    return [
      compare({ by: 'all' }, (row) => row.opened),
      ...bases.map((basis) =>
        compare(
          { by: 'basis', basis },
          (row) => row.opened,
          (row) => row.basis === basis,
        ),
      ),
      ...outcomes[kind].map((outcome) =>
        compare({ by: 'outcome', outcome }, (row) => row.outcomes[outcome as keyof typeof row.outcomes]),
      ),
    ];
  });
}

function standingOf(
  { sent, received }: Pick<Comparison, 'sent' | 'received'>,
  under_way: number,
): Pick<Comparison, 'in_transit' | 'remaining' | 'standing'> {
  if (typeof sent !== 'number' || typeof received !== 'number')
    return { in_transit: 0, remaining: null, standing: 'not_comparable' };
  const difference = sent - received;
  const remaining = difference - under_way;
  if (remaining !== 0) return { in_transit: under_way, remaining, standing: 'differs' };
  return { in_transit: under_way, remaining, standing: difference === 0 && under_way === 0 ? 'agrees' : 'explained' };
}

/** The work list: of each pair and kind what remains, the largest first. A pair that agrees is not on it. */
export function discrepancies(comparisons: readonly Comparison[]): Discrepancy[] {
  const found = new Map<string, Discrepancy>();
  for (const comparison of comparisons) {
    if (comparison.standing !== 'differs') continue;
    const { requesting, requested, kind } = comparison;
    const key = `${requesting} ${requested} ${kind}`;
    const item = found.get(key) ?? { requesting, requested, kind, remaining: 0, comparisons: [] };
    found.set(key, item);
    item.comparisons.push(comparison);
    // bases and outcomes split what `all` says: the largest of the three is what has to be found
    const remaining = { all: 0, basis: 0, outcome: 0 };
    for (const one of item.comparisons) remaining[one.by] += Math.abs(one.remaining ?? 0);
    item.remaining = Math.max(...Object.values(remaining));
  }
  const order = new Map(requestKinds.map((kind, index) => [kind, index]));
  return [...found.values()].sort(
    (a, b) =>
      b.remaining - a.remaining ||
      a.requesting.localeCompare(b.requesting) ||
      a.requested.localeCompare(b.requested) ||
      order.get(a.kind)! - order.get(b.kind)!,
  );
}

/**
 * What the Secretariat writes to both States, the same to both, one sentence each: what is compared, both figures, what was in
 * transit, and what is asked of them. Counts and nothing else.
 */
export function discrepancyMessage(item: Discrepancy, year: number, language: Language): string[] {
  const { kind, comparisons } = item;
  const names = { requesting: nameOf(item.requesting, language), requested: nameOf(item.requested, language) };
  return [
    // a year is no quantity: it takes no separator
    say(language, { key: `mirror.message.${kind}`, params: { ...names, year: String(year) } }),
    ...comparisons.map((comparison) => {
      const { by, sent, received, in_transit, remaining } = comparison;
      const figures = { sent: Number(sent), received: Number(received), in_transit: Math.abs(in_transit) };
      const params = {
        ...names,
        ...figures,
        remaining: Math.abs(remaining ?? 0),
        about: aboutOf(comparison, language),
      };
      return say(language, { key: `mirror.message.${by}`, params });
    }),
    say(language, 'mirror.message.ask'),
  ];
}

const nameOf = (code: string, language: Language) =>
  states.find((state) => state.code === code)?.names[language] ?? code;

function aboutOf(comparison: Comparison, language: Language): string {
  if (comparison.by === 'outcome') return say(language, `outcome.${comparison.outcome}`);
  if (comparison.by !== 'basis') return '';
  const { basis } = comparison;
  return say(language, basis === 'not_available' ? 'total.not_available' : `instrument.${basis}.short`);
}
