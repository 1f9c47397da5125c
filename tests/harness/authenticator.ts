// A device that holds a passkey, in software: what WebAuthn says it answers, and whatever else it is told to.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const b64 = (data: Buffer) => data.toString('base64url');

export interface Twist {
  origin?: string;
  rpId?: string;
  /** false: nobody unlocked the device */
  verified?: boolean;
  counter?: number;
}

export class Authenticator {
  readonly id = b64(randomBytes(16));
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userHandle = '';

  /** Present and verified (UP, UV), the relying party by its hash, the counter. */
  private head({ rpId = 'localhost', verified = true, counter = 1 }: Twist, more: number): Buffer {
    const head = Buffer.alloc(37);
    sha256(rpId).copy(head);
    head[32] = 1 | (verified ? 4 : 0) | more;
    head.writeUInt32BE(counter, 33);
    return head;
  }

  private client(type: string, challenge: string, { origin = 'http://localhost:8080' }: Twist): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  private credential<T>(response: T) {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }

  /** A new passkey, without attestation. */
  create(options: { challenge: string; user: { id: string } }, twist: Twist = {}) {
    this.userHandle = options.user.id;
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const id = Buffer.from(this.id, 'base64url');
    const data = Buffer.concat([
      this.head({ counter: 0, ...twist }, 0x40),
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    // CBOR: { fmt: "none", attStmt: {}, authData }
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
      Buffer.from([data.length]),
      data,
    ]);
    const client = this.client('webauthn.create', options.challenge, twist);
    return this.credential({ clientDataJSON: b64(client), attestationObject: b64(attestation), transports: ['usb'] });
  }

  /** Signs a challenge. */
  get(options: { challenge: string }, twist: Twist = {}) {
    const data = this.head(twist, 0);
    const client = this.client('webauthn.get', options.challenge, twist);
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.keys.privateKey);
    return this.credential({
      clientDataJSON: b64(client),
      authenticatorData: b64(data),
      signature: b64(signature),
      userHandle: this.userHandle,
    });
  }
}
