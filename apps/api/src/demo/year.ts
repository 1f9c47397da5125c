/**
 * The demonstration's past year: some two hundred requests and ten files that are none, told in the background by
 * driving the real commands with a seeded clock. A telling that was cut off goes on at the next start: every step is
 * idempotent by its name.
 */
import { createHash } from 'node:crypto';
import { as, connect, sql } from '@rogatoria/db';
import { type Kind, kinds, type Role } from '@rogatoria/workflows';
import type { Officer } from '../engine/handle.ts';
import type { House } from '../house.ts';
import { demoParticipants } from './people.ts';
import { consultationStories, evidencePlots, informationStories, type Plot, preservationPlots } from './plots.ts';
import { Present, random, Teller } from './teller.ts';

const day = 86_400_000;
const usual = 130;
const seed = 20_220_429;
/** Stories told at a time: one waits for the database while the other computes. */
const abreast = 8;

/** Who asks whom, and how often; Haiti is party to neither Budapest nor Nassau. */
const pairs: readonly [string, string, number][] = [
  ['BRA', 'CHL', 20],
  ['CHL', 'BRA', 14],
  ['BRA', 'USA', 26],
  ['USA', 'BRA', 12],
  ['CHL', 'USA', 16],
  ['USA', 'CHL', 8],
  ['HTI', 'USA', 4],
  ['HTI', 'BRA', 3],
  ['BRA', 'HTI', 2],
  ['CHL', 'HTI', 1],
  ['USA', 'HTI', 2],
  ['HTI', 'CHL', 2],
];

interface Story {
  name: string;
  requesting: string;
  requested: string;
  start: number;
  seed: number;
  ids: Record<Kind, string>;
  plot: Plot;
}

function pick<T>(choices: readonly (readonly [T, number])[], chance: number): T {
  let left = chance * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return (choices.at(-1) as readonly [T, number])[0];
}

/** The same identity for the same story of the same installation, in UUID form. */
function idOf(...parts: (string | number)[]): string {
  const hex = createHash('sha256').update(parts.join(' ')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The identity of each file that a story may have. */
function idsOf(end: number, story: number): Record<Kind, string> {
  return Object.fromEntries(kinds.map((kind) => [kind, idOf(end, story, kind)])) as Record<Kind, string>;
}

/** The plan of a year that ends at `end`: earlier stories first; the later ones reach the present unfinished. */
function plan(end: number, stories: number): Story[] {
  const chance = random(seed);
  const requests = Array.from({ length: stories }, (_, n): Story => {
    const [requesting, requested] = pick(
      pairs.map(([a, b, weight]) => [[a, b] as const, weight] as const),
      chance(),
    );
    const kind: Kind = chance() < 0.5 ? 'preservation' : 'evidence';
    const plots = kind === 'preservation' ? preservationPlots : evidencePlots;
    // Twelve months and a little, evenly.
    const start = end - (370 - (n * 369) / stories) * day + chance() * day;
    return {
      name: `story-${n}`,
      requesting,
      requested,
      start,
      seed: seed + n,
      ids: idsOf(end, n),
      plot: pick(plots, chance()),
    };
  });
  const apart = (stories === 0 ? [] : [...informationStories, ...consultationStories]).map(
    ([requesting, requested, days, plot], n): Story => ({
      name: `apart-${n}`,
      requesting,
      requested,
      start: end - days * day,
      seed: seed + stories + n,
      ids: idsOf(end, stories + n),
      plot,
    }),
  );
  return [...requests, ...apart].sort((a, b) => a.start - b.start);
}

export interface Year {
  progress(): { done: number; total: number };
  /** resolves when the year is told */
  told: Promise<void>;
  begin(): void;
  stop(): Promise<void>;
}

/** Prepares the telling: marks every untold request, so that the worker leaves it alone until its story has ended. */
export async function fillYear(outer: House, stories = usual): Promise<Year> {
  // The stories do their own deliveries, at their own time.
  // Their commits need not reach the disk one by one: what a power cut takes of the past is told again.
  const url = new URL(outer.config.databaseUrl);
  url.searchParams.set('options', '-c synchronous_commit=off');
  const db = connect(url.href, abreast * 2);
  const house: House = { ...outer, db, wake: () => {} };
  const kept = await house.db
    .selectFrom('installation')
    .select('value')
    .where('key', '=', 'demo_year')
    .executeTakeFirst();
  const state: { end: number; told: string[] } = kept?.value ?? { end: Date.parse(house.clock.now()), told: [] };
  await keep(house, state);
  const all = plan(state.end, stories);
  const left = all.filter(({ name }) => !state.told.includes(name));
  for (const { ids } of left) for (const id of Object.values(ids)) house.untold.add(id);

  let stopped = false;
  let done = () => {};
  const told = new Promise<void>((resolve) => {
    done = resolve;
  });
  const running: Promise<void>[] = [];

  const teller = async (officers: (participant: string, role: Role) => Officer) => {
    for (let story = left.shift(); story && !stopped; story = left.shift()) {
      try {
        await tell(house, officers, story, state.end, () => stopped);
        for (const id of Object.values(story.ids)) house.untold.delete(id);
        state.told.push(story.name);
        if (state.told.length % 8 === 0 || left.length === 0) await keep(house, state);
      } catch (error) {
        if (stopped) return;
        house.log.error(
          { story: story.name, error: (error as Error).stack },
          'a story of the demonstration year could not be told',
        );
        for (const id of Object.values(story.ids)) house.untold.delete(id);
      }
    }
  };

  return {
    progress: () => ({ done: state.told.length, total: all.length }),
    told,
    begin: () => {
      if (left.length === 0) return done();
      const codes = demoParticipants.map(({ code }) => code);
      const begun = officersOf(house, codes).then((officers) =>
        Promise.all(Array.from({ length: abreast }, () => teller(officers))),
      );
      running.push(
        begun.then(async () => {
          if (!stopped) await keep(house, state);
          done();
        }),
      );
    },
    stop: async () => {
      stopped = true;
      await Promise.allSettled(running);
      await db.destroy();
    },
  };
}

async function tell(
  house: House,
  officers: (participant: string, role: Role) => Officer,
  story: Story,
  until: number,
  stopped: () => boolean,
): Promise<void> {
  const teller = new Teller(house, officers, { ...story, until, stopped });
  try {
    await story.plot(teller);
    // Nothing more happens but what the clocks bring.
    await teller.wait(24 * 400, 24 * 400);
  } catch (error) {
    if (!(error instanceof Present)) throw error;
  }
}

/** The officer of each role of these participants, who acts in a story. */
export async function officersOf(
  house: House,
  participants: readonly string[],
): Promise<(participant: string, role: Role) => Officer> {
  const known = new Map<string, Officer>();
  for (const code of participants) {
    const accounts = await as(house.db, code, (trx) => trx.selectFrom('account').select(['id', 'roles']).execute());
    for (const { id, roles } of accounts)
      known.set(`${code} ${roles[0]}`, { id, participant: code, roles: roles as Role[] });
  }
  return (participant, role) => {
    const officer = known.get(`${participant} ${role}`);
    if (!officer) throw new Error(`no ${role} of ${participant} in the demonstration`);
    return officer;
  };
}

function keep(house: House, state: object): Promise<unknown> {
  return sql`insert into installation (key, value) values ('demo_year', ${JSON.stringify(state)}::jsonb)
    on conflict (key) do update set value = excluded.value`.execute(house.db);
}
