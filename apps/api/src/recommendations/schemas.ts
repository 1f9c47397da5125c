/** What the API says of meetings, recommendations and progress. */
import { Evidence, Meeting, progressStatuses, Recommendation } from '@rogatoria/workflows/recommendations/meetings.ts';
import { type Static, Type } from 'typebox';
import { Instant, Nullable, Participant } from '../schemas.ts';

const Day = Type.String({ format: 'date' });
const Status = Type.Enum([...progressStatuses]);

/** A participant's latest released report, without its words. */
export const ReportedView = Type.Object({
  state: Participant,
  number: Type.Integer(),
  status: Status,
  as_of: Day,
});

export const MeetingSummary = Type.Object({
  meeting: Type.Integer(),
  from: Day,
  until: Day,
  place: Type.String(),
  recommendations: Type.Integer(),
  held: Type.Boolean({ description: 'it has begun' }),
});
export type MeetingSummary = Static<typeof MeetingSummary>;

export const MeetingView = Type.Object({
  meeting: Type.Integer(),
  version: Type.Integer({ description: '0: that of the release; the next version names it in If-Match' }),
  body: Meeting,
  may_record: Type.Boolean(),
  may_report: Type.Boolean(),
  /** one's own latest version of each, draft or released */
  own: Type.Array(
    Type.Object({
      number: Type.Integer(),
      status: Status,
      as_of: Day,
      version: Type.Integer(),
      released: Type.Boolean(),
    }),
  ),
  reported: Type.Array(ReportedView, { description: 'the latest released report of every participant' }),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      at: Instant,
      reason: Type.String(),
      by: Nullable(Type.String({ description: 'null where it is another participant’s officer' })),
    }),
    { description: 'newest first' },
  ),
});
export type MeetingView = Static<typeof MeetingView>;

export const ReportView = Type.Object({
  state: Participant,
  version: Type.Integer(),
  status: Status,
  text: Type.String(),
  evidence: Type.Array(Evidence),
  as_of: Day,
  released: Type.Boolean(),
  at: Instant,
  by: Nullable(Type.String({ description: 'name of our officer; null where it is another participant’s' })),
});
export type ReportView = Static<typeof ReportView>;

export const RecommendationView = Type.Object({
  meeting: Type.Integer(),
  number: Type.Integer(),
  of: Type.Integer({ description: 'how many the meeting made' }),
  recommendation: Recommendation,
  may_report: Type.Boolean(),
  may_release: Type.Boolean(),
  own: Type.Array(ReportView, { description: 'every version of one’s own, newest first' }),
  others: Type.Array(ReportView, { description: 'the latest released report of every other participant' }),
});
export type RecommendationView = Static<typeof RecommendationView>;
