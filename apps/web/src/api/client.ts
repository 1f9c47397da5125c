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

async function send<T>(method: string, path: string, body: unknown, options: WriteOptions): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
  if (method !== 'GET') {
    // a form on another site cannot set this header: with the SameSite cookie it is the guard against forgery
    headers['x-requested-with'] = 'rogatoria';
    headers['idempotency-key'] = options.key ?? actionKey();
  }
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`;
  const binary = body instanceof Blob || body instanceof FormData;
  if (body !== undefined && !binary) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? null : binary ? body : JSON.stringify(body),
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
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
