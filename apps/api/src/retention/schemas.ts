/** What the API says of how long a file is kept. */
import { keepers } from '@rogatoria/workflows/retention.ts';
import { type Static, Type } from 'typebox';
import { Direction, Id, Instant, Kind, Nullable, Participant } from '../schemas.ts';

const RetentionRule = Type.Object({
  kind: Kind,
  years: Type.Integer(),
  /** from which law or decision; null: the default, which is policy */
  note: Nullable(Type.String()),
  set_by: Nullable(Type.String()),
  set_at: Nullable(Instant),
});

const Hold = Type.Object({ reason: Type.String(), by: Type.String(), at: Instant });

/** How long a file is kept: nothing of its content. */
export const KeptCaseView = Type.Object({
  case_id: Id,
  number: Nullable(Type.String()),
  own_reference: Nullable(Type.String()),
  kind: Kind,
  direction: Direction,
  counterpart: Participant,
  closed_at: Nullable(Instant),
  /** last day on which it is kept, in the authority's zone; null while it is open */
  until: Nullable(Type.String()),
  why: Nullable(Type.Enum(['period', 'touched', 'postponed'])),
  /** what keeps it whatever its date says */
  keepers: Type.Array(Type.Enum([...keepers])),
  due: Type.Boolean(),
  rule: RetentionRule,
  hold: Nullable(Hold),
  postponement: Nullable(Type.Object({ until: Type.String(), reason: Type.String(), by: Type.String(), at: Instant })),
  /** waits for a second person */
  proposal: Nullable(Type.Object({ by: Type.String(), at: Instant, own: Type.Boolean() })),
  erased: Nullable(
    Type.Object({ at: Instant, proposed_by: Type.String(), confirmed_by: Type.String(), rule: RetentionRule }),
  ),
});
export type KeptCaseView = Static<typeof KeptCaseView>;

export const RetentionView = Type.Object({
  rules: Type.Array(RetentionRule),
  /** closed files whose last day is over or comes within a year, the soonest first; at most 200 */
  ending: Type.Array(KeptCaseView),
  /** how many there are of those */
  total: Type.Integer(),
  held: Type.Array(KeptCaseView),
  erased: Type.Array(KeptCaseView),
});
export type RetentionView = Static<typeof RetentionView>;
