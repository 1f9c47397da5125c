/**
 * Somebody who has everything that was published – every table, year, edition and format – and time. Tries to find out the
 * suppressed counts: by subtracting, and by asking of each how small and how great it can be, given all the rest.
 * Written apart from the suppressor: it knows what the columns mean, and nothing of how cells were chosen.
 */
import highs, { type Highs } from 'highs';

const loadSolver = highs as unknown as typeof highs.default;

/** One published line, whatever format it was read from. `status` is empty where there is a value. */
export interface Line {
  year: number;
  edition: number;
  area: string;
  counterpart: string;
  direction: string;
  kind: string;
  measure: string;
  outcome: string;
  basis: string;
  ground: string;
  value: number | null;
  status: string;
}
/** A published share: `value` percent or days, of `measure` names that the definition tells. */
export interface Share {
  year: number;
  edition: number;
  area: string;
  direction: string;
  kind: string;
  over: string;
  under: string;
  factor: number;
  value: number;
}

export interface Loot {
  tables: number;
  cells: number;
  suppressed: number;
  /** suppressed counts, and small differences between editions, of which the attacker knows exactly what they are */
  recovered: number;
  /** those of which less is left open than the protection asks: a publication says how many earlier editions make so */
  narrow: number;
  /** how each was got at */
  by: { subtraction: number; bounds: number };
  /** the first of them, to look at */
  examples: { line: string; least: number; greatest: number }[];
}

export interface Attack {
  lines: readonly Line[];
  shares?: readonly Share[];
  /** how far apart the least and the greatest possible value must be: what the publication promises */
  protection: number;
  /** counts below this are small: published with the policy */
  threshold: number;
  /**
   * By how much the left exceeds the right where two figures need not agree: more than was published, as if the attacker had
   * a friend in each authority, who tells by how much the two sides of a pair differ, and whether the stock of a year is that
   * of the next and the region's two sums are the same.
   */
  whisper: (left: Line, right: Line) => number;
}

const names = ['area', 'counterpart', 'direction', 'kind', 'measure', 'outcome', 'basis', 'ground'] as const;
const nameOf = (line: Line, changes: Partial<Line> = {}) => {
  const at = { ...line, ...changes };
  return [at.year, at.edition, ...names.map((name) => at[name])].join('|');
};

/** Σ coefficient · unknown between `low` and `high`. */
interface Fact {
  of: Map<string, number>;
  low: number;
  high: number;
}

export async function attack({ lines, shares = [], protection, threshold, whisper }: Attack): Promise<Loot> {
  const known = new Map<string, Line>();
  for (const line of lines) {
    const before = known.get(nameOf(line));
    // a format that tells what another hides gives it away at once
    if (!before || before.value === null) known.set(nameOf(line), line);
  }
  const hidden = [...new Set(lines.filter(({ status }) => status === 'suppressed').map((line) => nameOf(line)))];
  const facts = factsOf(known, shares, whisper);
  const unknown = new Map<string, { low: number; high: number }>();
  for (const [name, { value, status }] of known)
    if (value === null && status === 'suppressed') unknown.set(name, { low: 0, high: Number.POSITIVE_INFINITY });
  const bySubtraction = subtract(facts, unknown);

  const differences = [...known.values()].flatMap((line) => {
    const before = known.get(nameOf(line, { edition: line.edition - 1 }));
    return before ? [{ before: nameOf(before), after: nameOf(line) }] : [];
  });
  const { bounds, differenceBounds } = await boundsOf(facts, unknown, differences);

  const loot: Loot = {
    tables: new Set(
      lines.map(({ year, edition, measure, outcome, basis, ground, counterpart }) =>
        [year, edition, measure, outcome === '_T', basis === '_T', ground === '_T', counterpart === '_T'].join(),
      ),
    ).size,
    cells: known.size,
    suppressed: hidden.length,
    recovered: 0,
    narrow: 0,
    by: { subtraction: 0, bounds: 0 },
    examples: [],
  };
  const take = (line: string, least: number, greatest: number, subtracted: boolean) => {
    loot.recovered++;
    loot.by[subtracted ? 'subtraction' : 'bounds']++;
    if (loot.examples.length < 5) loot.examples.push({ line, least, greatest });
  };
  for (const name of hidden) {
    const line = known.get(name)!;
    if (line.value !== null) {
      take(name, line.value, line.value, true);
      continue;
    }
    const { low, high } = bounds.get(name)!;
    if (high - low < 1) take(name, low, high, bySubtraction.has(name));
    else if (high - low < protection) loot.narrow++;
  }
  for (const { before, after } of differences) {
    const by = (known.get(after)!.value ?? Number.NaN) - (known.get(before)!.value ?? Number.NaN);
    if (by !== 0 && Math.abs(by) < threshold) take(`${after} − ${before}`, by, by, true);
  }
  for (const { before, after, low, high } of differenceBounds) {
    // between editions a small difference is a small count; where nothing changed there is nothing to find
    const small = Math.max(Math.abs(low), Math.abs(high));
    if (small < 1 || small >= threshold) continue;
    if (high - low < 1) take(`${after} − ${before}`, low, high, false);
    else if (high - low < protection) loot.narrow++;
  }
  return loot;
}

