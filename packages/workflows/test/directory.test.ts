import { describe, expect, test } from 'vitest';
import {
  Authority,
  acceptances,
  authorityRoles,
  centralFor,
  confirmationStage,
  confirmBy,
  contactChannels,
  entryKinds,
  entryRefusals,
  entrySchemas,
  filingLanguages,
  freshContacts,
  freshMonths,
  freshnessOf,
  needsCallBack,
  networks,
  Provider,
  roleRank,
} from '../src/directory.ts';
import { basisCodes, dataCategories } from '../src/types.ts';
import { absent, expectField, type Field, long } from './fields.ts';

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

const days = {
  taken: ['1900-01-01', '2026-03-02', '2099-12-31'],
  refused: ['1899-12-31', '2100-01-01', '2026-3-2', '26-03-02', '2026-03-02T00:00', ' 2026-03-02', '', absent],
};
const phones = {
  taken: ['+55 61 5555 0100', '+1 (246) 555-0100', '+12345', `+1${'0'.repeat(30)}`, absent],
  refused: ['+1234', `+1${'0'.repeat(31)}`, '55 61 5555 0100', '+(55) 61 5555', '+55 61 CALL', '', null],
};
const mails = {
  taken: ['a@b', 'mesa.24x7@justicia.test', `${long(318)}@b`, absent],
  refused: [`${long(319)}@b`, 'a b@c', 'a@b c', 'a@b@c', '@b', 'a@', 'a', ''],
};
const addresses = { taken: ['x', long(1000), absent], refused: ['', ' ', long(1001)] };
const names = { taken: ['x', long(200)], refused: ['', ' \n', long(201), 7, absent] };
const languages = {
  taken: [[], ['fr'], ['en', 'es', 'pt', 'fr', 'nl', 'ht', 'gn', 'qu', 'ay']],
  refused: [['de'], ['es', 'es'], 'es', absent],
};

describe('an authority is entered with', () => {
  const roles = [
    'central_authority',
    'point_of_contact',
    'competent_authority',
    'statistics_entity',
    'cybercrime_unit',
  ];
  test.each<[string, Field]>([
    ['role', { taken: roles, refused: ['judge', '', absent] }],
    ['name', names],
    ['instruments', { taken: [[], ['ETS185'], basisCodes], refused: [['POLICY'], ['ETS185', 'ETS185'], absent] }],
    ['networks', { taken: [[], ['ETS185', 'G7', 'UNCC']], refused: [['UNTOC'], ['G7', 'G7'], absent] }],
    ['address', addresses],
    ['phone', phones],
    ['email', mails],
    [
      'channels',
      {
        taken: [[], ['exchange', 'mail', 'phone', 'post', 'diplomatic']],
        refused: [['fax'], ['mail', 'mail'], absent],
      },
    ],
    ['languages', languages],
    ['hours', { taken: ['x', long(200), absent], refused: ['', ' ', long(201)] }],
    ['valid_from', days],
    ['colour', { taken: [absent], refused: ['red'] }],
  ])('%s', (field, values) => expectField(Authority, authority(), field, values));
});

describe('a service provider is entered with', () => {
  const kept = (change: Record<string, unknown> = {}) => [{ category: 'TRAFFIC', days: 90, ...change }];
  test.each<[string, Field]>([
    ['name', names],
    ['address', addresses],
    ['phone', phones],
    ['email', mails],
    [
      'accepts',
      {
        taken: [[], ['preservation', 'emergency', 'subscriber', 'domestic_order']],
        refused: [['content'], ['emergency', 'emergency'], absent],
      },
    ],
    [
      'retention',
      {
        taken: [
          [],
          kept({ days: 0 }),
          kept({ days: 36_500 }),
          dataCategories.flatMap((category) => kept({ category })),
          Array(12).fill(kept()[0]),
        ],
        refused: [
          kept({ days: -1 }),
          kept({ days: 36_501 }),
          kept({ days: 1.5 }),
          kept({ days: absent }),
          kept({ category: 'PASSWORD' }),
          kept({ category: absent }),
          kept({ months: 3 }),
          Array(13).fill(kept()[0]),
          absent,
        ],
      },
    ],
    ['languages', languages],
    ['source', { taken: ['x', long(300)], refused: ['', ' ', long(301), absent] }],
    ['as_of', days],
    ['colour', { taken: [absent], refused: ['red'] }],
  ])('%s', (field, values) => expectField(Provider, provider(), field, values));
});

