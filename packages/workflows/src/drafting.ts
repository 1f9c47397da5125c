/** Drafting and review before sending: the same states for every outgoing request (E1–E3, P1). */

const returned = { type: 'notify', params: { roles: ['drafter', 'duty'], key: 'returned_for_correction' } } as const;
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
