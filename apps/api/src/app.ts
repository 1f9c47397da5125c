/** What the API offers, as a table of contents. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { sql } from '@rogatoria/db';
import { Type } from 'typebox';
import { isSound } from './audit/cases.ts';
import { recordRoutes } from './audit/routes.ts';
import { accountRoutes } from './auth/account.ts';
import { identityProviderRoutes } from './auth/oidc.ts';
import { passkeyRoutes } from './auth/passkey-routes.ts';
import { proofRoutes } from './auth/proof.ts';
import { secondFactorRoutes } from './auth/second-factor-routes.ts';
import { sessionRoutes, sessions } from './auth/session.ts';
import { caseRoutes } from './cases/routes.ts';
import { ladderRoutes } from './deadlines/ladders.ts';
import { calendarRoutes } from './deadlines/routes.ts';
import { snoozeRoutes } from './deadlines/snooze.ts';
import { workingCalendarRoutes } from './deadlines/working-calendar.ts';
import { type DemoControl, demoRoutes } from './demo/routes.ts';
import { entryRoutes } from './directory/entry-routes.ts';
import { directoryRoutes } from './directory/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { DomainError } from './errors.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import type { House } from './house.ts';
import { lawRoutes } from './law/routes.ts';
import { deviceRoutes } from './notifications/devices.ts';
import { eventRoutes } from './notifications/events.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { undeliveredRoutes } from './notifications/undelivered.ts';
import { webhookRoutes } from './notifications/webhook-routes.ts';
import { mailWishRoutes } from './notifications/wishes.ts';
import { deputyRoutes } from './officers/deputies.ts';
import { rosterRoutes } from './officers/roster.ts';
import { invitationRoutes, officerRoutes } from './officers/routes.ts';
import { serviceAccountRoutes } from './officers/service-routes.ts';
import { portalItemRoutes } from './portal/items.ts';
import { portalRoutes } from './portal/routes.ts';
import { publicationRoutes } from './publication/routes.ts';
import { recommendationRoutes } from './recommendations/routes.ts';
import { retentionRoutes } from './retention/routes.ts';
import { returnRoutes } from './returns/routes.ts';
import { secretariatRoutes } from './secretariat/routes.ts';
import { type App, type Log, problems, server } from './server.ts';
import { returnOf } from './statistics/annual-return.ts';
import { statisticsRoutes } from './statistics/routes.ts';

const webRoot = path.resolve(import.meta.dirname, '../../web/dist');

export async function buildApp(house: House, options: { demo?: DemoControl; logger?: Log } = {}): Promise<App> {
  const app = await server({ logger: options.logger ?? false, trustProxy: house.config.trustProxy });
  await app.register(sessions, { house });
  await app.register(
    async (api: App) => {
      api.get(
        '/health',
        {
          schema: {
            summary: 'Whether this installation can serve',
            tags: ['installation'],
            security: [],
            response: {
              200: Type.Object({
                status: Type.Enum(['ok']),
                demo: Type.Boolean(),
                now: Type.String(),
                identity_provider: Type.Union([Type.String(), Type.Null()], {
                  description: 'name of the identity provider that one can sign in with',
                }),
              }),
              ...problems(503),
            },
          },
        },
        async () => {
          await sql`select 1`.execute(house.db).catch(() => {
            throw new DomainError(503, 'unavailable');
          });
          const { demo, identityProvider } = house.config;
          const now = house.clock.now();
          return { status: 'ok' as const, demo, now, identity_provider: identityProvider?.name ?? null };
        },
      );
      api.get(
        '/openapi.json',
        { schema: { summary: 'This description', tags: ['installation'], security: [] } },
        async () => app.swagger(),
      );
      await api.register(sessionRoutes, { house });
      const { identityProvider } = house.config;
      if (identityProvider) await api.register(identityProviderRoutes, { house, identityProvider });
      await api.register(proofRoutes, { house });
      await api.register(accountRoutes, { house });
      await api.register(secondFactorRoutes, { house });
      await api.register(officerRoutes, { house });
      await api.register(invitationRoutes, { house });
      await api.register(serviceAccountRoutes, { house });
      await api.register(deputyRoutes, { house });
      await api.register(passkeyRoutes, { house });
      await api.register(rosterRoutes, { house });
      await api.register(caseRoutes, { house });
      await api.register(evidenceRoutes, { house });
      await api.register(documentRoutes, { house });
      await api.register(notificationRoutes, { house });
      await api.register(eventRoutes, { house });
      await api.register(mailWishRoutes, { house });
      await api.register(undeliveredRoutes, { house });
      await api.register(deviceRoutes, { house });
      await api.register(webhookRoutes, { house });
      await api.register(calendarRoutes, { house });
      await api.register(workingCalendarRoutes, { house });
      await api.register(ladderRoutes, { house });
      await api.register(snoozeRoutes, { house });
      await api.register(directoryRoutes, { house });
      await api.register(entryRoutes, { house });
      await api.register(lawRoutes, { house });
      await api.register(statisticsRoutes, { house });
      await api.register(returnRoutes, { house, derive: returnOf });
      await api.register(publicationRoutes, { house });
      await api.register(secretariatRoutes, { house });
      await api.register(recordRoutes, { house });
      await api.register(retentionRoutes, { house, sound: isSound });
      await api.register(recommendationRoutes, { house });
      await api.register(portalItemRoutes, { house });
      if (options.demo) await api.register(demoRoutes, { house, demo: options.demo });
    },
    { prefix: '/api' },
  );
  await app.register(portalRoutes, { house, webRoot });
  if (existsSync(webRoot)) await serveWeb(app);
  return app;
}

/** The web page: hashed assets for a year, everything that is no file and no API path is the page itself. */
async function serveWeb(app: App): Promise<void> {
  await app.register(fastifyStatic, {
    root: webRoot,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      reply.header(
        'cache-control',
        file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) throw new DomainError(404, 'not_found');
    return reply.sendFile('index.html');
  });
}