test('a list may name all there is, each once, and its schema says how many', () => {
  expect(Authority.properties).toMatchObject({
    instruments: { maxItems: basisCodes.length },
    networks: { maxItems: networks.length },
    channels: { maxItems: contactChannels.length },
    languages: { maxItems: filingLanguages.length },
  });
  expect(Provider.properties).toMatchObject({
    accepts: { maxItems: acceptances.length },
    languages: { maxItems: filingLanguages.length },
  });
});

test('what the reader of the schema cannot guess, it says', () => {
  expect(Authority.properties).toMatchObject({
    name: { description: expect.stringContaining('own language') },
    instruments: { description: expect.stringContaining('none named: under all') },
    phone: { description: expect.stringContaining('international') },
    hours: { description: expect.stringContaining('24/7') },
    valid_from: { description: 'YYYY-MM-DD' },
  });
  expect(Provider.properties).toMatchObject({
    retention: { description: expect.stringContaining('how many days') },
    source: { description: expect.stringContaining('published') },
  });
  expect(Authority.properties.address).not.toHaveProperty('description');
});

test('two kinds of entry, each with its schema', () => {
  expect(entryKinds).toEqual(['authority', 'provider']);
  expect(Object.keys(entrySchemas)).toEqual(entryKinds);
  expect(entrySchemas.authority).toBe(Authority);
  expect(entrySchemas.provider).toBe(Provider);
});

test('authorities are shown by role: those that requests and urgent calls go to come first', () => {
  const shown = [...authorityRoles].reverse().sort((a, b) => roleRank(a) - roleRank(b));
  expect(shown).toEqual([
    'central_authority',
    'point_of_contact',
    'competent_authority',
    'statistics_entity',
    'cybercrime_unit',
  ]);
});

