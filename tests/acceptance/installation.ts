// A whole demonstration installation in a process of its own, as `pnpm start` makes it.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Installation {
  url: string;
  dataDir: string;
  stop(): Promise<void>;
}

/** Slow machines are waited for; nothing is measured. */
export const patience = Number(process.env.TEST_PATIENCE ?? 1);

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Without `stories` its past year is as a user finds it. Its clock begins where four times forty days do not turn the year.
 * @param settings more of its environment
 */
export async function startInstallation(
  start: string,
  stories?: number,
  settings: Record<string, string> = {},
): Promise<Installation> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'rogatoria-acceptance-'));
  const { DATABASE_URL, REDIS_URL, SMTP_URL, PUBLIC_URL, SECRET_FILE, VITEST, NODE_ENV, ...env } = process.env;
  const child = spawn(process.execPath, ['apps/api/src/demo/start.ts'], {
    cwd: root,
    env: {
      ...env,
      PORT: String(await freePort()),
      DATA_DIR: dataDir,
      DEMO_START: start,
      ...(stories === undefined ? {} : { DEMO_STORIES: String(stories) }),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { url: await readiness(child), dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address of its line `ready http://localhost:PORT`. */
function readiness(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const ready = /^ready (\S+)$/m.exec(said);
      if (ready?.[1]) resolve(ready[1]);
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`the demonstration ended with ${code} before it was ready\n${said}`)),
    );
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
