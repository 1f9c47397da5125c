/**
 * What an edition of the region's report must say, computed from the cases' logs and from what the States typed, and held
 * against every number in the files that its readers get. A reading of domain.md §6 of its own: nothing of the code that
 * publishes is used here.
 */
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import type { RecountedYear } from '../counting.ts';

/** A count, or the word for why there is none. */
export type Value = number | 'not_available' | 'not_applicable';

export interface Notes {
  entity: string;
  official: string;
  coverage: string;
  source: string;
  method: string;
}

/** What one State told of a year. */
export interface Told {
  state: string;
  notes: Notes;
  /** whether its requests were counted from its own cases; a spreadsheet tells no shares and no times */
  counted: boolean;
  /** the values that a count is the sum of, by its key without the area */
  cells: Map<string, Value[]>;
  /** milliseconds, by `indicator direction kind` */
  times: Map<string, number[]>;
}

/** An edition as it lies before its readers, and what the States had told that it rests on. */
export interface Edition {
  year: number;
  edition: number;
  told: Told[];
  /** by name: `report.json`, `counts.csv`, `shares.csv`, `data.csv`, `structure.json`, `report-en.xlsx` */
  files: Record<string, Uint8Array>;
}

export interface Comparison {
  /** numbers read in the files, each held against the recount */
  figures: number;
  /** counts that are not shown because they, or others beside them, are small */
  suppressed: number;
  /** cell, published and recomputed value of each that differs */
  differences: string[];
}

const directions = ['outgoing', 'incoming'];
const kinds = ['evidence', 'preservation'];
const flowMeasures = ['pending_start', 'opened', 'reopened', 'closed', 'pending_end'] as const;
const outcomes: Record<string, string[]> = {
  evidence: ['executed_full', 'executed_partial', 'refused', 'returned', 'withdrawn', 'lapsed', 'transferred_out'],
  preservation: ['consumed', 'released', 'expired', 'impossible', 'refused'],
};
/** Shares: what is divided by what, and times how much (domain.md §6.3). */
const shares: Record<string, Record<string, [over: string, under: string, factor: number]>> = {
  evidence: {
    M4: ['closed', 'opened', 100],
    M5: ['pending_end', 'closed', 365],
    M6: ['executed_full', 'decided', 100],
    'M6.partial': ['executed_partial', 'decided', 100],
    M7: ['refused', 'decided', 100],
    M8: ['asked', 'begun', 100],
    'M8.rounds': ['rounds', 'begun', 1],
    M9: ['executed_unasked', 'decided', 100],
    'M10.in_time': ['acknowledged_in_time', 'acknowledge_due', 100],
    M15: ['overdue', 'pending_end', 100],
    'M16.90': ['age_90', 'pending_end', 100],
    'M16.180': ['age_180', 'pending_end', 100],
    'M16.365': ['age_365', 'pending_end', 100],
    'M16.more': ['age_more', 'pending_end', 100],
    M18: ['conditioned', 'begun', 100],
    'M18.accepted': ['conditions_accepted', 'conditions', 100],
    M20: ['receipt_confirmed', 'delivered', 100],
    'M20.disputed': ['disputed', 'delivered', 100],
  },
  preservation: {
    P1: ['preserved', 'begun', 100],
    'P1.impossible': ['impossible', 'begun', 100],
    'P1.refused': ['refused', 'begun', 100],
    P3: ['followed', 'preserved', 100],
    P4: ['expired', 'preserved', 100],
    P5: ['extended', 'preserved', 100],
    'P5.mean': ['extensions', 'preserved', 1],
    P7: ['deleted', 'begun', 100],
  },
};
/** What is counted beside them, and told as a number. */
const counts: Record<string, Record<string, string>> = {
  evidence: { M17: 'postponed', M19: 'too_slow', 'M19.unanswered': 'lapsed', X1: 'emergency' },
  preservation: { P8: 'disclosures', 'P8.third_state': 'third_states', X1: 'emergency' },
};
/** Times, of which requests, in which unit. */
const times: [indicator: string, unit: 'days' | 'hours', kinds: string[], directions: string[]][] = [
  ['M10', 'days', ['evidence'], directions],
  ['M11', 'days', ['evidence'], directions],
  ['M12', 'days', ['evidence'], ['incoming']],
  ['M12.net', 'days', ['evidence'], ['incoming']],
  ['M13', 'days', ['evidence'], ['outgoing']],
  ['M14', 'hours', ['evidence'], ['outgoing']],
  ['M17.days', 'days', ['evidence'], directions],
  ['P2', 'hours', ['preservation'], directions],
  ['P2.confirm', 'hours', ['preservation'], directions],
  ['P6', 'days', ['preservation'], directions],
  ['X1.answer', 'hours', kinds, directions],
];
const persons = 'convicted acquitted dismissed plea diverted archived_unsolved transferred_abroad'.split(' ');
const domesticShares: Record<string, [over: string, under: string[]]> = {
  C6: ['C6.need', ['C2.opened']],
  'C6.asked': ['C6.sent', ['C6.need']],
  C7: ['C4.persons.convicted', persons.map((part) => `C4.persons.${part}`)],
};

