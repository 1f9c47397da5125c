import { type Language, languages } from '@rogatoria/workflows/types.ts';
import { describe, expect, test } from 'vitest';
import { type Box, fitted, fold, type Layout, lying, type Measure, upright, wrap } from '../src/case/drawing-layout.ts';
import { listOf, sceneOf } from '../src/case/drawing-words.ts';
import { textTools } from '../src/texts/index.tsx';
import { run, scenarios } from './fixtures/cases.ts';

// a little wider than Source Sans 3 at 16 px: what does not collide here does not collide on screen
const measure: Measure = (text, bold) => text.length * (bold ? 8.6 : 8.2);
const sides = { us: 'BRA', them: 'CHL' };
const tools = (language: Language) => textTools(language, 'America/Sao_Paulo');

const collide = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function boxesOf(layout: Layout): { what: string; box: Box }[] {
  return [
    ...layout.steps.map(({ id, label, box }) => ({ what: `${id} ${label}`, box })),
    ...layout.edges.flatMap(({ from, tick, tickAt }) => (tickAt ? [{ what: `${from} ${tick}`, box: tickAt.box }] : [])),
    ...layout.steps
      .filter(({ lane }) => lane !== 'fold')
      .map(({ id, x, y }) => ({ what: `${id} dot`, box: { x: x - 8, y: y - 8, width: 16, height: 16 } })),
    ...(layout.upright
      ? []
      : layout.lanes.map(({ lane, name, what }) => ({
          what: `lane ${lane}`,
          box: {
            x: 20,
            y: Math.min(...[...name, ...what].map(({ y }) => y)) - 15,
            width: Math.max(
              ...name.map(({ text }) => measure(text, true)),
              ...what.map(({ text }) => measure(text, false)),
            ),
            height: (name.length + what.length) * 20,
          },
        }))),
  ];
}

function expectNoOverlap(layout: Layout): void {
  const boxes = boxesOf(layout);
  const wrong: string[] = [];
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1))
      if (collide(one.box, other.box)) wrong.push(`${one.what} × ${other.what}`);
    const { x, y, width, height } = one.box;
    if (x < 0 || y < 0 || x + width > layout.width + 0.5 || y + height > layout.height)
      wrong.push(`${one.what} is outside`);
  }
  expect(wrong).toEqual([]);
}

describe.each(Object.keys(scenarios))('the drawing of “%s”', (name) => {
  const { view } = run(scenarios[name]!);

  test.each(languages)('has no words on words, lying or upright (%s)', (language) => {
    const whole = sceneOf(view.drawing, sides, tools(language));
    for (const scene of [whole, fold(whole, 4, (count) => `+${count} steps`).scene]) {
      for (const width of [620, 1000, 1400]) expectNoOverlap(lying(scene, width, measure));
      for (const width of [300, 342, 600]) expectNoOverlap(upright(scene, width, measure));
    }
  });

  test('fits its frame, or is wider only when there are many steps', () => {
    for (const language of languages) {
      const scene = sceneOf(view.drawing, sides, tools(language));
      for (const width of [342, 1260, 1500]) {
        const { layout } = fitted(scene, width, measure, (count) => `+${count} steps`);
        expect(layout.width).toBe(width);
        expectNoOverlap(layout);
      }
    }
  });

  test('says the same as a list', () => {
    for (const language of languages) {
      const scene = sceneOf(view.drawing, sides, tools(language));
      const list = listOf(view.drawing, sides, tools(language));
      expect(list.map(({ id }) => id)).toEqual(view.drawing.nodes.map(({ id }) => id));
      for (const step of scene.steps) {
        const text = list.find(({ id }) => id === step.id)?.text ?? '';
        expect(text).toContain(step.label);
        expect(text).toContain(step.lane === 'ours' ? scene.lanes.ours.name : scene.lanes.theirs.name);
        if (step.time) expect(text).toContain(step.time.split(', ').at(-1));
      }
      for (const edge of scene.edges.filter(({ tick }) => tick !== '')) {
        expect(list.find(({ id }) => id === edge.from)?.text).toContain(edge.tick.replace('✓✓ ', ''));
      }
      expect(list.filter(({ status }) => status === 'current')).toHaveLength(1);
    }
  });

  test('knows every word it uses', () => {
    for (const language of languages)
      for (const { label } of view.drawing.nodes) expect(tools(language).has(label.key), label.key).toBe(true);
  });
});

test('folding keeps both ends, counts what it hides and joins the edges', () => {
  const whole = sceneOf(run(scenarios.rounds!).view.drawing, sides, tools('en'));
  const { scene, hidden } = fold(whole, 4, (count) => `+${count} steps`);
  expect(hidden).toBeGreaterThan(1);
  expect(scene.steps.length).toBe(whole.steps.length - hidden + 1);
  expect(scene.steps.slice(0, 2)).toEqual(whole.steps.slice(0, 2));
  expect(scene.steps.at(-1)).toEqual(whole.steps.at(-1));
  const ids = new Set(scene.steps.map(({ id }) => id));
  for (const { from, to } of scene.edges) expect(ids.has(from) && ids.has(to)).toBe(true);
  expect(scene.edges.some(({ to }) => to === 'folded')).toBe(true);
  expect(scene.edges.some(({ from }) => from === 'folded')).toBe(true);
  expect(fold(sceneOf(run(scenarios.sent!).view.drawing, sides, tools('en')), 4, String).hidden).toBe(0);
});

test('lines are no wider than asked, whatever the word', () => {
  const width = (text: string) => text.length * 8;
  for (const text of ['Recebimento acusado pelo Estado', 'Donaudampfschifffahrtsgesellschaft', 'a b c', '']) {
    for (const line of wrap(text, 90, width)) expect(width(line)).toBeLessThanOrEqual(90);
    expect(wrap(text, 90, width).join('').replaceAll(/[-\s]/g, '')).toBe(text.replaceAll(/\s/g, ''));
  }
});
