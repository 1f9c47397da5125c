import { assign, setup } from 'xstate';
import type { evidenceCommands } from '../commands.ts';
import { correction, drafting } from '../drafting.ts';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';

/** The requesting State's memory of an evidence request. */
export interface EvidenceOutgoing {
  records: Records;
  /** where a clarification or a postponement returns to */
  resume: 'acknowledged' | 'accepted' | 'partial';
  /** clarification rounds asked (M8) */
  rounds: number;
  /** deliveries received */
  deliveries: number;
}

type Event =
  | MachineEvent<`command.${keyof (typeof evidenceCommands)['outgoing']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['evidence.outgoing']}`>;

const told = ['drafter', 'approver', 'duty'] as const;
const performance = ['evidence_decide', 'evidence_execute'] as const;

/** Evidence request, requesting State (domain.md §4.a; Budapest 31, 27; Nassau 7, 26). */
export const evidenceOutgoing = setup({
  types: {} as { context: EvidenceOutgoing; events: Event },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
    resumeTo: assign({ resume: (_, to: { state: EvidenceOutgoing['resume'] }) => to.state }),
    countRound: assign({ rounds: ({ context }) => context.rounds + 1 }),
    countDelivery: assign({ deliveries: ({ context }) => context.deliveries + 1 }),
  },
  guards: {
    resumes: ({ context }, to: { state: EvidenceOutgoing['resume'] }) => context.resume === to.state,
    final: ({ event }) => event.payload.final === true,
    accepted: ({ event }) => event.payload.accepted === true,
  },
}).createMachine({
  id: 'evidence.outgoing',
  version: '1',
  context: { records: {}, resume: 'acknowledged', rounds: 0, deliveries: 0 },
  initial: 'draft',
  states: {
    ...drafting,
    approved: {
      tags: ['us'],
      on: {
        ...correction,
        'command.transmit': {
          target: 'sent',
          actions: [
            'remember',
            { type: 'send', params: { type: 'request' } },
            { type: 'start', params: { kind: 'evidence_acknowledge' } },
            { type: 'link', params: { event: 'linked.follow_up' } },
          ],
        },
      },
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
        'message.referral': { actions: ['remember', { type: 'notify', params: { roles: told, key: 'referred' } }] },
        'message.clarification_request': {
          target: 'info_requested',
          actions: [{ type: 'resumeTo', params: { state: 'acknowledged' } }],
        },
        'message.acceptance': {
          target: 'accepted',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: ['evidence_decide'] } },
            { type: 'start', params: { kind: 'evidence_execute' } },
            { type: 'notify', params: { roles: told, key: 'accepted' } },
          ],
        },
        'message.postponement': {
          target: 'postponed',
          actions: [{ type: 'resumeTo', params: { state: 'acknowledged' } }],
        },
        'message.refusal': 'refused',
        'message.return': 'returned',
        'command.withdraw': 'withdrawing',
      },
    },
    info_requested: {
      tags: ['us'],
      entry: [
        'remember',
        'countRound',
        { type: 'suspend', params: { kinds: performance, reason: 'clarification' } },
        { type: 'start', params: ({ event }) => ({ kind: 'clarification_answer', until: event.payload.reply_by }) },
        { type: 'notify', params: { roles: told, key: 'clarification_asked' } },
      ],
      exit: [
        { type: 'stop', params: { kinds: ['clarification_answer'] } },
        { type: 'resume', params: { kinds: performance } },
      ],
      on: {
        'command.answer_clarification': [
          {
            guard: { type: 'resumes', params: { state: 'acknowledged' } },
            target: 'acknowledged',
            actions: ['remember', { type: 'send', params: { type: 'clarification_answer' } }],
          },
          {
            guard: { type: 'resumes', params: { state: 'accepted' } },
            target: 'accepted',
            actions: ['remember', { type: 'send', params: { type: 'clarification_answer' } }],
          },
          {
            target: 'partial',
            actions: ['remember', { type: 'send', params: { type: 'clarification_answer' } }],
          },
        ],
        'message.lapse_notice': {
          target: 'lapsed',
          actions: ['remember', { type: 'send', params: { type: 'lapse_answer', body: { accepted: true } } }],
        },
        'message.refusal': 'refused',
        'message.return': 'returned',
        'command.withdraw': 'withdrawing',
      },
    },
    accepted: {
      tags: ['them'],
      on: {
        'message.referral': { actions: ['remember', { type: 'notify', params: { roles: told, key: 'referred' } }] },
        'message.clarification_request': {
          target: 'info_requested',
          actions: [{ type: 'resumeTo', params: { state: 'accepted' } }],
        },
        'message.postponement': { target: 'postponed', actions: [{ type: 'resumeTo', params: { state: 'accepted' } }] },
        'message.delivery': [
          { guard: 'final', target: 'transmitted' },
          {
            target: 'partial',
            actions: [
              'remember',
              'countDelivery',
              { type: 'notify', params: { roles: told, key: 'partly_delivered' } },
            ],
          },
        ],
        'message.refusal': 'refused',
        // they sent it back while our answer to their question was on its way
        'message.return': 'returned',
        'command.withdraw': 'withdrawing',
      },
    },
    partial: {
      tags: ['them'],
      on: {
        'message.clarification_request': {
          target: 'info_requested',
          actions: [{ type: 'resumeTo', params: { state: 'partial' } }],
        },
        'message.delivery': [
          { guard: 'final', target: 'transmitted' },
          {
            actions: [
              'remember',
              'countDelivery',
              { type: 'notify', params: { roles: told, key: 'partly_delivered' } },
            ],
          },
        ],
        // they refused or sent back the rest while our answer to their question was on its way
        'message.refusal': 'refused',
        'message.return': 'returned',
        'command.withdraw': 'withdrawing',
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
      exit: [
        { type: 'stop', params: { kinds: ['postponement_review'] } },
        { type: 'resume', params: { kinds: performance } },
      ],
      on: {
        'message.resumption': [
          {
            guard: { type: 'resumes', params: { state: 'accepted' } },
            target: 'accepted',
            actions: ['remember', { type: 'notify', params: { roles: told, key: 'resumed' } }],
          },
          {
            target: 'acknowledged',
            actions: ['remember', { type: 'notify', params: { roles: told, key: 'resumed' } }],
          },
        ],
        'message.refusal': 'refused',
        'command.withdraw': 'withdrawing',
      },
    },
    transmitted: {
      tags: ['us', 'decided'],
      entry: [
        'remember',
        'countDelivery',
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
        'message.acceptance': { actions: 'remember' },
        'message.postponement': { actions: 'remember' },
        'message.resumption': { actions: 'remember' },
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
    received_by_req: { tags: ['nobody', 'decided'] },
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
    // The answer we gave crossed their question to let the request lapse: it lives on.
    'message.lapse_notice': {
      actions: ['remember', { type: 'send', params: { type: 'lapse_answer', body: { accepted: false } } }],
    },
    // Their decision had crossed our withdrawal and is already in this file.
    'message.withdrawal_answer': { actions: 'remember' },
  },
});