/** Terms of shares that are no workload, each with a figure of the recount that has it. */
const termsOf = (kind: string) => {
  const terms = new Map<string, [indicator: string, side: 'numerator' | 'denominator']>();
  for (const [indicator, [over, under]] of Object.entries(shares[kind] ?? {})) {
    if (!flowMeasures.some((measure) => measure === over)) terms.set(over, [indicator, 'numerator']);
    if (!flowMeasures.some((measure) => measure === under)) terms.set(under, [indicator, 'denominator']);
  }
  for (const [indicator, term] of Object.entries(counts[kind] ?? {})) terms.set(term, [indicator, 'numerator']);
  return terms;
};

/* -------------------------------------------------------------- what was told */

interface Key {
  counterpart: string;
  direction: string;
  kind: string;
  measure: string;
  outcome: string;
  basis: string;
  ground: string;
}
const whole: Key = {
  ...{ counterpart: '_T', direction: '_Z', kind: '_Z', measure: 'opened' },
  ...{ outcome: '_T', basis: '_T', ground: '_T' },
};
/** A key without its area; a point in a code is a hyphen, as SDMX writes it. */
const nameOf = (key: Partial<Key>) =>
  Object.values({ ...whole, ...key })
    .map((code) => code.replaceAll('.', '-'))
    .join('|');

/**
 * @param typed by cell of the return: `flow.incoming.evidence.ETS185.CHL.opened`, `ground.…`, `domestic.C2.opened`; what was
 * typed goes before what was counted
 */
export function toldOf(
  state: string,
  { counted, typed, notes }: { counted: RecountedYear | null; typed: ReadonlyMap<string, Value>; notes: Notes },
): Told {
  const rows = new Map<string, Map<string, Value>>();
  const grounds = new Map<string, Value>(counted?.grounds);
  const cells = new Map<string, Value[]>();
  const add = (key: Partial<Key>, value: Value) => {
    const values = cells.get(nameOf(key)) ?? [];
    cells.set(nameOf(key), [...values, value]);
  };
  for (const [name, { outcomes: closed, ...row }] of counted?.flows ?? []) {
    const ends = Object.entries(closed).map(([outcome, n]) => [`outcomes.${outcome}`, n] as const);
    rows.set(name, new Map<string, Value>([...Object.entries(row), ...ends]));
  }
  for (const [cell, value] of typed) {
    const [table, ...rest] = cell.split('.');
    if (table === 'domestic') add({ measure: rest.join('.') }, value);
    if (table === 'ground') grounds.set(rest.join(' '), value);
    if (table !== 'flow') continue;
    const name = rest.slice(0, 4).join(' ');
    const row = rows.get(name) ?? new Map<string, Value>();
    rows.set(name, row.set(rest.slice(4).join('.'), value));
  }
  for (const [name, row] of rows) {
    const [direction = '', kind = '', basis = '', counterpart = ''] = name.split(' ');
    const of = { direction, kind };
    for (const measure of flowMeasures) add({ ...of, measure }, row.get(measure) ?? 0);
    for (const outcome of outcomes[kind] ?? [])
      add({ ...of, measure: 'closed', outcome }, row.get(`outcomes.${outcome}`) ?? 0);
    add({ ...of, basis }, row.get('opened') ?? 0);
    add({ ...of, counterpart }, row.get('opened') ?? 0);
  }
  for (const [name, value] of grounds) {
    const [direction = '', kind = '', ground = ''] = name.split(' ');
    add({ direction, kind, measure: 'closed', outcome: 'refused', ground }, value);
  }
  if (counted)
    for (const direction of directions)
      for (const kind of kinds)
        for (const [term, [indicator, side]] of termsOf(kind)) {
          const figure = counted.figures.get(`${indicator} ${direction} ${kind}`);
          add({ direction, kind, measure: term }, figure?.[side] ?? Number.NaN);
        }
  return { state, notes, counted: counted !== null, cells, times: counted?.took ?? new Map() };
}

