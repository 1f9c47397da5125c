import { describe, expect, test } from 'vitest';
import { type Content, cellsOf, domesticCells, emptyContent, flowCell } from '../src/annual-return/content.ts';
import { emptyRow, enter } from '../src/annual-return/entries.ts';
import {
  addressOf,
  type ReadSheets,
  readSheets,
  type Sheet,
  type SheetCell,
  sheetsOf,
} from '../src/annual-return/spreadsheet.ts';
import { type Language, languages } from '../src/types.ts';
import { key, row, whole } from './example-return.ts';

const policy = { instrument: 'POLICY', verified: true };
const preserving = { direction: 'outgoing', kind: 'preservation', basis: 'not_available', counterpart: 'PER' } as const;
const opened = flowCell(key, 'opened');

/** Brazil 2025: an evidence row, a preservation row, two grounds, domestic figures of three sorts, one adjustment. */
function content(): Content {
  const empty = emptyRow(preserving, 0);
  return {
    ...whole(),
    flows: [
      row({ in_transit_end: 'not_available' }),
      { ...empty, opened: 3, closed: 3, outcomes: { ...empty.outcomes, consumed: 1, released: 2 } },
    ],
    grounds: [
      { direction: 'incoming', kind: 'evidence', ground: 'DUAL_CRIMINALITY', refused: 2 },
      { direction: 'outgoing', kind: 'preservation', ground: 'not_available', refused: 0 },
    ],
    domestic: { ...whole().domestic, C1: 1_000_000_000, 'C2.opened': 0, 'C4.persons.plea': 'not_applicable' },
    adjustments: [{ cell: opened, derived: 9, reported: 10, reason: 'Um em papel' }],
  };
}
const values = (cells: readonly SheetCell[] | undefined) => cells?.map(({ value }) => value);
type Sheets = [cover: Sheet, requests: Sheet, refusals: Sheet, domestic: Sheet];
const written = (language: Language = 'en') => sheetsOf(content(), language) as Sheets;
const of = { state: 'BRA', year: 2025 };

/** The column and line of `Requests!E3`, counted from 0, in its sheet. */
function at(sheets: readonly Sheet[], place: string): { sheet: Sheet; column: number; line: number } {
  const [, name, letters = '', digits] = /^(.+)!([A-Z]+)(\d+)$/.exec(place) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { sheet: sheets.find((one) => one.name === name) as Sheet, column, line: Number(digits) - 1 };
}
/** The template as it was written, with other cells in some places, read again. */
function readWith(
  cells: Record<string, SheetCell | SheetCell['value']>,
  change?: (sheets: Sheets) => void,
): ReadSheets {
  const sheets = written();
  for (const [place, cell] of Object.entries(cells)) {
    const { sheet, column, line } = at(sheets, place);
    const cellsOfLine = sheet.rows[line] ?? [];
    sheet.rows[line] = cellsOfLine;
    cellsOfLine[column] = typeof cell === 'object' && cell !== null ? cell : { value: cell };
  }
  change?.(sheets);
  return readSheets(sheets, of);
}
const refused = (...asked: Parameters<typeof readWith>) => readWith(...asked).errors;
const error = (field: string, rule: string, example: string | object, params?: object) => ({
  field,
  rule: `sheet_${rule}`,
  source: policy,
  ...(params ? { params } : {}),
  example: typeof example === 'string' ? { key: `sheet.suggest.${example}` } : example,
});
const number = (value: number) => ({ key: 'sheet.suggest.number', params: { number: value } });

test('places are named as a spreadsheet names them', () => {
  const names = [
    [0, 0, 'A1'],
    [1, 9, 'B10'],
    [25, 0, 'Z1'],
    [26, 0, 'AA1'],
    [51, 0, 'AZ1'],
    [52, 0, 'BA1'],
    [701, 0, 'ZZ1'],
    [702, 998, 'AAA999'],
  ] as const;
  for (const [column, line, name] of names) expect(addressOf(column, line)).toBe(name);
});

