import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/embedded.ts';
import { prepareDatabase } from '../src/roles.ts';

let initialised: string;
let folder: string;
const cleanups: (() => unknown)[] = [];

beforeAll(async () => {
  initialised = fs.mkdtempSync(path.join(os.tmpdir(), 'rogatoria-embedded-'));
  await (await startEmbeddedPostgres({ dataDir: initialised, fast: true })).stop();
});

afterAll(() => fs.rmSync(initialised, { recursive: true, force: true }));

beforeEach(() => {
  // Mode 700: as root, the server's user cannot enter it.
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rogatoria-embedded-'));
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

async function start(dataDir: string, more: { port?: number; fast?: boolean } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, fast: true, ...more });
  cleanups.push(() => server.stop());
  return server;
}

/** Spares a test the second that making a cluster takes. */
function prepare(dataDir: string): string {
  const [from, to] = [path.join(initialised, 'cluster'), path.join(dataDir, 'cluster')];
  fs.cpSync(from, to, { recursive: true });
  const { uid, gid } = fs.statSync(from);
  spawnSync('chown', ['-R', `${uid}:${gid}`, to]);
  fs.chmodSync(to, 0o700);
  return dataDir;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

interface Starter {
  child: ChildProcess;
  said: { port: number; pid: number; superuserUrl: string; adopted: boolean };
}

/** A process that starts a server on the folder and stays. */
async function starter(dataDir: string, as: { uid?: number; gid?: number } = {}): Promise<Starter> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('starter.ts', import.meta.url)), dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: { PATH: process.env.PATH, ...(as.uid === undefined ? {} : { HOME: '/nonexistent' }) },
    ...as,
  });
  cleanups.push(() => child.kill('SIGKILL'));
  let complaints = '';
  child.stderr?.on('data', (data) => (complaints += data));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data) => resolve(String(data)));
    child.once('exit', () => reject(new Error(`The starter ended: ${complaints}`)));
    child.once('error', reject);
  });
  return { child, said: JSON.parse(line) };
}

async function kill({ child }: Starter): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

