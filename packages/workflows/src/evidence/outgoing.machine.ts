import { setup } from 'xstate';
import type { evidenceCommands } from '../commands.ts';
import { confirmation, correction, drafting, emergency, inWriting } from '../drafting.ts';
import type { MachineEvent } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';
import { actions, back, type EvidenceMemory, guards, memory, performance, watchObligations } from './memory.ts';

type Event =
  | MachineEvent<`command.${keyof (typeof evidenceCommands)['outgoing']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['evidence.outgoing']}`>;

const told = ['drafter', 'approver', 'duty'] as const;

/** The request leaves: our preservations that it follows hear of it. */
const rest = [
  { type: 'start', params: { kind: 'evidence_acknowledge' } },
  { type: 'link', params: { event: 'linked.follow_up' } },
] as const;
const leave = ['remember', { type: 'send', params: { type: 'request' } }, ...rest] as const;
const atOnce = { target: 'sent', actions: ['remember', 'owe', emergency, ...rest, inWriting] } as const;

/** A question of theirs stops the clocks of performance until we answer; the answer leads back. */
const asked = <const Clock extends string, const Reason extends string, const Notice extends string>(
  clock: Clock,
  reason: Reason,
  notice: Notice,
) =>
  [
    { type: 'suspend', params: { kinds: performance, reason } },
    {
      type: 'start',
      params: ({ event }: { event: MachineEvent }) => ({ kind: clock, until: event.payload.reply_by }),
    },
    { type: 'notify', params: { roles: told, key: notice } },
  ] as const;
const answered = <const Clock extends string>(clock: Clock) =>
  [
    { type: 'stop', params: { kinds: [clock] } },
    { type: 'resume', params: { kinds: performance } },
  ] as const;

/** What can be asked and told while the request is open, wherever it stands. */
const inquiries = {
  'command.ask_status': {
    guard: 'statusNotAsked',
    actions: [
      'remember',
      'askStatus',
      { type: 'send', params: { type: 'status_query' } },
      { type: 'start', params: { kind: 'status_answer' } },
    ],
  },
  'command.withdraw': 'withdrawing',
} as const;

const referred = { actions: ['remember', { type: 'notify', params: { roles: told, key: 'referred' } }] } as const;
const partlyDelivered = [
  'remember',
  'countDelivery',
  { type: 'notify', params: { roles: told, key: 'partly_delivered' } },
] as const;

/** The questions that the requested side may put while it decides or executes. */
const questions = (state: EvidenceMemory['resume']) => {
  const from = [{ type: 'resumeTo', params: { state } }] as const;
  return {
    'message.clarification_request': { target: 'info_requested', actions: from },
    'message.consultation': { target: 'consulting', actions: from },
    'message.conditions': { target: 'conditions_open', actions: from },
    'message.confidentiality_warning': { target: 'warned', actions: from },
    'message.postponement': { target: 'postponed', actions: from },
  } as const;
};

