/**
 * The annual return as a procedure: the State's file and the Secretariat's, which share messages and nothing else. Pure,
 * like the machines of requests: no clock, no ids, no I/O.
 */
import { assign, setup } from 'xstate';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import type { returnCommands, returnMessages } from './commands.ts';

/** Where a return that is being corrected or restated goes back to when that is given up. */
const standing = ['queried', 'accepted', 'published'] as const;

export interface ReturnContext {
  records: Records;
  /** the last revision that was approved (State) or taken (Secretariat); 0 before the first */
  revision: number;
  /** in_work only: what the revision that stands was before */
  before: (typeof standing)[number] | null;
}

type ReportingEvent =
  | MachineEvent<`command.${keyof (typeof returnCommands)['reporting']}`>
  | MachineEvent<`message.${Exclude<keyof (typeof returnMessages)['reporting'], 'round_opening'>}`>;
type ReceivingEvent =
  | MachineEvent<`command.${keyof (typeof returnCommands)['receiving']}`>
  | MachineEvent<`message.${keyof (typeof returnMessages)['receiving']}`>;

const entity = ['statistics'] as const;
const secretariat = ['desk'] as const;
const first = { records: {}, revision: 0, before: null } as ReturnContext;

const reworking = ['remember'] as const;

/** The State. What is sent cannot change: a correction or restatement is a new revision, with its reason. */
export const returnReporting = setup({
  types: {} as { context: ReturnContext; events: ReportingEvent },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
    number: assign({ revision: ({ context }) => context.revision + 1, before: null }),
    leave: assign({ before: (_, { before }: { before: (typeof standing)[number] }) => before }),
    stay: assign({ before: null }),
  },
  guards: {
    was: ({ context }, { before }: { before: (typeof standing)[number] }) => context.before === before,
    wasAccepted: ({ context }) => context.before === 'accepted',
  },
}).createMachine({
  id: 'annual_return.reporting',
  version: '1',
  context: first,
  initial: 'open',
  states: {
    /** the round is open; nothing was entered yet */
    open: {
      tags: ['us'],
      on: {
        'command.prefill': { target: 'in_work', actions: 'remember' },
        'command.enter': { target: 'in_work', actions: 'remember' },
        'command.import': { target: 'in_work', actions: 'remember' },
      },
    },
    in_work: {
      tags: ['us'],
      on: {
        'command.prefill': { actions: 'remember' },
        'command.enter': { actions: 'remember' },
        'command.import': { actions: 'remember' },
        'command.approve': {
          target: 'sent',
          actions: ['remember', 'number', { type: 'send', params: { type: 'annual_return' } }],
        },
        'command.abandon': standing.map((before) => ({
          guard: { type: 'was' as const, params: { before } },
          target: before,
          actions: ['remember' as const, 'stay' as const],
        })),
        // What stands was published while we restate it.
        'message.return_publication': [
          {
            guard: 'wasAccepted',
            actions: ['remember', { type: 'leave', params: { before: 'published' } }],
          },
          { actions: 'remember' },
        ],
      },
    },
    sent: {
      tags: ['them'],
      on: {
        'message.return_query': {
          target: 'queried',
          actions: ['remember', { type: 'notify', params: { roles: entity, key: 'return_queried' } }],
        },
        'message.return_acceptance': {
          target: 'accepted',
          actions: ['remember', { type: 'notify', params: { roles: entity, key: 'return_accepted' } }],
        },
        // It left before our restatement came: that one is still theirs to accept.
        'message.return_publication': { actions: 'remember' },
      },
    },
    queried: {
      tags: ['us'],
      on: {
        'command.answer': {
          target: 'sent',
          actions: ['remember', { type: 'send', params: { type: 'return_answer' } }],
        },
        'command.correct': {
          target: 'in_work',
          actions: [...reworking, { type: 'leave', params: { before: 'queried' } }],
        },
        'message.return_publication': { actions: 'remember' },
      },
    },
    accepted: {
      tags: ['nobody'],
      on: {
        'command.restate': {
          target: 'in_work',
          actions: [...reworking, { type: 'leave', params: { before: 'accepted' } }],
        },
        'message.return_publication': {
          target: 'published',
          actions: ['remember', { type: 'notify', params: { roles: entity, key: 'return_published' } }],
        },
      },
    },
    published: {
      tags: ['nobody'],
      on: {
        'command.restate': {
          target: 'in_work',
          actions: [...reworking, { type: 'leave', params: { before: 'published' } }],
        },
        'message.return_publication': { actions: 'remember' },
      },
    },
  },
});

/** The Secretariat: one file a State and year. It sees what was sent, and never a case. */
export const returnReceiving = setup({
  types: {} as { context: ReturnContext; events: ReceivingEvent },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
    take: assign({
      revision: ({ context, event }) =>
        event.type === 'message.annual_return' ? (event.payload.revision as number) : context.revision + 1,
    }),
  },
}).createMachine({
  id: 'annual_return.receiving',
  version: '1',
  context: first,
  initial: 'awaited',
  states: {
    awaited: {
      tags: ['them'],
      on: {
        'message.annual_return': {
          target: 'received',
          actions: ['remember', 'take', { type: 'notify', params: { roles: secretariat, key: 'return_received' } }],
        },
        'command.record': { target: 'received', actions: ['remember', 'take'] },
      },
    },
    received: {
      tags: ['us'],
      on: {
        'command.query': {
          target: 'queried',
          actions: ['remember', { type: 'send', params: { type: 'return_query' } }],
        },
        'command.accept': {
          target: 'accepted',
          actions: ['remember', { type: 'send', params: { type: 'return_acceptance' } }],
        },
      },
    },
    queried: {
      tags: ['them'],
      on: {
        'message.return_answer': {
          target: 'received',
          actions: ['remember', { type: 'notify', params: { roles: secretariat, key: 'return_answered' } }],
        },
        'message.annual_return': {
          target: 'received',
          actions: ['remember', 'take', { type: 'notify', params: { roles: secretariat, key: 'return_received' } }],
        },
        'command.record': { target: 'received', actions: ['remember', 'take'] },
      },
    },
    accepted: {
      tags: ['us'],
      on: {
        'command.publish': {
          target: 'published',
          actions: ['remember', { type: 'send', params: { type: 'return_publication' } }],
        },
        'message.annual_return': {
          target: 'received',
          actions: ['remember', 'take', { type: 'notify', params: { roles: secretariat, key: 'return_restated' } }],
        },
        'command.record': { target: 'received', actions: ['remember', 'take'] },
      },
    },
    published: {
      tags: ['nobody'],
      on: {
        'message.annual_return': {
          target: 'received',
          actions: ['remember', 'take', { type: 'notify', params: { roles: secretariat, key: 'return_restated' } }],
        },
        'command.record': { target: 'received', actions: ['remember', 'take'] },
      },
    },
  },
});
