/** What the API says of service accounts. */
import { scopes } from '@rogatoria/workflows/scopes.ts';
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable } from '../schemas.ts';

export const ScopeName = Type.Enum([...scopes]);

export const ServiceAccountView = Type.Object({
  id: Id,
  name: Type.String(),
  purpose: Type.String(),
  scopes: Type.Array(ScopeName, { description: 'text: scope.<scope>' }),
  created_by: Type.String(),
  created_at: Instant,
  status: Type.Enum(['waiting', 'in_force', 'lapsed', 'revoked'], {
    description:
      'waiting for a second administrator; lapsed: without a token that is good, a new one lets it in again; revoked: for good',
  }),
  token: Nullable(
    Type.Object(
      {
        issued_by: Type.String(),
        confirmed_by: Nullable(Type.String({ description: 'null where no second administrator was there' })),
        confirmed_at: Instant,
        expires_at: Instant,
      },
      { description: 'the last that was confirmed' },
    ),
  ),
  waiting: Nullable(
    Type.Object(
      {
        issued_by: Type.String(),
        issued_at: Instant,
        expires_at: Instant,
        mine: Type.Boolean({ description: 'the reader gave it: another administrator confirms' }),
      },
      { description: 'a token that nobody has confirmed yet' },
    ),
  ),
  // until when the token before still opens
  replaced_until: Nullable(Instant),
  // to the minute
  last_used_at: Nullable(Instant),
  revoked_by: Nullable(Type.String()),
  revoked_at: Nullable(Instant),
});
export type ServiceAccountView = Static<typeof ServiceAccountView>;

export const ServiceAccountsView = Type.Object({
  items: Type.Array(ServiceAccountView),
  alone: Type.Boolean({ description: 'no second administrator is there to confirm' }),
});
export type ServiceAccountsView = Static<typeof ServiceAccountsView>;

export const IssuedToken = Type.Object({
  token: Type.String({ description: 'for `Authorization: Bearer`; shown only now' }),
  service_account: ServiceAccountView,
});
export type IssuedToken = Static<typeof IssuedToken>;