/* ------------------------------------------------------------ what must be there */

interface Expected {
  value: number | null;
  mark: string | null;
  /** parts of the sum that have no number */
  missing: number;
}

function sum(values: readonly Value[]): Expected {
  const numbers = values.filter((value) => typeof value === 'number');
  const missing = values.length - numbers.length;
  if (values.length > 0 && numbers.length === 0)
    return { value: null, mark: values.includes('not_available') ? 'not_available' : 'not_applicable', missing };
  return { value: numbers.reduce((total, number) => total + number, 0), mark: null, missing };
}

const isFlow = (measure: string) => flowMeasures.some((one) => one === measure);
function tableOf({ counterpart, direction, measure, outcome, basis, ground }: Key): string {
  if (direction === '_Z') return 'domestic';
  if (ground !== '_T') return 'grounds';
  if (counterpart !== '_T') return 'pairs';
  if (basis !== '_T') return 'bases';
  if (outcome !== '_T') return 'outcomes';
  return isFlow(measure) ? 'flows' : 'cohorts';
}

/** The counts of an edition: `_T` for the region's. */
class Counts {
  readonly told: ReadonlyMap<string, Told>;
  constructor(told: readonly Told[]) {
    this.told = new Map(told.map((one) => [one.state, one]));
  }

  /** A State that has said nothing of its cases by a spreadsheet has no zeroes of them either. */
  private own(told: Told, key: Key): Expected {
    const table = tableOf(key);
    const unsaid: Value[] = table === 'domestic' || (table === 'cohorts' && !told.counted) ? ['not_available'] : [];
    return sum(told.cells.get(nameOf(key)) ?? unsaid);
  }

  at(area: string, key: Key): Expected {
    if (area === '_T') {
      const each = [...this.told.values()].map((told) => this.own(told, key));
      return sum(each.map(({ value, mark }) => value ?? (mark as Value)));
    }
    const told = this.told.get(area);
    return told ? this.own(told, key) : { value: null, mark: 'not_reported', missing: 0 };
  }

  /** Which States lack how many numbers of these counts; what cannot happen in a State is not lacking. */
  gaps(area: string, keys: readonly Key[]): string {
    const gaps = new Set<string>();
    for (const told of this.told.values())
      for (const { mark, missing } of keys.map((key) => this.own(told, key)))
        if ((area === '_T' || area === told.state) && mark !== 'not_applicable' && missing > 0)
          gaps.add(`${told.state} ${missing}`);
    return [...gaps].toSorted().join();
  }

