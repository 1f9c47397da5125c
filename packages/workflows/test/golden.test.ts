import { describe, expect, test } from 'vitest';
import { ballOf, initial, isDecided, machines, outcomeOf, possibleCommands, type Workflow } from '../src/decide.ts';
import { fileName, goldenFiles, goldenOf, happen, storedRows, versionOf, workflows } from './golden/golden.ts';

const files = goldenFiles();
const advice = `A stored file would now go on differently. Where that is meant: give the machine a new version if rows that
are stored must be migrated (a state renamed or removed, a key of the context that old rows lack); otherwise run
\`pnpm golden\`, read what changed, and commit it with the machine.`;

test('every procedure has golden rows of the version its machine has, and a new file is stored with that version', () => {
  for (const workflow of workflows) {
    expect(
      files.map(({ name }) => name),
      advice,
    ).toContain(fileName({ workflow, version: versionOf(workflow) }));
    expect(initial(workflow).version).toBe(versionOf(workflow));
  }
});

describe.each(files)('$name', ({ golden }) => {
  const stored = storedRows(golden);
  const current = golden.version === versionOf(golden.workflow);

  test('every stored row can be read', () => {
    for (const row of stored) {
      expect(Object.keys(machines[golden.workflow].config.states ?? {})).toContain(row.state);
      expect(['us', 'them', 'nobody']).toContain(ballOf(row));
      expect(possibleCommands(row)).toEqual(expect.any(Array));
      expect(outcomeOf(row) !== null).toBe(isDecided(row) && row.state !== 'discarded');
    }
  });

  test.runIf(current)('every path replays to the rows and effects that were stored', () => {
    const different = golden.rows.flatMap(({ from, event, state, effects }, index) => {
      const before = from === undefined ? undefined : stored[from];
      const happened = event === undefined ? undefined : golden.events[event];
      if (!before || !happened) return [];
      const next = happen(before, happened);
      const expected = { state, context: stored[index]?.context, effects };
      try {
        expect(next).toEqual(expected);
        return [];
      } catch {
        return [{ from: before.state, event, expected, now: next }];
      }
    });
    expect(different.slice(0, 3), advice).toEqual([]);
  });

  test.runIf(current)('the machine does nothing that the rows do not show', () => {
    const now = goldenOf(golden.workflow as Workflow);
    const steps = ({ rows }: typeof now) =>
      new Set(rows.map(({ from, event, state }) => `${from === undefined ? '' : rows[from]?.state} ${event} ${state}`));
    const [was, is] = [steps(golden), steps(now)];
    expect(
      [...is].filter((step) => !was.has(step)),
      advice,
    ).toEqual([]);
    expect(
      [...was].filter((step) => !is.has(step)),
      advice,
    ).toEqual([]);
  });
});
