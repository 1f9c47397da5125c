/** News and links of the portal as the Secretariat writes them: drafted, published, withdrawn, and kept. */
import { randomUUID } from 'node:crypto';
import { as, lock, type Tables, type Trx } from '@rogatoria/db';
import type { Selectable } from 'kysely';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import { once } from '../engine/once.ts';
import { sealItem } from '../engine/seals.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id } from '../schemas.ts';
import { type App, keyOf, problems, versionOf } from '../server.ts';
import { PortalBody, PortalItemView, PortalKind } from './schemas.ts';

const closed = { additionalProperties: false } as const;
type Row = Selectable<Tables['portal_item']>;
const params = Type.Object({ id: Id });
const headers = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) });
const reason = Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' });
const refusal = (field: string, rule: string) => new DomainError(422, 'invalid', { errors: [{ field, rule }] });

/** An address belongs to a link, and to nothing else. */
function judge(kind: 'news' | 'link', { url }: PortalBody): void {
  if (kind === 'link' && url === undefined) throw refusal('body.url', 'portal_url_missing');
  if (kind === 'news' && url !== undefined) throw refusal('body.url', 'portal_url_needless');
}

export async function portalItemRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/portal/items',
    {
      schema: {
        summary: 'News and links of the portal, drafts and withdrawn ones too, newest first (Secretariat)',
        tags: ['portal'],
        response: { 200: Type.Object({ items: Type.Array(PortalItemView) }), ...problems(401, 403) },
      },
    },
    ({ officer }) => {
      demand(officer, 'write_portal');
      return as(house.db, officer.participant, async (trx) => ({
        items: await trx.selectFrom('portal_item').selectAll().orderBy('created_at', 'desc').orderBy('id').execute(),
      }));
    },
  );

  app.post(
    '/portal/items',
    {
      schema: {
        summary: 'Draft a piece of news or a link (Secretariat)',
        tags: ['portal'],
        body: Type.Object({ kind: PortalKind, body: PortalBody }, closed),
        response: { 201: PortalItemView, ...problems(401, 403, 422) },
      },
    },
    async (request, reply) => {
      const { officer, body } = request;
      demand(officer, 'write_portal');
      if (officer.participant !== 'OAS') throw refusal('kind', 'secretariat_only');
      judge(body.kind, body.body);
      const at = house.clock.now();
      const row: Row = {
        ...{ id: randomUUID(), kind: body.kind, version: 1, body: body.body, created_at: at },
        ...{ published_at: null, withdrawn_at: null, withdrawn_because: null },
      };
      const answer = await as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), body, { now: at }, async () => {
          await trx
            .insertInto('portal_item')
            .values({ ...row, body: JSON.stringify(row.body) })
            .execute();
          return sealed(trx, officer, row, 'draft', at);
        }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.put(
    '/portal/items/:id',
    {
      schema: {
        summary: 'Change a draft; what was published stands (Secretariat)',
        tags: ['portal'],
        ...{ params, headers },
        body: Type.Object({ body: PortalBody }, closed),
        response: { 200: PortalItemView, ...problems(401, 403, 404, 412, 422, 428) },
      },
    },
    (request) =>
      change(request, 'change', ({ kind, published_at, withdrawn_at }) => {
        if (withdrawn_at) throw refusal('body', 'portal_withdrawn');
        if (published_at) throw refusal('body', 'portal_published');
        judge(kind, request.body.body);
        return { body: request.body.body };
      }),
  );

  app.post(
    '/portal/items/:id/publish',
    {
      schema: {
        summary: 'Publish a draft on the portal (Secretariat)',
        tags: ['portal'],
        ...{ params, headers },
        body: Type.Object({}, closed),
        response: { 200: PortalItemView, ...problems(401, 403, 404, 412, 422, 428) },
      },
    },
    (request) =>
      change(request, 'publish', ({ published_at, withdrawn_at }, at) => {
        if (withdrawn_at) throw refusal('body', 'portal_withdrawn');
        if (published_at) throw refusal('body', 'portal_published');
        return { published_at: at };
      }),
  );

  app.post(
    '/portal/items/:id/withdraw',
    {
      schema: {
        summary: 'Take it from the portal, or give up a draft: it is kept, with the reason (Secretariat)',
        tags: ['portal'],
        ...{ params, headers },
        body: Type.Object({ reason }, closed),
        response: { 200: PortalItemView, ...problems(401, 403, 404, 412, 422, 428) },
      },
    },
    (request) =>
      change(request, 'withdraw', ({ withdrawn_at }, at) => {
        if (withdrawn_at) throw refusal('reason', 'portal_withdrawn');
        return { withdrawn_at: at, withdrawn_because: request.body.reason };
      }),
  );

  type Asked = Parameters<typeof keyOf>[0] & { params: { id: string }; body: object };
  /** One change to an item of ours, as its next version. */
  function change(request: Asked, act: string, next: (row: Row, at: string) => Partial<Row>): Promise<Row> {
    const { officer, params: asked, body } = request;
    demand(officer, 'write_portal');
    const seen = versionOf(request);
    const at = house.clock.now();
    return as(house.db, officer.participant, (trx) =>
      once(trx, officer, keyOf(request), { ...asked, act, seen, ...body }, { now: at }, async () => {
        await lock(trx, 'portal');
        const row = await trx.selectFrom('portal_item').selectAll().where('id', '=', asked.id).executeTakeFirst();
        // what is published everybody reads, and only the Secretariat has
        if (!row || officer.participant !== 'OAS') throw notFound();
        if (row.version !== seen) throw new DomainError(412, 'stale', { version: row.version });
        const after: Row = { ...row, ...next(row, at), version: seen + 1 };
        const { id, kind, created_at, ...columns } = after;
        await trx
          .updateTable('portal_item')
          .set({ ...columns, body: JSON.stringify(after.body) })
          .where('id', '=', id)
          .execute();
        return sealed(trx, officer, after, act, at);
      }),
    );
  }
}

/** Notes who wrote it, and seals it as it is now. */
async function sealed(trx: Trx, officer: { id: string }, row: Row, act: string, at: string): Promise<Row> {
  const detail = { kind: row.kind, act, version: row.version, ...sealItem(row) };
  await noteAudit(trx, { participant: 'OAS', at, account_id: officer.id, action: 'portal.write', detail });
  return row;
}
