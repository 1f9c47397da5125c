import { assign, setup } from 'xstate';
import type { informationCommands } from '../commands.ts';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';

/** The receiving State's memory of information it did not ask for. */
export interface InformationIncoming {
  records: Records;
}

type Event =
  | MachineEvent<`command.${keyof (typeof informationCommands)['incoming']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['information.incoming']}`>;

const told = ['duty', 'officer'] as const;

/** Spontaneous information, receiving State (Budapest 26). Conditions that were accepted bind it (26(2)). */
export const informationIncoming = setup({
  types: {} as { context: InformationIncoming; events: Event },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
  },
}).createMachine({
  id: 'information.incoming',
  version: '1',
  context: { records: {} },
  initial: 'arriving',
  states: {
    /** Exists only inside the transaction that opens the file. */
    arriving: {
      on: {
        'message.offer': {
          target: 'offered',
          actions: [
            'remember',
            { type: 'start', params: { kind: 'offer_answer' } },
            { type: 'notify', params: { roles: told, key: 'offer_received' } },
          ],
        },
        'message.information': 'received',
      },
    },
    offered: {
      tags: ['us'],
      exit: { type: 'stop', params: { kinds: ['offer_answer'] } },
      on: {
        'command.accept_offer': {
          target: 'awaited',
          actions: ['remember', { type: 'send', params: { type: 'offer_acceptance' } }],
        },
        'command.decline_offer': {
          target: 'declined',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: 'all' } },
            { type: 'send', params: { type: 'offer_refusal' } },
          ],
        },
        'message.withdrawal': 'withdrawn',
      },
    },
    /** The conditions bind us; the content is on its way. */
    awaited: { tags: ['them'], on: { 'message.information': 'received' } },
    received: {
      tags: ['us'],
      entry: [
        'remember',
        { type: 'start', params: { kind: 'information_acknowledge' } },
        { type: 'notify', params: { roles: told, key: 'information_received' } },
      ],
      on: {
        'command.acknowledge': {
          target: 'acknowledged',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: 'all' } },
            { type: 'send', params: { type: 'acknowledgement' } },
          ],
        },
      },
    },
    /** Nothing is awaited; what came of the information may be told, once or more. */
    acknowledged: {
      tags: ['nobody', 'decided'],
      on: { 'command.report_outcome': { actions: ['remember', { type: 'send', params: { type: 'outcome_report' } }] } },
    },
    declined: { tags: ['nobody', 'decided'] },
    withdrawn: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'send', params: { type: 'withdrawal_answer', body: { accepted: true } } },
        { type: 'notify', params: { roles: told, key: 'offer_withdrawn' } },
      ],
    },
  },
  on: {
    // Our answer crossed their withdrawal: it was first.
    'message.withdrawal': {
      actions: ['remember', { type: 'send', params: { type: 'withdrawal_answer', body: { accepted: false } } }],
    },
  },
});
