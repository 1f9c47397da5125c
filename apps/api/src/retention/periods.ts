/** Until when each file is kept, read from its rows. Row-level security keeps every look inside one participant. */
import { sql, type Trx } from '@rogatoria/db';
import { isDischargeable, type Kind, kinds, type Obligation, zoneOf } from '@rogatoria/workflows';
import { defaultYears, type Retention, type RetentionFacts, retentionOf } from '@rogatoria/workflows/retention.ts';

export interface Rule {
  kind: Kind;
  years: number;
  /** from which law or decision, in the words of who set it; null: our default, which is policy */
  note: string | null;
  set_by: string | null;
  set_at: string | null;
}

/** The rule of each kind, as it was set last. */
export async function rulesOf(trx: Trx): Promise<Rule[]> {
  const set = await trx
    .selectFrom('retention_rule')
    .innerJoin('account', 'account.id', 'retention_rule.set_by')
    .distinctOn('kind')
    .select(['kind', 'years', 'note', 'account.name as set_by', 'set_at'])
    .orderBy('kind')
    .orderBy('set_at', 'desc')
    .execute();
  return kinds.map(
    (kind) =>
      set.find((rule) => rule.kind === kind) ?? {
        kind,
        years: defaultYears[kind],
        note: null,
        set_by: null,
        set_at: null,
      },
  );
}

export interface KeptCase extends Retention {
  case_id: string;
  number: string | null;
  kind: Kind;
  direction: 'outgoing' | 'incoming';
  counterpart: string;
  own_reference: string | null;
  closed_at: string | null;
  erased_at: string | null;
  rule: Rule;
}

interface Row {
  id: string;
  participant: string;
  number: string | null;
  kind: Kind;
  direction: 'outgoing' | 'incoming';
  counterpart: string;
  own_reference: string | null;
  obligations: Obligation[] | null;
  erased_at: string | null;
  closed_at: string | null;
  touched_at: string;
  postponed_until: string | null;
  held: boolean;
  clock: boolean;
  linked: boolean;
  message: boolean;
}

/** Files with what their retention hangs on: some, or every closed one that was not erased. */
async function factsOf(
  trx: Trx,
  only: { ids: readonly string[] } | { closedBefore: Record<Kind, string> },
): Promise<Row[]> {
  const chosen =
    'ids' in only
      ? sql`c.id = any(${[...only.ids]}::uuid[])`
      : sql`c.erased_at is null and (c.outcome is not null or c.state = 'discarded') and c.updated_at < case c.kind
          when 'evidence' then ${only.closedBefore.evidence}::timestamptz
          when 'preservation' then ${only.closedBefore.preservation}::timestamptz
          when 'information' then ${only.closedBefore.information}::timestamptz
          else ${only.closedBefore.consultation}::timestamptz end`;
  const { rows } = await sql<Row>`
    select c.id, c.participant, c.number, c.kind, c.direction, c.counterpart, c.own_reference, c.erased_at,
      c.context -> 'obligations' as obligations,
      case when c.outcome is not null then (select max(f.at) from case_flow f where f.case_id = c.id and f.step = 'closed')
        when c.state = 'discarded' then c.updated_at end as closed_at,
      greatest(c.updated_at, (select max(f.created_at) from file f where f.case_id = c.id),
        (select max(m.at) from message m where m.case_id = c.id)) as touched_at,
      (select max(p.until_day) from retention_postponement p where p.case_id = c.id) as postponed_until,
      exists (select from legal_hold h where h.case_id = c.id and h.lifted_at is null) as held,
      exists (select from deadline d where d.case_id = c.id and d.status in ('running', 'suspended')) as clock,
      exists (select from case_file o where o.outcome is null and o.state <> 'discarded' and (
        o.id = c.parent_case or o.parent_case = c.id or o.counterpart = c.counterpart and (
          exists (select from case_link l where l.case_id = c.id and l.follows_request_id = o.request_id)
          or exists (select from case_link l where l.case_id = o.id and l.follows_request_id = c.request_id)))) as linked,
      exists (select from message m where m.request_id = c.request_id and m.counterpart = c.counterpart
        and m.status in ('waiting', 'held')) as message
    from case_file c where ${chosen}`.execute(trx);
  return rows;
}

function keptOf(row: Row, rules: readonly Rule[], now: string): KeptCase {
  const rule = rules.find(({ kind }) => kind === row.kind) as Rule;
  const facts: RetentionFacts = {
    closed_at: row.closed_at,
    touched_at: row.touched_at,
    zone: zoneOf(row.participant),
    years: rule.years,
    postponed_until: row.postponed_until,
    held: row.held,
    clock: row.clock,
    obligation: (row.obligations ?? []).some(({ kind, done }) => isDischargeable(kind) && done === null),
    linked: row.linked,
    message: row.message,
  };
  const { id, number, kind, direction, counterpart, own_reference, closed_at, erased_at } = row;
  const kept = retentionOf(facts, now);
  return {
    ...{ case_id: id, number, kind, direction, counterpart, own_reference, closed_at, erased_at, rule },
    ...(erased_at ? { ...kept, keepers: [], due: false } : kept),
  };
}

/** How long these files are kept, in their order; those that are unknown or another participant's are left out. */
export async function keptCases(trx: Trx, ids: readonly string[], now: string): Promise<KeptCase[]> {
  const [rows, rules] = [await factsOf(trx, { ids }), await rulesOf(trx)];
  const kept = new Map(rows.map((row) => [row.id, keptOf(row, rules, now)]));
  return ids.flatMap((id) => kept.get(id) ?? []);
}

/** How long one file is kept; undefined where it is unknown or another participant's. */
export async function keptCase(trx: Trx, id: string, now: string): Promise<KeptCase | undefined> {
  return (await keptCases(trx, [id], now))[0];
}

/** Every closed file whose day comes within `days`, or has come: the soonest first. */
export async function endingCases(trx: Trx, now: string, days: number): Promise<KeptCase[]> {
  const rules = await rulesOf(trx);
  // A day more on each side, since the last day is counted in the participant's zone.
  const horizon = Temporal.Instant.from(now)
    .toZonedDateTimeISO('UTC')
    .add({ days: days + 2 });
  const closedBefore = Object.fromEntries(
    rules.map(({ kind, years }) => [kind, horizon.subtract({ years }).toInstant().toString()]),
  ) as Record<Kind, string>;
  const last = horizon.toPlainDate().toString();
  const rows = await factsOf(trx, { closedBefore });
  return rows
    .map((row) => keptOf(row, rules, now))
    .filter(({ until }) => until !== null && until <= last)
    .sort((a, b) =>
      (a.until ?? '') < (b.until ?? '') ? -1 : (a.until ?? '') > (b.until ?? '') ? 1 : a.case_id < b.case_id ? -1 : 1,
    );
}
