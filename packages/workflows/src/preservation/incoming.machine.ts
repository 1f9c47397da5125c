import { assign, setup } from 'xstate';
import type { preservationCommands } from '../commands.ts';
import { confirmed, inWriting } from '../drafting.ts';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';

/** The requested State's memory of a preservation request. */
export interface PreservationIncoming {
  records: Records;
  /** last instant of preservation; null before it is confirmed. Nothing shifts it but a granted extension or a hold. */
  expires_at: string | null;
  extension_pending: boolean;
  extensions: number;
  /** request ids of evidence requests that hold this preservation (many to many, 29(7)) */
  holds: string[];
  /** expedited disclosures made (Budapest 30, P8) */
  disclosures: number;
  /** we warned that preservation will not do, and they have not said whether to go on (29(6)) */
  warned: boolean;
  /** an emergency that is not yet approved and in writing (UNCAC 46(14)) */
  unconfirmed: boolean;
}

type Event =
  | MachineEvent<`command.${keyof (typeof preservationCommands)['incoming']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['preservation.incoming']}`>
  | MachineEvent<'linked.hold'>
  | MachineEvent<'linked.decided'>
  | MachineEvent<'clock.preservation_expiry'>;

const told = ['duty', 'officer'] as const;
const later = (a: string | null, b: string) => (a !== null && a > b ? a : b);

const open = [
  'remember',
  { type: 'start', params: { kind: 'preservation_acknowledge' } },
  { type: 'notify', params: { roles: told, key: 'preservation_received', urgent: true } },
] as const;

/** What may turn up while we look for the data and while we keep them. */
const findings = {
  'command.warn': {
    guard: 'notWarned',
    actions: [
      'remember',
      'warn',
      { type: 'send', params: { type: 'warning' } },
      { type: 'start', params: { kind: 'warning_answer' } },
    ],
  },
  'message.decision_to_proceed': {
    actions: [
      'remember',
      'heed',
      { type: 'stop', params: { kinds: ['warning_answer'] } },
      { type: 'notify', params: { roles: told, key: 'told_to_proceed' } },
    ],
  },
  'command.disclose_traffic': {
    actions: ['remember', 'countDisclosure', { type: 'send', params: { type: 'expedited_disclosure' } }],
  },
  'command.withhold_traffic': { actions: ['remember', { type: 'send', params: { type: 'disclosure_withheld' } }] },
} as const;

/** Confirmed while an evidence request already holds the data, or not. */
const confirm = [
  {
    guard: 'held',
    target: 'held',
    actions: [
      'setExpiry',
      {
        type: 'send',
        params: ({ event }: { event: MachineEvent }) => ({
          type: 'preservation_confirmation',
          body: { ...event.payload, held: true },
        }),
      },
      'remember',
      { type: 'stop', params: { kinds: ['preservation_confirm'] } },
    ],
  },
  { target: 'preserved', actions: ['setExpiry', { type: 'send', params: { type: 'preservation_confirmation' } }] },
] as const;

