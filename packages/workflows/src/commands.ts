/**
 * Every command an officer can give: who may give it and what must be recorded (domain.md §4). The schema validates the
 * request body, documents the API and draws the dialog; `x-kind` tells the page which control a property wants.
 */
import { type TObject, type TProperties, type TSchema, Type } from 'typebox';
import type { BasisCode, Kind, Role, Source } from './types.ts';

export interface CommandSpec {
  /** any of these roles may give the command (design.md §8) */
  roles: readonly Role[];
  payload: TObject;
  /** where the step comes from; a text that was not checked says so (`verified`) */
  sources: readonly Source[];
  /** the person who drafted may not give it */
  fourEyes?: true;
  /** shown quietly, behind “more” */
  rare?: true;
}

const body = (properties: TProperties): TObject => Type.Object(properties, { additionalProperties: false });
const line = (maxLength = 200) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const prose = () => Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S', 'x-kind': 'longtext' });
/** A plain date of our time, in the zone of the State that gives it: its last instant can be computed, kept and compared. */
const date = () => Type.String({ format: 'date', pattern: '^2\\d{3}-', 'x-kind': 'date' });
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);
const ground = () => Type.String({ minLength: 1, maxLength: 60, 'x-kind': 'ground' });
const files = () =>
  Type.Array(Type.String({ format: 'uuid' }), { maxItems: 500, uniqueItems: true, 'x-kind': 'files' });
const tick = () => Type.Boolean();
const one = (...choices: string[]) => Type.Enum(choices);
/** Measures of the request by their position, counted from 0. */
const measures = () =>
  Type.Array(Type.Integer({ minimum: 0, maximum: 499 }), { maxItems: 500, uniqueItems: true, 'x-kind': 'measures' });
const State = () => Type.String({ pattern: '^[A-Z]{3}$', 'x-kind': 'participant' });

const law = (instrument: BasisCode, article: string): Source => ({ instrument, article, verified: true });
/** A text known from memory: shown as “to be confirmed”. */
const unseen = (instrument: BasisCode, article: string): Source => ({ instrument, article, verified: false });
const practice: Source = { instrument: 'PRACTICE', verified: true };
const policy: Source = { instrument: 'POLICY', verified: true };
const B = (article: string) => law('ETS185', article);
const U = (article: string) => law('UNCAC', article);
const N = (article: string) => law('OAS-A55', article);

const drafting: readonly Role[] = ['drafter', 'duty'];
const authority: readonly Role[] = ['approver'];
const following: readonly Role[] = ['drafter', 'approver', 'duty'];
const executing: readonly Role[] = ['officer', 'approver'];
const desk: readonly Role[] = ['duty', 'officer'];
const consulting: readonly Role[] = ['drafter', 'approver', 'officer', 'duty'];

/** Drafting, approval and sending are the same for every outgoing request (E1–E3, P1). */
const outgoing = {
  submit: { roles: drafting, payload: body({ note: optional(prose()) }), sources: [practice] },
  return_for_correction: { roles: authority, payload: body({ defects: prose() }), fourEyes: true, sources: [practice] },
  approve: {
    roles: authority,
    payload: body({ note: optional(prose()) }),
    fourEyes: true,
    sources: [B('27(2)(b)'), U('46(13)')],
  },
  transmit: { roles: ['approver', 'duty'], payload: body({}), fourEyes: true, sources: [B('27(2)(b)'), U('46(13)')] },
  /** Danger to life does not wait for a second person: the duty officer asks at once, orally or by what is drafted. */
  transmit_emergency: {
    roles: ['duty'],
    payload: body({
      danger: prose(),
      spoken_to: optional(line()),
      spoken_at: optional(Type.String({ format: 'date-time' })),
    }),
    rare: true,
    sources: [B('25(3)'), U('46(14)'), unseen('CETS224', '9')],
  },
  /** Approval after the fact by another person, and the request in writing: one step (UNCAC 46(14): “forthwith”). */
  confirm_in_writing: {
    roles: authority,
    payload: body({ note: optional(prose()) }),
    fourEyes: true,
    sources: [U('46(14)'), B('25(3)')],
  },
  discard: { roles: drafting, payload: body({ reason: prose() }), rare: true, sources: [practice] },
} satisfies Record<string, CommandSpec>;

