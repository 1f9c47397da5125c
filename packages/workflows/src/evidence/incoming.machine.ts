import { setup } from 'xstate';
import type { evidenceCommands } from '../commands.ts';
import { confirmed, inWriting } from '../drafting.ts';
import type { MachineEvent } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';
import { actions, back, type EvidenceMemory, guards, memory, performance, watchObligations } from './memory.ts';

type Event =
  | MachineEvent<`command.${keyof (typeof evidenceCommands)['incoming']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['evidence.incoming']}`>;

const told = ['officer'] as const;
/** A decision that yields no evidence ends the hold on linked preservations after a grace period (P14). */
const releaseHold = { type: 'link', params: { event: 'linked.decided', payload: { executed: false } } } as const;

const open = [
  'remember',
  { type: 'start', params: { kind: 'evidence_acknowledge' } },
  { type: 'notify', params: { roles: ['officer', 'duty'], key: 'request_received', urgent: true } },
  { type: 'link', params: { event: 'linked.hold' } },
] as const;

/** A question of ours stops the clocks of performance until they answer; the answer leads back. */
const wait = <const Clock extends string, const Reason extends string>(clock: Clock, reason: Reason) =>
  [
    { type: 'suspend', params: { kinds: performance, reason } },
    {
      type: 'start',
      params: ({ event }: { event: MachineEvent }) => ({ kind: clock, until: event.payload.reply_by }),
    },
  ] as const;
const ask = <const Message extends string, const Clock extends string, const Reason extends string>(
  message: Message,
  clock: Clock,
  reason: Reason,
) => [{ type: 'send', params: { type: message } }, ...wait(clock, reason)] as const;
const answered = <const Clock extends string>(clock: Clock) =>
  [
    { type: 'stop', params: { kinds: [clock] } },
    { type: 'resume', params: { kinds: performance } },
  ] as const;
const tell = <const Key extends string>(key: Key) => ({ type: 'notify', params: { roles: told, key } }) as const;

const clarified = back(['remember', tell('clarification_answered')]);

/** What is asked and told while the request is open, wherever it stands. */
const inquiries = {
  'message.status_query': {
    actions: ['remember', 'askStatus', { type: 'start', params: { kind: 'status_answer' } }, tell('status_asked')],
  },
  'command.give_status': {
    guard: 'statusAsked',
    actions: [
      'remember',
      'giveStatus',
      { type: 'stop', params: { kinds: ['status_answer'] } },
      { type: 'send', params: { type: 'status_report' } },
    ],
  },
  'message.withdrawal': 'withdrawn',
} as const;

/** What may be asked of the requesting side while we decide or execute. */
const questions = (state: EvidenceMemory['resume']) => {
  const from = [{ type: 'resumeTo', params: { state } }] as const;
  return {
    'command.ask_clarification': { target: 'info_requested', actions: from },
    'command.consult': { target: 'consulting', actions: from },
    'command.propose_conditions': { target: 'conditions_open', actions: from },
    'command.warn_confidentiality': { target: 'warned', actions: from },
    'command.postpone': { target: 'postponed', actions: from },
  } as const;
};

/** News of the work that change nothing: what was done, and that it will take longer (27(7)). */
const news = {
  'command.report_progress': { actions: ['remember', { type: 'send', params: { type: 'progress' } }] },
  'command.notify_delay': { actions: ['remember', { type: 'send', params: { type: 'delay_notice' } }] },
} as const;

const refer = { actions: ['remember', { type: 'send', params: { type: 'referral' } }] } as const;
const deliverPart = ['remember', 'countDelivery', { type: 'send', params: { type: 'delivery' } }] as const;

