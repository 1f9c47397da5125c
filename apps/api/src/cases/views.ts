/** Rows into views: what the case row, its clocks and its machine say, in the words of schemas.ts. */
import {
  type BasisCode,
  commandsOf,
  draftersOf,
  type Law,
  type Obligation,
  obligationSources,
  permitted,
  primaryOf,
  type Role,
  refusalGrounds,
  type Source,
  zoneOf,
} from '@rogatoria/workflows';
import type { Deadline } from '../deadlines/schemas.ts';
import { type DeadlineRow, explain } from '../engine/deadlines.ts';
import { actingAs } from '../engine/deputies.ts';
import { factsOf, type Officer, storedOf } from '../engine/handle.ts';
import type { CaseRow } from '../engine/log.ts';
import type { CaseSummary, CaseView, Command } from './schemas.ts';

/** The clock that matters now, as the list query brings it. */
export interface DueRow {
  due_kind: string | null;
  due_at: string | null;
  due_started_at: string | null;
  due_holder: 'us' | 'them' | null;
}

export function summaryOf(row: CaseRow & DueRow, now: string): CaseSummary {
  const due =
    row.due_at && row.due_kind && row.due_started_at && row.due_holder
      ? {
          kind: row.due_kind,
          at: row.due_at,
          started_at: row.due_started_at,
          holder: row.due_holder,
          late: row.due_at < now,
        }
      : null;
  return {
    id: row.id,
    request_id: row.request_id,
    kind: row.kind,
    direction: row.direction,
    number: row.number,
    own_reference: row.own_reference,
    their_reference: row.their_reference,
    counterpart: row.counterpart,
    title: row.title,
    state: row.state,
    outcome: row.outcome,
    version: row.version,
    urgency: row.urgency,
    bases: row.bases as BasisCode[],
    ball: row.ball,
    due,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** Every command of the procedure that this state takes, and whether this person may give it. */
export function commandViews(row: CaseRow, officer: Officer): Command[] {
  const stored = storedOf(row);
  const facts = factsOf(row);
  const primary = primaryOf(stored);
  return Object.entries(commandsOf(row.kind, row.direction)).flatMap(([name, spec]) => {
    const refusal = permitted(stored, name, officer, facts);
    if (refusal?.status === 409) return [];
    const rank = name === primary ? 'primary' : spec.rare ? 'rare' : 'secondary';
    const why = refusal && 'code' in refusal ? whyNot(refusal.code, spec.roles) : null;
    const deputy_of = refusal ? null : (actingAs(officer, spec.roles).for?.name ?? null);
    return [{ name, permitted: !refusal, why, rank, deputy_of, payload: spec.payload }];
  });
}

function whyNot(code: string, roles: readonly Role[]) {
  return code === 'four_eyes'
    ? { key: 'problem.four_eyes' }
    : { key: 'problem.role', params: { roles: roles.join(',') } };
}

/** A clock with its explanation, by the calendar that counted it. */
export function deadlineView(
  row: DeadlineRow,
  reminders: Deadline['reminders'],
  snoozed: Deadline['snoozed'],
  now: string,
  countedBy: Parameters<typeof explain>[2],
): Deadline {
  const { due_at, calendar, steps } = explain(row, now, countedBy);
  return {
    id: row.id,
    kind: row.kind,
    holder: row.holder,
    status: row.status,
    started_at: row.started_at,
    due_at,
    original_due_at: row.original_due_at,
    stopped_at: row.stopped_at,
    zone: zoneOf(row.rule.governs),
    calendar,
    source: row.rule.source,
    suspensions: row.suspensions,
    explanation: steps,
    reminders,
    snoozed,
  };
}

/** The grounds on which this request may be refused under the law in force; empty in a file of ours that asks. */
export function groundViews(row: CaseRow, law: Law, now: string): CaseView['grounds'] {
  // what nobody asked cannot be refused, and a question is answered, not decided
  if (row.direction === 'outgoing' || row.kind === 'information' || row.kind === 'consultation') return [];
  const { kind, bases, requesting, requested } = factsOf(row);
  return refusalGrounds({ kind, bases, requesting, requested, date: now.slice(0, 10), law });
}

const asked = (key: string, since: string, source: Source | null): CaseView['obligations'][number] => ({
  text: { key },
  words: null,
  since,
  source,
  due: null,
  done: null,
});

/** What binds whoever opens the evidence: secrecy asked, conditions accepted, use limits, return, destruction, costs. */
export function obligationViews(row: CaseRow): CaseView['obligations'] {
  const records = (row.context.records ?? {}) as Record<string, { at: string } & Record<string, unknown>>;
  if (row.kind === 'information') return conditionsOf(row, records);
  const since = records.request?.at ?? records.transmit?.at ?? records.transmit_emergency?.at;
  // A draft binds nobody yet.
  if (!since) return [];
  const bound: CaseView['obligations'] = [];
  const form = row.form as Record<string, unknown>;
  if (form.confidential) {
    // 27(8) speaks only where no treaty binds the pair (27(1)); otherwise it is what the requesting State asked.
    const budapest = row.bases.includes('ETS185') && !row.bases.includes('OAS-A55');
    const source = budapest ? ({ instrument: 'ETS185', article: '27(8)', verified: true } as const) : null;
    bound.push(asked('obligation.confidential', since, source));
  }
  if (form.do_not_notify_user) bound.push(asked('obligation.do_not_notify_user', since, null));
  const delivery = records.delivery ?? records.deliver;
  for (const { kind, text, due, done } of (row.context.obligations ?? []) as Obligation[]) {
    const answered = records.accept_conditions ?? records.conditions_answer;
    bound.push({
      text: { key: `obligation.${kind}` },
      words: text,
      since: (kind === 'condition' ? answered : delivery)?.at ?? since,
      source: row.bases.includes(obligationSources[kind].instrument) ? obligationSources[kind] : null,
      due,
      done: done && { how: done.how, at: done.at, date: done.date },
    });
  }
  if (delivery && (row.bases as string[]).includes('OAS-A55')) {
    bound.push(asked('obligation.specialty', delivery.at, { instrument: 'OAS-A55', article: '25', verified: true }));
  }
  return bound;
}

/** The conditions of information bind the receiving State once it accepted them (Budapest 26(2)); both files say so. */
function conditionsOf(row: CaseRow, records: Record<string, { at: string }>): CaseView['obligations'] {
  const accepted = records.accept_offer ?? records.offer_acceptance;
  if (!accepted) return [];
  const source = row.bases.includes('ETS185')
    ? ({ instrument: 'ETS185', article: '26(2)', verified: true } as const)
    : null;
  return [{ ...asked('obligation.conditions', accepted.at, source), words: String(row.form.conditions ?? '') }];
}

/**
 * True while a draft may be changed, and by this person: also what was asked in an emergency, until it is in writing. A
 * service account changes drafts that it began, until an officer takes them over.
 */
export function editableBy(row: CaseRow, officer: Officer): boolean {
  if (officer.scopes)
    return officer.scopes.includes('cases:draft') && row.state === 'draft' && row.drafter === officer.id;
  return (
    (row.state === 'draft' || row.context.unconfirmed === true) &&
    row.direction === 'outgoing' &&
    officer.roles.some((role) => draftersOf(row.kind).includes(role))
  );
}
