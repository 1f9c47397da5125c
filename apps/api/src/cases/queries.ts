/** Reading cases. Row-level security already keeps every query inside the reader's participant. */
import { sql, type Trx } from '@rogatoria/db';
import { carriesForm, initial, type Kind, owedOf, type Workflow } from '@rogatoria/workflows';
import { drawingOf } from '@rogatoria/workflows/drawing.ts';
import { calendarsOf } from '../engine/calendars.ts';
import type { DeadlineRow } from '../engine/deadlines.ts';
import { type Officer, storedOf } from '../engine/handle.ts';
import { lawInForce } from '../engine/law.ts';
import type { CaseRow } from '../engine/log.ts';
import { notFound } from '../errors.ts';
import { cursorOf, placeOf } from '../paging.ts';
import type { CaseSummary, CaseView, EventView } from './schemas.ts';
import { commandViews, deadlineView, editableBy, groundViews, obligationViews, summaryOf } from './views.ts';

/** Cases with the clock that matters now: ours before theirs, the nearest first. */
export function casesWithDue(trx: Trx) {
  return trx
    .selectFrom('case_file')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('deadline')
          .select([
            'deadline.kind as due_kind',
            'deadline.due_at',
            'deadline.started_at as due_started_at',
            'deadline.holder as due_holder',
          ])
          .whereRef('deadline.case_id', '=', 'case_file.id')
          .where('deadline.status', '=', 'running')
          .orderBy(sql`deadline.holder = 'us'`, 'desc')
          .orderBy('deadline.due_at')
          .limit(1)
          .as('due'),
      (join) => join.onTrue(),
    )
    .selectAll('case_file')
    .select(['due.due_kind', 'due.due_at', 'due.due_started_at', 'due.due_holder']);
}