  /** Every count that a reader must find, so that nothing can go missing unseen. */
  *required(states: readonly string[]): Generator<[area: string, key: Key]> {
    const areas = ['_T', ...states];
    const named = new Set([...this.told.values()].flatMap(({ cells }) => [...cells.keys()]));
    for (const area of areas)
      for (const direction of directions)
        for (const kind of kinds) {
          const of = { ...whole, direction, kind };
          for (const measure of [...flowMeasures, ...termsOf(kind).keys()]) yield [area, { ...of, measure }];
          for (const outcome of outcomes[kind] ?? []) yield [area, { ...of, measure: 'closed', outcome }];
        }
    for (const name of named) {
      const [counterpart = '', direction = '', kind = '', measure = '', outcome = '', basis = '', ground = ''] =
        name.split('|');
      const key = { counterpart, direction, kind, measure, outcome, basis, ground };
      const table = tableOf(key);
      const places: Record<string, string[]> = { grounds: ['_T'], bases: areas, domestic: areas };
      for (const area of places[table] ?? []) yield [area, key];
    }
    for (const area of this.told.keys())
      for (const counterpart of states)
        for (const direction of directions)
          for (const kind of kinds) if (area !== counterpart) yield [area, { ...whole, direction, kind, counterpart }];
  }
}

const two = (value: number) => Math.round(value * 100) / 100;
const hour = 3_600_000;
/** Upper bounds of the classes in which the region's times are told. */
const bounds = [
  ...[1, 2, 4, 8, 12, 24, 48, 72, 120].map((hours) => hours * hour),
  ...[7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180, 240, 300, 365, 545, 730, 1095].map((days) => days * 24 * hour),
];
/** Fewer than these make no percentile, and no count that is shown. */
const few = 5;

interface ExpectedShare {
  value: number | null;
  to: number | null;
  mark: string | null;
}
const without = (mark: string): ExpectedShare => ({ value: null, to: null, mark });

/** Shares and times of an edition by `indicator area direction kind measure`; `shown`: the mark of a count, null of a number. */
function sharesOf(
  counts: Counts,
  states: readonly string[],
  shown: (area: string, key: Key) => string | null,
): Map<string, ExpectedShare> {
  const expected = new Map<string, ExpectedShare>();
  const divide = (area: string, over: Key[], under: Key[], factor: number): ExpectedShare => {
    const marks = [...over, ...under].map((key) => shown(area, key));
    // a share says nothing that its two numbers do not say
    const mark = ['not_reported', 'suppressed', 'not_available', 'not_applicable'].find((one) => marks.includes(one));
    if (mark) return without(mark);
    if (counts.gaps(area, over) !== counts.gaps(area, under)) return without('not_available');
    const [a, b] = [over, under].map((keys) =>
      keys.reduce((total, key) => total + (counts.at(area, key).value ?? Number.NaN), 0),
    ) as [number, number];
    return b === 0 ? without('none') : { value: two((a / b) * factor), to: null, mark: null };
  };
  for (const area of ['_T', ...states]) {
    for (const [indicator, [over, under]] of Object.entries(domesticShares)) {
      const keys = (measures: string[]) => measures.map((measure) => ({ ...whole, measure }));
      expected.set(`${indicator} ${area} _Z _Z rate`, divide(area, keys([over]), keys(under), 100));
    }
    for (const direction of directions)
      for (const kind of kinds)
        for (const [indicator, [over, under, factor]] of Object.entries(shares[kind] ?? {})) {
          const key = (measure: string) => [{ ...whole, direction, kind, measure }];
          expected.set(`${indicator} ${area} ${direction} ${kind} rate`, divide(area, key(over), key(under), factor));
        }
    for (const [indicator, unit, ofKinds, ofDirections] of times)
      for (const kind of ofKinds)
        for (const direction of ofDirections)
          for (const [measure, part] of [
            ['median', 0.5],
            ['p90', 0.9],
          ] as const) {
            const ms = unit === 'hours' ? hour : 24 * hour;
            const name = `${indicator} ${direction} ${kind}`;
            const of = (told: Told) => told.times.get(name) ?? [];
            const one = counts.told.get(area);
            const took = (area === '_T' ? [...counts.told.values()].flatMap(of) : one ? of(one) : []).toSorted(
              (a, b) => a - b,
            );
            const at = took[Math.ceil(took.length * part) - 1] ?? Number.NaN;
            const bucket = bounds.findIndex((bound) => at <= bound);
            const upper = bounds[bucket];
            const lower = bucket === 0 ? 0 : (bounds.at(bucket < 0 ? -1 : bucket - 1) ?? Number.NaN);
            expected.set(
              `${indicator} ${area} ${direction} ${kind} ${measure}`,
              area !== '_T' && !one
                ? without('not_reported')
                : one && !one.counted
                  ? without('not_available')
                  : took.length === 0
                    ? without('none')
                    : took.length < few
                      ? without('suppressed')
                      : area === '_T'
                        ? { value: two(lower / ms), to: upper === undefined ? null : two(upper / ms), mark: null }
                        : { value: two(at / ms), to: null, mark: null },
            );
          }
  }
  return expected;
}

