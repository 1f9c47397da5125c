import { randomUUID } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { as, type Trx } from '@rogatoria/db';
import { isDecided, type Workflow } from '@rogatoria/workflows';
import { Type } from 'typebox';
import { FileView } from '../cases/schemas.ts';
import { noteCustody } from '../engine/chains.ts';
import { lockCase } from '../engine/handle.ts';
import { once } from '../engine/once.ts';
import { discard, fileName, read, rehash, store } from '../engine/vault.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id } from '../schemas.ts';
import { type App, keyOf, problems } from '../server.ts';

const params = Type.Object({ id: Id });
const fileParams = Type.Object({ id: Id, file: Id });
/** Larger files wait for the resumable upload of a later version; this one must arrive in one go. */
const maxBytes = 512 * 1024 * 1024;
/** At most the 120 characters that a manifest may carry. */
const mediaType = /^[a-z0-9][a-z0-9.+-]{0,58}\/[a-z0-9][a-z0-9.+-]{0,58}$/i;

/** Files join a case until it is decided: a draft that was thrown away is, too. Throws 409. */
function refuseDecided({ workflow, state }: { workflow: string; state: string }): void {
  if (isDecided({ workflow: workflow as Workflow, state }))
    throw new DomainError(409, 'state', { state, possible: [] });
}