/** Everything that the published columns say by what they mean. */
function factsOf(known: ReadonlyMap<string, Line>, shares: readonly Share[], whisper: Attack['whisper']): Fact[] {
  const facts: Fact[] = [];
  const state = (left: readonly string[], right: readonly string[], { least = 0, most = 0 } = {}) => {
    const of = new Map<string, number>();
    let constant = 0;
    for (const [list, sign] of [
      [left, 1],
      [right, -1],
    ] as const)
      for (const name of list) {
        const line = known.get(name);
        if (!line) return;
        if (line.value !== null) constant += sign * line.value;
        else if (line.status === 'suppressed') of.set(name, (of.get(name) ?? 0) + sign);
        else return;
      }
    if (of.size > 0) facts.push({ of, low: least - constant, high: most - constant });
  };
  const counted = ({ value, status }: Line) => value !== null || status === 'suppressed';

  // a total is the sum of what was counted
  for (const dimension of ['area', 'counterpart', 'outcome', 'basis', 'ground'] as const) {
    const groups = new Map<string, string[]>();
    for (const [name, line] of known) {
      if (line[dimension] === '_T' || !counted(line)) continue;
      const whole = nameOf(line, { [dimension]: '_T' });
      if (known.has(whole)) groups.set(whole, [...(groups.get(whole) ?? []), name]);
    }
    for (const [whole, parts] of groups) state([whole], parts);
  }
  const atMost = { least: Number.NEGATIVE_INFINITY, most: 0 };
  for (const line of known.values()) {
    const at = (...measures: string[]) => measures.map((measure) => nameOf(line, { measure }));
    const plain = line.counterpart === '_T' && line.outcome === '_T' && line.basis === '_T' && line.ground === '_T';
    if (plain && line.measure === 'closed') {
      // what came and what was there is what went and what is there
      state(at('pending_start', 'opened', 'reopened'), at('closed', 'pending_end'));
      const [begun, opened] = [known.get(at('begun')[0]!), known.get(at('opened')[0]!)];
      if (begun && opened && counted(begun) && counted(opened)) {
        const by = whisper(begun, opened);
        if (by === 0) state(at('begun'), at('opened'));
      }
      // of the region, what is pending is of more States than its ages
      if (line.area !== '_T') state(at('age_90', 'age_180', 'age_365', 'age_more'), at('pending_end'));
      for (const [part, whole] of [
        ['decided', 'begun'],
        ['acknowledge_due', 'begun'],
        ['overdue', 'pending_end'],
        ['delivered', 'begun'],
        ['preserved', 'begun'],
        ['impossible', 'begun'],
        ['asked', 'begun'],
        ['conditioned', 'begun'],
        ['executed_full', 'decided'],
        ['executed_partial', 'decided'],
        ['refused', 'decided'],
        ['acknowledged_in_time', 'acknowledge_due'],
        ['conditions_accepted', 'conditions'],
        ['receipt_confirmed', 'delivered'],
        ['disputed', 'delivered'],
        ['followed', 'preserved'],
        ['expired', 'preserved'],
        ['extended', 'preserved'],
        ['deleted', 'begun'],
      ] as const)
        if (plausible(known, at(part), at(whole))) state(at(part), at(whole), atMost);
    }
    if (plain && line.measure === 'C2.closed') {
      state(at('C2.pending_start', 'C2.opened', 'C2.reopened'), at('C2.closed', 'C2.pending_end'));
      const sex = ['female', 'male', 'sex_other', 'sex_unknown'].map((one) => `C5.${one}`);
      const age = ['under_18', 'age_18_29', 'age_30_44', 'age_45_59', 'age_60', 'age_unknown'].map(
        (one) => `C5.${one}`,
      );
      const nature = ['C5.natural', 'C5.legal'];
      state(at(...sex), at(...age));
      state(at(...sex), at(...nature));
      // a return is accepted only so; not always the same States tell both
      if (line.area !== '_T') for (const split of [sex, age, nature]) state(at(...split), at('C3.persons'));
      if (line.area !== '_T') state(at('C6.need'), at('C2.opened'), atMost);
      state(at('C6.sent'), at('C6.need'), atMost);
    }
    // the same requests, told by the other side
    if (line.direction === 'outgoing' && line.edition === 1 && (line.area === '_T' || line.counterpart !== '_T')) {
      const other = known.get(nameOf(line, { direction: 'incoming', area: line.counterpart, counterpart: line.area }));
      if (other && counted(line) && counted(other)) {
        const by = whisper(line, other);
        if (by === 0 || line.area !== '_T') state([nameOf(line)], [nameOf(other)], { least: by, most: by });
      }
    }
    // the stock at the end of a year is that at the start of the next, in whatever edition
    if (line.measure === 'pending_end')
      for (let edition = 1; ; edition++) {
        const next = known.get(nameOf(line, { year: line.year + 1, edition, measure: 'pending_start' }));
        if (!next) break;
        if (!counted(line) || !counted(next)) continue;
        const by = whisper(line, next);
        if (by === 0) state([nameOf(line)], [nameOf(next)]);
      }
  }
  // a share of a known number tells the other, to within its rounding
  for (const { year, edition, area, direction, kind, over, under, factor, value } of shares) {
    const at = (measure: string) =>
      known.get([year, edition, area, '_T', direction, kind, measure, '_T', '_T', '_T'].join('|'));
    const [numerator, denominator] = [at(over), at(under)];
    if (!numerator || denominator?.value == null) continue;
    const exact = (value * denominator.value) / factor;
    const off = (0.005 * denominator.value) / factor;
    state([nameOf(numerator)], [], { least: exact - off, most: exact + off });
  }
  return facts;
}

