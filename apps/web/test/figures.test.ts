import type { StatisticsView } from '@rogatoria/api/statistics/schemas.ts';
import { languages } from '@rogatoria/workflows/types.ts';
import { expect, test } from 'vitest';
import { lines, monthsOf, outcomeLines, pairsOf, sum } from '../src/figures/facts.ts';
import { columns, heightOf, rows } from '../src/figures/options.ts';
import { figures } from '../src/texts/figures.ts';
import { say } from '../src/texts/index.tsx';

const flow = { pending_start: 1, opened: 2, reopened: 0, closed: 1, pending_end: 2, outcomes: { refused: 1 } };
const times = { n: 6, median: 20, p90: 40, unit: 'days' as const };
const view: StatisticsView = {
  participant: 'BRA',
  year: 2026,
  as_of: '2026-02-10T12:00:00.000Z',
  zone: 'America/Sao_Paulo',
  apart: [],
  flows: [
    { direction: 'outgoing', kind: 'evidence', ...flow, outcomes: { executed_full: 1 } },
    { direction: 'outgoing', kind: 'preservation', ...flow },
    { direction: 'incoming', kind: 'evidence', ...flow },
  ],
  by_counterpart: [
    { direction: 'incoming', kind: 'evidence', counterpart: 'HTI', ...flow, times },
    { direction: 'outgoing', kind: 'evidence', counterpart: 'CHL', ...flow, times },
    { direction: 'outgoing', kind: 'preservation', counterpart: 'CHL', ...flow, times: { ...times, unit: 'hours' } },
  ],
  months: [
    { month: 1, direction: 'outgoing', kind: 'evidence', opened: 2, closed: 1 },
    { month: 1, direction: 'outgoing', kind: 'preservation', opened: 1, closed: 0 },
    { month: 1, direction: 'incoming', kind: 'evidence', opened: 0, closed: 4 },
    { month: 2, direction: 'incoming', kind: 'evidence', opened: 3, closed: 0 },
  ],
  grounds: [],
  bases: [],
  figures: [],
};

test('the two directions of a breakdown come together, the largest first', () => {
  expect(outcomeLines(view)).toEqual([
    { key: 'refused', outgoing: 1, incoming: 1 },
    { key: 'executed_full', outgoing: 1, incoming: 0 },
  ]);
  const none: StatisticsView['grounds'] = [];
  expect(
    lines(
      none,
      ({ ground }) => ground,
      ({ count }) => count,
    ),
  ).toEqual([]);
  expect(sum(view.flows, 'outgoing', ({ opened }) => opened)).toBe(4);
});

test('a month has both kinds; a month to come has no row', () => {
  expect(monthsOf(view)).toEqual([
    { month: 1, outgoing: 3, incoming: 0, closed: 5 },
    { month: 2, outgoing: 0, incoming: 3, closed: 0 },
  ]);
});

test('a State has one row; its time is that of evidence', () => {
  const [first, second] = pairsOf(view);
  expect(first).toMatchObject({
    counterpart: 'CHL',
    outgoing: { opened: 4, pending_end: 4, times },
    incoming: undefined,
  });
  expect(second).toMatchObject({ counterpart: 'HTI', incoming: { opened: 2 }, outgoing: undefined });
});

test('a chart needs nothing that the content security policy forbids', () => {
  const chart = {
    categories: ['a', 'b'],
    bars: [{ name: 'Sent', colour: 'them' as const, values: [1, null] }],
    say: String,
  };
  for (const option of [columns(chart, 600), rows(chart, 600), rows({ ...chart, stacked: true }, 300)]) {
    expect(option.tooltip).toMatchObject({ renderMode: 'richText' });
    expect(option.animation).toBe(false);
    // colours follow the theme, and paper, by themselves
    expect(JSON.stringify(option)).not.toMatch(/#[0-9a-f]{3,8}\b|rgb/i);
  }
  expect(heightOf({ ...chart, categories: ['a', 'b', 'c'] })).toBeGreaterThan(heightOf(chart));
});

test.each(languages)('every sentence can be said in %s, of none, one and many', (language) => {
  for (const key of Object.keys(figures)) {
    for (const count of [0, 1, 2, 48]) {
      const numbers = [
        'sent',
        'received',
        'them',
        'us',
        'theirs',
        'ours',
        'n',
        'all',
        'count',
        'days',
        'executed',
        'closed',
        'missing',
      ];
      const text = say(language, key, {
        ...Object.fromEntries(numbers.map((name) => [name, count])),
        state: 'USA',
        year: '2026',
        month: 'May',
        title: 'T',
        name: 'M',
        basis: 'B',
        place: 'P',
        value: '1',
        as_of: 'now',
      });
      expect(text, key).not.toMatch(/[{}]|undefined/);
      expect(text.length, key).toBeGreaterThan(0);
    }
  }
});
