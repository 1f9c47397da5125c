/** What the API says of the record. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, Participant } from '../schemas.ts';

/** One entry of the audit: who did what, never the content of a case. */
export const RecordEntryView = Type.Object({
  sequence: Type.Integer(),
  at: Instant,
  action: Type.String(),
  officer: Nullable(Type.Object({ id: Id, name: Type.String() })),
  case_id: Nullable(Id),
  number: Nullable(Type.String()),
});
export type RecordEntryView = Static<typeof RecordEntryView>;

/** A signed checkpoint: how much of each chain it binds. */
export const CheckpointView = Type.Object({
  number: Type.Integer(),
  at: Instant,
  hash: Type.String({ description: 'SHA-256, hex' }),
  cases: Type.Integer({ description: 'cases whose log grew since the one before' }),
  audit: Type.Integer(),
  custody: Type.Integer(),
  law: Type.Integer(),
  /** by an outside authority (RFC 3161): it, or a later one that binds it */
  stamped_at: Nullable(Instant),
});
export type CheckpointView = Static<typeof CheckpointView>;

const Head = Type.Object({ length: Type.Integer(), head: Type.String() });

/** A checkpoint as it is kept elsewhere: `pnpm admin verify --checkpoint FILE`. */
export const CheckpointFile = Type.Object({
  rogatoria: Type.Enum(['checkpoint']),
  body: Type.Object({
    participant: Participant,
    number: Type.Integer(),
    at: Instant,
    previous: Type.String(),
    cases: Type.Object({ count: Type.Integer(), hash: Type.String() }),
    audit: Head,
    custody: Head,
    law: Head,
  }),
  hash: Type.String({ description: 'SHA-256 over the canonical JSON of `body` (RFC 8785), hex' }),
  signature: Type.String({ description: 'JWS, EdDSA, compact' }),
  key: Type.Record(Type.String(), Type.Unknown(), { description: 'the public key (JWK) published then' }),
  stamp: Nullable(
    Type.Object({
      token: Type.String({ description: 'RFC 3161 token over `hash`, DER, base64' }),
      nonce: Type.String({ description: 'hex' }),
    }),
  ),
});
export type CheckpointFile = Static<typeof CheckpointFile>;

/** The first bad entry of a case or a chain. */
export const RecordFault = Type.Object({
  chain: Type.Enum(['case', 'audit', 'custody', 'law', 'checkpoint']),
  case_id: Nullable(Id),
  number: Nullable(Type.String()),
  sequence: Nullable(Type.Integer()),
  problem: Type.String(),
});
export type RecordFault = Static<typeof RecordFault>;
