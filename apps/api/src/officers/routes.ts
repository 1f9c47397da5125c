import { verify } from '@node-rs/argon2';
import { as, type Trx } from '@rogatoria/db';
import { type Role, roles } from '@rogatoria/workflows';
import { Type } from 'typebox';
import { longestPassword, weakness } from '../auth/password.ts';
import { audit, hashPassword } from '../auth/session.ts';
import * as slowDown from '../auth/slow-down.ts';
import { invitationTokenPattern } from '../engine/invitation.ts';
import { once } from '../engine/once.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id, Language } from '../schemas.ts';
import { type App, keyOf, problems } from '../server.ts';
import { accept, invitationsOf, invite, invited, reissue, withdraw } from './invitations.ts';
import {
  type Administrator,
  changeRoles,
  deactivate,
  decideProposal,
  isAlone,
  officersOf,
  reactivate,
} from './officers.ts';
import { InvitedView, OfficersView, OfficerView } from './schemas.ts';
import { decideReset, opened, proposeReset, reset } from './second-factor-resets.ts';

const params = Type.Object({ id: Id });
const RoleName = Type.Enum([...roles]);
const RoleList = Type.Array(RoleName, { maxItems: roles.length, uniqueItems: true });
const Email = Type.String({ maxLength: 200, pattern: '^[^\\s@<>,;:"()\\[\\]\\\\]+@[^\\s@<>,;:"()\\[\\]\\\\]+$' });
const Token = Type.String({
  pattern: invitationTokenPattern,
  description: 'from the fragment of the link: in no address, no log',
});
const empty = Type.Object({}, { additionalProperties: false });

/** Who works for a participant: its administrator's page. An administrator manages people, never cases. */
export async function officerRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  /** A change by an administrator, in one transaction, once per Idempotency-Key. */
  const change = async <T extends object>(
    request: Parameters<typeof keyOf>[0],
    asked: object,
    work: (trx: Trx, admin: Administrator, now: string) => Promise<T>,
  ): Promise<T> => {
    const { officer } = request;
    demand(officer, 'manage_officers');
    const now = house.clock.now();
    const answer = await as(house.db, officer.participant, (trx) =>
      once(trx, officer, keyOf(request), asked, { now }, () => work(trx, officer, now)),
    );
    house.wake(officer.participant);
    return answer;
  };
  /** The officer as they are now. */
  const shown = async (trx: Trx, admin: Administrator, id: string): Promise<OfficerView> =>
    (await officersOf(trx, admin, id))[0] as OfficerView;

  app.get(
    '/officers',
    {
      schema: {
        summary: 'Who works for us, and who is invited to: for the administrator and the auditor',
        tags: ['officers'],
        response: { 200: OfficersView, ...problems(401, 403) },
      },
    },
    async ({ officer }) => {
      demand(officer, 'read_officers');
      const now = house.clock.now();
      return as(house.db, officer.participant, async (trx) => ({
        items: await officersOf(trx, officer),
        invitations: await invitationsOf(trx, now),
        alone: officer.roles.includes('admin') && (await isAlone(trx, officer, now)),
      }));
    },
  );

  app.post(
    '/officers/:id/roles',
    {
      schema: {
        summary: 'Give and take roles; approver, duty and admin count once another administrator confirms',
        tags: ['officers'],
        params,
        body: Type.Object(
          { give: Type.Optional(RoleList), take: Type.Optional(RoleList) },
          { additionalProperties: false },
        ),
        response: { 200: OfficerView, ...problems(401, 403, 404, 422) },
      },
    },
    (request) => {
      const { id } = request.params;
      const { give = [], take = [] } = request.body as { give?: Role[]; take?: Role[] };
      return change(request, { id, give, take }, async (trx, admin, now) => {
        await changeRoles(trx, admin, id, { give, take }, now);
        return shown(trx, admin, id);
      });
    },
  );

  for (const [word, decision, summary] of [
    ['confirm', 'confirmed', 'Confirm a role that another administrator proposed'],
    ['refuse', 'refused', 'Refuse a proposed role, or take one’s own proposal back'],
  ] as const)
    app.post(
      `/officers/:id/roles/:role/${word}`,
      {
        schema: {
          summary,
          tags: ['officers'],
          params: Type.Object({ id: Id, role: RoleName }),
          body: empty,
          response: { 200: OfficerView, ...problems(401, 403, 404, 422) },
        },
      },
      (request) => {
        const { id, role } = request.params as { id: string; role: Role };
        return change(request, { id, role, decision }, async (trx, admin, now) => {
          await decideProposal(trx, admin, id, role, decision, now);
          return shown(trx, admin, id);
        });
      },
    );

  app.post(
    '/officers/:id/second-factor/reset',
    {
      schema: {
        summary: 'Propose to reset a lost second factor; another administrator confirms',
        tags: ['officers'],
        params,
        body: empty,
        response: { 200: OfficerView, ...problems(401, 403, 404, 422) },
      },
    },
    (request) => {
      const { id } = request.params;
      return change(request, { id, reset: true }, async (trx, admin, now) => {
        await proposeReset(trx, house, admin, id, now);
        return shown(trx, admin, id);
      });
    },
  );

  for (const [word, decision, summary] of [
    ['confirm', 'confirmed', 'Confirm the reset of a second factor: every session ends, and the link goes by mail'],
    ['refuse', 'refused', 'Refuse the reset of a second factor, or take one’s own proposal back'],
  ] as const)
    app.post(
      `/officers/:id/second-factor/reset/${word}`,
      {
        schema: {
          summary,
          tags: ['officers'],
          params,
          body: empty,
          response: { 200: OfficerView, ...problems(401, 403, 404, 422) },
        },
      },
      (request) => {
        const { id } = request.params as { id: string };
        return change(request, { id, reset: decision }, async (trx, admin, now) => {
          await decideReset(trx, house, admin, id, decision, now);
          return shown(trx, admin, id);
        });
      },
    );

  app.post(
    '/officers/:id/deactivate',
    {
      schema: {
        summary: 'End an officer’s access at once; their files stay with the authority',
        tags: ['officers'],
        params,
        body: Type.Object(
          { reason: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }) },
          { additionalProperties: false },
        ),
        response: { 200: OfficerView, ...problems(401, 403, 404, 422) },
      },
    },
    (request) => {
      const { id } = request.params;
      const { reason } = request.body;
      return change(request, { id, deactivate: reason }, async (trx, admin, now) => {
        await deactivate(trx, admin, id, reason, now);
        return shown(trx, admin, id);
      });
    },
  );

  app.post(
    '/officers/:id/reactivate',
    {
      schema: {
        summary: 'Let an officer back in, with their ordinary roles; powerful ones are proposed anew',
        tags: ['officers'],
        params,
        body: empty,
        response: { 200: OfficerView, ...problems(401, 403, 404, 422) },
      },
    },
    (request) => {
      const { id } = request.params;
      return change(request, { id, reactivate: true }, async (trx, admin, now) => {
        await reactivate(trx, admin, id, now);
        return shown(trx, admin, id);
      });
    },
  );

  app.post(
    '/officers/invitations',
    {
      schema: {
        summary: 'Invite somebody by a link, sent by mail: one use, seven days',
        tags: ['officers'],
        body: Type.Object(
          {
            email: Email,
            roles: Type.Array(RoleName, { minItems: 1, maxItems: roles.length, uniqueItems: true }),
            language: Language,
          },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ id: Id }), ...problems(401, 403, 422) },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const asked = body as { email: string; roles: Role[]; language: typeof body.language };
      const answer = await change(request, { invite: asked }, async (trx, admin, now) => ({
        id: await invite(trx, house, admin, asked, now),
      }));
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/officers/invitations/:id/send-again',
    {
      schema: {
        summary: 'Send a new link, valid seven days from now; the old one opens nothing any more',
        tags: ['officers'],
        params,
        body: empty,
        response: { 200: Type.Object({ id: Id }), ...problems(401, 403, 404, 422) },
      },
    },
    (request) => {
      const { id } = request.params;
      return change(request, { id, again: true }, async (trx, admin, now) => {
        await reissue(trx, house, admin, id, now);
        return { id };
      });
    },
  );

  app.post(
    '/officers/invitations/:id/withdraw',
    {
      schema: {
        summary: 'Take an invitation back',
        tags: ['officers'],
        params,
        body: empty,
        response: { 200: Type.Object({ id: Id }), ...problems(401, 403, 404, 422) },
      },
    },
    (request) => {
      const { id } = request.params;
      return change(request, { id, withdraw: true }, async (trx, admin, now) => {
        await withdraw(trx, admin, id, now);
        return { id };
      });
    },
  );
}

