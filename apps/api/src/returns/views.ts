/** Annual returns as they are read: a State its own, the Secretariat what was sent to it. */
import { sql, type Trx } from '@rogatoria/db';
import { type Language, zoneOf } from '@rogatoria/workflows';
import type { Content } from '@rogatoria/workflows/annual-return/content.ts';
import { isEditable, possibleReturnCommands } from '@rogatoria/workflows/annual-return/decide.ts';
import { changesBetween } from '@rogatoria/workflows/annual-return/entries.ts';
import { findingsOf } from '@rogatoria/workflows/annual-return/identities.ts';
import type { ReturnContext } from '@rogatoria/workflows/annual-return/machine.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { defaultDue, type ReturnRow, returnBefore, revisionsOf, storedReturn } from '../engine/returns.ts';
import { notFound } from '../errors.ts';
import type { ReturnList, ReturnSummary, ReturnView } from './schemas.ts';

const today = (now: string, zone: string) =>
  Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Not sent, or asked about and not answered, after its last day; a restatement under way is late for nothing. */
function isOverdue(row: ReturnRow, now: string): boolean {
  const { before } = row.context as ReturnContext;
  const owed =
    ['open', 'awaited', 'queried'].includes(row.stage) ||
    (row.stage === 'in_work' && before !== 'accepted' && before !== 'published');
  return owed && today(now, zoneOf(row.state)) > row.due;
}

type Listed = ReturnRow & { connected: boolean; sent_at: string | null };

const listed = (trx: Trx) =>
  trx
    .selectFrom('annual_return')
    .selectAll('annual_return')
    .select([
      sql<boolean>`exists (select from participant where code = annual_return.state)`.as('connected'),
      sql<string | null>`(select min(at) from annual_return_revision r
      where r.participant = annual_return.participant and r.return_id = annual_return.return_id)`.as('sent_at'),
    ]);

const summaryOf = (row: Listed, now: string): ReturnSummary => ({
  state: row.state,
  year: row.year,
  due: row.due,
  stage: storedReturn(row).state,
  revision: (row.context as ReturnContext).revision,
  overdue: isOverdue(row, now),
  connected: row.connected,
  sent_at: row.sent_at,
});

/** All returns a participant has a file on, the latest year first. */
export async function returnList(
  trx: Trx,
  officer: { participant: string; roles: readonly string[] },
  now: string,
): Promise<ReturnList> {
  const rows = await listed(trx).orderBy('year', 'desc').orderBy('state').execute();
  const year = Number(today(now, zoneOf(officer.participant)).slice(0, 4)) - 1;
  const opens =
    officer.roles.includes('desk') && officer.participant === 'OAS' && !rows.some((row) => row.year === year);
  return {
    items: rows.map((row) => summaryOf(row, now)),
    may_open: opens
      ? { year, due: [defaultDue(year), today(now, zoneOf(officer.participant))].toSorted().at(-1) ?? '' }
      : null,
  };
}

/** One return, whole. Throws 404 where the participant has no file on it. */
export async function returnView(
  trx: Trx,
  officer: { roles: readonly string[]; language: Language },
  { state, year }: { state: string; year: number },
  now: string,
): Promise<ReturnView> {
  const row = await listed(trx).where('state', '=', state).where('year', '=', year).executeTakeFirst();
  if (!row) throw notFound();
  const stored = storedReturn(row);
  const revisions = await revisionsOf(trx, row);
  const stands = (revisions.at(-1)?.content as Content | undefined) ?? null;
  const content = isEditable(stored) ? ((row.content as Content | null) ?? null) : stands;
  const events = await trx
    .selectFrom('annual_return_event as event')
    .leftJoin('account', 'account.id', 'event.account_id')
    .select(['event.at', 'event.type', 'account.name as by', 'event.payload'])
    .where('event.return_id', '=', row.return_id)
    .orderBy('event.sequence')
    .execute();
  const last = await trx
    .selectFrom('message')
    .select('status')
    .where('request_id', '=', row.return_id)
    .where('direction', '=', 'out')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const findings = content ? findingsOf(content, await returnBefore(trx, row)) : [];
  return {
    ...summaryOf(row, now),
    side: row.side,
    version: row.version,
    // a return is published with the year's report, and by no command of its own
    commands: possibleReturnCommands(stored, officer.roles).filter(
      (name) => name !== 'publish' && (name !== 'record' || !row.connected),
    ),
    content,
    derived: row.derived as Content | null,
    derived_at: row.derived_at,
    findings: findings.map(({ rule, cells, severity, params }) => ({
      rule,
      cells,
      severity,
      params,
      message: say(officer.language, { key: `rule.${rule}`, params }),
    })),
    delivery: (last?.status as ReturnView['delivery'] | undefined) ?? null,
    revisions: revisions.map(({ revision, at, reason, sha256, signature, content: said }, index) => ({
      revision,
      at,
      reason,
      sha256,
      signature,
      changes: index === 0 ? [] : changesBetween(revisions[index - 1]?.content as Content, said as Content),
    })),
    events: events.map(({ payload, ...event }) => {
      const { text, reason } = payload as { text?: string; reason?: string };
      return { ...event, text: text ?? reason ?? null };
    }),
  };
}
