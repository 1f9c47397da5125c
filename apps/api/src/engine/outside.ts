/**
 * The one way out: every HTTP call that this installation makes passes here. Addresses that people enter can point at
 * what stands behind our own walls – the database's host, a cloud's metadata, a printer – so a name is looked up once,
 * each of its addresses is judged, and the connection goes to exactly those: no second look-up, no redirect, no proxy.
 * apps/api/test/outside.test.ts fails when another module calls out by itself.
 */
import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Why a call was not made, or came to nothing. Carries no content: it may be shown to whoever entered the address. */
export type Trouble =
  /** not an address of the web, not https, or with a password in it */
  | 'address_refused'
  /** the caller may ask certain hosts only, and this is none of them */
  | 'host_unknown'
  /** the name is not known */
  | 'name_unknown'
  /** the name leads to an address that is not of the public internet */
  | 'address_inside'
  /** it sends us elsewhere; nobody followed */
  | 'redirected'
  | 'answer_too_large'
  | 'timed_out'
  /** no connection, or it broke, or its certificate is not good */
  | 'unreachable';

/** A call that was refused here or failed there. `trouble` says why; the message adds the host and never the path. */
export class CallFailed extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble, host: string, cause?: unknown) {
    super(`${host}: ${trouble}`, { cause });
    this.name = 'CallFailed';
    this.trouble = trouble;
  }
}

export interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | null;
  signal?: AbortSignal | null | undefined;
}

export interface Limits {
  /**
   * Hosts (`name` or `name:port`) that the operator's own configuration names: they may stand inside, and may be asked
   * without TLS where the configuration says `http:`. Never from what somebody entered on a page.
   */
  trusted?: readonly string[];
  /** true: only those */
  only?: boolean;
  /** for everything together, from the name to the last byte; default ten seconds */
  timeoutMs?: number;
  /** of the answer's body; default one mebibyte */
  maxBytes?: number;
  /** looks a name up; default: the system */
  resolve?: (name: string) => Promise<string[]>;
}

/** Of a cloud, reachable from its machines alone, though the address looks public (Azure's wire server). */
const lookPublic = ['168.63.129.16'];
/** Where IPv6 addresses of the internet lie (RFC 4291 §2.4): what is not in it is inside, mapped, translated or nothing. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address, v4 or v6, is one of the public internet: not loopback, private, link-local, shared (CGNAT),
 * multicast, documentation, reserved, nor one that carries a v4 address inside (mapped, NAT64, 6to4, Teredo).
 */
export function isOutside(address: string): boolean {
  if (!isIP(address) || lookPublic.includes(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast);
}

const systemLookup = async (name: string) => (await lookup(name, { all: true })).map(({ address }) => address);

/**
 * Makes one call. Answers with any status but a redirect come back whole.
 * @throws {CallFailed} for everything else
 */
export async function callOutside(address: string | URL, call: Call = {}, limits: Limits = {}): Promise<Response> {
  const url = URL.parse(String(address));
  if (!url) throw new CallFailed('address_refused', 'address');
  const { trusted = [], only = false, timeoutMs = 10_000, maxBytes = 1 << 20, resolve = systemLookup } = limits;
  const known = trusted.includes(url.host) || trusted.includes(url.hostname);
  if (!(url.protocol === 'https:' || (known && url.protocol === 'http:')) || url.username || url.password)
    throw new CallFailed('address_refused', url.host);
  if (only && !known) throw new CallFailed('host_unknown', url.host);
  const clock = AbortSignal.timeout(timeoutMs);
  const signal = call.signal ? AbortSignal.any([clock, call.signal]) : clock;
  try {
    const addresses = await within(signal, addressesOf(url, resolve));
    if (!known && !addresses.every(isOutside)) throw new CallFailed('address_inside', url.host);
    return await exchange(url, { ...call, signal }, addresses, maxBytes);
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    throw new CallFailed(clock.aborted ? 'timed_out' : 'unreachable', url.host, error);
  }
}

/** Rejects when the signal is aborted first. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  ]);
}

/** Every address that a URL's host has now; an address stands for itself. Never none. */
async function addressesOf(url: URL, resolve: (name: string) => Promise<string[]>): Promise<string[]> {
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(name)) return [name];
  const addresses = await resolve(name).catch((error) => {
    throw new CallFailed('name_unknown', url.host, error);
  });
  if (addresses.length === 0) throw new CallFailed('name_unknown', url.host);
  return addresses;
}

/** Sends the request to one of these addresses and takes the whole answer. */
function exchange(
  url: URL,
  { method = 'GET', headers = {}, body = null, signal }: Call & { signal: AbortSignal },
  addresses: readonly string[],
  maxBytes: number,
): Promise<Response> {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const pinned: LookupFunction = (_name, { all }, done) => {
    if (all) done(null, found);
    else done(null, found[0]?.address ?? '', found[0]?.family);
  };
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      // No agent: a connection kept from an earlier call was judged by an earlier look-up.
      { method, headers: { ...headers, 'accept-encoding': 'identity' }, agent: false, lookup: pinned, signal },
      (answer) => {
        const { statusCode: status = 0, headersDistinct } = answer;
        const fail = (trouble: Trouble) => {
          answer.destroy();
          reject(new CallFailed(trouble, url.host));
        };
        if (status >= 300 && status < 400 && status !== 304) return fail('redirected');
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) fail('answer_too_large');
          else chunks.push(chunk);
        });
        answer.on('error', reject);
        answer.on('end', () => {
          const said = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          );
          const empty = [204, 205, 304].includes(status);
          resolve(new Response(empty ? null : Buffer.concat(chunks), { status, headers: said }));
        });
      },
    );
    asked.on('error', reject);
    asked.end(body ?? undefined);
  });
}
