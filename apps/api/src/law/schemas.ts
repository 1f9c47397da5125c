/** What the API says of the law. */
import { lineKinds, lineSchemas } from '@rogatoria/workflows/instruments/index.ts';
import { basisCodes } from '@rogatoria/workflows/types.ts';
import { type Static, Type } from 'typebox';
import { Basis, Day, Id, Instant, Kind, Language, Nullable, Participant, Source, Text } from '../schemas.ts';

export const BasisView = Type.Object({
  basis: Basis,
  applies: Type.Boolean(),
  usable: Type.Boolean(),
  rank: Type.Integer(),
  reason: Text,
  scope: Type.Array(Text, { description: 'why the offence is within its scope, where that was checked' }),
  cautions: Type.Array(Text),
  sources: Type.Array(Source),
});
export type BasisView = Static<typeof BasisView>;

const InstrumentCode = Type.Enum([...basisCodes]);

const RefusalRule = Type.Object({
  code: Type.String({ description: 'text: ground.<code>' }),
  article: Type.String(),
  verified: Type.Boolean(),
  kinds: Type.Array(Kind),
  only: Type.Optional(Type.String()),
});

const Content = Type.Object({ letter: Type.String(), article: Type.String(), label: Text, source: Source });

const InstrumentView = Type.Object({
  code: InstrumentCode,
  kind: Type.Enum(['treaty', 'channel', 'arrangement', 'domestic']),
  in_force: Nullable(Type.String({ description: 'first day; null: not known to be in force' })),
  in_force_verified: Type.Boolean(),
  parties: Type.Array(
    Type.Object({
      state: Participant,
      from: Nullable(Day),
      until: Type.Optional(Day),
      deposit: Type.Optional(Day),
      verified: Type.Boolean(),
      day_known: Type.Boolean(),
      recorded: Type.Optional(Type.Boolean({ description: 'recorded by the State itself' })),
    }),
  ),
  signatories: Type.Array(Type.Object({ state: Participant, signed: Nullable(Day) })),
  unknown: Type.Array(Participant, { description: 'States whose status was not seen' }),
  usable: Type.Boolean(),
  text_verified: Type.Boolean(),
  preservation: Type.Boolean(),
  cautions: Type.Array(Text),
  limits: Type.Array(Type.Object({ code: Type.String(), source: Source })),
  any_offence: Type.Optional(Source),
  protocol_to: Type.Optional(InstrumentCode),
  reservations: Type.Array(
    Type.Object({
      state: Participant,
      article: Type.String(),
      nature: Type.Enum(['reservation', 'declaration']),
      text: Type.String(),
      from: Day,
      until: Type.Optional(Day),
    }),
  ),
  provisions: Type.Array(Type.Object({ text: Text, source: Source })),
  barred: Type.Array(Type.Object({ text: Text, source: Source }), {
    description: 'what may not be held against a request',
  }),
  contents: Type.Object({ evidence: Type.Array(Content), preservation: Type.Array(Content) }),
  grounds: Type.Array(RefusalRule),
  preservation_minimum: Type.Optional(Type.Object({ days: Type.Integer(), source: Source })),
  language: Type.Object({ text: Text, source: Source }),
  channel: Type.Object({ text: Text, source: Source }),
  sources: Type.Array(Source),
  as_of: Day,
});

/** The law in force, in the shape that the pure functions of `workflows` take it (`Law`). */
export const LawView = Type.Object({
  version: Type.String({ description: 'day of the catalogue, then the last amendment: 2026-11-21+7' }),
  as_of: Day,
  instruments: Type.Array(InstrumentView),
  bilateral: Type.Array(
    Type.Object({
      states: Type.Array(Participant),
      from: Nullable(Day),
      until: Type.Optional(Day),
      recorded_by: Type.Optional(Participant),
      title: Type.Optional(Type.String()),
      text_verified: Type.Boolean(),
      preservation: Type.Boolean(),
      contents: Type.Array(Type.Object({ kind: Kind, field: Type.String(), article: Type.String() })),
      grounds: Type.Array(RefusalRule),
      languages: Type.Array(Language),
      channel: Type.Enum(['central', 'diplomatic']),
    }),
  ),
  profiles: Type.Record(
    Type.String({ pattern: '^[A-Z]{3}$' }),
    Type.Object({ kind: Type.Enum(['profile']), ...lineSchemas.profile.properties }),
  ),
});
export type LawView = Static<typeof LawView>;

export const LawRecordView = Type.Object({
  record: Id,
  state: Participant,
  kind: Type.Enum([...lineKinds], { description: 'text: law.kind.<kind>' }),
  version: Type.Integer(),
  withdrawn: Type.Boolean(),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      law: Type.Integer({ description: 'number of the amendment: the law from +n on' }),
      withdrawn: Type.Boolean(),
      line: Type.Record(Type.String(), Type.Unknown(), { description: 'as the body that recorded it' }),
      reason: Type.String(),
      at: Instant,
      by: Nullable(Type.String({ description: 'name of our officer; null where it is another participant’s' })),
    }),
    { description: 'newest first' },
  ),
});
export type LawRecordView = Static<typeof LawRecordView>;
