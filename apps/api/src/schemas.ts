/**
 * What the API says, once: these TypeBox schemas and those of the slices (`<slice>/schemas.ts`) validate, serialise (a field
 * that is not here never leaves), document (`/api/openapi.json`) and type the web page (`import type`). Instants are
 * ISO 8601 in UTC; codes are domain.md's. Here is what several slices say.
 */
import { basisCodes, directions, kinds, languages, requestKinds, urgencies } from '@rogatoria/workflows/types.ts';
import { type Static, type TSchema, Type } from 'typebox';
import { proofWays } from './reauthentication.ts';

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const Text = Type.Object({
  key: Type.String(),
  params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
});

export const Source = Type.Object({
  instrument: Type.String(),
  article: Type.Optional(Type.String()),
  verified: Type.Boolean(),
});

export const Language = Type.Enum([...languages]);

export const Kind = Type.Enum([...kinds]);

export const RequestKind = Type.Enum([...requestKinds]);

export const Direction = Type.Enum([...directions]);

export const Urgency = Type.Enum([...urgencies]);

export const Basis = Type.Enum([...basisCodes]);

export const Instant = Type.String({ format: 'date-time', description: 'ISO 8601, UTC' });

export const Participant = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 3166-1 alpha-3, or OAS' });

export const Id = Type.String({ format: 'uuid' });

/** RFC 9457 problem document. `code` is stable; `errors` lists field, rule and legal source. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String({ description: "in the reader's language" }),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        field: Type.String(),
        path: Type.Optional(Type.String()),
        rule: Type.String(),
        message: Type.String(),
        source: Type.Optional(Source),
        example: Type.Optional(Type.String({ description: 'an invented answer that would do' })),
      }),
    ),
  ),
  /** 409: the state and what is possible there */
  state: Type.Optional(Type.String()),
  possible: Type.Optional(Type.Array(Type.String())),
  /** 412: the version the case has now */
  version: Type.Optional(Type.Integer()),
  /** 403 `reauthenticate`: how to prove oneself anew, before the same request is sent again */
  ways: Type.Optional(Type.Array(Type.Enum([...proofWays]))),
  /** 429: seconds to wait, as in the header Retry-After */
  retry_after: Type.Optional(Type.Integer()),
});
export type Problem = Static<typeof Problem>;

export const Day = Type.String({ format: 'date' });

export const ParticipantView = Type.Object({
  code: Participant,
  kind: Type.Enum(['state', 'secretariat']),
  zone: Type.String(),
  language: Language,
  authority: Type.String({ description: 'name of the central authority' }),
  desk: Nullable(Type.Object({ name: Type.String(), email: Type.String(), phone: Type.String() })),
  installed: Type.Boolean({ description: 'true when the State works in this installation' }),
});
export type ParticipantView = Static<typeof ParticipantView>;

export const DemoView = Type.Object({
  now: Instant,
  /** filling the past year: done of total cases */
  progress: Type.Object({ done: Type.Integer(), total: Type.Integer() }),
});
export type DemoView = Static<typeof DemoView>;