/** What links from the mail open, and nobody else does: an invitation, and the reset of a lost second factor. */
export async function invitationRoutes(app: App, { house }: { house: House }): Promise<void> {
  const config = { rateLimit: { max: 30, timeWindow: '1 minute' } };
  const participantOf = (token: string) => token.slice(0, 3);

  app.post(
    '/invitation',
    {
      config,
      schema: {
        summary: 'What an invitation’s link opens',
        tags: ['officers'],
        security: [],
        body: Type.Object({ token: Token }, { additionalProperties: false }),
        response: { 200: InvitedView, ...problems(404, 422, 429) },
      },
    },
    ({ body: { token } }) => as(house.db, participantOf(token), (trx) => invited(trx, token, house.clock.now())),
  );

  app.post(
    '/second-factor-reset',
    {
      config,
      schema: {
        summary:
          'Reset a lost second factor: the link from the mail and the password; another is set up at the next sign-in',
        tags: ['officers'],
        security: [],
        body: Type.Object(
          { token: Token, password: Type.String({ minLength: 1, maxLength: 1000 }) },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null(), ...problems(404, 422, 429) },
      },
    },
    async (request, reply) => {
      const { token, password } = request.body;
      const now = house.clock.now();
      const participant = participantOf(token);
      const account = await as(house.db, participant, (trx) => opened(trx, token, now));
      const attempt = await slowDown.begin(house, request, account.email);
      if (!(await verify(account.password, password))) {
        await audit(house, participant, account.id, 'second_factor_reset_failed');
        throw new DomainError(422, 'invalid', { errors: [{ field: 'password', rule: 'password_wrong' }] });
      }
      await slowDown.forgive(house, attempt);
      await as(house.db, participant, (trx) => reset(trx, participant, token, now));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/invitation/accept',
    {
      config,
      schema: {
        summary: 'Accept an invitation: choose name, language and password',
        tags: ['officers'],
        security: [],
        body: Type.Object(
          {
            token: Token,
            name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
            language: Language,
            password: Type.String({ minLength: 1, maxLength: longestPassword }),
          },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null(), ...problems(404, 422, 429) },
      },
    },
    async ({ body: { token, name, language, password } }, reply) => {
      const now = house.clock.now();
      const participant = participantOf(token);
      // Looked at before the costly hash, so that guessing tokens costs us little.
      const { email } = await as(house.db, participant, (trx) => invited(trx, token, now));
      const weak = weakness(password, [email, name]);
      if (weak) throw new DomainError(422, 'invalid', { errors: [{ field: 'password', rule: weak }] });
      const hashed = await hashPassword(password);
      await as(house.db, participant, (trx) =>
        accept(trx, token, { name: name.trim(), language, password: hashed }, now),
      );
      house.wake(participant);
      return reply.code(204).send(null);
    },
  );
}
