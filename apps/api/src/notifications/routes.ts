import { as, sql } from '@rogatoria/db';
import { Type } from 'typebox';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { Cursor, cursorOf, placeOf } from '../paging.ts';
import { Id, Nullable } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { NotificationView } from './schemas.ts';

const pageSize = 30;

export async function notificationRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/notifications',
    {
      schema: {
        summary: 'What I was told, the latest first',
        tags: ['notifications'],
        querystring: Type.Object({ cursor: Type.Optional(Cursor) }, { additionalProperties: false }),
        response: {
          200: Type.Object({ items: Type.Array(NotificationView), next: Nullable(Type.String()) }),
          ...problems(401, 422),
        },
      },
    },
    async ({ officer, query }) =>
      as(house.db, officer.participant, async (trx) => {
        let page = trx
          .selectFrom('notification')
          .leftJoin('mail', (join) =>
            join.on('mail.id', '=', sql<string>`coalesce(notification.mail_id, notification.id)`),
          )
          .select([
            'notification.id',
            'notification.at',
            'notification.key',
            'notification.params',
            'notification.urgent',
            'notification.case_id',
            'notification.read_at',
            'mail.id as mail_id',
            'mail.sent_at',
            'mail.dead_at',
            'mail.failure',
          ])
          .where('notification.account_id', '=', officer.id);
        const after = placeOf(query.cursor);
        if (after)
          page = page.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('notification.at', 'notification.id'), '<', tuple(after.at, after.id)),
          );
        const rows = await page
          .orderBy('notification.at', 'desc')
          .orderBy('notification.id', 'desc')
          .limit(pageSize + 1)
          .execute();
        const shown = rows.slice(0, pageSize);
        const last = shown.at(-1);
        return {
          items: shown.map((row) => ({
            id: row.id,
            at: row.at,
            text: { key: `notice.${row.key}`, params: row.params },
            urgent: row.urgent,
            case_id: row.case_id,
            reference: (row.params as { number?: string }).number || null,
            read_at: row.read_at,
            mail:
              row.mail_id === null
                ? ('none' as const)
                : row.dead_at
                  ? ('dead' as const)
                  : row.sent_at
                    ? ('sent' as const)
                    : row.failure
                      ? ('failed' as const)
                      : ('waiting' as const),
          })),
          next: rows.length > pageSize && last ? cursorOf(last) : null,
        };
      }),
  );

  app.post(
    '/notifications/:id/read',
    {
      schema: {
        summary: 'Mark as read',
        tags: ['notifications'],
        params: Type.Object({ id: Id }),
        response: { 204: Type.Null(), ...problems(401, 404) },
      },
    },
    async ({ officer, params }, reply) => {
      await markRead(house, officer, params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/notifications/read-all',
    {
      schema: {
        summary: 'Mark everything as read',
        tags: ['notifications'],
        response: { 204: Type.Null(), ...problems(401) },
      },
    },
    async ({ officer }, reply) => {
      await markRead(house, officer);
      return reply.code(204).send(null);
    },
  );
}

async function markRead(house: House, officer: { id: string; participant: string }, only?: string): Promise<void> {
  const found = await as(house.db, officer.participant, (trx) => {
    let query = trx
      .updateTable('notification')
      .set(({ fn, val }) => ({ read_at: fn.coalesce('read_at', val(house.clock.now())) }))
      .where('account_id', '=', officer.id);
    query = only ? query.where('id', '=', only) : query.where('read_at', 'is', null);
    return query.executeTakeFirstOrThrow();
  });
  if (only && found.numUpdatedRows === 0n) throw notFound();
}
