import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { calendarOf, holidayData } from '../src/calendar.ts';
import { states } from '../src/states.ts';

describe('working calendars', () => {
  test('name the installed data', () => {
    const { version } = createRequire(import.meta.url)('date-holidays/package.json') as { version: string };
    expect(holidayData).toBe(`date-holidays ${version}`);
    expect(calendarOf('CHL').version).toBe(`CHL date-holidays ${version}`);
  });

  test.each(states)('$code rests at new year, at Christmas and at weekends', ({ code }) => {
    const calendar = calendarOf(code);
    expect(calendar).toBe(calendarOf(code));
    expect(calendar.isWorkingDay('2026-12-25')).toBe(false);
    expect(calendar.nameOfHoliday('2026-12-25')).toBeTruthy();
    expect(calendar.isWorkingDay('2026-11-21')).toBe(false);
    expect(calendar.isWorkingDay('2026-11-22')).toBe(false);
    let working = 0;
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
      if (calendar.isWorkingDay(new Date(day).toISOString().slice(0, 10))) working++;
    }
    expect(working).toBeGreaterThan(235);
    expect(working).toBeLessThan(258);
  });

  test('know days of their own', () => {
    expect(calendarOf('CHL').isWorkingDay('2026-09-18')).toBe(false);
    expect(calendarOf('BRA').nameOfHoliday('2026-11-20')).toBe('Dia da Consciência Negra');
    expect(calendarOf('BRA').isWorkingDay('2026-02-17')).toBe(false); // Carnival: public offices closed
    expect(calendarOf('USA').isWorkingDay('2026-11-26')).toBe(false);
    expect(calendarOf('CAN').isWorkingDay('2026-10-12')).toBe(false);
    expect(calendarOf('HTI').isWorkingDay('2027-01-01')).toBe(false);
    expect(calendarOf('BRA').isWorkingDay('2026-12-24')).toBe(true); // closed from the afternoon only
    expect(calendarOf('OAS').isWorkingDay('2026-07-03')).toBe(false);
    expect(calendarOf('BRA').nameOfHoliday('2026-11-21')).toBeNull();
    expect(() => calendarOf('XXX')).toThrow(RangeError);
  });

  test('answer fast once a year is known', () => {
    const calendar = calendarOf('PER');
    calendar.isWorkingDay('2026-01-02');
    const start = performance.now();
    for (let n = 0; n < 20_000; n++) calendar.isWorkingDay('2026-03-04');
    expect(performance.now() - start).toBeLessThan(500);
  });
});
