/** What the API says of sessions and of the proofs behind them. */
import { roles } from '@rogatoria/workflows/types.ts';
import { type Static, Type } from 'typebox';
import { Id, Instant, Language, Nullable, Participant } from '../schemas.ts';

export const User = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  participant: Participant,
  roles: Type.Array(Type.Enum([...roles])),
  language: Language,
  zone: Type.String({ description: 'IANA time zone of the participant' }),
});
export type User = Static<typeof User>;

export const SessionView = Type.Object({
  user: User,
  now: Instant,
  demo: Type.Boolean(),
  unread: Type.Integer({ description: 'unread notifications' }),
  second_factor_missing: Type.Boolean({
    description: 'the roles held need one, or it was reset: until it is set up there is only the own account',
  }),
});
export type SessionView = Static<typeof SessionView>;

export const OpenSession = Type.Object({
  id: Id,
  current: Type.Boolean({ description: 'the one that is asking' }),
  agent: Type.String({ description: 'User-Agent of the browser that signed in' }),
  address: Type.String({ description: 'network address it signed in from' }),
  created_at: Instant,
  renewed_at: Instant,
});
export type OpenSession = Static<typeof OpenSession>;

export const SecondFactor = Type.Object({
  totp: Type.Boolean({ description: 'an authenticator is set up' }),
  recovery_codes: Type.Integer({ description: 'how many are left' }),
});
export type SecondFactor = Static<typeof SecondFactor>;

/** Shown once: they are not kept. */
export const RecoveryCodes = Type.Object({ recovery_codes: Type.Array(Type.String()) });
export type RecoveryCodes = Static<typeof RecoveryCodes>;

export const Passkey = Type.Object({
  id: Type.String({ description: 'credential id, base64url' }),
  name: Type.String(),
  created_at: Instant,
  used_at: Nullable(Instant),
});
export type Passkey = Static<typeof Passkey>;
