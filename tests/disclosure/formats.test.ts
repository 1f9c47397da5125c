import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import { countsCsv, dataPackage, derivedCsv } from '@rogatoria/api/publication/csv.ts';
import { citationOf, labelOf } from '@rogatoria/api/publication/labels.ts';
import { reportPdf } from '@rogatoria/api/publication/pdf.ts';
import { sdmxCsv, sdmxId, sdmxStructure, statusCodes } from '@rogatoria/api/publication/sdmx.ts';
import { reportXlsx } from '@rogatoria/api/publication/xlsx.ts';
import { disclosurePolicy } from '@rogatoria/workflows/disclosure.ts';
import { dimensions, type Report } from '@rogatoria/workflows/publication.ts';
import { languages } from '@rogatoria/workflows/types.ts';
import { parse } from 'csv-parse/sync';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { attack, type Line } from './attacker.ts';
import { linesOf, publish, sharesOf, whisperOf } from './disclosure.ts';

// thousands of cells, several times over, on a machine that has more to do
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });
const seed = Number(process.env.SEED ?? 20261121);
const address = 'https://example.org/publications/2024';
const rowsOf = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[];

let editions: Awaited<ReturnType<typeof publish>>;
let report: Report;
let box: string;
beforeAll(async () => {
  editions = (await publish(randomOf(seed), { states: 4, years: [2024], density: 0.6 })).slice(0, 1);
  report = editions[0]!.report;
  box = await mkdtemp(path.join(tmpdir(), 'report-'));
});
afterAll(() => rm(box, { recursive: true, force: true }));

/** Runs a program of Debian's over a file; undefined, and said, where it is not installed. */
async function opened(script: string, file: string): Promise<string | undefined> {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import openpyxl'], { stdio: 'ignore' });
  } catch {
    console.log('python3-openpyxl is not installed: the workbook is not opened');
    return undefined;
  }
  return (await promisify(execFile)('/usr/bin/python3', ['-c', script, file], { maxBuffer: 1 << 26 })).stdout;
}

/** Rows that SQLite reads out of a CSV file; undefined, and said, where it is not installed. */
async function queried(file: string, query: string): Promise<Record<string, string>[] | undefined> {
  try {
    execFileSync('sqlite3', ['--version'], { stdio: 'ignore' });
  } catch {
    console.log('sqlite3 is not installed: the CSV is not read by it');
    return undefined;
  }
  const script = ['.mode json', `.import --csv "${file}" t`, `${query};`].join('\n');
  const run = promisify(execFile)('sqlite3', [':memory:'], { maxBuffer: 1 << 26 });
  run.child.stdin?.end(script);
  return JSON.parse((await run).stdout);
}

const linesOfCsv = (csv: string): Line[] =>
  rowsOf(csv).map((row) => ({
    ...(Object.fromEntries(dimensions.map((dimension) => [dimension, row[dimension]!])) as Omit<
      Line,
      'year' | 'edition' | 'value' | 'status'
    >),
    year: Number(row.year),
    edition: Number(row.edition),
    value: row.value === '' ? null : Number(row.value),
    status: row.status!,
  }));

