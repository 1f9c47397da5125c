/** What the API says of news and links of the portal. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable } from '../schemas.ts';

const closed = { additionalProperties: false } as const;
const Wording = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 160, pattern: '\\S' }),
    text: Type.String({
      maxLength: 6_000,
      description: 'plain text: paragraphs, and addresses that begin with https://',
    }),
  },
  closed,
);
/** `texts`: in the languages there are. `url`: of a link. */
export const PortalBody = Type.Object(
  {
    texts: Type.Object(
      {
        en: Type.Optional(Wording),
        es: Type.Optional(Wording),
        pt: Type.Optional(Wording),
        fr: Type.Optional(Wording),
      },
      { ...closed, minProperties: 1 },
    ),
    url: Type.Optional(Type.String({ maxLength: 1_000, pattern: '^https://[^\\s<>"\'\\\\]+$' })),
  },
  closed,
);
export type PortalBody = Static<typeof PortalBody>;
export const PortalKind = Type.Enum(['news', 'link']);

export const PortalItemView = Type.Object({
  id: Id,
  kind: PortalKind,
  version: Type.Integer({ description: 'a change names it in If-Match' }),
  body: PortalBody,
  created_at: Instant,
  published_at: Nullable(Instant),
  withdrawn_at: Nullable(Instant),
  withdrawn_because: Nullable(Type.String()),
});
export type PortalItemView = Static<typeof PortalItemView>;
