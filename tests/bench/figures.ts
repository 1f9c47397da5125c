// What a State-year of figures costs: all indicators of 20,000 requests, whole and split, against reading the same rows once.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { breakdownOf, statisticsOf } from '@rogatoria/api/statistics/statistics.ts';
import { as, connect, migrate, sql } from '@rogatoria/db';
import { startEmbeddedPostgres } from '@rogatoria/db/embedded.ts';
import { prepareDatabase } from '@rogatoria/db/roles.ts';
import pg from 'pg';

const requests = 20_000;
const rounds = 5;
const question = { participant: 'BRA', zone: 'America/Sao_Paulo', year: 2026, now: '2026-12-31T12:00:00.000Z' };

export async function figures() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rogatoria-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
  try {
    const { ownerUrl, appUrl } = await prepareDatabase(postgres.superuserUrl, 'figures');
    await migrate(ownerUrl);
    await fill(ownerUrl);
    const db = connect(appUrl, 1);
    const median = async (work: () => Promise<unknown>) => {
      await work();
      const took: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const from = performance.now();
        await work();
        took.push(performance.now() - from);
      }
      return took.sort((a, b) => a - b)[rounds >> 1] as number;
    };
    const within = <T>(work: (trx: Parameters<Parameters<typeof as<T>>[2]>[0]) => Promise<T>) => as(db, 'BRA', work);
    const read = await median(() =>
      within((trx) => sql`select * from case_fact join case_flow using (case_id)`.execute(trx)),
    );
    const year = await median(() => within((trx) => statisticsOf(trx, question)));
    const split = await median(() => within((trx) => breakdownOf(trx, question, 'offence')));
    await db.destroy();
    const ms = (value: number) => Math.round(value);
    return {
      ratio: Math.round((year / read) * 100) / 100,
      against: 'reading every fact and step of the same requests once, in the same run',
      year_ms: ms(year),
      split_ms: ms(split),
      read_ms: ms(read),
      requests,
    };
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Two years of requests, both kinds and directions, three in four closed; the same for every run. */
async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    insert into participant
      select code, 'state', 'UTC', 'en', 'Authority', null, '{}', '{}' from unnest(array['BRA', 'CHL', 'URY', 'PER']) code;
    select set_config('app.participant', 'BRA', false);
    create temporary table made as
      select n, gen_random_uuid() as id, (array['evidence', 'evidence', 'preservation'])[1 + n % 3] as kind,
        (array['outgoing', 'incoming'])[1 + n % 2] as direction, (array['CHL', 'URY', 'PER'])[1 + n % 3] as counterpart,
        timestamptz '2025-01-01' + n * interval '52 minutes' as begun,
        case when n % 4 > 0 then timestamptz '2025-01-01' + n * interval '52 minutes' + (1 + n % 90) * interval '1 day' end as ended,
        (array['executed_full', 'executed_partial', 'refused', 'withdrawn'])[1 + n % 4] as outcome
      from generate_series(1, ${requests}) n;
    insert into case_file (id, participant, kind, direction, request_id, number, counterpart, title, urgency, bases,
        form_version, form, form_language, letter_language, translations, authors, workflow, workflow_version, state,
        context, ball, version, log_length, log_head, created_at, updated_at)
      select id, 'BRA', kind, direction, gen_random_uuid(), 'N', counterpart, 'T', 'ordinary', '{}', '1', '{}', 'en', 'en',
        '{}', '{}', kind || '.' || direction, '1', 'any', '{}', 'us', 1, 0, '', begun, begun from made;
    insert into case_fact (case_id, participant, kind, direction, counterpart, urgency, basis, sent_at, received_at,
        acknowledged_at, decided_at, executed_at, offence, data_categories, rounds, outcome)
      select id, 'BRA', kind, direction, counterpart, 'ordinary', 'ETS185',
        case direction when 'outgoing' then begun end, case direction when 'incoming' then begun end,
        begun + interval '3 days', begun + interval '9 days', case when outcome like 'executed%' then ended end,
        'B' || 2 + n % 9, array['SUBSCRIBER', 'TRAFFIC'], n % 3, case when ended is not null then outcome end from made;
    insert into case_flow (participant, case_id, sequence, at, step, outcome)
      select 'BRA', id, 1, begun, 'opened', null from made
      union all select 'BRA', id, 2, ended, 'closed', outcome from made where ended is not null;
    analyze case_fact; analyze case_flow;`);
  await client.end();
}
