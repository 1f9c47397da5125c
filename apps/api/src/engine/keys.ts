import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { as, type Database } from '@rogatoria/db';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

/** A participant's own keys, opened. Signing is Ed25519, sealing X25519; `data` wraps the keys of its files. */
export interface OwnKeys {
  signing: CryptoKey;
  sealing: CryptoKey;
  data: Buffer;
}

export interface Keyring {
  own(participant: string): Promise<OwnKeys>;
  /** the published keys of a participant, from the directory */
  published(participant: string): Promise<{ signing: CryptoKey; sealing: CryptoKey }>;
  /** a secret of this installation for one purpose, 32 bytes (HKDF-SHA-256) */
  secret(purpose: string): Buffer;
}

interface Sealed {
  signing: JWK;
  sealing: JWK;
  data: string;
}

/** AES-256-GCM with a fresh nonce in front and the tag behind. */
export function seal(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` made. Throws when the key is wrong or a bit has changed. */
export function unseal(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'rogatoria', purpose, 32));
}

/** New keys for a participant: what the directory publishes, and the private part sealed with the installation's secret. */
export async function makeKeys(secret: Buffer): Promise<{ signing: JWK; sealing: JWK; sealed: string }> {
  const signing = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const sealing = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
  const own: Sealed = {
    signing: await exportJWK(signing.privateKey),
    sealing: await exportJWK(sealing.privateKey),
    data: randomBytes(32).toString('base64'),
  };
  return {
    signing: await exportJWK(signing.publicKey),
    sealing: await exportJWK(sealing.publicKey),
    sealed: seal(derive(secret, 'participant keys'), Buffer.from(JSON.stringify(own))).toString('base64'),
  };
}

export function keyring(db: Database, secret: Buffer): Keyring {
  const own = new Map<string, Promise<OwnKeys>>();
  const published = new Map<string, Promise<{ signing: CryptoKey; sealing: CryptoKey }>>();
  const once = <T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> => {
    let value = cache.get(key);
    if (!value) {
      value = make();
      cache.set(key, value);
      value.catch(() => cache.delete(key));
    }
    return value;
  };
  return {
    secret: (purpose) => derive(secret, purpose),
    own: (participant) =>
      once(own, participant, async () => {
        const row = await as(db, participant, (trx) =>
          trx.selectFrom('participant_key').select('sealed').executeTakeFirstOrThrow(),
        );
        const keys: Sealed = JSON.parse(
          unseal(derive(secret, 'participant keys'), Buffer.from(row.sealed, 'base64')).toString(),
        );
        return {
          signing: (await importJWK(keys.signing, 'EdDSA')) as CryptoKey,
          sealing: (await importJWK(keys.sealing, 'ECDH-ES')) as CryptoKey,
          data: Buffer.from(keys.data, 'base64'),
        };
      }),
    published: (participant) =>
      once(published, participant, async () => {
        const row = await db
          .selectFrom('participant')
          .select(['signing_key', 'sealing_key'])
          .where('code', '=', participant)
          .executeTakeFirstOrThrow();
        return {
          signing: (await importJWK(row.signing_key, 'EdDSA')) as CryptoKey,
          sealing: (await importJWK(row.sealing_key, 'ECDH-ES')) as CryptoKey,
        };
      }),
  };
}
