// What stands outside: a push service with one device, and a system that takes webhooks. Both over real HTTP.
import { createECDH, randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt } from 'http_ece';
import { importJWK, jwtVerify } from 'jose';

export interface Asked {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export interface Outside {
  /** `127.0.0.1:PORT` */
  host: string;
  url: string;
  asked: Asked[];
  /** the status it answers with */
  status: number;
  close(): Promise<void>;
}

export async function outside(): Promise<Outside> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      self.asked.push({ method, path, headers, body: Buffer.concat(chunks) });
      response.writeHead(self.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: Outside = {
    host,
    url: `http://${host}`,
    asked: [],
    status: 201,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return self;
}

/** A browser that has subscribed with `key` (base64url): reads what is pushed to it, and whether it is who it should be. */
export function device(service: Outside) {
  const pair = createECDH('prime256v1');
  const keys = { p256dh: pair.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
  const path = `/push/${randomBytes(12).toString('hex')}`;
  return {
    subscription: { endpoint: `${service.url}${path}`, keys },
    pushed: () => service.asked.filter((asked) => asked.path === path),
    async read({ headers, body }: Asked, key: string): Promise<{ title: string; body: string; tag: string }> {
      // RFC 8292: the token is signed by the key that the subscription was made with, for this service.
      const [, token = '', by] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
      if (by !== key) throw new Error(`signed by ${by}`);
      const point = Buffer.from(key, 'base64url');
      const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
      const verifier = await importJWK({ kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, 'ES256');
      const { payload } = await jwtVerify(token, verifier, { audience: service.url, algorithms: ['ES256'] });
      if (!/^mailto:\S+@\S+$/.test(payload.sub ?? '')) throw new Error(`no contact: ${payload.sub}`);
      if ((payload.exp ?? 0) * 1000 > Date.now() + 86_400_000) throw new Error('good for more than a day');
      const plain = decrypt(body, { version: 'aes128gcm', privateKey: pair, authSecret: keys.auth });
      return JSON.parse(plain.toString());
    },
  };
}
