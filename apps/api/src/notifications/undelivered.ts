/** What was given up, for whoever keeps the channels: the reason, and another try. */
import { as, sql } from '@rogatoria/db';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import { reviveMessages, reviveRows } from '../engine/deliveries.ts';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { UndeliveredView } from './schemas.ts';

/** The page shows so many; what is tried again makes room for the rest. */
const shown = 200;

export async function undeliveredRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/undelivered',
    {
      schema: {
        summary: 'Mail and messages that were given up, the latest first',
        tags: ['channels'],
        response: {
          200: Type.Object({ items: Type.Array(UndeliveredView), total: Type.Integer() }),
          ...problems(401),
        },
      },
    },
    async ({ officer }) => {
      demand(officer, 'keep_channels');
      return as(house.db, officer.participant, async (trx) => {
        const { rows } = await sql<UndeliveredView & { total: number }>`
          select *, count(*) over ()::int as total from (
            select id, 'mail' as what, address as "to", at, dead_at, attempts, cause, failure
              from mail where dead_at is not null
            union all
            select id, 'message', counterpart, at, dead_at, attempts, cause, failure
              from message where dead_at is not null
            union all
            select d.id, 'webhook', url, at, dead_at, attempts, cause, failure
              from webhook_delivery d join webhook on webhook.id = webhook_id where dead_at is not null
          ) dead order by dead_at desc, id limit ${shown}`.execute(trx);
        return { items: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
      });
    },
  );

  /** Revives one or all; returns how many. */
  const retry = async (officer: { id: string; participant: string }, only?: string): Promise<number> => {
    const now = house.clock.now();
    const { participant } = officer;
    const count = await as(house.db, participant, async (trx) => {
      const revived =
        Number((await reviveRows(trx, 'mail', now, only)).numAffectedRows ?? 0n) +
        Number((await reviveRows(trx, 'webhook_delivery', now, only)).numAffectedRows ?? 0n) +
        Number((await reviveMessages(trx, now, only)).numUpdatedRows);
      if (revived > 0)
        await noteAudit(trx, {
          participant,
          at: now,
          account_id: officer.id,
          action: 'delivery.retry',
          detail: only ? { id: only } : { count: revived },
        });
      return revived;
    });
    if (count > 0) house.wake(participant);
    return count;
  };

  app.post(
    '/undelivered/:id/retry',
    {
      schema: {
        summary: 'Try one again',
        tags: ['channels'],
        params: Type.Object({ id: Id }),
        response: { 204: Type.Null(), ...problems(401, 404) },
      },
    },
    async ({ officer, params }, reply) => {
      demand(officer, 'keep_channels');
      if ((await retry(officer, params.id)) === 0) throw notFound();
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/undelivered/retry',
    {
      schema: {
        summary: 'Try all of them again',
        tags: ['channels'],
        response: { 200: Type.Object({ count: Type.Integer() }), ...problems(401) },
      },
    },
    async ({ officer }) => {
      demand(officer, 'keep_channels');
      return { count: await retry(officer) };
    },
  );
}