/** Evidence request, requesting State (domain.md §4.a; Budapest 31, 27; Nassau 7, 26). */
export const evidenceOutgoing = setup({
  types: {} as { context: EvidenceMemory; events: Event },
  actions: actions<Event>(),
  guards,
}).createMachine({
  id: 'evidence.outgoing',
  version: '1',
  context: memory,
  initial: 'draft',
  states: {
    draft: { ...drafting.draft, on: { ...drafting.draft.on, 'command.transmit_emergency': atOnce } },
    ca_review: { ...drafting.ca_review, on: { ...drafting.ca_review.on, 'command.transmit_emergency': atOnce } },
    approved: {
      tags: ['us'],
      on: { ...correction, 'command.transmit': { target: 'sent', actions: leave } },
    },
    sent: {
      tags: ['them'],
      on: {
        'message.acknowledgement': {
          target: 'acknowledged',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: ['evidence_acknowledge'] } },
            { type: 'start', params: { kind: 'evidence_decide' } },
            { type: 'notify', params: { roles: told, key: 'acknowledged' } },
          ],
        },
        'message.referral': {
          actions: [
            'remember',
            { type: 'start', params: { kind: 'evidence_acknowledge' } },
            { type: 'notify', params: { roles: told, key: 'referred' } },
          ],
        },
        'message.return': 'returned',
        'command.withdraw': 'withdrawing',
      },
    },
    acknowledged: {
      tags: ['them'],
      on: {
        ...questions('acknowledged'),
        'message.referral': referred,
        'message.acceptance': {
          target: 'accepted',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: ['evidence_decide'] } },
            { type: 'start', params: { kind: 'evidence_execute' } },
            { type: 'notify', params: { roles: told, key: 'accepted' } },
          ],
        },
        'message.refusal': 'refused',
        'message.return': 'returned',
        ...inquiries,
      },
    },
    info_requested: {
      tags: ['us'],
      entry: ['remember', 'countRound', ...asked('clarification_answer', 'clarification', 'clarification_asked')],
      exit: answered('clarification_answer'),
      on: {
        'command.answer_clarification': back(['remember', { type: 'send', params: { type: 'clarification_answer' } }]),
        'message.lapse_notice': {
          target: 'lapsed',
          actions: ['remember', { type: 'send', params: { type: 'lapse_answer', body: { accepted: true } } }],
        },
        'message.refusal': 'refused',
        'message.return': 'returned',
        ...inquiries,
      },
    },
    /** Before they refuse or postpone they want to hear us (27(6)). */
    consulting: {
      tags: ['us'],
      entry: ['remember', 'countConsultation', ...asked('consultation_answer', 'consultation', 'consulted')],
      exit: answered('consultation_answer'),
      on: {
        'command.answer_consultation': back([
          'remember',
          {
            type: 'send',
            params: ({ context, event }: { context: EvidenceMemory; event: MachineEvent }) => ({
              type: 'consultation_answer',
              body: { ...event.payload, number: context.consultations },
            }),
          },
        ]),
        // they closed the consultation, or decided, without waiting for our answer
        'message.resumption': back(['remember', { type: 'notify', params: { roles: told, key: 'resumed' } }]),
        'message.postponement': 'postponed',
        'message.refusal': 'refused',
        ...inquiries,
      },
    },
    /** They would supply under conditions; accepted, they bind (28(2)-(3)). */
    conditions_open: {
      tags: ['us'],
      entry: ['remember', 'propose', ...asked('conditions_answer', 'conditions', 'conditions_proposed')],
      exit: answered('conditions_answer'),
      on: {
        'command.accept_conditions': back([
          'remember',
          'bind',
          {
            type: 'send',
            params: ({ event }: { event: MachineEvent }) => ({
              type: 'conditions_answer',
              body: { accepted: true, ...(event.payload.note ? { text: event.payload.note } : {}) },
            }),
          },
        ]),
        'command.decline_conditions': back([
          'remember',
          'decline',
          {
            type: 'send',
            params: ({ event }: { event: MachineEvent }) => ({
              type: 'conditions_answer',
              body: { accepted: false, text: event.payload.reasons },
            }),
          },
        ]),
        'message.refusal': 'refused',
        ...inquiries,
      },
    },
    /** They cannot keep the request confidential: we decide whether they go on (27(8)). Not to go on is to withdraw. */
    warned: {
      tags: ['us'],
      entry: ['remember', ...asked('warning_answer', 'warning', 'confidentiality_warned')],
      exit: answered('warning_answer'),
      on: {
        'command.proceed': back(['remember', { type: 'send', params: { type: 'decision_to_proceed' } }]),
        'message.refusal': 'refused',
        ...inquiries,
      },
    },
    accepted: {
      tags: ['them'],
      on: {
        ...questions('accepted'),
        'message.referral': referred,
        'message.delivery': [
          { guard: 'final', target: 'transmitted' },
          { target: 'partial', actions: partlyDelivered },
        ],
        'message.refusal': 'refused',
        'message.return': 'returned',
        ...inquiries,
      },
    },
    partial: {
      tags: ['them'],
      on: {
        ...questions('partial'),
        'message.delivery': [{ guard: 'final', target: 'transmitted' }, { actions: partlyDelivered }],
        // they refused or sent back the rest while our answer to their question was on its way
        'message.refusal': 'refused',
        'message.return': 'returned',
        ...inquiries,
      },
    },
    postponed: {
      tags: ['them'],
      entry: [
        'remember',
        { type: 'suspend', params: { kinds: performance, reason: 'postponement' } },
        { type: 'start', params: ({ event }) => ({ kind: 'postponement_review', until: event.payload.review }) },
        { type: 'notify', params: { roles: told, key: 'postponed' } },
      ],
      exit: answered('postponement_review'),
      on: {
        'message.resumption': back(['remember', { type: 'notify', params: { roles: told, key: 'resumed' } }]),
        'message.refusal': 'refused',
        ...inquiries,
      },
    },
    transmitted: {
      tags: ['us', 'decided'],
      entry: [
        'remember',
        'countDelivery',
        'giveStatus',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'start', params: { kind: 'confirm_receipt' } },
        { type: 'notify', params: { roles: told, key: 'delivered' } },
      ],
      on: {
        'command.confirm_receipt': {
          target: 'received_by_req',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: 'all' } },
            { type: 'send', params: { type: 'receipt_confirmation' } },
            watchObligations,
          ],
        },
        'command.dispute_delivery': {
          target: 'accepted',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: 'all' } },
            { type: 'send', params: { type: 'delivery_dispute' } },
            { type: 'start', params: { kind: 'evidence_execute' } },
          ],
        },
      },
    },
    /** A withdrawal is a question: what the requested side decided first wins in both files (design.md §4). */
    withdrawing: {
      tags: ['them'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'send', params: { type: 'withdrawal' } },
        { type: 'start', params: { kind: 'withdrawal_answer' } },
      ],
      on: {
        'message.acknowledgement': { actions: 'remember' },
        'message.referral': { actions: 'remember' },
        'message.clarification_request': { actions: 'remember' },
        'message.consultation': { actions: ['remember', 'countConsultation'] },
        'message.conditions': { actions: 'remember' },
        'message.confidentiality_warning': { actions: 'remember' },
        'message.acceptance': { actions: 'remember' },
        'message.postponement': { actions: 'remember' },
        'message.lapse_notice': { actions: 'remember' },
        'message.delivery': [{ guard: 'final', target: 'transmitted' }, { actions: ['remember', 'countDelivery'] }],
        'message.refusal': 'refused',
        'message.return': 'returned',
        'message.withdrawal_answer': {
          guard: 'accepted',
          target: 'withdrawn',
          actions: 'remember',
        },
      },
    },
    /** The evidence is here and sound. What it obliges to, and what becomes of it, still goes between the two. */
    received_by_req: {
      tags: ['nobody', 'decided'],
      on: {
        'command.ask_wider_use': {
          guard: 'useNotAsked',
          actions: [
            'remember',
            'askUse',
            { type: 'send', params: { type: 'use_request' } },
            { type: 'start', params: { kind: 'use_answer' } },
          ],
        },
        'message.use_answer': {
          actions: [
            'remember',
            'answerUse',
            { type: 'stop', params: { kinds: ['use_answer'] } },
            { type: 'notify', params: { roles: told, key: 'use_answered' } },
          ],
        },
        'message.use_report_request': {
          actions: ['remember', { type: 'notify', params: { roles: told, key: 'use_report_asked' } }],
        },
        'command.report_use': { actions: ['remember', { type: 'send', params: { type: 'use_report' } }] },
        'command.discharge': {
          guard: 'owes',
          actions: ['remember', 'discharge', { type: 'send', params: { type: 'discharge' } }, watchObligations],
        },
        'message.waiver': {
          actions: [
            'remember',
            'waive',
            watchObligations,
            { type: 'notify', params: { roles: told, key: 'obligation_waived' } },
          ],
        },
      },
    },
    refused: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'refused' } },
      ],
    },
    returned: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'returned' } },
      ],
    },
    withdrawn: {
      tags: ['nobody', 'decided'],
      entry: [
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'withdrawal_accepted' } },
      ],
    },
    lapsed: {
      tags: ['nobody', 'decided'],
      entry: [
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'lapsed' } },
      ],
    },
    discarded: { tags: ['nobody', 'decided'] },
  },
  on: {
    ...confirmation,
    'message.progress': {
      actions: ['remember', { type: 'notify', params: { roles: told, key: 'progress_reported' } }],
    },
    'message.delay_notice': {
      actions: ['remember', { type: 'notify', params: { roles: told, key: 'delay_notified' } }],
    },
    'message.status_report': {
      actions: [
        'remember',
        'giveStatus',
        { type: 'stop', params: { kinds: ['status_answer'] } },
        { type: 'notify', params: { roles: told, key: 'status_given' } },
      ],
    },
    // The answer we gave crossed their question to let the request lapse: it lives on.
    'message.lapse_notice': {
      actions: ['remember', { type: 'send', params: { type: 'lapse_answer', body: { accepted: false } } }],
    },
    // They closed a consultation that we had just answered.
    'message.resumption': { actions: 'remember' },
    // Their decision had crossed our withdrawal and is already in this file.
    'message.withdrawal_answer': { actions: 'remember' },
  },
});