/* ------------------------------------------------------------------ the files */

interface Count extends Key {
  table: string | null;
  area: string;
  value: number | null;
  mark: string | null;
  missing: number | null;
}
interface Share {
  name: string;
  value: number | null;
  to: number | null;
  mark: string | null;
}

const textOf = (file: Uint8Array | undefined) => {
  if (!file) throw new Error('a file of the edition is missing');
  return Buffer.from(file).toString('utf8');
};
const rowsOf = (file: Uint8Array | undefined) =>
  parse(textOf(file), { columns: true, bom: true }) as Record<string, string>[];
const numberOf = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));
const keyIn = (row: object): Key => {
  const named = row as Record<string, unknown>;
  return Object.fromEntries(Object.keys(whole).map((name) => [name, String(named[name])])) as unknown as Key;
};
const shareName = (row: Record<string, unknown>) =>
  ['indicator', 'area', 'direction', 'kind', 'measure'].map((name) => row[name]).join(' ');

/** Letters of the SDMX code list of observation statuses; `A` is a number. */
const statuses: Record<string, string> = {
  L: 'not_available',
  M: 'not_applicable',
  O: 'not_reported',
  Q: 'suppressed',
};
/** How a workbook shows what is no number. */
const signs: Record<string, string> = {
  ...{
    '…': 'not_available',
    '×': 'not_applicable',
    nr: 'not_reported',
    c: 'suppressed',
    '–': 'none',
    '>': 'not_reached',
  },
};
const components: Record<keyof Key | 'area', string> = {
  area: 'REF_AREA',
  counterpart: 'COUNTERPART_AREA',
  direction: 'DIRECTION',
  kind: 'REQUEST_KIND',
  measure: 'INDICATOR',
  outcome: 'OUTCOME',
  basis: 'LEGAL_BASIS',
  ground: 'REFUSAL_GROUND',
};

type Cell = string | number | null;
/** The sheets of a workbook in their order, as any program of tables shows them. */
function sheetsOf(file: Uint8Array | undefined): Cell[][][] {
  const parts = unzipSync(new Uint8Array(file ?? []), { filter: ({ name }) => name.endsWith('.xml') });
  const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  const plain = (xml: string) =>
    xml
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  const strings = [...part('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, xml]) => plain(xml ?? ''));
  const columnOf = (name: string) => [...name].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const names = Object.keys(parts).filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name));
  const ordered = names.toSorted((a, b) => Number(a.match(/\d+/)?.[0]) - Number(b.match(/\d+/)?.[0]));
  return ordered.map((name) =>
    [...part(name).matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, xml]) => {
      const row: Cell[] = [];
      for (const [, column, type, value] of (xml ?? '').matchAll(
        /<c r="([A-Z]+)\d+"(?:[^>]*?t="(\w+)")?[^>]*?(?:\/>|>(?:<v>(.*?)<\/v>)?<\/c>)/gs,
      ))
        row[columnOf(column ?? '')] =
          value === undefined ? null : type === 's' ? (strings[Number(value)] ?? null) : Number(value);
      return row;
    }),
  );
}