describe('what is written', () => {
  test('a cover: whose return, of which year, by whom', () => {
    const [cover] = written();
    expect(cover).toMatchObject({ name: 'Return', merged: [] });
    expect(cover.rows.map((cells) => [values(cells)?.[0], values(cells)?.[2]])).toEqual([
      ['rogatoria-annual-return', 1],
      [null, undefined],
      ['state', 'BRA'],
      ['year', 2025],
      ['entity', 'Entidade'],
      ['official', 'Diretora'],
      ['coverage', 'Whole country'],
      ['source', 'Registro nacional'],
      ['method', null],
    ]);
    expect(values(cover.rows[0])?.[1]).toBe('version');
    expect(values(cover.rows[1])?.[1]).toMatch('Whole numbers only');
    expect(cover.rows.slice(2).map((cells) => cells[1]?.value)).toEqual([
      'State (code)',
      'Year of the return',
      'Entity named under recommendation 20',
      'Who certifies, and in what function',
      'What the figures cover',
      'Registers the figures are taken from',
      expect.stringMatching(/^\S/),
    ]);
  });

  test('requests: codes, words, and a line a row; what cannot be is said to be so', () => {
    const [, requests] = written();
    expect(requests.name).toBe('Requests');
    expect(requests.rows.length).toBe(4);
    expect(values(requests.rows[0])?.join(' ')).toBe(
      'direction kind counterpart basis ' +
        'pending_start opened reopened closed pending_end in_transit_start in_transit_end ' +
        'outcomes.executed_full outcomes.executed_partial outcomes.refused outcomes.returned outcomes.withdrawn ' +
        'outcomes.lapsed outcomes.transferred_out outcomes.consumed outcomes.released outcomes.expired ' +
        'outcomes.impossible reason',
    );
    expect(values(requests.rows[1])).toEqual([
      'Direction',
      'Kind',
      'Other State',
      'Principal basis',
      'Pending at the start',
      'Received or sent',
      'Reopened',
      'Closed in the year',
      'Pending at the end',
      'In transit at the start',
      'In transit at the end',
      'Executed',
      'Partly executed',
      'Refused',
      'Returned',
      'Withdrawn',
      'Lapsed',
      'Transferred',
      expect.stringMatching(/^\S/),
      'Released',
      'Expired',
      'Impossible',
      'Reason, where a number is not what the cases give',
    ]);
    const none = 'not applicable';
    expect(values(requests.rows[2])).toEqual([
      ...['Incoming', 'Evidence request', 'Chile', 'Budapest Convention'],
      ...[4, 10, 1, 9, 6, 0, 'not available'],
      ...[5, 2, 2, 0, 0, 0, 0, none, none, none, none],
      'Um em papel',
    ]);
    expect(values(requests.rows[3])).toEqual([
      ...['Outgoing', 'Preservation request', 'Peru', 'Basis not recorded'],
      ...[0, 3, 0, 3, 0, 0, 0],
      ...[none, none, 0, none, none, none, none, 1, 2, 0, 0],
      null,
    ]);
  });

  test('refusals and domestic figures, by their names', () => {
    const [, , refusals, domestic] = written();
    expect(refusals.name).toBe('Refusals');
    expect(refusals.rows.map(values)).toEqual([
      ['direction', 'kind', 'ground', 'refused', 'reason'],
      ['Direction', 'Kind', 'Ground', 'Refused', 'Reason, where a number is not what the cases give'],
      ['Incoming', 'Evidence request', expect.stringMatching(/criminal/i), 2, null],
      ['Outgoing', 'Preservation request', 'not available', 0, null],
    ]);
    expect(domestic.name).toBe('Domestic cases');
    expect(domestic.rows.slice(0, 2).map(values)).toEqual([
      ['cell', 'label', 'value'],
      ['Code', 'Figure', 'Value'],
    ]);
    expect(domestic.rows.slice(2).map((cells) => cells[0]?.value)).toEqual(domesticCells);
    const lines = new Map(domestic.rows.map((cells) => [cells[0]?.value, values(cells)?.slice(1)]));
    expect(lines.get('C1')).toEqual(['Cybercrime reports recorded', 1_000_000_000]);
    expect(lines.get('C2.opened')).toEqual(['Investigations – opened', 0]);
    expect(lines.get('C3')).toEqual(['Prosecutions started: cases', 'not available']);
    expect(lines.get('C3.persons')?.[0]).toBe('Prosecutions started: persons');
    expect(lines.get('C4.convicted')?.[0]).toBe('Dispositions: cases – convicted');
    expect(lines.get('C4.persons.plea')).toEqual([
      expect.stringMatching(/^Dispositions: persons – \S/),
      'not applicable',
    ]);
  });

  test('in the language that is asked for', () => {
    expect(
      languages.map((language) =>
        written(language)
          .map(({ name }) => name)
          .join(', '),
      ),
    ).toEqual([
      'Return, Requests, Refusals, Domestic cases',
      'Informe, Solicitudes, Denegaciones, Casos internos',
      'Relatório, Pedidos, Recusas, Casos internos',
      'Relevé, Demandes, Refus, Affaires internes',
    ]);
    expect(languages.map((language) => values(written(language)[1].rows[3])?.slice(0, 4))).toEqual([
      ['Outgoing', 'Preservation request', 'Peru', 'Basis not recorded'],
      ['Activa', 'Solicitud de conservación', 'Perú', 'Base no registrada'],
      ['Ativa', 'Pedido de preservação', 'Peru', 'Base não registrada'],
      ['Émise', 'Demande de conservation', 'Pérou', 'Fondement non consigné'],
    ]);
  });

  test('a reason of an end, of a ground, and the first of several of one row', () => {
    const [cell, last] = [flowCell(preserving, 'outcomes.released'), flowCell(preserving, 'outcomes.impossible')];
    const ground = 'ground.outgoing.preservation.not_available';
    const reasons = (...cells: string[]) => {
      const adjustments = cells.map((name) => ({
        cell: name,
        derived: 1,
        reported: 0,
        reason: `por ${name.slice(-8)}`,
      }));
      const [, requests, refusals] = sheetsOf({ ...content(), adjustments }, 'en') as Sheets;
      return [requests.rows[2]?.[22], requests.rows[3]?.[22], refusals.rows[2]?.[4], refusals.rows[3]?.[4]].map(
        (one) => one?.value,
      );
    };
    expect(reasons()).toEqual([null, null, null, null]);
    expect(reasons(cell, ground)).toEqual([null, 'por released', null, 'por vailable']);
    expect(reasons(last, cell, flowCell(preserving, 'in_transit_end'))[1]).toBe('por nsit_end');
  });

  test('an empty return: the heads, and every domestic figure unknown', () => {
    const empty = emptyContent('CHL', 2024, 'America/Santiago');
    const [, requests, refusals, domestic] = sheetsOf(empty, 'en') as Sheets;
    expect([requests.rows.length, refusals.rows.length]).toEqual([2, 2]);
    expect(new Set(domestic.rows.slice(2).map((cells) => cells[2]?.value))).toEqual(new Set(['not available']));
  });
});

