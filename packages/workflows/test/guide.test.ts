import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands } from '../src/commands.ts';
import { machines, type Workflow } from '../src/decide.ts';
import { guideOf } from '../src/guide/guide.ts';
import { layoutOf, type Rectangle, widthOf } from '../src/guide/layout.ts';
import { guidePages, svgOf } from '../src/guide/pages.ts';
import { incomingMessages } from '../src/messages.ts';
import { type Direction, type Kind, languages } from '../src/types.ts';
import { vocabulary } from '../src/vocabulary/index.ts';

const workflows = Object.keys(machines) as Workflow[];
const folder = new URL('../../../docs/procedures/', import.meta.url);

test('the committed guide is what the machines say', () => {
  const pages = guidePages();
  const committed = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));
  const stale = [...pages].filter(
    ([name, content]) => !committed.includes(name) || readFileSync(new URL(name, folder), 'utf8') !== content,
  );
  expect(
    [...stale.map(([name]) => name), ...committed.filter((name) => !pages.has(name))],
    'docs/procedures does not say what the machines do: run `pnpm guide`, read what changed, commit it with the change',
  ).toEqual([]);
});

test('every condition of the machines has words', () => {
  const missing = workflows.flatMap((workflow) => {
    const { root } = machines[workflow] as unknown as {
      root: { states: Record<string, Node>; transitions: Node['transitions'] };
    };
    return [root, ...Object.values(root.states)]
      .flatMap(({ transitions }) => [...transitions.values()].flat())
      .flatMap(({ guard }) => (guard === undefined ? [] : [typeof guard === 'string' ? guard : guard.type]))
      .filter((name) => !(`guard.${workflow}.${name}` in vocabulary) && !(`guard.${name}` in vocabulary))
      .map((name) => `guard.${name}`);
  });
  expect([...new Set(missing)]).toEqual([]);
});
interface Node {
  transitions: Map<string, { guard?: string | { type: string } }[]>;
}

describe.each(workflows)('%s', (workflow) => {
  const [kind, direction] = workflow.split('.') as [Kind, Direction];
  const guide = guideOf(workflow, 'en');
  const rows = [...guide.states.flatMap((state) => state.rows), ...guide.anywhere];

  test('names every state, command and message', () => {
    expect(guide.states.map(({ code }) => code)).toEqual(Object.keys(machines[workflow].config.states ?? {}));
    const told = new Set(rows.map(({ event }) => event));
    for (const name of Object.keys(commands[kind][direction])) expect(told).toContain(`command.${name}`);
    for (const type of Object.keys(incomingMessages[workflow])) expect(told).toContain(`message.${type}`);
    expect(guide.states.filter(({ begins }) => begins)).toHaveLength(1);
    for (const { to } of rows) if (to !== null) expect(guide.states.map(({ code }) => code)).toContain(to);
  });

  test('says the same in every language, and leaves no hole', () => {
    const shape = (one: typeof guide) =>
      one.states.map((state) => [state.code, state.rows.map(({ event, to, follows }) => [event, to, follows.length])]);
    for (const language of languages) {
      const other = guideOf(workflow, language);
      expect(shape(other)).toEqual(shape(guide));
      expect(JSON.stringify(other)).not.toMatch(/[{]\w+[}]|undefined|event\.payload|context\./);
    }
  });

  test('is drawn without overlap, each label on its own line, in every language', () => {
    const apart = (a: Rectangle, b: Rectangle) =>
      a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
    for (const language of languages) {
      const drawing = layoutOf(guideOf(workflow, language));
      const solid = [...drawing.boxes, ...drawing.arrows.map(({ plate }) => plate)];
      for (const [index, one] of solid.entries()) {
        for (const other of solid.slice(index + 1)) expect(apart(one, other), JSON.stringify([one, other])).toBe(true);
        expect(one.x).toBeGreaterThanOrEqual(0);
        expect(one.x + one.width).toBeLessThanOrEqual(drawing.width);
        expect(one.y + one.height).toBeLessThanOrEqual(drawing.height);
      }
      for (const { name, width } of drawing.boxes) {
        for (const { text } of name) expect(widthOf(text, 15)).toBeLessThanOrEqual(width);
      }
    }
  });

  test('every step of the machine is drawn: as an arrow, or named in the box it leaves', () => {
    const drawing = layoutOf(guide);
    for (const { code, rows } of guide.states) {
      const named = drawing.boxes
        .find((box) => box.code === code)
        ?.also.map(({ lines }) => lines.map(({ text }) => text).join(' '));
      for (const { to, leads_to } of rows) {
        if (to === null) continue;
        const drawn = drawing.arrows.some((arrow) => arrow.from === code && arrow.to === to);
        expect(drawn || named?.includes(leads_to), `${code} → ${to}`).toBe(true);
      }
    }
    expect(svgOf(drawing, guide)).not.toMatch(/NaN|undefined/);
  });
});

describe('a line of the guide', () => {
  const row = (workflow: Workflow, state: string, event: string) =>
    guideOf(workflow, 'en')
      .states.find(({ code }) => code === state)
      ?.rows.find((one) => one.event === event);

  test('says who may, what is recorded, what is sent and which clock it moves', () => {
    expect(row('evidence.incoming', 'received', 'command.acknowledge')).toMatchObject({
      what: 'Acknowledge receipt',
      who: ['By: Case officer or Duty officer, 24/7'],
      leads_to: 'To be decided',
      recorded: expect.arrayContaining(['Our reference', 'Remark (optional)']),
      clocks: expect.arrayContaining(['Starts: Decide on execution (30 calendar days)']),
      follows: ['Sent: Acknowledgement of receipt'],
    });
    expect(row('evidence.outgoing', 'ca_review', 'command.approve')?.who).toContain('Not by whoever drafted it');
  });

  test('tells a date that an officer sets from a period, and a date that nothing moves', () => {
    const asked = row('evidence.outgoing', 'acknowledged', 'message.clarification_request');
    expect(asked?.clocks).toContain(
      'Starts: Supply additional information (30 calendar days, or until “Answer wanted by” where it is given)',
    );
    expect(asked?.clocks).toContain('Stands still: Decide on execution');
    const confirmed = row('preservation.incoming', 'acknowledged', 'command.confirm');
    expect(confirmed?.condition).toBe('If an evidence request already holds the data');
    expect(
      guideOf('preservation.incoming', 'en').clocks.find(({ code }) => code === 'preservation_expiry'),
    ).toMatchObject({
      stands: 'no',
      source: expect.stringContaining('art. 29(7)'),
    });
  });

  test('says what an answer says', () => {
    const crossed = guideOf('evidence.outgoing', 'fr').anywhere.find(({ event }) => event === 'message.lapse_notice');
    expect(crossed?.follows).toEqual(['Envoyé\u00a0: Réponse à l’avis de caducité (Accepté\u00a0: non)']);
  });
});