const acknowledge = (roles: readonly Role[], sources: readonly Source[]): CommandSpec => ({
  roles,
  payload: body({
    reference: line(80),
    officer: line(),
    complete: tick(),
    missing: optional(prose()),
    remark: optional(prose()),
    expected: optional(date()),
  }),
  sources,
});

const refuse = (roles: readonly Role[], sources: readonly Source[]): CommandSpec => ({
  roles,
  payload: body({
    ground: ground(),
    reasons: prose(),
    consultation_held: tick(),
    consultation: prose(),
    alternatives: optional(prose()),
  }),
  rare: true,
  sources,
});

/** Why a measure cannot be carried out, or only late (27(7)). */
export const hindrances = [
  'not_held',
  'deleted',
  'not_identified',
  'not_in_jurisdiction',
  'encrypted',
  'workload',
  'other',
] as const;
/** Why a request is given up: counted, so that a State that is too slow shows in the figures (M19). */
export const withdrawalCauses = ['not_needed', 'too_slow', 'other'] as const;
/** What comes with evidence and outlives the request. */
export const dischargeable = ['return', 'destruction', 'cost'] as const;

export const evidenceCommands = {
  outgoing: {
    ...outgoing,
    answer_clarification: { roles: following, payload: body({ answers: prose() }), sources: [U('46(16)'), N('26')] },
    answer_consultation: { roles: following, payload: body({ answer: prose() }), sources: [B('27(6)'), U('46(26)')] },
    accept_conditions: { roles: authority, payload: body({ note: optional(prose()) }), sources: [B('28(3)')] },
    decline_conditions: { roles: authority, payload: body({ reasons: prose() }), sources: [B('28(3)')] },
    proceed: { roles: following, payload: body({ note: optional(prose()) }), sources: [B('27(8)')] },
    ask_status: { roles: following, payload: body({ question: optional(prose()) }), sources: [U('46(24)')] },
    confirm_receipt: { roles: following, payload: body({ remark: optional(prose()) }), sources: [practice] },
    dispute_delivery: { roles: following, payload: body({ defects: prose() }), sources: [practice] },
    ask_wider_use: {
      roles: following,
      payload: body({ purpose: prose(), reasons: prose() }),
      rare: true,
      sources: [N('25'), U('46(19)'), B('28(2)(b)')],
    },
    report_use: {
      roles: following,
      payload: body({
        outcome: one('in_use', 'charges', 'conviction', 'acquittal', 'closed', 'not_used'),
        report: prose(),
      }),
      sources: [B('28(4)')],
    },
    discharge: {
      roles: following,
      payload: body({ obligation: one(...dischargeable), date: date(), note: optional(prose()) }),
      sources: [N('12')],
    },
    withdraw: {
      roles: following,
      payload: body({
        reason: prose(),
        withdrawal_cause: optional(one(...withdrawalCauses)),
        release_preservation: tick(),
      }),
      rare: true,
      sources: [U('46(24)')],
    },
  },
  incoming: {
    acknowledge: acknowledge(['officer', 'duty'], [practice]),
    ask_clarification: {
      roles: executing,
      payload: body({ questions: prose(), reply_by: optional(date()) }),
      sources: [U('46(16)'), N('26')],
    },
    accept: {
      roles: executing,
      payload: body({
        officer: optional(line()),
        planned: optional(date()),
        limits: optional(prose()),
        declined: optional(measures()),
        declined_reasons: optional(prose()),
      }),
      sources: [B('27(6)'), B('27(7)')],
    },
    consult: {
      roles: executing,
      payload: body({
        considered: one('refusal', 'postponement', 'partial_execution'),
        proposal: prose(),
        reply_by: optional(date()),
      }),
      rare: true,
      sources: [B('27(6)'), U('46(26)'), unseen('UNTOC', '18(26)')],
    },
    propose_conditions: {
      roles: executing,
      payload: body({
        subjects: Type.Array(one('confidentiality', 'use', 'handling', 'cost', 'other'), {
          minItems: 1,
          uniqueItems: true,
        }),
        conditions: prose(),
        reply_by: optional(date()),
      }),
      rare: true,
      sources: [B('28(2)'), B('27(6)')],
    },
    warn_confidentiality: {
      roles: executing,
      payload: body({ warning: prose(), reply_by: optional(date()) }),
      rare: true,
      sources: [B('27(8)')],
    },
    report_progress: {
      roles: executing,
      payload: body({ steps: prose(), authority: optional(line()), order_reference: optional(line(80)) }),
      rare: true,
      sources: [practice],
    },
    notify_delay: {
      roles: executing,
      payload: body({ cause: one(...hindrances), reasons: prose(), planned: date() }),
      rare: true,
      sources: [B('27(7)')],
    },
    give_status: {
      roles: executing,
      payload: body({ status: prose(), expected: optional(date()) }),
      sources: [U('46(24)')],
    },
    deliver: {
      roles: executing,
      payload: body({
        files: files(),
        final: tick(),
        complete: tick(),
        measures: optional(measures()),
        not_executed: optional(prose()),
        use_limits: optional(prose()),
        to_return: optional(prose()),
        return_by: optional(date()),
        destroy_by: optional(date()),
        costs: optional(prose()),
        certificate: optional(prose()),
      }),
      sources: [B('27(6)'), B('27(7)'), B('28(2)(b)'), N('12')],
    },
    answer_wider_use: {
      roles: executing,
      payload: body({ granted: tick(), reasons: prose() }),
      sources: [N('25'), U('46(19)')],
    },
    ask_use_report: { roles: executing, payload: body({ note: optional(prose()) }), rare: true, sources: [B('28(4)')] },
    waive: {
      roles: executing,
      payload: body({ obligation: one(...dischargeable), note: optional(prose()) }),
      rare: true,
      sources: [N('12')],
    },
    refer: {
      roles: executing,
      payload: body({ authority: line(), reason: prose() }),
      rare: true,
      sources: [B('27(9)(c)')],
    },
    postpone: {
      roles: executing,
      payload: body({ reasons: prose(), review: date(), consultation: optional(prose()) }),
      rare: true,
      sources: [B('27(5)'), B('27(7)'), N('11'), U('46(25)')],
    },
    resume: { roles: executing, payload: body({ note: optional(prose()) }), sources: [practice] },
    refuse: refuse(executing, [B('25(4)'), B('27(4)'), B('27(6)'), B('27(7)'), U('46(21)'), U('46(23)')]),
    return: {
      roles: executing,
      payload: body({
        cause: optional(one('wrong_state', 'incomplete', ...hindrances.filter((cause) => cause !== 'workload'))),
        reason: prose(),
        missing: optional(prose()),
        hint: optional(State()),
      }),
      rare: true,
      sources: [N('26')],
    },
    propose_lapse: { roles: executing, payload: body({ reason: prose() }), rare: true, sources: [policy] },
  },
} as const satisfies Record<string, Record<string, CommandSpec>>;

