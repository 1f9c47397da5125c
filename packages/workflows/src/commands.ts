/**
 * Every command an officer can give: who may give it and what must be recorded (domain.md §4). The schema validates the
 * request body, documents the API and draws the dialog; `x-kind` tells the page which control a property wants.
 */
import { type TObject, type TProperties, type TSchema, Type } from 'typebox';
import type { Role, Source } from './types.ts';

export interface CommandSpec {
  /** any of these roles may give the command (design.md §8) */
  roles: readonly Role[];
  payload: TObject;
  /** the person who drafted may not give it */
  fourEyes?: true;
  /** shown quietly, behind “more” */
  rare?: true;
  /** what provides for the command, as its guide cites it */
  sources?: readonly Source[];
}

const body = (properties: TProperties): TObject => Type.Object(properties, { additionalProperties: false });
const line = (maxLength = 200) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const prose = () => Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S', 'x-kind': 'longtext' });
/** A plain date of our time, in the zone of the State that gives it: its last instant can be computed, kept and compared. */
const date = () => Type.String({ format: 'date', pattern: '^2\\d{3}-', 'x-kind': 'date' });
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);
const ground = () => Type.String({ minLength: 1, maxLength: 60, 'x-kind': 'ground' });
const files = () =>
  Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 500, uniqueItems: true, 'x-kind': 'files' });
const tick = () => Type.Boolean();

const drafting: readonly Role[] = ['drafter', 'duty'];
const authority: readonly Role[] = ['approver'];
const following: readonly Role[] = ['drafter', 'approver', 'duty'];
const executing: readonly Role[] = ['officer', 'approver'];
const desk: readonly Role[] = ['duty', 'officer'];

/** Drafting, approval and sending are the same for every outgoing request (E1–E3, P1). */
const outgoing = {
  submit: { roles: drafting, payload: body({ note: optional(prose()) }) },
  return_for_correction: { roles: authority, payload: body({ defects: prose() }), fourEyes: true },
  approve: { roles: authority, payload: body({ note: optional(prose()) }), fourEyes: true },
  transmit: { roles: ['approver', 'duty'], payload: body({}), fourEyes: true },
  discard: { roles: drafting, payload: body({ reason: prose() }), rare: true },
} satisfies Record<string, CommandSpec>;

const acknowledge = (roles: readonly Role[]): CommandSpec => ({
  roles,
  payload: body({
    reference: line(80),
    officer: line(),
    complete: tick(),
    missing: optional(prose()),
    remark: optional(prose()),
    expected: optional(date()),
  }),
});

const refuse = (roles: readonly Role[]): CommandSpec => ({
  roles,
  payload: body({
    ground: ground(),
    reasons: prose(),
    consultation_held: tick(),
    consultation: prose(),
    alternatives: optional(prose()),
  }),
});

export const evidenceCommands = {
  outgoing: {
    ...outgoing,
    answer_clarification: { roles: following, payload: body({ answers: prose() }) },
    confirm_receipt: { roles: following, payload: body({ remark: optional(prose()) }) },
    dispute_delivery: { roles: following, payload: body({ defects: prose() }) },
    withdraw: { roles: following, payload: body({ reason: prose(), release_preservation: tick() }), rare: true },
  },
  incoming: {
    acknowledge: acknowledge(['officer', 'duty']),
    ask_clarification: { roles: executing, payload: body({ questions: prose(), reply_by: optional(date()) }) },
    accept: {
      roles: executing,
      payload: body({ officer: optional(line()), planned: optional(date()), limits: optional(prose()) }),
    },
    deliver: {
      roles: executing,
      payload: body({
        files: files(),
        final: tick(),
        complete: tick(),
        not_executed: optional(prose()),
        use_limits: optional(prose()),
        certificate: optional(prose()),
      }),
    },
    refer: { roles: executing, payload: body({ authority: line(), reason: prose() }), rare: true },
    postpone: { roles: executing, payload: body({ reasons: prose(), review: date() }), rare: true },
    resume: { roles: executing, payload: body({ note: optional(prose()) }) },
    refuse: { ...refuse(executing), rare: true },
    return: {
      roles: executing,
      payload: body({
        reason: prose(),
        missing: optional(prose()),
        hint: optional(Type.String({ pattern: '^[A-Z]{3}$', 'x-kind': 'participant' })),
      }),
      rare: true,
    },
    propose_lapse: { roles: executing, payload: body({ reason: prose() }), rare: true },
  },
} as const satisfies Record<string, Record<string, CommandSpec>>;

export const preservationCommands = {
  outgoing: {
    ...outgoing,
    request_extension: { roles: following, payload: body({ until: date(), reason: prose() }) },
    release: { roles: following, payload: body({ reason: prose() }), rare: true },
  },
  incoming: {
    acknowledge: acknowledge(desk),
    order: {
      roles: desk,
      payload: body({ provider: line(), order_reference: optional(line(80)), secrecy: tick() }),
    },
    confirm: {
      roles: desk,
      payload: body({
        what: prose(),
        preserved_from: date(),
        preserved_until: date(),
        provider_reference: optional(line(80)),
      }),
    },
    report_impossible: {
      roles: desk,
      payload: body({
        cause: Type.Enum(['not_held', 'not_identified', 'deleted', 'not_in_jurisdiction', 'other']),
        reasons: prose(),
      }),
      rare: true,
    },
    refuse: { ...refuse(desk), rare: true },
    grant_extension: { roles: desk, payload: body({ preserved_until: date() }) },
    deny_extension: { roles: desk, payload: body({ reasons: prose() }) },
  },
} as const satisfies Record<string, Record<string, CommandSpec>>;

export const commands = { evidence: evidenceCommands, preservation: preservationCommands };

/** The one next action of a state: shown first, as a sentence. Everything else stands beside it or is quiet. */
export const primaryCommands: Record<string, Record<string, string>> = {
  'evidence.outgoing': {
    draft: 'submit',
    ca_review: 'approve',
    approved: 'transmit',
    info_requested: 'answer_clarification',
    transmitted: 'confirm_receipt',
  },
  'evidence.incoming': {
    received: 'acknowledge',
    acknowledged: 'accept',
    accepted: 'deliver',
    partial: 'deliver',
    postponed: 'resume',
  },
  'preservation.outgoing': { draft: 'submit', ca_review: 'approve', approved: 'transmit' },
  'preservation.incoming': {
    received: 'acknowledge',
    acknowledged: 'confirm',
    in_progress: 'confirm',
    preserved: 'grant_extension',
    held: 'grant_extension',
  },
};
