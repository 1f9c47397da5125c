// Every endpoint of the description, asked by every role of every participant and by nobody, about its own files, those of
// the others, and none: what each may, and that no answer says a word of what is not his.
import { randomUUID } from 'node:crypto';
import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import { as, sql } from '@rogatoria/db';
import { type Role, roles } from '@rogatoria/workflows';
import { extractText, getDocumentProxy } from 'unpdf';
import type { TestHouse } from '../harness/house.ts';
import { nameOf, type Operation } from '../harness/openapi.ts';
import { type Expectation, expectations } from './expectations.ts';
import { leaksIn, participants, type Secrets } from './plant.ts';
import { services } from './services.ts';

/** Who asks. */
interface Who {
  role: Role | 'service' | null;
  state: string | null;
  token: string | null;
  account: string | null;
}
/** A row that {id} may name; of a file also its case. */
interface Target {
  id: string;
  case?: string;
  kind?: string;
  account?: string;
}
interface Said {
  status: number;
  body: string;
  headers: Record<string, unknown>;
  type: string;
}

export interface Matrix {
  cells: number;
  requests: number;
  /** statuses that the table does not expect, in words */
  unexpected: string[];
  /** what an answer said that was not for its reader */
  leaks: string[];
  /** foreign and unknown told apart */
  told: string[];
  /** 403 for want of a role: none once the first wall is down */
  refusedByRole: number;
}

export interface Options {
  seed: number;
  /** everybody, every command and several files of each participant; otherwise a few that the seed draws */
  full: boolean;
}

const never = '"999999"';
const stateRoles: readonly Role[] = [
  'drafter',
  'approver',
  'officer',
  'duty',
  'statistics',
  'directory',
  'admin',
  'auditor',
];
const deskRoles: readonly Role[] = roles.filter((role) => !stateRoles.includes(role));

/** Endpoints without a line in the table, and lines without an endpoint. */
export function unaccounted(operations: readonly Operation[]): string[] {
  const names = operations.map(nameOf);
  return [
    ...names.filter((name) => !expectations[name]).map((name) => `${name}: no expectation`),
    ...names
      .filter((name) => expectations[name] && !services[name])
      .map((name) => `${name}: nobody said whether a service account may (services.ts)`),
    ...[...new Set([...Object.keys(expectations), ...Object.keys(services)])]
      .filter((name) => !names.includes(name))
      .map((name) => `${name}: no such endpoint`),
  ];
}

/**
 * Somebody of every role in every participant, its system with every scope, and nobody; in the small form every role once
 * and a few of the others.
 */
export async function callersOf(t: TestHouse, { seed, full }: Options, systems: Secrets['systems']): Promise<Who[]> {
  const random = randomOf(seed);
  const callers: Who[] = [{ role: null, state: null, token: null, account: null }];
  for (const [state, { id, token }] of systems)
    if (full || state === 'BRA' || state === 'OAS') callers.push({ role: 'service', state, token, account: id });
  for (const state of participants)
    for (const role of state === 'OAS' ? deskRoles : stateRoles) {
      if (!full && state !== 'BRA' && state !== 'OAS' && random() < 0.7) continue;
      const { token, get } = await t.as(role, state);
      callers.push({ role, state, token, account: (await get('/api/session')).body.user.id });
    }
  return callers;
}

/** Rows of a table by the participant that holds them. */
async function targetsOf(t: TestHouse, table: string): Promise<Map<string, Target[]>> {
  const found = new Map<string, Target[]>();
  for (const state of participants) {
    const columns =
      {
        case_file: sql`id, kind || '.' || direction as kind`,
        file: sql`id, case_id as "case"`,
        notification: sql`id, account_id as account`,
        session: sql`id, account_id as account`,
        passkey: sql`id, account_id as account`,
        push_subscription: sql`id, account_id as account`,
        law_amendment: sql`distinct record as id`,
        service_account: sql`account_id as id`,
        directory_version: sql`distinct entry as id`,
      }[table] ?? sql`id`;
    // what is published is read by all, and each acts on its own
    const own =
      table === 'law_amendment' || table === 'directory_version'
        ? sql`where state = ${state}`
        : table === 'test_call'
          ? sql`where desk = ${state}`
          : sql``;
    const { rows } = await as(t.house.db, state, (trx) =>
      sql<Target>`select ${columns} from ${sql.table(table)} ${own} order by 1`.execute(trx),
    );
    found.set(state, rows);
  }
  return found;
}

