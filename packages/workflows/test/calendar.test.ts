import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import {
  type AuthorityCalendar,
  easterOf,
  isDay,
  isInRecess,
  unchanged,
  versionParts,
  versionText,
} from '../src/authority-calendar.ts';
import { calendarOf, calendarRefusals, holidayData, publicHolidays } from '../src/calendar.ts';
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

describe('an authority’s own calendar', () => {
  const own = (change: Partial<AuthorityCalendar>): AuthorityCalendar => ({ ...unchanged, ...change });
  const made = (change: Partial<AuthorityCalendar>) => calendarOf('PER', { version: 7, own: own(change) });
  const recess = { name: 'Receso', from: '02-01', until: '02-28', suspends: true, source: 'Ley' };

  test('is named by its version, and says nothing but what it says', () => {
    expect(made({}).version).toBe(`PER v7 ${holidayData}`);
    expect(versionParts(`PER v7 ${holidayData}`)).toEqual({ state: 'PER', version: 7, data: holidayData });
    expect(versionParts(versionText('PER', 0, holidayData))).toEqual({ state: 'PER', version: 0, data: holidayData });
    // stored before calendars had versions: only the State is known
    expect(versionParts('PER')).toEqual({ state: 'PER', version: 0, data: '' });
    expect([versionParts(''), versionParts('Peru v7')]).toEqual([null, null]);
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2028, 0, 1); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10);
      expect(made({}).rest(date)).toEqual(calendarOf('PER').rest(date));
    }
  });

  test('adds holidays once, every year and by Easter, and takes those of the library out', () => {
    const added = made({
      holidays: [
        { name: 'Duelo', on: '2026-03-10' },
        { name: 'Aniversario', on: '05-05' },
        { name: 'Lunes de Carnaval', on: 'easter -48' },
        { name: 'Día bisiesto', on: '02-29' },
      ],
    });
    expect(added.rest('2026-03-10')).toEqual({ kind: 'holiday', name: 'Duelo' });
    expect(added.rest('2027-03-10')).toBeNull();
    expect([added.nameOfHoliday('2026-05-05'), added.nameOfHoliday('2031-05-05')]).toEqual([
      'Aniversario',
      'Aniversario',
    ]);
    // Easter is on 5 April 2026 and 28 March 2027
    expect([easterOf(2026), easterOf(2027), easterOf(2038)]).toEqual(['2026-04-05', '2027-03-28', '2038-04-25']);
    expect([added.isWorkingDay('2026-02-16'), added.isWorkingDay('2027-02-08')]).toEqual([false, false]);
    expect([added.isWorkingDay('2028-02-29'), added.isWorkingDay('2027-03-01')]).toEqual([false, true]);
    const [date = '', name = ''] = [...publicHolidays('PER', 2026)].find(([day]) => day === '2026-07-28') ?? [];
    expect(made({ removed: [{ name, on: date }] }).isWorkingDay(date)).toBe(true);
    expect(made({ removed: [{ name, on: date }] }).isWorkingDay('2027-07-28')).toBe(false);
    expect(made({ removed: [{ name, on: '07-28' }] }).isWorkingDay('2027-07-28')).toBe(true);
  });

  test('names weekly rest days of its own, and a holiday on one is that rest day', () => {
    const friday = made({ rest_days: [5], holidays: [{ name: 'Duelo', on: '2026-03-13' }] });
    expect(friday.rest('2026-03-13')).toEqual({ kind: 'weekend' });
    expect([friday.isWorkingDay('2026-03-14'), friday.isWorkingDay('2026-03-15')]).toEqual([true, true]);
  });

  test('a recess is a time of rest only where the State says so; one of every year may run across New Year', () => {
    expect(made({ recesses: [recess] }).rest('2026-02-03')).toEqual({ kind: 'recess', name: 'Receso' });
    expect(made({ recesses: [{ ...recess, suspends: false }] }).rest('2026-02-03')).toBeNull();
    const turn = { from: '12-20', until: '01-20' };
    const inside = ['2026-12-19', '2026-12-20', '2026-12-31', '2027-01-20', '2027-01-21', '2027-06-01'];
    expect(inside.map((date) => isInRecess(turn, date))).toEqual([false, true, true, true, false, false]);
    const once = { from: '2026-07-01', until: '2026-07-31' };
    expect(['2026-06-30', '2026-07-01', '2026-07-31', '2027-07-01'].map((date) => isInRecess(once, date))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('days are days of the calendar', () => {
    expect(['2026-02-28', '2028-02-29', '1900-01-01'].map(isDay)).toEqual([true, true, true]);
    expect(['2026-02-29', '2026-13-01', '0000-01-01', '2026-1-1', ''].map(isDay)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test.each<[string, Partial<AuthorityCalendar>, string[]]>([
    ['nothing', {}, []],
    ['a day that never comes', { holidays: [{ name: 'x', on: '02-30' }] }, ['holidays.0.on calendar_no_day']],
    ['a day of the year 0', { removed: [{ name: 'x', on: '0000-01-01' }] }, ['removed.0.on calendar_no_day']],
    ['far from Easter', { holidays: [{ name: 'x', on: 'easter +90' }] }, ['holidays.0.on calendar_no_day']],
    [
      'one day twice, as a date and as a rule',
      {
        holidays: [
          { name: 'x', on: '03-10' },
          { name: 'y', on: '2027-03-10' },
        ],
      },
      ['holidays.1.on calendar_two_on_one_day'],
    ],
    [
      'one day twice, the rule after the date',
      {
        holidays: [
          { name: 'x', on: '2027-03-10' },
          { name: 'y', on: '03-10' },
        ],
      },
      ['holidays.1.on calendar_two_on_one_day'],
    ],
    [
      'what is a holiday already',
      { holidays: [{ name: 'x', on: '07-28' }] },
      ['holidays.0.on calendar_already_a_holiday'],
    ],
    [
      'what is a holiday already, that year',
      { holidays: [{ name: 'x', on: '2027-07-28' }] },
      ['holidays.0.on calendar_already_a_holiday'],
    ],
    [
      'a holiday under another name',
      { removed: [{ name: 'x', on: '07-28' }], holidays: [{ name: 'y', on: '07-28' }] },
      [],
    ],
    [
      'taking out what is none, and the same twice',
      {
        removed: [
          { name: 'x', on: '03-10' },
          { name: 'x', on: '07-28' },
          { name: 'x', on: '07-28' },
        ],
      },
      ['removed.0.on calendar_not_a_holiday', 'removed.2.on calendar_twice'],
    ],
    [
      'a recess without a law',
      { recesses: [{ ...recess, source: ' ' }] },
      ['recesses.0.source calendar_recess_source'],
    ],
    [
      'a recess that ends before it begins',
      { recesses: [{ ...recess, from: '2026-08-02', until: '2026-08-01' }] },
      ['recesses.0.until calendar_recess_order'],
    ],
    [
      'a recess across New Year is none of these',
      {
        recesses: [
          { ...recess, from: '12-20', until: '01-20' },
          { ...recess, from: '02-01', until: '02-29' },
        ],
      },
      [],
    ],
    [
      'a recess of most of the year',
      { recesses: [{ ...recess, from: '02-20', until: '02-10' }] },
      ['recesses.0.until calendar_recess_too_long'],
    ],
    [
      'an office that closes as it opens',
      { office_hours: { opens: '09:00', closes: '09:00' } },
      ['office_hours.closes calendar_hours_order'],
    ],
  ])('%s', (_, change, refused) => {
    expect(calendarRefusals('PER', own(change)).map(({ field, rule }) => `${field} ${rule}`)).toEqual(refused);
  });
});
