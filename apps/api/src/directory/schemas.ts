/** What the directory says over HTTP. */
import { Authority, entryKinds, Provider } from '@rogatoria/workflows/directory.ts';
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, Participant } from '../schemas.ts';

const Said = Type.Union([Authority, Provider]);
const EntryKind = Type.Enum([...entryKinds]);

export const EntryView = Type.Object({
  entry: Id,
  version: Type.Integer({ description: 'the next change names it in If-Match' }),
  kind: EntryKind,
  said: Said,
  since: Instant,
  confirmed_at: Type.String({ format: 'date-time', description: 'when the State last said that it is right' }),
});
export type EntryView = Static<typeof EntryView>;

export const CallFiguresView = Type.Object({
  made: Type.Integer({ description: 'test calls to this desk in the last twelve months' }),
  open: Type.Integer({ description: 'not answered yet, and younger than a day' }),
  within_hour: Type.Integer(),
  within_day: Type.Integer({ description: 'after more than an hour' }),
  later: Type.Integer(),
  unanswered: Type.Integer(),
  median_hours: Type.Union([Type.Number(), Type.Enum(['none', 'suppressed', 'not_reached'])]),
});

/** What a State says of its authorities and providers. */
export const StateEntries = Type.Object({
  state: Participant,
  zone: Type.String(),
  attested_at: Nullable(Instant),
  due_at: Nullable(
    Type.String({
      format: 'date-time',
      description: 'by when the State is to confirm all of it; null without entries',
    }),
  ),
  entries: Type.Array(EntryView),
  calls: CallFiguresView,
});
export type StateEntries = Static<typeof StateEntries>;

export const DirectoryView = Type.Object({ items: Type.Array(StateEntries) });
export type DirectoryView = Static<typeof DirectoryView>;

const VersionView = Type.Object({
  version: Type.Integer(),
  said: Said,
  withdrawn: Type.Boolean(),
  reason: Type.String(),
  at: Instant,
  since: Nullable(Type.String({ format: 'date-time', description: 'null: it never came into force, or waits' })),
  by: Nullable(Type.String({ description: 'the officer, to the own State alone' })),
  call_back: Nullable(Type.Enum(['waiting', 'confirmed', 'refused'])),
  decided_by: Nullable(Type.String({ description: 'the officer who called back, to the own State alone' })),
  decided_at: Nullable(Instant),
});

/** One State in full: its history, and to its own officers what waits and what they may do. */
export const StateDirectory = Type.Object({
  ...StateEntries.properties,
  may_edit: Type.Boolean(),
  may_confirm: Type.Boolean({ description: 'whether this officer may record a call-back; never of an own change' }),
  may_call: Type.Boolean({ description: 'whether this officer may start a test call to the desk of this State' }),
  history: Type.Array(
    Type.Object({
      entry: Id,
      kind: EntryKind,
      waiting: Nullable(
        Type.Object({
          version: Type.Integer(),
          mine: Type.Boolean({ description: 'proposed by the reader, who cannot confirm it' }),
        }),
      ),
      versions: Type.Array(VersionView),
    }),
  ),
  attestations: Type.Array(Type.Object({ at: Instant, entries: Type.Integer(), by: Nullable(Type.String()) })),
});
export type StateDirectory = Static<typeof StateDirectory>;

export const TestCallView = Type.Object({
  id: Id,
  from: Participant,
  desk: Participant,
  at: Instant,
  answered_at: Nullable(Instant),
});
export type TestCallView = Static<typeof TestCallView>;

/** To which address of the directory a request was sent. */
export const RequestAddressView = Type.Object({
  entry: Id,
  version: Type.Integer(),
  said: Authority,
  confirmed_at: Instant,
  at: Nullable(Type.String({ format: 'date-time', description: 'when it was sent; null: where it would go now' })),
});
export type RequestAddressView = Static<typeof RequestAddressView>;
