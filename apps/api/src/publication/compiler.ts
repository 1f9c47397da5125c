/** Compiles a report in a thread of its own (`publish.ts` starts it): a whole region takes tens of seconds of arithmetic. */
import { parentPort, workerData } from 'node:worker_threads';
import { Unprotectable } from '@rogatoria/workflows/disclosure.ts';
import { type Compilation, compile, type Report } from '@rogatoria/workflows/publication.ts';

/** What the thread answers: the report, or the cell that nothing protects any more. */
export type Compiled = { report: Report } | { unprotectable: string };

async function compiled(): Promise<Compiled> {
  try {
    return { report: await compile(workerData as Compilation) };
  } catch (error) {
    if (error instanceof Unprotectable) return { unprotectable: error.cell };
    throw error;
  }
}

parentPort?.postMessage(await compiled());
