/**
 * Every message that crosses the exchange, by the file that receives it, with the schema of its body. A body is what
 * the command recorded; a message that does not match is kept, and answered with a signed negative receipt.
 */
import { type TSchema, Type } from 'typebox';
import { consultationCommands, evidenceCommands, informationCommands, preservationCommands } from './commands.ts';
import { limits } from './forms.ts';
import { offeredFields } from './information/form.ts';
import { basisCodes, type Kind, languages, requestKinds, urgencies } from './types.ts';

const evidence = evidenceCommands;
const preservation = preservationCommands;
const counted = () => Type.Integer({ minimum: 1, maximum: 1000 });
const instant = () => Type.String({ format: 'date-time' });

/** A link to another request of the same pair, by the identity both States share. */
const Link = Type.Object({ request_id: Type.String({ format: 'uuid' }), number: Type.String({ maxLength: 40 }) });

/** What a request says: the form as it was approved and its bases. */
const content = {
  title: Type.String({ maxLength: 300 }),
  bases: Type.Array(Type.Enum([...basisCodes]), { minItems: 1, maxItems: 14 }),
  form_version: Type.String({ maxLength: 40 }),
  form: Type.Record(Type.String(), Type.Unknown()),
  form_language: Type.Enum([...languages]),
  translations: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
};

/** The request itself, with its links. */
export const Request = Type.Object(
  {
    kind: Type.Enum([...requestKinds]),
    number: Type.String({ minLength: 1, maxLength: 40 }),
    urgency: Type.Enum([...urgencies]),
    ...content,
    preservations: Type.Array(Link, { maxItems: limits.list }),
    /** the consultation it came of */
    consultation: Type.Optional(Link),
    /** the law its sender made it under; not every installation says so */
    law_version: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d(?:\\+\\d{1,9})?$' })),
    /** the request that this one adds to (E22), between the same two States */
    supplements: Type.Optional(Link),
    /** an emergency that was asked before it was approved: what is in writing follows (UNCAC 46(14)) */
    emergency: Type.Optional(preservation.outgoing.transmit_emergency.payload),
  },
  { additionalProperties: false },
);

/** The request in writing after an emergency: what it says replaces what was asked at first. */
export const WrittenConfirmation = Type.Object(content, { additionalProperties: false });
const { number, urgency } = Request.properties;
const written = { number, urgency, ...content };

/** Spontaneous information as it was approved (Budapest 26). */
export const Information = Type.Object(
  { kind: Type.Literal('information'), ...written },
  { additionalProperties: false },
);

/** What is said before its conditions are accepted (26(2)): the nature of the information, and nothing of its content. */
export const Offer = Type.Object(
  {
    ...Information.properties,
    form: Type.Object(Object.fromEntries(offeredFields.map((name) => [name, Type.Optional(Type.Unknown())])), {
      additionalProperties: false,
    }),
    translations: Type.Record(
      Type.String(),
      Type.Object(Object.fromEntries(offeredFields.map((name) => [name, Type.Optional(Type.String())])), {
        additionalProperties: false,
      }),
    ),
  },
  { additionalProperties: false },
);

/** The question that opens a consultation. It binds nobody, so it may name no basis. */
export const Consultation = Type.Object(
  {
    kind: Type.Literal('consultation'),
    ...written,
    bases: Type.Array(Type.Enum([...basisCodes]), { maxItems: 14 }),
  },
  { additionalProperties: false },
);

/** Messages that carry the form of a file; the first of them opens the file at the other side, a later one replaces it. */
export const formMessages = [
  'request',
  'written_confirmation',
  'offer',
  'information',
  'informal_consultation',
] as const;
export type FormMessage = (typeof formMessages)[number];

export const carriesForm = (type: string): type is FormMessage => (formMessages as readonly string[]).includes(type);

/** The kind of file that a message opens where there is none; undefined for a message that opens none. */
export function openedBy(type: string, body: { kind?: unknown }): Kind | undefined {
  if (type === 'request') return body.kind === 'preservation' ? 'preservation' : 'evidence';
  if (type === 'offer' || type === 'information') return 'information';
  return type === 'informal_consultation' ? 'consultation' : undefined;
}