/** Of a cell that shows a number or the sign of a mark. */
const shownIn = (cell: Cell | undefined) =>
  typeof cell === 'number'
    ? { value: cell, mark: null }
    : { value: null, mark: signs[cell ?? ''] ?? `“${cell ?? ''}”` };

/**
 * Holds every number in the files of an edition against the recount.
 * @param states codes of all Member States, reporting or not
 */
export function compare({ year, edition, told, files }: Edition, states: readonly string[]): Comparison {
  const found: Comparison = { figures: 0, suppressed: 0, differences: [] };
  const counts = new Counts(told);
  const differ = (file: string, cell: string, published: unknown, recomputed: unknown) =>
    found.differences.push(
      `${year}/${edition} ${file} ${cell}: published ${JSON.stringify(published)}, recomputed ${JSON.stringify(recomputed)}`,
    );
  const report = JSON.parse(textOf(files['report.json'])) as {
    year: number;
    edition: number;
    observations: (Key & { table: string; area: string; value: number | null; mark: string | null; missing: number })[];
    derived: Record<string, string | number | null>[];
    reporting: Record<string, unknown>[];
  };

  /* counts */
  const hold = (file: string, published: readonly Count[]) => {
    const seen = new Set<string>();
    for (const { table, area, value, mark, missing, ...key } of published) {
      const name = `${area}|${nameOf(key)}`;
      if (seen.has(name)) differ(file, name, 'twice', 'once');
      seen.add(name);
      const expected = counts.at(area, key);
      if (table !== null && table !== tableOf(key)) differ(file, name, table, tableOf(key));
      if (missing !== null && missing !== expected.missing) differ(file, `${name} missing`, missing, expected.missing);
      if (mark === 'suppressed') {
        if (file === 'report.json') found.suppressed++;
        if (expected.value === null) differ(file, name, mark, expected.mark);
      } else if (mark !== null || value === null) {
        if (mark !== expected.mark) differ(file, name, mark, expected.value ?? expected.mark);
      } else {
        found.figures++;
        if (value !== expected.value) differ(file, name, value, expected.value ?? expected.mark);
        else if (value > 0 && value < few) differ(file, name, value, 'suppressed');
      }
    }
    for (const [area, key] of counts.required(states))
      if (!seen.has(`${area}|${nameOf(key)}`)) differ(file, `${area}|${nameOf(key)}`, 'nothing', counts.at(area, key));
  };
  const ofRow = (row: Record<string, string>) => {
    if (Number(row.year) !== year || Number(row.edition) !== edition)
      differ('counts.csv', 'year and edition', [row.year, row.edition], [year, edition]);
    return { value: numberOf(row.value), mark: row.status || null };
  };
  if (report.year !== year || report.edition !== edition)
    differ('report.json', 'year and edition', [report.year, report.edition], [year, edition]);
  hold(
    'report.json',
    report.observations.map((one) => ({ ...keyIn(one), ...one })),
  );
  hold(
    'counts.csv',
    rowsOf(files['counts.csv']).map((row) => ({
      ...keyIn(row),
      ...ofRow(row),
      table: row.table ?? '',
      area: row.area ?? '',
      missing: Number(row.missing),
    })),
  );
  hold(
    'data.csv',
    rowsOf(files['data.csv']).map((row) => {
      const codes = Object.entries(components).map(([name, component]) => [name, row[component] ?? '']);
      const status = row.OBS_STATUS ?? '';
      return {
        ...(Object.fromEntries(codes) as Key & { area: string }),
        table: null,
        missing: null,
        value: numberOf(row.OBS_VALUE),
        mark: status === 'A' ? null : (statuses[status] ?? status),
      };
    }),
  );

  /* shares and times */
  const marks = new Map(report.observations.map((one) => [`${one.area}|${nameOf(keyIn(one))}`, one.mark]));
  const expected = sharesOf(counts, states, (area, key) => marks.get(`${area}|${nameOf(key)}`) ?? null);
  const holdShares = (file: string, published: readonly Share[]) => {
    const seen = new Set<string>();
    for (const { name, ...share } of published) {
      if (seen.has(name)) differ(file, name, 'twice', 'once');
      seen.add(name);
      if (share.value !== null) found.figures++;
      const { value, to, mark } = expected.get(name) ?? without('nothing');
      if (share.value !== value || share.to !== to || share.mark !== mark)
        differ(file, name, share.mark ?? [share.value, share.to], mark ?? [value, to]);
    }
    for (const [name, share] of expected) if (!seen.has(name)) differ(file, name, 'nothing', share);
  };
  holdShares(
    'report.json',
    report.derived.map((one) => ({
      name: shareName(one),
      value: one.value as number | null,
      to: one.to as number | null,
      mark: one.mark as string | null,
    })),
  );
  holdShares(
    'shares.csv',
    rowsOf(files['shares.csv']).map((row) => ({ name: shareName(row), ...ofRow(row), to: numberOf(row.to) })),
  );

  /* the workbook: each row is that of the report with its codes in words */
  const structure = JSON.parse(textOf(files['structure.json'])) as {
    data: { codelists: { id: string; name: string; codes: { id: string; name: string }[] }[] };
  };
  const words = new Map(
    structure.data.codelists.flatMap(({ id, name, codes }) => [
      [id, name] as const,
      ...codes.map((code) => [`${id} ${code.id}`, code.name] as const),
    ]),
  );
  const wordOf = (dimension: keyof typeof components, code: string) =>
    words.get(`CL_${components[dimension]} ${code.replaceAll('.', '-')}`);
  const book = 'report-en.xlsx';
  const [, ...sheets] = sheetsOf(files[book]);
  const tables = [...new Set(report.observations.map(({ table }) => table))];
  const inBook = tables.flatMap((table, index) => {
    const [head = [], ...rows] = sheets[index] ?? [];
    const own = report.observations.filter((one) => one.table === table);
    if (rows.length !== own.length) differ(book, `rows of ${table}`, rows.length, own.length);
    const columns = head
      .slice(0, -2)
      .map((title) =>
        (Object.keys(components) as (keyof typeof components)[]).find(
          (name) => words.get(`CL_${components[name]}`) === title,
        ),
      );
    return own.map((one, line): Count => {
      const row = rows[line] ?? [];
      columns.forEach((dimension, column) => {
        const word = dimension && wordOf(dimension, one[dimension]);
        if (word === undefined || row[column] !== word)
          differ(book, `${table} line ${line + 2} column ${column + 1}`, row[column], word);
      });
      return { ...keyIn(one), table, area: one.area, missing: null, ...shownIn(row[head.length - 2]) };
    });
  });
  hold(book, inBook);
  const [, ...derived] = sheets[tables.length] ?? [];
  if (derived.length !== report.derived.length) differ(book, 'rows of shares', derived.length, report.derived.length);
  holdShares(
    book,
    report.derived.map((one, line) => {
      const row = derived[line] ?? [];
      const area = wordOf('area', String(one.area));
      if (row[1] !== area) differ(book, `shares line ${line + 2}`, row[1], area);
      return { name: shareName(one), ...shownIn(row[6]), to: typeof row[7] === 'number' ? row[7] : null };
    }),
  );

  /* coverage */
  for (const state of states) {
    const row = report.reporting.find((one) => one.state === state) ?? {};
    const one = told.find((each) => each.state === state);
    for (const name of ['entity', 'coverage', 'source', 'method'] as const)
      if ((row[name] ?? null) !== (one?.notes[name] ?? null))
        differ('report.json', `${state} ${name}`, row[name], one?.notes[name] ?? null);
    if (row.reported !== (one !== undefined))
      differ('report.json', `${state} reported`, row.reported, one !== undefined);
  }
  const about = `${told.length} of ${states.length}`;
  found.figures++;
  const cover = sheetsOf(files[book])[0] ?? [];
  if (!cover.flat().some((cell) => String(cell).includes(about))) differ(book, 'coverage', 'another', about);
  return found;
}
