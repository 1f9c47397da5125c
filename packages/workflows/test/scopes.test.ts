import { expect, test } from 'vitest';
import { overlapHours, scopes, tokenDays } from '../src/scopes.ts';

test('a ministry’s system reads, and drafts cases: whatever commits the State stays with people', () => {
  expect(scopes).toEqual(['cases:read', 'cases:draft', 'statistics:read', 'notifications:read']);
});

test('a token is good for a month, a quarter, half a year or a year', () => {
  expect(tokenDays).toEqual([30, 90, 180, 365]);
});

test('the token before opens for a day more', () => {
  expect(overlapHours).toBe(24);
});
