import { describe, expect, test } from 'vitest';
import { callFigures, fewestCalls, quietHours, shownDays } from '../src/test-calls.ts';

const start = Date.parse('2026-03-01T00:00:00Z');
const hour = 3_600_000;
const at = (ms: number) => new Date(start + ms).toISOString();
/** A call made at the start, or `made` milliseconds later, and answered after so many milliseconds; null: never. */
const call = (took: number | null, made = 0) => ({
  at: at(made),
  answered_at: took === null ? null : at(made + took),
});
/** What calls count as, looked at `later` milliseconds after the start. */
const counts = (calls: ReturnType<typeof call>[], later = 0) => {
  const { median_hours: _, made, ...rest } = callFigures(calls, at(later));
  expect(made).toBe(calls.length);
  expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBe(made);
  return Object.fromEntries(Object.entries(rest).filter(([, count]) => count > 0));
};

test('no call counts as nothing', () => {
  expect(callFigures([], at(0))).toEqual({
    made: 0,
    open: 0,
    within_hour: 0,
    within_day: 0,
    later: 0,
    unanswered: 0,
    median_hours: 'none',
  });
});

describe('a call counts by how long its answer took', () => {
  test.each([
    [0, 'within_hour'],
    [hour, 'within_hour'],
    [hour + 1, 'within_day'],
    [24 * hour, 'within_day'],
    [24 * hour + 1, 'later'],
    [400 * hour, 'later'],
  ])('%i ms: %s', (took, expected) => {
    expect(counts([call(took, 7 * hour)], 999 * hour)).toEqual({ [expected]: 1 });
  });

  test.each([
    [0, 'open'],
    [24 * hour - 1, 'open'],
    [24 * hour, 'unanswered'],
    [24 * hour + 1, 'unanswered'],
  ])('without an answer, looked at %i ms later: %s', (waited, expected) => {
    expect(counts([call(null, 7 * hour)], 7 * hour + waited)).toEqual({ [expected]: 1 });
  });

  test('and each counts once', () => {
    const answered = [1, hour, 2 * hour, 24 * hour, 25 * hour, 26 * hour, 27 * hour].map((took) => call(took));
    expect(counts([...answered, call(null), call(null, 90 * hour), call(null, 99 * hour)], 100 * hour)).toEqual({
      within_hour: 2,
      within_day: 2,
      later: 3,
      unanswered: 1,
      open: 2,
    });
  });
});

describe('the median of a desk', () => {
  const median = (hours: (number | null)[], later = 100) =>
    callFigures(
      hours.map((took) => call(took === null ? null : took * hour)),
      at(later * hour),
    ).median_hours;

  test('is told from five calls on', () => {
    expect(fewestCalls).toBe(5);
    expect(median([1, 1, 1, 1])).toBe('suppressed');
    expect(median([1, 1, 1, 1, 1])).toBe(1);
    // those without an answer are calls too
    expect(median([1, 1, 1, null])).toBe('suppressed');
    expect(median([1, 1, 1, 1, null])).toBe(1);
  });

  test('is in hours to two decimals', () => {
    expect(median([1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3])).toBe(0.33);
    expect(median([9, 0.25, 30, 2, 4])).toBe(4);
  });

  test('counts who waits for as long as they wait', () => {
    expect(median([1, null, null, null, null])).toBe('not_reached');
    expect(median([1, 2, 3, null, null])).toBe(3);
    // three of six have answered, and nobody has waited less than they took
    expect(median([1, 2, 3, null, null, null])).toBe(3);
    // those that wait for half an hour yet say nothing of the first hour: half of the other four have answered by 2
    const young = [call(null, 99.5 * hour), call(null, 99.5 * hour)];
    const old = [1, 2, null, null].map((took) => call(took === null ? null : took * hour));
    expect(callFigures([...young, ...old], at(100 * hour)).median_hours).toBe(2);
  });
});

test('a desk is called once a day at most, and shown a call nobody answered for a week', () => {
  expect({ quietHours, shownDays }).toEqual({ quietHours: 24, shownDays: 7 });
});
