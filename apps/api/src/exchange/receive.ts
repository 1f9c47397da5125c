/** Takes an envelope in: checks, stores, puts in the sender's order, and hands it to the one writer – once, however often it comes. */
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { as, lock, sql, type Trx } from '@rogatoria/db';
import { FileManifest, messageVersion, type Rejection, schemaErrors } from '@rogatoria/workflows';
import { isReturnMessage } from '@rogatoria/workflows/annual-return/commands.ts';
import { type Static, Type } from 'typebox';
import { noteCustody } from '../engine/chains.ts';
import { type Moment, takeMessage } from '../engine/handle.ts';
import { notify } from '../engine/notify.ts';
import { takeReturnMessage } from '../engine/returns.ts';
import { discard, fileName, store } from '../engine/vault.ts';
import type { House } from '../house.ts';
import { BadEnvelope, type Content, signReceipt, unwrap } from './envelope.ts';

/** Gives the content of a file that travels with a message, by its shared id. */
export type OpenFile = (sharedId: string) => Promise<Readable>;

type ManifestItem = Static<typeof FileManifest>;
const Manifest = Type.Array(FileManifest, { maxItems: 500 });

/**
 * Receives one sealed envelope as `me`. Returns our signed receipt, or null while an earlier message of the sender on the
 * same request has not come yet (the message is kept and taken in its turn).
 * Throws BadEnvelope when it is not for us, broken, forged, or takes the place of another message: nothing is kept and
 * nothing is receipted.
 */
export async function receive(
  house: House,
  me: string,
  sealed: string,
  openFile: OpenFile,
  moment: Moment,
): Promise<string | null> {
  const { content, signed } = await unwrap(house.keys, me, sealed);
  const known = await as(house.db, me, (trx) => find(trx, content));
  if (known?.receipt) return known.receipt;
  const files = await takeFiles(house, me, content, openFile);
  let receipt: string | null;
  // Whether rows point to the files. True before the commit: one whose answer is lost may still have happened.
  let filed = false;
  try {
    receipt = await as(house.db, me, async (trx) => {
      filed = false;
      // Twins of one message, and neighbours on one request, come in one at a time.
      await lock(trx, `${me} ${content.from} ${content.request_id}`);
      const twin = await find(trx, content);
      if (twin?.receipt) return twin.receipt;
      if (!twin) await keep(trx, me, content, signed, moment);
      const taken = await takeInOrder(house, trx, me, content, files, moment);
      filed = taken.filed;
      return taken.receipt;
    });
  } finally {
    if (!filed) await forget(house, me, files);
  }
  house.wake(me);
  return receipt;
}

const find = (trx: Trx, { id, from }: Content) =>
  trx
    .selectFrom('message')
    .select(['id', 'receipt'])
    .where('direction', '=', 'in')
    .where('counterpart', '=', from)
    .where('id', '=', id)
    .executeTakeFirst();

