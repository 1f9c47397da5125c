import { type Database, sql } from '@rogatoria/db';

/** The installation's time. In the demonstration it can be moved forward; in production it is the real one. */
export interface Clock {
  /** ISO instant, UTC, milliseconds */
  now(): string;
  /** Moves forward to an instant and remembers it. Never moves back. */
  forwardTo(instant: string): Promise<void>;
}

export const realClock: Clock = {
  now: () => new Date().toISOString(),
  forwardTo: () => Promise.reject(new Error('Only the demonstration clock can be moved.')),
};

/** A clock that runs ahead of the real one by an offset kept in the database, in milliseconds. */
export async function demoClock(db: Database, startAt?: string): Promise<Clock> {
  const row = await db.selectFrom('installation').select('value').where('key', '=', 'clock').executeTakeFirst();
  let offset: number = row ? row.value.offset_ms : startAt ? Date.parse(startAt) - Date.now() : 0;
  const keep = () =>
    sql`insert into installation (key, value) values ('clock', ${JSON.stringify({ offset_ms: offset })}::jsonb)
      on conflict (key) do update set value = excluded.value`.execute(db);
  if (!row) await keep();
  return {
    now: () => new Date(Date.now() + offset).toISOString(),
    forwardTo: async (instant) => {
      offset = Math.max(offset, Date.parse(instant) - Date.now());
      await keep();
    },
  };
}
