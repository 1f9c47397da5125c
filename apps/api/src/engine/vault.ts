/**
 * Where files rest: each under a key of its own, wrapped by its participant's key; AES-256-GCM, hashed as it streams.
 * A file is on disk and synced before its row says so; an interrupted one leaves nothing that a row points to.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { glob, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline as joined, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { as } from '@rogatoria/db';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { seal, unseal } from './keys.ts';

export interface StoredFile {
  size: number;
  sha256: string;
  wrapped_key: string;
}

function pathOf(house: House, participant: string, id: string): string {
  return path.join(house.config.dataDir, 'files', participant, id.slice(0, 2), id);
}

/** Stores a stream under a file id of ours. Throws what the stream throws; then nothing stays behind. */
export async function store(house: House, participant: string, id: string, content: Readable): Promise<StoredFile> {
  const { data } = await house.keys.own(participant);
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const target = pathOf(house, participant, id);
  const arriving = `${target}.${randomBytes(4).toString('hex')}.arriving`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const handle = await open(arriving, 'wx', 0o600);
  try {
    await handle.write(nonce);
    let position = nonce.length;
    await pipeline(content, measure, cipher, async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) position += (await handle.write(chunk, 0, chunk.length, position)).bytesWritten;
    });
    await handle.write(cipher.getAuthTag(), 0, 16, position);
    await handle.sync();
    await handle.close();
    await rename(arriving, target);
    await syncFolder(path.dirname(target));
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(arriving, { force: true });
    throw error;
  }
  return { size, sha256: hash.digest('hex'), wrapped_key: seal(data, key).toString('base64') };
}

/** Makes a new name in a folder as durable as the file it names. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a file is found to be when it is not what was stored: gone, cut or altered. */
const broken = () => new DomainError(409, 'hash_mismatch');

/** Lets a chunk go when the next one has come, and the last when all of them have proved whole. */
async function* untilWhole(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer | undefined;
  try {
    for await (const chunk of chunks) {
      if (held) yield held;
      held = chunk;
    }
  } catch {
    throw broken();
  }
  if (held) yield held;
}

/**
 * Reads a file back. If a single bit on disk has changed the stream fails before its end, with 409: nobody gets the
 * whole of a file that is not the one that was stored.
 */
export async function read(
  house: House,
  participant: string,
  file: { id: string; wrapped_key: string },
): Promise<Readable> {
  const { data } = await house.keys.own(participant);
  const key = unseal(data, Buffer.from(file.wrapped_key, 'base64'));
  const source = pathOf(house, participant, file.id);
  const handle = await open(source, 'r').catch((error) => {
    throw error.code === 'ENOENT' ? broken() : error;
  });
  const nonce = Buffer.alloc(12);
  const tag = Buffer.alloc(16);
  let size: number;
  try {
    ({ size } = await handle.stat());
    if (size < nonce.length + tag.length) throw broken();
    await handle.read(nonce, 0, 12, 0);
    await handle.read(tag, 0, 16, size - 16);
  } finally {
    await handle.close();
  }
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAuthTag(tag);
  const body: ReadStream | Readable =
    size > 28 ? createReadStream(source, { start: 12, end: size - 17 }) : Readable.from([]);
  return Readable.from(untilWhole(joined(body, decipher, () => {})), { objectMode: false });
}

/** The SHA-256 of a file as it rests now, in hex. */
export async function rehash(
  house: House,
  participant: string,
  file: { id: string; wrapped_key: string },
): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await read(house, participant, file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Control characters, path separators, and marks that turn the reading direction round to hide an ending. */
const hostile = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}/\\]|^\.+$/u;

/** A file's name as we keep it, or null: it is shown to another State's officer, must be what it seems, and never a path. */
export function fileName(name: string): string | null {
  const trimmed = name.normalize('NFC').trim();
  return !trimmed || trimmed.length > 255 || hostile.test(trimmed) ? null : trimmed;
}

/** Removes a stored file that no row points to. */
export async function discard(house: House, participant: string, id: string): Promise<void> {
  await rm(pathOf(house, participant, id), { force: true });
}

/** No upload takes so long: what is older and has no row was left behind by a crash. */
const strayMs = 86_400_000;

/**
 * Removes what no row opens: files of uploads that were interrupted before they were filed, and those whose key was erased.
 * @returns how many
 */
export async function sweepVault(house: House, participant: string): Promise<number> {
  const folder = path.join(house.config.dataDir, 'files', participant);
  const names: string[] = [];
  for await (const name of glob('*/*', { cwd: folder })) names.push(name);
  let removed = 0;
  for (let from = 0; from < names.length; from += 1_000) {
    const slice = names.slice(from, from + 1_000);
    const idOf = (name: string) => path.basename(name).slice(0, 36);
    const kept = await as(house.db, participant, (trx) =>
      trx
        .selectFrom('file')
        .select('id')
        .where(
          'id',
          'in',
          slice
            .map(idOf)
            .filter((id) => /^[0-9a-f-]{36}$/.test(id))
            .concat(nobody),
        )
        .where('wrapped_key', '<>', '')
        .execute(),
    );
    const known = new Set(kept.map(({ id }) => id));
    for (const name of slice) {
      if (known.has(path.basename(name))) continue;
      const file = path.join(folder, name);
      // The age of a file is of this machine's clock, which made it.
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs < strayMs) continue;
      await rm(file, { force: true });
      removed++;
    }
  }
  return removed;
}

const nobody = '00000000-0000-0000-0000-000000000000';
