/** What nobody looks at by itself: files that fell silent, on our side or theirs, and preserved data that nothing follows. */
import { sql, type Trx } from '@rogatoria/db';
import { dayToChase } from '../engine/chase.ts';
import type { Officer } from '../engine/handle.ts';
import { silenceDays } from '../engine/reminder-policy.ts';
import { expiryOf, isLinked, startedOf } from './home.ts';
import { casesWithDue } from './queries.ts';
import type { RadarView } from './schemas.ts';
import { commandViews, summaryOf } from './views.ts';

const day = 86_400_000;
const most = 200;
/** A preservation is an orphan when it lapses within so many days: the first rung of its ladder in domain.md §5. */
const orphanDays = 21;

type Silent = RadarView['groups'][number]['files'][number];

/**
 * The silent files and the orphaned preservations of a participant. A file is silent where the side that has the ball has
 * had it for as many days as the authority set for its kind; asking how it stands, and putting reminders off, is no word.
 * Data held until their request is decided wait for that request, and are not silent beside it.
 */
export async function radarOf(
  trx: Trx,
  officer: Officer,
  now: string,
  untold: ReadonlySet<string> = new Set(),
): Promise<RadarView> {
  const limits = await silenceDays(trx);
  const { rows: spoken } = await sql<{ case_id: string; at: string }>`
    select case_file.id as case_id, max(case_event.at) as at
    from case_file join case_event on case_event.case_id = case_file.id
    where ball <> 'nobody' and number is not null and case_file.state <> 'held'
      and case_event.type <> all('{command.ask_status,message.status_query,command.snooze}'::text[])
    group by case_file.id
    having max(case_event.at) <= ${now}::timestamptz - make_interval(days => (${JSON.stringify(limits)}::jsonb ->> kind)::int)
    order by 2 limit ${most}`.execute(trx);
  const since = new Map(spoken.map(({ case_id, at }) => [case_id, at]));
  const rows = since.size
    ? (
        await casesWithDue(trx)
          .where('case_file.id', 'in', [...since.keys()])
          .execute()
      ).filter(({ request_id }) => !untold.has(request_id))
    : [];
  const can = (row: (typeof rows)[number], command: string) =>
    commandViews(row, officer).some(({ name, permitted }) => name === command && permitted);
  const files = rows
    .map((row): Silent => {
      const at = since.get(row.id) as string;
      return {
        case: summaryOf(row, now),
        silent: row.ball === 'us' ? 'us' : 'them',
        since: at,
        days: Math.floor((Date.parse(now) - Date.parse(at)) / day),
        may_ask: row.ball === 'them' && can(row, 'ask_status'),
      };
    })
    .sort((a, b) => a.since.localeCompare(b.since) || a.case.id.localeCompare(b.case.id));
  const groups: RadarView['groups'] = [];
  for (const [counterpart, own] of Map.groupBy(files, ({ case: { counterpart } }) => counterpart))
    groups.push({
      counterpart,
      ask_from: await dayToChase(trx, { participant: officer.participant, counterpart }, now),
      files: own,
    });
  const lapsing = (
    await casesWithDue(trx)
      .where('case_file.kind', '=', 'preservation')
      .where('case_file.direction', '=', 'outgoing')
      .where('case_file.state', '=', 'preserved')
      .where(sql<boolean>`context->>'expires_at' > ${now}`)
      .where(sql<boolean>`context->>'expires_at' <= ${new Date(Date.parse(now) + orphanDays * day).toISOString()}`)
      .orderBy(sql`context->>'expires_at'`)
      .limit(most)
      .execute()
  ).filter((row) => !untold.has(row.request_id) && !isLinked(row));
  return {
    now,
    groups,
    orphans: lapsing.map((row) => ({
      case: summaryOf(row, now),
      expires_at: expiryOf(row),
      started_at: startedOf(row),
      may_extend: can(row, 'request_extension'),
      may_release: can(row, 'release'),
    })),
  };
}