/** Evidence request, requested State (domain.md §4.a). Only this side decides. */
export const evidenceIncoming = setup({
  types: {} as { context: EvidenceMemory; events: Event },
  actions: actions<Event>(),
  guards,
}).createMachine({
  id: 'evidence.incoming',
  version: '1',
  context: memory,
  initial: 'arriving',
  states: {
    /** Exists only inside the transaction that opens the file. */
    arriving: {
      on: {
        'message.request': [
          { guard: 'emergency', target: 'received', actions: [...open, 'owe', inWriting] },
          { target: 'received', actions: open },
        ],
      },
    },
    received: {
      tags: ['us'],
      on: {
        'command.acknowledge': {
          target: 'acknowledged',
          actions: [
            'remember',
            { type: 'send', params: { type: 'acknowledgement' } },
            { type: 'stop', params: { kinds: ['evidence_acknowledge'] } },
            { type: 'start', params: { kind: 'evidence_decide' } },
          ],
        },
        'command.refer': {
          actions: [
            'remember',
            { type: 'send', params: { type: 'referral' } },
            { type: 'start', params: { kind: 'evidence_acknowledge' } },
          ],
        },
        'command.return': 'returned',
        'message.withdrawal': 'withdrawn',
      },
    },
    acknowledged: {
      tags: ['us'],
      on: {
        ...questions('acknowledged'),
        ...inquiries,
        'command.accept': {
          target: 'accepted',
          actions: [
            'remember',
            { type: 'send', params: { type: 'acceptance' } },
            { type: 'stop', params: { kinds: ['evidence_decide'] } },
            { type: 'start', params: { kind: 'evidence_execute' } },
          ],
        },
        'command.notify_delay': news['command.notify_delay'],
        'command.refer': refer,
        'command.refuse': 'refused',
        'command.return': 'returned',
      },
    },
    info_requested: {
      tags: ['them'],
      entry: ['remember', 'countRound', ...ask('clarification_request', 'clarification_answer', 'clarification')],
      exit: answered('clarification_answer'),
      on: {
        ...inquiries,
        'message.clarification_answer': clarified,
        'command.propose_lapse': {
          target: 'lapsing',
          actions: ['remember', { type: 'send', params: { type: 'lapse_notice' } }],
        },
        'command.refuse': 'refused',
        'command.return': 'returned',
      },
    },
    /** A lapse is a question: an answer that crossed it lets the request live on. */
    lapsing: {
      tags: ['them'],
      entry: { type: 'suspend', params: { kinds: performance, reason: 'clarification' } },
      exit: { type: 'resume', params: { kinds: performance } },
      on: {
        ...inquiries,
        'message.clarification_answer': clarified,
        'message.lapse_answer': [{ guard: 'accepted', target: 'lapsed', actions: 'remember' }, { actions: 'remember' }],
      },
    },
    /** Before we refuse or postpone we hear them (27(6); UNCAC 46(26) makes it a duty). */
    consulting: {
      tags: ['them'],
      entry: [
        'remember',
        'countConsultation',
        {
          type: 'send',
          params: ({ context, event }) => ({
            type: 'consultation',
            body: { ...event.payload, number: context.consultations },
          }),
        },
        ...wait('consultation_answer', 'consultation'),
      ],
      exit: answered('consultation_answer'),
      on: {
        ...inquiries,
        'message.consultation_answer': [
          { guard: 'stale', actions: 'remember' },
          ...back(['remember', tell('consultation_answered')]),
        ],
        // it was talked over otherwise, or they do not answer
        'command.resume': back(['remember', { type: 'send', params: { type: 'resumption' } }]),
        'command.postpone': 'postponed',
        'command.refuse': 'refused',
      },
    },
    /** We would supply under conditions; their answer decides whether they bind, and then we decide (28(2)-(3)). */
    conditions_open: {
      tags: ['them'],
      entry: ['remember', 'propose', ...ask('conditions', 'conditions_answer', 'conditions')],
      exit: answered('conditions_answer'),
      on: {
        ...inquiries,
        'message.conditions_answer': [
          {
            guard: { type: 'acceptedAnd', params: { state: 'acknowledged' } },
            target: 'acknowledged',
            actions: ['remember', 'bind', tell('conditions_accepted')],
          },
          {
            guard: { type: 'acceptedAnd', params: { state: 'accepted' } },
            target: 'accepted',
            actions: ['remember', 'bind', tell('conditions_accepted')],
          },
          { guard: 'accepted', target: 'partial', actions: ['remember', 'bind', tell('conditions_accepted')] },
          ...back(['remember', 'decline', tell('conditions_declined')]),
        ],
        'command.refuse': 'refused',
      },
    },
    /** We cannot keep the request confidential: they decide whether we go on (27(8)). */
    warned: {
      tags: ['them'],
      entry: ['remember', ...ask('confidentiality_warning', 'warning_answer', 'warning')],
      exit: answered('warning_answer'),
      on: {
        ...inquiries,
        'message.decision_to_proceed': back(['remember', tell('told_to_proceed')]),
        'command.refuse': 'refused',
      },
    },
    accepted: {
      tags: ['us'],
      on: {
        ...questions('accepted'),
        ...inquiries,
        ...news,
        'command.deliver': [
          { guard: 'final', target: 'transmitted' },
          { target: 'partial', actions: deliverPart },
        ],
        'command.refer': refer,
        'command.refuse': 'refused',
        // accepted, and then it turned out that it cannot be executed (Nassau 26)
        'command.return': 'returned',
      },
    },
    partial: {
      tags: ['us'],
      on: {
        ...questions('partial'),
        ...inquiries,
        ...news,
        'command.deliver': [{ guard: 'final', target: 'transmitted' }, { actions: deliverPart }],
      },
    },
    postponed: {
      tags: ['us'],
      entry: [
        'remember',
        { type: 'send', params: { type: 'postponement' } },
        { type: 'suspend', params: { kinds: performance, reason: 'postponement' } },
        { type: 'start', params: ({ event }) => ({ kind: 'postponement_review', until: event.payload.review }) },
      ],
      exit: answered('postponement_review'),
      on: {
        ...inquiries,
        'command.resume': back(['remember', { type: 'send', params: { type: 'resumption' } }]),
        'command.refuse': 'refused',
      },
    },
    transmitted: {
      tags: ['them', 'decided'],
      entry: [
        'remember',
        'countDelivery',
        'giveStatus',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'send', params: { type: 'delivery' } },
        { type: 'start', params: { kind: 'confirm_receipt' } },
      ],
      on: {
        'message.receipt_confirmation': {
          target: 'received_by_req',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: 'all' } },
            tell('receipt_confirmed'),
            { type: 'link', params: { event: 'linked.decided', payload: { executed: true } } },
            watchObligations,
          ],
        },
        'message.delivery_dispute': {
          target: 'accepted',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: 'all' } },
            { type: 'start', params: { kind: 'evidence_execute' } },
            tell('delivery_disputed'),
          ],
        },
      },
    },
    /** Our part is done. What the evidence obliges them to, and what becomes of it, still goes between the two. */
    received_by_req: {
      tags: ['nobody', 'decided'],
      on: {
        'message.use_request': {
          actions: ['remember', 'askUse', { type: 'start', params: { kind: 'use_answer' } }, tell('use_asked')],
        },
        'command.answer_wider_use': {
          guard: 'useAsked',
          actions: [
            'remember',
            'answerUse',
            { type: 'stop', params: { kinds: ['use_answer'] } },
            { type: 'send', params: { type: 'use_answer' } },
          ],
        },
        'command.ask_use_report': {
          actions: ['remember', { type: 'send', params: { type: 'use_report_request' } }],
        },
        'message.use_report': { actions: ['remember', tell('use_reported')] },
        'message.discharge': { actions: ['remember', 'discharge', watchObligations, tell('obligation_discharged')] },
        'command.waive': {
          guard: 'owes',
          actions: ['remember', 'waive', { type: 'send', params: { type: 'waiver' } }, watchObligations],
        },
      },
    },
    refused: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'send', params: { type: 'refusal' } },
        releaseHold,
      ],
    },
    returned: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'send', params: { type: 'return' } },
        releaseHold,
      ],
    },
    withdrawn: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'send', params: { type: 'withdrawal_answer', body: { accepted: true } } },
        tell('withdrawn'),
        {
          type: 'link',
          params: ({ event }) => ({
            event: 'linked.decided',
            payload: { executed: false, release: event.payload.release_preservation === true },
          }),
        },
      ],
    },
    lapsed: { tags: ['nobody', 'decided'], entry: [{ type: 'stop', params: { kinds: 'all' } }, releaseHold] },
  },
  on: {
    ...confirmed,
    // We decided before their withdrawal came: the decision stands in both files.
    'message.withdrawal': {
      actions: ['remember', { type: 'send', params: { type: 'withdrawal_answer', body: { accepted: false } } }],
    },
    // They answered, or answered our question to let it lapse, while we decided otherwise.
    'message.clarification_answer': { actions: 'remember' },
    'message.consultation_answer': { actions: 'remember' },
    'message.conditions_answer': [
      { guard: 'accepted', actions: ['remember', 'bind'] },
      { actions: ['remember', 'decline'] },
    ],
    'message.decision_to_proceed': { actions: 'remember' },
    'message.lapse_answer': { actions: 'remember' },
    // They asked how far it is while our decision was on its way: it answers them.
    'message.status_query': { actions: 'remember' },
  },
});
