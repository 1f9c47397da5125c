/**
 * Disclosure control: which counts of a report are not shown, so that no small count can be read or computed from what is
 * shown (domain.md §6.2). Small cells are suppressed, and beside them the others without which a subtraction – within a table,
 * across tables, between two States' accounts of the same requests, or across years – would bring them back.
 *
 * What it guarantees, it holds in its hand: for every suppressed cell two whole tables of non-negative integers that agree
 * with everything shown and satisfy every equation, and in which the cell differs by `protection` or more – or, where what
 * earlier editions showed leaves less room, by all that they leave, which is then said. The solver only proposes such tables;
 * each is checked in integers before it counts. ADR 0019.
 */
import highs, { type Highs, type Model } from 'highs';

/** The package's types describe its CommonJS build; the module's default export is the loader itself. */
const loadSolver = highs as unknown as typeof highs.default;

/**
 * The rule in force. `verified: false`: the threshold is that of domain.md §6.2, a proposal of this software that the States
 * have not adopted; shown as policy.
 */
export const disclosurePolicy = {
  /** counts from 1 to one below this are small: too few to show */
  threshold: 5,
  /** by how much the greatest and the least value that anybody can deduce for a suppressed cell differ, at least */
  protection: 4,
  source: 'domain.md §6.2',
  verified: false,
} as const;
export interface DisclosurePolicy {
  readonly threshold: number;
  readonly protection: number;
}

/** One count: a non-negative integer by its id. */
export interface Cell {
  id: string;
  value: number;
  /** how unwillingly it is hidden when another must be: a region's total costs more than a pair's count; 1 if absent */
  weight?: number;
  /** printed before, in an edition that stands: what was shown stays known, what was hidden stays hidden */
  printed?: 'shown' | 'hidden';
  /**
   * never printed, but known to exist: the difference between a figure and its restatement (hidden like any other when
   * small), or the rest by which a part falls short of the whole (`free`: may be deduced)
   */
  unprinted?: 'small_is_hidden' | 'free';
}

/**
 * What everybody knows of the counts beside their values: the sum of `left` is that of `right`, or differs from it by a known
 * number (the worst case of what a reader can guess). Ids that are no cell are an error.
 */
export interface Equation {
  left: readonly string[];
  right: readonly string[];
}

/** Of each cell that is printed: `shown`, `primary` (small), or `secondary` (hidden for another's sake). */
export type Concealment = 'shown' | 'primary' | 'secondary';

export interface Protection {
  concealed: Map<string, Concealment>;
  /** the least and greatest value of each hidden cell among the tables found, all of them consistent with what is shown */
  between: Map<string, readonly [least: number, greatest: number]>;
  /** hidden cells and small differences to which earlier editions leave less room than `protection`; never none */
  narrow: string[];
}

/** There is no way to protect a cell: what earlier editions printed says exactly what it is, whatever is hidden now. */
export class Unprotectable extends Error {
  readonly cell: string;
  constructor(cell: string) {
    super(`the cell ${cell} cannot be protected: earlier editions give it away`);
    this.cell = cell;
  }
}

export const isSmall = (value: number, { threshold }: DisclosurePolicy): boolean => value > 0 && value < threshold;

/**
 * Chooses what to hide. Deterministic: the same cells, equations and policy give the same answer, in whatever order they come.
 *
 * Each small cell in turn is moved by `protection`, and the rest of the table is moved with it at the least cost – hidden
 * cells move almost freely, others the cheaper the less a reader loses by them, zeros last of all. What moves is hidden from
 * then on, and has to be protected in its turn. It ends, because everything hidden protects everything.
 *
 * @throws Unprotectable where nothing that can still be hidden helps
 * @throws RangeError for a value that is no count, or an equation of an unknown cell
 */
export async function protect(
  cells: readonly Cell[],
  equations: readonly Equation[],
  policy: DisclosurePolicy = disclosurePolicy,
): Promise<Protection> {
  const table = [...cells].sort((a, b) => (a.id < b.id ? -1 : 1));
  const concealed = new Map<string, Concealment>();
  const between = new Map<string, readonly [number, number]>();
  const narrow: string[] = [];
  for (const { id, value } of table)
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`the cell ${id} is no count`);
  const solver = await loadSolver();
  for (const part of componentsOf(table, equations)) {
    if (!part.cells.some((cell) => mustHide(cell, policy))) continue;
    const search = new Search(solver, part, policy);
    try {
      search.run();
    } finally {
      search.dispose();
    }
    narrow.push(...search.narrow.map((index) => part.cells[index]!.id));
    part.cells.forEach((cell, index) => {
      if (!search.hidden[index] || cell.unprinted) return;
      concealed.set(cell.id, isSmall(cell.value, policy) ? 'primary' : 'secondary');
      between.set(cell.id, [search.least[index]!, search.greatest[index]!]);
    });
  }
  for (const { id, unprinted } of table) if (!unprinted && !concealed.has(id)) concealed.set(id, 'shown');
  return { concealed, between, narrow: narrow.sort() };
}

