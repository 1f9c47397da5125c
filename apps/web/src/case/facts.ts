/** What the parts of the case page ask of a case, in one place. */
import type { CaseView, Command, FileView } from '@rogatoria/api/cases/schemas.ts';
import type { Deadline } from '@rogatoria/api/deadlines/schemas.ts';
import { stateOf } from '@rogatoria/workflows/states.ts';

type Records = Record<string, Record<string, unknown> | undefined>;

/** The last record of each kind in the machine's memory: what was done and what we were told. */
export function recordsOf(view: CaseView): Records {
  const records = view.context.records;
  return records && typeof records === 'object' ? (records as Records) : {};
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const requestedOf = (view: CaseView, us: string): string =>
  view.direction === 'outgoing' ? view.counterpart : us;
export const requestingOf = (view: CaseView, us: string): string =>
  view.direction === 'outgoing' ? us : view.counterpart;

/** The zone of a participant; the reader's own when the code is unknown. */
export function zoneOfCode(code: string, otherwise: string): string {
  try {
    return stateOf(code).zone;
  } catch {
    return otherwise;
  }
}

const open = (deadline: Deadline) => deadline.status === 'running' || deadline.status === 'suspended';

/** Running clocks first, the nearest first; then those that are over, the latest first. */
export function deadlinesInOrder(view: CaseView): Deadline[] {
  return view.deadlines.toSorted((a, b) =>
    open(a) === open(b) ? (a.due_at < b.due_at ? -1 : 1) * (open(a) ? 1 : -1) : open(a) ? -1 : 1,
  );
}

export const runningDeadlines = (view: CaseView): Deadline[] => deadlinesInOrder(view).filter(open);

/**
 * The clock that matters now: the law's own date before a target we set ourselves, then the one the summary names, then
 * the nearest that runs.
 */
export function mainDeadline(view: CaseView): Deadline | undefined {
  const running = runningDeadlines(view);
  const expiry = view.state === 'preserved' ? running.find(({ kind }) => kind === 'preservation_expiry') : undefined;
  if (expiry && view.direction === 'outgoing') return expiry;
  return running.find(({ kind, due_at }) => kind === view.due?.kind && due_at === view.due.at) ?? running[0];
}

export type Standing = 'open' | 'four_eyes' | 'role' | 'other';

/** Why a command stands here as it does. */
export function standingOf(command: Command): Standing {
  if (command.permitted) return 'open';
  const key = command.why?.key ?? '';
  if (key.includes('four_eyes')) return 'four_eyes';
  if (key === '' || key.endsWith('role') || key.endsWith('roles')) return 'role';
  return 'other';
}

/** The roles a command waits for, as the server says them: `approver`, `officer, duty`. */
export function rolesOf(command: Command): string[] {
  const given = Object.entries(command.why?.params ?? {})
    .filter(([name]) => name.startsWith('role'))
    .map(([, value]) => String(value));
  return given.flatMap((roles) => roles.split(/[\s,]+/)).filter(Boolean);
}

/** Our outgoing preservation holds and nothing follows it yet. */
export function wantsFollowUp(view: CaseView): boolean {
  if (view.kind !== 'preservation' || view.direction !== 'outgoing' || view.state !== 'preserved') return false;
  const followUps = view.context.follow_ups;
  return !(Array.isArray(followUps) && followUps.length > 0) && !view.links.some((l) => l.relation === 'followed_by');
}

/** Our evidence request that follows this preservation and has not left yet: it is what must be sent next. */
export const followUpUnderWay = (view: CaseView): string | null =>
  view.kind === 'preservation' && view.direction === 'outgoing' && view.state === 'preserved'
    ? (view.links.find(
        ({ relation, case_id, state }) =>
          relation === 'followed_by' && case_id !== null && ['draft', 'ca_review', 'approved'].includes(state ?? ''),
      )?.case_id ?? null)
    : null;

/** Evidence is delivered on requests only. */
export const holdsFiles = ({ kind, files }: CaseView): boolean =>
  kind === 'evidence' || kind === 'preservation' || files.length > 0;

/** What a reader needs first: of what came unasked and of a first question the letter, otherwise what happened. */
export function readFirst(view: CaseView): 'letter' | 'timeline' {
  if (view.direction === 'outgoing' || view.ball !== 'us') return 'timeline';
  const question = view.kind === 'consultation' && !recordsOf(view).further_question;
  return view.kind === 'information' || question ? 'letter' : 'timeline';
}

/** A consultation of ours that was asked: a request can be made of it, open or closed. */
export const mayBecomeRequest = ({ kind, direction, number }: CaseView): boolean =>
  kind === 'consultation' && direction === 'outgoing' && number !== null;

/** Our evidence request has its outcome: what is still missing is asked in a request that adds to it (E22). */
export const mayAdd = (view: CaseView): boolean =>
  view.kind === 'evidence' &&
  view.direction === 'outgoing' &&
  ['received_by_req', 'transmitted', 'returned'].includes(view.state);

/** The third State whose provider they found in the path, while we have not asked it to preserve (Budapest 30, 29). */
export function thirdState(view: CaseView): string | null {
  if (view.kind !== 'preservation' || view.direction !== 'outgoing') return null;
  const state = textOf(recordsOf(view).expedited_disclosure?.state);
  return state && !view.links.some(({ relation }) => relation === 'child') ? state : null;
}

/** Evidence of ours that has not gone out yet. */
export const deliverable = (view: CaseView): FileView[] =>
  view.files.filter(
    ({ purpose, origin, delivery }) => purpose === 'evidence' && origin === 'ours' && delivery === null,
  );

/** The files of the last delivery we received. */
export function lastDelivery(view: CaseView): FileView[] {
  const received = view.files.filter(({ origin, delivery }) => origin === 'theirs' && delivery !== null);
  const last = Math.max(0, ...received.map(({ delivery }) => delivery ?? 0));
  return received.filter(({ delivery }) => delivery === last);
}

/** Label of a command, of its kind where it has one. */
export const commandKeys = (view: Pick<CaseView, 'kind'>, name: string): string[] => [
  `command.${view.kind}.${name}`,
  `command.${name}`,
];
export const explainKeys = (view: Pick<CaseView, 'kind'>, name: string): string[] => [
  `command.${view.kind}.${name}.explain`,
  `command.${name}.explain`,
];
