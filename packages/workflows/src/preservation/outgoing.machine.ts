import { assign, setup } from 'xstate';
import type { preservationCommands } from '../commands.ts';
import { confirmation, correction, drafting, emergency, inWriting } from '../drafting.ts';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import type { incomingMessages } from '../messages.ts';

/** The requesting State's memory of a preservation request. */
export interface PreservationOutgoing {
  records: Records;
  /** last instant of preservation as the requested State confirmed it; null before */
  expires_at: string | null;
  /** an extension was asked and not yet answered */
  extension_pending: boolean;
  /** extensions granted (P5) */
  extensions: number;
  /** request ids of our evidence requests that follow this preservation */
  follow_ups: string[];
  /** expedited disclosures received (Budapest 30, P8) */
  disclosures: number;
  /** they warned that preservation will not do, and we have not said whether to go on (29(6)) */
  warned: boolean;
  /** an emergency that is not yet approved and in writing (UNCAC 46(14)) */
  unconfirmed: boolean;
}

type Event =
  | MachineEvent<`command.${keyof (typeof preservationCommands)['outgoing']}`>
  | MachineEvent<`message.${keyof (typeof incomingMessages)['preservation.outgoing']}`>
  | MachineEvent<'linked.follow_up'>;

const told = ['duty', 'drafter', 'approver'] as const;

const rest = [{ type: 'start', params: { kind: 'preservation_acknowledge' } }] as const;
const leave = ['remember', { type: 'send', params: { type: 'request' } }, ...rest] as const;
const atOnce = { target: 'sent', actions: ['remember', 'owe', emergency, ...rest, inWriting] } as const;

/** They warned us (29(6)): we tell them to go on, or we release. */
const warning = {
  'command.proceed': {
    guard: 'warned',
    actions: [
      'remember',
      'heed',
      { type: 'stop', params: { kinds: ['warning_answer'] } },
      { type: 'send', params: { type: 'decision_to_proceed' } },
    ],
  },
} as const;

