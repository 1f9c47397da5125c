/** `GET /api/events`: what changed, as it changes, for a page that shows it. */
import { PassThrough } from 'node:stream';
import { Type } from 'typebox';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { may } from '../permissions.ts';
import { type App, problems } from '../server.ts';
import { type Change, changesOf } from './changes.ts';

/** A sign of life, so that nothing between us takes the line for dead; the session is looked at each time. */
const heartbeatMs = 20_000;
/** A browser needs one for all its tabs. */
const perSession = 10;
/** A reader who leaves so many bytes unread is let go, and asks anew. */
const unreadBytes = 65_536;

/** `renew`: the access token ran out, ask again with the next. `over`: whoever asks again is refused. */
type Told = Change | { event: 'renew' | 'over' };

/** One event as server-sent events write it (HTML Living Standard, 9.2). */
const written = ({ event, ...data }: Told) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

export async function eventRoutes(app: App, { house }: { house: House }): Promise<void> {
  const changes = changesOf(house);
  const open = new Map<PassThrough, string>();
  // A line that is held open would hold up closing: they end first.
  app.addHook('preClose', async () => {
    for (const stream of open.keys()) stream.end();
    await changes.close();
  });

  app.get(
    '/events',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'What changes, as it changes (server-sent events)',
        description:
          'Only ids: `case` with id and version, `notification` with id, `resync` when something may have been missed – ' +
          'always first, so Last-Event-ID is not needed. Ends with `renew` when the access token runs out – ask again with the ' +
          'next – and with `over` when the session does. Only for who accepts `text/event-stream`.',
        tags: ['notifications'],
        response: {
          200: {
            description: 'Events without end',
            content: { 'text/event-stream': { schema: Type.Unsafe<PassThrough>({ type: 'string' }) } },
          },
          ...problems(401, 406, 429),
        },
      },
    },
    async (request, reply) => {
      if (!request.headers.accept?.includes('text/event-stream')) throw new DomainError(406, 'not_acceptable');
      const { session, id, participant } = request.officer;
      if ([...open.values()].filter((one) => one === session).length >= perSession)
        throw new DomainError(429, 'too_many');
      const stream = new PassThrough();
      open.set(stream, session);
      // `authenticate` again: whoever signed out, was closed out or whose token ran out is not told anything more.
      const prove = () => {
        app.authenticate(request, reply).catch((error: unknown) => {
          if (!(error instanceof DomainError) || error.status >= 500 || stream.writableEnded) return;
          stream.end(written({ event: error.code === 'token_expired' ? 'renew' : 'over' }));
        });
      };
      const leave = changes.join({
        participant,
        account: id,
        session,
        readsCases: () => may(request.officer, 'read_cases'),
        tell: (change) => {
          if (stream.writableEnded || stream.destroyed) return;
          if (stream.writableLength > unreadBytes) stream.destroy();
          else stream.write(written(change));
        },
        prove,
      });
      const beating = setInterval(() => {
        if (!stream.writableEnded && !stream.destroyed) stream.write(': still here\n\n');
        prove();
      }, heartbeatMs);
      const left = () => {
        clearInterval(beating);
        leave();
        open.delete(stream);
      };
      stream.once('close', left);
      stream.once('finish', left);
      // How soon a browser asks again; a proxy must not keep anything back.
      stream.write('retry: 2000\n\n');
      return reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream);
    },
  );
}
