import { assign, setup } from 'xstate';
import type { consultationCommands } from '../commands.ts';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';

/** The asking State's memory of a consultation. */
export interface ConsultationOutgoing {
  records: Records;
  /** questions asked, the first included */
  rounds: number;
}

type Event =
  | MachineEvent<`command.${keyof (typeof consultationCommands)['outgoing']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['consultation.outgoing']}`>;

const told = ['drafter', 'approver', 'officer', 'duty'] as const;

/** Informal consultation, asking State: it commits nobody, needs no approval, and either side ends it. */
export const consultationOutgoing = setup({
  types: {} as { context: ConsultationOutgoing; events: Event },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
    countRound: assign({ rounds: ({ context }) => context.rounds + 1 }),
  },
}).createMachine({
  id: 'consultation.outgoing',
  version: '1',
  context: { records: {}, rounds: 0 },
  initial: 'draft',
  states: {
    draft: {
      tags: ['us'],
      on: {
        'command.transmit': {
          target: 'asked',
          actions: ['remember', { type: 'send', params: { type: 'informal_consultation' } }],
        },
        'command.discard': { target: 'discarded', actions: ['remember', { type: 'stop', params: { kinds: 'all' } }] },
      },
    },
    asked: {
      tags: ['them'],
      entry: ['countRound', { type: 'start', params: { kind: 'consultation_reply' } }],
      exit: { type: 'stop', params: { kinds: ['consultation_reply'] } },
      on: {
        'message.reply': {
          target: 'answered',
          actions: ['remember', { type: 'notify', params: { roles: told, key: 'informal_reply' } }],
        },
        'message.closing': {
          target: 'closed',
          actions: ['remember', { type: 'notify', params: { roles: told, key: 'consultation_closed' } }],
        },
        'command.close': {
          target: 'closed',
          actions: ['remember', { type: 'send', params: { type: 'closing' } }],
        },
      },
    },
    answered: {
      tags: ['us'],
      on: {
        'command.ask_again': {
          target: 'asked',
          actions: ['remember', { type: 'send', params: { type: 'further_question' } }],
        },
        'message.closing': {
          target: 'closed',
          actions: ['remember', { type: 'notify', params: { roles: told, key: 'consultation_closed' } }],
        },
        'command.close': {
          target: 'closed',
          actions: ['remember', { type: 'send', params: { type: 'closing' } }],
        },
      },
    },
    closed: { tags: ['nobody', 'decided'], entry: { type: 'stop', params: { kinds: 'all' } } },
    discarded: { tags: ['nobody', 'decided'] },
  },
  on: {
    // Both ended it, or their answer crossed our end: kept, for it may still be useful.
    'message.reply': { actions: 'remember' },
    'message.closing': { actions: 'remember' },
  },
});