export const preservationCommands = {
  outgoing: {
    ...outgoing,
    request_extension: {
      roles: following,
      payload: body({ until: date(), reason: prose() }),
      sources: [B('16(2)'), unseen('UNCC', '42')],
    },
    proceed: { roles: following, payload: body({ note: optional(prose()) }), sources: [B('29(6)')] },
    release: { roles: following, payload: body({ reason: prose() }), rare: true, sources: [practice] },
  },
  incoming: {
    acknowledge: acknowledge(desk, [B('35(1)'), B('35(2)(a)')]),
    order: {
      roles: desk,
      payload: body({ provider: line(), order_reference: optional(line(80)), secrecy: tick() }),
      sources: [B('16'), B('29(3)')],
    },
    confirm: {
      roles: desk,
      payload: body({
        what: prose(),
        preserved_from: date(),
        preserved_until: date(),
        provider_reference: optional(line(80)),
      }),
      sources: [B('29(7)')],
    },
    warn: {
      roles: desk,
      payload: body({ risk: one('not_secured', 'secrecy', 'investigation'), warning: prose() }),
      rare: true,
      sources: [B('29(6)')],
    },
    disclose_traffic: {
      roles: desk,
      payload: body({ provider: line(), state: State(), path: prose(), traffic: prose() }),
      rare: true,
      sources: [B('30(1)')],
    },
    withhold_traffic: {
      roles: desk,
      payload: body({ ground: ground(), reasons: prose() }),
      rare: true,
      sources: [B('30(2)')],
    },
    report_impossible: {
      roles: desk,
      payload: body({
        cause: one('not_held', 'not_identified', 'deleted', 'not_in_jurisdiction', 'other'),
        reasons: prose(),
      }),
      rare: true,
      sources: [B('27(7)')],
    },
    refuse: refuse(desk, [B('29(4)'), B('29(5)')]),
    grant_extension: { roles: desk, payload: body({ preserved_until: date() }), sources: [B('16(2)')] },
    deny_extension: { roles: desk, payload: body({ reasons: prose() }), sources: [practice] },
  },
} as const satisfies Record<string, Record<string, CommandSpec>>;

