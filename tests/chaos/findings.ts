// What must be true once everything has come to rest, however often the server died.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { casesOf, type ReplayedStep, replay } from '@rogatoria/api/audit/cases.ts';
import type { CaseRow } from '@rogatoria/api/engine/log.ts';
import { rehash } from '@rogatoria/api/engine/vault.ts';
import { openReceipt } from '@rogatoria/api/exchange/envelope.ts';
import type { House } from '@rogatoria/api/house.ts';
import { isDecided } from '@rogatoria/workflows';
import type { Acknowledged, Client } from './client.ts';
import type { Installation } from './installation.ts';

export interface Findings {
  /** acknowledged, or decided by a machine, and not there */
  lost: string[];
  /** there more often than it was asked for */
  doubled: string[];
  /** everything else that is not as it must be */
  wrong: string[];
  commands: number;
  entries: number;
  messages: number;
  files: number;
  reminders: number;
  expiries: number;
  notices: number;
}

/** How often something is there, compared with how often it should be. */
function compare(findings: Findings, what: string, there: readonly string[], due: readonly string[]): void {
  const count = (list: readonly string[]) => Map.groupBy(list, (each) => each);
  const [have, want] = [count(there), count(due)];
  for (const each of new Set([...have.keys(), ...want.keys()])) {
    const difference = (have.get(each)?.length ?? 0) - (want.get(each)?.length ?? 0);
    if (difference < 0) findings.lost.push(`${what}: ${each} (${-difference})`);
    if (difference > 0) findings.doubled.push(`${what}: ${each} (${difference})`);
  }
}

export async function examine(installation: Installation, client: Client): Promise<Findings> {
  const { all } = installation;
  const findings: Findings = {
    lost: [],
    doubled: [],
    wrong: [...client.surprises],
    commands: client.acknowledged.length,
    entries: 0,
    messages: 0,
    files: 0,
    reminders: 0,
    expiries: 0,
    notices: 0,
  };
  const steps = new Map<string, ReplayedStep[]>();
  const rows: CaseRow[] = [];
  await all.transaction().execute(async (trx) => {
    for await (const { row, events, forms } of casesOf(trx)) {
      const { fault, steps: taken } = replay(row, events, forms);
      if (fault) findings.wrong.push(`log: ${JSON.stringify(fault)}`);
      const version = row.log_length + (row.direction === 'incoming' ? 1 : 0);
      if (row.version !== version) findings.wrong.push(`${row.id}: version ${row.version}, not ${version}`);
      findings.entries += events.length;
      rows.push(row);
      steps.set(row.id, taken);
    }
  });
  commands(findings, client.acknowledged, rows, steps);
  await effects(findings, installation, rows, steps);
  await exchange(findings, installation, rows);
  await time(findings, installation);
  await files(findings, installation, client.acknowledged);
  outcomes(findings, rows);
  await figures(findings, installation, client);
  return findings;
}

/** Every acknowledged command is one entry, and no entry is without one. */
function commands(
  findings: Findings,
  acknowledged: Acknowledged[],
  rows: CaseRow[],
  steps: Map<string, ReplayedStep[]>,
): void {
  const directions = new Map(rows.map((row) => [row.id, row.direction]));
  compare(
    findings,
    'command',
    [...steps.values()].flatMap((taken) =>
      taken
        .filter(({ event }) => event.origin === 'command')
        .map(({ event }) => `${event.type} as entry ${event.sequence} of ${event.case_id} by ${event.actor}`),
    ),
    acknowledged
      .filter(({ what }) => what === 'command')
      .map(({ case_id, name, version = 0, account }) => {
        const sequence = directions.get(case_id) === 'incoming' ? version - 1 : version;
        return `command.${name} as entry ${sequence} of ${case_id} by ${account}`;
      }),
  );
  compare(
    findings,
    'draft',
    rows.filter(({ direction }) => direction === 'outgoing').map(({ id }) => id),
    acknowledged.filter(({ what }) => what === 'create').map(({ case_id }) => case_id),
  );
}

