/**
 * Sheets as an Office Open XML workbook (ECMA-376) and back. Reading believes nothing: sizes are judged before and while
 * unpacking, no entity is expanded, and what a cell is – number, text, formula – is told as the file has it.
 */
import type { Sheet, SheetCell } from '@rogatoria/workflows/annual-return/spreadsheet.ts';
import { addressOf } from '@rogatoria/workflows/annual-return/spreadsheet.ts';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** A filled template has some tens of kilobytes; unpacked, less than a megabyte. */
export const workbookLimits = {
  file: 4 * 1024 * 1024,
  unpacked: 24 * 1024 * 1024,
  parts: 200,
  rows: 6_000,
  columns: 100,
};

/** Why a file is not read: `file`, it is no workbook; `too_large`. */
export class BadWorkbook extends Error {
  readonly rule: 'file' | 'too_large';
  constructor(rule: 'file' | 'too_large') {
    super(rule);
    this.rule = rule;
  }
}

/* ------------------------------------------------------------------- writing */

const escaped = (text: string) =>
  text
    // what XML 1.0 cannot hold
    .replaceAll(/[^\P{Cc}\n\t]|\p{Noncharacter_Code_Point}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

function cellXml({ value }: SheetCell, column: number, line: number): string {
  // row 1 is for the program, row 2 for people: grey and bold
  const style = line === 0 ? ' s="1"' : line === 1 ? ' s="2"' : '';
  const at = addressOf(column, line);
  if (value === null) return '';
  return typeof value === 'number'
    ? `<c r="${at}"${style}><v>${value}</v></c>`
    : `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(String(value))}</t></is></c>`;
}

function sheetXml({ rows }: Sheet): string {
  const widest = Math.max(...rows.map((cells) => cells.length));
  const width = (column: number) =>
    Math.min(60, Math.max(12, ...rows.slice(2).map((cells) => String(cells[column]?.value ?? '').length + 2)));
  const columns = Array.from(
    { length: widest },
    (_, column) => `<col min="${column + 1}" max="${column + 1}" width="${width(column)}" customWidth="1"/>`,
  );
  const data = rows.map(
    (cells, line) => `<row r="${line + 1}">${cells.map((cell, column) => cellXml(cell, column, line)).join('')}</row>`,
  );
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>${data.join('')}</sheetData></worksheet>`;
}

const styles = `${head}<styleSheet xmlns="${main}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><sz val="9"/><color rgb="FF808080"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>`;

/** A workbook of these sheets; the same sheets give the same bytes. */
export function writeWorkbook(sheets: readonly Sheet[]): Buffer {
  const part = (n: number) => `xl/worksheets/sheet${n + 1}.xml`;
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const files: Record<string, string> = {
    '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${sheets.map((_, n) => `<Override PartName="/${part(n)}" ContentType="${type}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.map(({ name }, n) => `<sheet name="${escaped(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships">${sheets.map((_, n) => `<Relationship Id="rId${n + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
    ...Object.fromEntries(sheets.map((one, n) => [part(n), sheetXml(one)])),
  };
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: '1980-01-01T12:00:00' }));
}

/* ------------------------------------------------------------------- reading */

interface Element {
  name: string;
  attributes: Record<string, string>;
}

/** Walks a part of the package: every element as it opens and closes, without its prefix, and the text within. */
function walk(
  xml: string,
  on: { open?(element: Element): void; text?(text: string): void; close?(name: string): void },
): void {
  const parser = new SaxesParser();
  const bare = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', ({ name, attributes }) =>
    on.open?.({ name: bare(name), attributes: attributes as Record<string, string> }),
  );
  parser.on('closetag', ({ name }) => on.close?.(bare(name)));
  parser.on('text', (text) => on.text?.(text));
  parser.on('cdata', (text) => on.text?.(text));
  parser.on('error', () => {
    throw new BadWorkbook('file');
  });
  parser.write(xml).close();
}