describe('what is read', () => {
  test.each(languages)('is what was written, in %s', (language) => {
    const done = readSheets(written(language), of);
    expect(done.errors).toEqual([]);
    if (!done.entries) throw new Error('refused');
    expect(new Map(done.entries.map(({ cell, value }) => [cell, value]))).toEqual(cellsOf(content()));
    expect(done.entries.length).toBe(cellsOf(content()).size);
    // the reason of one number stands on its line, and is read as every number's of that line: only one needs it
    for (const { cell, reason } of done.entries)
      expect([cell, reason]).toEqual([cell, cell.startsWith('flow.incoming.') ? 'Um em papel' : undefined]);
    expect(done.notes).toEqual(content().notes);
    const derived = { ...content(), flows: [row({ opened: 9, in_transit_end: 'not_available' }), content().flows[1]] };
    const entered = enter({ ...derived, adjustments: [] } as Content, derived as Content, done.entries, done.notes);
    expect(entered.content?.adjustments).toEqual(content().adjustments);
  });

  test('with the place of every cell in the file', () => {
    const done = readWith({});
    if (!done.entries) throw new Error('refused');
    expect([...done.places.keys()]).toEqual(done.entries.map(({ cell }) => cell));
    const places = Object.fromEntries(done.places);
    expect(places[flowCell(key, 'pending_start')]).toBe('Requests!E3');
    expect(places[flowCell(key, 'outcomes.transferred_out')]).toBe('Requests!R3');
    expect(places[flowCell(preserving, 'outcomes.impossible')]).toBe('Requests!V4');
    expect(places['ground.outgoing.preservation.not_available']).toBe('Refusals!D4');
    expect(places['domestic.C1']).toBe('Domestic cases!C3');
    expect(places['domestic.C6.sent']).toBe(`Domestic cases!C${domesticCells.length + 2}`);
  });

  test('sheets in any order, beside others, with empty lines and space around words', () => {
    const notes: Sheet = { name: 'Rascunho', rows: [], merged: ['A1:B2'] };
    const blank = [{ value: null }, { value: ' ' }, { value: '' }];
    const done = readWith(
      {
        'Requests!A3': ' INCOMING ',
        'Requests!C3': 'chl',
        'Requests!D3': 'ets185',
        'Return!C3': 'Brasil',
        'Return!C4': '2025',
      },
      (sheets) => {
        sheets.reverse().unshift(notes);
        for (const one of sheets.slice(1)) one.rows.splice(2, 0, [], blank);
      },
    );
    expect(done.errors).toEqual([]);
    expect(done.entries).toEqual(readWith({}).entries);
    expect(done.entries && done.places.get(opened)).toBe('Requests!F5');
  });

  test('a line that ends early says nothing more', () => {
    const shortened = readWith({}, ([, requests, refusals]) => {
      requests.rows[2]?.splice(18);
      refusals.rows[3]?.splice(4);
    });
    expect(shortened.errors).toEqual([]);
    expect(shortened.entries?.filter(({ reason }) => reason)).toEqual([]);
    expect(refused({}, ([, requests]) => void requests.rows[2]?.splice(17))).toEqual([
      error('Requests!R3', 'empty', 'unknown'),
    ]);
  });

  test('notes as they are, as long as a return holds them; a cover without a note leaves it', () => {
    const long = 'x'.repeat(3000);
    const done = readWith({
      'Return!C5': long,
      'Return!C6': ` ${long}`,
      'Return!C7': 'partial',
      'Return!C8': long,
      'Return!C9': 12,
    });
    if (!done.entries) throw new Error('refused');
    expect(done.notes).toEqual({
      entity: 'x'.repeat(200),
      official: 'x'.repeat(200),
      coverage: 'partial',
      source: 'x'.repeat(2000),
      method: '12',
    });
    const bare = readWith({}, ([cover]) => void cover.rows.splice(4));
    expect(bare).toMatchObject({ notes: {}, errors: [] });
    expect(bare.entries).toEqual(readWith({}).entries);
  });

  test('a reason of the row for each of its cells, as long as a return holds it', () => {
    const done = readWith({ 'Requests!W3': null, 'Requests!W4': `  ${'x'.repeat(501)}`, 'Refusals!E3': 'Duplo' });
    const reasons = Object.fromEntries((done.entries ?? []).map(({ cell, reason }) => [cell, reason]));
    expect(reasons[opened]).toBeUndefined();
    expect(reasons[flowCell(preserving, 'outcomes.released')]).toBe('x'.repeat(500));
    expect(reasons['ground.incoming.evidence.DUAL_CRIMINALITY']).toBe('Duplo');
    expect(done.entries?.find(({ cell }) => cell === opened)).toEqual({ cell: opened, value: 10 });
  });
});

