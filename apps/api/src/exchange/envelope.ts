/** Envelopes and receipts: canonical JSON (RFC 8785), signed by the sender (JWS, Ed25519), sealed for the addressee (JWE). */
import { createHash } from 'node:crypto';
import { schemaErrors } from '@rogatoria/workflows';
import canonicalize from 'canonicalize';
import { CompactEncrypt, CompactSign, compactDecrypt, compactVerify } from 'jose';
import { type Static, Type } from 'typebox';
import type { Keyring } from '../engine/keys.ts';

const uuid = () => Type.String({ pattern: '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const count = () => Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 });
/** What is signed. `sequence` counts the sender's messages on one request, from 1. A later version may say more. */
const Content = Type.Object({
  id: uuid(),
  from: Type.String({ maxLength: 10 }),
  to: Type.String({ maxLength: 10 }),
  request_id: uuid(),
  sequence: count(),
  type: Type.String({ minLength: 1, maxLength: 60 }),
  version: count(),
  at: Type.String({ format: 'date-time' }),
  body: Type.Record(Type.String(), Type.Unknown()),
});
export type Content = Static<typeof Content>;

/** The addressee's signed word on one message: taken, or not and why. */
export interface Receipt {
  message_id: string;
  /** SHA-256 of the signed content, hex */
  sha256: string;
  from: string;
  to: string;
  at: string;
  positive: boolean;
  reason: string | null;
}

export class BadEnvelope extends Error {}

const encode = (value: object) => new TextEncoder().encode(canonicalize(value));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Signs a message and seals it for its addressee. `signed` is kept as proof of what was sent. */
export async function wrap(keys: Keyring, content: Content): Promise<{ sealed: string; signed: string }> {
  const own = await keys.own(content.from);
  const to = await keys.published(content.to);
  const signed = await new CompactSign(encode(content)).setProtectedHeader({ alg: 'EdDSA' }).sign(own.signing);
  const sealed = await new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .encrypt(to.sealing);
  return { sealed, signed };
}

/** Opens an envelope as its addressee. Throws BadEnvelope when it is not for us, broken, or not signed by whom it names. */
export async function unwrap(keys: Keyring, me: string, sealed: string): Promise<{ content: Content; signed: string }> {
  try {
    const own = await keys.own(me);
    const { plaintext } = await compactDecrypt(sealed, own.sealing, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const signed = new TextDecoder().decode(plaintext);
    const claimed = JSON.parse(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString()) as Content;
    const { signing } = await keys.published(claimed.from);
    await compactVerify(signed, signing, { algorithms: ['EdDSA'] });
    if (claimed.to !== me) throw new Error('addressed to another');
    const [wrong] = schemaErrors(Content, claimed);
    if (wrong) throw new Error(`${wrong.field}: ${wrong.rule}`);
    return { content: claimed, signed };
  } catch (error) {
    throw new BadEnvelope((error as Error).message);
  }
}

/** Signs a receipt for a message we hold. */
export async function signReceipt(
  keys: Keyring,
  me: string,
  content: Content,
  signed: string,
  at: string,
  reason: string | null,
): Promise<string> {
  const receipt: Receipt = {
    message_id: content.id,
    sha256: sha256(signed),
    from: me,
    to: content.from,
    at,
    positive: reason === null,
    reason,
  };
  const own = await keys.own(me);
  return new CompactSign(encode(receipt)).setProtectedHeader({ alg: 'EdDSA' }).sign(own.signing);
}

/** Checks a receipt: signed by the addressee, for this message, over what we signed. Throws BadEnvelope. */
export async function openReceipt(
  keys: Keyring,
  by: string,
  message: { id: string; signed: string },
  receipt: string,
): Promise<Receipt> {
  try {
    const { signing } = await keys.published(by);
    const { payload } = await compactVerify(receipt, signing, { algorithms: ['EdDSA'] });
    const opened = JSON.parse(new TextDecoder().decode(payload)) as Receipt;
    if (opened.message_id !== message.id || opened.from !== by || opened.sha256 !== sha256(message.signed)) {
      throw new Error('receipt for another message');
    }
    return opened;
  } catch (error) {
    throw new BadEnvelope((error as Error).message);
  }
}
