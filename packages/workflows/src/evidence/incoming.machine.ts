import { assign, setup } from 'xstate';
import type { evidenceCommands } from '../commands.ts';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';

/** The requested State's memory of an evidence request. */
export interface EvidenceIncoming {
  records: Records;
  /** where a clarification, a postponement or a lapse question returns to */
  resume: 'acknowledged' | 'accepted' | 'partial';
  rounds: number;
  deliveries: number;
}

type Event =
  | MachineEvent<`command.${keyof (typeof evidenceCommands)['incoming']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['evidence.incoming']}`>;

const told = ['officer'] as const;
const performance = ['evidence_decide', 'evidence_execute'] as const;
/** A decision that yields no evidence ends the hold on linked preservations after a grace period (P14). */
const releaseHold = { type: 'link', params: { event: 'linked.decided', payload: { executed: false } } } as const;

/** Evidence request, requested State (domain.md §4.a). Only this side decides. */
export const evidenceIncoming = setup({
  types: {} as { context: EvidenceIncoming; events: Event },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
    resumeTo: assign({ resume: (_, to: { state: EvidenceIncoming['resume'] }) => to.state }),
    countRound: assign({ rounds: ({ context }) => context.rounds + 1 }),
    countDelivery: assign({ deliveries: ({ context }) => context.deliveries + 1 }),
  },
  guards: {
    resumes: ({ context }, to: { state: EvidenceIncoming['resume'] }) => context.resume === to.state,
    final: ({ event }) => event.payload.final === true,
    accepted: ({ event }) => event.payload.accepted === true,
  },
}).createMachine({
  id: 'evidence.incoming',
  version: '1',
  context: { records: {}, resume: 'acknowledged', rounds: 0, deliveries: 0 },
  initial: 'arriving',
  states: {
    /** Exists only inside the transaction that opens the file. */
    arriving: {
      on: {
        'message.request': {
          target: 'received',
          actions: [
            'remember',
            { type: 'start', params: { kind: 'evidence_acknowledge' } },
            { type: 'notify', params: { roles: ['officer', 'duty'], key: 'request_received', urgent: true } },
            { type: 'link', params: { event: 'linked.hold' } },
          ],
        },
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
        'command.ask_clarification': {
          target: 'info_requested',
          actions: [{ type: 'resumeTo', params: { state: 'acknowledged' } }],
        },
        'command.accept': {
          target: 'accepted',
          actions: [
            'remember',
            { type: 'send', params: { type: 'acceptance' } },
            { type: 'stop', params: { kinds: ['evidence_decide'] } },
            { type: 'start', params: { kind: 'evidence_execute' } },
          ],
        },
        'command.refer': { actions: ['remember', { type: 'send', params: { type: 'referral' } }] },
        'command.postpone': { target: 'postponed', actions: [{ type: 'resumeTo', params: { state: 'acknowledged' } }] },
        'command.refuse': 'refused',
        'command.return': 'returned',
        'message.withdrawal': 'withdrawn',
      },
    },
    info_requested: {
      tags: ['them'],
      entry: [
        'remember',
        'countRound',
        { type: 'send', params: { type: 'clarification_request' } },
        { type: 'suspend', params: { kinds: performance, reason: 'clarification' } },
        { type: 'start', params: ({ event }) => ({ kind: 'clarification_answer', until: event.payload.reply_by }) },
      ],
      on: {
        'message.clarification_answer': [
          {
            guard: { type: 'resumes', params: { state: 'acknowledged' } },
            target: 'acknowledged',
            actions: ['remember', { type: 'notify', params: { roles: told, key: 'clarification_answered' } }],
          },
          {
            guard: { type: 'resumes', params: { state: 'accepted' } },
            target: 'accepted',
            actions: ['remember', { type: 'notify', params: { roles: told, key: 'clarification_answered' } }],
          },
          {
            target: 'partial',
            actions: ['remember', { type: 'notify', params: { roles: told, key: 'clarification_answered' } }],
          },
        ],
        'command.propose_lapse': {
          target: 'lapsing',
          actions: ['remember', { type: 'send', params: { type: 'lapse_notice' } }],
        },
        'command.refuse': 'refused',
        'command.return': 'returned',
        'message.withdrawal': 'withdrawn',
      },
      exit: [
        { type: 'stop', params: { kinds: ['clarification_answer'] } },
        { type: 'resume', params: { kinds: performance } },
      ],
    },
    /** A lapse is a question: an answer that crossed it lets the request live on. */
    lapsing: {
      tags: ['them'],
      entry: { type: 'suspend', params: { kinds: performance, reason: 'clarification' } },
      exit: { type: 'resume', params: { kinds: performance } },
      on: {
        'message.clarification_answer': [
          {
            guard: { type: 'resumes', params: { state: 'acknowledged' } },
            target: 'acknowledged',
            actions: ['remember', { type: 'notify', params: { roles: told, key: 'clarification_answered' } }],
          },
          {
            guard: { type: 'resumes', params: { state: 'accepted' } },
            target: 'accepted',
            actions: ['remember', { type: 'notify', params: { roles: told, key: 'clarification_answered' } }],
          },
          {
            target: 'partial',
            actions: ['remember', { type: 'notify', params: { roles: told, key: 'clarification_answered' } }],
          },
        ],
        'message.lapse_answer': [{ guard: 'accepted', target: 'lapsed', actions: 'remember' }, { actions: 'remember' }],
        'message.withdrawal': 'withdrawn',
      },
    },
    accepted: {
      tags: ['us'],
      on: {
        'command.ask_clarification': {
          target: 'info_requested',
          actions: [{ type: 'resumeTo', params: { state: 'accepted' } }],
        },
        'command.deliver': [
          { guard: 'final', target: 'transmitted' },
          { target: 'partial', actions: ['remember', 'countDelivery', { type: 'send', params: { type: 'delivery' } }] },
        ],
        'command.refer': { actions: ['remember', { type: 'send', params: { type: 'referral' } }] },
        'command.postpone': { target: 'postponed', actions: [{ type: 'resumeTo', params: { state: 'accepted' } }] },
        'command.refuse': 'refused',
        'message.withdrawal': 'withdrawn',
      },
    },
    partial: {
      tags: ['us'],
      on: {
        'command.ask_clarification': {
          target: 'info_requested',
          actions: [{ type: 'resumeTo', params: { state: 'partial' } }],
        },
        'command.deliver': [
          { guard: 'final', target: 'transmitted' },
          { actions: ['remember', 'countDelivery', { type: 'send', params: { type: 'delivery' } }] },
        ],
        'message.withdrawal': 'withdrawn',
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
      exit: [
        { type: 'stop', params: { kinds: ['postponement_review'] } },
        { type: 'resume', params: { kinds: performance } },
      ],
      on: {
        'command.resume': [
          {
            guard: { type: 'resumes', params: { state: 'accepted' } },
            target: 'accepted',
            actions: ['remember', { type: 'send', params: { type: 'resumption' } }],
          },
          { target: 'acknowledged', actions: ['remember', { type: 'send', params: { type: 'resumption' } }] },
        ],
        'command.refuse': 'refused',
        'message.withdrawal': 'withdrawn',
      },
    },
    transmitted: {
      tags: ['them', 'decided'],
      entry: [
        'remember',
        'countDelivery',
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
            { type: 'notify', params: { roles: told, key: 'receipt_confirmed' } },
            { type: 'link', params: { event: 'linked.decided', payload: { executed: true } } },
          ],
        },
        'message.delivery_dispute': {
          target: 'accepted',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: 'all' } },
            { type: 'start', params: { kind: 'evidence_execute' } },
            { type: 'notify', params: { roles: told, key: 'delivery_disputed' } },
          ],
        },
      },
    },
    received_by_req: { tags: ['nobody', 'decided'] },
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
        { type: 'notify', params: { roles: told, key: 'withdrawn' } },
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
    // We decided before their withdrawal came: the decision stands in both files.
    'message.withdrawal': {
      actions: ['remember', { type: 'send', params: { type: 'withdrawal_answer', body: { accepted: false } } }],
    },
    // They answered, or answered our question to let it lapse, while we decided otherwise.
    'message.clarification_answer': { actions: 'remember' },
    'message.lapse_answer': { actions: 'remember' },
  },
});
