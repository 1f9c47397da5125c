import { assign, setup } from 'xstate';
import type { informationCommands } from '../commands.ts';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';

/** The providing State's memory of information it sends unasked. */
export interface InformationOutgoing {
  records: Records;
  /** its conditions must be accepted before the content leaves (26(2)); as it was approved */
  conditional: boolean;
}

type Event =
  | MachineEvent<`command.${keyof (typeof informationCommands)['outgoing']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['information.outgoing']}`>;

const told = ['drafter', 'approver', 'duty'] as const;

/** Spontaneous information, providing State (Budapest 26). */
export const informationOutgoing = setup({
  types: {} as { context: InformationOutgoing; events: Event },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
    setConditional: assign({ conditional: ({ event }) => event.payload.conditional === true }),
  },
  guards: {
    conditional: ({ context }) => context.conditional,
    accepted: ({ event }) => event.payload.accepted === true,
  },
}).createMachine({
  id: 'information.outgoing',
  version: '1',
  context: { records: {}, conditional: false },
  initial: 'draft',
  states: {
    draft: {
      tags: ['us'],
      on: {
        'command.submit': {
          target: 'ca_review',
          actions: [
            'remember',
            { type: 'start', params: { kind: 'review_draft' } },
            { type: 'notify', params: { roles: ['approver'], key: 'information_submitted' } },
          ],
        },
        'command.discard': { target: 'discarded', actions: ['remember', { type: 'stop', params: { kinds: 'all' } }] },
      },
    },
    ca_review: {
      tags: ['us'],
      exit: { type: 'stop', params: { kinds: ['review_draft'] } },
      on: {
        'command.return_for_correction': {
          target: 'draft',
          actions: [
            'remember',
            { type: 'notify', params: { roles: ['drafter', 'duty'], key: 'information_to_correct' } },
          ],
        },
        'command.approve': { target: 'approved', actions: ['remember', 'setConditional'] },
      },
    },
    approved: {
      tags: ['us'],
      on: {
        'command.return_for_correction': {
          target: 'draft',
          actions: [
            'remember',
            { type: 'notify', params: { roles: ['drafter', 'duty'], key: 'information_to_correct' } },
          ],
        },
        'command.transmit': [
          {
            guard: 'conditional',
            target: 'offered',
            actions: [
              'remember',
              { type: 'send', params: { type: 'offer' } },
              { type: 'start', params: { kind: 'offer_answer' } },
            ],
          },
          { target: 'sent', actions: 'remember' },
        ],
      },
    },
    /** Nature and conditions are with them; the content is not. */
    offered: {
      tags: ['them'],
      on: {
        'message.offer_acceptance': {
          target: 'sent',
          actions: ['remember', { type: 'stop', params: { kinds: 'all' } }],
        },
        'message.offer_refusal': 'declined',
        'command.withdraw': 'withdrawing',
      },
    },
    /** A withdrawal is a question: an acceptance that came first binds them, and they get what they accepted. */
    withdrawing: {
      tags: ['them'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'send', params: { type: 'withdrawal' } },
        { type: 'start', params: { kind: 'withdrawal_answer' } },
      ],
      on: {
        'message.offer_acceptance': {
          target: 'sent',
          actions: ['remember', { type: 'stop', params: { kinds: 'all' } }],
        },
        'message.offer_refusal': 'declined',
        'message.withdrawal_answer': { guard: 'accepted', target: 'withdrawn', actions: 'remember' },
      },
    },
    sent: {
      tags: ['them'],
      entry: [
        { type: 'send', params: { type: 'information' } },
        { type: 'start', params: { kind: 'information_acknowledge' } },
        { type: 'notify', params: { roles: told, key: 'information_sent' } },
      ],
      on: { 'message.acknowledgement': 'acknowledged' },
    },
    acknowledged: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'information_acknowledged' } },
      ],
      on: {
        'message.outcome_report': {
          actions: ['remember', { type: 'notify', params: { roles: told, key: 'information_used' } }],
        },
      },
    },
    declined: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'offer_declined' } },
      ],
    },
    withdrawn: {
      tags: ['nobody', 'decided'],
      entry: [
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'offer_withdrawal_accepted' } },
      ],
    },
    discarded: { tags: ['nobody', 'decided'] },
  },
  on: {
    // What they did first crossed our withdrawal and is already in this file.
    'message.withdrawal_answer': { actions: 'remember' },
  },
});
