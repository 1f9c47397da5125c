/** What the API says of the people of a participant. */
import { roles } from '@rogatoria/workflows/types.ts';
import { type Static, Type } from 'typebox';
import { Id, Instant, Kind, Language, Nullable, Participant } from '../schemas.ts';

const Roles = Type.Array(Type.Enum([...roles]));

/** An officer as the administrator and the auditor of the same participant see them. */
export const OfficerView = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  language: Language,
  roles: Roles,
  proposals: Type.Array(
    Type.Object({
      role: Type.Enum([...roles]),
      proposed_by: Type.String({ description: 'name' }),
      proposed_at: Instant,
      mine: Type.Boolean({ description: 'the reader proposed it: another administrator confirms' }),
    }),
    { description: 'powerful roles that wait for a second administrator' },
  ),
  second_factor: Type.Boolean({ description: 'has an authenticator or a passkey' }),
  second_factor_reset: Nullable(
    Type.Object(
      {
        proposed_by: Type.String({ description: 'name' }),
        proposed_at: Instant,
        mine: Type.Boolean({ description: 'the reader proposed it: another administrator confirms' }),
      },
      { description: 'a reset of it that waits for a second administrator' },
    ),
  ),
  active: Type.Boolean(),
  self: Type.Boolean({ description: 'the reader: nobody changes their own roles' }),
  last_sign_in: Nullable(Instant),
  open_files: Type.Array(
    Type.Object({ id: Id, kind: Kind, counterpart: Participant, number: Nullable(Type.String()), since: Instant }),
    { description: 'files they drafted that are not closed: references and States, no content' },
  ),
});
export type OfficerView = Static<typeof OfficerView>;

export const InvitationView = Type.Object({
  id: Id,
  email: Type.String(),
  roles: Roles,
  language: Language,
  invited_by: Type.String({ description: 'name' }),
  created_at: Instant,
  expires_at: Instant,
  status: Type.Enum(['open', 'expired', 'accepted', 'withdrawn'], { description: 'text: invitation.status.<status>' }),
  mail: Type.Enum(['waiting', 'sent', 'failed'], { description: 'the last mail with a link' }),
});
export type InvitationView = Static<typeof InvitationView>;

export const OfficersView = Type.Object({
  items: Type.Array(OfficerView),
  invitations: Type.Array(InvitationView, { description: 'the latest 100, newest first' }),
  alone: Type.Boolean({
    description: 'no other administrator is or was active in the last seven days: powerful roles take effect at once',
  }),
});
export type OfficersView = Static<typeof OfficersView>;

/** What an invited person is shown before they accept. */
export const InvitedView = Type.Object({
  participant: Participant,
  authority: Type.String(),
  email: Type.String(),
  roles: Roles,
  language: Language,
  expires_at: Instant,
});
export type InvitedView = Static<typeof InvitedView>;

const Colleague = Type.Object({ id: Id, name: Type.String() });

export const DeputyView = Type.Object({
  id: Id,
  role: Type.Enum([...roles]),
  represented: Colleague,
  deputy: Colleague,
  from: Type.String({ format: 'date', description: 'first day, in the authority’s zone' }),
  until: Type.String({ format: 'date', description: 'last day' }),
  named_by: Type.String({ description: 'name' }),
  status: Type.Enum(['waiting', 'coming', 'in_force', 'over', 'ended'], {
    description: 'text: deputy.status.<status>; waiting: for a second person to confirm',
  }),
  may_confirm: Type.Boolean(),
  may_end: Type.Boolean(),
});
export type DeputyView = Static<typeof DeputyView>;

export const DeputiesView = Type.Object({
  items: Type.Array(DeputyView, { description: 'the reader’s own; all of them for administrators and auditors' }),
  colleagues: Type.Array(Type.Object({ ...Colleague.properties, roles: Type.Array(Type.Enum([...roles])) }), {
    description: 'active officers with their own roles',
  }),
  today: Type.String({ format: 'date' }),
});
export type DeputiesView = Static<typeof DeputiesView>;

export const RosterView = Type.Object({
  zone: Type.String(),
  today: Type.String({ format: 'date' }),
  officers: Type.Array(Colleague, { description: 'who can be on duty' }),
  may_edit: Type.Boolean(),
  days: Type.Array(
    Type.Object({
      day: Type.String({ format: 'date' }),
      stretches: Type.Array(
        Type.Object({
          from: Instant,
          until: Instant,
          now: Type.Boolean(),
          shifts: Type.Array(Type.Object({ id: Id, name: Type.String() }), {
            description: 'none: a gap, in which urgent notices go to every duty officer',
          }),
        }),
        { description: 'the day from midnight to midnight in the authority’s zone, without holes' },
      ),
    }),
  ),
});
export type RosterView = Static<typeof RosterView>;
