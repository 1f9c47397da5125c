/** What the API says of the year's report to the Secretariat. */
import { returnStates } from '@rogatoria/workflows/annual-return/decide.ts';
import { type Static, Type } from 'typebox';
import { Instant, Nullable, Participant, RequestKind } from '../schemas.ts';

export const PublicationView = Type.Object({
  year: Type.Integer(),
  editions: Type.Array(
    Type.Object({
      edition: Type.Integer(),
      at: Instant,
      sha256: Type.String({ description: 'of the report’s canonical JSON (RFC 8785)' }),
      states: Type.Integer({ description: 'States whose figures are in it' }),
    }),
    { description: 'the last one first' },
  ),
  may_publish: Type.Boolean({ description: 'a return is accepted that no edition has yet' }),
  running: Type.Boolean({ description: 'an edition is being compiled' }),
  states: Type.Array(
    Type.Object({
      state: Participant,
      stage: Type.Enum([...returnStates], { description: 'text: return.state.<stage>' }),
      sent: Type.Integer({ description: 'last revision that was sent; 0 for none' }),
      stands: Nullable(Type.Integer({ description: 'revision that the next edition would have' })),
      published: Nullable(Type.Integer({ description: 'revision that the last edition has' })),
    }),
  ),
  work_list: Type.Array(
    Type.Object({
      requesting: Participant,
      requested: Participant,
      kind: RequestKind,
      remaining: Type.Integer({ description: 'requests that nothing explains' }),
      sentences: Type.Array(Type.String(), { description: 'in the reader’s language, as both States are told' }),
      askable: Type.Array(Participant, { description: 'of the two, those whose return can be asked about now' }),
      asked: Type.Array(Participant, { description: 'of the two, those that have a question to answer' }),
    }),
    { description: 'of every pair of returns that were sent, what differs; the most first' },
  ),
});
export type PublicationView = Static<typeof PublicationView>;

export const Published = Type.Object({
  year: Type.Integer(),
  edition: Type.Integer(),
  sha256: Type.String(),
  states: Type.Integer(),
});

export const Asked = Type.Object({
  asked: Type.Array(
    Type.Object({
      state: Participant,
      connected: Type.Boolean({ description: 'false: nothing was sent, the desk has to write to the State' }),
      text: Type.String({ description: 'what was asked, in the State’s own language' }),
    }),
  ),
});
export type Asked = Static<typeof Asked>;
