import { sql } from '@rogatoria/db';
import { expect, test } from 'vitest';
import { decade } from './decade.ts';

const seed = Number(process.env.SEED ?? 20_261_121);

test('every reminder of a decade reaches everybody it is for, once', { timeout: 300_000 }, async () => {
  const figures = await decade({ seed, years: 10, requests: 24, progress: console.log });
  console.log(JSON.stringify(figures));
  expect(figures).toMatchObject({ ok: true, states: 35, sent: figures.expected, distinct: figures.expected });
  expect(figures.expected).toBeGreaterThan(100);
});

test('a run finds a reminder that reached nobody', { timeout: 300_000 }, async () => {
  const said: string[] = [];
  const { ok, expected, sent } = await decade({
    seed,
    years: 1,
    requests: 6,
    plant: (all) =>
      sql`
        create function forgets() returns trigger language plpgsql as $$
        begin
          if new.key like 'reminder.%' then return null; end if;
          return new;
        end $$;
        create trigger forgets before insert on notification for each row execute function forgets();`.execute(all),
    progress: (text) => said.push(text),
  });
  expect([ok, sent < expected]).toEqual([false, true]);
  expect(said.join()).toContain('missing: ');
});
