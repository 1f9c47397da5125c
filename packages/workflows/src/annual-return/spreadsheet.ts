/**
 * The annual return as a spreadsheet: what the template says, and how a filled one is read. Pure: grids of cells in and
 * out; the file format is `apps/api/src/returns/workbook.ts`. Row 1 of each sheet says in codes what row 2 says in words.
 */
import { groundCodes } from '../instruments/types.ts';
import type { Invalid } from '../rules.ts';
import { states } from '../states.ts';
import { directions, type Language, languages, requestKinds, type Source, type Text } from '../types.ts';
import { say, vocabulary } from '../vocabulary/index.ts';
import {
  allOutcomes,
  basesOfReturn,
  type Content,
  coverages,
  domesticCell,
  domesticCells,
  flowCell,
  flowColumns,
  groundCell,
  isOutcomeOf,
  largest,
  type Notes,
  type Reported,
  unknowns,
} from './content.ts';
import type { Entry } from './entries.ts';

/** One cell as a file has it. Exactly what was typed: nothing is corrected in reading. */
export interface SheetCell {
  value: string | number | boolean | null;
  formula?: boolean;
  /** the program that wrote it could not compute it: `#REF!` */
  error?: boolean;
}
export interface Sheet {
  name: string;
  rows: SheetCell[][];
  /** ranges of cells that were merged: `A3:C3` */
  merged: string[];
}

const template = 'rogatoria-annual-return';
const templateVersion = 1;

const flowCodes = [
  'direction',
  'kind',
  'counterpart',
  'basis',
  ...flowColumns,
  ...allOutcomes.map((outcome) => `outcomes.${outcome}` as const),
  'reason',
] as const;
const groundHeads = ['direction', 'kind', 'ground', 'refused', 'reason'] as const;
const domesticHeads = ['cell', 'label', 'value'] as const;
const noteNames = ['entity', 'official', 'coverage', 'source', 'method'] as const;

/* ------------------------------------------------------------------- writing */

const cellOf = (value: string | number | null): SheetCell => ({ value });
const row = (...values: (string | number | null)[]): SheetCell[] => values.map(cellOf);

/** The name of a domestic cell: figure, and part where it has one. */
function domesticName(cell: string, language: Language): string {
  const parts = cell.split('.');
  for (let end = parts.length; end > 0; end--) {
    const figure = `indicator.${parts.slice(0, end).join('.')}`;
    if (!vocabulary[figure]) continue;
    const part = parts.slice(end).join('.');
    return part ? `${say(language, figure)} – ${say(language, `part.${part}`)}` : say(language, figure);
  }
  return cell;
}

const basisName = (basis: string, language: Language) =>
  basis === 'not_available' ? say(language, 'return.basis.not_available') : say(language, `instrument.${basis}.short`);
const groundName = (ground: string, language: Language) =>
  say(language, ground === 'not_available' ? 'return.value.not_available' : `ground.${ground}`);
const stateNameIn = (code: string, language: Language) =>
  states.find((one) => one.code === code)?.names[language] ?? code;

/** A return, or an empty template, as sheets in one language. */
export function sheetsOf(content: Content, language: Language): Sheet[] {
  const t = (key: string) => say(language, key);
  const value = (one: Reported | undefined) =>
    typeof one === 'number' ? one : t(`return.value.${one ?? 'not_applicable'}`);
  const reasons = new Map(content.adjustments.map(({ cell, reason }) => [cell, reason]));
  const reasonOf = (cells: string[]) => cells.map((cell) => reasons.get(cell)).find((one) => one !== undefined) ?? null;
  const sheet = (key: string, rows: SheetCell[][]): Sheet => ({ name: t(`sheet.${key}`), rows, merged: [] });
  return [
    sheet('return', [
      row(template, 'version', templateVersion),
      row(null, t('sheet.help')),
      row('state', t('sheet.state'), content.state),
      row('year', t('sheet.year'), content.year),
      ...noteNames.map((name) =>
        row(
          name,
          t(`return.note.${name}`),
          name === 'coverage' ? t(`return.coverage.${content.notes.coverage}`) : content.notes[name] || null,
        ),
      ),
    ]),
    sheet('requests', [
      row(...flowCodes),
      row(
        t('sheet.direction'),
        t('sheet.kind'),
        t('sheet.counterpart'),
        t('sheet.basis'),
        ...flowColumns.map((column) => t(`return.column.${column}`)),
        ...allOutcomes.map((outcome) => t(`outcome.${outcome}`)),
        t('sheet.reason'),
      ),
      ...content.flows.map((one) =>
        row(
          t(`direction.${one.direction}`),
          t(`kind.${one.kind}`),
          stateNameIn(one.counterpart, language),
          basisName(one.basis, language),
          ...flowColumns.map((column) => value(one[column])),
          ...allOutcomes.map((outcome) => value(one.outcomes[outcome])),
          reasonOf([
            ...flowColumns.map((column) => flowCell(one, column)),
            ...allOutcomes.map((outcome) => flowCell(one, `outcomes.${outcome}`)),
          ]),
        ),
      ),
    ]),
    sheet('refusals', [
      row(...groundHeads),
      row(t('sheet.direction'), t('sheet.kind'), t('sheet.ground'), t('sheet.refused'), t('sheet.reason')),
      ...content.grounds.map((one) =>
        row(
          t(`direction.${one.direction}`),
          t(`kind.${one.kind}`),
          groundName(one.ground, language),
          value(one.refused),
          reasonOf([groundCell(one)]),
        ),
      ),
    ]),
    sheet('domestic', [
      row(...domesticHeads),
      row(t('sheet.cell'), t('sheet.figure'), t('sheet.value')),
      ...domesticCells.map((cell) => row(cell, domesticName(cell, language), value(content.domestic[cell]))),
    ]),
  ];
}