/** What the machines decided on the way, and nothing else: messages, clocks, notices, the steps that are counted. */
async function effects(
  findings: Findings,
  { all }: Installation,
  rows: CaseRow[],
  steps: Map<string, ReplayedStep[]>,
): Promise<void> {
  const accounts = await all.selectFrom('account').select(['id', 'participant', 'roles']).execute();
  const due = { messages: [] as string[], clocks: [] as string[], notices: [] as string[], flow: [] as string[] };
  for (const row of rows) {
    let sequence = 0;
    for (const { event, before, after, effects } of steps.get(row.id) ?? []) {
      for (const [index, effect] of effects.entries()) {
        if (effect.type === 'send') due.messages.push(`${row.id} ${++sequence} ${effect.params.type}`);
        if (effect.type === 'start' && effect.params.until !== null) due.clocks.push(`${row.id} ${effect.params.kind}`);
        if (effect.type === 'notify') {
          const { roles } = effect.params;
          for (const { id, participant, roles: has } of accounts) {
            if (participant !== row.participant || !roles.some((role) => has.includes(role))) continue;
            if (event.origin !== 'command' || event.actor !== id) due.notices.push(`${id} ${event.hash}:${index}`);
          }
        }
      }
      const [was, is] = [isDecided(before), isDecided(after)];
      const opened = event.type === 'command.transmit' || before.state === 'arriving';
      const flow = opened ? 'opened' : is && !was ? 'closed' : was && !is ? 'reopened' : null;
      if (flow && row.number) due.flow.push(`${row.id} ${event.sequence} ${flow}`);
    }
  }
  const messages = await all.selectFrom('message').selectAll().where('direction', '=', 'out').execute();
  compare(
    findings,
    'message',
    messages.map((m) => `${m.case_id} ${m.sequence} ${m.type}`),
    due.messages,
  );
  const clocks = await all.selectFrom('deadline').select(['case_id', 'kind']).execute();
  compare(
    findings,
    'clock',
    clocks.map((d) => `${d.case_id} ${d.kind}`),
    due.clocks,
  );
  const flow = await all.selectFrom('case_flow').selectAll().execute();
  compare(
    findings,
    'counted step',
    flow.map((f) => `${f.case_id} ${f.sequence} ${f.step}`),
    due.flow,
  );

  // A reminder's notices carry its clock and rung, every other one its entry in the log.
  const reminders = await all.selectFrom('reminder').selectAll().where('sent_at', 'is not', null).execute();
  const rungs = new Set(reminders.map(({ deadline_id, rung }) => `${deadline_id}:${rung}`));
  const notices = await all.selectFrom('notification').select(['id', 'account_id', 'occasion']).execute();
  const others = notices.filter(({ occasion }) => !rungs.has(occasion));
  compare(
    findings,
    'notice',
    others.map((n) => `${n.account_id} ${n.occasion}`),
    due.notices,
  );
  const reminded = new Set(notices.map(({ occasion }) => occasion));
  for (const rung of rungs) if (!reminded.has(rung)) findings.lost.push(`reminder without notice: ${rung}`);
  const keys = notices.map(({ account_id, occasion }) => `${account_id} ${occasion}`);
  if (new Set(keys).size < keys.length) findings.doubled.push('a notice twice for one officer');
  findings.notices = notices.length;
  findings.reminders = reminders.length;
}

/** Each message of one side is at the other, once, in order, and both hold the same valid receipt for it. */
async function exchange(findings: Findings, { all, keys }: Installation, rows: CaseRow[]): Promise<void> {
  const messages = await all.selectFrom('message').selectAll().orderBy('sequence').execute();
  const out = messages.filter(({ direction }) => direction === 'out');
  const into = messages.filter(({ direction }) => direction === 'in');
  findings.messages = out.length;
  compare(
    findings,
    'arrival',
    into.map((m) => `${m.id} ${m.counterpart}>${m.participant} ${m.request_id} ${m.sequence} ${m.type}`),
    out.map((m) => `${m.id} ${m.participant}>${m.counterpart} ${m.request_id} ${m.sequence} ${m.type}`),
  );
  const arrived = new Map(into.map((m) => [m.id, m]));
  for (const sent of out) {
    const name = `${sent.type} ${sent.sequence} of ${sent.request_id}`;
    const taken = arrived.get(sent.id);
    if (!taken) continue;
    if (sent.status !== 'delivered' || taken.status !== 'delivered') {
      findings.wrong.push(`${name}: ${sent.status} and ${taken.status} ${taken.reason ?? ''}`);
    }
    if (!sent.receipt || sent.receipt !== taken.receipt) findings.wrong.push(`${name}: not one receipt at both ends`);
    if (!sent.envelope || sent.envelope !== taken.envelope) findings.wrong.push(`${name}: not one signed text`);
    if (!sent.receipt || !sent.envelope) continue;
    const opened = await openReceipt(
      keys,
      sent.counterpart,
      { id: sent.id, signed: sent.envelope },
      sent.receipt,
    ).catch((error: Error) => findings.wrong.push(`${name}: receipt: ${error.message}`));
    if (typeof opened === 'object' && !opened.positive) findings.wrong.push(`${name}: negative receipt`);
  }
  // The log has them in the sender's order, each once.
  const entries = await all
    .selectFrom('case_event')
    .select(['case_id', 'type'])
    .where('origin', '=', 'message')
    .orderBy('case_id')
    .orderBy('sequence')
    .execute();
  const logged = Map.groupBy(entries, ({ case_id }) => case_id);
  const taken = Map.groupBy(into, ({ case_id }) => case_id);
  for (const { id } of rows) {
    const log = (logged.get(id) ?? []).map(({ type }) => type).join(' ');
    const inOrder = (taken.get(id) ?? []).map(({ type }) => `message.${type}`).join(' ');
    if (log !== inOrder) findings.wrong.push(`${id}: came ${inOrder}, logged ${log}`);
  }
}

