import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/**
 * The record (docs/adr/0010-record.md): audit, custody and law are chains too, and signed checkpoints bind them and every
 * case's log. What was written before is chained as it stands.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
-- The fingerprint of the form that an entry sent: the log keeps it of what left as of what came.
alter table case_event add column sent text;

alter table audit_event add column sequence integer, add column previous_hash text, add column hash text;
alter table custody_event add column sequence integer, add column previous_hash text, add column hash text;
alter table law_amendment add column previous_hash text, add column hash text;
-- The number of the law is hashed with its line, so it is given before the row is written.
alter table law_amendment alter column id drop identity;

-- Where a participant's chain ends. Its row is the lock that those who append wait for, taken last and until they commit.
create table chain_head (
  participant text not null references participant (code),
  chain text not null check (chain in ('audit', 'custody')),
  length integer not null,
  head text not null,
  primary key (participant, chain)
);

create table checkpoint (
  participant text not null references participant (code),
  number integer not null check (number > 0),
  at timestamptz not null,
  body jsonb not null,
  hash text not null,
  signature text not null,
  primary key (participant, number)
);

-- The cases whose log grew since the checkpoint before: the leaves of its tree.
create table checkpoint_case (
  participant text not null references participant (code),
  number integer not null,
  case_id uuid not null,
  log_length integer not null,
  log_head text not null,
  primary key (participant, case_id, number)
);
create index on checkpoint_case (participant, number);
`.execute(db);

  for (const table of ['audit_event', 'custody_event', 'law_amendment'])
    await sql`alter table ${sql.table(table)} no force row level security`.execute(db);
  await chain(db, 'audit', ['participant', 'at', 'account_id', 'action', 'detail']);
  await chain(db, 'custody', ['participant', 'file_id', 'at', 'actor', 'action', 'sha256']);
  await chainLaw(db);
  for (const table of ['audit_event', 'custody_event', 'law_amendment'])
    await sql`alter table ${sql.table(table)} force row level security`.execute(db);

  await sql`
alter table audit_event alter column sequence set not null, alter column previous_hash set not null,
  alter column hash set not null, add unique (participant, sequence);
alter table custody_event alter column sequence set not null, alter column previous_hash set not null,
  alter column hash set not null, add unique (participant, sequence);
alter table law_amendment alter column previous_hash set not null, alter column hash set not null;

do $$
declare t text;
begin
  foreach t in array array['chain_head', 'checkpoint', 'checkpoint_case']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own on %I using (participant = nullif(current_setting(''app.participant'', true), ''''))', t);
    execute format('grant select, insert on %I to rogatoria_app', t);
  end loop;
end $$;
grant update on chain_head to rogatoria_app;
`.execute(db);
}

type Row = Record<string, unknown>;

/** RFC 8785 of what jsonb gives back: sorted keys, numbers as ECMAScript writes them. */
function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}

const hashOf = (entry: Row) => createHash('sha256').update(canonical(entry)).digest('hex');

/** Chains a participant's rows in the order in which they were written. */
// biome-ignore lint/suspicious/noExplicitAny: as above
async function chain(db: Kysely<any>, name: string, columns: string[]): Promise<void> {
  const table = sql.table(`${name}_event`);
  const { rows } = await sql<Row>`select * from ${table} order by participant, id`.execute(db);
  for (const [participant, own] of Map.groupBy(rows, (row) => row.participant)) {
    let head = '';
    for (const [index, row] of own.entries()) {
      const sequence = index + 1;
      const said = Object.fromEntries(columns.map((column) => [column, row[column]]));
      const hash = hashOf({ chain: name, ...said, sequence, previous_hash: head });
      await sql`update ${table} set sequence = ${sequence}, previous_hash = ${head}, hash = ${hash}
        where id = ${row.id}`.execute(db);
      head = hash;
    }
    await sql`insert into chain_head values (${participant}, ${name}, ${own.length}, ${head})`.execute(db);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as above
async function chainLaw(db: Kysely<any>): Promise<void> {
  const { rows } = await sql<Row>`select * from law_amendment order by id`.execute(db);
  let head = '';
  for (const { id, previous_hash: _, hash: _h, ...said } of rows) {
    const hash = hashOf({ chain: 'law', ...said, id: Number(id), previous_hash: head });
    await sql`update law_amendment set previous_hash = ${head}, hash = ${hash} where id = ${id}`.execute(db);
    head = hash;
  }
}