/** A text as RFC 8187 writes it in a header. */
function headerText(text: string): string {
  const hex = (c: string) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replaceAll(/['()*]/g, hex);
}

export async function evidenceRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);
  // The body of an upload is a stream: nothing of it is ever held in memory whole.
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));

  const find = async (trx: Trx, id: string, file: string) => {
    const row = await trx
      .selectFrom('file')
      .selectAll()
      .where('case_id', '=', id)
      .where('id', '=', file)
      .executeTakeFirst();
    if (!row) throw notFound();
    if (row.wrapped_key === '') throw new DomainError(409, 'erased');
    return row;
  };

  app.post(
    '/cases/:id/files',
    {
      bodyLimit: maxBytes,
      schema: {
        summary: 'Add a file: the body is its content',
        tags: ['files'],
        consumes: ['application/octet-stream'],
        params,
        querystring: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 1000 }),
            purpose: Type.Optional(Type.Enum(['evidence', 'annex'])),
          },
          { additionalProperties: false },
        ),
        response: { 201: FileView, ...problems(401, 403, 404, 409, 413, 415, 422) },
      },
    },
    async (request, reply) => {
      const {
        officer,
        params: { id },
        query,
      } = request;
      demand(officer, 'handle_files');
      const name = fileName(query.name);
      if (!name) throw new DomainError(422, 'file_name', { errors: [{ field: 'name', rule: 'file_name' }] });
      const type = String(request.headers['x-file-type'] ?? '');
      const media_type = mediaType.test(type) ? type.toLowerCase() : 'application/octet-stream';
      const existing = await as(house.db, officer.participant, (trx) =>
        trx.selectFrom('case_file').select(['workflow', 'state']).where('id', '=', id).executeTakeFirst(),
      );
      if (!existing) throw notFound();
      refuseDecided(existing);
      if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new DomainError(413, 'too_large');
      if (!request.body) throw new DomainError(422, 'file_empty', { errors: [{ field: 'body', rule: 'file_empty' }] });
      if (!(request.body instanceof Readable)) throw new DomainError(415, 'malformed_body');
      const fileId = randomUUID();
      const stored = await store(house, officer.participant, fileId, limited(request.body)).catch((error) => {
        if (error instanceof DomainError) throw error;
        // The connection broke before the end: nothing is kept, and the sender may start again.
        throw request.raw.readableEnded ? error : new DomainError(422, 'upload_incomplete');
      });
      const purpose = query.purpose ?? 'evidence';
      // Whether a row points to the file. True before the commit: one whose answer is lost may still have happened.
      let filed = false;
      try {
        if (stored.size === 0)
          throw new DomainError(422, 'file_empty', { errors: [{ field: 'body', rule: 'file_empty' }] });
        const now = house.clock.now();
        const { sha256 } = stored;
        const asked = { caseId: id, name, purpose, sha256 };
        const view = await as(house.db, officer.participant, async (trx) => {
          filed = false;
          const answer = await once(trx, officer, keyOf(request), asked, { now }, async () => {
            const row = await lockCase(trx, id);
            refuseDecided(row);
            const { size, wrapped_key } = stored;
            const file = { id: fileId, name, media_type, size, sha256, origin: 'ours', purpose } as const;
            await trx
              .insertInto('file')
              .values({
                ...file,
                participant: officer.participant,
                case_id: id,
                shared_id: randomUUID(),
                wrapped_key,
                delivery: null,
                verified_at: null,
                created_at: now,
              })
              .execute();
            await noteCustody(trx, {
              participant: officer.participant,
              file_id: fileId,
              at: now,
              actor: officer.id,
              action: 'added',
              sha256,
            });
            return { ...file, delivery: null, created_at: now };
          });
          filed = answer.id === fileId;
          return answer;
        });
        return reply.code(201).send(view);
      } finally {
        if (!filed) await discard(house, officer.participant, fileId);
      }
    },
  );

  app.get(
    '/cases/:id/files/:file',
    {
      schema: {
        summary: 'The content of a file',
        tags: ['files'],
        params: fileParams,
        response: {
          200: {
            content: {
              'application/octet-stream': { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) },
            },
          },
          ...problems(401, 403, 404, 409),
        },
      },
    },
    async (request, reply) => {
      const {
        officer,
        params: { id, file },
      } = request;
      demand(officer, 'handle_files');
      const now = house.clock.now();
      const row = await as(house.db, officer.participant, async (trx) => {
        const found = await find(trx, id, file);
        await noteCustody(trx, {
          participant: officer.participant,
          file_id: file,
          at: now,
          actor: officer.id,
          action: 'opened',
          sha256: found.sha256,
        });
        return found;
      });
      // Never rendered in our origin: always a download, of no type a browser would run.
      reply.header('content-type', 'application/octet-stream');
      reply.header('content-disposition', `attachment; filename="${file}"; filename*=UTF-8''${headerText(row.name)}`);
      reply.header('content-length', row.size);
      reply.header('x-sha256', row.sha256);
      return reply.send(await read(house, officer.participant, row));
    },
  );

  app.post(
    '/cases/:id/files/:file/verify',
    {
      schema: {
        summary: 'Hash a file again as it rests now',
        tags: ['files'],
        params: fileParams,
        response: {
          200: Type.Object({ sha256: Type.String(), matches: Type.Boolean() }),
          ...problems(401, 403, 404, 409),
        },
      },
    },
    async (request) => {
      const {
        officer,
        params: { id, file },
      } = request;
      demand(officer, 'handle_files');
      const row = await as(house.db, officer.participant, (trx) => find(trx, id, file));
      const sha256 = await rehash(house, officer.participant, row).catch(() => '');
      const matches = sha256 === row.sha256;
      const now = house.clock.now();
      await as(house.db, officer.participant, async (trx) => {
        await trx
          .updateTable('file')
          .set({ verified_at: matches ? now : null })
          .where('id', '=', file)
          .execute();
        await noteCustody(trx, {
          participant: officer.participant,
          file_id: file,
          at: now,
          actor: officer.id,
          action: matches ? 'verified' : 'mismatch',
          sha256,
        });
      });
      return { sha256, matches };
    },
  );
}

/** Counts what passes: fastify's own limit sees only bodies that it parses itself. */
function limited(body: Readable): Readable {
  const out = new PassThrough();
  let size = 0;
  pipeline(
    body,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > maxBytes) throw new DomainError(413, 'too_large');
        yield chunk;
      }
    },
    out,
  ).catch((error) => out.destroy(error));
  return out;
}
