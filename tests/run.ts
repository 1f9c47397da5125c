// `pnpm test [FILTER…]`: every test against one embedded PostgreSQL of its own, and Redis where TEST_REDIS_URL names
// one. The last line is `N passed, N failed`, with `, N skipped` where that applies.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@rogatoria/db/embedded.ts';
import type { Report } from './harness/reporter.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rogatoria-test-'));
const temporary = path.join(folder, 'tmp');
fs.mkdirSync(temporary);
// As root, tests start processes of other users in there.
for (const each of [folder, temporary]) fs.chmodSync(each, 0o711);

const interruption = new AbortController();
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
] as const) {
  process.on(signal, () => interruption.abort(128 + number));
}

const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), fast: true });
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  TMPDIR: temporary,
  TEST_DATABASE_SUPERUSER_URL: postgres.superuserUrl,
  TEST_REPORT: path.join(folder, 'report.json'),
};
if (environment.TEST_REDIS_URL && !(await answers(environment.TEST_REDIS_URL))) {
  console.log('The Redis of TEST_REDIS_URL does not answer; going on without it.');
  delete environment.TEST_REDIS_URL;
}

const code = interruption.signal.aborted ? null : await runVitest(process.argv.slice(2), environment);
let report: Report = { passed: 0, failed: 0, failures: [], skipped: [] };
try {
  report = JSON.parse(fs.readFileSync(path.join(folder, 'report.json'), 'utf8'));
} catch {
  console.log('The test run did not come to its end.');
}
if (code !== 0 && report.failed === 0) report.failed = 1;

// Servers of tests that were killed before they could stop them.
for (const file of fs.globSync('**/postmaster.pid', { cwd: temporary })) {
  try {
    process.kill(Number(fs.readFileSync(path.join(temporary, file), 'utf8').split('\n')[0]), 'SIGQUIT');
  } catch {}
}
await postgres.stop();
fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10 });

for (const failure of report.failures) console.log(`failed: ${failure}`);
for (const { test, reason } of report.skipped) console.log(`skipped: ${test}: ${reason}`);
const skipped = report.skipped.length > 0 ? `, ${report.skipped.length} skipped` : '';
const summary = `${report.passed} passed, ${report.failed} failed${skipped}\n`;
await new Promise((resolve) => process.stdout.write(summary, resolve));
process.exit(interruption.signal.aborted ? interruption.signal.reason : report.failed > 0 ? 1 : 0);

/** In a process group of its own, so that it can be ended with all its children; its exit code. */
async function runVitest(filters: string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  const vitest = createRequire(import.meta.url).resolve('vitest/package.json');
  const reporter = fileURLToPath(new URL('harness/reporter.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [path.join(path.dirname(vitest), 'vitest.mjs'), 'run', '--reporter=default', `--reporter=${reporter}`, ...filters],
    { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true },
  );
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {}
  };
  interruption.signal.addEventListener('abort', () => {
    signalGroup('SIGINT');
    setTimeout(() => signalGroup('SIGKILL'), 5_000).unref();
  });
  const ended = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  signalGroup('SIGKILL');
  return ended;
}

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