describe('the formats of a report', () => {
  it('keeps zero, suppressed, not available, not applicable and not reported apart in the CSV', () => {
    const rows = rowsOf(countsCsv(report));
    expect(rows).toHaveLength(report.observations.length);
    expect(rows.some(({ value, status }) => value === '0' && status === '')).toBe(true);
    const marks = new Set(rows.filter(({ value }) => value === '').map(({ status }) => status));
    expect(marks).toEqual(new Set(['suppressed', 'not_reported', 'not_available', 'not_applicable']));
    expect(rows.every(({ value, status }) => (value === '') === (status !== ''))).toBe(true);
    expect(rowsOf(derivedCsv(report)).some(({ status }) => status === 'none')).toBe(true);
  });

  it('describes the CSV so that every row keeps to the description', () => {
    const { resources, licenses } = dataPackage(report, address) as {
      licenses: { name: string }[];
      resources: {
        name: string;
        schema: { primaryKey: string[]; fields: { name: string; constraints?: { enum?: string[] } }[] };
      }[];
    };
    expect(licenses[0]?.name).toBe('CC-BY-4.0');
    for (const [resource, csv] of [
      [resources[0], countsCsv(report)],
      [resources[1], derivedCsv(report)],
    ] as const) {
      const rows = rowsOf(csv);
      const { fields, primaryKey } = resource!.schema;
      expect(Object.keys(rows[0]!)).toEqual(fields.map(({ name }) => name));
      expect(new Set(rows.map((row) => primaryKey.map((name) => row[name]).join('|'))).size).toBe(rows.length);
      for (const { name, constraints } of fields)
        if (constraints?.enum)
          expect(rows.filter((row) => row[name] !== '' && !constraints.enum?.includes(row[name]!))).toEqual([]);
    }
  });

  it('says the same in SDMX, with every code in its list and every component in the structure', () => {
    type Named = { id: string; names: Record<string, string> };
    const { data } = sdmxStructure(report) as {
      data: {
        codelists: (Named & { codes: Named[] })[];
        dataStructures: {
          dataStructureComponents: {
            dimensionList: { dimensions: { id: string; localRepresentation: { enumeration: string } }[] };
          };
        }[];
      };
    };
    for (const list of data.codelists)
      for (const code of [list, ...list.codes]) {
        expect(code.id).toMatch(/^[A-Za-z0-9_@$-]+$/);
        for (const language of languages) expect(code.names[language]).toBeTruthy();
      }
    const rows = rowsOf(sdmxCsv(report));
    const components = data.dataStructures[0]!.dataStructureComponents.dimensionList.dimensions;
    expect(Object.keys(rows[0]!)).toEqual([
      'STRUCTURE',
      'STRUCTURE_ID',
      'ACTION',
      ...components.map(({ id }) => id),
      'TIME_PERIOD',
      'OBS_VALUE',
      'OBS_STATUS',
    ]);
    for (const { id, localRepresentation } of components) {
      const list = data.codelists.find((one) => localRepresentation.enumeration.includes(`:${one.id}(`));
      const codes = new Set(list?.codes.map((code) => code.id));
      expect(rows.filter((row) => !codes.has(row[id]!))).toEqual([]);
    }
    expect(rows.map((row) => [row.OBS_VALUE, row.OBS_STATUS, row.INDICATOR])).toEqual(
      report.observations.map(({ value, mark, measure }) => [
        value === null ? '' : String(value),
        mark === null ? 'A' : statusCodes[mark],
        sdmxId(measure),
      ]),
    );
  });

  it('is read by a database out of its CSV as the package describes it, number by number', async () => {
    const { resources } = dataPackage(report, address) as {
      resources: { path: string; schema: { fields: { name: string }[] } }[];
    };
    const described = (path: string) =>
      resources.find((one) => one.path === path)?.schema.fields.map(({ name }) => name);
    const marks = report.observations.map(({ value, mark }) => ({ value, mark: mark ?? '' }));
    for (const { path: name, csv, columns, value, status, rows } of [
      {
        ...{ path: 'counts.csv', csv: countsCsv(report), columns: described('counts.csv') },
        ...{ value: 'value', status: 'status', rows: marks },
      },
      {
        ...{ path: 'shares.csv', csv: derivedCsv(report), columns: described('shares.csv') },
        ...{ value: 'value', status: 'status' },
        rows: report.derived.map((one) => ({ value: one.value, mark: one.mark ?? '' })),
      },
      {
        ...{ path: 'data.csv', csv: sdmxCsv(report), columns: undefined, value: 'OBS_VALUE', status: 'OBS_STATUS' },
        rows: report.observations.map((one) => ({ value: one.value, mark: one.mark ? statusCodes[one.mark] : 'A' })),
      },
    ]) {
      const file = path.join(box, name);
      await writeFile(file, csv);
      const read = await queried(file, `select "${value}" as value, "${status}" as mark from t order by rowid`);
      if (read === undefined) return;
      expect(read).toEqual(rows.map((row) => ({ value: row.value === null ? '' : String(row.value), mark: row.mark })));
      const names = await queried(file, "select name from pragma_table_info('t')");
      if (columns) expect(names?.map((one) => one.name)).toEqual(columns);
    }
  });

  it('opens as a workbook, with numbers as numbers and marks as marks', async () => {
    const script = [
      'import sys, json, openpyxl',
      'book = openpyxl.load_workbook(sys.argv[1], read_only=True)',
      'print(json.dumps({s.title: [[c.value for c in r] for r in s.iter_rows()] for s in book}))',
    ].join('\n');
    for (const language of ['en', 'fr'] as const) {
      const file = path.join(box, `${language}.xlsx`);
      await writeFile(file, await reportXlsx(report, address, language));
      const json = await opened(script, file);
      if (json === undefined) return;
      const sheets = Object.values(JSON.parse(json) as Record<string, (string | number | null)[][]>);
      expect(sheets.length).toBe(10);
      const flows = sheets[1]!;
      const values = flows.slice(1).map((row) => row.at(-2));
      const expected = report.observations.filter(({ table }) => table === 'flows');
      expect(values.filter((value) => typeof value === 'number')).toEqual(
        expected.flatMap(({ value }) => (value === null ? [] : [value])),
      );
      expect(values).toContain('c');
      expect(values).toContain('nr');
    }
  });

  it('is set as a report in each language, the same bytes each time, with the region in its first table', async () => {
    const region = report.observations.find(({ table, area }) => table === 'flows' && area === '_T')!;
    for (const language of languages) {
      const pdf = await reportPdf(report, address, language);
      if (process.env.KEEP_PDF) await writeFile(path.join(process.env.KEEP_PDF, `${language}.pdf`), pdf);
      const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
      expect(totalPages).toBeGreaterThan(5);
      const plain = (written: string) => written.replaceAll(/\s+/gu, ' ');
      expect(plain(text)).toContain(plain(citationOf(report, address, language)).slice(0, 30));
      expect(plain(text)).toContain(plain(labelOf('measure', region.measure, language)));
      expect(await reportPdf(report, address, language)).toEqual(pdf);
    }
  });

  it('gives the attacker no more in one format than in another', async () => {
    const lines = linesOf(report, report.observations);
    expect(linesOfCsv(countsCsv(report))).toEqual(lines);
    const loot = await attack({
      lines: [...lines, ...linesOfCsv(countsCsv(report))],
      shares: sharesOf(report),
      ...disclosurePolicy,
      whisper: whisperOf(editions),
    });
    expect(loot).toMatchObject({ recovered: 0, narrow: 0 });
    expect(loot.suppressed).toBeGreaterThan(50);
  });
});
