/** What the Secretariat's desk finds in the morning: who has answered, what disagrees, what is stale, what to publish. */
import { type Static, Type } from 'typebox';
import { ReturnList, ReturnSummary } from '../returns/schemas.ts';
import { Instant, Nullable, Participant, RequestKind } from '../schemas.ts';

const Day = Type.String({ format: 'date' });
const EditionView = Type.Object({
  year: Type.Integer(),
  edition: Type.Integer(),
  at: Instant,
  address: Type.String({ description: 'where it stands for good' }),
});

/** The round of a year in which something is still to be done, or the last one. */
export const RoundView = Type.Object({
  year: Type.Integer(),
  due: Type.String({ format: 'date', description: 'last day, in each State’s own zone' }),
  opened_at: Instant,
  states: Type.Array(ReturnSummary, { description: 'the 35 member States' }),
  reminders: Type.Object(
    { last: Nullable(Day), next: Nullable(Day) },
    { description: 'days on which a connected State that owes its return is reminded; nobody reminds the others' },
  ),
  disagreements: Type.Object({
    pairs: Type.Integer({ description: 'pairs of States and kinds of request that are counted otherwise by the two' }),
    unasked: Type.Integer({ description: 'of these, those of which neither State was asked and one can be' }),
    largest: Type.Array(
      Type.Object({
        requesting: Participant,
        requested: Participant,
        kind: RequestKind,
        remaining: Type.Integer({ description: 'requests that nothing explains' }),
        asked: Type.Boolean(),
      }),
      { description: 'the five that differ most' },
    ),
  }),
  unpublished: Type.Object({
    first: Type.Array(Participant, { description: 'accepted, and in no edition yet' }),
    restated: Type.Array(Participant, { description: 'accepted anew: the last edition has an earlier revision' }),
  }),
  edition: Nullable(EditionView),
});
export type RoundView = Static<typeof RoundView>;

export const DeskDirectoryView = Type.Object({
  confirmed: Type.Integer({
    description: 'contacts confirmed in the last twelve months: indicator G2, above the line',
  }),
  contacts: Type.Integer({ description: 'contacts in force: indicator G2, below the line' }),
  states: Type.Array(
    Type.Object({
      state: Participant,
      contacts: Type.Integer(),
      confirmed_at: Nullable(
        Type.String({ format: 'date-time', description: 'of what was confirmed longest ago; null without entries' }),
      ),
      due_at: Nullable(Instant),
      overdue: Type.Boolean(),
      waiting: Type.Integer({ description: 'changes that wait for a second officer’s call-back' }),
      waiting_since: Nullable(Instant),
      calls: Type.Object(
        { made: Type.Integer(), unanswered: Type.Integer() },
        { description: 'test calls to the desk in twelve months; unanswered: a day after they were made' },
      ),
    }),
    { description: 'every State that works in this installation' },
  ),
});

export const DeskRecommendationsView = Type.Object({
  meeting: Type.Integer({ description: 'the last meeting that was held' }),
  asked: Type.Integer({ description: 'how many of its recommendations ask States' }),
  states: Type.Array(
    Type.Object({
      state: Participant,
      connected: Type.Boolean(),
      reported: Type.Integer({ description: 'of these, those on which the State released a report' }),
    }),
    { description: 'the 35 member States' },
  ),
  own: Type.Object(
    { asked: Type.Integer(), reported: Type.Integer() },
    { description: 'what asks the Technical Secretariat and the Working Group' },
  ),
  next: Nullable(Type.Object({ meeting: Type.Integer(), from: Day, until: Day, place: Type.String() })),
});

export const SecretariatHome = Type.Object({
  may_open: ReturnList.properties.may_open,
  rounds: Type.Array(RoundView, { description: 'the latest year first' }),
  last_edition: Nullable(EditionView),
  directory: DeskDirectoryView,
  recommendations: Nullable(DeskRecommendationsView),
});
export type SecretariatHome = Static<typeof SecretariatHome>;
