// `pnpm check isolation`, and its small form in the tests.
import { randomUUID } from 'node:crypto';
import { random as randomOf } from '@rogatoria/api/demo/teller.ts';
import { as } from '@rogatoria/db';
import { roles } from '@rogatoria/workflows';
import { type TestHouse, testHouse } from '../harness/house.ts';
import { descriptionOf } from '../harness/openapi.ts';
import { callersOf, matrix, type Options, unaccounted } from './matrix.ts';
import { participants, plant } from './plant.ts';

export interface Figures {
  ok: boolean;
  seed: number;
  endpoints: number;
  roles: number;
  cells: number;
  requests: number;
  /** endpoints without an expectation, expectations without an endpoint, statuses that are not the table's */
  unexpected: number;
  leaks: number;
  /** answers about another's that differ from those about what never was, in any byte of body or headers */
  toldApart: number;
  leaksWithoutFirstWall: number;
  toldApartWithoutFirstWall: number;
  /** median time of the 404 for another's file, against that for one that never was: measured, not judged */
  timing404: number;
}

/** The matrix with both walls, and again with only the second. Every fault goes to `report` in words. */
export async function isolation(options: Options, report: (fault: string) => void = () => {}): Promise<Figures> {
  const t = await testHouse();
  try {
    const { operations } = await descriptionOf(t.app);
    const secrets = await plant(t, randomOf(options.seed));
    const callers = await callersOf(t, options, secrets.systems);
    const missing = unaccounted(operations);
    const both = await matrix(t, operations, callers, secrets, { ...options, firstWall: true });
    const references = await foreignReferences(t);
    await openFirstWall(t);
    const second = await matrix(t, operations, callers, secrets, { ...options, firstWall: false });
    // Only then is the first wall down: nobody is refused for want of a role any more.
    if (second.refusedByRole > 0) missing.push(`${second.refusedByRole} answers were still 403 for want of a role`);
    const unexpected = [...missing, ...both.unexpected, ...second.unexpected];
    const toldApart = [...both.told, ...references];
    for (const fault of [...unexpected, ...both.leaks, ...second.leaks, ...toldApart, ...second.told]) report(fault);
    return {
      ok: [unexpected, both.leaks, second.leaks, toldApart, second.told].every(({ length }) => length === 0),
      seed: options.seed,
      endpoints: operations.length,
      // and systems, and nobody
      roles: roles.length + 2,
      cells: both.cells + second.cells,
      requests: both.requests + second.requests,
      unexpected: unexpected.length,
      leaks: both.leaks.length,
      toldApart: toldApart.length,
      leaksWithoutFirstWall: second.leaks.length,
      toldApartWithoutFirstWall: second.told.length,
      timing404: await timingOf404(t, options.full ? 400 : 40),
    };
  } finally {
    await t.close();
  }
}

/**
 * Takes the first wall down: every officer holds every role from now on. There is no switch for this in the product, and
 * so none that could be left on: roles are read from the accounts at each request, and the test rewrites the accounts.
 */
export async function openFirstWall(t: TestHouse): Promise<void> {
  for (const state of participants)
    await as(t.house.db, state, (trx) =>
      trx
        .updateTable('account')
        .set({ roles: [...roles] })
        // the row of a system takes none
        .where('service', '=', false)
        .execute(),
    );
}

/** What a body names of another's is as unknown as what never was: parents, preservations, files. */
async function foreignReferences(t: TestHouse): Promise<string[]> {
  const told: string[] = [];
  const rows = (state: string) => as(t.house.db, state, (trx) => trx.selectFrom('case_file').selectAll().execute());
  const [ours, theirs] = [await rows('BRA'), await rows('CHL')];
  const files = await as(t.house.db, 'BRA', (trx) => trx.selectFrom('file').select('id').execute());
  const stranger = await t.as('drafter', 'USA');
  const officer = await t.as('officer', 'CHL');
  const incoming = theirs.find(({ kind, direction }) => kind === 'evidence' && direction === 'incoming');
  const draft = { kind: 'evidence', counterpart: 'CHL', title: 'x', bases: [], form_language: 'en' };
  const asked: [string, readonly string[], (id: string) => Promise<{ status: number; body: unknown }>][] = [
    ['parent', [...ours, ...theirs].map(({ id }) => id), (parent) => stranger.post('/api/cases', { ...draft, parent })],
    [
      'preservations',
      ours.filter(({ kind }) => kind === 'preservation').map(({ request_id }) => request_id),
      (id) => stranger.post('/api/cases', { ...draft, form: { preservations: [id] } }),
    ],
    [
      'files',
      files.map(({ id }) => id),
      (id) => officer.command(incoming?.id ?? '', 'deliver', { files: [id], final: false, complete: false }),
    ],
  ];
  for (const [what, ids, ask] of asked) {
    const never = await ask(randomUUID());
    if (never.status !== 422) told.push(`${what} that never were are answered with ${never.status}`);
    for (const id of ids) {
      const answer = await ask(id);
      if (JSON.stringify(answer.body) !== JSON.stringify(never.body))
        told.push(`${what} of another State are told apart: ${JSON.stringify([answer.body, never.body])}`);
    }
  }
  return told;
}

/** How the median time of a 404 for another's file compares with one for a file that never was, asked in turns. */
async function timingOf404(t: TestHouse, rounds: number): Promise<number> {
  const [theirs] = await as(t.house.db, 'BRA', (trx) => trx.selectFrom('case_file').select('id').limit(1).execute());
  const stranger = await t.as('officer', 'HTI');
  const times = { theirs: [] as number[], never: [] as number[] };
  const ask = async (id: string) => {
    const start = performance.now();
    await stranger.get(`/api/cases/${id}`);
    return performance.now() - start;
  };
  for (let round = 0; round < rounds; round++) {
    times.theirs.push(await ask(theirs?.id ?? ''));
    times.never.push(await ask(randomUUID()));
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
  return Math.round((median(times.theirs) / median(times.never)) * 1000) / 1000;
}