describe('a value', () => {
  const place = 'Requests!F3';
  test.each([
    [0, 0],
    [1_000_000_000, 1_000_000_000],
    ['not_available', 'not_available'],
    ['not available', 'not_available'],
    [' NÃO DISPONÍVEL ', 'not_available'],
    ['Sans objet', 'not_applicable'],
    ['no aplicable', 'not_applicable'],
  ] as const)('%s is taken', (said, value) => {
    const done = readWith({ [place]: said });
    expect(done.entries?.find(({ cell }) => cell === opened)?.value).toBe(value);
  });

  test.each([
    ['a formula, even with a result', { value: 12, formula: true }, 'formula', 'values'],
    ['a formula that fails', { value: null, formula: true, error: true }, 'formula', 'values'],
    ['what could not be computed', { value: null, error: true }, 'error', 'unknown'],
    ['a fraction', 1.5, 'whole', number(2)],
    ['a small fraction', 0.4, 'whole', number(0)],
    ['less than nothing', -3, 'whole', number(0)],
    ['more than a return holds', 1_000_000_001, 'whole', number(1_000_000_000)],
    ['yes', true, 'value', 'unknown'],
    ['no', false, 'value', 'unknown'],
    ['nothing', null, 'empty', 'unknown'],
    ['nothing but space', '  ', 'empty', 'unknown'],
    ['a word', 'muitos', 'value', 'unknown'],
    ['digits', '12', 'text_number', number(12)],
    ['wide digits', '１２', 'text_number', number(12)],
    ['a point between thousands', '1.234', 'text_number', number(1234)],
    ['a comma between thousands', '1,234,567', 'text_number', number(1_234_567)],
    ['a space between thousands', '12\u00a0345', 'text_number', number(12_345)],
    ['as much as a return holds', '1000000000', 'text_number', number(1_000_000_000)],
    ['a number too large', '1000000001', 'value', 'unknown'],
    ['groups that are none', '12.34', 'value', 'unknown'],
    ['a group too long', '1234.567', 'value', 'unknown'],
  ] as [string, SheetCell | SheetCell['value'], string, string | object][])('%s is not', (_, cell, rule, example) =>
    expect(refused({ [place]: cell })).toStrictEqual([error(place, rule, example)]),
  );

  test.each(['-', '–', '—', '...', '…', 'n/a', 'N.A.', 'nd', 'n.d.', 's/d', 'x', '??', '_'])(
    '%s may mean two things',
    (dash) => {
      const value = dash.normalize('NFKC').toLowerCase();
      expect(refused({ [place]: dash })).toEqual([error(place, 'dash', 'unknown', { value })]);
    },
  );
  test('a long line of dashes is quoted by its beginning', () =>
    expect(refused({ [place]: '-'.repeat(21) })).toEqual([error(place, 'dash', 'unknown', { value: '-'.repeat(20) })]));
});

