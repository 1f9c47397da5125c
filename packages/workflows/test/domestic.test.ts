import { expect, test } from 'vitest';
import {
  type DomesticFigure,
  dispositions,
  domesticFigures,
  domesticIds,
  investigationsBalance,
  personGroups,
  personsAgree,
} from '../src/domestic.ts';
import { indicatorOf } from '../src/indicators.ts';
import { languages } from '../src/types.ts';
import { vocabulary } from '../src/vocabulary/index.ts';

const figures: [string, DomesticFigure][] = Object.entries(domesticFigures);

test.each(languages)('every figure a State enters has its name, its meaning and its parts in %s', (language) => {
  for (const [id, { parts }] of figures)
    for (const key of [`indicator.${id}`, `indicator.${id}.formula`, ...parts.map((part) => `part.${part}`)])
      expect(vocabulary[key]?.[language], key).toBeTruthy();
});

test('C1 to C7 and G1 to G2 are there, and no figure is both entered and counted', () => {
  const families = new Set(domesticIds.map((id) => id.slice(0, 2)));
  expect([...families]).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'G1', 'G2']);
  for (const id of domesticIds) expect(indicatorOf(id)).toBeUndefined();
  expect(figures.filter(([, { entered_by }]) => entered_by === 'installation').map(([id]) => id)).toEqual(['G1', 'G2']);
});

test('a share divides what is entered', () => {
  const named = new Set([
    ...domesticIds,
    ...figures.flatMap(([id, { parts }]) => parts.map((part) => `${id}.${part}`)),
  ]);
  for (const [id, { of, unit }] of figures) {
    if (of) for (const one of of) expect(named, id).toContain(one);
    if (of) expect(unit).toBe('percent');
  }
  expect(new Set(dispositions).size).toBe(7);
});

test('investigations that do not balance are found out', () => {
  const parts = { pending_start: 40, opened: 25, reopened: 1, closed: 30, pending_end: 36 };
  expect(investigationsBalance(parts)).toBe(true);
  for (const part of Object.keys(parts) as (keyof typeof parts)[])
    expect(investigationsBalance({ ...parts, [part]: parts[part] + 1 })).toBe(false);
});

test('persons split three ways come to one total', () => {
  const parts = { female: 4, male: 9, under_18: 1, age_30_44: 12, natural: 10, legal: 3 };
  expect(personsAgree(parts)).toBe(true);
  for (const group of Object.values(personGroups))
    expect(personsAgree({ ...parts, [group[0]]: ((parts as Record<string, number>)[group[0]] ?? 0) + 1 })).toBe(false);
  expect(personsAgree({})).toBe(true);
});
