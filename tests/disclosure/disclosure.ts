/**
 * Reports of made-up regions, compiled year after year and restated, against somebody who wants the suppressed counts back:
 * `pnpm check disclosure [--sample N] [--seed S]`, N regions of 35 States.
 */
import { createHash } from 'node:crypto';
import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import type { Content } from '@rogatoria/workflows/annual-return/content.ts';
import { disclosurePolicy, isSmall } from '@rogatoria/workflows/disclosure.ts';
import { type Indicator, indicators } from '@rogatoria/workflows/indicators.ts';
import {
  compile,
  countsOf,
  type Edition,
  keyOf,
  type Observation,
  type Report,
} from '@rogatoria/workflows/publication.ts';
import { type Attack, attack, type Line, type Loot, type Share } from './attacker.ts';
import { region, restated, type Shape } from './region.ts';

export interface DisclosureFigures extends Omit<Loot, 'by' | 'examples'> {
  ok: boolean;
  seed: number;
  regions: number;
  reports: number;
  digest: string;
}

/** All that a reader has of a report: its counts as they were read back from a format. */
export const linesOf = (report: Pick<Report, 'year' | 'edition'>, observations: readonly Observation[]): Line[] =>
  observations.map(({ table: _, missing: __, mark, ...line }) => ({
    ...line,
    year: report.year,
    edition: report.edition,
    status: mark ?? '',
  }));

export const sharesOf = ({ year, edition, derived }: Report): Share[] =>
  derived.flatMap(({ indicator, measure, value, area, direction, kind, unit }) => {
    const of = indicators[indicator as keyof typeof indicators] as Indicator | undefined;
    if (measure !== 'rate' || value === null || of?.shape !== 'rate') return [];
    const days = of.of[0] === 'pending_days';
    const [over, factor] = days ? ['pending_end', 365] : [of.of[0], unit === 'percent' ? 100 : 1];
    return [{ year, edition, area, direction, kind, over, under: of.of[1], factor, value }];
  });

/** Compiles every year of a region in turn, and the first once more as restated, each on top of what stands. */
export async function publish(random: () => number, shape: Shape): Promise<Edition[]> {
  const editions: Edition[] = [];
  const add = async (year: number, contents: readonly Content[]) => {
    const report = await compile({ year, now: `${year + 1}-04-01T00:00:00Z`, contents, earlier: editions });
    editions.push({ report, contents });
  };
  const returns = region(random, shape);
  for (const [year, contents] of returns) await add(year, contents);
  const [first] = returns;
  if (first) await add(first[0], restated(random, first[1]));
  return editions;
}

/** The attacker's friends in every authority: they tell the truth about differences. */
export function whisperOf(editions: readonly Edition[]): Attack['whisper'] {
  const truth = new Map(
    editions.flatMap(({ report: { year, edition }, contents }) =>
      countsOf(year, contents).map((count) => [`${year} ${edition} ${keyOf(count)}`, count.value ?? 0] as const),
    ),
  );
  const of = (line: Line) => truth.get(`${line.year} ${line.edition} ${keyOf(line)}`) ?? 0;
  return (left, right) => of(left) - of(right);
}

/** What a careless publisher prints: small cells hidden, and nothing else. */
export function primaryOnly({ report, contents }: Edition): Observation[] {
  return countsOf(report.year, contents).map(({ value, mark, ...of }) =>
    value === null || isSmall(value, disclosurePolicy)
      ? { ...of, value: null, mark: mark ?? 'suppressed' }
      : { ...of, value, mark: null },
  );
}

export async function disclosure(
  {
    sample = 1,
    seed,
    states = 35,
    years = 2,
  }: { sample?: number | undefined; seed: number; states?: number; years?: number },
  say: (line: string) => void,
): Promise<DisclosureFigures> {
  const random = randomOf(seed);
  const sum = { tables: 0, cells: 0, suppressed: 0, recovered: 0, narrow: 0 };
  let unsaid = 0;
  let reports = 0;
  const digest = createHash('sha256');
  for (let round = 0; round < sample; round++) {
    const shape = {
      states,
      years: Array.from({ length: years }, (_, index) => 2024 + index),
      density: 0.1 + 0.3 * random(),
    };
    const editions = await publish(random, shape);
    reports += editions.length;
    const loot = await attack({
      lines: editions.flatMap(({ report }) => linesOf(report, report.observations)),
      shares: editions.flatMap(({ report }) => sharesOf(report)),
      protection: disclosurePolicy.protection,
      threshold: disclosurePolicy.threshold,
      whisper: whisperOf(editions),
    });
    for (const { line, least, greatest } of loot.examples)
      say(`region ${round}: ${line} is between ${least} and ${greatest}`);
    say(`region ${round}: ${loot.cells} cells, ${loot.suppressed} suppressed, ${loot.recovered} recovered`);
    // the last edition speaks for all: it was compiled on top of the others
    unsaid += Math.max(0, loot.narrow - (editions.at(-1)?.report.narrow ?? 0));
    for (const name of ['tables', 'cells', 'suppressed', 'recovered', 'narrow'] as const) sum[name] += loot[name];
    digest.update(JSON.stringify(editions.map(({ report }) => report)));
  }
  const ok = sum.suppressed > 0 && sum.recovered === 0 && unsaid === 0;
  return { ok, seed, regions: sample, reports, ...sum, digest: digest.digest('hex').slice(0, 16) };
}
