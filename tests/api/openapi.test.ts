import { randomUUID } from 'node:crypto';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { schemaErrors } from '@rogatoria/workflows';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledged, delivered, draft, preserved, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  patternProperties?: Record<string, Schema>;
  items?: Schema;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
}
interface Operation {
  path: string;
  method: 'get' | 'post' | 'put' | 'delete';
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

let t: TestHouse;
let operations: Operation[];
// biome-ignore lint/suspicious/noExplicitAny: the document is looked into as it comes
let document: any;
/** files in many states, as their participants know them */
const cases = { BRA: [] as string[], CHL: [] as string[] };
let callers: { who: Caller; state: 'BRA' | 'CHL' | null }[];
beforeAll(async () => {
  t = await testHouse();
  document = (await t.app.inject({ url: '/api/openapi.json' })).json();
  operations = Object.entries(document.paths as Record<string, Record<string, object>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation }) as Operation),
  );
  const preservation = await preserved(t);
  for (const request of [
    preservation,
    await delivered(t, { follows: [preservation.requestId] }),
    await acknowledged(t, 'evidence'),
    await acknowledged(t, 'preservation'),
    await sent(t, 'evidence'),
    await sent(t, 'preservation'),
  ]) {
    cases.BRA.push(request.outgoing);
    cases.CHL.push(request.incoming);
  }
  for (const kind of ['evidence', 'preservation', 'evidence', 'preservation'] as const)
    cases.BRA.push(await draft(t, kind));
  callers = [
    { who: await t.officer('BRA', ['drafter', 'approver', 'officer', 'duty'], 'pt'), state: 'BRA' },
    { who: await t.as('drafter', 'BRA'), state: 'BRA' },
    { who: await t.as('approver', 'BRA'), state: 'BRA' },
    { who: await t.officer('CHL', ['drafter', 'approver', 'officer', 'duty'], 'es'), state: 'CHL' },
    { who: await t.as('auditor', 'CHL'), state: 'CHL' },
    { who: await t.as('admin', 'BRA'), state: 'BRA' },
    { who: await t.officer('USA', ['drafter', 'officer'], 'en'), state: null },
    { who: await t.as('desk', 'OAS'), state: null },
  ];
});
afterAll(() => t.close());