describe('an entry', () => {
  const desk = (change: Partial<Authority> = {}) => authority({ role: 'point_of_contact', ...change });
  test.each<[string, Authority, string[]]>([
    ['as a central authority', authority(), []],
    ['that counts from today', authority({ valid_from: today }), []],
    ['that counts from tomorrow', authority({ valid_from: '2026-03-03' }), ['said.valid_from directory_future']],
    ['from a day that no month has', authority({ valid_from: '2026-02-30' }), ['said.valid_from schema_format']],
    ['from a month that no year has', authority({ valid_from: '2025-13-01' }), ['said.valid_from schema_format']],
    ['from a leap day', authority({ valid_from: '2024-02-29' }), []],
    ['from no day', { ...authority(), valid_from: undefined as never }, ['said.valid_from schema_format']],
    ['that nobody can reach', bare(authority()), ['said.email directory_unreachable']],
    ['reached by post', { ...bare(authority()), address: 'Calle 1' }, []],
    ['reached by mail', { ...bare(authority()), email: 'a@b.test' }, []],
    ['reached by telephone', { ...bare(authority()), phone: '+56 2 5555 0100' }, []],
    ['of a desk without a telephone', { ...bare(desk()), email: 'a@b.test' }, ['said.phone directory_desk_phone']],
    ['of a desk with nothing, said once', bare(desk()), ['said.phone directory_desk_phone']],
    ['of a desk with a telephone only', { ...bare(desk()), phone: '+56 2 5555 0100' }, []],
    ['of a desk in networks', desk({ networks: ['G7', 'ETS185'] }), []],
    ['of another authority in a network', authority({ networks: ['G7'] }), ['said.networks directory_networks']],
    ['of a central authority under one instrument', authority({ instruments: ['ETS185'] }), []],
    ['of a desk under an instrument', desk({ instruments: ['ETS185'] }), ['said.instruments directory_instruments']],
    [
      'of a unit under an instrument',
      authority({ role: 'cybercrime_unit', instruments: ['ETS185'] }),
      ['said.instruments directory_instruments'],
    ],
    [
      'with every fault, in the order of the form',
      {
        ...bare(authority({ role: 'cybercrime_unit', networks: ['G7'], instruments: ['UNCC'] })),
        valid_from: '2030-01-01',
      },
      [
        'said.valid_from directory_future',
        'said.email directory_unreachable',
        'said.networks directory_networks',
        'said.instruments directory_instruments',
      ],
    ],
  ])('%s', (_, said, expected) => {
    expect(entryRefusals('authority', said, today).map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
  });

  test.each<[string, Partial<Provider>, string[]]>([
    ['as it should be', {}, []],
    ['seen today', { as_of: today }, []],
    ['seen tomorrow', { as_of: '2026-03-03' }, ['said.as_of directory_future']],
    ['seen on no day', { as_of: '2026-02-29' }, ['said.as_of schema_format']],
    [
      'with two categories',
      {
        retention: [
          { category: 'TRAFFIC', days: 90 },
          { category: 'SUBSCRIBER', days: 90 },
        ],
      },
      [],
    ],
    [
      'with one category twice, and seen tomorrow',
      {
        as_of: '2026-03-03',
        retention: [
          { category: 'TRAFFIC', days: 1 },
          { category: 'SUBSCRIBER', days: 1 },
          { category: 'TRAFFIC', days: 2 },
        ],
      },
      ['said.as_of directory_future', 'said.retention directory_retention_twice'],
    ],
  ])('of a provider %s', (_, change, expected) => {
    const refused = entryRefusals('provider', provider(change), today);
    expect(refused.map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
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
    ['a unit taken out', unit, null, false],
    ['nothing before and nothing after', null, null, false],
    ['nothing changed', desk, { ...desk }, false],
    ['the first telephone', bare(authority()), { ...bare(authority()), phone: '+56 2 5555 0100' }, true],
    ['the mail taken away', authority(), { ...bare(authority()), phone: '+56 2 5555 0100' }, true],
    ['another address of one without telephone and mail', bare(desk), { ...bare(desk), address: 'Calle 2' }, false],
    ['a central authority that becomes the desk, reached as before', authority(), desk, true],
  ] as const)('%s', (_, before, after, wanted) => {
    expect(needsCallBack('authority', before, after)).toBe(wanted);
  });
  test('a provider never waits for one', () => {
    expect(needsCallBack('provider', null, provider({ email: 'a@b.test' }))).toBe(false);
    // its kind decides, whatever the entry says of itself
    expect(needsCallBack('provider', null, authority())).toBe(false);
  });
});

describe('the yearly confirmation', () => {
  test('is due a year later at the same time of the State’s clocks', () => {
    // summer time in Santiago on both days; the leap day of 2028 moves nothing
    expect(confirmBy('2027-03-01T15:00:00.000Z', 'America/Santiago')).toBe('2028-03-01T15:00:00.000Z');
    expect(confirmBy('2028-02-29T15:00:00.000Z', 'America/Santiago')).toBe('2029-02-28T15:00:00.000Z');
    // summer time on the first day only: the hour of the clock stays, the instant moves
    expect(confirmBy('2026-04-04T15:00:00.000Z', 'America/Santiago')).toBe('2027-04-04T16:00:00.000Z');
    // still 28 February in Santiago
    expect(confirmBy('2027-03-01T02:00:00.000Z', 'America/Santiago')).toBe('2028-02-29T02:00:00.000Z');
    expect(confirmBy('2027-03-01T02:00:00.000Z', 'UTC')).toBe('2028-03-01T02:00:00.000Z');
    expect(freshMonths).toBe(12);
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
    [-61, -60],
    [-400, -390],
  ])('%i days before, the last reminder is %o', (days, stage) => {
    const due = Date.parse('2026-12-01T00:00:00Z');
    const now = new Date(due - days * 86_400_000).toISOString();
    expect(confirmationStage(new Date(due).toISOString(), now)).toBe(stage);
  });

  test.each([
    [30, null],
    [7, 30],
    [0, 7],
    [-30, 0],
    [-60, -30],
  ])('a millisecond earlier than %i days before, it is %o', (days, stage) => {
    const due = Date.parse('2026-12-01T00:00:00Z');
    const now = new Date(due - days * 86_400_000 - 1).toISOString();
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

describe('freshness of a directory (G2)', () => {
  const entry = (kind: 'authority' | 'provider', confirmed_at: string) => ({ kind, confirmed_at });
  test('is the contacts confirmed in twelve months, of all; providers are no contacts', () => {
    const now = '2026-03-02T12:00:00.000Z';
    expect(freshContacts([], now)).toEqual({ confirmed: 0, contacts: 0 });
    expect(
      freshContacts(
        [
          entry('authority', '2025-03-02T12:00:00.001Z'),
          entry('authority', '2025-03-02T12:00:00.000Z'),
          entry('authority', '2026-03-02T12:00:00.000Z'),
          entry('provider', '2026-03-02T12:00:00.000Z'),
        ],
        now,
      ),
    ).toEqual({ confirmed: 2, contacts: 3 });
  });
});

describe('what anyone may read of a contact', () => {
  test('is its State’s to say, and of a 24/7 desk nobody’s', () => {
    const said = { public_contact: ['email' as const] };
    expect(entryRefusals('authority', authority(said), '2026-03-02')).toEqual([]);
    const desk = authority({ ...said, role: 'point_of_contact' });
    expect(entryRefusals('authority', desk, '2026-03-02')).toEqual([
      { field: 'said.public_contact', rule: 'directory_desk_public' },
    ]);
    expect(entryRefusals('authority', { ...desk, public_contact: [] }, '2026-03-02')).toEqual([]);
  });
});

describe('a request goes to', () => {
  const all = authority({ name: 'de todos' });
  const budapest = authority({ name: 'de Budapest', instruments: ['ETS185', 'CETS224'] });
  const nations = authority({ name: 'de las Naciones Unidas', instruments: ['UNCC'] });
  const unit = authority({ name: 'unidad', role: 'cybercrime_unit' });
  const desk = authority({ name: 'mesa', role: 'point_of_contact' });
  test.each<[string, Authority[], string[], string | undefined]>([
    ['the central authority of one of its bases', [all, nations, budapest], ['OAS-A55', 'ETS185'], 'de Budapest'],
    ['the first of two such', [nations, budapest], ['ETS185', 'UNCC'], 'de las Naciones Unidas'],
    ['the one for all, where none is of its basis', [budapest, all, nations], ['OAS-A55'], 'de todos'],
    ['the first central authority, where none is for all', [budapest, nations], ['OAS-A55'], 'de Budapest'],
    ['a central authority only', [unit, desk, all], ['ETS185'], 'de todos'],
    ['nobody, where there is none', [unit, desk], ['ETS185'], undefined],
    ['nobody, where nobody is', [], [], undefined],
  ])('%s', (_, authorities, bases, name) => {
    expect(centralFor(authorities, bases)?.name).toBe(name);
  });
  test('the one for all, as long as it has no basis', () => {
    expect(centralFor([budapest, all])?.name).toBe('de todos');
    expect(centralFor([budapest, nations])?.name).toBe('de Budapest');
  });
});