/** A part that is known to exceed its whole is no part: States do not all keep the definitions. */
function plausible(known: ReadonlyMap<string, Line>, part: readonly string[], whole: readonly string[]): boolean {
  const [a, b] = [known.get(part[0]!)?.value ?? null, known.get(whole[0]!)?.value ?? null];
  return a === null || b === null || a <= b;
}

/** Whatever stands alone in an equation is known; again, until nothing new is found. */
function subtract(facts: readonly Fact[], unknown: Map<string, { low: number; high: number }>): Set<string> {
  const found = new Map<string, number>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { of, low, high } of facts) {
      if (low !== high) continue;
      const left = [...of].filter(([name]) => !found.has(name));
      if (left.length !== 1) continue;
      const [name, sign] = left[0]!;
      const rest = [...of].reduce((sum, [one, by]) => sum + (found.has(one) ? by * found.get(one)! : 0), 0);
      const value = (low - rest) / sign;
      found.set(name, value);
      unknown.set(name, { low: value, high: value });
    }
  }
  return new Set(found.keys());
}

interface Bounds {
  low: number;
  high: number;
}
interface Difference {
  before: string;
  after: string;
}

/** The least and greatest whole value of each unknown, and of each difference of two editions, by linear programming. */
async function boundsOf(
  facts: readonly Fact[],
  unknown: ReadonlyMap<string, Bounds>,
  differences: readonly Difference[],
): Promise<{ bounds: Map<string, Bounds>; differenceBounds: (Difference & Bounds)[] }> {
  const solver = await loadSolver();
  const bounds = new Map<string, Bounds>();
  const differenceBounds: (Difference & Bounds)[] = [];
  const wanted = differences.filter(({ before, after }) => unknown.has(before) && unknown.has(after));
  for (const part of apart(facts, unknown, wanted)) solve(solver, part, unknown, bounds, differenceBounds);
  return { bounds, differenceBounds };
}

