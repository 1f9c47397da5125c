import { as, type Trx } from '@rogatoria/db';
import { type Scope, scopes, tokenDays } from '@rogatoria/workflows/scopes.ts';
import { Type } from 'typebox';
import type { SignedIn } from '../auth/session.ts';
import { once } from '../engine/once.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id } from '../schemas.ts';
import { type App, keyOf, problems } from '../server.ts';
import { isAlone } from './officers.ts';
import { IssuedToken, ScopeName, ServiceAccountsView, ServiceAccountView } from './service-account-views.ts';
import { createService, decideToken, renewService, revokeService, servicesOf } from './service-accounts.ts';

const params = Type.Object({ id: Id });
const Days = Type.Enum([...tokenDays], { description: 'for so long the token is good' });
const empty = Type.Object({}, { additionalProperties: false });
const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });

/** The ministry's own systems: its administrators' page. */
export async function serviceAccountRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  const shown = async (trx: Trx, admin: SignedIn, id: string, now: string): Promise<ServiceAccountView> =>
    (await servicesOf(trx, admin, now, id))[0] as ServiceAccountView;

  /**
   * Gives a token. Not under an Idempotency-Key, which would keep the answer: the token is to be in no table. Whoever never
   * got the answer takes the token back and gives another.
   */
  const issue = async (
    admin: SignedIn,
    work: (trx: Trx, now: string) => Promise<{ id: string; token: string }>,
  ): Promise<IssuedToken> => {
    demand(admin, 'manage_officers');
    const now = house.clock.now();
    const answer = await as(house.db, admin.participant, async (trx) => {
      const { id, token } = await work(trx, now);
      return { token, service_account: await shown(trx, admin, id, now) };
    });
    house.wake(admin.participant);
    return answer;
  };

  app.get(
    '/service-accounts',
    {
      schema: {
        summary: 'Our own systems that have an account: for the administrator and the auditor',
        tags: ['officers'],
        response: { 200: ServiceAccountsView, ...problems(401, 403) },
      },
    },
    async ({ officer }) => {
      demand(officer, 'read_officers');
      const now = house.clock.now();
      return as(house.db, officer.participant, async (trx) => ({
        items: await servicesOf(trx, officer, now),
        alone: officer.roles.includes('admin') && (await isAlone(trx, officer, now)),
      }));
    },
  );

  app.post(
    '/service-accounts',
    {
      schema: {
        summary: 'Enter a system; its token is shown once, and good once another administrator confirms',
        tags: ['officers'],
        body: Type.Object(
          {
            name: Line(80),
            purpose: Line(500),
            scopes: Type.Array(ScopeName, { minItems: 1, maxItems: scopes.length, uniqueItems: true }),
            days: Days,
          },
          { additionalProperties: false },
        ),
        response: { 201: IssuedToken, ...problems(401, 403, 422) },
      },
    },
    async ({ officer, body }, reply) => {
      const asked = { ...body, name: body.name.trim(), purpose: body.purpose.trim(), scopes: body.scopes as Scope[] };
      return reply.code(201).send(await issue(officer, (trx, now) => createService(trx, officer, asked, now)));
    },
  );

  app.post(
    '/service-accounts/:id/renew',
    {
      schema: {
        summary: 'Give a system a new token, shown once; the one before opens for a day once it is confirmed',
        tags: ['officers'],
        params,
        body: Type.Object({ days: Days }, { additionalProperties: false }),
        response: { 201: IssuedToken, ...problems(401, 403, 404, 422) },
      },
    },
    async ({ officer, params: { id }, body: { days } }, reply) => {
      const answer = await issue(officer, async (trx, now) => ({
        id,
        token: await renewService(trx, officer, id, days, now),
      }));
      return reply.code(201).send(answer);
    },
  );

  for (const [word, summary, work] of [
    [
      'confirm',
      'Confirm a token that another administrator gave a system',
      (trx: Trx, admin: SignedIn, id: string, now: string) => decideToken(trx, admin, id, 'confirmed', now),
    ],
    [
      'refuse',
      'Refuse a token that was given, or take one’s own back',
      (trx: Trx, admin: SignedIn, id: string, now: string) => decideToken(trx, admin, id, 'refused', now),
    ],
    ['revoke', 'Shut a system out, at once and for good', revokeService],
  ] as const)
    app.post(
      `/service-accounts/:id/${word}`,
      {
        schema: {
          summary,
          tags: ['officers'],
          params,
          body: empty,
          response: { 200: ServiceAccountView, ...problems(401, 403, 404, 422) },
        },
      },
      async (request) => {
        const { officer } = request;
        const { id } = request.params as { id: string };
        demand(officer, 'manage_officers');
        const now = house.clock.now();
        const view = await as(house.db, officer.participant, (trx) =>
          once(trx, officer, keyOf(request), { service_account: id, word }, { now }, async () => {
            await work(trx, officer, id, now);
            return shown(trx, officer, id, now);
          }),
        );
        house.wake(officer.participant);
        return view;
      },
    );
}
