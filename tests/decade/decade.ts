/**
 * A decade of all 35 States in one installation: requests in the order of time, while several workers at once sweep
 * whatever is due. Every reminder that the law of the procedure asks for reaches every officer it is for, once.
 */
import { casesOf, replay } from '@rogatoria/api/audit/cases.ts';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { sweep } from '@rogatoria/api/deadlines/sweep.ts';
import { evidencePlots, preservationPlots } from '@rogatoria/api/demo/plots.ts';
import { seedParticipants } from '@rogatoria/api/demo/seed.ts';
import { Present, random, Teller } from '@rogatoria/api/demo/teller.ts';
import { officersOf } from '@rogatoria/api/demo/year.ts';
import { deliverOutbox } from '@rogatoria/api/exchange/send.ts';
import { connect, type Database, sql } from '@rogatoria/db';
import { type Kind, kinds, type Role } from '@rogatoria/workflows';
import { idOf, memberStates, pick, Timeline, twoOf } from '../harness/chronicle.ts';
import { testHouse } from '../harness/house.ts';
import { type Expected, expectedOf } from './expected.ts';

export interface DecadeOptions {
  seed: number;
  years: number;
  /** requests begun in all */
  requests: number;
  /** makes the installation worse before the run: the run must find it */
  plant?: (all: Database) => Promise<unknown>;
  progress?: (text: string) => void;
}

export interface DecadeFigures extends Record<string, unknown> {
  ok: boolean;
  seed: number;
  states: number;
  years: number;
  requests: number;
  /** clocks started, by either side */
  deadlines: number;
  /** rungs of ladders that came due while their clock ran */
  reminders: number;
  /** notices that these rungs owe to officers, those written, and those of them that differ */
  expected: number;
  sent: number;
  distinct: number;
  /** sweeps of one participant by several workers at the same instant */
  sweeps: number;
}

const day = 86_400_000;
const beginning = Date.parse('2027-01-04T12:00:00.000Z');
const participants = memberStates(['drafter', 'approver', 'officer', 'duty']);

/** A story whose time is everybody's: what the clocks bring on the way comes by the sweeps, not by the story itself. */
class Chronicle extends Teller {
  private readonly timeline: Timeline;
  constructor(timeline: Timeline, ...story: ConstructorParameters<typeof Teller>) {
    super(...story);
    this.timeline = timeline;
  }
  protected override async pass(time: number): Promise<void> {
    await this.timeline.until(time, this.name);
    this.time = time;
  }
}

/** Runs it. Throws when a story cannot be told; everything else is in the figures. */
export async function decade(options: DecadeOptions): Promise<DecadeFigures> {
  const { seed, years, requests, progress = () => {} } = options;
  const t = await testHouse();
  // Past every wall: what is due is asked for all participants at once, as no process of the house could.
  const beyond = new URL(process.env.TEST_DATABASE_SUPERUSER_URL ?? '');
  beyond.pathname = new URL(t.appUrl).pathname;
  const all = connect(beyond.href, 2);
  try {
    const { house } = t;
    t.forward(new Date(beginning).toISOString());
    await seedParticipants(t.ownerUrl, house.config.secret, house.clock.now(), participants);
    await options.plant?.(all);
    const codes = participants.map(({ code }) => code);
    const officers = await officersOf(house, codes);
    const chance = random(seed);
    const end = beginning + years * 365.25 * day;
    const timeline = new Timeline();
    const failures: string[] = [];
    const tell = async (n: number) => {
      const [requesting, requested] = twoOf(codes, chance);
      const plots = chance() < 0.5 ? preservationPlots : evidencePlots;
      const plot = pick(plots, chance());
      const start = beginning + ((n + chance()) / requests) * (end - beginning - 30 * day);
      const name = `decade-${n}`;
      const ids = Object.fromEntries(kinds.map((kind) => [kind, idOf(chance)])) as Record<Kind, string>;
      const story = { name, requesting, requested, start, until: end, seed: seed + n, ids, stopped: () => false };
      const teller = new Chronicle(timeline, house, officers, story);
      await timeline.until(start, name);
      try {
        await plot(teller);
      } catch (error) {
        if (!(error instanceof Present)) failures.push(`${name}: ${(error as Error).message}`);
      }
      timeline.park();
    };
    for (let n = 0; n < requests; n++) void tell(n);

    let sweeps = 0;
    let now = beginning;
    /** Everything that is due until `time`, at its own instant or a little later, by two workers at once. */
    const bring = async (time: number) => {
      for (let due = await nextDue(all, time); due; due = await nextDue(all, time)) {
        // A sweep comes round every five seconds, and later when the machine is busy.
        now = Math.min(time, Math.max(now, due.at) + chance() * 60_000);
        const moment = { now: new Date(now).toISOString() };
        for (const code of due.participants) {
          await Promise.all([sweep(house, code, moment), sweep(house, code, moment)]);
          sweeps++;
        }
        await carry(all, t, now);
      }
      now = time;
    };
    for (let steps = 0, at = timeline.next(); at !== undefined; at = timeline.next(), steps++) {
      await bring(at);
      t.forward(new Date(at).toISOString());
      await timeline.step();
      if (steps % 500 === 499) progress(`${new Date(at).toISOString().slice(0, 10)}, ${steps + 1} steps`);
    }
    await bring(end);
    if (failures.length > 0) throw new Error(`${failures.length} stories could not be told: ${failures.join('; ')}`);

    const found = await compare(all, new Date(now).toISOString());
    const { ok, faults } = await verify(house.db, codes);
    if (!ok) progress(`${faults} faults in the record`);
    for (const each of [...found.missing, ...found.added].slice(0, 20)) progress(each);
    const right = found.missing.length === 0 && found.added.length === 0 && found.sent === found.distinct;
    return {
      ok: ok && right,
      seed,
      states: codes.length,
      years,
      requests,
      deadlines: found.deadlines,
      reminders: found.reminders,
      expected: found.expected,
      sent: found.sent,
      distinct: found.distinct,
      sweeps,
    };
  } finally {
    await all.destroy();
    await t.close();
  }
}