interface Part {
  names: string[];
  facts: Fact[];
  differences: Difference[];
}

function apart(
  facts: readonly Fact[],
  unknown: ReadonlyMap<string, Bounds>,
  differences: readonly Difference[],
): Part[] {
  const next = new Map<string, Set<string>>([...unknown.keys()].map((name) => [name, new Set()]));
  const join = (of: readonly string[]) => {
    for (const name of of.slice(1)) {
      next.get(of[0]!)!.add(name);
      next.get(name)!.add(of[0]!);
    }
  };
  for (const { of } of facts) join([...of.keys()]);
  for (const { before, after } of differences) join([before, after]);
  const partOf = new Map<string, Part>();
  const parts: Part[] = [];
  for (const start of unknown.keys()) {
    if (partOf.has(start)) continue;
    const part: Part = { names: [], facts: [], differences: [] };
    parts.push(part);
    const waiting = [start];
    partOf.set(start, part);
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      part.names.push(name);
      for (const other of next.get(name)!)
        if (!partOf.has(other)) {
          partOf.set(other, part);
          waiting.push(other);
        }
    }
  }
  for (const fact of facts) partOf.get(fact.of.keys().next().value!)!.facts.push(fact);
  for (const difference of differences) partOf.get(difference.before)!.differences.push(difference);
  return parts;
}

function solve(
  solver: Highs,
  { names: of, facts, differences }: Part,
  unknown: ReadonlyMap<string, Bounds>,
  bounds: Map<string, Bounds>,
  differenceBounds: (Difference & Bounds)[],
): void {
  const column = new Map(of.map((name, index) => [name, index]));
  const finite = (value: number) => (Number.isFinite(value) ? value : Math.sign(value) * solver.infinity);
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const fact of facts) {
    for (const [name, sign] of fact.of) {
      indices.push(column.get(name)!);
      values.push(sign);
    }
    starts.push(indices.length);
  }
  const model = solver.createModel({
    numCols: of.length,
    numRows: facts.length,
    colCost: of.map(() => 0),
    colLower: of.map((name) => unknown.get(name)!.low),
    colUpper: of.map((name) => finite(unknown.get(name)!.high)),
    rowLower: facts.map(({ low }) => finite(low)),
    rowUpper: facts.map(({ high }) => finite(high)),
    matrix: { format: 'csr', numRows: facts.length, numCols: of.length, starts, indices, values },
  });
  try {
    model.options.set({ output_flag: false });
    const { modelStatus } = solver.constants;
    /** the least of Σ cost · unknown; −∞ where there is none */
    const least = (costs: readonly (readonly [number, number])[]): number => {
      for (const [at, cost] of costs) model.changeColCost(at, cost);
      const status = model.run().modelStatus;
      const value = status === modelStatus.optimal ? model.getObjectiveValue() : Number.NEGATIVE_INFINITY;
      for (const [at] of costs) model.changeColCost(at, 0);
      if (status === modelStatus.infeasible) throw new Error('what was published contradicts itself');
      return value;
    };
    of.forEach((name, at) => {
      bounds.set(name, { low: Math.ceil(least([[at, 1]]) - 1e-6), high: Math.floor(1e-6 - least([[at, -1]])) });
    });
    for (const { before, after } of differences) {
      const [a, b] = [column.get(after)!, column.get(before)!];
      const low = Math.ceil(
        least([
          [a, 1],
          [b, -1],
        ]) - 1e-6,
      );
      const high = Math.floor(
        1e-6 -
          least([
            [a, -1],
            [b, 1],
          ]),
      );
      differenceBounds.push({ before, after, low, high });
    }
  } finally {
    model.dispose();
  }
}