describe('a word that names none of the choices', () => {
  test.each([
    ['Requests!A3', 'direction'],
    ['Requests!B3', 'kind'],
    ['Requests!C3', 'counterpart'],
    ['Requests!D3', 'basis'],
    ['Refusals!A3', 'direction'],
    ['Refusals!B3', 'kind'],
    ['Refusals!C3', 'ground'],
    ['Return!C7', 'coverage'],
  ])('%s: %s', (place, name) => {
    for (const value of ['?', null, 7]) expect(refused({ [place]: value })).toEqual([error(place, 'word', name)]);
    expect(refused({ [place]: { value: 'incoming', formula: true } })).toEqual([error(place, 'formula', 'values')]);
  });

  test.each([
    ['Requests', 1, 0],
    ['Requests', 1, 1],
    ['Requests', 1, 2],
    ['Requests', 1, 3],
    ['Refusals', 2, 0],
    ['Refusals', 2, 1],
    ['Refusals', 2, 2],
  ] as const)('%s (sheet %i), column %i: a line of nobody is not said twice', (name, index, column) => {
    const found = refused({}, (sheets) => {
      const line = (sheets[index].rows[2] as SheetCell[]).with(column, { value: '?' });
      sheets[index].rows.splice(2, 2, line, line);
    });
    expect(found.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
      `${name}!${addressOf(column, 2)} sheet_word`,
      `${name}!${addressOf(column, 3)} sheet_word`,
    ]);
  });
});