/** Nothing that was due is undone, and nothing waits. */
async function time(findings: Findings, { all, now }: Installation): Promise<void> {
  const undone = await all
    .selectFrom('reminder')
    .innerJoin('deadline', 'deadline.id', 'reminder.deadline_id')
    .select(['deadline.case_id', 'deadline.kind', 'reminder.rung'])
    .where('reminder.sent_at', 'is', null)
    .where('reminder.at', '<=', now())
    .execute();
  for (const { case_id, kind, rung } of undone) findings.lost.push(`reminder ${rung} of ${kind} of ${case_id}`);
  const expired = await all
    .selectFrom('case_event')
    .select('case_id')
    .where('type', '=', 'clock.preservation_expiry')
    .execute();
  findings.expiries = expired.length;
  const over = await all
    .selectFrom('deadline')
    .innerJoin('case_file', 'case_file.id', 'deadline.case_id')
    .select('case_id')
    .where('deadline.kind', '=', 'preservation_expiry')
    .where('deadline.status', '=', 'running')
    .where('case_file.direction', '=', 'incoming')
    .where('deadline.due_at', '<=', now())
    .execute();
  for (const { case_id } of over) findings.lost.push(`expiry of ${case_id}`);
}

/** Every row's content is there and is what its row says; what was delivered is at both ends. */
async function files(
  findings: Findings,
  { all, keys, dataDir }: Installation,
  acknowledged: Acknowledged[],
): Promise<void> {
  const house = { config: { dataDir }, keys } as House;
  const rows = await all.selectFrom('file').selectAll().execute();
  findings.files = rows.length;
  for (const row of rows) {
    const now = await rehash(house, row.participant, row).catch((error: Error) => error.message);
    if (now !== row.sha256) findings.lost.push(`content of file ${row.id}: ${now}`);
  }
  const own = rows.filter(({ origin }) => origin === 'ours');
  compare(
    findings,
    'file',
    own.map(({ id, sha256, case_id }) => `${id} ${sha256} of ${case_id}`),
    acknowledged.filter(({ what }) => what === 'upload').map((u) => `${u.file_id} ${u.sha256} of ${u.case_id}`),
  );
  compare(
    findings,
    'delivered file',
    rows.filter(({ origin }) => origin === 'theirs').map(({ shared_id, sha256 }) => `${shared_id} ${sha256}`),
    own.filter(({ delivery }) => delivery !== null).map(({ shared_id, sha256 }) => `${shared_id} ${sha256}`),
  );
  const mails = await all.selectFrom('mail').select(['id', 'sent_at']).execute();
  const posted = await readdir(path.join(dataDir, 'mail')).catch(() => []);
  compare(
    findings,
    'mail',
    posted.filter((name) => name.endsWith('.eml')).map((name) => name.slice(-40, -4)),
    mails.map(({ id }) => id),
  );
  for (const { id, sent_at } of mails) if (!sent_at) findings.wrong.push(`mail ${id} still waits`);
}

function outcomes(findings: Findings, rows: CaseRow[]): void {
  for (const [request, pair] of Map.groupBy(rows, ({ request_id }) => request_id)) {
    const [ours, theirs] = ['outgoing', 'incoming'].map((side) => pair.find(({ direction }) => direction === side));
    if (!ours) findings.wrong.push(`${request}: nobody asked`);
    else if (ours.number && !theirs) findings.lost.push(`request ${ours.number}`);
    else if (theirs && ours.outcome !== theirs.outcome) {
      findings.wrong.push(`${ours.number}: ended ${ours.outcome} and ${theirs.outcome}`);
    }
  }
}

/** Pending before, and what came, is what went, and pending after: in every slice of the published figures. */
async function figures(findings: Findings, { now }: Installation, client: Client): Promise<void> {
  for (const state of ['BRA', 'CHL']) {
    for (let year = 2026; year <= new Date(now()).getUTCFullYear(); year++) {
      const { flows, by_counterpart } = await client.get({ role: 'statistics', state }, `/api/statistics/${year}`);
      for (const flow of [...flows, ...by_counterpart]) {
        const before = flow.pending_start + flow.opened + flow.reopened;
        if (before !== flow.closed + flow.pending_end) {
          findings.wrong.push(`figures of ${state} ${year}: ${JSON.stringify(flow)}`);
        }
      }
    }
  }
}
