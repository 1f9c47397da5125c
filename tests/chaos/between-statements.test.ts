// The process killed between any two statements: nothing of what it was doing is there, and doing it again does all of it.

import { sweep } from '@rogatoria/api/deadlines/sweep.ts';
import { command, type Officer } from '@rogatoria/api/engine/handle.ts';
import { read } from '@rogatoria/api/engine/vault.ts';
import { wrap } from '@rogatoria/api/exchange/envelope.ts';
import { receive } from '@rogatoria/api/exchange/receive.ts';
import type { House } from '@rogatoria/api/house.ts';
import { as, connect, type Database, sql } from '@rogatoria/db';
import type { Role } from '@rogatoria/workflows';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepted, acknowledged, delivered, draft, preserved, sent } from '../factories.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
/** sees and does everything */
let all: Database;
let tried = 0;
beforeAll(async () => {
  t = await testHouse();
  const url = new URL(process.env.TEST_DATABASE_SUPERUSER_URL as string);
  url.pathname = new URL(t.appUrl).pathname;
  all = connect(url.href, 1);
});
afterAll(async () => {
  console.log(`cut points tried: ${tried}`);
  pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  await all.destroy();
  await t.close();
});

// --- the knife: connections that call themselves “cut” die at a chosen statement, and with them whatever came after

interface Knife {
  statements: number;
  commits: number;
  /** before which statement to die; or, once it is executed, after which commit */
  at: { statement: number } | { commit: number } | null;
  fallen: PromiseWithResolvers<'killed'>;
}
let knife: Knife | undefined;

const query = pg.Client.prototype.query as (...args: unknown[]) => Promise<unknown>;
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const { application_name } = (this as unknown as { connectionParameters: pg.ClientConfig }).connectionParameters;
  if (!knife || application_name !== 'cut') return query.apply(this, args);
  const { fallen, at } = knife;
  const statement = ++knife.statements;
  const commit = args[0] === 'commit' ? ++knife.commits : 0;
  const die = () => {
    this.on('error', () => {});
    (this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    fallen.resolve('killed');
    return new Promise<never>(() => {});
  };
  if (at && 'statement' in at && statement >= at.statement) return die();
  const answer = query.apply(this, args);
  return at && 'commit' in at && commit === at.commit ? answer.then(die) : answer;
} as typeof pg.Client.prototype.query;

/** Runs `work` in a process of its own, so to speak: it is killed at `at`, and never comes back. */
async function cut<T>(work: (house: House) => Promise<T>, at: Knife['at']) {
  const db = connect(`${t.appUrl}?application_name=cut`, 3);
  const mine: Knife = { statements: 0, commits: 0, at, fallen: Promise.withResolvers() };
  knife = mine;
  try {
    const result = await Promise.race([work({ ...t.house, db }), mine.fallen.promise]);
    return { killed: result === 'killed', result, ...mine };
  } finally {
    knife = undefined;
    // What the dead one had taken from its pool never comes back: not waited for.
    void db.destroy().catch(() => {});
  }
}

/** A fingerprint of every row of every table. */
async function rows(): Promise<Record<string, string>> {
  tables ??= (
    await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(all)
  ).rows.map(({ name }) => name);
  const print = (name: string) =>
    sql`select ${name} as name, md5(string_agg(md5(t::text), '' order by md5(t::text))) as print from ${sql.table(name)} t`;
  const prints = sql<{ name: string; print: string }>`${sql.join(tables.map(print), sql` union all `)}`;
  return Object.fromEntries((await prints.execute(all)).rows.map((row) => [row.name, row.print]));
}
let tables: string[] | undefined;

async function officer(role: Role, participant: string): Promise<Officer> {
  const found = await all
    .selectFrom('account')
    .select(['id', 'participant', 'roles'])
    .where('participant', '=', participant)
    .execute();
  return found.find(({ roles }) => roles.includes(role)) as Officer;
}

type Work = (house: House) => Promise<unknown>;

async function give(
  role: Role,
  participant: string,
  id: string,
  name: string,
  payload: Record<string, unknown> = {},
): Promise<Work> {
  const who = await officer(role, participant);
  return (house) => command(house, who, id, name, payload, { key: `${name} ${id}` });
}

/** The message that waits for `me`, as the exchange would bring it. */
async function arrival(me: string, type: string): Promise<Work> {
  const message = await all
    .selectFrom('message')
    .selectAll()
    .where('direction', '=', 'out')
    .where('status', '=', 'waiting')
    .where('counterpart', '=', me)
    .where('type', '=', type)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const { id, participant: from, request_id, sequence, version, at, body } = message;
  const { sealed } = await wrap(t.house.keys, { id, from, to: me, request_id, sequence, type, version, at, body });
  return (house) =>
    receive(
      house,
      me,
      sealed,
      async (shared) => {
        const file = await as(house.db, from, (trx) =>
          trx.selectFrom('file').selectAll().where('shared_id', '=', shared).executeTakeFirstOrThrow(),
        );
        return read(house, from, file);
      },
      { now: t.house.clock.now() },
    );
}