describe('what is said twice', () => {
  /** Adds a line to a sheet that says what another says, with 1 in a column where one is named. */
  const again = ({ rows }: Sheet, line: number, column?: number) => {
    const copy = rows[line] as SheetCell[];
    rows.push(column === undefined ? copy : copy.with(column, { value: 1 }));
  };

  test('is refused in every cell, with the place where it was said first', () => {
    const found = refused({}, ([, requests]) => again(requests, 3));
    expect(found.length).toBe(12);
    expect(found[0]).toEqual(error('Requests!E5', 'twice', 'one_row', { first: 'Requests!E4' }));
    expect(refused({}, ([, , refusals]) => again(refusals, 2))).toEqual([
      error('Refusals!D5', 'twice', 'one_row', { first: 'Refusals!D3' }),
    ]);
    const last = domesticCells.length + 3;
    expect(refused({}, ([, , , domestic]) => again(domestic, 2))).toEqual([
      error(`Domestic cases!C${last}`, 'twice', 'one_row', { first: 'Domestic cases!C3' }),
    ]);
  });
  test('is not what was refused the first time', () => {
    const rules = (place: string, change: (sheets: Sheets) => void) =>
      refused({ [place]: null }, change).map(({ rule }) => rule);
    expect(rules('Requests!E4', ([, requests]) => again(requests, 3, 4))).toEqual([
      'sheet_empty',
      ...new Array(11).fill('sheet_twice'),
    ]);
    expect(rules('Refusals!D3', ([, , refusals]) => again(refusals, 2, 3))).toEqual(['sheet_empty']);
    expect(rules('Domestic cases!C3', ([, , , domestic]) => again(domestic, 2, 2))).toEqual(['sheet_empty']);
  });
});

test('a State asks itself nothing', () => {
  expect(refused({ 'Requests!C4': 'Brazil' })).toEqual([error('Requests!C4', 'own_state', 'counterpart')]);
});

describe('an end that this kind of request cannot have', () => {
  // column L: executed in full, which no preservation is; column S: consumed, which no evidence request is
  const places = ['Requests!L4', 'Requests!S3'];
  test.each([null, '', ' ', 0, 'not_applicable', 'SANS OBJET'])('may be said to be none: %o', (value) => {
    for (const place of places) expect(refused({ [place]: value })).toEqual([]);
  });
  test.each([1, 'not available', '0', '-', false, { value: 0, formula: true }, { value: null, error: true }])(
    'may not be %o',
    (cell) => {
      for (const place of places)
        expect(refused({ [place]: cell })).toEqual([error(place, 'outcome', 'not_applicable')]);
    },
  );
});

describe('a formula', () => {
  test.each(['Return!C5', 'Return!C9', 'Requests!W4', 'Refusals!E3', 'Domestic cases!A3'])(
    'in %s is one, whatever it comes to',
    (place) => {
      const { sheet, column, line } = at(written(), place);
      const value = sheet.rows[line]?.[column]?.value ?? null;
      expect(refused({ [place]: { value, formula: true } })).toEqual([error(place, 'formula', 'values')]);
    },
  );
  test('or a mistake alone on a line makes it one to read', () => {
    for (const cell of [
      { value: null, formula: true },
      { value: null, error: true },
    ]) {
      const found = refused({ 'Refusals!D6': cell }, ([, , refusals]) => void refusals.rows.splice(4, 1, []));
      expect(found.map(({ field }) => field)).toEqual(['Refusals!A6', 'Refusals!B6', 'Refusals!C6', 'Refusals!D6']);
    }
  });
});

describe('domestic figures', () => {
  test('of a code that no return has', () => {
    const line = domesticCells.length + 3;
    const place = `Domestic cases!A${line}`;
    expect(refused({ [place]: 'C99', [`Domestic cases!B${line}`]: '', [`Domestic cases!C${line}`]: 1 })).toEqual([
      error(place, 'cell', 'template'),
    ]);
  });
  test('taken out are asked for, below the last line', () => {
    const found = refused({}, ([, , , domestic]) => void domestic.rows.splice(2, 2));
    const place = `Domestic cases!A${domesticCells.length + 1}`;
    expect(found).toEqual([
      error(place, 'missing_line', 'template', { cell: 'C1' }),
      error(place, 'missing_line', 'template', { cell: 'C2.pending_start' }),
    ]);
  });
  test('with a value that is none are not missing', () =>
    expect(refused({ 'Domestic cases!C3': 'x' })).toEqual([
      error('Domestic cases!C3', 'dash', 'unknown', { value: 'x' }),
    ]));
});