/* ------------------------------------------------------------------- reading */

/** What a filled spreadsheet says, or every reason why it cannot be taken, each with its cell and what would do. */
export type ReadSheets =
  | { entries: Entry[]; notes: Partial<Notes>; places: Map<string, string>; errors: [] }
  | { entries: null; errors: Invalid[] };

const policy: Source = { instrument: 'POLICY', verified: true };

/** `A1` of a column and row counted from 0. */
export function addressOf(column: number, line: number): string {
  let name = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return `${name}${line + 1}`;
}

const plain = (text: unknown) =>
  String(text ?? '')
    .normalize('NFKC')
    .trim()
    .toLowerCase();

/** Words that name one of the codes: the code itself, or its name in any language. */
const namesOf = <T extends string>(
  codes: readonly T[],
  name: (code: T, language: Language) => string,
): Map<string, T> =>
  new Map(codes.flatMap((code) => [code, ...languages.map((l) => name(code, l))].map((word) => [plain(word), code])));

const words = {
  direction: namesOf(directions, (code, l) => say(l, `direction.${code}`)),
  kind: namesOf(requestKinds, (code, l) => say(l, `kind.${code}`)),
  counterpart: namesOf(
    states.map(({ code }) => code),
    stateNameIn,
  ),
  basis: namesOf(basesOfReturn, basisName),
  ground: namesOf([...groundCodes, 'not_available' as const], groundName),
  coverage: namesOf(coverages, (code, l) => say(l, `return.coverage.${code}`)),
  value: namesOf(unknowns, (code, l) => say(l, `return.value.${code}`)),
};

/** What people write where they have no number, and what it could mean is theirs to say. */
const dashes = /^(?:[-–—‒−_.…]+|n\.?\/?[ad]\.?|s\/?d|x+|\?+)$/i;

class Reader {
  readonly errors: Invalid[] = [];
  /** cell of the return → where it stands in the file */
  readonly places = new Map<string, string>();

  refuse(sheet: Sheet, address: string, rule: string, example?: Text, params?: Record<string, string | number>): null {
    if (this.errors.length < 200)
      this.errors.push({
        field: `${sheet.name}!${address}`,
        rule: `sheet_${rule}`,
        source: policy,
        ...(params ? { params } : {}),
        ...(example ? { example } : {}),
      });
    return null;
  }

  /** A count or one of the two words; null when it is refused. */
  value(sheet: Sheet, column: number, line: number): Reported | null {
    const cell = sheet.rows[line]?.[column] ?? { value: null };
    const at = addressOf(column, line);
    const say0 = { key: 'sheet.suggest.unknown' };
    if (cell.formula) return this.refuse(sheet, at, 'formula', { key: 'sheet.suggest.values' });
    if (cell.error) return this.refuse(sheet, at, 'error', say0);
    const { value } = cell;
    if (typeof value === 'number') {
      if (Number.isInteger(value) && value >= 0 && value <= largest) return value;
      const number = Math.min(largest, Math.max(0, Math.round(value)));
      return this.refuse(sheet, at, 'whole', { key: 'sheet.suggest.number', params: { number } });
    }
    if (typeof value === 'boolean') return this.refuse(sheet, at, 'value', say0);
    const text = plain(value);
    if (text === '') return this.refuse(sheet, at, 'empty', say0);
    const unknown = words.value.get(text);
    if (unknown) return unknown;
    if (dashes.test(text)) return this.refuse(sheet, at, 'dash', say0, { value: text.slice(0, 20) });
    // thousands may be set apart in either way: only where the groups are right is it one number
    const digits = /^\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+$|^\d+$/.test(text) ? Number(text.replaceAll(/\D/g, '')) : null;
    if (digits !== null && digits <= largest)
      return this.refuse(sheet, at, 'text_number', { key: 'sheet.suggest.number', params: { number: digits } });
    return this.refuse(sheet, at, 'value', say0);
  }

