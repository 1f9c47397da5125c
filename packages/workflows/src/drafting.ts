/** Drafting, review and sending: the same for every outgoing request (E1–E3, P1), and what an emergency puts off. */
import type { MachineEvent } from './effects.ts';

const returned = { type: 'notify', params: { roles: ['drafter', 'duty'], key: 'returned_for_correction' } } as const;
/** The request as it is drafted, with what makes it an emergency. */
export const emergency = {
  type: 'send',
  params: ({ event }: { event: MachineEvent }) => ({ type: 'request', body: { emergency: event.payload } }),
} as const;
/** The request in writing is owed within a day (UNCAC 46(14)). */
export const inWriting = { type: 'start', params: { kind: 'written_confirmation' } } as const;
const reviewEnds = { type: 'stop', params: { kinds: ['review_draft'] } } as const;

export const drafting = {
  draft: {
    tags: ['us'],
    on: {
      'command.submit': {
        target: 'ca_review',
        actions: [
          'remember',
          { type: 'start', params: { kind: 'review_draft' } },
          { type: 'notify', params: { roles: ['approver'], key: 'submitted' } },
        ],
      },
      'command.discard': { target: 'discarded', actions: ['remember', { type: 'stop', params: { kinds: 'all' } }] },
    },
  },
  ca_review: {
    tags: ['us'],
    on: {
      'command.return_for_correction': { target: 'draft', actions: ['remember', reviewEnds, returned] },
      'command.approve': { target: 'approved', actions: ['remember', reviewEnds] },
    },
  },
} as const;

/** Approved and not yet sent: it can still go back. */
export const correction = {
  'command.return_for_correction': { target: 'draft', actions: ['remember', returned] },
} as const;

/** An emergency was asked before it was approved: approval and the request in writing are owed, whatever comes of it. */
export const confirmation = {
  'command.confirm_in_writing': {
    guard: 'unconfirmed',
    actions: [
      'remember',
      'confirm',
      { type: 'stop', params: { kinds: ['written_confirmation'] } },
      { type: 'send', params: { type: 'written_confirmation' } },
    ],
  },
} as const;

/** The same on the other side: what comes in writing replaces what was asked, and nothing else ever does. */
export const confirmed = {
  'message.written_confirmation': {
    guard: 'unconfirmed',
    actions: [
      'remember',
      'confirm',
      { type: 'stop', params: { kinds: ['written_confirmation'] } },
      { type: 'notify', params: { roles: ['officer', 'duty'], key: 'confirmed_in_writing' } },
    ],
  },
} as const;
