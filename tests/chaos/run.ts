// The fault run: journeys go on for a year of the installation's time while its parts are killed, again and again, at
// moments nobody chose.
import { setTimeout as sleep } from 'node:timers/promises';
import { random } from '@rogatoria/api/demo/teller.ts';
import { client } from './client.ts';
import { examine, type Findings } from './findings.ts';
import { hasRedis, type Installation, installation, type Part, parts } from './installation.ts';
import { Journey, Stuck } from './journeys.ts';

export interface ChaosOptions {
  kills: number;
  seed: number;
  /** what carries the queue; Redis where this machine has it */
  queue?: 'redis' | 'postgres';
  /** journeys under way at a time */
  journeys?: number;
  /** how long a journey waits for what must come, in milliseconds */
  patience?: number;
  /** makes the installation worse before the run: a run must find it */
  plant?: (house: Installation) => Promise<void>;
  forgetful?: boolean;
  progress?: (text: string) => void;
}

export interface ChaosResult extends Findings {
  queue: 'redis' | 'postgres';
  /** how often each part died, or Redis forgot everything or was full */
  kills: Record<Part, number>;
  /** of these, how many of the API and of the worker were asked to end, and finished what was under way */
  stops: number;
  /** that passed for the installation */
  days: number;
  journeys: number;
  repeated: number;
  seconds: number;
}

const minute = 60_000;
const day = 86_400_000;
const year = 365 * day;

export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { kills, seed, patience = 600_000, progress = () => {} } = options;
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1_000);
  const { queue = hasRedis ? 'redis' : 'postgres' } = options;
  const house = await installation({ redis: queue === 'redis' });
  try {
    await options.plant?.(house);
    const officers = client(house, options.forgetful);
    const chance = random(seed);
    let ending = false;
    let journeys = 0;
    const lane = async (number: number) => {
      for (let n = 0; !ending; n++) {
        const journey = new Journey(house, officers, seed + number * 1_000 + n, patience);
        await journey.go().catch((error: Error) => {
          if (!(error instanceof Stuck)) throw error;
          officers.surprises.push(`stuck: ${error.message}`);
        });
        journeys++;
      }
    };
    const lanes = Promise.all(Array.from({ length: options.journeys ?? 4 }, (_, number) => lane(number)));
    lanes.catch(() => {});

    for (const part of ['api', 'worker'] as const) await house.start(part);
    const from = house.now();
    const mortal = parts.filter((part) => part !== 'redis' || queue === 'redis');
    // A quarter of the outages make up a year; in a short run less, or every draft would be out of date when it is sent.
    const leap = Math.min((8 * year) / kills, 8 * day);
    const rising: Partial<Record<Part, Promise<void>>> = {};
    const done: Record<Part, number> = { api: 0, worker: 0, postgres: 0, redis: 0 };
    let stops = 0;
    for (let kill = 1; kill <= kills; kill++) {
      // Each part once, then by chance.
      const part = mortal[kill - 1] ?? drawn(queue, chance());
      done[part]++;
      // One in eight dies as soon as all are up, the others after so many answers, and a moment more.
      const enough = officers.answered + (chance() < 0.125 ? 0 : Math.floor(chance() * 40));
      const moment = chance() * 50;
      for (const limit = Date.now() + 5_000; officers.answered < enough && Date.now() < limit; ) {
        await Promise.race([sleep(5), lanes]);
      }
      await sleep(moment);
      // API and worker rise by themselves while the next one falls; they need a database and a queue to rise on.
      await (isStore(part) ? Promise.all(Object.values(rising)) : rising[part]);
      // Of three deaths of the API, and of the worker, one is asked for.
      if (!isStore(part) && done[part] % 3 === 0) {
        const trouble = await house.stop(part);
        if (trouble) officers.surprises.push(`the ${part} was asked to end, and ended with ${trouble}`);
        stops++;
      } else await strike(house, part, chance());
      await sleep(chance() * 300);
      if (isStore(part)) await house.start(part);
      // The outages are longer by the installation's clock: leases end, reminders come due, preservations expire.
      await house.forward(kill % 4 === 0 ? chance() * leap : minute * (1 + chance()));
      if (!isStore(part)) rising[part] = house.start(part);
      if (kill % 20 === 0) {
        progress(`${kill} kills, ${journeys} journeys, ${officers.acknowledged.length} acknowledged, ${seconds()} s`);
      }
    }

    await Promise.all(Object.values(rising));
    ending = true;
    progress(`${kills} kills in ${seconds()} s; letting everything come to rest`);
    // What a dead server had claimed is free after its lease, by a clock that now only has to be moved.
    const moving = setInterval(() => house.forward(minute), 1_000);
    await lanes.finally(() => clearInterval(moving));
    await settle(house);
    const findings = await examine(house, officers);
    return {
      queue,
      kills: done,
      stops,
      days: Math.round((Date.parse(house.now()) - Date.parse(from)) / day),
      journeys,
      repeated: officers.repeated,
      seconds: seconds(),
      ...findings,
    };
  } finally {
    await house.close();
  }
}

/** What the others stand on. */
const isStore = (part: Part): part is 'postgres' | 'redis' => part === 'postgres' || part === 'redis';

/** The API most often, because most is under way in it. */
function drawn(queue: 'redis' | 'postgres', chance: number): Part {
  if (chance < 0.4) return 'api';
  if (chance < 0.7) return 'worker';
  return queue === 'redis' && chance < 0.85 ? 'redis' : 'postgres';
}

/** Kills a part; Redis is replaced by an empty one, forgets everything, or is full for a while. */
async function strike(house: Installation, part: Part, chance: number): Promise<void> {
  if (part !== 'redis' || chance < 0.5) await house.kill(part);
  else await house.spoil(chance < 0.75 ? 'flushed' : 'full');
}

/** Waits until nothing moves any more: no message, no mail, nothing due. Gives up after a minute: then it is found. */
async function settle(house: Installation): Promise<void> {
  await house.forward(2 * 60 * minute);
  for (const deadline = Date.now() + minute; Date.now() < deadline; await sleep(300)) {
    const now = house.now();
    const waiting = await Promise.all([
      house.all.selectFrom('message').select('id').where('status', 'in', ['waiting', 'held']).execute(),
      house.all.selectFrom('mail').select('id').where('sent_at', 'is', null).execute(),
      house.all.selectFrom('reminder').select('rung').where('sent_at', 'is', null).where('at', '<=', now).execute(),
    ]);
    if (waiting.every((rows) => rows.length === 0)) return;
  }
}