const serverPid = (dataDir: string) =>
  Number(fs.readFileSync(path.join(dataDir, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);

test('a second start finds the data of the first, on the same port', async () => {
  const dataDir = path.join(folder, 'not yet there', 'it');
  const first = await start(dataDir, { fast: false });
  await query(first.superuserUrl, 'create table kept as select 7 as seven');
  const [settings] = await query(
    first.superuserUrl,
    `select current_setting('server_encoding') encoding, current_setting('data_checksums') checksums,
       current_setting('listen_addresses') addresses, current_setting('max_connections') connections,
       (select datcollate from pg_database where datname = 'postgres') locale`,
  );
  expect(settings).toMatchObject({
    encoding: 'UTF8',
    checksums: 'on',
    addresses: '127.0.0.1',
    connections: '120',
    ...(process.platform === 'linux' ? { locale: 'C.UTF-8' } : {}),
  });
  await first.stop();
  const second = await start(dataDir, { fast: false });
  expect(second).toMatchObject({ adopted: false, port: first.port });
  expect(await query(second.superuserUrl, 'select seven from kept')).toEqual([{ seven: 7 }]);
  for (const secret of ['', 'wrong']) {
    await expect(query(second.url('postgres', 'postgres', secret), 'select 1')).rejects.toThrow();
  }
  expect(fs.statSync(path.join(dataDir, 'cluster/superuser-password')).mode & 0o777).toBe(0o600);
});

test('the server of a killed process is taken over, and stopped in the end', async () => {
  prepare(folder);
  const dead = await starter(folder);
  await query(dead.said.superuserUrl, 'create table kept as select 7 as seven');
  await kill(dead);
  const server = await start(folder);
  expect(server).toMatchObject({ adopted: true, shared: false, port: dead.said.port });
  expect(serverPid(folder)).toBe(dead.said.pid);
  expect(await query(server.superuserUrl, 'select seven from kept')).toEqual([{ seven: 7 }]);
  await server.stop();
  expect(fs.existsSync(path.join(folder, 'cluster/postmaster.pid'))).toBe(false);
});

test('an orphan running otherwise than asked is replaced', async () => {
  prepare(folder);
  const dead = await starter(folder);
  await kill(dead);
  const server = await start(folder, { fast: false });
  expect(server.adopted).toBe(false);
  expect(await query(server.superuserUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
});

test('the server of a living process is shared, not taken', async () => {
  prepare(folder);
  const other = await starter(folder);
  const server = await start(folder);
  expect(server).toMatchObject({ adopted: true, shared: true });
  await server.stop();
  expect(await query(other.said.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await kill(other);
  await start(folder); // takes it over, so that it ends with the test
});

test('committed rows survive the death of the server itself', async () => {
  prepare(folder);
  const first = await start(folder, { fast: false });
  await query(first.superuserUrl, 'create table kept as select 7 as seven');
  process.kill(serverPid(folder), 'SIGKILL');
  const second = await start(folder, { fast: false });
  expect(second.adopted).toBe(false);
  expect(await query(second.superuserUrl, 'select seven from kept')).toEqual([{ seven: 7 }]);
});

test('a pid file from before a power cut, its number now another process, does not stop the start', async () => {
  prepare(folder);
  const first = await start(folder);
  await first.stop();
  const bystander = spawn('sleep', ['60'], { stdio: 'ignore', ...ownerOf(path.join(folder, 'cluster')) });
  cleanups.push(() => bystander.kill());
  fs.writeFileSync(
    path.join(folder, 'cluster/postmaster.pid'),
    `${bystander.pid}\n${path.join(folder, 'cluster')}\n1\n${first.port}\n\n127.0.0.1\n\nready\n`,
  );
  const second = await start(folder);
  expect(second.adopted).toBe(false);
  expect(bystander.exitCode).toBeNull();
});

test('two installations run side by side', async () => {
  const [one, two] = await Promise.all([start(path.join(folder, 'one')), start(path.join(folder, 'two'))]);
  expect(one.port).not.toBe(two.port);
  await expect(query(one.superuserUrl.replace(`:${one.port}`, `:${two.port}`), 'select 1')).rejects.toThrow(/password/);
});

test('two starts at once on new data end with one server', async () => {
  const [one, two] = await Promise.all([start(folder), start(folder)]);
  expect(one.port).toBe(two.port);
  expect([one.shared, two.shared].sort()).toEqual([false, true]);
});

test('a remembered port that is taken is changed, an asked one is not', async () => {
  const first = await start(prepare(path.join(folder, 'one')));
  prepare(path.join(folder, 'two'));
  fs.writeFileSync(path.join(folder, 'two/port'), String(first.port));
  const second = await start(path.join(folder, 'two'));
  expect(second.port).not.toBe(first.port);
  await second.stop();
  await expect(start(path.join(folder, 'two'), { port: first.port })).rejects.toThrow(/could not bind/);
});

test('an ordinary user without a home starts it too', async ({ skip }) => {
  if (process.getuid?.() !== 0) skip('runs as an ordinary user already, as every test here');
  const as = account('nobody');
  if (!as) return skip('there is no user nobody');
  const readable = spawnSync('test', ['-r', fileURLToPath(import.meta.url)], { cwd: '/', ...as }).status === 0;
  if (!readable) skip('the user nobody may not enter this checkout');
  fs.chmodSync(folder, 0o711);
  const dataDir = path.join(folder, 'theirs');
  fs.mkdirSync(dataDir, { mode: 0o700 });
  fs.chownSync(dataDir, as.uid, as.gid);
  const first = await starter(dataDir, as);
  await query(first.said.superuserUrl, 'create table kept as select 7 as seven');
  expect(fs.statSync(path.join(dataDir, 'cluster')).uid).toBe(as.uid);
  await kill(first);
  const second = await starter(dataDir, as);
  expect(second.said).toMatchObject({ adopted: true, port: first.said.port });
  await kill(second);
  const third = await start(dataDir); // as root, and the data stay theirs
  expect(third.adopted).toBe(true);
  expect(await query(third.superuserUrl, 'select seven from kept')).toEqual([{ seven: 7 }]);
});

test('the roles are made once, own what they should and see what they should', async () => {
  prepare(folder);
  const { superuserUrl } = await start(folder);
  const urls = await prepareDatabase(superuserUrl, 'some name');
  expect(await prepareDatabase(superuserUrl, 'some name')).toEqual(urls);
  await query(
    urls.ownerUrl,
    `create table secret (state text); alter table secret enable row level security;
     alter table secret force row level security; grant select on secret to rogatoria_app;
     create policy own on secret using (state = current_user);
     create table bullmq.job (id bigserial, name text)`,
  );
  await query(superuserUrl.replace(/postgres$/, 'some%20name'), `insert into secret values ('BRA')`);
  for (const url of [urls.ownerUrl, urls.appUrl]) expect(await query(url, 'select * from secret')).toEqual([]);
  expect(await query(urls.appUrl, `insert into bullmq.job (name) values ('x') returning id`)).toEqual([{ id: '1' }]);
  for (const sql of ['create table mine ()', 'drop table bullmq.job', 'create schema mine', 'drop table secret']) {
    await expect(query(urls.appUrl, sql)).rejects.toThrow(/permission denied|must be owner/);
  }
  expect(await query(urls.appUrl, `select unaccent('São') as plain, 'A'::citext = 'a' as same`)).toEqual([
    { plain: 'Sao', same: true },
  ]);
  const other = await prepareDatabase(superuserUrl, 'other', { owner: 'one', app: "it's" });
  expect(await query(other.appUrl, 'select current_user as me')).toEqual([{ me: 'rogatoria_app' }]);
});

function account(name: string): { uid: number; gid: number } | undefined {
  const [user, group] = [spawnSync('id', ['-u', name]), spawnSync('id', ['-g', name])];
  return user.status === 0 && group.status === 0 ? { uid: Number(user.stdout), gid: Number(group.stdout) } : undefined;
}

function ownerOf(file: string): { uid?: number; gid?: number } {
  const { uid, gid } = fs.statSync(file);
  return process.getuid?.() === 0 ? { uid, gid } : {};
}
