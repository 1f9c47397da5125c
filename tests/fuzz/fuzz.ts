// Requests made from the description, sound and hostile, seeded: `pnpm check fuzz`, and at a small size in the tests.
import { randomUUID } from 'node:crypto';
import { verify } from '@rogatoria/api/audit/verify.ts';
import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import { as } from '@rogatoria/db';
import type { Role } from '@rogatoria/workflows';
import { acknowledged, delivered, draft, preserved, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { check, descriptionOf, nameOf, type Operation, type Schema } from '../harness/openapi.ts';
import { participants, plant, type Secrets } from '../isolation/plant.ts';

/** A house with files in many states, and people who ask about them. */
export interface World {
  operations: Operation[];
  /** the files of each participant, as it knows them */
  cases: Record<string, string[]>;
  callers: { who: Caller; state: string }[];
  secrets: Secrets;
}

export async function inhabit(t: TestHouse, seed: number): Promise<World> {
  const { operations } = await descriptionOf(t.app);
  const secrets = await plant(t, randomOf(seed));
  const preservation = await preserved(t);
  await delivered(t, { follows: [preservation.requestId] });
  for (const kind of ['evidence', 'preservation'] as const) {
    await acknowledged(t, kind);
    await sent(t, kind);
    await draft(t, kind);
    await draft(t, kind);
  }
  const cases: World['cases'] = {};
  for (const state of participants) {
    const rows = await as(t.house.db, state, (trx) => trx.selectFrom('case_file').select('id').orderBy('id').execute());
    cases[state] = rows.map(({ id }) => id);
  }
  const callers: World['callers'] = [];
  const everyone = ['drafter', 'approver', 'officer', 'duty'] as const;
  for (const [state, language] of [
    ['BRA', 'pt'],
    ['CHL', 'es'],
    ['USA', 'en'],
    ['HTI', 'fr'],
  ] as const) {
    callers.push({ who: await t.officer(state, [...everyone], language), state });
    const roles: Role[] =
      state === 'HTI' ? ['drafter'] : ['drafter', 'approver', 'officer', 'duty', 'auditor', 'directory'];
    for (const role of roles) callers.push({ who: await t.as(role, state), state });
  }
  callers.push(
    { who: await t.as('admin', 'BRA'), state: 'BRA' },
    { who: await t.as('statistics', 'CHL'), state: 'CHL' },
  );
  callers.push({ who: await t.as('desk', 'OAS'), state: 'OAS' }, { who: await t.as('editor', 'OAS'), state: 'OAS' });
  return { operations, cases, callers, secrets };
}

interface Request {
  operation: Operation;
  who: Caller | null;
  state: string | null;
  /** the file that is asked about, where its version is to be named */
  version: string | null;
  path: string;
  search: string;
  headers: Record<string, string>;
  payload?: string | Buffer;
  /** something in it is not what the description asks for */
  malformed: boolean;
}

/** Makes one request after the other; the same seed makes the same ones. */
function requests(t: TestHouse, { operations, cases, callers }: World, seed: number, sound: number): () => Request {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const maybe = (share: number) => random() < share;
  const all = Object.values(cases).flat();
  let malformed = false;

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
  const odd = (): unknown => {
    malformed = true;
    return strange();
  };
  const anyCase = () => pick(all);
  /** A value of a schema; every now and then not. */
  const valueFor = (schema: Schema, wild: number, name = ''): unknown => {
    if (maybe(wild)) return odd();
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
      return { ...Object.fromEntries(entries), ...(maybe(wild) ? { [pick(hostile.slice(8))]: odd() } : {}) };
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
    return odd();
  };

  const signIn = operations.find((o) => nameOf(o) === 'post /api/session') as Operation;
  // Whoever signs out asks nothing more.
  // What would sign the callers out is tried elsewhere (tests/api/session.test.ts, identity.test.ts).
  const usable = operations.filter(
    ({ path, method }) => method === 'get' || !/^\/api\/(?:session|account\/(?:password|sessions))/.test(path),
  );

  const make = (): Request => {
    malformed = false;
    let operation = maybe(0.01) ? signIn : pick(usable);
    // Letters are costly and take nothing but an id and a language.
    while (operation.path.endsWith('.pdf') && maybe(0.95)) operation = pick(usable);
    const { who, state } = pick(callers);
    const wild = pick([0, 0.05, 0.3]);
    const own = cases[state] ?? [];
    const known = maybe(0.8) && own.length > 0 ? pick(own) : maybe(0.7) ? anyCase() : null;
    // Two dots would ask another address: whoever sends a URL takes them out of it.
    const id = known ?? pick([randomUUID(), 'x', '%00', '...', "'"]);
    let path = operation.path;
    const query = new URLSearchParams();
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'path') {
        const value = parameter.name === 'id' ? id : String(valueFor(parameter.schema, wild, parameter.name));
        if (parameter.name === 'id' && known === null) malformed = true;
        path = path.replace(`{${parameter.name}}`, encodeURIComponent(value.toWellFormed().slice(0, 200)) || 'x');
      } else if (parameter.in === 'query' && (parameter.required || maybe(0.3)))
        query.append(parameter.name, String(valueFor(parameter.schema, wild, parameter.name)).toWellFormed());
    }
    const deformed = <T>(value: T): T => {
      malformed = true;
      return value;
    };
    if (maybe(wild / 5)) query.append(deformed('invented'), 'x');
    const signedIn = maybe(0.97);
    const headers: Record<string, string> = signedIn ? { authorization: `Bearer ${who.token}` } : {};
    // Half of the writes know the version, so that they go through to the machines.
    let version: string | null = null;
    if (operation.method !== 'get' && maybe(0.9)) {
      if (maybe(0.6)) version = id;
      else headers['if-match'] = maybe(0.4) ? pick(['"1"', '"2"', '"99"']) : deformed(pick(['*', 'x', '']));
    }
    if (maybe(0.1))
      headers['idempotency-key'] = maybe(0.7) ? pick(['a', 'b', randomUUID()]) : deformed('k'.repeat(101));
    if (maybe(0.1)) headers['accept-language'] = pick(['fr', 'xx', '*', ';;;', 'pt-BR;q=2']);
    let payload: string | Buffer | undefined;
    if (operation.path.endsWith('/files') && operation.method === 'post') {
      headers['content-type'] = maybe(0.9) ? 'application/octet-stream' : deformed('application/json');
      payload = maybe(0.9) ? Buffer.from('contenido') : deformed(Buffer.alloc(0));
    } else if (operation.requestBody) {
      const schema = Object.values(operation.requestBody.content)[0]?.schema ?? {};
      headers['content-type'] = maybe(0.98)
        ? 'application/json'
        : deformed(pick(['text/plain', 'application/xml', 'x']));
      payload = maybe(0.97)
        ? JSON.stringify(valueFor(schema, wild) ?? null)
        : deformed(
            pick([
              '{',
              '[]',
              '"x"',
              '7',
              '{"__proto__":{}}',
              '{"a":1,"a":2}',
              '\ufeff{}',
              '{"constructor":{"prototype":{}}}',
              '['.repeat(20_000),
            ]),
          );
    }
    const search = query.size > 0 ? `?${query}` : '';
    return {
      operation,
      who: signedIn ? who : null,
      state: signedIn ? state : null,
      version,
      path,
      search,
      headers,
      ...(payload === undefined ? {} : { payload }),
      malformed,
    };
  };

  return () => {
    let made = make();
    while (!made.malformed && !maybe(sound)) made = make();
    return made;
  };
}