export interface Filter {
  direction?: 'outgoing' | 'incoming' | undefined;
  kind?: Kind | undefined;
  state?: string | undefined;
  counterpart?: string | undefined;
  open?: boolean | undefined;
  late?: boolean | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** One page of cases, the most recently changed first. `next` is the cursor of the page after, or null. */
export async function listCases(
  trx: Trx,
  filter: Filter,
  now: string,
): Promise<{ items: CaseSummary[]; next: string | null; total: number }> {
  const narrowed = () => {
    let query = casesWithDue(trx);
    if (filter.direction) query = query.where('case_file.direction', '=', filter.direction);
    if (filter.kind) query = query.where('case_file.kind', '=', filter.kind);
    if (filter.state) query = query.where('case_file.state', '=', filter.state);
    if (filter.counterpart) query = query.where('case_file.counterpart', '=', filter.counterpart);
    if (filter.open !== undefined) query = query.where('case_file.ball', filter.open ? '<>' : '=', 'nobody');
    if (filter.late) query = query.where('due.due_at', '<', now);
    if (filter.q) {
      const like = `%${filter.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
      query = query.where(
        sql<string>`title || ' ' || coalesce(number, '') || ' ' || coalesce(own_reference, '') || ' ' || coalesce(their_reference, '')`,
        'ilike',
        like,
      );
    }
    return query;
  };
  let page = narrowed();
  const after = placeOf(filter.cursor);
  if (after)
    page = page.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('case_file.updated_at', 'case_file.id'), '<', tuple(after.at, after.id)),
    );
  const rows = await page
    .orderBy('case_file.updated_at', 'desc')
    .orderBy('case_file.id', 'desc')
    .limit(filter.limit + 1)
    .execute();
  const { total } = await narrowed()
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  const next = rows.length > filter.limit && last ? cursorOf({ at: last.updated_at, id: last.id }) : null;
  return { items: shown.map((row) => summaryOf(row, now)), next, total };
}

/** One case whole. Throws 404 when it is unknown or another participant's. */
export async function caseView(trx: Trx, id: string, officer: Officer, now: string): Promise<CaseView> {
  const stored = await casesWithDue(trx).where('case_file.id', '=', id).executeTakeFirst();
  if (!stored) throw notFound();
  // Of an erased file the machine remembers nothing but the state.
  const row = stored.erased_at ? { ...stored, context: initial(stored.workflow as Workflow).context } : stored;
  const log = await trx
    .selectFrom('case_event')
    .leftJoin('account', (join) => join.on(sql`account.id::text`, '=', sql.ref('case_event.actor')))
    .select(['sequence', 'at', 'type', 'state', 'payload', 'account.name'])
    .where('case_id', '=', id)
    .orderBy('sequence')
    .execute();
  const messages = await trx
    .selectFrom('message')
    .selectAll()
    .where('case_id', '=', id)
    .orderBy('at')
    .orderBy('sequence')
    .execute();
  const deadlines = await trx
    .selectFrom('deadline')
    .selectAll()
    .where('case_id', '=', id)
    .orderBy('started_at')
    .execute();
  const countedBy = await calendarsOf(trx, deadlines);
  const reminders = await trx
    .selectFrom('reminder')
    .innerJoin('deadline', 'deadline.id', 'reminder.deadline_id')
    .select(['reminder.deadline_id', 'reminder.rung', 'reminder.at', 'reminder.sent_at'])
    .where('deadline.case_id', '=', id)
    .orderBy('reminder.at')
    .execute();
  const files = await trx.selectFrom('file').selectAll().where('case_id', '=', id).orderBy('created_at').execute();
  const drafter = row.drafter
    ? await trx.selectFrom('account').select('name').where('id', '=', row.drafter).executeTakeFirst()
    : null;
  return {
    ...summaryOf(row, now),
    form: row.form,
    form_language: row.form_language,
    letter_language: row.letter_language,
    translations: row.translations,
    form_version: row.form_version,
    law_version: row.law_version,
    erased_at: row.erased_at,
    editable: editableBy(row, officer),
    drafter: drafter?.name ?? null,
    context: row.context,
    owed: row.erased_at ? null : owedOf(storedOf(row)),
    commands: row.erased_at ? [] : commandViews(row, officer),
    deadlines: deadlines.map((deadline) =>
      deadlineView(
        deadline,
        reminders.filter((r) => r.deadline_id === deadline.id),
        snoozedBy(deadline, log),
        now,
        countedBy(deadline),
      ),
    ),
    drawing: drawingOf({
      workflow: row.workflow as Parameters<typeof drawingOf>[0]['workflow'],
      state: row.state,
      context: row.context,
      // what was put off moves nothing
      log: log.filter(({ type }) => type !== 'command.snooze'),
      messages: messages
        .filter(({ direction, status }) => direction === 'out' || status !== 'rejected')
        .map(({ direction, type, at, receipt_at }) => ({ direction, type, at, receipt_at })),
      counterpart: row.counterpart,
    }),
    links: await linksOf(trx, row),
    files: files.map(({ id: fileId, name, media_type, size, sha256, origin, purpose, delivery, created_at }) => ({
      id: fileId,
      name,
      media_type,
      size,
      sha256,
      origin,
      purpose,
      delivery,
      created_at,
    })),
    messages: messages.map((m) => ({
      id: m.id,
      direction: m.direction,
      type: m.type,
      sequence: m.sequence,
      at: m.at,
      body: carriesForm(m.type) ? { number: m.body.number } : m.body,
      status: m.status,
      receipt: m.receipt_at
        ? { at: m.receipt_at, positive: m.status !== 'rejected', reason: m.reason, verified: m.receipt !== null }
        : null,
    })),
    obligations: row.erased_at ? [] : obligationViews(row),
    grounds: row.direction === 'incoming' && !row.erased_at ? groundViews(row, await lawInForce(trx), now) : [],
  };
}

/** Who put the reminders of a clock off that is still to run out, and why. */
function snoozedBy(
  { kind, snoozed_until, status }: DeadlineRow,
  log: readonly { type: string; payload: unknown; name: string | null }[],
): CaseView['deadlines'][number]['snoozed'] {
  if (snoozed_until === null || (status !== 'running' && status !== 'suspended')) return null;
  const entry = log.findLast(
    ({ type, payload }) => type === 'command.snooze' && (payload as { deadline: string }).deadline === kind,
  );
  const { reason = '' } = (entry?.payload ?? {}) as { reason?: string };
  return { until: snoozed_until, by: entry?.name ?? null, reason };
}

async function linksOf(trx: Trx, row: CaseRow): Promise<CaseView['links']> {
  const columns = [
    'case_file.id as case_id',
    'case_file.kind',
    'case_file.number',
    'case_file.state',
    'case_file.title',
  ] as const;
  const sent = sql<string | null>`coalesce(case_fact.sent_at, case_fact.received_at)`.as('sent_at');
  // Both sides name a link by the request's id: only one of the same pair is meant.
  const follows = await trx
    .selectFrom('case_link')
    .leftJoin('case_file', (join) =>
      join
        .onRef('case_file.request_id', '=', 'case_link.follows_request_id')
        .on('case_file.counterpart', '=', row.counterpart),
    )
    .leftJoin('case_fact', 'case_fact.case_id', 'case_file.id')
    .select(columns)
    .select(sent)
    .where('case_link.case_id', '=', row.id)
    .execute();
  const followedBy = await trx
    .selectFrom('case_link')
    .innerJoin('case_file', 'case_file.id', 'case_link.case_id')
    .leftJoin('case_fact', 'case_fact.case_id', 'case_file.id')
    .select(columns)
    .select(sent)
    .where('case_link.follows_request_id', '=', row.request_id)
    .where('case_file.counterpart', '=', row.counterpart)
    .execute();
  const relatives = trx
    .selectFrom('case_file')
    .leftJoin('case_fact', 'case_fact.case_id', 'case_file.id')
    .select(columns)
    .select(sent);
  const parents = row.parent_case ? await relatives.where('case_file.id', '=', row.parent_case).execute() : [];
  const children = await relatives.where('case_file.parent_case', '=', row.id).execute();
  return [
    ...parents.map((link) => ({ ...link, relation: 'parent' as const })),
    ...children.map((link) => ({ ...link, relation: 'child' as const })),
    // a preservation that has not come to us yet
    ...follows.map((link) => ({ ...link, kind: link.kind ?? ('preservation' as const), relation: 'follows' as const })),
    ...followedBy.map((link) => ({ ...link, relation: 'followed_by' as const })),
  ];
}

/** The log of a case with the reminders that were sent, newest first. Throws 404. */
export async function eventsOf(trx: Trx, id: string): Promise<EventView[]> {
  const row = await trx.selectFrom('case_file').select(['id', 'state']).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  const events = await trx
    .selectFrom('case_event')
    .leftJoin('account', (join) => join.on(sql`account.id::text`, '=', sql.ref('case_event.actor')))
    .leftJoin('account as represented', 'represented.id', 'case_event.deputy_of')
    .select([
      'represented.name as deputy_of',
      'sequence',
      'at',
      'zone',
      'origin',
      'type',
      'actor',
      'account.name',
      'actor_role',
      'state',
      'payload',
      'hash',
    ])
    .where('case_id', '=', id)
    .execute();
  const reminders = await trx
    .selectFrom('reminder')
    .innerJoin('deadline', 'deadline.id', 'reminder.deadline_id')
    .select(['reminder.at', 'reminder.rung', 'reminder.tone', 'deadline.kind', 'deadline.due_at'])
    .where('deadline.case_id', '=', id)
    .where('reminder.sent_at', 'is not', null)
    .execute();
  const views: EventView[] = [
    ...events.map(({ name, actor, ...event }) => ({ ...event, actor: name ?? actor })),
    ...reminders.map(({ at, rung, tone, kind, due_at }) => ({
      sequence: 0,
      at,
      zone: events[0]?.zone ?? 'UTC',
      origin: 'reminder' as const,
      type: 'reminder',
      actor: null,
      actor_role: null,
      deputy_of: null,
      state: row.state,
      payload: { kind, rung, tone, due_at },
      hash: null,
    })),
  ];
  return views.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.sequence - a.sequence));
}