const { submit, return_for_correction, approve, transmit, discard } = outgoing;

/** Spontaneous information: approved by another person before it leaves, whether offered or transmitted at once (26). */
export const informationCommands = {
  outgoing: {
    submit,
    return_for_correction,
    approve: { ...approve, sources: [B('26'), U('46(4)')] },
    transmit: { ...transmit, sources: [B('26'), U('46(4)')] },
    discard,
    withdraw: { roles: following, payload: body({ reason: prose() }), rare: true, sources: [practice] },
  },
  incoming: {
    accept_offer: { roles: desk, payload: body({ remark: optional(prose()) }), sources: [B('26(2)')] },
    decline_offer: { roles: desk, payload: body({ reasons: prose() }), sources: [B('26(2)')] },
    acknowledge: {
      roles: desk,
      payload: body({ reference: line(80), officer: line(), remark: optional(prose()) }),
      sources: [practice],
    },
    report_outcome: { roles: executing, payload: body({ use: prose() }), sources: [practice] },
  },
} as const satisfies Record<string, Record<string, CommandSpec>>;

/** An informal consultation commits nobody: no approval, whoever works on cases asks and answers. */
export const consultationCommands = {
  outgoing: {
    transmit: { roles: consulting, payload: body({}), sources: [practice] },
    ask_again: { roles: consulting, payload: body({ further_question: prose() }), sources: [practice] },
    close: { roles: consulting, payload: body({ remark: optional(prose()) }), sources: [practice] },
    discard: { ...discard, roles: consulting },
  },
  incoming: {
    reply: { roles: consulting, payload: body({ reply: prose(), needed: optional(prose()) }), sources: [practice] },
    close: { roles: consulting, payload: body({ remark: optional(prose()) }), sources: [practice] },
  },
} as const satisfies Record<string, Record<string, CommandSpec>>;

export const commands = {
  evidence: evidenceCommands,
  preservation: preservationCommands,
  information: informationCommands,
  consultation: consultationCommands,
};

/** Who may write the draft of a kind of file. */
export function draftersOf(kind: Kind): readonly Role[] {
  return kind === 'consultation' ? consulting : drafting;
}

/** The one next action of a state: shown first, as a sentence. Everything else stands beside it or is quiet. */
export const primaryCommands: Record<string, Record<string, string>> = {
  'evidence.outgoing': {
    draft: 'submit',
    ca_review: 'approve',
    approved: 'transmit',
    info_requested: 'answer_clarification',
    consulting: 'answer_consultation',
    conditions_open: 'accept_conditions',
    warned: 'proceed',
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
  'information.outgoing': { draft: 'submit', ca_review: 'approve', approved: 'transmit' },
  'information.incoming': { offered: 'accept_offer', received: 'acknowledge' },
  'consultation.outgoing': { draft: 'transmit' },
  'consultation.incoming': { asked: 'reply' },
};