/** The earliest instant up to `time` at which something is due, and for whom; undefined when nothing is. */
async function nextDue(all: Database, time: number): Promise<{ at: number; participants: string[] } | undefined> {
  const until = new Date(time).toISOString();
  const { rows } = await sql<{ at: string; participants: string[] }>`
    with due as (
      select participant, at from reminder where sent_at is null and at <= ${until}
      union all
      select deadline.participant, due_at from deadline join case_file on case_file.id = case_id
      where deadline.kind = 'preservation_expiry' and direction = 'incoming' and deadline.status = 'running'
        and due_at <= ${until}
    ), first as (select min(at) as at from due)
    select first.at, array_agg(distinct due.participant order by due.participant) as participants
    from first join due on due.at <= first.at + interval '1 minute' group by first.at`.execute(all);
  const [row] = rows;
  return row && { at: Date.parse(row.at), participants: row.participants };
}

/** Delivers what waits, until nothing does. */
async function carry(all: Database, t: Awaited<ReturnType<typeof testHouse>>, now: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ participant: string }>`
      select distinct participant from message where direction = 'out' and status = 'waiting'`.execute(all);
    if (rows.length === 0) return;
    let moved = 0;
    for (const { participant } of rows)
      moved += await deliverOutbox(t.house, participant, { now: new Date(now).toISOString() });
    if (moved === 0) return;
  }
}

/** Holds the reminders and notices that are there against those that the logs ask for. */
async function compare(all: Database, now: string) {
  const expected: Expected[] = [];
  let deadlines = 0;
  await all.transaction().execute(async (trx) => {
    for await (const { row, events, forms } of casesOf(trx)) {
      const { fault, steps } = replay(row, events, forms);
      if (fault) throw new Error(`log of ${row.id}: ${fault.detail}`);
      const of = expectedOf(row, steps, now);
      deadlines += of.clocks;
      expected.push(...of.expected);
    }
  });
  const accounts = await all.selectFrom('account').select(['id', 'participant', 'roles']).execute();
  const due = expected.flatMap(({ participant, to, key }) =>
    accounts
      .filter(
        (account) => account.participant === participant && account.roles.some((role) => to.includes(role as Role)),
      )
      .map(({ id }) => `${id} ${key}`),
  );
  const { rows } = await sql<{ key: string }>`
    select account_id || ' ' || deadline.case_id || ' ' || deadline.kind || ' '
      || to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || rung as key
    from notification join reminder on occasion = deadline_id || ':' || rung join deadline on deadline.id = deadline_id
    where sent_at is not null`.execute(all);
  const there = rows.map(({ key }) => key);
  const [want, have] = [new Set(due), new Set(there)];
  return {
    deadlines,
    reminders: expected.length,
    expected: due.length,
    sent: there.length,
    distinct: have.size,
    missing: [...want.difference(have)].map((key) => `missing: ${key}`),
    added: [...have.difference(want)].map((key) => `added: ${key}`),
  };
}
