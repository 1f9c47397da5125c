// `pnpm chaos [--kills N] [--seed N] [--queue redis|postgres]`: kills API, worker, PostgreSQL and Redis while four requests
// at a time go their way and a year passes, lets everything come to rest, and compares what is there with what was
// acknowledged. One JSON line; ends with 1 when anything is not right.
import { parseArgs } from 'node:util';
import { runChaos } from './run.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string' }, seed: { type: 'string' }, queue: { type: 'string' } },
});
const kills = Number(values.kills ?? process.env.CHAOS_KILLS ?? 200);
const seed = Number(values.seed ?? process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1e9));
const { queue } = values;
if (
  !Number.isInteger(kills) ||
  kills < 1 ||
  !Number.isInteger(seed) ||
  (queue !== undefined && queue !== 'redis' && queue !== 'postgres')
) {
  console.error('Usage: pnpm chaos [--kills N] [--seed N] [--queue redis|postgres]');
  process.exit(2);
}
console.error(`seed ${seed}`);

const {
  lost,
  doubled,
  wrong,
  kills: each,
  ...figures
} = await runChaos({
  kills,
  seed,
  ...(queue ? { queue } : {}),
  progress: (text) => console.error(text),
});
for (const [name, list] of Object.entries({ lost, doubled, wrong })) {
  for (const each of list.slice(0, 20)) console.error(`${name}: ${each}`);
}
console.log(
  JSON.stringify({
    chaos: 'house',
    faults: kills,
    each,
    ...figures,
    lost: lost.length,
    doubled: doubled.length,
    wrong: wrong.length,
    seed,
  }),
);
process.exit(lost.length + doubled.length + wrong.length > 0 ? 1 : 0);
