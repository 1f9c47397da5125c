// A real OpenID Connect provider for tests, and a browser's way through its sign-in, without a browser.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What the identity provider says of a person. */
export interface Claims {
  email?: string;
  email_verified?: boolean;
}

export interface TestIdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** who is known there, by login name */
  people: Map<string, Claims>;
  /** the paths it was asked for, in order */
  asked: string[];
  close(): Promise<void>;
}

/** `callback`: the only address that it sends anybody back to. */
export async function testIdentityProvider(callback: string): Promise<TestIdentityProvider> {
  const people = new Map<string, Claims>();
  const asked: string[] = [];
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['rogatoria-test', 'a secret that only the two know'.replaceAll(' ', '-')];
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    cookies: { keys: ['of a test'] },
    pkce: { required: () => true },
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    asked.push(new URL(request.url ?? '/', issuer).pathname);
    void handle(request, response);
  });
  return {
    issuer,
    clientId,
    clientSecret,
    people,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Signs in as `login` at the address that leads to the identity provider, and consents; the address it sends the browser back to. */
export async function through(there: string, login: string, callback: string): Promise<URL> {
  const jar = new Map<string, string>();
  let address = there;
  let form: URLSearchParams | undefined;
  for (let hop = 0; hop < 20; hop++) {
    if (address.startsWith(callback)) return new URL(address);
    const response = await fetch(address, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      body: form ?? null,
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    const next = response.headers.get('location');
    if (next) {
      [address, form] = [new URL(next, address).href, undefined];
      continue;
    }
    const page = await response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
    if (!action || !prompt)
      throw new Error(`the provider is stuck at ${address}: ${response.status} ${page.slice(0, 300)}`);
    address = new URL(action, address).href;
    form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'any' } : {}) });
  }
  throw new Error('the provider leads in circles');
}
