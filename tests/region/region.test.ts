// A small region through `pnpm check region`'s own steps; and what the check says of files and logs that are not right.
import { as } from '@rogatoria/db';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { compare, type Edition } from './recount.ts';
import { memberCodes, type RegionFigures, region } from './region.ts';

const seed = Number(process.env.SEED ?? 20_261_121);
let figures: RegionFigures;
let editions: readonly Edition[];
/** what differs in the last edition when the recount does not see one event */
let unseen: string[] = [];

beforeAll(async () => {
  figures = await region({
    ...{ seed, connected: 4, spreadsheets: 2, years: 2, requests: 18, progress: console.log },
    async after(t, published, toldAgain) {
      editions = published;
      const last = published.at(-1) as Edition;
      const sent = await as(t.house.db, 'BRA', (trx) =>
        trx.selectFrom('case_event').select(['case_id', 'sequence']).where('type', '=', 'command.transmit').execute(),
      );
      for (const { case_id, sequence } of sent) {
        const told = await toldAgain('BRA', (event) => event.caseId === case_id && event.sequence === sequence);
        const others = last.told.filter(({ state }) => state !== 'BRA');
        unseen = compare({ ...last, told: [...others, told] }, memberCodes).differences;
        if (unseen.length > 0) return;
      }
    },
  });
  console.log(JSON.stringify(figures));
}, 600_000);

test('every number of every edition, in every file, is what the logs and what was typed come to', () => {
  expect(figures).toMatchObject({ ok: true, states: 6, years: 2, editions: 3, spreadsheets: 4, differences: 0 });
  expect(figures.cases).toBeGreaterThanOrEqual(18);
  expect(figures.figures).toBeGreaterThan(5_000);
  expect(figures.suppressed).toBeGreaterThan(100);
});

describe('the comparison sees', () => {
  const differences = (changes: Record<string, (file: Uint8Array) => Uint8Array>) => {
    const edition = editions[1] as Edition;
    const files = Object.entries(changes).map(([name, change]) => [name, change(edition.files[name] as Uint8Array)]);
    return compare({ ...edition, files: { ...edition.files, ...Object.fromEntries(files) } }, memberCodes).differences;
  };
  const text = (change: (text: string) => string) => (file: Uint8Array) => {
    const before = Buffer.from(file).toString('utf8');
    const after = change(before);
    if (after === before) throw new Error('nothing was changed');
    return Buffer.from(after);
  };

  test('nothing where nothing was changed', () => {
    expect(differences({})).toEqual([]);
  });

  test.each([
    ['a number of the report', 'report.json', /("value":)(\d{2,})(?=,"ground":)/, '$17'],
    ['a share of the report', 'report.json', /("unit":"percent","value":)([\d.]+)(?=,"measure":"rate")/, '$19876'],
    ['a number of the counts', 'counts.csv', /,(\d{2,}),,(\d+)\r/, ',7,,$2\r'],
    ['a zero that was not reported', 'counts.csv', /,,not_reported,0\r/, ',0,,0\r'],
    ['a number of the shares', 'shares.csv', /,percent,([\d.]+),,\r/, ',percent,98.76,,\r'],
    ['an observation of SDMX', 'data.csv', /,(\d{2,}),A\r/, ',7,A\r'],
    ['a suppressed count that is said to be unknown', 'data.csv', /,,Q\r/, ',,L\r'],
    ['a line that is gone', 'counts.csv', /\r\n[^\r]*,pairs,[^\r]*/, ''],
    ['a line that stands twice', 'data.csv', /\r\n([^\r]*,A)\r/, '\r\n$1\r\n$1\r'],
  ])('%s', (_, file, where, instead) => {
    const found = differences({ [file]: text((content) => content.replace(where, instead)) });
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toContain(file);
  });

  test.each([
    ['a number of the workbook', /<v>(\d{2,})<\/v>(?=<\/c><c [^>]*?\/><\/row>)/, '<v>7</v>'],
    ['rows of the workbook that changed places', /(<row r="2">.*?<\/row>)(<row r="3">.*?<\/row>)/s, '$2$1'],
  ])('%s', (_, where, instead) => {
    const name = 'xl/worksheets/sheet2.xml';
    const found = differences({
      'report-en.xlsx': (file) => {
        const parts = unzipSync(new Uint8Array(file));
        const before = strFromU8(parts[name] as Uint8Array);
        expect(before).toMatch(where);
        return zipSync({ ...parts, [name]: strToU8(before.replace(where, instead)) });
      },
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toContain('report-en.xlsx');
  });

  test('one event that the recount does not see', () => {
    expect(unseen.length).toBeGreaterThan(0);
  });
});