export interface Outcome {
  /** malformed ones; the sound ones between them keep the files moving */
  requests: number;
  sound: number;
  byStatus: Record<number, number>;
  serverErrors: number;
  leaks: number;
  undescribed: number;
  logsIntact: boolean;
  /** what went wrong, in words; no more than fifty of them */
  faults: string[];
}

/** What no answer says: where the code lies, how the database is asked, what is secret. */
function inner(t: TestHouse): RegExp {
  const { secret, dataDir, databaseUrl } = t.house.config;
  const literal = [
    secret.toString('hex'),
    secret.toString('base64'),
    dataDir,
    databaseUrl,
    'node_modules',
    'node:internal',
    '$argon2',
    'rogatoria_app',
    'rogatoria_owner',
    'app.participant',
    'row-level security',
  ];
  const words = literal.map((text) => text.replaceAll(/[^\w]/g, '\\$&'));
  return new RegExp(
    [
      ...words,
      '\\n\\s+at \\S',
      '\\.ts:\\d+',
      'select [\\s\\S]{1,200} from "',
      'insert into "',
      'violates \\S+ constraint',
      'syntax error at',
    ].join('|'),
  );
}

/** Asks until `wanted` malformed requests are answered, several at once. */
export async function fuzz(
  t: TestHouse,
  world: World,
  {
    seed,
    wanted,
    sound = 1,
    checkEvery = 1,
    atOnce = 4,
    progress = () => {},
  }: {
    seed: number;
    wanted: number;
    /** the share of the sound ones that is asked as well */
    sound?: number;
    checkEvery?: number;
    atOnce?: number;
    progress?: (requests: number) => void;
  },
): Promise<Outcome> {
  const next = requests(t, world, seed, sound);
  const secret = inner(t);
  const outcome: Outcome = {
    requests: 0,
    sound: 0,
    byStatus: {},
    serverErrors: 0,
    leaks: 0,
    undescribed: 0,
    logsIntact: false,
    faults: [],
  };
  let n = 0;
  const fault = (what: string) => {
    if (outcome.faults.length < 50) outcome.faults.push(what);
  };
  const one = async () => {
    const number = n++;
    const { operation, who, state, version, path, search, headers, payload, malformed } = next();
    if (malformed) outcome.requests++;
    else outcome.sound++;
    if (version !== null && who) {
      const seen = (await who.get(`/api/cases/${encodeURIComponent(version)}`)).body?.version;
      headers['if-match'] = seen === undefined ? '"1"' : `"${seen}"`;
    }
    const answer = await t.app.inject({
      method: operation.method.toUpperCase() as 'GET',
      url: `${path}${search}`,
      headers,
      remoteAddress: `10.${64 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`,
      ...(payload === undefined ? {} : { payload }),
    });
    const { statusCode, body } = answer;
    outcome.byStatus[statusCode] = (outcome.byStatus[statusCode] ?? 0) + 1;
    const { authorization: _token, ...shown } = headers;
    const what = `seed ${seed}, request ${number}: ${nameOf(operation)} as ${path}${search} ${JSON.stringify(shown)} ${String(payload).slice(0, 500)} → ${statusCode} ${body.slice(0, 300)}`;
    if (statusCode >= 500) {
      outcome.serverErrors++;
      fault(what);
    }
    const text = `${body}\n${JSON.stringify(answer.headers)}`;
    const words = [...text.matchAll(/zq[a-z]{12}/g)].map(([word]) => word);
    const foreign = words.filter((word) => !(state !== null && world.secrets.parties.get(word)?.has(state)));
    if (foreign.length > 0 || secret.test(text)) {
      outcome.leaks++;
      fault(`${what} says ${foreign[0] ?? secret.exec(text)?.[0]}`);
    }
    // A path that was twisted out of its own shape is another route, or none.
    if (number % checkEvery === 0 && (t.app.hasRoute({ method: 'GET', url: path }) || statusCode !== 404))
      try {
        check(operation, statusCode, String(answer.headers['content-type']), body);
      } catch (error) {
        outcome.undescribed++;
        fault(`${what}: ${(error as Error).message}`);
      }
  };
  while (outcome.requests < wanted) {
    const round = Math.min(outcome.requests + 1000, wanted);
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (outcome.requests < round) await one();
      }),
    );
    await t.work();
    progress(outcome.requests);
  }
  // After all of it every log still says exactly what its case is.
  const { ok, faults } = await verify(t.house.db, [...participants]);
  outcome.logsIntact = ok && faults === 0;
  if (!outcome.logsIntact) fault(`${faults} faults in the logs`);
  return outcome;
}

/** `pnpm check fuzz`: a house of its own, and 100,000 malformed requests. */
export async function fuzzHouse(options: { seed: number; wanted: number }, report: (fault: string) => void) {
  const t = await testHouse();
  const progress = (done: number) => done % 10_000 === 0 && report(`${done} of ${options.wanted}`);
  try {
    const { faults, ...outcome } = await fuzz(t, await inhabit(t, options.seed), {
      ...options,
      sound: 0.05,
      checkEvery: 20,
      atOnce: 8,
      progress,
    });
    for (const fault of faults) report(fault);
    const { serverErrors, leaks, undescribed, logsIntact } = outcome;
    return { ok: serverErrors + leaks + undescribed === 0 && logsIntact, seed: options.seed, ...outcome };
  } finally {
    await t.close();
  }
}
