import { describe, expect, test } from 'vitest';
import { defaultYears, type RetentionFacts, retentionOf, warningDays } from '../src/retention.ts';
import { kinds } from '../src/types.ts';

const facts: RetentionFacts = {
  closed_at: '2026-03-02T12:00:00Z',
  touched_at: '2026-03-02T12:00:00Z',
  zone: 'America/Sao_Paulo',
  years: 10,
  postponed_until: null,
  held: false,
  clock: false,
  obligation: false,
  linked: false,
  message: false,
};
const of = (change: Partial<RetentionFacts>, now = '2026-06-01T12:00:00Z') => retentionOf({ ...facts, ...change }, now);

describe('how long a file is kept', () => {
  test('counts from the day it was closed, in the zone of the authority', () => {
    expect(of({})).toEqual({ until: '2036-03-02', why: 'period', keepers: [], due: false });
    // half past one in the night in UTC is the evening before in Brasília
    expect(of({ closed_at: '2026-03-02T01:30:00Z' }).until).toBe('2036-03-01');
    const leap = '2024-02-29T12:00:00Z';
    expect(of({ closed_at: leap, touched_at: leap, years: 1 }).until).toBe('2025-02-28');
  });

  test('ends with that day, and not before', () => {
    expect(of({}, '2036-03-03T02:59:59Z').due).toBe(false);
    expect(of({}, '2036-03-03T03:00:00Z').due).toBe(true);
  });

  test('an open file has no end, nor has one that was reopened', () => {
    expect(of({ closed_at: null }, '2099-01-01T00:00:00Z')).toEqual({
      until: null,
      why: null,
      keepers: ['open'],
      due: false,
    });
  });

  test('what was added last keeps it thirty days', () => {
    expect(of({ touched_at: '2036-02-20T12:00:00Z' })).toMatchObject({ until: '2036-03-21', why: 'touched' });
    expect(of({ touched_at: '2036-02-01T12:00:00Z' })).toMatchObject({ until: '2036-03-02', why: 'period' });
  });

  test('a chosen day counts when it is later, and shortens nothing', () => {
    expect(of({ postponed_until: '2040-01-31' })).toMatchObject({ until: '2040-01-31', why: 'postponed' });
    expect(of({ postponed_until: '2030-01-31' })).toMatchObject({ until: '2036-03-02', why: 'period' });
  });

  test.each(['held', 'clock', 'obligation', 'linked', 'message'] as const)('is not due while there is: %s', (what) => {
    const kept = of({ [what]: true }, '2099-01-01T00:00:00Z');
    expect(kept.due).toBe(false);
    expect(kept.keepers).toEqual([what === 'held' ? 'hold' : what]);
    expect(of({}, '2099-01-01T00:00:00Z').due).toBe(true);
  });
});

test('every kind has a default, and a warning comes before every end', () => {
  expect(Object.keys(defaultYears).sort()).toEqual([...kinds].sort());
  for (let years = 1; years <= 100; years++) {
    const days = warningDays(years);
    expect(days).toEqual([...days].sort((a, b) => b - a));
    expect(Math.max(...days)).toBeLessThan(years * 365);
    expect(Math.min(...days)).toBeGreaterThan(0);
  }
});
