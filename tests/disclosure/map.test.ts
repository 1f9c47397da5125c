// The region's map: drawn from the atlas, and of a report says its figures and nothing that it hides.
import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import { publicationPage } from '@rogatoria/api/portal/publications.ts';
import { labelOf } from '@rogatoria/api/publication/labels.ts';
import { americas, mapsOf, stepsOf, toneOf } from '@rogatoria/api/publication/map.ts';
import { reportPdf } from '@rogatoria/api/publication/pdf.ts';
import type { Content } from '@rogatoria/workflows/annual-return/content.ts';
import { countsOf, keyOf, type Observation, type Report } from '@rogatoria/workflows/publication.ts';
import { states } from '@rogatoria/workflows/states.ts';
import { directions, languages, requestKinds } from '@rogatoria/workflows/types.ts';
import { localeOf } from '@rogatoria/workflows/vocabulary/index.ts';
import fc from 'fast-check';
import { getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { americas as drawn } from '../map.ts';
import { publish } from './disclosure.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });
const seed = Number(process.env.SEED ?? 20261121);
console.log(`seed ${seed}`);
const digits = /\p{Nd}/u;

it('is what the atlas makes of it: run `pnpm map`, look at it, commit it with the change', () => {
  expect(drawn()).toEqual(americas);
});

it('has each of the 35 States as a path, or as a circle within the inset, and all within the drawing', () => {
  expect(Object.keys(americas.states)).toEqual(states.map(({ code }) => code));
  const { inset } = americas;
  for (const [code, shape] of Object.entries(americas.states))
    if (typeof shape === 'string')
      expect([code, shape]).toEqual([code, expect.stringMatching(/^(M\d+ \d+l[-\d ]+z)+$/)]);
    else {
      expect(shape.x > inset.x && shape.x < inset.x + inset.width).toBe(true);
      expect(shape.y > inset.y && shape.y < inset.y + inset.height).toBe(true);
    }
});

describe('classes of figures', () => {
  it('are few, ascend, and hold every number that is shown', () => {
    const shown = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 60 }), fc.nat({ max: 1_000_000 })));
    fc.assert(
      fc.property(shown, (values) => {
        const steps = stepsOf(values);
        expect(steps.length).toBeLessThanOrEqual(5);
        expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b));
        const positive = values.filter((value) => value > 0);
        if (positive.length > 0) expect(steps[0]).toBeLessThanOrEqual(Math.min(...positive));
        expect(steps.length > 0).toBe(positive.length > 0);
        const tones = steps.map((_, index) => toneOf(index + 1, steps));
        expect(new Set(tones).size).toBe(steps.length);
        for (const tone of tones) expect([1, 2, 3, 4, 5]).toContain(tone);
      }),
      { seed },
    );
  });
});

describe('the maps of a report', () => {
  let report: Report;
  let contents: readonly Content[];
  let told: (state: string, kind: string, direction: string) => Observation;
  beforeAll(async () => {
    const [edition] = await publish(randomOf(seed), { states: 9, years: [2024], density: 0.2 });
    report = edition!.report;
    contents = edition!.contents;
    told = (state, kind, direction) =>
      report.observations.find(
        (one) =>
          one.table === 'flows' &&
          one.measure === 'opened' &&
          one.area === state &&
          one.kind === kind &&
          one.direction === direction,
      )!;
    const marks = new Set(states.flatMap(({ code }) => directions.map((one) => told(code, 'evidence', one).mark)));
    // else there would be nothing to tell apart
    expect([...marks]).toEqual(expect.arrayContaining([null, 'suppressed', 'not_reported']));
  });

  it('name each State once, with its figure or why there is none, in each language and as light as a picture', () => {
    const edition = { year: report.year, edition: 1, at: report.compiled_at, sha256: '' };
    for (const language of languages) {
      const number = new Intl.NumberFormat(localeOf(language));
      const page = publicationPage(language, report, [edition], 'https://example.org').content.text;
      const maps = page.match(/<figure class="portal-map .*?<\/figure>/gs) ?? [];
      expect(maps).toHaveLength(2);
      const definitions = /<svg class="hidden-visually".*?<\/svg>/s.exec(page)![0];
      expect(Buffer.byteLength(definitions + maps.join(''))).toBeLessThan(120_000);
      maps.forEach((map, index) => {
        const groups = [...map.matchAll(/<g role="img" ([^>]*)><title>([^<]*)<\/title><use href="#map-(...)"\/>/g)];
        expect(groups.map(([, , , code]) => code)).toEqual(states.map(({ code }) => code));
        for (const [, look, title, code] of groups) {
          const { value, mark } = told(code!, 'evidence', directions[index]!);
          expect(definitions).toContain(`id="map-${code}"`);
          expect(title!.startsWith(labelOf('area', code!, language).replaceAll("'", '&#39;'))).toBe(true);
          if (value !== null) expect(title!.endsWith(`: ${number.format(value)}`)).toBe(true);
          else {
            expect(title).not.toMatch(digits);
            expect(look).toBe(`class="map-absent" fill="url(#map-${mark})"`);
          }
        }
      });
    }
  });

  it('know nothing of what is suppressed: not its class, not the bounds of the others', () => {
    const truth = new Map(countsOf(report.year, contents).map((count) => [keyOf(count), count.value]));
    let hidden = 0;
    for (const kind of requestKinds) {
      const keys = directions.map((direction) => ({ kind, direction }));
      const maps = mapsOf(report, keys);
      const shown = maps.flatMap(({ regions }) => regions.flatMap(({ told: { value } }) => value ?? []));
      for (const step of maps[0]!.steps) {
        const power = 10 ** Math.floor(Math.log10(step));
        expect(shown.some((value) => value >= step && value < step + power)).toBe(true);
      }
      for (const [index, { regions, steps }] of maps.entries()) {
        expect(steps).toEqual(maps[0]!.steps);
        for (const region of regions) {
          const cell = told(region.state, kind, directions[index]!);
          if (cell.mark !== 'suppressed') continue;
          hidden++;
          expect(truth.get(keyOf(cell))).toBeTypeOf('number');
          expect(region).toEqual({ state: region.state, told: expect.anything(), class: 'suppressed' });
          expect(region.told.value).toBeNull();
        }
      }
    }
    expect(hidden).toBeGreaterThan(2);
  });

  it('are figures of the PDF, told State by State to who cannot see them', async () => {
    for (const language of ['es', 'fr'] as const) {
      const pdf = await getDocumentProxy(new Uint8Array(await reportPdf(report, 'https://example.org', language)));
      const alts: string[] = [];
      type Node = { role?: string; alt?: string; children?: Node[] };
      const walk = ({ role, alt, children }: Node): void => {
        if (role === 'Figure' && alt) alts.push(alt);
        children?.forEach(walk);
      };
      for (let page = 1; page <= pdf.numPages; page++)
        walk((await (await pdf.getPage(page)).getStructTree()) as unknown as Node);
      expect(alts).toHaveLength(4);
      const number = new Intl.NumberFormat(localeOf(language));
      alts.forEach((alt, index) => {
        const [kind, direction] = [requestKinds[Math.floor(index / 2)]!, directions[index % 2]!];
        const parts = alt.replace(/\.$/, '').split('; ');
        expect(parts).toHaveLength(35);
        states.forEach(({ code }, at) => {
          const { value } = told(code, kind, direction);
          expect(parts[at]).toContain(labelOf('area', code, language));
          if (value === null) expect(parts[at]).not.toMatch(digits);
          else expect(parts[at]!.endsWith(`: ${number.format(value)}`)).toBe(true);
        });
      });
    }
  });
});