/** Headers that count calls, not what was asked. */
const counting = ['date', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

export async function matrix(
  t: TestHouse,
  operations: readonly Operation[],
  callers: readonly Who[],
  secrets: Secrets,
  { seed, full, firstWall }: Options & { firstWall: boolean },
): Promise<Matrix> {
  const random = randomOf(seed);
  const result: Matrix = { cells: 0, requests: 0, unexpected: [], leaks: [], told: [], refusedByRole: 0 };
  const tables = new Map<string, Map<string, Target[]>>();
  for (const { of } of Object.values(expectations)) if (of && !tables.has(of)) tables.set(of, await targetsOf(t, of));

  const ask = async (
    operation: Operation,
    expected: Expectation,
    who: Who,
    target?: Target,
    query = expected.query,
  ) => {
    const path = operation.path
      .replace('{id}', target?.case ?? target?.id ?? randomUUID())
      .replace('{file}', target?.id ?? randomUUID())
      .replace('{scope}', 'mine')
      .replace('{role}', 'duty')
      .replace('{kind}', 'evidence_decide')
      .replace('{urgency}', 'ordinary')
      .replace('{number}', '1')
      .replace('{meeting}', '10')
      .replace('{year}', '2026')
      .replace('{state}', 'CHL');
    const writes = operation.method !== 'get';
    const upload = operation.path.endsWith('/files') && writes;
    const n = result.requests++;
    const answer = await t.app.inject({
      method: operation.method.toUpperCase() as 'GET',
      url: `${path}${query ?? ''}`,
      remoteAddress: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
      headers: {
        ...(who.token ? { authorization: `Bearer ${who.token}` } : {}),
        ...(writes ? { 'if-match': never } : {}),
        ...(upload ? { 'content-type': 'application/octet-stream' } : {}),
      },
      ...(upload ? { payload: Buffer.from('x') } : expected.body ? { payload: expected.body } : {}),
    });
    const said: Said = {
      status: answer.statusCode,
      body: answer.body,
      headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !counting.includes(name))),
      type: String(answer.headers['content-type'] ?? ''),
    };
    const name = `${who.role ?? 'nobody'} of ${who.state ?? 'nowhere'}: ${nameOf(operation)}${query ?? ''} → ${said.status}`;
    if (said.status >= 500) result.unexpected.push(`${name}: ${said.body.slice(0, 200)}`);
    const text = said.type.startsWith('application/pdf') ? await textOf(answer.rawPayload) : said.body;
    const leaked = leaksIn(secrets, who.state, `${text}\n${JSON.stringify(answer.headers)}`);
    if (leaked[0]) {
      const at = text.indexOf(leaked[0]);
      result.leaks.push(`${name} says ${leaked.length}: … ${text.slice(Math.max(0, at - 80), at + 60)} …`);
    }
    if (said.status === 403 && said.body.includes('"code":"role"')) result.refusedByRole++;
    return { said, name };
  };

  /** A system's scopes hold also while every officer has every role: no role is in its row. */
  const allowed = (operation: Operation, may: Expectation['may'], { role }: Who) =>
    may === 'everyone' ||
    (role === 'service'
      ? services[nameOf(operation)] !== 'people'
      : role !== null && (may === 'officers' || !firstWall || may.includes(role)));

  /** The status of a cell of one's own against the table. */
  const judge = (
    operation: Operation,
    { said, name }: { said: Said; name: string },
    may: Expectation['may'],
    who: Who,
  ) => {
    const { status } = said;
    const wanted = who.role === null && may !== 'everyone' ? 401 : allowed(operation, may, who) ? null : 403;
    // Signing in with a wrong password is the one door whose own answer is 401.
    const fine =
      wanted === null ? status !== 403 && (status !== 401 || name.includes('post /api/session')) : status === wanted;
    if (!fine) result.unexpected.push(`${name}, expected ${wanted ?? 'to be let in'}: ${said.body.slice(0, 120)}`);
  };

  /** Two answers that must not be told apart. */
  const alike = (one: { said: Said; name: string }, other: { said: Said; name: string }, what: string) => {
    for (const part of ['status', 'body', 'headers'] as const) {
      const [a, b] = [JSON.stringify(one.said[part]), JSON.stringify(other.said[part])];
      if (a !== b)
        result.told.push(
          `${one.name} is told apart from ${what} by its ${part}: ${a.slice(0, 150)} / ${b.slice(0, 150)}`,
        );
    }
  };

  const drawn = new Set(
    operations
      .map(nameOf)
      .filter((name) => !name.includes('/commands/'))
      .concat(
        full ? operations.map(nameOf) : ['submit', 'deliver', 'close'].map((c) => `post /api/cases/{id}/commands/${c}`),
      ),
  );
  // Beside those three, other commands as the seed draws them: all go the same way.
  for (const operation of operations)
    if (operation.path.includes('/commands/') && random() < 0.05) drawn.add(nameOf(operation));

  /** All cells of one endpoint and one person, drawn by a seed of their own: so several can be asked at once. */
  const fill = async (operation: Operation, expected: Expectation, who: Who, draw: () => number) => {
    const like =
      operation.path.endsWith('.pdf') || operation.path.includes('/commands/') || !expected.of?.endsWith('file');
    if (!expected.of) {
      result.cells++;
      if (expected.ends && who.role && who.role !== 'service' && who.state) {
        // Somebody new: it may end every session of the account.
        const { token } = await t.officer(who.state, [who.role]);
        judge(operation, await ask(operation, expected, { ...who, token }), expected.may, who);
      } else judge(operation, await ask(operation, expected, who), expected.may, who);
      await search(operation, expected, who, draw);
      return;
    }
    const table = tables.get(expected.of) as Map<string, Target[]>;
    const mine = (table.get(who.state ?? '') ?? []).filter(
      ({ account }) => !expected.personal || account === who.account,
    );
    // One's own.
    const own = expected.to
      ? Object.entries(expected.to).flatMap(([kind, may]) =>
          some(
            mine.filter((one) => one.kind === kind),
            draw,
            true,
          ).map((target) => ({ target, may })),
        )
      : some(mine, draw, like).map((target) => ({ target, may: expected.may }));
    for (const { target, may } of expected.spared ? [] : own) {
      result.cells++;
      judge(operation, await ask(operation, expected, who, target), may, who);
    }
    // Another's, beside one that never was.
    const unknown = await ask(operation, expected, who, {
      id: randomUUID(),
      ...(expected.of === 'file' ? { case: randomUUID() } : {}),
    });
    result.cells++;
    const refusal = who.role === null ? [401] : [403, 404];
    if (!refusal.includes(unknown.said.status)) result.unexpected.push(`${unknown.name} of one that never was`);
    for (const state of some(
      participants.filter((code) => code !== who.state || expected.personal),
      draw,
      like,
    )) {
      const theirs = (table.get(state) ?? []).filter(
        (one) => state !== who.state || (expected.personal && one.account !== who.account),
      );
      for (const target of some(theirs, draw, like)) {
        result.cells++;
        alike(await ask(operation, expected, who, target), unknown, 'one that never was');
      }
    }
    // A file of one's own, under another's case and the other way round.
    if (expected.of === 'file' && who.state && mine[0]) {
      const foreign = [...table].flatMap(([state, list]) => (state === who.state ? [] : list))[0];
      if (foreign)
        for (const mixed of [
          { id: mine[0].id, case: foreign.case as string },
          { id: foreign.id, case: mine[0].case as string },
        ]) {
          result.cells++;
          alike(await ask(operation, expected, who, mixed), unknown, 'one that never was');
        }
    }
  };

  const rows = operations.flatMap((operation) => {
    const expected = expectations[nameOf(operation)];
    return expected && drawn.has(nameOf(operation)) ? callers.map((who) => ({ operation, expected, who })) : [];
  });
  let next = 0;
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let at = next++; at < rows.length; at = next++) {
        const { operation, expected, who } = rows[at] as (typeof rows)[number];
        await fill(operation, expected, who, randomOf(seed + at));
      }
    }),
  );
  return result;

  /** Some of many: a few at full size; otherwise, and of what is slow or goes the same way as its like, one. */
  function some<T>(list: readonly T[], draw: () => number, alike = false): readonly T[] {
    const start = Math.floor(draw() * list.length);
    return [...list.slice(start), ...list.slice(0, start)].slice(0, full && !alike ? 4 : 1);
  }

  /** What is searched, paged or narrowed by something of another's gives what nothing gives. */
  async function search(operation: Operation, expected: Expectation, who: Who, draw: () => number): Promise<void> {
    if (operation.method !== 'get' || who.state === null || !allowed(operation, expected.may, who)) return;
    const names = (operation.parameters ?? []).filter((p) => p.in === 'query').map((p) => p.name);
    if (!names.includes('q')) return;
    const nothing = await ask(operation, expected, who, undefined, '?q=zzzznothing');
    const foreign = [...secrets.holders].filter(
      ([secret, holders]) => !holders.has(who.state as string) && !/^[0-9a-f-]{36}$/.test(secret),
    );
    for (const [secret] of some(foreign, draw)) {
      result.cells++;
      alike(
        await ask(operation, expected, who, undefined, `?q=${encodeURIComponent(secret)}`),
        nothing,
        'a search for nothing',
      );
    }
  }
}

async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text;
}