  /** A code that the cell names; null when it names none. */
  word<K extends keyof typeof words>(name: K, sheet: Sheet, column: number, line: number) {
    const cell = sheet.rows[line]?.[column] ?? { value: null };
    const at = addressOf(column, line);
    if (cell.formula) return this.refuse(sheet, at, 'formula', { key: 'sheet.suggest.values' });
    const found = words[name].get(plain(cell.value)) as
      | ((typeof words)[K] extends Map<string, infer T> ? T : never)
      | undefined;
    return found ?? this.refuse(sheet, at, 'word', { key: `sheet.suggest.${name}` });
  }

  text(sheet: Sheet, column: number, line: number): string {
    const cell = sheet.rows[line]?.[column] ?? { value: null };
    if (cell.formula) this.refuse(sheet, addressOf(column, line), 'formula', { key: 'sheet.suggest.values' });
    return String(cell.value ?? '').trim();
  }

  /** Whether row 1 is the template's. */
  heads(sheet: Sheet, codes: readonly string[]): boolean {
    const wrong = codes.findIndex((code, column) => sheet.rows[0]?.[column]?.value !== code);
    if (wrong < 0) return true;
    this.refuse(
      sheet,
      addressOf(wrong, 0),
      'header',
      { key: 'sheet.suggest.template' },
      { expected: codes[wrong] ?? '' },
    );
    return false;
  }
}

const isBlank = (cells: readonly SheetCell[] | undefined) =>
  !cells || cells.every(({ value, formula, error }) => !formula && !error && plain(value) === '');
/** Lines below the heads that say anything. */
const linesOf = (sheet: Sheet) =>
  sheet.rows.map((_, line) => line).filter((line) => line > 1 && !isBlank(sheet.rows[line]));

/**
 * Reads a filled spreadsheet as one State's return of one year. Everything that is wrong is said at once; where anything
 * is, nothing is taken. What is right is applied with `enter`; `places` says where in the file each cell came from.
 */
export function readSheets(sheets: readonly Sheet[], { state, year }: { state: string; year: number }): ReadSheets {
  const reader = new Reader();
  const first = (code: string) => sheets.find((one) => one.rows[0]?.[0]?.value === code && one.rows[0]?.length);
  const cover = sheets.find((one) => one.rows[0]?.[0]?.value === template);
  const requests = sheets.find((one) => one.rows[0]?.[2]?.value === 'counterpart');
  const refusals = sheets.find((one) => one.rows[0]?.[2]?.value === 'ground');
  const domestic = first('cell');
  const nowhere: Sheet = { name: sheets[0]?.name ?? '', rows: [], merged: [] };
  if (!cover || !requests || !refusals || !domestic) {
    reader.refuse(nowhere, 'A1', 'not_ours', { key: 'sheet.suggest.template' });
    return { entries: null, errors: reader.errors };
  }
  for (const sheet of [cover, requests, refusals, domestic])
    for (const range of sheet.merged) reader.refuse(sheet, range, 'merged', { key: 'sheet.suggest.unmerge' });
  if (cover.rows[0]?.[2]?.value !== templateVersion)
    reader.refuse(cover, 'C1', 'version', { key: 'sheet.suggest.template' });
  const said = (code: string) => {
    const line = cover.rows.findIndex((cells) => cells[0]?.value === code);
    return { line, value: line < 0 ? null : (cover.rows[line]?.[2]?.value ?? null) };
  };
  const [ofState, ofYear] = [said('state'), said('year')];
  if (words.counterpart.get(plain(ofState.value)) !== state)
    reader.refuse(
      cover,
      addressOf(2, Math.max(0, ofState.line)),
      'state',
      { key: 'sheet.suggest.template' },
      { state },
    );
  if (Number(ofYear.value) !== year)
    reader.refuse(
      cover,
      addressOf(2, Math.max(0, ofYear.line)),
      'year',
      { key: 'sheet.suggest.template' },
      { year: String(year), found: String(ofYear.value ?? '').slice(0, 20) },
    );
  const notes: Partial<Notes> = {};
  for (const name of noteNames) {
    const { line } = said(name);
    if (line < 0) continue;
    if (name === 'coverage') {
      const coverage = reader.word('coverage', cover, 2, line);
      if (coverage) notes.coverage = coverage;
    } else notes[name] = reader.text(cover, 2, line).slice(0, name === 'entity' || name === 'official' ? 200 : 2_000);
  }
  const entries: Entry[] = [];
  const put = (sheet: Sheet, cell: string, column: number, line: number, value: Reported, reason: string) => {
    const place = `${sheet.name}!${addressOf(column, line)}`;
    if (reader.places.has(cell)) {
      reader.refuse(
        sheet,
        addressOf(column, line),
        'twice',
        { key: 'sheet.suggest.one_row' },
        { first: reader.places.get(cell) ?? '' },
      );
      return;
    }
    reader.places.set(cell, place);
    entries.push({ cell, value, ...(reason ? { reason: reason.slice(0, 500) } : {}) });
  };
  if (reader.heads(requests, flowCodes)) readRequests(reader, requests, state, put);
  if (reader.heads(refusals, groundHeads)) readRefusals(reader, refusals, put);
  if (reader.heads(domestic, domesticHeads)) readDomestic(reader, domestic, put);
  return reader.errors.length > 0
    ? { entries: null, errors: reader.errors }
    : { entries, notes, places: reader.places, errors: [] };
}

