/** “What needs me now”: the cases where we have the ball and this person may play it, the most urgent first. */
import { sql, type Trx } from '@rogatoria/db';
import { commandsOf, draftersOf, owedOf, primaryOf, requestKinds } from '@rogatoria/workflows';
import { vocabulary } from '@rogatoria/workflows/vocabulary/index.ts';
import { type Officer, storedOf } from '../engine/handle.ts';
import type { CaseRow } from '../engine/log.ts';
import { casesWithDue } from './queries.ts';
import type { HomeView, Task } from './schemas.ts';
import { type DueRow, summaryOf } from './views.ts';

const day = 86_400_000;
const soon = (now: string, days: number) => new Date(Date.parse(now) + days * day).toISOString();

/** The command a case waits for, or `follow_up`: the request that follows is no command of the file it follows. */
function awaited(row: CaseRow): string | null {
  if (row.workflow === 'preservation.outgoing' && row.state === 'preserved') return 'follow_up';
  // what an answer leads to is for whoever asked to say: a request, another question, the end
  if (row.workflow === 'consultation.outgoing' && row.state === 'answered') return 'follow_up';
  return primaryOf(storedOf(row));
}

/** `systems`: service accounts, whose drafts wait for whoever may submit them. */
function concerns(row: CaseRow, command: string, officer: Officer, systems: ReadonlySet<string>): boolean {
  const may = (roles: readonly string[]) => officer.roles.some((role) => roles.includes(role));
  if (command === 'follow_up') return may(draftersOf(row.kind));
  if (row.state === 'draft')
    return row.drafter === officer.id || (systems.has(row.drafter ?? '') && may(draftersOf(row.kind)));
  const spec = commandsOf(row.kind, row.direction)[command];
  return !!spec && may(spec.roles) && !(spec.fourEyes && row.authors.includes(officer.id));
}

/** `untold`: requests of the demonstration's past year that are still on their way to the present; nobody's task yet. */
export async function homeOf(
  trx: Trx,
  officer: Officer,
  now: string,
  untold: ReadonlySet<string> = new Set(),
): Promise<HomeView> {
  const present = (row: CaseRow) => !untold.has(row.request_id);
  const services = await trx.selectFrom('service_account').select('account_id').execute();
  const systems = new Set(services.map(({ account_id }) => account_id));
  const ours = (await casesWithDue(trx).where('case_file.ball', '=', 'us').execute()).filter(present);
  const tasks: Task[] = ours
    .flatMap((row) => {
      const command = awaited(row);
      if (!command || !concerns(row, command, officer, systems)) return [];
      const owed = owedOf(storedOf(row));
      const key = owed ? `task.owed.${owed.what}` : `task.${row.kind}.${row.direction}.${row.state}`;
      return [
        {
          case: summaryOf(row, now),
          command,
          reason: { key, params: { state: row.counterpart } },
          emergency: row.urgency === 'emergency',
        },
      ];
    })
    // An emergency before everything; then what is due first.
    .sort((a, b) => Number(b.emergency) - Number(a.emergency) || dueOf(a).localeCompare(dueOf(b)))
    .slice(0, 50);
  const waiting = await trx
    .selectFrom('case_file')
    .select(({ fn }) => [
      fn.countAll<number>().as('with_them'),
      sql<number>`count(*) filter (where updated_at < ${soon(now, -30)})::int`.as('silent'),
    ])
    .where('ball', '=', 'them')
    .where('kind', 'in', requestKinds)
    .executeTakeFirstOrThrow();
  const running = (
    await casesWithDue(trx)
      .where('case_file.kind', '=', 'preservation')
      .where('case_file.state', 'in', ['preserved', 'held'])
      .orderBy(sql`context->>'expires_at'`)
      .limit(200)
      .execute()
  ).filter(present);
  const lapsing = running.filter((row) => row.state === 'preserved' && expiryOf(row) <= soon(now, 21));
  const acknowledged = await trx
    .selectFrom('case_fact')
    .select([
      sql<
        number | null
      >`extract(epoch from percentile_disc(0.5) within group (order by acknowledged_at - received_at)) / 3600`.as(
        'median',
      ),
      sql<number | null>`avg((acknowledged_at <= acknowledge_due_at)::int)`.as('in_time'),
    ])
    .where('direction', '=', 'incoming')
    .where('kind', 'in', requestKinds)
    .where('acknowledged_at', 'is not', null)
    .where('received_at', '>=', `${now.slice(0, 4)}-01-01T00:00:00Z`)
    .executeTakeFirstOrThrow();
  return {
    now,
    tasks,
    waiting: {
      with_them: waiting.with_them,
      silent: waiting.silent,
      lapse_soon: lapsing.length,
      unlinked: lapsing.filter((row) => !isLinked(row)).length,
      median_acknowledge_hours: acknowledged.median === null ? null : Number(acknowledged.median),
      acknowledged_in_time: acknowledged.in_time === null ? null : Number(acknowledged.in_time),
    },
    preservations: running.map((row) => ({
      case: summaryOf(row, now),
      started_at: startedOf(row),
      expires_at: expiryOf(row),
      linked: isLinked(row),
      held: row.state === 'held',
    })),
    since_yesterday: await sinceYesterday(trx, now),
  };
}

function dueOf(task: Task): string {
  return task.case.due?.at ?? '9999';
}

export function expiryOf(row: CaseRow): string {
  return (row.context.expires_at as string | null) ?? '9999';
}

export function startedOf(row: CaseRow & DueRow): string {
  const records = row.context.records as Record<string, { at: string }>;
  return (records.confirm ?? records.preservation_confirmation)?.at ?? row.created_at;
}

export function isLinked(row: CaseRow): boolean {
  const { follow_ups = [], holds = [] } = row.context as { follow_ups?: string[]; holds?: string[] };
  return follow_ups.length + holds.length > 0;
}

/** What the counterparts told us and what the clock did in the last day. */
async function sinceYesterday(trx: Trx, now: string): Promise<HomeView['since_yesterday']> {
  const events = await trx
    .selectFrom('case_event')
    .select(['case_id', 'at', 'type'])
    .where('at', '>', soon(now, -1))
    .where('at', '<=', now)
    .where('origin', 'in', ['message', 'clock'])
    .orderBy('at', 'desc')
    .limit(8)
    .execute();
  if (events.length === 0) return [];
  const rows = await casesWithDue(trx)
    .where('case_file.id', 'in', [...new Set(events.map(({ case_id }) => case_id))])
    .execute();
  return events.flatMap(({ case_id, at, type }) => {
    const row = rows.find(({ id }) => id === case_id);
    if (!row) return [];
    const own = `event.${row.kind}.${type}`;
    const key = own in vocabulary ? own : `event.${type}`;
    return [{ case: summaryOf(row, now), at, text: { key, params: { state: row.counterpart } } }];
  });
}