describe('the file itself', () => {
  test('without one of its sheets is none of ours', () => {
    for (const index of [0, 1, 2, 3]) {
      const first = index === 0 ? 'Requests' : 'Return';
      expect(readWith({}, (sheets) => void sheets.splice(index, 1))).toEqual({
        entries: null,
        errors: [error(`${first}!A1`, 'not_ours', 'template')],
      });
    }
    expect(readSheets([], of).errors).toEqual([error('!A1', 'not_ours', 'template')]);
  });
  test('with merged cells says where', () => {
    const found = refused({}, (sheets) => {
      for (const [index, one] of sheets.entries()) one.merged = index === 1 ? ['A3:C3', 'A5:C5'] : ['B2:B4'];
    });
    expect(found).toEqual([
      error('Return!B2:B4', 'merged', 'unmerge'),
      error('Requests!A3:C3', 'merged', 'unmerge'),
      error('Requests!A5:C5', 'merged', 'unmerge'),
      error('Refusals!B2:B4', 'merged', 'unmerge'),
      error('Domestic cases!B2:B4', 'merged', 'unmerge'),
    ]);
  });
  test('of another version, State or year', () => {
    for (const version of [2, '1', null])
      expect(refused({ 'Return!C1': version })).toEqual([error('Return!C1', 'version', 'template')]);
    for (const state of ['CHL', 'Chile', 'nobody', null])
      expect(refused({ 'Return!C3': state })).toEqual([error('Return!C3', 'state', 'template', { state: 'BRA' })]);
    const year = (found: string) => [error('Return!C4', 'year', 'template', { year: '2025', found })];
    expect(refused({ 'Return!C4': 2024 })).toEqual(year('2024'));
    expect(refused({ 'Return!C4': null })).toEqual(year(''));
    expect(refused({ 'Return!C4': `2025${'x'.repeat(30)}` })).toEqual(year(`2025${'x'.repeat(16)}`));
  });
  test('that does not say of which State and year', () => {
    expect(refused({}, ([cover]) => void cover.rows.splice(2, 2))).toEqual([
      error('Return!C1', 'state', 'template', { state: 'BRA' }),
      error('Return!C1', 'year', 'template', { year: '2025', found: '' }),
    ]);
  });
  test.each([
    ['Requests!A1', 'direction'],
    ['Requests!D1', 'basis'],
    ['Requests!W1', 'reason'],
    ['Refusals!E1', 'reason'],
    ['Domestic cases!C1', 'value'],
  ])('with another head in %s: the sheet is not read, the others are', (place, expected) => {
    const header = error(place, 'header', 'template', { expected });
    for (const head of ['other', null, expected.toUpperCase()]) expect(refused({ [place]: head })).toEqual([header]);
    const places = ['Requests!E3', 'Refusals!D3', 'Domestic cases!C3'];
    const found = refused({ [place]: 'other', ...Object.fromEntries(places.map((one) => [one, null])) });
    const read = places.filter((one) => one.split('!')[0] !== place.split('!')[0]);
    expect(new Set(found.map(({ field }) => field))).toEqual(new Set([place, ...read]));
  });
  test('with more columns than the template is read as far as that', () =>
    expect(refused({ 'Requests!X1': 'nota', 'Requests!X3': 'x' })).toEqual([]));
  test('everything that is wrong is said at once, in the order of the sheets, and no more than anybody reads', () => {
    expect(
      refused({ 'Domestic cases!C3': -1, 'Requests!E3': -1, 'Refusals!D3': -1, 'Return!C1': 3 }).map(
        ({ field }) => field,
      ),
    ).toEqual(['Return!C1', 'Requests!E3', 'Refusals!D3', 'Domestic cases!C3']);
    const lines = Array.from({ length: 70 }, () => [{ value: 'x' }]);
    const many = refused({}, ([, , refusals]) => void refusals.rows.push(...lines));
    expect(many.length).toBe(200);
    expect(many.at(-1)?.field).toBe('Refusals!D54');
  });
});
