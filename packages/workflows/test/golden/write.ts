// `pnpm golden`: writes the golden stored rows of every procedure in the version its machine has now.
import { fileName, goldenOf, workflows, writeGolden } from './golden.ts';

for (const workflow of workflows) {
  const golden = goldenOf(workflow);
  writeGolden(golden);
  console.log(`${fileName(golden)}: ${golden.rows.length} rows, ${Object.keys(golden.events).length} events`);
}
