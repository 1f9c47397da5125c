import { expect, test } from 'vitest';
import { calendarOf } from '../src/calendar.ts';
import { nextOpening, usualHours, whenAtWork } from '../src/office-hours.ts';

const hours = { zone: 'America/Santiago', from: '08:00', until: '18:00' };
const chile = calendarOf('CHL');

// Chile is three hours behind UTC in March 2026, four from 5 April.
test.each([
  ['at work', '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z'],
  ['the first minute', '2026-03-02T11:00:00.000Z', '2026-03-02T11:00:00.000Z'],
  ['before it', '2026-03-02T10:59:59.999Z', '2026-03-02T11:00:00.000Z'],
  ['the last second', '2026-03-02T20:59:59.000Z', '2026-03-02T20:59:59.000Z'],
  ['in the evening', '2026-03-02T21:00:00.000Z', '2026-03-03T11:00:00.000Z'],
  ['on a Saturday', '2026-03-07T15:00:00.000Z', '2026-03-09T11:00:00.000Z'],
  // Good Friday and Holy Saturday, then the clocks go back
  ['before a holiday and a change of clocks', '2026-04-02T22:00:00.000Z', '2026-04-06T12:00:00.000Z'],
])('%s', (_, at, expected) => {
  expect(whenAtWork(at, hours, chile)).toBe(expected);
});

test('the next opening is never now', () => {
  expect(nextOpening('2026-03-02T11:00:00.000Z', hours, chile)).toBe('2026-03-03T11:00:00.000Z');
  expect(nextOpening('2026-03-02T15:00:00.000Z', hours, chile)).toBe('2026-03-03T11:00:00.000Z');
  expect(nextOpening('2026-03-02T09:00:00.000Z', hours, chile)).toBe('2026-03-02T11:00:00.000Z');
});

test('the next opening is that of today until its very instant', () => {
  expect(nextOpening('2026-03-02T10:59:59.999Z', hours, chile)).toBe('2026-03-02T11:00:00.000Z');
  expect(nextOpening('2026-03-02T11:00:00.001Z', hours, chile)).toBe('2026-03-03T11:00:00.000Z');
});

test('unless somebody says otherwise, an authority is at work from eight to six', () => {
  expect(usualHours).toEqual({ from: '08:00', until: '18:00' });
});

test('the working day is that of the reader’s calendar, not of Greenwich', () => {
  const always = { ...hours, from: '00:00', until: '24:00' };
  // Sunday evening in Santiago, and Friday evening
  expect(whenAtWork('2026-03-09T01:00:00.000Z', always, chile)).toBe('2026-03-09T03:00:00.000Z');
  expect(whenAtWork('2026-03-07T02:30:00.000Z', always, chile)).toBe('2026-03-07T02:30:00.000Z');
});

test('hours that begin in the hour the clocks leave out begin after it', () => {
  const daily = { isWorkingDay: () => true };
  const midnight = { ...hours, from: '00:00' };
  // Chile puts its clocks forward from 24:00 of 5 September to 01:00
  expect(nextOpening('2026-09-05T23:00:00.000Z', midnight, daily)).toBe('2026-09-06T04:00:00.000Z');
});

test('the reader’s own zone and hours count, with the holidays of the authority', () => {
  const early = { zone: 'Pacific/Easter', from: '06:30', until: '12:00' };
  expect(whenAtWork('2026-03-02T11:00:00.000Z', early, chile)).toBe('2026-03-02T11:30:00.000Z');
  expect(whenAtWork('2026-03-02T17:00:00.000Z', early, chile)).toBe('2026-03-03T11:30:00.000Z');
});

test('a calendar in which nobody ever works holds nothing back for ever', () => {
  expect(whenAtWork('2026-03-02T12:00:00.000Z', hours, { isWorkingDay: () => false })).toBe('2026-03-02T12:00:00.000Z');
});

test('a month without a working day is waited out, and not a day more', () => {
  const only = (day: string) => ({ isWorkingDay: (asked: string) => asked === day });
  const at = '2026-03-02T12:00:00.000Z';
  expect(nextOpening(at, hours, only('2026-04-02'))).toBe('2026-04-02T11:00:00.000Z');
  expect(nextOpening(at, hours, only('2026-04-03'))).toBe(at);
});
