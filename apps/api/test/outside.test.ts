// The one way out: which addresses are of the internet, and that nothing leads a call elsewhere than where it was judged.
import { globSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Call, CallFailed, callOutside, isOutside, type Limits } from '../src/engine/outside.ts';

const asked: { url: string; host: string; body: string }[] = [];
const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const { url = '' } = request;
    asked.push({ url, host: request.headers.host ?? '', body });
    if (url === '/elsewhere') response.writeHead(302, { location: '/secret' }).end();
    else if (url === '/large') response.end(Buffer.alloc(5_000));
    else if (url === '/never') response.write('…');
    else if (url === '/broken') response.destroy();
    else if (url === '/no') response.writeHead(503, { 'x-why': 'closed' }).end('closed');
    else if (url === '/nothing') response.writeHead(204).end();
    else response.setHeader('set-cookie', ['a=1', 'b=2']).end(`${request.method} ${url}`);
  });
});
let here: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  here = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
});

/** Why the call failed; 'answered' when it did not. */
const trouble = (address: string, limits: Limits = {}, call: Call = {}) =>
  callOutside(address, call, limits).then(
    () => 'answered',
    (error) => (error instanceof CallFailed ? error.trouble : String(error)),
  );

describe('addresses', () => {
  test.each([
    ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
    ['this host', '0.0.0.0', '0.1.2.3', '::'],
    ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1', 'fd00:ec2::254'],
    ['link-local and metadata', '169.254.169.254', '169.254.0.1', 'fe80::1', 'fec0::1'],
    ['shared by a provider’s customers', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
    ['a cloud’s own', '168.63.129.16', '192.0.0.192'],
    ['multicast and broadcast', '224.0.0.1', '239.1.1.1', '255.255.255.255', 'ff02::1'],
    [
      'reserved and for documents',
      '240.0.0.1',
      '192.0.2.1',
      '198.51.100.1',
      '203.0.113.1',
      '198.18.0.1',
      '2001:db8::1',
    ],
    [
      'a v4 address mapped, compatible or translated',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
      '::ffff:0:7f00:1',
    ],
    ['NAT64', '64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::7f00:1'],
    ['6to4 and Teredo', '2002:7f00:1::', '2001:0:7f00:1::'],
    ['discarded', '100::1'],
    ['no address at all', '', 'localhost', '1', '0x7f.1', '127.1', '2130706433'],
  ])('%s is not outside', (_, ...addresses) => {
    expect(addresses.filter(isOutside)).toEqual([]);
  });

  test('the internet is', () => {
    const addresses = ['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.0.1', '200.160.2.3', '2001:4860:4860::8888'];
    expect(addresses.filter((address) => !isOutside(address))).toEqual([]);
  });
});

describe('what somebody enters', () => {
  test.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://①②⑦.0.0.1/',
  ])('%s leads inside, in whatever writing', async (address) => {
    expect(await trouble(address)).toBe('address_inside');
  });

  test.each([
    'http://8.8.8.8/',
    'file:///etc/passwd',
    'gopher://8.8.8.8/',
    'ftp://8.8.8.8/',
    'https://a:b@8.8.8.8/',
    'x',
  ])('%s is no address to call', async (address) => {
    expect(await trouble(address)).toBe('address_refused');
  });

  test('a name is judged by each of its addresses', async () => {
    const resolve = async () => ['8.8.8.8', '10.0.0.1'];
    expect(await trouble('https://both.example/', { resolve })).toBe('address_inside');
    expect(await trouble('https://none.example/', { resolve: async () => [] })).toBe('name_unknown');
    expect(await trouble('https://localhost/')).toBe('address_inside');
  });

  test('and looked up once: the connection goes to what was judged, whatever the name says next', async () => {
    let times = 0;
    const resolve = async () => (times++ === 0 ? ['127.0.0.1'] : ['192.0.2.1']);
    const address = `http://rebinding.example:${here.split(':')[1]}/x`;
    const answer = await callOutside(address, {}, { trusted: ['rebinding.example'], resolve });
    expect([times, await answer.text()]).toEqual([1, 'GET /x']);
    // the name that was asked for is the one that is said
    expect(asked[0]?.host).toBe(new URL(address).host);
  });

  test('its failure names the host and why, and nothing of the path', async () => {
    const error: Error = await callOutside('https://10.0.0.1/secret-path?token=1').catch((caught) => caught);
    expect(error.message).toBe('10.0.0.1: address_inside');
  });
});

describe('what the operator’s configuration names', () => {
  const trusted = () => ({ trusted: [here] });

  test('may stand inside, and answers whole', async () => {
    const call = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'olá' };
    const answer = await callOutside(`http://${here}/in`, call, trusted());
    expect([answer.status, await answer.text(), answer.headers.getSetCookie()]).toEqual([
      200,
      'POST /in',
      ['a=1', 'b=2'],
    ]);
    expect(asked[0]?.body).toBe('olá');
    const no = await callOutside(`http://${here}/no`, {}, trusted());
    expect([no.status, no.headers.get('x-why'), await no.text()]).toEqual([503, 'closed', 'closed']);
    expect((await callOutside(`http://${here}/nothing`, {}, trusted())).status).toBe(204);
  });

  test('trusts that port of that host only', async () => {
    expect(await trouble('http://127.0.0.1:9/', trusted())).toBe('address_refused');
    expect(await trouble('https://127.0.0.1:9/', trusted())).toBe('address_inside');
    expect(await trouble('https://8.8.8.8/', { ...trusted(), only: true })).toBe('host_unknown');
    expect(asked).toEqual([]);
  });

  test('leads nowhere else', async () => {
    expect(await trouble(`http://${here}/elsewhere`, trusted())).toBe('redirected');
    expect(asked.map(({ url }) => url)).toEqual(['/elsewhere']);
  });

  test('is not listened to for ever, nor whatever it says', async () => {
    expect(await trouble(`http://${here}/large`, { ...trusted(), maxBytes: 4_999 })).toBe('answer_too_large');
    expect(await trouble(`http://${here}/large`, { ...trusted(), maxBytes: 5_000 })).toBe('answered');
    expect(await trouble(`http://${here}/never`, { ...trusted(), timeoutMs: 300 })).toBe('timed_out');
    const resolve = () => new Promise<string[]>(() => {});
    expect(await trouble('https://slow.example/', { resolve, timeoutMs: 50 })).toBe('timed_out');
    expect(await trouble(`http://${here}/broken`, trusted())).toBe('unreachable');
    expect(await trouble(`http://${here}/x`, trusted(), { signal: AbortSignal.abort() })).toBe('unreachable');
  });
});

test('nobody else calls out', () => {
  const root = path.resolve(import.meta.dirname, '../../..');
  const modules = `(node:)?(https?|http2|net|tls|dgram|dns(/promises)?)|undici|axios|got|node-fetch`;
  const ways = new RegExp(String.raw`\bfetch\(|\bnew (WebSocket|EventSource)\(|(from|import\() ?['"](${modules})['"]`);
  const files = globSync(['apps/api/src/**/*.ts', 'packages/*/src/**/*.ts'], { cwd: root });
  expect(files.length).toBeGreaterThan(100);
  const callers = files.filter((file) => ways.test(readFileSync(path.join(root, file), 'utf8')));
  // The embedded server's port is looked for on this machine; nothing is called.
  expect(callers.filter((file) => file !== 'packages/db/src/embedded.ts')).toEqual(['apps/api/src/engine/outside.ts']);
});
