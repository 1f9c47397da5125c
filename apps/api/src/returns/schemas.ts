/** What the API says of annual returns. */
import { Content } from '@rogatoria/workflows/annual-return/content.ts';
import { returnStates } from '@rogatoria/workflows/annual-return/decide.ts';
import { type Static, Type } from 'typebox';
import { Instant, Nullable, Participant } from '../schemas.ts';

const Stage = Type.Enum([...returnStates], { description: 'text: return.state.<stage>' });
const Day = Type.String({ format: 'date' });

export const ReturnSummary = Type.Object({
  state: Participant,
  year: Type.Integer(),
  due: Type.String({ format: 'date', description: 'last day, in the State’s own zone' }),
  stage: Stage,
  revision: Type.Integer({ description: '0 before the first was approved or received' }),
  overdue: Type.Boolean(),
  connected: Type.Boolean({ description: 'false: the State has no such software, and fills a spreadsheet' }),
  sent_at: Nullable(Instant),
});
export type ReturnSummary = Static<typeof ReturnSummary>;

export const ReturnList = Type.Object({
  items: Type.Array(ReturnSummary),
  may_open: Nullable(
    Type.Object({ year: Type.Integer(), due: Day }, { description: 'the round that the reader may open next' }),
  ),
});
export type ReturnList = Static<typeof ReturnList>;

const Value = Type.Unknown({
  description: 'a number, not_available, not_applicable, or null where there is no such cell',
});

export const ReturnView = Type.Object({
  ...ReturnSummary.properties,
  side: Type.Enum(['reporting', 'receiving']),
  version: Type.Integer(),
  commands: Type.Array(Type.String(), { description: 'that the reader may give now; text: return.command.<name>' }),
  content: Nullable(Content),
  derived: Nullable(Content),
  derived_at: Nullable(Instant),
  findings: Type.Array(
    Type.Object({
      rule: Type.String({ description: 'text: rule.<rule>' }),
      cells: Type.Array(Type.String()),
      severity: Type.Enum(['error', 'warning']),
      params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
      message: Type.String({ description: 'in the reader’s language' }),
    }),
  ),
  /** of the last message we sent about it */
  delivery: Nullable(Type.Enum(['waiting', 'delivered', 'rejected', 'dead'])),
  revisions: Type.Array(
    Type.Object({
      revision: Type.Integer(),
      at: Instant,
      reason: Nullable(Type.String()),
      sha256: Type.String(),
      signature: Nullable(Type.String({ description: 'JWS of the State over State, year, revision and sha256' })),
      changes: Type.Array(Type.Object({ cell: Type.String(), before: Value, after: Value })),
    }),
  ),
  events: Type.Array(
    Type.Object({
      at: Instant,
      type: Type.String({ description: 'text: return.event.<type>' }),
      by: Nullable(Type.String()),
      text: Nullable(Type.String({ description: 'what was asked, answered or given as the reason' })),
    }),
  ),
});
export type ReturnView = Static<typeof ReturnView>;

export const Done = Type.Object({ state: Stage, version: Type.Integer() });
