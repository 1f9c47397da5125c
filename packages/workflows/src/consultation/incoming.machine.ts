import { assign, setup } from 'xstate';
import type { consultationCommands } from '../commands.ts';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';

/** The asked State's memory of a consultation. */
export interface ConsultationIncoming {
  records: Records;
  /** questions asked, the first included */
  rounds: number;
}

type Event =
  | MachineEvent<`command.${keyof (typeof consultationCommands)['incoming']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['consultation.incoming']}`>;

const told = ['officer', 'duty'] as const;

/** Informal consultation, asked State: an answer is no decision, and either side ends it. */
export const consultationIncoming = setup({
  types: {} as { context: ConsultationIncoming; events: Event },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
    countRound: assign({ rounds: ({ context }) => context.rounds + 1 }),
  },
}).createMachine({
  id: 'consultation.incoming',
  version: '1',
  context: { records: {}, rounds: 0 },
  initial: 'arriving',
  states: {
    /** Exists only inside the transaction that opens the file. */
    arriving: { on: { 'message.informal_consultation': 'asked' } },
    asked: {
      tags: ['us'],
      entry: [
        'remember',
        'countRound',
        { type: 'start', params: { kind: 'consultation_reply' } },
        { type: 'notify', params: { roles: told, key: 'consultation_asked' } },
      ],
      exit: { type: 'stop', params: { kinds: ['consultation_reply'] } },
      on: {
        'command.reply': { target: 'answered', actions: ['remember', { type: 'send', params: { type: 'reply' } }] },
        'command.close': { target: 'closed', actions: ['remember', { type: 'send', params: { type: 'closing' } }] },
        'message.closing': {
          target: 'closed',
          actions: ['remember', { type: 'notify', params: { roles: told, key: 'consultation_closed' } }],
        },
      },
    },
    answered: {
      tags: ['them'],
      on: {
        'message.further_question': 'asked',
        'command.close': { target: 'closed', actions: ['remember', { type: 'send', params: { type: 'closing' } }] },
        'message.closing': {
          target: 'closed',
          actions: ['remember', { type: 'notify', params: { roles: told, key: 'consultation_closed' } }],
        },
      },
    },
    closed: { tags: ['nobody', 'decided'], entry: { type: 'stop', params: { kinds: 'all' } } },
  },
  on: {
    // Their question crossed our end, or both ended it.
    'message.further_question': { actions: 'remember' },
    'message.closing': { actions: 'remember' },
  },
});
