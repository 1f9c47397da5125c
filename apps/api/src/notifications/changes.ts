/**
 * What changed in the database, told to those who listen here (ADR 0015). Each process has one listening connection,
 * opened with the first listener; what it hears is only whose row changed, and is read again under row-level security.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { as } from '@rogatoria/db';
import pg from 'pg';
import { traceOf } from '../errors.ts';
import type { House } from '../house.ts';

/** `resync`: something may have been missed; whoever shows anything reads it again. */
export type Change =
  | { event: 'resync' }
  | { event: 'case'; id: string; version: number }
  | { event: 'notification'; id: string };

export interface Listener {
  participant: string;
  account: string;
  session: string;
  readsCases(): boolean;
  tell(change: Change): void;
  /** looks again whether the session still stands, and ends the stream when it does not */
  prove(): void;
}

export interface Changes {
  /** Returns how to leave. The first thing told is `resync`, as soon as changes are heard. */
  join(listener: Listener): () => void;
  close(): Promise<void>;
}

const channel = 'rogatoria_changed';
/** One event writes several rows: they are gathered for so long and told once. */
const gatherMs = 150;
/** More rows than this at once are told as `resync`. */
const many = 200;
/** How often a silent connection is asked whether it still lives. */
const askMs = 30_000;

export function changesOf(house: House): Changes {
  const listeners = new Set<Listener>();
  /** by participant, what was heard and not yet told */
  const heard = new Map<string, { cases: Set<string>; notices: Set<string> }>();
  let gathering: NodeJS.Timeout | undefined;
  let listening = false;
  let running: Promise<void> | undefined;
  const ending = new AbortController();

  const hear = (payload: string) => {
    const [participant = '', what, id = ''] = payload.split(' ');
    if (what === 'session' || what === 'account') {
      for (const one of listeners) if (one[what] === id) one.prove();
      return;
    }
    if (![...listeners].some((one) => one.participant === participant)) return;
    const rows = heard.get(participant) ?? { cases: new Set(), notices: new Set() };
    (what === 'case' ? rows.cases : rows.notices).add(id);
    heard.set(participant, rows);
    gathering ??= setTimeout(() => {
      gathering = undefined;
      tellAll();
    }, gatherMs);
  };

  const tellAll = () => {
    for (const [participant, { cases, notices }] of heard) {
      const to = [...listeners].filter((one) => one.participant === participant);
      const resync = () => {
        for (const one of to) one.tell({ event: 'resync' });
      };
      if (cases.size + notices.size > many) resync();
      else read(participant, [...cases], [...notices]).then((rows) => tell(to, rows), resync);
    }
    heard.clear();
  };

  /** What was heard, as far as this participant may see it. */
  const read = (participant: string, cases: string[], notices: string[]) =>
    as(house.db, participant, async (trx) => ({
      cases: cases.length
        ? await trx.selectFrom('case_file').select(['id', 'version']).where('id', 'in', cases).execute()
        : [],
      notices: notices.length
        ? await trx.selectFrom('notification').select(['id', 'account_id']).where('id', 'in', notices).execute()
        : [],
    }));

  const tell = (to: Listener[], { cases, notices }: Awaited<ReturnType<typeof read>>) => {
    for (const one of to) {
      if (one.readsCases()) for (const { id, version } of cases) one.tell({ event: 'case', id, version });
      for (const { id, account_id } of notices) if (account_id === one.account) one.tell({ event: 'notification', id });
    }
  };

  /** Listens until closed, on a new connection whenever one breaks. */
  const listen = async () => {
    while (!ending.signal.aborted) {
      await listenOnce().catch((error: Error) => house.log.warn(traceOf(error), 'changes'));
      listening = false;
      await wait(1_000, undefined, { signal: ending.signal }).catch(() => {});
    }
  };

  const listenOnce = async () => {
    const { databaseUrl } = house.config;
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 10_000 });
    const broken = Promise.withResolvers<never>();
    broken.promise.catch(() => {});
    client.on('error', broken.reject);
    client.on('end', () => broken.reject(new Error('the listening connection ended')));
    client.on('notification', ({ payload }) => hear(payload ?? ''));
    const closing = () => broken.reject(new Error('closed'));
    ending.signal.addEventListener('abort', closing);
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      listening = true;
      // What happened while nobody listened is not known.
      for (const one of listeners) one.tell({ event: 'resync' });
      while (!ending.signal.aborted)
        await Promise.race([
          broken.promise,
          wait(askMs, undefined, { ref: false, signal: ending.signal }).then(() => client.query('select')),
        ]);
    } catch (error) {
      if (!ending.signal.aborted) throw error;
    } finally {
      ending.signal.removeEventListener('abort', closing);
      await client.end().catch(() => {});
    }
  };

  return {
    join(listener) {
      listeners.add(listener);
      if (listening) listener.tell({ event: 'resync' });
      running ??= listen();
      return () => listeners.delete(listener);
    },
    async close() {
      clearTimeout(gathering);
      ending.abort();
      await running;
    },
  };
}