const mustHide = (cell: Cell, policy: DisclosurePolicy): boolean =>
  cell.printed === 'hidden' ||
  (cell.printed === undefined && cell.unprinted !== 'free' && isSmall(cell.value, policy)) ||
  (cell.unprinted === 'small_is_hidden' && isSmall(cell.value, policy));

/** Cells that no equation ties to each other are protected apart; what was printed before is known and ties nothing. */
interface Component {
  cells: Cell[];
  /** by index into `cells`: +1 on the left, −1 on the right */
  rows: Map<number, number>[];
}

function componentsOf(cells: readonly Cell[], equations: readonly Equation[]): Component[] {
  const index = new Map(cells.map(({ id }, position) => [id, position]));
  const parent = cells.map((_, position) => position);
  const rootOf = (of: number): number => {
    let root = of;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[of] !== root) [parent[of], of] = [root, parent[of]!];
    return root;
  };
  const rows = equations.map(({ left, right }) => {
    const row = new Map<number, number>();
    const add = (id: string, sign: number) => {
      const position = index.get(id);
      if (position === undefined) throw new RangeError(`an equation of no cell: ${id}`);
      if (cells[position]!.printed !== 'shown') row.set(position, (row.get(position) ?? 0) + sign);
    };
    for (const id of left) add(id, 1);
    for (const id of right) add(id, -1);
    for (const [position, sign] of row) if (sign === 0) row.delete(position);
    return row;
  });
  for (const row of rows) {
    const [first, ...rest] = row.keys();
    for (const other of rest) parent[rootOf(other)] = rootOf(first!);
  }
  const components = new Map<number, { component: Component; local: Map<number, number> }>();
  cells.forEach((cell, position) => {
    if (cell.printed === 'shown') return;
    const root = rootOf(position);
    const found = components.get(root) ?? { component: { cells: [], rows: [] }, local: new Map<number, number>() };
    components.set(root, found);
    found.local.set(position, found.component.cells.length);
    found.component.cells.push(cell);
  });
  for (const row of rows) {
    const [first] = row.keys();
    if (first === undefined) continue;
    const { component, local } = components.get(rootOf(first))!;
    component.rows.push(new Map([...row].map(([position, sign]) => [local.get(position)!, sign])));
  }
  return [...components.values()].map(({ component }) => component);
}

/** A table that differs from the true one, by cell; zero where absent. */
type Move = Map<number, number>;

/** One component: two columns a cell in the solver, how far it goes up and how far it goes down. */
class Search {
  readonly part: Component;
  readonly policy: DisclosurePolicy;
  readonly solver: Highs;
  readonly model: Model;
  readonly hidden: boolean[];
  readonly least: number[];
  readonly greatest: number[];
  /** cells that had to do with less room than is asked */
  readonly narrow: number[] = [];
  /** zeros stay zeros until nothing else helps */
  zeros = false;

  constructor(solver: Highs, part: Component, policy: DisclosurePolicy) {
    this.solver = solver;
    this.part = part;
    this.policy = policy;
    this.hidden = part.cells.map((cell) => mustHide(cell, policy) || cell.unprinted !== undefined);
    this.least = part.cells.map(({ value }) => value);
    this.greatest = [...this.least];
    const columns = 2 * part.cells.length;
    const starts = [0];
    const indices: number[] = [];
    const values: number[] = [];
    for (const row of part.rows) {
      for (const [cell, sign] of row) {
        indices.push(2 * cell, 2 * cell + 1);
        values.push(sign, -sign);
      }
      starts.push(indices.length);
    }
    const zero = part.rows.map(() => 0);
    this.model = solver.createModel({
      numCols: columns,
      numRows: part.rows.length,
      colCost: Array.from({ length: columns }, (_, column) => this.costOf(column >> 1)),
      colLower: new Array(columns).fill(0),
      colUpper: Array.from({ length: columns }, (_, column) => this.boundOf(column)),
      rowLower: zero,
      rowUpper: zero,
      matrix: { format: 'csr', numRows: part.rows.length, numCols: columns, starts, indices, values },
    });
    this.model.options.set({ output_flag: false, random_seed: 0 });
  }

  dispose(): void {
    this.model.dispose();
  }

  run(): void {
    const { cells } = this.part;
    const waiting = cells.flatMap((cell, index) => (mustHide(cell, this.policy) ? [index] : []));
    const asked = new Set(waiting);
    for (let next = 0; next < waiting.length; next++) {
      this.protectCell(waiting[next]!);
      cells.forEach((cell, index) => {
        if (!this.hidden[index] || cell.unprinted || asked.has(index)) return;
        asked.add(index);
        waiting.push(index);
      });
    }
  }

  /** Gives a cell the room that is asked, or the most that there is. */
  protectCell(index: number): void {
    const { protection } = this.policy;
    for (let room = protection; room > 0; room--) {
      if (!this.isWide(index, room)) this.widen(index, room);
      if (!this.isWide(index, room)) continue;
      if (room < protection) this.narrow.push(index);
      return;
    }
    throw new Unprotectable(this.part.cells[index]!.id);
  }

