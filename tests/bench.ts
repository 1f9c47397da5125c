// `pnpm bench [NAME]`: each prints one JSON line with a ratio to a yardstick that was measured in the same run. Without a
// name, all of them.
import { commands } from './bench/commands.ts';
import { figures } from './bench/figures.ts';

const benches: Record<string, () => Promise<{ ratio: number; against: string } & Record<string, unknown>>> = {
  commands,
  figures,
};

const [name] = process.argv.slice(2);
if (name !== undefined && !Object.hasOwn(benches, name)) {
  console.error(`There is no benchmark ${name}.\nBenchmarks: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const [each, run] of Object.entries(benches)) {
  if (name === undefined || name === each) console.log(JSON.stringify({ bench: each, ...(await run()) }));
}
process.exit();