/** Preservation request, requesting State (domain.md §4.b; Budapest 29, 35). */
export const preservationOutgoing = setup({
  types: {} as { context: PreservationOutgoing; events: Event },
  actions: {
    ...effects,
    remember: assign({ records: ({ context, event }) => remember(context.records, event) }),
    setExpiry: assign({ expires_at: ({ event }) => event.payload.expires_at as string }),
    askExtension: assign({ extension_pending: true }),
    answerExtension: assign({ extension_pending: false }),
    countExtension: assign({ extensions: ({ context }) => context.extensions + 1 }),
    addFollowUp: assign({
      follow_ups: ({ context, event }) => [...new Set([...context.follow_ups, event.payload.request_id as string])],
    }),
    countDisclosure: assign({ disclosures: ({ context }) => context.disclosures + 1 }),
    warn: assign({ warned: true }),
    heed: assign({ warned: false }),
    owe: assign({ unconfirmed: true }),
    confirm: assign({ unconfirmed: false }),
  },
  guards: {
    accepted: ({ event }) => event.payload.accepted === true,
    granted: ({ event }) => event.payload.granted === true,
    consumed: ({ event }) => event.payload.executed === true,
    alreadyHeld: ({ event }) => event.payload.held === true,
    stillIn: ({ event }, p: { state: string }) => event.payload.state === p.state,
    warned: ({ context }) => context.warned,
    unconfirmed: ({ context }) => context.unconfirmed,
    noExtensionPending: ({ context }) => !context.extension_pending,
  },
}).createMachine({
  id: 'preservation.outgoing',
  version: '1',
  context: {
    records: {},
    expires_at: null,
    extension_pending: false,
    extensions: 0,
    follow_ups: [],
    disclosures: 0,
    warned: false,
    unconfirmed: false,
  },
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
            { type: 'stop', params: { kinds: ['preservation_acknowledge'] } },
            { type: 'start', params: { kind: 'preservation_confirm' } },
            { type: 'notify', params: { roles: told, key: 'acknowledged' } },
          ],
        },
        'command.release': 'releasing',
      },
    },
    acknowledged: {
      tags: ['them'],
      on: {
        'message.preservation_confirmation': [
          {
            guard: 'alreadyHeld',
            target: 'held',
            actions: [
              'remember',
              'setExpiry',
              { type: 'stop', params: { kinds: ['preservation_confirm'] } },
              { type: 'notify', params: { roles: told, key: 'held' } },
            ],
          },
          {
            target: 'preserved',
            actions: [
              'remember',
              'setExpiry',
              { type: 'stop', params: { kinds: ['preservation_confirm'] } },
              {
                type: 'start',
                params: ({ context }) => ({ kind: 'preservation_expiry', fixed_due: context.expires_at as string }),
              },
              { type: 'start', params: { kind: 'follow_up' } },
              { type: 'notify', params: { roles: told, key: 'preserved' } },
            ],
          },
        ],
        'message.impossibility': 'impossible',
        'message.refusal': 'refused',
        ...warning,
        'command.release': 'releasing',
      },
    },
    preserved: {
      tags: ['us'],
      on: {
        ...warning,
        'command.request_extension': {
          guard: 'noExtensionPending',
          actions: [
            'remember',
            'askExtension',
            { type: 'send', params: { type: 'extension_request' } },
            { type: 'start', params: { kind: 'extension_answer' } },
          ],
        },
        'message.extension_answer': [
          {
            guard: 'granted',
            actions: [
              'remember',
              'answerExtension',
              'countExtension',
              'setExpiry',
              { type: 'stop', params: { kinds: ['extension_answer'] } },
              {
                type: 'start',
                params: ({ context }) => ({ kind: 'preservation_expiry', fixed_due: context.expires_at as string }),
              },
              { type: 'notify', params: { roles: told, key: 'extension_granted' } },
            ],
          },
          {
            actions: [
              'remember',
              'answerExtension',
              { type: 'stop', params: { kinds: ['extension_answer'] } },
              { type: 'notify', params: { roles: told, key: 'extension_denied', urgent: true } },
            ],
          },
        ],
        'message.hold_notice': {
          target: 'held',
          actions: [
            'remember',
            { type: 'stop', params: { kinds: ['preservation_expiry', 'follow_up'] } },
            { type: 'notify', params: { roles: told, key: 'held' } },
          ],
        },
        'message.expiry_notice': 'expired',
        'command.release': 'releasing',
      },
    },
    /** Kept until the linked evidence request is decided (29(7)). */
    held: {
      tags: ['them'],
      on: {
        ...warning,
        'message.extension_answer': [
          {
            guard: 'granted',
            actions: [
              'remember',
              'answerExtension',
              'countExtension',
              'setExpiry',
              { type: 'stop', params: { kinds: ['extension_answer'] } },
            ],
          },
          { actions: ['remember', 'answerExtension', { type: 'stop', params: { kinds: ['extension_answer'] } }] },
        ],
        'message.hold_notice': { actions: 'remember' },
        // We withdrew the request that held the data and let them go with it.
        'message.release_answer': { guard: 'accepted', target: 'released', actions: 'remember' },
        'message.hold_end': [
          { guard: 'consumed', target: 'consumed' },
          {
            target: 'preserved',
            actions: [
              'remember',
              'setExpiry',
              {
                type: 'start',
                params: ({ context }) => ({ kind: 'preservation_expiry', fixed_due: context.expires_at as string }),
              },
              // It is again without a request.
              { type: 'start', params: { kind: 'follow_up' } },
              { type: 'notify', params: { roles: told, key: 'hold_ended', urgent: true } },
            ],
          },
        ],
      },
    },
    /** “No longer needed” is a question too: what the requested side did first wins in both files. */
    releasing: {
      tags: ['them'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: ['warning_answer'] } },
        { type: 'send', params: { type: 'release' } },
        { type: 'start', params: { kind: 'withdrawal_answer' } },
      ],
      exit: { type: 'stop', params: { kinds: ['withdrawal_answer'] } },
      on: {
        'message.acknowledgement': { actions: 'remember' },
        'message.preservation_confirmation': { actions: ['remember', 'setExpiry'] },
        'message.extension_answer': [
          {
            guard: 'granted',
            actions: [
              'remember',
              'answerExtension',
              'countExtension',
              'setExpiry',
              { type: 'stop', params: { kinds: ['extension_answer'] } },
            ],
          },
          { actions: ['remember', 'answerExtension', { type: 'stop', params: { kinds: ['extension_answer'] } }] },
        ],
        'message.hold_notice': { actions: 'remember' },
        'message.hold_end': [{ guard: 'consumed', target: 'consumed' }, { actions: ['remember', 'setExpiry'] }],
        'message.release_answer': [
          { guard: 'accepted', target: 'released', actions: 'remember' },
          {
            guard: { type: 'stillIn', params: { state: 'held' } },
            target: 'held',
            actions: ['remember', { type: 'stop', params: { kinds: ['preservation_expiry', 'follow_up'] } }],
          },
        ],
        'message.expiry_notice': 'expired',
        'message.impossibility': 'impossible',
        'message.refusal': 'refused',
      },
    },
    released: { tags: ['nobody', 'decided'], entry: { type: 'stop', params: { kinds: 'all' } } },
    impossible: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'impossible', urgent: true } },
      ],
    },
    refused: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'refused' } },
      ],
    },
    expired: {
      tags: ['nobody', 'decided'],
      entry: [
        'remember',
        { type: 'stop', params: { kinds: 'all' } },
        { type: 'notify', params: { roles: told, key: 'expired', urgent: true } },
      ],
    },
    consumed: {
      tags: ['nobody', 'decided'],
      entry: ['remember', { type: 'stop', params: { kinds: 'all' } }],
    },
    discarded: { tags: ['nobody', 'decided'] },
  },
  on: {
    ...confirmation,
    'message.warning': {
      actions: [
        'remember',
        'warn',
        { type: 'start', params: { kind: 'warning_answer' } },
        { type: 'notify', params: { roles: told, key: 'preservation_warned', urgent: true } },
      ],
    },
    'message.expedited_disclosure': {
      actions: [
        'remember',
        'countDisclosure',
        { type: 'notify', params: { roles: told, key: 'traffic_disclosed', urgent: true } },
      ],
    },
    'message.disclosure_withheld': {
      actions: ['remember', { type: 'notify', params: { roles: told, key: 'traffic_withheld' } }],
    },
    // Our evidence request that follows this preservation has left: the follow-up target is met.
    'linked.follow_up': { actions: ['remember', 'addFollowUp', { type: 'stop', params: { kinds: ['follow_up'] } }] },
    // What ended this preservation had crossed our question and is already in this file.
    'message.release_answer': { actions: 'remember' },
    'message.extension_answer': { actions: ['remember', 'answerExtension'] },
  },
});
