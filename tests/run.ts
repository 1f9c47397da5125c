// `pnpm test [FILTER…]`: every test against one embedded PostgreSQL of its own, and Redis where TEST_REDIS_URL names
// one. The last line is `N passed, N failed`, with `, N skipped` where that applies.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@rogatoria/db/embedded.ts';
import { startVitest, type Vitest } from 'vitest/node';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rogatoria-test-'));
const removeFolder = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
process.once('exit', removeFolder);

const postgres = await startEmbeddedPostgres({ dataDir: folder, fast: true });
process.env.TEST_DATABASE_SUPERUSER_URL = postgres.superuserUrl;
if (process.env.TEST_REDIS_URL && !(await answers(process.env.TEST_REDIS_URL))) {
  console.log('The Redis of TEST_REDIS_URL does not answer; going on without it.');
  delete process.env.TEST_REDIS_URL;
}

let vitest: Vitest | undefined;
let interrupted: number | undefined;
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
] as const) {
  process.on(signal, async () => {
    if (interrupted !== undefined) process.exit(interrupted);
    interrupted = 128 + number;
    await postgres.stop();
    process.exit(interrupted);
  });
}

let problem: unknown;
try {
  vitest = await startVitest('test', process.argv.slice(2), { root, watch: false });
} catch (error) {
  problem = error;
}

const count = { passed: 0, failed: 0, skipped: 0 };
const skipped: string[] = [];
for (const module of vitest?.state.getTestModules() ?? []) {
  let own = 0;
  for (const test of module.children.allTests()) {
    const result = test.result();
    if (result.state === 'passed') count.passed++;
    else if (result.state === 'skipped') {
      count.skipped++;
      const reason = 'note' in result && result.note ? result.note : `no reason given (${test.options.mode})`;
      skipped.push(`skipped: ${path.relative(root, module.moduleId)} > ${test.fullName}: ${reason}`);
    } else {
      count.failed++;
      own++;
    }
  }
  // A file that cannot be loaded, or a hook that fails, has no failed test to show for it.
  if (own === 0 && module.state() === 'failed') count.failed++;
}
count.failed += vitest?.state.getUnhandledErrors().length ?? 0;
if (problem !== undefined) {
  console.error(problem);
  count.failed++;
}

await vitest?.close();
await postgres.stop();
removeFolder();
for (const line of skipped) console.log(line);
if (count.passed + count.failed === 0) console.log('No test ran.');
const summary = `${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`;
await new Promise((resolve) => process.stdout.write(`${summary}\n`, resolve));
process.exit(count.failed > 0 || count.passed === 0 ? 1 : 0);

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = net.connect({ host: hostname, port: Number(port || 6379), timeout: 2_000 }, () => {
      socket.write('PING\r\n');
    });
    const done = (ok: boolean) => {
      socket.destroy();
      resolve(ok);
    };
    // `-NOAUTH` is an answer too.
    socket.on('data', (data) => done(/^[+-]/.test(data.toString())));
    socket.on('timeout', () => done(false));
    socket.on('error', () => done(false));
  });
}
