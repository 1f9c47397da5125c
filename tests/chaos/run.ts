// The fault run: journeys go on while the server is killed, again and again, at moments nobody chose.
import { setTimeout as sleep } from 'node:timers/promises';
import { random } from '@rogatoria/api/demo/teller.ts';
import { client } from './client.ts';
import { examine, type Findings } from './findings.ts';
import { type Installation, installation } from './installation.ts';
import { Journey, Stuck } from './journeys.ts';

export interface ChaosOptions {
  kills: number;
  seed: number;
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
  kills: number;
  journeys: number;
  repeated: number;
  seconds: number;
}

const minute = 60_000;
const day = 86_400_000;

export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { kills, seed, patience = 600_000, progress = () => {} } = options;
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1_000);
  const house = await installation();
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

    for (let kill = 1; kill <= kills; kill++) {
      await house.start();
      // One in eight dies as soon as it serves, the others within a second on a machine that has nothing else to do:
      // after so many answers, and a moment more.
      const enough = officers.answered + (chance() < 0.125 ? 0 : Math.floor(chance() * 60));
      const moment = chance() * 50;
      for (const limit = Date.now() + 5_000; officers.answered < enough && Date.now() < limit; ) {
        await Promise.race([sleep(5), lanes]);
      }
      await sleep(moment);
      await house.kill();
      // The outages are longer by the installation's clock: leases end, reminders come due, preservations expire.
      const late = kill > kills * 0.9;
      await house.forward(late ? 8 * day * chance() : chance() < 0.2 ? 2 * day * chance() : minute * (1 + chance()));
      if (kill % 20 === 0) {
        progress(
          `${kill} kills, ${journeys} journeys, ${officers.acknowledged.length} acknowledged, ` + `${seconds()} s`,
        );
      }
    }

    await house.start();
    ending = true;
    progress(`${kills} kills in ${seconds()} s; letting everything come to rest`);
    // What a dead server had claimed is free after its lease, by a clock that now only has to be moved.
    const moving = setInterval(() => house.forward(minute), 1_000);
    await lanes.finally(() => clearInterval(moving));
    await settle(house);
    const findings = await examine(house, officers);
    return {
      kills,
      journeys,
      repeated: officers.repeated,
      seconds: seconds(),
      ...findings,
    };
  } finally {
    await house.close();
  }
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