async function approved(follows: string[]): Promise<string> {
  const id = await draft(t, 'evidence', { follows });
  await (await t.as('drafter', 'BRA')).command(id, 'submit');
  await (await t.as('approver', 'BRA')).command(id, 'approve');
  return id;
}

async function held(): Promise<string> {
  return (await preserved(t)).requestId;
}

async function delivery(): Promise<Work> {
  const { incoming } = await accepted(t, { follows: [await held()] });
  const { body } = await (await t.as('officer', 'CHL')).upload(incoming, 'registros.csv', Buffer.from('hora\n10:00\n'));
  return give('officer', 'CHL', incoming, 'deliver', { files: [body.id], final: true, complete: true });
}

const everything: { what: string; prepare: () => Promise<Work> }[] = [
  {
    what: 'transmit a request that follows a preservation',
    prepare: async () => give('approver', 'BRA', await approved([await held()]), 'transmit'),
  },
  { what: 'deliver the evidence of a request that holds a preservation', prepare: delivery },
  {
    what: 'confirm the receipt',
    prepare: async () => give('drafter', 'BRA', (await delivered(t)).outgoing, 'confirm_receipt'),
  },
  {
    what: 'confirm a preservation',
    prepare: async () => {
      const { incoming } = await acknowledged(t, 'preservation');
      const today = Temporal.PlainDate.from(t.house.clock.now().slice(0, 10));
      const dates = { preserved_from: today.toString(), preserved_until: today.add({ days: 60 }).toString() };
      return give('duty', 'CHL', incoming, 'confirm', { what: 'Todo.', ...dates });
    },
  },
  {
    what: 'refuse a request, which ends its hold on a preservation',
    prepare: async () => {
      const { incoming } = await acknowledged(t, 'evidence', { follows: [await held()] });
      const { grounds } = (await (await t.as('officer', 'CHL')).get(`/api/cases/${incoming}`)).body;
      return give('officer', 'CHL', incoming, 'refuse', {
        ground: grounds[0].code,
        reasons: 'Razones.',
        consultation_held: false,
        consultation: 'No.',
      });
    },
  },
  {
    what: 'receive a request that holds a preservation',
    prepare: async () => {
      await (await give('approver', 'BRA', await approved([await held()]), 'transmit'))(t.house);
      return arrival('CHL', 'request');
    },
  },
  {
    what: 'receive evidence with its file',
    prepare: async () => {
      await (await delivery())(t.house);
      return arrival('BRA', 'delivery');
    },
  },
  {
    what: 'receive the receipt, which ends a preservation',
    prepare: async () => {
      const { outgoing } = await delivered(t, { follows: [await held()] });
      await (await give('drafter', 'BRA', outgoing, 'confirm_receipt'))(t.house);
      return arrival('CHL', 'receipt_confirmation');
    },
  },
  {
    what: 'remind of an acknowledgement that is due',
    prepare: async () => {
      const { incoming } = await sent(t, 'evidence');
      t.forward(8 * 86_400_000);
      const moment = { now: t.house.clock.now() };
      return (house) => sweep(house, 'CHL', moment, { cases: [incoming] });
    },
  },
  {
    what: 'let a preservation expire',
    prepare: async () => {
      const { incoming } = await preserved(t);
      // Its reminders are sent before: what is left is the expiry alone.
      t.forward(62 * 86_400_000);
      await all
        .deleteFrom('reminder')
        .where('deadline_id', 'in', (eb) => eb.selectFrom('deadline').select('id').where('case_id', '=', incoming))
        .execute();
      const moment = { now: t.house.clock.now() };
      return (house) => sweep(house, 'CHL', moment, { cases: [incoming] });
    },
  },
];

test.each(everything)('$what: all of it or nothing', { timeout: 120_000 }, async ({ prepare }) => {
  const work = await prepare();
  const before = await rows();
  let whole: Awaited<ReturnType<typeof cut>>;
  for (let statement = 1; ; statement++, tried++) {
    whole = await cut(work, { statement });
    if (!whole.killed) break;
    expect(await rows(), `killed before statement ${statement}`).toEqual(before);
  }
  expect(whole.statements).toBeGreaterThan(8);
  const after = await rows();
  expect(after.case_event === before.case_event && after.notification === before.notification).toBe(false);

  // Killed once it was done, before it could say so: it is there, and asking again changes nothing.
  const again = await prepare();
  const untouched = await rows();
  tried++;
  expect((await cut(again, { commit: whole.commits })).killed).toBe(true);
  const done = await rows();
  expect(done).not.toEqual(untouched);
  await again(t.house);
  expect(await rows()).toEqual(done);
});
