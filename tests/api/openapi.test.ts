import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fuzz, inhabit, type World } from '../fuzz/fuzz.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';
import { check, descriptionOf, type Operation } from '../harness/openapi.ts';

let t: TestHouse;
let operations: Operation[];
// biome-ignore lint/suspicious/noExplicitAny: the document is looked into as it comes
let document: any;
let world: World;
beforeAll(async () => {
  t = await testHouse();
  ({ document, operations } = await descriptionOf(t.app));
  world = await inhabit(t, 1);
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

test('everything that is read has the shape it says, in every state, for every reader', async () => {
  let checked = 0;
  for (const { who, state } of world.callers) {
    for (const operation of operations.filter(({ method, path }) => method === 'get' && !path.endsWith('.pdf'))) {
      const own = world.cases[state]?.length ? world.cases[state] : [world.cases.BRA?.[0] as string];
      for (const id of operation.path.includes('{id}') ? own : ['']) {
        const url = operation.path
          .replace('{id}', id)
          .replace('{file}', randomUUID())
          .replace('{year}', '2026')
          .replace('{meeting}', '10')
          .replace('{number}', '1')
          .replace('{state}', 'CHL');
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

test('2,000 malformed requests made from the description get answers that it describes, and no server error', async () => {
  const seed = Number(process.env.SEED ?? 20261121);
  console.log(`openapi fuzz: seed ${seed} (another with SEED=…)`);
  const { faults, ...outcome } = await fuzz(t, world, { seed, wanted: 2000 });
  console.log(`openapi fuzz: ${JSON.stringify(outcome)}`);
  expect(faults).toEqual([]);
  expect(outcome).toMatchObject({ serverErrors: 0, leaks: 0, undescribed: 0, logsIntact: true });
  // It reached the machines, and was refused for every reason there is.
  for (const status of [200, 201, 401, 403, 404, 409, 412, 422, 428])
    expect(outcome.byStatus[status], `${status}`).toBeGreaterThan(0);
}, 600_000);