/** Every route that fastify knows, from its own drawing of them. */
function registered(): string[] {
  const found: string[] = [];
  const parents: string[] = [];
  for (const line of t.app.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^((?:│ {3}| {4})*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (!match) continue;
    const depth = (match[1] as string).length / 4;
    const path = (depth > 0 ? parents[depth - 1] : '') + (match[2] as string);
    parents[depth] = path;
    for (const method of match[3]?.split(', ') ?? [])
      if (method !== 'HEAD' && method !== 'OPTIONS' && path.startsWith('/api/'))
        found.push(`${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  }
  return [...new Set(found)].sort();
}

describe('the description', () => {
  test('is OpenAPI 3.1 and names every route there is, and none that is not', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(registered().length).toBeGreaterThan(40);
    expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).toEqual(registered());
  });

  test('says of each what it is, what it takes and how it answers', () => {
    for (const { path, method, summary, tags, parameters = [], responses, security } of operations) {
      const name = `${method} ${path}`;
      expect(summary, name).toMatch(/\S/);
      expect(tags?.length, name).toBe(1);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
      expect(
        parameters
          .filter((p) => p.in === 'path')
          .map((p) => p.name)
          .sort(),
        name,
      ).toEqual(inPath.sort());
      expect(
        Object.keys(responses).some((status) => status.startsWith('2')),
        name,
      ).toBe(true);
      // An open door says so; every other may answer that nobody is signed in.
      if (security?.length !== 0) expect(Object.keys(responses), name).toContain('401');
      for (const [status, { content }] of Object.entries(responses))
        if (Number(status) >= 400)
          expect(Object.keys(content ?? {}), `${name} ${status}`).toEqual(['application/problem+json']);
    }
    for (const { path, method, responses } of operations.filter(({ path }) => path.includes('/commands/'))) {
      expect(method).toBe('post');
      for (const status of ['200', '401', '403', '404', '409', '412', '422', '428'])
        expect(Object.keys(responses), path).toContain(status);
    }
  });
});

/** Whether an answer is what the description says of it; throws what is wrong. */
function check(operation: Operation, status: number, type: string, body: string): void {
  const name = `${operation.method} ${operation.path} ${status}`;
  // These can come from any route: no JSON, no such type, too large, too many, the database away.
  const anywhere = [400, 413, 415, 429].includes(status);
  const described = operation.responses[status];
  if (!described && !anywhere) throw new Error(`${name} is not described: ${body.slice(0, 300)}`);
  const problem = operation.responses['401'] ?? operation.responses['422'];
  const content = (described ?? problem)?.content;
  const [mime = '', schema] =
    Object.entries(content ?? {}).map(([key, value]) => [key, value.schema] as const)[0] ?? [];
  if (status >= 400 && !type.startsWith('application/problem+json')) throw new Error(`${name} comes as ${type}`);
  if (!schema || !type.startsWith(mime)) return;
  if (!mime.includes('json')) return;
  const errors = schemaErrors(schema as never, JSON.parse(body));
  if (errors.length > 0) throw new Error(`${name} does not match its schema: ${JSON.stringify(errors.slice(0, 5))}`);
}

test('everything that is read has the shape it says, in every state, for every reader', async () => {
  let checked = 0;
  for (const { who, state } of callers) {
    for (const operation of operations.filter(
      ({ method, path }) => method === 'get' && !path.endsWith('/letter.pdf'),
    )) {
      const ids = operation.path.includes('{id}') ? (state ? cases[state] : [cases.BRA[0] as string]) : [''];
      for (const id of ids) {
        const url = operation.path.replace('{id}', id).replace('{file}', randomUUID()).replace('{year}', '2026');
        const answer = await t.app.inject({
          url: url === '/api/bases' ? '/api/bases?requested=USA&kind=evidence' : url,
          headers: { authorization: `Bearer ${who.token}` },
        });
        check(operation, answer.statusCode, String(answer.headers['content-type']), answer.body);
        checked++;
      }
    }
  }
  expect(checked).toBeGreaterThan(150);
});

/** A small generator of random numbers that a seed repeats (mulberry32). */
function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let z = Math.imul(a ^ (a >>> 15), 1 | a);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('2,000 requests made from the description, sound and hostile, get answers that it describes', async () => {
  const seed = Number(process.env.SEED ?? 20261121);
  console.log(`openapi fuzz: seed ${seed} (another with SEED=…)`);
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const maybe = (share: number) => random() < share;

  const hostile = [
    '', ' ', '\0', 'a\0b', '\ud800', '\u202etxt', '../../etc/passwd', "' or 1=1 --", '%', '%00', '{{7*7}}', '=1+1',
    '__proto__', 'constructor', 'null', 'NaN', '-1', '1e999', '9'.repeat(400), 'x'.repeat(30_000), '<script>', 'é'.repeat(300),
    '2026-02-30', '0000-00-00', '9999-12-31', '+275760-09-13', '-000001-01-01', 'P1D', '🗂️', '\u2028', '[object Object]',
  ]; // biome-ignore format: a list
  const strange = (): unknown =>
    pick<() => unknown>([
      () => pick(hostile),
      () => null,
      () => pick([0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308]),
      () => maybe(0.5),
      () => [],
      () => [pick(hostile), null, {}],
      () => ({}),
      () => ({ [pick(hostile.slice(8))]: pick(hostile) }),
      () => JSON.parse(`${'['.repeat(200)}1${']'.repeat(200)}`),
      () => JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`),
    ])();
  const anyCase = () => pick([...cases.BRA, ...cases.CHL]);
  /** A value of a schema; every now and then not. */
  const valueFor = (schema: Schema, wild: number, name = ''): unknown => {
    if (maybe(wild)) return strange();
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return pick(schema.enum);
    if (schema.anyOf) return valueFor(pick(schema.anyOf), wild, name);
    if (schema.type === 'boolean') return maybe(0.5);
    if (schema.type === 'integer' || schema.type === 'number') return Math.floor(random() * 10);
    if (schema.type === 'array')
      return Array.from({ length: (schema.minItems ?? 0) + Math.floor(random() * 3) }, () =>
        valueFor(schema.items ?? {}, wild, name),
      );
    if (schema.type === 'object' || schema.properties) {
      const entries = Object.entries(schema.properties ?? {})
        .filter(([key]) => schema.required?.includes(key) || maybe(0.5))
        .map(([key, inner]) => [key, valueFor(inner, wild, key)] as const);
      return { ...Object.fromEntries(entries), ...(maybe(wild) ? { [pick(hostile.slice(8))]: strange() } : {}) };
    }
    if (schema.type === 'string') {
      if (schema.format === 'uuid') return maybe(0.5) ? anyCase() : randomUUID();
      if (schema.format === 'date') return `20${26 + Math.floor(random() * 3)}-0${1 + Math.floor(random() * 9)}-15`;
      if (schema.pattern === '^[A-Z]{3}$') return pick(['BRA', 'CHL', 'USA', 'HTI', 'OAS', 'PER', 'XXX']);
      if (name === 'year') return pick(['2025', '2026', '2100']);
      if (name === 'limit') return pick(['1', '25', '100']);
      if (name === 'cursor')
        return Buffer.from(
          pick([
            'x y',
            '2026-01-01T00:00:00Z x',
            `9999-99-99 ${randomUUID()}`,
            `${t.house.clock.now()} ${randomUUID()}`,
            ' ',
          ]),
        ).toString('base64url');
      if (name === 'advance') return pick(['P0D', '-P1D', 'P9999Y', 'PT1S', 'x']);
      return pick(['Texto', 'a', 'Uma frase com acentos: ação, œuvre, ñandú.']).slice(0, schema.maxLength ?? 100);
    }
    return strange();
  };

  // What would sign these callers out is tried in session.test.ts and identity.test.ts.
  const usable = operations.filter(
    ({ path, method }) => method === 'get' || !/^\/api\/(?:session|account\/(?:password|sessions))/.test(path),
  );
  const tally: Record<number, number> = {};
  let sessions = 0;
  for (let n = 0; n < 2000; n++) {
    const operation = maybe(0.01)
      ? (operations.find((o) => o.path === '/api/session' && o.method === 'post') as Operation)
      : pick(usable);
    if (operation.path.endsWith('/letter.pdf') && maybe(0.95)) continue;
    if (operation.path === '/api/session' && operation.method === 'post') sessions++;
    const { who, state } = pick(callers);
    const wild = pick([0, 0, 0.05, 0.3]);
    const id =
      maybe(0.8) && state ? pick(cases[state]) : maybe(0.7) ? anyCase() : pick([randomUUID(), 'x', '%00', '..', "'"]);
    let path = operation.path;
    const query = new URLSearchParams();
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'path') {
        const value = parameter.name === 'id' ? id : String(valueFor(parameter.schema, wild, parameter.name));
        path = path.replace(`{${parameter.name}}`, encodeURIComponent(value.toWellFormed().slice(0, 200)) || 'x');
      } else if (parameter.in === 'query' && (parameter.required || maybe(0.3)))
        query.append(parameter.name, String(valueFor(parameter.schema, wild, parameter.name)).toWellFormed());
    }
    if (maybe(wild / 5)) query.append('invented', 'x');
    const headers: Record<string, string> = maybe(0.97) ? { authorization: `Bearer ${who.token}` } : {};
    // Half of the writes know the version, so that they go through to the machines.
    if (operation.method !== 'get' && maybe(0.9)) {
      const seen = maybe(0.6) ? (await who.get(`/api/cases/${id}`)).body?.version : undefined;
      headers['if-match'] = seen === undefined ? pick(['"1"', '"2"', '"99"', '*', 'x', '']) : `"${seen}"`;
    }
    if (maybe(0.1)) headers['idempotency-key'] = pick(['a', 'b', 'k'.repeat(101), randomUUID()]);
    if (maybe(0.1)) headers['accept-language'] = pick(['fr', 'xx', '*', ';;;', 'pt-BR;q=2']);
    let payload: string | Buffer | undefined;
    if (operation.path.endsWith('/files') && operation.method === 'post') {
      headers['content-type'] = maybe(0.9) ? 'application/octet-stream' : 'application/json';
      payload = maybe(0.9) ? Buffer.from('contenido') : Buffer.alloc(0);
    } else if (operation.requestBody) {
      const schema = Object.values(operation.requestBody.content)[0]?.schema ?? {};
      headers['content-type'] = maybe(0.98) ? 'application/json' : pick(['text/plain', 'application/xml', 'x']);
      payload = maybe(0.97)
        ? JSON.stringify(valueFor(schema, wild) ?? null)
        : pick(['{', '[]', '"x"', '7', '{"__proto__":{}}', '{"a":1,"a":2}', '\ufeff{}', `${'['.repeat(20_000)}`]);
    }
    const search = query.size > 0 ? `?${query}` : '';
    const answer = await t.app.inject({
      method: operation.method.toUpperCase() as 'GET',
      url: `${path}${search}`,
      headers,
      remoteAddress: `10.1.${Math.floor(n / 250)}.${n % 250}`,
      ...(payload === undefined ? {} : { payload }),
    });
    tally[answer.statusCode] = (tally[answer.statusCode] ?? 0) + 1;
    const what = `seed ${seed}, request ${n}: ${operation.method} ${path}${search} ${JSON.stringify(headers).replace(who.token, '…')} ${String(payload).slice(0, 500)}`;
    expect(answer.statusCode, `${what}\n${answer.body.slice(0, 300)}`).toBeLessThan(500);
    // A path that was twisted out of its own shape is another route, or none.
    if (t.app.hasRoute({ method: 'GET', url: path }) || answer.statusCode !== 404)
      expect(
        () => check(operation, answer.statusCode, String(answer.headers['content-type']), answer.body),
        what,
      ).not.toThrow();
    if (n % 250 === 249) await t.work();
  }
  console.log(`openapi fuzz: ${JSON.stringify(tally)}, ${sessions} of them signing in`);
  // It reached the machines, and was refused for every reason there is.
  for (const status of [200, 201, 401, 403, 404, 409, 412, 422, 428])
    expect(tally[status], `${status}`).toBeGreaterThan(0);
  // After all of it every log still says exactly what its case is.
  expect(await verify(t.house.db, ['BRA', 'CHL', 'USA', 'HTI', 'OAS'])).toMatchObject({ ok: true, faults: 0 });
}, 300_000);
