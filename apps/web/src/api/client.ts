import type { Problem } from '@rogatoria/api/schemas.ts';

export type FieldProblem = NonNullable<Problem['errors']>[number];

/** A refusal of the server, as its RFC 9457 problem document says it. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }

  get errors(): readonly FieldProblem[] {
    return this.problem.errors ?? [];
  }
}

/** The request never reached the server, or its answer never came: the same write may be sent again with its key. */
export class Offline extends Error {
  constructor(cause: unknown) {
    super('offline', { cause });
    this.name = 'Offline';
  }
}

export interface WriteOptions {
  /** one per action of a person, kept over retries: the server does it once */
  key?: string;
  /** version of the case the person was looking at */
  ifMatch?: number | undefined;
  signal?: AbortSignal;
}

export type Query = Record<string, string | number | boolean | undefined | null>;

/** `?a=1&b=2`, leaving out what is undefined, null or empty. */
export function search(query: Query): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const params = new URLSearchParams(entries.map(([name, value]) => [name, String(value)]));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** A key for one action of a person. */
export const actionKey = (): string => crypto.randomUUID();

/** Where all tabs of this browser read when the session was last renewed; absent: nobody signed in here. */
const mark = 'rogatoria.renewed';
/** The server ends a session that was not renewed for so long; a page nobody touches lets it end. */
const idleMs = 2 * 3_600_000;
/** An access token lives fifteen minutes. */
export const renewAfterMs = 11 * 60_000;

let touched = Date.now();
let renewing: Promise<boolean> | undefined;

/** Notes that somebody signed in here, or out. */
export function markSession(open: boolean): void {
  if (open) localStorage.setItem(mark, String(Date.now()));
  else localStorage.removeItem(mark);
}

async function renewOnce(since: number): Promise<boolean> {
  const last = Number(localStorage.getItem(mark));
  if (!last || Date.now() - touched > idleMs) return false;
  // another tab did it while this one waited
  if (last > since) return true;
  // an answer that was lost may be asked for once more
  for (let attempt = 1; ; attempt++) {
    try {
      const { ok, status } = await fetch('/api/session/refresh', {
        method: 'POST',
        headers: { 'x-requested-with': 'rogatoria', accept: 'application/json, application/problem+json' },
        credentials: 'same-origin',
      });
      if (ok || status === 401) markSession(ok);
      return ok;
    } catch (error) {
      if (attempt === 2) throw new Offline(error);
    }
  }
}

/**
 * Renews the session unless that happened after `since` (ms); one tab at a time, because a refresh token is good once.
 * False when there is none, or it is over.
 */
export function renew(since: number): Promise<boolean> {
  renewing ??= (navigator.locks ? navigator.locks.request(mark, () => renewOnce(since)) : renewOnce(since)).finally(
    () => {
      renewing = undefined;
    },
  );
  return renewing;
}

/**
 * Keeps the session fresh while the page is looked at, so that links that the browser follows by itself – a file, a
 * letter, a table – find it open.
 */
export function keepFresh(): void {
  const look = () => {
    const last = Number(localStorage.getItem(mark));
    if (document.visibilityState === 'visible' && last && Date.now() - last > renewAfterMs)
      renew(Date.now() - renewAfterMs).catch(() => {});
  };
  const touch = () => {
    touched = Date.now();
  };
  addEventListener('pointerdown', touch, { capture: true, passive: true });
  addEventListener('keydown', touch, { capture: true, passive: true });
  document.addEventListener('visibilitychange', look);
  setInterval(look, 30_000);
  look();
}

/** Asks, and asks once more when the session had to be renewed first. */
export async function renewed<T>(ask: () => Promise<T>): Promise<T> {
  const since = Date.now();
  try {
    return await ask();
  } catch (error) {
    const over = error instanceof ApiProblem && ['unauthenticated', 'token_expired'].includes(error.code);
    if (!over || !(await renew(since))) throw error;
    return ask();
  }
}

/** Asks the officer who they are once more; whether they showed it. */
type Prover = (ways: NonNullable<Problem['ways']>) => Promise<boolean>;
let prover: Prover | undefined;
let proving: Promise<boolean> | undefined;

/** The dialog that asks; it takes itself back with what this returns. */
export function proveWith(next: Prover): () => void {
  prover = next;
  return () => {
    if (prover === next) prover = undefined;
  };
}

/** Asks, and asks the same again – its key too – once the officer has shown who they are; until they give it up. */
async function proven<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'reauthenticate') || !prover) throw error;
      proving ??= prover(error.problem.ways ?? []).finally(() => {
        proving = undefined;
      });
      if (!(await proving)) throw error;
    }
  }
}

async function send<T>(method: string, path: string, body: unknown, options: WriteOptions): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
  if (method !== 'GET') {
    // a form on another site cannot set this header: with the SameSite cookie it is the guard against forgery
    headers['x-requested-with'] = 'rogatoria';
    headers['idempotency-key'] = options.key ?? actionKey();
  }
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`;
  return proven(() => renewed(() => once<T>(method, path, headers, body, options.signal)));
}

async function once<T>(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<T> {
  const binary = body instanceof Blob || body instanceof FormData;
  if (body !== undefined && !binary) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? null : binary ? body : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Offline(error);
  }
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok) {
    const problem = type.includes('json')
      ? ((await response.json().catch(() => undefined)) as Problem | undefined)
      : undefined;
    // a proxy in front of a server that is away answers without a problem document
    if (!problem && response.status >= 502) throw new Offline(response.status);
    throw new ApiProblem({
      type: 'about:blank',
      title: response.statusText || String(response.status),
      code: `http_${response.status}`,
      ...problem,
      status: response.status,
    });
  }
  if (response.status === 204 || !type.includes('json')) return undefined as T;
  return (await response.json()) as T;
}

export const api = {
  get: <T>(path: string, query: Query = {}, signal?: AbortSignal) =>
    send<T>('GET', `${path}${search(query)}`, undefined, signal ? { signal } : {}),
  post: <T>(path: string, body?: unknown, options: WriteOptions = {}) => send<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options: WriteOptions = {}) => send<T>('PUT', path, body, options),
  delete: <T>(path: string, options: WriteOptions = {}) => send<T>('DELETE', path, undefined, options),
};
