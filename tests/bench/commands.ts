// How much of what PostgreSQL can do reaches the officers: commands through the one writer, against bare transactions of
// as many statements, in turns on the same server, with the same number of connections and real writes to disk.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { seedParticipants } from '@rogatoria/api/demo/seed.ts';
import { command, type Officer, openDraft } from '@rogatoria/api/engine/handle.ts';
import { keyring } from '@rogatoria/api/engine/keys.ts';
import type { House } from '@rogatoria/api/house.ts';
import { as, connect, migrate, sql } from '@rogatoria/db';
import { startEmbeddedPostgres } from '@rogatoria/db/embedded.ts';
import { prepareDatabase } from '@rogatoria/db/roles.ts';
import type { Role } from '@rogatoria/workflows';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import pg from 'pg';

const clients = 4;
const rounds = 5;
const roundMs = 2_000;

export async function commands() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rogatoria-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
  try {
    const { ownerUrl, appUrl } = await prepareDatabase(postgres.superuserUrl, 'bench');
    await migrate(ownerUrl);
    const secret = Buffer.alloc(64, 3);
    await seedParticipants(ownerUrl, secret, new Date().toISOString());
    await asOwner(ownerUrl);
    const db = connect(appUrl, clients);
    const clock = { now: () => new Date().toISOString(), forwardTo: async () => {} };
    const house = {
      db,
      clock,
      keys: keyring(db, secret),
      wake: () => {},
      untold: new Set<string>(),
    } as unknown as House;
    const turns = await Promise.all(Array.from({ length: clients }, (_, n) => officers(house, n)));
    const statements = await statementsOf(turns[0] as () => Promise<unknown>);
    const bare = Array.from({ length: clients }, (_, n) => yardstick(house, n, statements));

    // The first round warms both up and is not counted.
    await Promise.all([...turns, ...bare].map((work) => work()));
    await repeat(turns);
    await repeat(bare);
    const done = { commands: 0, bare: 0 };
    for (let round = 0; round < rounds; round++) {
      done.commands += await repeat(turns);
      done.bare += await repeat(bare);
    }
    await db.destroy();
    const perSecond = (count: number) => Math.round(count / ((rounds * roundMs) / 1_000));
    return {
      ratio: Math.round((done.commands / done.bare) * 100) / 100,
      against: 'pgbench-like bare insert+update transaction of as many statements in the same run',
      commands_per_second: perSecond(done.commands),
      bare_per_second: perSecond(done.bare),
      statements,
      clients,
    };
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** The yardstick's two tables: an account to change and a history to add to. */
async function asOwner(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create table bare_account (id integer primary key, balance integer not null);
    create table bare_history (account integer not null, delta integer not null, at timestamptz not null);
    insert into bare_account select n, 0 from generate_series(1, 10) n;
    grant select, insert, update on bare_account, bare_history to rogatoria_app;`);
  await client.end();
}

/** Two officers who submit a draft and send it back, for ever: returns one command at a time. */
async function officers(house: House, n: number): Promise<() => Promise<unknown>> {
  const found = await as(house.db, 'BRA', (trx) =>
    trx.selectFrom('account').select(['id', 'participant', 'roles']).execute(),
  );
  const of = (role: Role) => found.find(({ roles }) => roles.includes(role)) as Officer;
  const today = house.clock.now().slice(0, 10);
  const example = exampleForm('evidence', { lang: 'pt', seed: n, requesting: 'BRA', requested: 'CHL', today });
  const { id } = await as(house.db, 'BRA', (trx) =>
    openDraft(
      trx,
      of('drafter'),
      {
        kind: 'evidence',
        counterpart: 'CHL',
        title: 'Bench',
        bases: ['OAS-A55', 'ETS185'],
        form_language: 'pt',
        ...example,
      },
      { now: house.clock.now() },
    ),
  );
  let step = 0;
  return () => {
    const submit = step++ % 2 === 0;
    const key = `bench-${n}-${step}`;
    return submit
      ? command(house, of('drafter'), id, 'submit', {}, { key })
      : command(house, of('approver'), id, 'return_for_correction', { defects: 'Período.' }, { key });
  };
}

/** As many statements as a command has, begin and commit among them: inserts and updates in turns. */
function yardstick(house: House, n: number, statements: number): () => Promise<unknown> {
  return () =>
    house.db.transaction().execute(async (trx) => {
      for (let left = statements - 2; left > 0; left--) {
        await (left % 2 === 0
          ? sql`update bare_account set balance = balance + 1 where id = ${n + 1}`
          : sql`insert into bare_history values (${n + 1}, 1, now())`
        ).execute(trx);
      }
    });
}

/** How many statements a command sends, on average over both. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { prototype } = pg.Client;
  const query = prototype.query;
  let count = 0;
  prototype.query = function (this: pg.Client, ...args: unknown[]) {
    count++;
    return (query as (...args: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  await work();
  await work();
  prototype.query = query;
  return Math.round(count / 2);
}

/** Each client does its work again and again for one round. Returns how often, together. */
async function repeat(works: (() => Promise<unknown>)[]): Promise<number> {
  const end = performance.now() + roundMs;
  const counts = await Promise.all(
    works.map(async (work) => {
      let count = 0;
      for (; performance.now() < end; count++) await work();
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