/** The parts that are read, as text. Sizes are those that the file claims, and no more than that is ever unpacked. */
function unpack(file: Uint8Array): Map<string, string> {
  if (file.length > workbookLimits.file) throw new BadWorkbook('too_large');
  let parts = 0;
  let size = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(file, {
      filter: ({ name, originalSize }) => {
        const wanted =
          /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[\w.-]+\.xml)$/.test(name);
        if (++parts > workbookLimits.parts) throw new BadWorkbook('too_large');
        if (wanted) size += originalSize;
        if (size > workbookLimits.unpacked) throw new BadWorkbook('too_large');
        return wanted;
      },
    });
  } catch (error) {
    throw error instanceof BadWorkbook ? error : new BadWorkbook('file');
  }
  return new Map(Object.entries(unpacked).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** Texts that cells share, by number. */
function sharedTexts(xml: string | undefined): string[] {
  const texts: string[] = [];
  if (xml === undefined) return texts;
  let inText = false;
  walk(xml, {
    open: ({ name }) => {
      if (name === 'si') texts.push('');
      inText = name === 't';
    },
    text: (text) => {
      if (inText) texts[texts.length - 1] += text;
    },
    close: () => {
      inText = false;
    },
  });
  return texts;
}

/** Column and row, from 0, of `B7`. */
function placeOf(address: string): { column: number; line: number } {
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address) ?? [];
  if (letters === '') throw new BadWorkbook('file');
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { column, line: Number(digits) - 1 };
}

function sheetOf(name: string, xml: string, texts: readonly string[]): Sheet {
  const sheet: Sheet = { name, rows: [], merged: [] };
  let cell: { at: string; type: string; text: string; formula: boolean } | null = null;
  let reading = false;
  walk(xml, {
    open: ({ name: element, attributes }) => {
      if (element === 'c') cell = { at: attributes.r ?? '', type: attributes.t ?? 'n', text: '', formula: false };
      else if (element === 'f' && cell) cell.formula = true;
      else if (element === 'mergeCell') sheet.merged.push((attributes.ref ?? '').slice(0, 20));
      reading = element === 'v' || element === 't';
    },
    text: (text) => {
      if (reading && cell) cell.text += text;
    },
    close: (element) => {
      reading = false;
      if (element !== 'c' || !cell) return;
      const { at, type, text, formula } = cell;
      cell = null;
      const { column, line } = placeOf(at);
      const value = valueIn(type, text, texts);
      if (value === null && !formula && type !== 'e') return;
      if (line >= workbookLimits.rows || column >= workbookLimits.columns) throw new BadWorkbook('too_large');
      while (sheet.rows.length <= line) sheet.rows.push([]);
      const row = sheet.rows[line] as SheetCell[];
      while (row.length <= column) row.push({ value: null });
      row[column] = { value, ...(formula ? { formula } : {}), ...(type === 'e' ? { error: true } : {}) };
    },
  });
  return sheet;
}

function valueIn(type: string, text: string, texts: readonly string[]): SheetCell['value'] {
  if (type === 's') return texts[Number(text)] ?? null;
  if (type === 'b') return text === '1';
  if (type === 'n') return text === '' || Number.isNaN(Number(text)) ? null : Number(text);
  return text === '' ? null : text;
}

/** The sheets of a workbook in their order. Throws BadWorkbook. */
export function readWorkbook(file: Uint8Array): Sheet[] {
  const parts = unpack(file);
  const workbook = parts.get('xl/workbook.xml');
  const links = parts.get('xl/_rels/workbook.xml.rels');
  if (workbook === undefined || links === undefined) throw new BadWorkbook('file');
  const targets = new Map<string, string>();
  walk(links, {
    open: ({ name, attributes }) => {
      if (name === 'Relationship')
        targets.set(attributes.Id ?? '', (attributes.Target ?? '').replace(/^\/?(?:xl\/)?/, 'xl/'));
    },
  });
  const texts = sharedTexts(parts.get('xl/sharedStrings.xml'));
  const sheets: Sheet[] = [];
  walk(workbook, {
    open: ({ name, attributes }) => {
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const xml = parts.get(targets.get(id) ?? '');
      if (xml !== undefined) sheets.push(sheetOf((attributes.name ?? '').slice(0, 31), xml, texts));
    },
  });
  return sheets;
}