/** Preservation request, requested State (domain.md §4.b; Budapest 29, 30, 35). Only this side decides. */
export const preservationIncoming = setup({
  types: {} as { context: PreservationIncoming; events: Event },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
    setExpiry: assign({ expires_at: ({ event }) => event.payload.expires_at as string }),
    /** After a decision without evidence the data stay for a grace period, never less than already promised. */
    graceExpiry: assign({
      expires_at: ({ context, event }) => later(context.expires_at, event.payload.grace_until as string),
    }),
    askExtension: assign({ extension_pending: true }),
    answerExtension: assign({ extension_pending: false }),
    countExtension: assign({ extensions: ({ context }) => context.extensions + 1 }),
    addHold: assign({
      holds: ({ context, event }) => [...new Set([...context.holds, event.payload.request_id as string])],
    }),
    countDisclosure: assign({ disclosures: ({ context }) => context.disclosures + 1 }),
    warn: assign({ warned: true }),
    heed: assign({ warned: false }),
    owe: assign({ unconfirmed: true }),
    confirm: assign({ unconfirmed: false }),
    dropHold: assign({
      holds: ({ context, event }) => context.holds.filter((id) => id !== event.payload.request_id),
    }),
  },
  guards: {
    held: ({ context }) => context.holds.length > 0,
    heldByOthers: ({ context, event }) => context.holds.some((id) => id !== event.payload.request_id),
    executed: ({ event }) => event.payload.executed === true,
    letGo: ({ event }) => event.payload.release === true,
    unconfirmed: ({ context }) => context.unconfirmed,
    notWarned: ({ context }) => !context.warned,
    emergency: ({ event }) => event.payload.emergency !== undefined,
    extensionPending: ({ context }) => context.extension_pending,
  },
}).createMachine({
  id: 'preservation.incoming',
  version: '1',
  context: {
    records: {},
    expires_at: null,
    extension_pending: false,
    extensions: 0,
    holds: [],
    disclosures: 0,
    warned: false,
    unconfirmed: false,
  },
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
            { type: 'stop', params: { kinds: ['preservation_acknowledge'] } },
            { type: 'start', params: { kind: 'preservation_confirm' } },
          ],
        },
        'message.release': 'released',
      },
    },
    acknowledged: {
      tags: ['us'],
      on: {
        'command.order': { target: 'in_progress', actions: 'remember' },
        'command.confirm': confirm,
        ...findings,
        'command.report_impossible': 'impossible',
        'command.refuse': 'refused',
        'message.release': 'released',
      },
    },
    in_progress: {
      tags: ['us'],
      on: {
        'command.confirm': confirm,
        ...findings,
        'command.report_impossible': 'impossible',
        'command.refuse': 'refused',
        'message.release': 'released',
      },
    },
    preserved: {
      tags: ['them'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: ['preservation_confirm'] } },
        {
          type: 'start',
          params: ({ context }) => ({ kind: 'preservation_expiry', fixed_due: context.expires_at as string }),
        },
      ],
      on: {
        ...findings,
        'message.extension_request': {
          actions: [
            'remember',
            'askExtension',
            { type: 'start', params: { kind: 'extension_answer' } },
            { type: 'notify', params: { roles: told, key: 'extension_asked', urgent: true } },
          ],
        },
        'command.grant_extension': {
          guard: 'extensionPending',
          actions: [
            'remember',
            'answerExtension',
            'countExtension',
            'setExpiry',
            { type: 'stop', params: { kinds: ['extension_answer'] } },
            {
              type: 'send',
              params: ({ event }) => ({ type: 'extension_answer', body: { ...event.payload, granted: true } }),
            },
            {
              type: 'start',
              params: ({ context }) => ({ kind: 'preservation_expiry', fixed_due: context.expires_at as string }),
            },
          ],
        },
        'command.deny_extension': {
          guard: 'extensionPending',
          actions: [
            'remember',
            'answerExtension',
            { type: 'stop', params: { kinds: ['extension_answer'] } },
            {
              type: 'send',
              params: ({ event }) => ({ type: 'extension_answer', body: { ...event.payload, granted: false } }),
            },
          ],
        },
        'linked.hold': {
          target: 'held',
          actions: [
            'remember',
            'addHold',
            { type: 'stop', params: { kinds: ['preservation_expiry'] } },
            { type: 'send', params: { type: 'hold_notice' } },
            { type: 'notify', params: { roles: told, key: 'held' } },
          ],
        },
        'clock.preservation_expiry': 'expired',
        'message.release': 'released',
      },
    },
    /** Kept until every linked evidence request is decided (29(7), last sentence). */
    held: {
      tags: ['them'],
      on: {
        ...findings,
        'message.extension_request': {
          actions: [
            'remember',
            'askExtension',
            { type: 'start', params: { kind: 'extension_answer' } },
            { type: 'notify', params: { roles: told, key: 'extension_asked' } },
          ],
        },
        'command.grant_extension': {
          guard: 'extensionPending',
          actions: [
            'remember',
            'answerExtension',
            'countExtension',
            'setExpiry',
            { type: 'stop', params: { kinds: ['extension_answer'] } },
            {
              type: 'send',
              params: ({ event }) => ({ type: 'extension_answer', body: { ...event.payload, granted: true } }),
            },
          ],
        },
        'command.deny_extension': {
          guard: 'extensionPending',
          actions: [
            'remember',
            'answerExtension',
            { type: 'stop', params: { kinds: ['extension_answer'] } },
            {
              type: 'send',
              params: ({ event }) => ({ type: 'extension_answer', body: { ...event.payload, granted: false } }),
            },
          ],
        },
        'linked.hold': { actions: ['remember', 'addHold', { type: 'send', params: { type: 'hold_notice' } }] },
        'linked.decided': [
          { guard: 'heldByOthers', actions: ['remember', 'dropHold'] },
          {
            guard: 'executed',
            target: 'consumed',
            actions: [
              'dropHold',
              {
                type: 'send',
                params: ({ event }) => ({ type: 'hold_end', body: { ...event.payload, executed: true } }),
              },
            ],
          },
          // They withdrew the request and said that the data are no longer needed (E23).
          { guard: 'letGo', target: 'released', actions: 'dropHold' },
          {
            target: 'preserved',
            actions: [
              'dropHold',
              'graceExpiry',
              {
                type: 'send',
                params: ({ context, event }) => ({
                  type: 'hold_end',
                  body: { request_id: event.payload.request_id, executed: false, expires_at: context.expires_at },
                }),
              },
            ],
          },
        ],
        // The data are held for a request that is still open: releasing them would be our loss as well as theirs.
        'message.release': {
          actions: [
            'remember',
            { type: 'send', params: { type: 'release_answer', body: { accepted: false, state: 'held' } } },
          ],
        },
      },
    },
    released: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'send', params: { type: 'release_answer', body: { accepted: true, state: 'released' } } },
        { type: 'notify', params: { roles: told, key: 'released' } },
      ],
    },
    impossible: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'send', params: { type: 'impossibility' } },
      ],
    },
    refused: {
      tags: ['nobody', 'decided'],
      entry: ['remember', { type: 'stop', params: { kinds: 'all' } }, { type: 'send', params: { type: 'refusal' } }],
    },
    expired: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        {
          type: 'send',
          params: ({ context }) => ({ type: 'expiry_notice', body: { expired_at: context.expires_at } }),
        },
        { type: 'notify', params: { roles: told, key: 'expired' } },
      ],
    },
    consumed: {
      tags: ['nobody', 'decided'],
      entry: ['remember', { type: 'stop', params: { kinds: 'all' } }],
    },
  },
  on: {
    ...confirmed,
    // What ended this preservation crossed their decision to go on.
    'message.decision_to_proceed': { actions: 'remember' },
    // The evidence request came before we confirmed: it holds the data as soon as they are preserved.
    'linked.hold': { actions: ['remember', 'addHold'] },
    'linked.decided': { actions: ['remember', 'dropHold'] },
    // What ended this preservation crossed their question.
    'message.release': {
      actions: [
        'remember',
        { type: 'send', params: { type: 'release_answer', body: { accepted: false, state: 'ended' } } },
      ],
    },
    'message.extension_request': {
      actions: [
        'remember',
        { type: 'send', params: { type: 'extension_answer', body: { granted: false, reasons: 'ended' } } },
      ],
    },
  },
});