async function keep(trx: Trx, me: string, content: Content, signed: string, { now }: Moment): Promise<void> {
  const kept = await trx
    .insertInto('message')
    .values({
      participant: me,
      id: content.id,
      case_id: null,
      request_id: content.request_id,
      counterpart: content.from,
      direction: 'in',
      sequence: content.sequence,
      type: content.type,
      version: content.version,
      body: JSON.stringify(content.body),
      envelope: signed,
      status: 'held',
      at: now,
      receipt: null,
      receipt_at: null,
      reason: null,
      next_attempt_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!kept) throw new BadEnvelope('another message has its id or its place');
}

type TakenFile = ManifestItem & { localId: string; wrapped_key: string };

/**
 * Takes every message that is next in the sender's order. Returns the receipt of the one that just came, and whether its
 * files were filed. A delivery that was held back waits for its own next arrival, which brings its files again.
 */
async function takeInOrder(
  house: House,
  trx: Trx,
  me: string,
  content: Content,
  files: TakenFile[],
  moment: Moment,
): Promise<{ receipt: string | null; filed: boolean }> {
  const mine = { receipt: null as string | null, filed: false };
  for (;;) {
    const [next] = await trx
      .selectFrom('message')
      .selectAll()
      .where('direction', '=', 'in')
      .where('counterpart', '=', content.from)
      .where('request_id', '=', content.request_id)
      .where('status', '=', 'held')
      .orderBy('sequence')
      .limit(1)
      .execute();
    if (!next || (next.type === 'delivery' && next.id !== content.id)) return mine;
    const { done } = await trx
      .selectFrom('message')
      .select(({ fn }) => fn.countAll<number>().as('done'))
      .where('direction', '=', 'in')
      .where('counterpart', '=', content.from)
      .where('request_id', '=', content.request_id)
      .where('status', '<>', 'held')
      .executeTakeFirstOrThrow();
    if (next.sequence !== done + 1) return mine;
    const rejection =
      next.version > messageVersion
        ? { reason: 'newer_version' as const, detail: `${next.type} version ${next.version}` }
        : isReturnMessage(next.type)
          ? await takeReturn(house, trx, me, next, moment)
          : await take(trx, me, next, next.id === content.id ? files : [], moment);
    const reason = rejection ? `${rejection.reason}: ${rejection.detail}` : null;
    const receipt = await signReceipt(
      house.keys,
      me,
      { ...next, from: next.counterpart, to: me } as Content,
      next.envelope as string,
      moment.now,
      reason,
    );
    await trx
      .updateTable('message')
      .set({ status: rejection ? 'rejected' : 'delivered', receipt, receipt_at: moment.now, reason })
      .where('id', '=', next.id)
      .where('direction', '=', 'in')
      .execute();
    if (rejection) await show(trx, next, moment);
    if (next.id === content.id) Object.assign(mine, { receipt, filed: rejection === null });
  }
}

/** A message that was not taken stands in the file on its request, if there is one, and officers are told of it. */
async function show(
  trx: Trx,
  message: { id: string; type: string; counterpart: string; request_id: string },
  { now }: Moment,
): Promise<void> {
  const { counterpart } = message;
  const file =
    message.type === 'request'
      ? undefined
      : await trx
          .selectFrom('case_file')
          .select(['id', 'number', 'own_reference', 'counterpart'])
          .where('request_id', '=', message.request_id)
          .where('counterpart', '=', counterpart)
          .executeTakeFirst();
  if (file) {
    await trx
      .updateTable('message')
      .set({ case_id: file.id })
      .where('id', '=', message.id)
      .where('direction', '=', 'in')
      .execute();
  }
  await notify(trx, file ?? { id: null, number: null, own_reference: null, counterpart }, {
    roles: isReturnMessage(message.type) ? ['statistics', 'desk'] : ['officer', 'duty', 'approver'],
    key: isReturnMessage(message.type) ? 'return_message_not_taken' : 'message_not_taken',
    params: {},
    urgent: false,
    occasion: `not taken:${message.id}`,
    at: now,
  });
}

/** What no column can hold is the sender's fault: a clear no, instead of trying again for ever. */
async function keepable<T>(trx: Trx, work: () => Promise<T>): Promise<T | { rejection: Rejection }> {
  await sql`savepoint taking`.execute(trx);
  return work().catch(async (error: { code?: string }) => {
    if (!error.code?.startsWith('22')) throw error;
    await sql`rollback to savepoint taking`.execute(trx);
    return { rejection: { reason: 'malformed' as const, detail: 'a value that cannot be kept' } };
  });
}

/** A message about an annual return belongs to no case; its identity is that of the return. */
async function takeReturn(
  house: House,
  trx: Trx,
  me: string,
  {
    type,
    body,
    counterpart,
    request_id,
  }: { type: string; body: Record<string, unknown>; counterpart: string; request_id: string },
  moment: Moment,
): Promise<Rejection | null> {
  const taken = await keepable(trx, () =>
    takeReturnMessage(house.keys, trx, me, { type, body, from: counterpart, return_id: request_id }, moment),
  );
  return taken?.rejection ?? null;
}

async function take(
  trx: Trx,
  me: string,
  message: { id: string; type: string; body: Record<string, unknown>; counterpart: string; request_id: string },
  files: TakenFile[],
  moment: Moment,
) {
  const wrong = message.type === 'delivery' ? await wrongManifest(trx, message.body) : null;
  if (wrong) return { reason: 'malformed' as const, detail: `manifest: ${wrong}` };
  const taken = await keepable(trx, () =>
    takeMessage(
      trx,
      me,
      { type: message.type, body: message.body, from: message.counterpart, request_id: message.request_id },
      moment,
    ),
  );
  if ('rejection' in taken) return taken.rejection;
  await trx
    .updateTable('message')
    .set({ case_id: taken.caseId })
    .where('id', '=', message.id)
    .where('direction', '=', 'in')
    .execute();
  for (const { localId, id: shared_id, wrapped_key, name, media_type, size, sha256 } of files) {
    await trx
      .insertInto('file')
      .values({
        id: localId,
        participant: me,
        case_id: taken.caseId,
        shared_id,
        purpose: 'evidence',
        origin: 'theirs',
        name,
        media_type,
        size,
        sha256,
        wrapped_key,
        delivery: (message.body.number as number | undefined) ?? null,
        // Hashed as it came in, and equal to what the sender signed: see takeFiles.
        verified_at: moment.now,
        created_at: moment.now,
      })
      .execute();
    await noteCustody(trx, {
      participant: me,
      file_id: localId,
      at: moment.now,
      actor: message.counterpart,
      action: 'received',
      sha256,
    });
  }
  return null;
}

/** Why files cannot be taken under the names and identities that a manifest gives them, or null. */
async function wrongManifest(trx: Trx, { manifest, final, number }: Record<string, unknown>): Promise<string | null> {
  if (!isManifest(manifest)) return 'files';
  if (manifest.some(({ name }) => fileName(name) !== name)) return 'name';
  // Only a last delivery after others may bring nothing more.
  if (manifest.length === 0) return final === true && Number(number) > 1 ? null : 'files';
  const ids = manifest.map(({ id }) => id);
  const taken = await trx.selectFrom('file').select('id').where('shared_id', 'in', ids).limit(1).execute();
  return taken.length > 0 || new Set(ids).size < ids.length ? 'id' : null;
}

const isManifest = (value: unknown): value is ManifestItem[] => schemaErrors(Manifest, value).length === 0;

/** Brings in the files of a delivery: streamed, hashed, compared with the signed manifest, sealed under our own keys. */
async function takeFiles(house: House, me: string, content: Content, openFile: OpenFile): Promise<TakenFile[]> {
  const { type, version, body } = content;
  // One that we cannot read brings nothing: its message is refused when its turn comes.
  const manifest = type === 'delivery' && version <= messageVersion && isManifest(body.manifest) ? body.manifest : [];
  const files: TakenFile[] = [];
  try {
    for (const item of manifest) {
      const localId = randomUUID();
      const stored = await store(house, me, localId, await openFile(item.id));
      files.push({ ...item, localId, wrapped_key: stored.wrapped_key });
      if (stored.sha256 !== item.sha256 || stored.size !== item.size) {
        throw new Error(`file ${item.id} is not what its sender signed`);
      }
    }
  } catch (error) {
    await forget(house, me, files);
    throw error;
  }
  return files;
}

async function forget(house: House, me: string, files: TakenFile[]): Promise<void> {
  for (const { localId } of files) await discard(house, me, localId);
}
