/**
 * Urgent notices on the duty desk's devices: Web Push (RFC 8030), encrypted for the device (RFC 8291), signed by this
 * installation (VAPID, RFC 8292). What is sent says that something is urgent, its number and the State; nothing else.
 */
import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { as, type Trx } from '@rogatoria/db';
import type { Language } from '@rogatoria/workflows';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { importJWK, SignJWT } from 'jose';
import { deliver, Refused } from '../engine/deliveries.ts';
import { callOutside } from '../engine/outside.ts';
import type { House } from '../house.ts';

/** Whoever is on duty reads mail too: a push that comes after an hour would only wake somebody for nothing. */
const patience = { attempts: 6, ms: 15 * 60_000 };
/** How long a push service keeps it for a device that is away, in seconds. */
const timeToLive = 3600;
const b64 = (data: Uint8Array) => Buffer.from(data).toString('base64url');

/** This installation's key pair on P-256, of its secret: a push service knows us by it, and devices subscribe to it. */
export function vapidKeys(house: House): { publicKey: string; d: Buffer } {
  const pair = createECDH('prime256v1');
  const d = house.keys.secret('web push').subarray(0, 32);
  pair.setPrivateKey(d);
  return { publicKey: b64(pair.getPublicKey()), d };
}

/** `vapid t=…, k=…`: who asks, and that it is asked of this push service today (RFC 8292). */
async function vapid(house: House, endpoint: URL): Promise<string> {
  const { publicKey, d } = vapidKeys(house);
  const point = Buffer.from(publicKey, 'base64url');
  const key = await importJWK(
    { kty: 'EC', crv: 'P-256', x: b64(point.subarray(1, 33)), y: b64(point.subarray(33)), d: b64(d) },
    'ES256',
  );
  const contact = /<?([^<\s]+@[^>\s]+)>?$/.exec(house.config.mailFrom)?.[1] ?? '';
  const token = await new SignJWT({})
    .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
    .setAudience(endpoint.origin)
    .setSubject(`mailto:${contact}`)
    // by the real clock: a demonstration's runs ahead
    .setExpirationTime(Math.floor(Date.now() / 1000) + 12 * 3600)
    .sign(key);
  return `vapid t=${token}, k=${publicKey}`;
}

/** Encrypts for a device: one record of `aes128gcm` (RFC 8188) under a key that only it can derive (RFC 8291 §3.4). */
export function encryptFor(device: { p256dh: string; auth: string }, plain: Buffer): Buffer {
  const theirs = Buffer.from(device.p256dh, 'base64url');
  const pair = createECDH('prime256v1');
  const ours = pair.generateKeys();
  const derived = (salt: Buffer, secret: Buffer, info: Buffer | string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
  const secret = derived(
    Buffer.from(device.auth, 'base64url'),
    pair.computeSecret(theirs),
    Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]),
    32,
  );
  const salt = randomBytes(16);
  const key = derived(salt, secret, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derived(salt, secret, 'Content-Encoding: nonce\0', 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // 2: the last record
  const sealed = Buffer.concat([cipher.update(plain), cipher.update(Buffer.from([2])), cipher.final()]);
  const recordSize = Buffer.alloc(4);
  recordSize.writeUInt32BE(4096);
  return Buffer.concat([salt, recordSize, Buffer.from([ours.length]), ours, sealed, cipher.getAuthTag()]);
}

/** Pushes what is urgent to the devices of a participant's duty officers. Returns how many went. */
export function deliverPush(house: House, participant: string, now: string): Promise<number> {
  return deliver(
    house,
    participant,
    'push_delivery',
    now,
    readPushes,
    (push) => carry(house, participant, push, now),
    // The same notice is in the page and in the mail.
    async () => {},
    patience,
  );
}

const readPushes = (trx: Trx, ids: string[]) =>
  trx
    .selectFrom('push_delivery')
    .innerJoin('push_subscription', 'push_subscription.id', 'subscription_id')
    .innerJoin('account', 'account.id', 'account_id')
    .select([
      'push_delivery.id',
      'push_delivery.at',
      'push_delivery.attempts',
      'push_delivery.key',
      'push_delivery.params',
      'subscription_id',
      'endpoint',
      'p256dh',
      'auth',
      'language',
    ])
    .where('push_delivery.id', 'in', ids)
    .orderBy('push_delivery.at')
    .execute();

type Push = Awaited<ReturnType<typeof readPushes>>[number];

async function carry(house: House, participant: string, push: Push, now: string): Promise<void> {
  const { subscription_id, endpoint, language } = push;
  const url = new URL(endpoint);
  const answer = await callOutside(
    url,
    {
      method: 'POST',
      headers: {
        authorization: await vapid(house, url),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(timeToLive),
        urgency: 'high',
      },
      body: encryptFor(push, Buffer.from(JSON.stringify(said(push, language)))),
    },
    { trusted: house.config.trustedHosts },
  );
  if (answer.ok) {
    await as(house.db, participant, (trx) =>
      trx.updateTable('push_subscription').set({ used_at: now }).where('id', '=', subscription_id).execute(),
    );
    return;
  }
  // Switched off on the device, or the browser is gone (RFC 8030 §7.3): what waits for it goes with it.
  if (answer.status === 404 || answer.status === 410)
    await as(house.db, participant, (trx) =>
      trx.deleteFrom('push_subscription').where('id', '=', subscription_id).execute(),
    );
  const failure = `${url.host}: ${answer.status}`;
  const final = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
  throw final ? new Refused(failure) : new Error(failure);
}

/** What the device shows: that it is urgent, the number and the State. */
function said({ key, params }: Push, language: Language): { title: string; body: string; tag: string } {
  const { state, number } = params as { state?: string; number?: string };
  return {
    title: say(language, `push.${key}.title`),
    body: say(language, { key: `push.${key}`, params: { state: state ?? '', number: number || '—' } }),
    tag: number || key,
  };
}
