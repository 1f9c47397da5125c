import { expect, test } from 'vitest';
import { stretchesOf } from '../src/roster.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
const shift = (from: number, until: number, who: string) => ({ from: at(from), until: at(until), who });
const told = (shifts: ReturnType<typeof shift>[], from: number, until: number) =>
  stretchesOf(shifts, at(from), at(until)).map((one) => [
    new Date(one.from).getUTCHours(),
    one.shifts.map(({ who }) => who).join('+'),
  ]);

test('a day without shifts is one gap', () => {
  expect(told([], 0, 23)).toEqual([[0, '']]);
});

test('shifts that meet leave no gap, those that overlap share, and what reaches out of the day is cut', () => {
  const shifts = [shift(-3, 4, 'a'), shift(4, 10, 'b'), shift(8, 12, 'c'), shift(20, 30, 'd')];
  expect(told(shifts, 0, 23)).toEqual([
    [0, 'a'],
    [4, 'b'],
    [8, 'b+c'],
    [10, 'c'],
    [12, ''],
    [20, 'd'],
  ]);
});
