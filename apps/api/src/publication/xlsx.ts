import { type Dimension, dimensions, type Report, type Table, tables } from '@rogatoria/workflows/publication.ts';
import type { Language } from '@rogatoria/workflows/types.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import writeWorkbook, { type Cell, type Sheet } from 'write-excel-file/node';
import { citationOf, labelOf, marksOf, notesOf, signs, subtitleOf, titleOf } from './labels.ts';

type Row = Cell[];
type Book = Sheet<Buffer>[];

const head = (texts: readonly string[]): Row =>
  texts.map((value) => ({ value, type: String, fontWeight: 'bold', backgroundColor: '#e8edf2', wrap: true }));
const text = (value: string): Cell => ({ value, type: String });
/** Of the first sheet's only column, in characters. */
const aboutWidth = 110;
/** A paragraph, as tall as its lines: not every program makes room for them by itself. */
const paragraph = (value: string): Row => [
  { value, type: String, wrap: true, height: 15.5 * Math.ceil(value.length / (aboutWidth * 0.95)) },
];
/** Of the columns, in characters. */
const widths: Readonly<Record<Dimension, number>> = {
  area: 32,
  counterpart: 32,
  direction: 12,
  kind: 26,
  measure: 40,
  outcome: 26,
  basis: 50,
  ground: 60,
};

/**
 * The report as a workbook in one language: first what it is and what its marks mean, then a sheet for each table. A number is
 * a number; what is none is its mark's sign, and the column beside it says why in words.
 */
export function reportXlsx(report: Report, address: string, language: Language): Promise<Buffer> {
  const word = (key: string) => say(language, key);
  const about: Row[] = [
    [{ value: titleOf(language), type: String, fontWeight: 'bold', fontSize: 16, height: 26 }],
    [text(subtitleOf(report, language))],
    [text(word('report.publisher'))],
    paragraph(citationOf(report, address, language)),
    [],
    ...notesOf(report, language).map(paragraph),
    [],
    head([word('report.marks')]),
    ...marksOf(language).map(({ sign, meaning }): Row => [text(`${sign}   ${meaning}`)]),
  ];
  const sheets: Book = [
    { data: about, sheet: sheetName(word('report.about'), 'about'), columns: [{ width: aboutWidth }] },
    ...tables.map((table) => countSheet(report, table, language)),
    derivedSheet(report, language),
    statesSheet(report, language),
  ];
  return writeWorkbook(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer();
}

/** At most 31 characters, cut between words, and none of those a sheet's name may not have. */
const sheetName = (name: string, fallback: string): string => {
  const plain = name.replaceAll(/[[\]:*?/\\]/g, ' ').trim();
  const cut = plain.length <= 31 ? plain : `${plain.slice(0, 30).replace(/\s+\S*$/, '')}…`;
  return cut || fallback;
};

const valueCell = (value: number | null, mark: keyof typeof signs | null): Cell =>
  value === null
    ? { value: mark ? signs[mark] : '', type: String, align: 'right' }
    : { value, type: Number, format: Number.isInteger(value) ? '#,##0' : '#,##0.00' };

const why = (mark: string | null, language: Language): Cell => text(mark === null ? '' : say(language, `mark.${mark}`));

function countSheet({ observations }: Report, table: Table, language: Language): Book[number] {
  const rows = observations.filter((one) => one.table === table);
  // a column that says the same in every row is left out
  const used = dimensions.filter((dimension) => new Set(rows.map((one) => one[dimension])).size > 1);
  const columns: Dimension[] = used.length > 0 ? used : ['area'];
  const data: Row[] = [
    head([
      ...columns.map((one) => say(language, `dimension.${one}`)),
      say(language, 'dimension.value'),
      say(language, 'dimension.status'),
    ]),
    ...rows.map(
      (one): Row => [
        ...columns.map((dimension) => text(labelOf(dimension, one[dimension], language))),
        valueCell(one.value, one.mark),
        why(one.mark, language),
      ],
    ),
  ];
  return {
    data,
    sheet: sheetName(say(language, `table.${table}`), table),
    columns: [...columns.map((one) => ({ width: widths[one] })), { width: 12 }, { width: 60 }],
    stickyRowsCount: 1,
  };
}

function derivedSheet({ derived }: Report, language: Language): Book[number] {
  const names = ['indicator', 'area', 'direction', 'kind', 'measure', 'unit', 'value', 'to', 'status'];
  const data: Row[] = [
    head(names.map((name) => say(language, `dimension.${name}`))),
    ...derived.map(
      (one): Row => [
        text(say(language, `indicator.${one.indicator}`)),
        text(labelOf('area', one.area, language)),
        text(labelOf('direction', one.direction, language)),
        text(labelOf('kind', one.kind, language)),
        text(say(language, `percentile.${one.measure}`)),
        text(say(language, `report.unit.${one.unit}`)),
        valueCell(one.value, one.mark),
        valueCell(one.to, null),
        why(one.mark, language),
      ],
    ),
  ];
  return {
    data,
    sheet: sheetName(say(language, 'table.derived'), 'derived'),
    columns: [48, 32, 12, 26, 16, 12, 12, 12, 60].map((width) => ({ width })),
    stickyRowsCount: 1,
  };
}

function statesSheet({ reporting }: Report, language: Language): Book[number] {
  const data: Row[] = [
    head([say(language, 'dimension.area'), say(language, 'dimension.status'), say(language, 'report.states')]),
    ...reporting.map(
      ({ state, reported, entity, source, method }): Row => [
        text(labelOf('area', state, language)),
        text(reported ? '' : say(language, 'mark.not_reported')),
        text([entity, source, method].filter(Boolean).join(' · ')),
      ],
    ),
  ];
  return {
    data,
    sheet: sheetName(say(language, 'report.states'), 'states'),
    columns: [32, 44, 80].map((width) => ({ width })),
  };
}