  /** Up or down by all of the room, whichever costs less; where neither can be, some of it up and the rest down. */
  widen(index: number, room: number): void {
    for (const zeros of [false, true]) {
      this.allowZeros(zeros);
      const rise = this.moveOf(index, room);
      // among what is hidden already there is nothing cheaper to look for
      const fall = rise && rise.cost < 1 ? undefined : this.moveOf(index, -room);
      const best = rise && fall ? (rise.cost <= fall.cost ? rise : fall) : (rise ?? fall);
      if (best) this.accept(best.move);
      for (let up = room - 1; up > 0 && !this.isWide(index, room); up--) {
        const rise = this.moveOf(index, up);
        const fall = rise && this.moveOf(index, up - room);
        if (!rise || !fall) continue;
        this.accept(rise.move);
        this.accept(fall.move);
      }
      if (this.isWide(index, room)) break;
    }
    this.allowZeros(false);
  }

  isWide(index: number, room: number): boolean {
    return this.greatest[index]! - this.least[index]! >= room;
  }

  costOf(index: number): number {
    const { value, weight = 1 } = this.part.cells[index]!;
    if (this.hidden[index]) return 0.001;
    return weight * (value === 0 ? 40 : 1 + Math.log2(value + 1) / 8);
  }

  /** A count goes down to zero at most, and a zero that is shown stays one. */
  boundOf(column: number): number {
    const index = column >> 1;
    const { value } = this.part.cells[index]!;
    if (column % 2 === 1) return value;
    return value === 0 && !this.hidden[index] && !this.zeros ? 0 : this.solver.infinity;
  }

  allowZeros(zeros: boolean): void {
    if (this.zeros === zeros) return;
    this.zeros = zeros;
    this.part.cells.forEach(({ value }, index) => {
      if (value === 0) this.model.changeColBounds(2 * index, 0, this.boundOf(2 * index));
    });
  }

  /** The cheapest table in which the cell is greater by `by` (less, if negative); undefined if there is none. */
  moveOf(index: number, by: number): { cost: number; move: Move } | undefined {
    const { model, solver } = this;
    const up = 2 * index;
    if (-by > this.part.cells[index]!.value) return undefined;
    model.changeColBounds(up, Math.max(by, 0), Math.max(by, 0));
    model.changeColBounds(up + 1, Math.max(-by, 0), Math.max(-by, 0));
    try {
      if (model.run().modelStatus !== solver.constants.modelStatus.optimal) return undefined;
      return this.wholeMove() ?? this.integerMove();
    } finally {
      model.changeColBounds(up, 0, this.boundOf(up));
      model.changeColBounds(up + 1, 0, this.boundOf(up + 1));
    }
  }

  /** What the solver found, if it consists of whole numbers and keeps every equation; the cost is of what it newly hides. */
  wholeMove(): { cost: number; move: Move } | undefined {
    const { colValue } = this.model.getSolution();
    const { cells, rows } = this.part;
    const move: Move = new Map();
    let cost = 0;
    for (let index = 0; index < cells.length; index++) {
      const exact = Number(colValue[2 * index]) - Number(colValue[2 * index + 1]);
      const by = Math.round(exact);
      if (Math.abs(exact - by) > 1e-6 || cells[index]!.value + by < 0) return undefined;
      if (by === 0) continue;
      move.set(index, by);
      cost += this.costOf(index) * Math.abs(by);
    }
    for (const row of rows) {
      let sum = 0;
      for (const [cell, sign] of row) sum += sign * (move.get(cell) ?? 0);
      if (sum !== 0) return undefined;
    }
    return { cost, move };
  }

  /** The same asked again in whole numbers, where the cheapest table had fractions. */
  integerMove(): { cost: number; move: Move } | undefined {
    const { model, solver } = this;
    const { integer, continuous } = solver.constants.variableType;
    const all = Array.from({ length: 2 * this.part.cells.length }, (_, column) => column);
    for (const column of all) model.changeColIntegrality(column, integer);
    try {
      if (model.run().modelStatus !== solver.constants.modelStatus.optimal) return undefined;
      return this.wholeMove();
    } finally {
      for (const column of all) model.changeColIntegrality(column, continuous);
    }
  }

  /** Hides what moves; the table is one more witness of how far every cell may go. */
  accept(move: Move): void {
    for (const [index, by] of move) {
      const value = this.part.cells[index]!.value + by;
      this.least[index] = Math.min(this.least[index]!, value);
      this.greatest[index] = Math.max(this.greatest[index]!, value);
      if (this.hidden[index]) continue;
      this.hidden[index] = true;
      for (const column of [2 * index, 2 * index + 1]) this.model.changeColCost(column, this.costOf(index));
      this.model.changeColBounds(2 * index, 0, this.boundOf(2 * index));
    }
  }
}
