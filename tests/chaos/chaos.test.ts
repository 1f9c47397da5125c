import { sql } from '@rogatoria/db';
import { expect, test } from 'vitest';
import { hasRedis } from './installation.ts';
import { runChaos } from './run.ts';

const seed = 20_261_121;

test.for(['redis', 'postgres'] as const)(
  'parts die, with the queue on %s, and nothing is lost or doubled',
  {
    timeout: 300_000,
  },
  async (queue, { skip }) => {
    if (queue === 'redis' && !hasRedis) skip('there is no redis-server on this machine');
    const result = await runChaos({ kills: 6, seed, queue, journeys: 3 });
    const { lost, doubled, wrong, ...figures } = result;
    console.log(`seed ${seed}: ${JSON.stringify(figures)}`);
    expect({ lost, doubled, wrong }).toEqual({ lost: [], doubled: [], wrong: [] });
    expect(figures.commands).toBeGreaterThan(20);
    expect(figures.messages).toBeGreaterThan(5);
  },
);

/** As if the exchange said of a message that it is delivered when it only begins to deliver it. */
const deliveredTooEarly = sql`
  create function delivered_too_early() returns trigger language plpgsql as $$
  begin
    if new.direction = 'out' and new.attempts > old.attempts then new.status := 'delivered'; end if;
    return new;
  end $$;
  create trigger delivered_too_early before update on message for each row execute function delivered_too_early();`;

test('a run finds messages marked too early, and officers who forget their keys', { timeout: 300_000 }, async () => {
  const { lost, doubled, wrong } = await runChaos({
    kills: 2,
    seed,
    journeys: 2,
    patience: 5_000,
    forgetful: true,
    plant: async ({ all }) => void (await deliveredTooEarly.execute(all)),
  });
  expect([...lost, ...wrong].filter((text) => /^arrival|not one receipt/.test(text))).not.toEqual([]);
  expect(doubled.filter((text) => text.startsWith('draft'))).not.toEqual([]);
});