/** A file that travels with a message: its content goes beside the envelope, its hash inside (design.md §8). */
export const FileManifest = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String({ minLength: 1, maxLength: 255 }),
    media_type: Type.String({ maxLength: 120 }),
    size: Type.Integer({ minimum: 0 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
);

const extended = <T extends Record<string, TSchema>>(base: ReturnType<typeof Type.Object>, more: T) =>
  Type.Object({ ...base.properties, ...more }, { additionalProperties: false });

const accepted = Type.Object({ accepted: Type.Boolean() }, { additionalProperties: false });
const conditionsAnswer = Type.Object(
  { accepted: Type.Boolean(), text: Type.Optional(Type.String({ maxLength: 20_000 })) },
  { additionalProperties: false },
);
const refusal = extended(evidence.incoming.refuse.payload, {
  basis: Type.String({ maxLength: 20 }),
  article: Type.String({ maxLength: 40 }),
});

export const incomingMessages = {
  'evidence.incoming': {
    request: Request,
    written_confirmation: WrittenConfirmation,
    clarification_answer: evidence.outgoing.answer_clarification.payload,
    consultation_answer: extended(evidence.outgoing.answer_consultation.payload, { number: counted() }),
    conditions_answer: conditionsAnswer,
    decision_to_proceed: evidence.outgoing.proceed.payload,
    status_query: evidence.outgoing.ask_status.payload,
    use_request: evidence.outgoing.ask_wider_use.payload,
    use_report: evidence.outgoing.report_use.payload,
    discharge: evidence.outgoing.discharge.payload,
    withdrawal: evidence.outgoing.withdraw.payload,
    lapse_answer: accepted,
    receipt_confirmation: extended(evidence.outgoing.confirm_receipt.payload, { hashes_verified: Type.Boolean() }),
    delivery_dispute: evidence.outgoing.dispute_delivery.payload,
  },
  'evidence.outgoing': {
    acknowledgement: evidence.incoming.acknowledge.payload,
    referral: evidence.incoming.refer.payload,
    return: evidence.incoming.return.payload,
    clarification_request: evidence.incoming.ask_clarification.payload,
    consultation: extended(evidence.incoming.consult.payload, { number: counted() }),
    conditions: evidence.incoming.propose_conditions.payload,
    confidentiality_warning: evidence.incoming.warn_confidentiality.payload,
    progress: evidence.incoming.report_progress.payload,
    delay_notice: evidence.incoming.notify_delay.payload,
    status_report: evidence.incoming.give_status.payload,
    use_answer: evidence.incoming.answer_wider_use.payload,
    use_report_request: evidence.incoming.ask_use_report.payload,
    waiver: evidence.incoming.waive.payload,
    acceptance: evidence.incoming.accept.payload,
    postponement: evidence.incoming.postpone.payload,
    resumption: evidence.incoming.resume.payload,
    refusal,
    delivery: extended(evidence.incoming.deliver.payload, {
      number: Type.Integer({ minimum: 1 }),
      manifest: Type.Array(FileManifest, { maxItems: 500 }),
    }),
    lapse_notice: evidence.incoming.propose_lapse.payload,
    withdrawal_answer: accepted,
  },
  'preservation.incoming': {
    request: Request,
    written_confirmation: WrittenConfirmation,
    extension_request: preservation.outgoing.request_extension.payload,
    decision_to_proceed: preservation.outgoing.proceed.payload,
    release: preservation.outgoing.release.payload,
  },
  'preservation.outgoing': {
    acknowledgement: preservation.incoming.acknowledge.payload,
    preservation_confirmation: extended(preservation.incoming.confirm.payload, {
      expires_at: instant(),
      held: Type.Optional(Type.Boolean()),
    }),
    impossibility: preservation.incoming.report_impossible.payload,
    refusal,
    warning: preservation.incoming.warn.payload,
    expedited_disclosure: preservation.incoming.disclose_traffic.payload,
    disclosure_withheld: extended(preservation.incoming.withhold_traffic.payload, {
      basis: Type.String({ maxLength: 20 }),
      article: Type.String({ maxLength: 40 }),
    }),
    extension_answer: Type.Object(
      {
        granted: Type.Boolean(),
        preserved_until: Type.Optional(Type.String({ format: 'date' })),
        expires_at: Type.Optional(instant()),
        reasons: Type.Optional(Type.String({ maxLength: 20_000 })),
      },
      { additionalProperties: false },
    ),
    hold_notice: Link,
    hold_end: Type.Object(
      {
        request_id: Type.String({ format: 'uuid' }),
        number: Type.Optional(Type.String({ maxLength: 40 })),
        executed: Type.Boolean(),
        expires_at: Type.Optional(Type.Union([instant(), Type.Null()])),
        grace_until: Type.Optional(instant()),
      },
      { additionalProperties: false },
    ),
    expiry_notice: Type.Object({ expired_at: Type.Union([instant(), Type.Null()]) }, { additionalProperties: false }),
    release_answer: Type.Object(
      { accepted: Type.Boolean(), state: Type.String({ maxLength: 40 }) },
      { additionalProperties: false },
    ),
  },
  'information.incoming': {
    offer: Offer,
    information: Information,
    withdrawal: informationCommands.outgoing.withdraw.payload,
  },
  'information.outgoing': {
    offer_acceptance: informationCommands.incoming.accept_offer.payload,
    offer_refusal: informationCommands.incoming.decline_offer.payload,
    acknowledgement: informationCommands.incoming.acknowledge.payload,
    outcome_report: informationCommands.incoming.report_outcome.payload,
    withdrawal_answer: accepted,
  },
  'consultation.incoming': {
    informal_consultation: Consultation,
    further_question: consultationCommands.outgoing.ask_again.payload,
    closing: consultationCommands.outgoing.close.payload,
  },
  'consultation.outgoing': {
    reply: consultationCommands.incoming.reply.payload,
    closing: consultationCommands.incoming.close.payload,
  },
} as const satisfies Record<string, Record<string, TSchema>>;

/** The version every message body of this installation is written in; a newer one is kept and receipted negatively. */
export const messageVersion = 1;