type Put = (sheet: Sheet, cell: string, column: number, line: number, value: Reported, reason: string) => void;

function readRequests(reader: Reader, sheet: Sheet, state: string, put: Put): void {
  for (const line of linesOf(sheet)) {
    const direction = reader.word('direction', sheet, 0, line);
    const kind = reader.word('kind', sheet, 1, line);
    const counterpart = reader.word('counterpart', sheet, 2, line);
    const basis = reader.word('basis', sheet, 3, line);
    if (counterpart === state)
      reader.refuse(sheet, addressOf(2, line), 'own_state', { key: 'sheet.suggest.counterpart' });
    const reason = reader.text(sheet, flowCodes.length - 1, line);
    flowCodes.forEach((code, column) => {
      if (column < 4 || code === 'reason') return;
      const outcome = allOutcomes.find((one) => code === `outcomes.${one}`);
      // what this kind of request cannot end in is left empty or said to be so
      if (outcome && kind && !isOutcomeOf(kind, outcome)) {
        const cell = sheet.rows[line]?.[column];
        const none =
          isBlank(cell && [cell]) ||
          (!cell?.formula && (cell?.value === 0 || words.value.get(plain(cell?.value)) === 'not_applicable'));
        if (!none) reader.refuse(sheet, addressOf(column, line), 'outcome', { key: 'sheet.suggest.not_applicable' });
        return;
      }
      const value = reader.value(sheet, column, line);
      if (value === null || !direction || !kind || !counterpart || !basis) return;
      put(
        sheet,
        flowCell({ direction, kind, basis, counterpart }, code as Parameters<typeof flowCell>[1]),
        column,
        line,
        value,
        reason,
      );
    });
  }
}

function readRefusals(reader: Reader, sheet: Sheet, put: Put): void {
  for (const line of linesOf(sheet)) {
    const direction = reader.word('direction', sheet, 0, line);
    const kind = reader.word('kind', sheet, 1, line);
    const ground = reader.word('ground', sheet, 2, line);
    const value = reader.value(sheet, 3, line);
    if (direction && kind && ground && value !== null)
      put(sheet, groundCell({ direction, kind, ground }), 3, line, value, reader.text(sheet, 4, line));
  }
}

function readDomestic(reader: Reader, sheet: Sheet, put: Put): void {
  const seen = new Set<string>();
  for (const line of linesOf(sheet)) {
    const cell = reader.text(sheet, 0, line);
    const value = reader.value(sheet, 2, line);
    if (!domesticCells.includes(cell))
      reader.refuse(sheet, addressOf(0, line), 'cell', { key: 'sheet.suggest.template' });
    else {
      seen.add(cell);
      if (value !== null) put(sheet, domesticCell(cell), 2, line, value, '');
    }
  }
  for (const cell of domesticCells)
    if (!seen.has(cell))
      reader.refuse(
        sheet,
        addressOf(0, sheet.rows.length),
        'missing_line',
        { key: 'sheet.suggest.template' },
        { cell },
      );
}
