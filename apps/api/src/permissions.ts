/**
 * The first wall: what an officer's roles allow beside the commands of a procedure, whose roles stand with each command
 * (packages/workflows/src/commands.ts). The second wall is row-level security, which knows participants and no roles.
 */
import { draftersOf, type Kind, kinds, type Role } from '@rogatoria/workflows';
import type { Scope } from '@rogatoria/workflows/scopes.ts';
import { DomainError } from './errors.ts';

type Officer = {
  roles: readonly string[];
  /** of a service account, which has no roles */
  scopes?: readonly Scope[] | undefined;
};

/** An administrator manages people, never cases (design.md §8); an auditor reads and changes nothing. */
const rights = {
  read_cases: ['drafter', 'approver', 'officer', 'duty', 'auditor'],
  handle_files: ['drafter', 'approver', 'officer', 'duty'],
  /** a State its own law, the Secretariat the entry into force of instruments */
  record_law: ['directory', 'admin', 'editor'],
  manage_officers: ['admin'],
  read_officers: ['admin', 'auditor'],
  /** its holidays, recesses and office hours: what days of work are counted by */
  keep_calendar: ['directory', 'admin', 'desk'],
  /** what the directory says of its own State */
  keep_directory: ['directory', 'editor'],
  /** calls back before a moved address counts; never for an own change */
  confirm_contact: ['directory', 'approver', 'duty', 'admin', 'editor', 'desk'],
  start_test_call: ['duty', 'desk', 'editor'],
  answer_test_call: ['duty'],
  keep_roster: ['duty', 'admin'],
  /** what one's own authority says of a recommendation: whoever compiles figures drafts it, whoever commits the State releases it */
  report_progress: ['statistics', 'approver', 'desk'],
  release_progress: ['approver', 'desk'],
  /** meetings with their recommendations, and the report on progress: the Secretariat */
  record_meetings: ['desk'],
  /** news and links of the public portal: the Secretariat */
  write_portal: ['desk', 'editor'],
  /** when and whom the authority reminds */
  keep_ladders: ['approver', 'admin'],
  /** how long files are kept, and what was erased: by number, without content */
  read_retention: ['admin', 'auditor', 'approver'],
  /** sets the rules and proposes to erase: reads no file */
  propose_erasure: ['admin'],
  /** decides, knowing what is in it */
  decide_erasure: ['approver'],
  hold_file: ['drafter', 'approver', 'officer', 'admin'],
  release_file: ['approver', 'admin'],
  /** urgent notices on a device */
  be_pushed: ['duty'],
  /** what could not be delivered, and whether it is tried again: addresses and States, never the content of a case */
  keep_channels: ['admin'],
  /** who did what, and whether the record stands; never the content of a case */
  read_record: ['auditor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

/** The rights that a service account has by a scope; no other is anything but an officer's. */
const scoped: Partial<Record<keyof typeof rights, Scope>> = { read_cases: 'cases:read' };

/** Whether one of the roles, or of a service account's scopes, gives this right. */
export function may(officer: Officer, right: keyof typeof rights): boolean {
  const scope = scoped[right];
  return rights[right].some((role) => officer.roles.includes(role)) || (!!scope && !!officer.scopes?.includes(scope));
}

/** Throws 403 unless the officer holds a role that gives this right. */
export function demand(officer: Officer, right: keyof typeof rights): void {
  if (!may(officer, right)) throw new DomainError(403, 'role');
}

/** Throws 403 unless the officer may draft files of this kind, or of any. */
export function demandDrafting(officer: Officer, kind?: Kind): void {
  if (officer.scopes?.includes('cases:draft')) return;
  demandOneOf(officer, kind ? draftersOf(kind) : kinds.flatMap((one) => draftersOf(one)));
}

/** Throws 403 unless the officer holds one of these roles. */
export function demandOneOf(officer: Officer, roles: readonly Role[]): void {
  if (!roles.some((role) => officer.roles.includes(role))) throw new DomainError(403, 'role');
}
