import { describe, expect, test } from 'vitest';
import {
  type Authority,
  centralFor,
  confirmationStage,
  confirmBy,
  entryRefusals,
  freshnessOf,
  needsCallBack,
  type Provider,
} from '../src/directory.ts';
import { callFigures } from '../src/test-calls.ts';

const authority = (change: Partial<Authority> = {}): Authority => ({
  role: 'central_authority',
  name: 'Autoridad inventada',
  instruments: [],
  networks: [],
  phone: '+56 2 5555 0100',
  email: 'uno@demo.test',
  channels: ['mail'],
  languages: ['es'],
  valid_from: '2026-01-01',
  ...change,
});
const provider = (change: Partial<Provider> = {}): Provider => ({
  name: 'Proveedor inventado',
  accepts: [],
  retention: [],
  languages: [],
  source: 'carta',
  as_of: '2026-01-01',
  ...change,
});
const bare = ({ phone: _, email: _e, ...rest }: Authority): Authority => rest;
const today = '2026-03-02';

describe('an entry', () => {
  test.each([
    [authority(), []],
    [authority({ valid_from: '2026-03-02' }), []],
    [authority({ valid_from: '2026-03-03' }), ['said.valid_from directory_future']],
    [authority({ valid_from: '2026-02-30' }), ['said.valid_from schema_format']],
    [bare(authority()), ['said.email directory_unreachable']],
    [{ ...bare(authority()), address: 'Calle 1' }, []],
    [{ ...bare(authority({ role: 'point_of_contact' })), email: 'a@b.test' }, ['said.phone directory_desk_phone']],
    [authority({ role: 'point_of_contact', networks: ['G7', 'ETS185'] }), []],
    [authority({ networks: ['G7'] }), ['said.networks directory_networks']],
    [authority({ role: 'cybercrime_unit', instruments: ['ETS185'] }), ['said.instruments directory_instruments']],
  ])('of an authority %# is refused where it cannot stand', (said, expected) => {
    expect(entryRefusals('authority', said, today).map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
  });

  test('of a provider names each category once, and was seen on a day that has come', () => {
    const twice = [1, 2].map((days) => ({ category: 'TRAFFIC' as const, days }));
    expect(entryRefusals('provider', provider(), today)).toEqual([]);
    expect(entryRefusals('provider', provider({ retention: twice, as_of: '2026-03-03' }), today)).toEqual([
      { field: 'said.as_of', rule: 'directory_future' },
      { field: 'said.retention', rule: 'directory_retention_twice' },
    ]);
  });
});

describe('a call-back', () => {
  const desk = authority({ role: 'point_of_contact' });
  const unit = authority({ role: 'cybercrime_unit' });
  test.each([
    ['another telephone', authority(), authority({ phone: '+56 2 5555 0199' }), true],
    ['another mail of the desk', desk, { ...desk, email: 'dos@demo.test' }, true],
    ['the same mail in capitals', authority(), authority({ email: 'UNO@demo.test' }), false],
    ['another name, other hours', authority(), authority({ name: 'Otra', hours: '09:00' }), false],
    ['a new central authority', null, authority(), true],
    ['one taken out', authority(), null, true],
    ['a unit that becomes the desk', unit, desk, true],
    ['the desk that becomes a unit', desk, unit, true],
    ['another telephone of a unit', unit, { ...unit, phone: '+56 2 5555 0199' }, false],
    ['a new unit', null, unit, false],
  ] as const)('%s', (_, before, after, wanted) => {
    expect(needsCallBack('authority', before, after)).toBe(wanted);
  });
  test('a provider never waits for one', () => {
    expect(needsCallBack('provider', null, provider({ email: 'a@b.test' }))).toBe(false);
  });
});

describe('the yearly confirmation', () => {
  test('is due a year later at the same time of the State’s clocks', () => {
    // summer time in Santiago on both days; the leap day of 2028 moves nothing
    expect(confirmBy('2027-03-01T15:00:00.000Z', 'America/Santiago')).toBe('2028-03-01T15:00:00.000Z');
    expect(confirmBy('2028-02-29T15:00:00.000Z', 'America/Santiago')).toBe('2029-02-28T15:00:00.000Z');
  });

  test.each([
    [31, null],
    [30, 30],
    [8, 30],
    [7, 7],
    [1, 7],
    [0, 0],
    [-29, 0],
    [-30, -30],
    [-59, -30],
    [-60, -60],
    [-400, -390],
  ])('%i days before, the last reminder is %o', (days, stage) => {
    const due = Date.parse('2026-12-01T00:00:00Z');
    const now = new Date(due - days * 86_400_000).toISOString();
    expect(confirmationStage(new Date(due).toISOString(), now)).toBe(stage);
  });

  test.each([
    ['2026-03-02T12:00:00Z', { months: 0, days: 0, fresh: true }],
    ['2026-02-27T12:00:00Z', { months: 0, days: 3, fresh: true }],
    ['2025-12-01T12:00:00Z', { months: 3, days: 1, fresh: true }],
    ['2025-03-02T12:00:01Z', { months: 11, days: 27, fresh: true }],
    ['2025-03-02T12:00:00Z', { months: 12, days: 0, fresh: false }],
    ['2025-01-01T12:00:00Z', { months: 14, days: 1, fresh: false }],
    ['2027-01-01T12:00:00Z', { months: 0, days: 0, fresh: true }],
  ])('what was confirmed at %s', (at, expected) => {
    expect(freshnessOf(at, '2026-03-02T12:00:00Z')).toEqual(expected);
  });
});

test('a request goes to the central authority of its basis, or to the one of all', () => {
  const all = authority({ name: 'de todos' });
  const budapest = authority({ name: 'de Budapest', instruments: ['ETS185'] });
  expect(centralFor([all, budapest], ['OAS-A55', 'ETS185'])?.name).toBe('de Budapest');
  expect(centralFor([budapest, all], ['OAS-A55'])?.name).toBe('de todos');
  expect(centralFor([budapest], ['OAS-A55'])?.name).toBe('de Budapest');
  expect(centralFor([authority({ role: 'cybercrime_unit' })], ['ETS185'])).toBeUndefined();
});

describe('test calls', () => {
  const at = (hours: number) => new Date(Date.parse('2026-03-01T00:00:00Z') + hours * 3_600_000).toISOString();
  const call = (began: number, took: number | null) => ({
    at: at(began),
    answered_at: took === null ? null : at(began + took),
  });

  test('are counted by how long they took, those without an answer only after a day', () => {
    const calls = [call(0, 0.5), call(0, 1), call(0, 1.01), call(0, 24), call(0, 25), call(0, null), call(90, null)];
    expect(callFigures(calls, at(100))).toEqual({
      made: 7,
      open: 1,
      within_hour: 2,
      within_day: 2,
      later: 1,
      unanswered: 1,
      // 0.5, 1, 1.01 and 24 of seven, one of which was watched for ten hours only: the fourth brings more than half
      median_hours: 24,
    });
  });

  test('give no median below five, nor where too few answered', () => {
    expect(callFigures([], at(0)).median_hours).toBe('none');
    expect(callFigures([call(0, 1), call(0, 1), call(0, 1), call(0, 1)], at(9)).median_hours).toBe('suppressed');
    const silent = [1, 2, 3, 4].map(() => call(0, null));
    expect(callFigures([call(0, 1), ...silent], at(99)).median_hours).toBe('not_reached');
  });
});
