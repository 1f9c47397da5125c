import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  checkIdentifier,
  type IdentifierContext,
  isBech32,
  isDomain,
  isEmail,
  luhn,
  offsetMinutes,
  parseIpv4,
  parseIpv6,
  parseLogLines,
  timePrecision,
} from '../src/identifiers.ts';
import { type IdentifierType, type IdentifierValue, languages } from '../src/types.ts';
import { say } from '../src/vocabulary/index.ts';

vi.setConfig({ testTimeout: 60_000 });

const seeded = { seed: 20_261_121, numRuns: 500 };
const context: IdentifierContext = { kind: 'preservation', today: '2026-11-21' };
const rulesOf = (value: IdentifierValue, more: Partial<IdentifierContext> = {}) =>
  checkIdentifier({ categories: ['SUBSCRIBER'], ...value }, { ...context, ...more }).map(
    ({ path, rule, severity }) => `${path} ${rule} ${severity}`,
  );
const moment = { from: '2026-09-14T22:10:07', offset: '-03:00' };

describe('addresses', () => {
  it('accepts every IPv4 address and nothing near it', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(parseIpv4(address)?.join('.')).toBe(address);
      }),
      seeded,
    );
    for (const wrong of [
      '203.0.113',
      '203.0.113.256',
      '203.0.113.01',
      '203.0.113.1.',
      ' 203.0.113.1',
      '203.0.113.1/24',
      '',
    ])
      expect(parseIpv4(wrong), wrong).toBeUndefined();
  });

  it('accepts every IPv6 address, and agrees with the platform', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(parseIpv6(address)).toHaveLength(8);
        expect(() => new URL(`http://[${address}]/`)).not.toThrow();
      }),
      seeded,
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f:.]{0,20}$/), (text) => {
        const platform = URL.canParse(`http://[${text}]/`);
        expect(parseIpv6(text) !== undefined, text).toBe(platform);
      }),
      { ...seeded, numRuns: 3_000 },
    );
    for (const wrong of ['2001:db8::1::2', '2001:db8', '::g', '12345::', 'fe80::1%eth0'])
      expect(parseIpv6(wrong), wrong).toBeUndefined();
  });

  it('asks for the moment of an address, and its zone, as rules of their own', () => {
    expect(rulesOf({ type: 'ipv4', value: '203.0.113.91', port: 51_544 })).toEqual(['from ip_time_missing error']);
    expect(rulesOf({ type: 'ipv4', value: '203.0.113.91', port: 51_544, from: moment.from })).toEqual([
      'offset time_without_zone error',
    ]);
    expect(
      rulesOf({ type: 'ipv4', value: '203.0.113.91', port: 51_544, from: '2026-09-14T22:10', offset: 'Z' }),
    ).toEqual(['from ip_seconds_missing error']);
    expect(rulesOf({ type: 'ipv4', value: '203.0.113.91', port: 51_544, ...moment })).toEqual([]);
  });

  it('needs the moment only where it points to a person', () => {
    const value: IdentifierValue = { type: 'ipv6', value: '2001:db8::7', categories: ['CONTENT'] };
    expect(rulesOf(value)).toEqual(['from ip_time_missing warning']);
    for (const category of ['SUBSCRIBER', 'IDENTIFICATION_ONLY', 'TRAFFIC'] as const)
      expect(rulesOf({ ...value, categories: [category] }), category).toEqual(['from ip_time_missing error']);
  });

  it('warns about a missing source port of IPv4 only', () => {
    expect(rulesOf({ type: 'ipv4', value: '203.0.113.91', ...moment })).toEqual(['port ipv4_port_missing warning']);
    expect(rulesOf({ type: 'ipv6', value: '2001:db8::91', ...moment })).toEqual([]);
    expect(rulesOf({ type: 'ipv4', value: '203.0.113.91', port: 70_000, ...moment })).toEqual([
      'port port_range error',
    ]);
  });

  it('tells the versions apart and knows private networks', () => {
    expect(rulesOf({ type: 'ipv6', value: '203.0.113.91', ...moment })).toEqual(['value ip_other_version error']);
    for (const value of ['10.1.2.3', '192.168.0.4', '172.31.0.1', '100.64.0.9'])
      expect(rulesOf({ type: 'ipv4', value, port: 1, ...moment })).toEqual(['value ip_internal warning']);
    for (const value of ['fe80::1', 'febf::1', 'fc00::1', 'fdff::1', '::1'])
      expect(rulesOf({ type: 'ipv6', value, ...moment }), value).toEqual(['value ip_internal warning']);
    for (const value of [
      '172.15.0.1',
      '172.32.0.1',
      '100.63.0.1',
      '100.128.0.1',
      '192.167.0.1',
      '169.253.0.1',
      '11.0.0.1',
    ])
      expect(rulesOf({ type: 'ipv4', value, port: 1, ...moment }), value).toEqual([]);
    for (const value of ['172.16.0.1', '100.127.0.1', '127.0.0.1', '169.254.0.1'])
      expect(rulesOf({ type: 'ipv4', value, port: 1, ...moment }), value).toEqual(['value ip_internal warning']);
    for (const value of ['fbff::1', 'fe00::1', 'fec0::1', '::2', '::'])
      expect(rulesOf({ type: 'ipv6', value, ...moment }), value).toEqual([]);
  });
});

describe('syntax of the others', () => {
  const account = { from: '2026-09-01', to: '2026-09-30', offset: '-03:00' };
  it.each<[IdentifierType, string, string | undefined, string[]]>([
    ['email', 'conta-4471@mail.example', undefined, []],
    ['email', 'conta@@mail.example', undefined, ['value email_syntax error']],
    ['email', 'conta@mail', undefined, ['value email_syntax error']],
    ['phone', '+55 61 5550 0100', undefined, []],
    ['phone', '061 5550-0100', undefined, ['value phone_syntax error']],
    ['imsi', '724059999999999', undefined, []],
    ['imsi', '72405999', undefined, ['value imsi_syntax error']],
    ['imei', '490154203237518', undefined, []],
    ['imei', '490154203237517', undefined, ['value imei_check_digit error']],
    ['iccid', '8955000000000000005', undefined, ['value iccid_check_digit warning']],
    ['iccid', '1234', undefined, ['value iccid_syntax error']],
    ['mac', '00:00:5e:00:53:01', undefined, []],
    ['mac', '00:00:5e:00:53', undefined, ['value mac_syntax error']],
    ['url', 'https://forum.example/t/1?a=b#c', undefined, []],
    ['url', 'forum.example/t/1', undefined, ['value url_syntax error']],
    ['profile_url', 'ftp://forum.example/u', undefined, ['value url_syntax error']],
    ['domain', 'münchen.example', undefined, []],
    ['domain', 'https://forum.example', undefined, ['value domain_syntax error']],
    ['message_id', '<20260914.22@mail.example>', undefined, []],
    ['message_id', '<20260914.22@mail.example', undefined, ['value message_id_syntax error']],
    ['file_hash', 'a'.repeat(64), 'SHA-256', []],
    ['file_hash', 'a'.repeat(64), 'sha256', []],
    ['file_hash', 'a'.repeat(63), 'SHA-256', ['value hash_length error']],
    ['file_hash', 'z'.repeat(64), 'SHA-256', ['value hash_syntax error']],
    ['file_hash', 'a'.repeat(64), undefined, ['qualifier hash_algorithm_missing error']],
    // BIP 173 and BIP 350 give these; one letter changed breaks the checksum
    ['crypto_address', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'bitcoin', []],
    ['crypto_address', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'Bitcoin', []],
    ['crypto_address', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', 'bitcoin', []],
    ['crypto_address', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', 'bitcoin', ['value crypto_other_chain warning']],
    ['crypto_address', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'bitcoin', []],
    ['crypto_address', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'ethereum', ['value crypto_other_chain warning']],
    ['crypto_address', '0x52908400098527886E0F7030069857D2E4169EE7', 'Ethereum', []],
    ['crypto_address', '0x52908400098527886E0F7030069857D2E4169EE', 'Ethereum', ['value crypto_other_chain warning']],
    ['crypto_address', 'anything20lettersormore', 'a chain nobody knows', []],
    ['crypto_transaction', `0x${'a'.repeat(64)}`, 'ethereum', []],
    ['crypto_transaction', 'a'.repeat(63), 'bitcoin', ['value crypto_tx_syntax warning']],
    ['crypto_transaction', 'a'.repeat(64), undefined, ['qualifier crypto_chain_missing error']],
    ['payment_reference', 'TRX-4417', 'Banco Modelo', []],
    ['payment_reference', 'TRX-4417', undefined, ['qualifier payment_institution_missing warning']],
    ['crypto_address', 'bc1qexampleexampleexampleexample', undefined, ['qualifier crypto_chain_missing error']],
    ['handle', 'muestra', undefined, ['qualifier account_service_missing warning']],
    ['cloud_object', '/compartido/a.zip', undefined, []],
  ])('%s %s (%s)', (type, value, qualifier, expected) => {
    expect(rulesOf({ type, value, ...(qualifier ? { qualifier } : {}), ...account })).toEqual(expected);
  });

  it.each<[IdentifierType, string, string | undefined, boolean]>([
    // RFC 5321 4.5.3.1: 64 octets before the @, 255 after it
    ['email', `${'a'.repeat(64)}@mail.example`, undefined, true],
    ['email', `${'a'.repeat(65)}@mail.example`, undefined, false],
    ['email', '"two words"@mail.example', undefined, true],
    ['email', '"one"two"@mail.example', undefined, false],
    ['email', '""@mail.example', undefined, false],
    ['email', '@mail.example', undefined, false],
    ['email', 'a..b@mail.example', undefined, false],
    ['email', 'a@[192.0.2.1]', undefined, true],
    ['email', 'a@[IPv6:2001:db8::1]', undefined, true],
    ['email', 'a@[192.0.2.256]', undefined, false],
    ['domain', `${'a'.repeat(63)}.example`, undefined, true],
    ['domain', `${'a'.repeat(64)}.example`, undefined, false],
    ['domain', `${'a.'.repeat(123)}example`, undefined, true],
    ['domain', `${'a.'.repeat(124)}example`, undefined, false],
    ['domain', '-a.example', undefined, false],
    ['domain', 'a-.example', undefined, false],
    ['domain', 'example', undefined, false],
    ['domain', 'a.e', undefined, false],
    ['domain', '192.0.2.1', undefined, false],
    ['domain', 'mail.example.', undefined, true],
    ['domain', 'mail.example..', undefined, false],
    ['phone', '+1234567', undefined, true],
    ['phone', '+123456', undefined, false],
    ['phone', '+123456789012345', undefined, true],
    ['phone', '+1234567890123456', undefined, false],
    ['phone', '+0234567890', undefined, false],
    ['imsi', '72405999999999', undefined, true],
    ['imsi', '7240599999999', undefined, false],
    ['imsi', '7240599999999999', undefined, false],
    ['imei', '49015420323751', undefined, true],
    ['imei', '4901542032375', undefined, false],
    ['imei', '4901542032375189', undefined, true],
    ['imei', '49015420323751890', undefined, false],
    ['imei', '49-015420-323751-8', undefined, true],
    ['iccid', '895500000000000000', undefined, true],
    ['iccid', '8955000000000000', undefined, false],
    ['message_id', 'a@mail.example', undefined, true],
    ['message_id', '<@mail.example>', undefined, false],
    ['message_id', '<a@>', undefined, false],
    ['message_id', 'a@mail.example>', undefined, false],
    ['message_id', `<${'a'.repeat(996)}@b>`, undefined, true],
    ['message_id', `<${'a'.repeat(997)}@b>`, undefined, false],
    ['file_hash', 'a'.repeat(32), 'MD5', true],
    ['file_hash', 'a'.repeat(33), 'MD5', false],
    ['file_hash', 'a'.repeat(40), 'SHA-1', true],
    ['file_hash', 'a'.repeat(39), 'SHA1', false],
    ['file_hash', 'a'.repeat(56), 'SHA-224', true],
    ['file_hash', 'a'.repeat(55), 'SHA-224', false],
    ['file_hash', 'a'.repeat(96), 'SHA-384', true],
    ['file_hash', 'a'.repeat(97), 'SHA-384', false],
    ['file_hash', 'a'.repeat(128), 'SHA-512', true],
    ['file_hash', 'a'.repeat(127), 'SHA-512', false],
    ['file_hash', 'a'.repeat(64), 'SHA3-256', true],
    ['file_hash', 'a'.repeat(65), 'SHA3-256', false],
    ['file_hash', 'a'.repeat(128), 'SHA3-512', true],
    ['file_hash', 'a'.repeat(129), 'SHA3-512', false],
    ['file_hash', 'a'.repeat(17), 'a hash nobody knows', true],
    // alphabets and lengths of the chains' base 58 addresses
    ['crypto_address', `L${'a'.repeat(33)}`, 'litecoin', true],
    ['crypto_address', `K${'a'.repeat(33)}`, 'litecoin', false],
    ['crypto_address', `T${'a'.repeat(33)}`, 'tron', true],
    ['crypto_address', `T${'a'.repeat(32)}`, 'tron', false],
    ['crypto_address', `4${'a'.repeat(94)}`, 'monero', true],
    ['crypto_address', `5${'a'.repeat(94)}`, 'monero', false],
  ])('ends at the edge: %s %s (%s)', (type, value, qualifier, holds) => {
    expect(rulesOf({ type, value, ...(qualifier ? { qualifier } : {}), ...account }).length === 0).toBe(holds);
  });

  it('believes a segwit address by its own prefix, letters and checksum only (BIP 173, BIP 350)', () => {
    expect(isBech32('tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'tb')).toBe(true);
    expect(isBech32('tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'bc')).toBe(false);
    // the test vector of BIP 350 without any data: its checksum is right, and there is no address in it
    expect(isBech32('a1lqfn3a', 'a')).toBe(false);
    expect(isBech32('BC1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'bc')).toBe(false);
    expect(isBech32('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3b4', 'bc')).toBe(false);
    expect(isBech32('bc', 'bc')).toBe(false);
    // a version 1 address under the checksum of version 0, and the reverse (BIP 350, invalid addresses)
    expect(isBech32('bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4', 'bc')).toBe(false);
    expect(isBech32('bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd', 'bc')).toBe(false);
    expect(isBech32('bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd', 'bc')).toBe(false);
  });

  it('knows the offsets that clocks are set to', () => {
    for (const offset of ['-03:00', '+05:45', '−12:00', '+14:00', 'Z'])
      expect(rulesOf({ type: 'email', value: 'a@mail.example', ...account, offset })).toEqual([]);
    for (const offset of ['-03:07', '-13:00'])
      expect(rulesOf({ type: 'email', value: 'a@mail.example', ...account, offset })).toEqual([
        'offset offset_unused warning',
      ]);
    expect(rulesOf({ type: 'email', value: 'a@mail.example', ...account, offset: '-3' })).toEqual([
      'offset offset_syntax error',
    ]);
  });

  it('never lets invisible characters pass, and never changes a value', () => {
    const value: IdentifierValue = { type: 'email', value: 'a\u202eb@mail.example', ...account };
    const before = structuredClone(value);
    expect(rulesOf(value)).toEqual(['value invisible_characters error']);
    expect(value).toEqual(before);
    expect(rulesOf({ type: 'email', value: ' a@mail.example', ...account })).toEqual([
      'value surrounding_spaces warning',
    ]);
  });

  it('asks what, which kind and which data', () => {
    expect(checkIdentifier({}, context).map(({ rule }) => rule)).toEqual([
      'identifier_type_missing',
      'identifier_value_missing',
      'categories_missing',
    ]);
  });
});

describe('times', () => {
  it('knows which days and times exist', () => {
    expect(timePrecision('2026-09-14T22:10:07')).toBe('second');
    expect(timePrecision('2026-09-14T22:10')).toBe('minute');
    expect(timePrecision('2028-02-29')).toBe('day');
    for (const wrong of [
      '2026-02-29',
      '2026-13-01',
      '2026-09-14T24:00:00',
      '14/09/2026',
      '2026-09-14 22:10:07',
      '0050-01-01',
      '2026-00-10',
      '2026-01-00',
      '',
    ])
      expect(timePrecision(wrong), wrong).toBeUndefined();
    expect(offsetMinutes('-03:30')).toBe(-210);
    expect(offsetMinutes('−03:00')).toBe(-180);
    for (const wrong of ['BRT', '-3', '+15:00', '-03:60']) expect(offsetMinutes(wrong), wrong).toBeUndefined();
  });

  it('sees a reversed, a broad and a future period', () => {
    const email = { type: 'email', value: 'a@mail.example', offset: '-03:00' } as const;
    expect(rulesOf({ ...email, from: '2026-09-30', to: '2026-09-01' })).toEqual(['to period_reversed error']);
    expect(rulesOf({ ...email, from: '2026-09-30', to: '2026-09-30' })).toEqual([]);
    expect(rulesOf({ ...email, from: '2024-01-01', to: '2026-09-01' })).toEqual(['to period_broad warning']);
    expect(rulesOf({ ...email, from: '2026-12-01' })).toEqual(['from time_in_future error']);
    expect(rulesOf({ ...email, from: '2026-12-01' }, { kind: 'evidence', measure: 'interception' })).toEqual([]);
    expect(rulesOf({ ...email, from: '2026-13-01' })).toEqual(['from time_syntax error']);
    expect(rulesOf({ ...email, from: '2026-09-01', to: '2026-12-01' })).toEqual(['to time_in_future warning']);
    expect(rulesOf({ ...email, to: '2026-09-01' })).toEqual(['from period_start_missing warning']);
    // a period of a year and a day is the longest that nobody asks about
    expect(rulesOf({ ...email, from: '2025-01-01', to: '2026-01-02' })).toEqual([]);
    expect(rulesOf({ ...email, from: '2025-01-01', to: '2026-01-03' })).toEqual(['to period_broad warning']);
    expect(rulesOf({ ...email, from: '2026-09-01T10:00:00', to: '2026-09-01T10:00:00' })).toEqual([]);
  });

  it('needs a zone where there is a time of day, and recommends one for days', () => {
    const email = { type: 'email', value: 'a@mail.example' } as const;
    expect(rulesOf({ ...email, from: '2026-09-01' })).toEqual(['offset time_without_zone warning']);
    expect(rulesOf({ ...email, from: '2026-09-01T10:00' })).toEqual(['offset time_without_zone error']);
    expect(rulesOf({ ...email, from: '2026-09-01', to: '2026-09-02T10:00' })).toEqual([
      'offset time_without_zone error',
    ]);
    expect(rulesOf({ ...email, from: '2026-09-01', offset: '-03' })).toEqual(['offset offset_syntax error']);
    expect(rulesOf({ ...email, from: '2026-09-01', offset: '-12:00' })).toEqual([]);
    expect(rulesOf({ ...email, from: '2026-09-01', offset: '-12:15' })).toEqual(['offset offset_unused warning']);
    expect(rulesOf({ ...email, from: '2026-09-01', offset: '+05:40' })).toEqual(['offset offset_unused warning']);
  });
});

it('stays quick on hostile input', () => {
  const hostile = ['a'.repeat(2_000), '1.'.repeat(1_000), ':'.repeat(2_000), `${'a.'.repeat(999)}@`, '+'.repeat(2_000)];
  const start = performance.now();
  for (const value of hostile)
    for (const type of ['ipv4', 'ipv6', 'email', 'phone', 'url', 'domain', 'message_id', 'mac', 'iccid'] as const)
      checkIdentifier({ type, value, from: value, to: value, offset: value }, context);
  for (const value of hostile) parseLogLines(`${value}\n`.repeat(500));
  expect(performance.now() - start).toBeLessThan(5_000);
});

it('explains every rule in four languages, whatever is typed', () => {
  const anything = fc.record(
    {
      type: fc.constantFrom<IdentifierType>(
        'ipv4',
        'ipv6',
        'email',
        'phone',
        'imei',
        'iccid',
        'url',
        'file_hash',
        'handle',
      ),
      value: fc.oneof(fc.string({ unit: 'binary' }), fc.ipV4(), fc.ipV6(), fc.emailAddress(), fc.webUrl()),
      port: fc.oneof(fc.double(), fc.integer()),
      from: fc.oneof(fc.string(), fc.constant('2026-09-14T22:10:07')),
      to: fc.oneof(fc.string(), fc.constant('2026-09-13')),
      offset: fc.oneof(fc.string(), fc.constant('-03:00')),
      qualifier: fc.string(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anything, (value) => {
      for (const { rule, params } of checkIdentifier(value, context))
        for (const language of languages) {
          expect(say(language, { key: `rule.${rule}`, params })).not.toBe('');
          expect(say(language, `rule.${rule}.why`)).not.toBe('');
        }
    }),
    seeded,
  );
});

it('accepts what the generators of addresses make', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      expect(isEmail(address), address).toBe(true);
    }),
    seeded,
  );
  fc.assert(
    fc.property(fc.domain(), (domain) => {
      expect(isDomain(domain), domain).toBe(true);
    }),
    seeded,
  );
  expect(isDomain('correo.example.cl')).toBe(true);
  expect(isDomain('example.c')).toBe(false);
  expect(luhn('79927398713')).toBe(true);
});

describe('pasted log lines', () => {
  it.each<[string, string, IdentifierValue[]]>([
    [
      'a web server',
      '203.0.113.24 - - [14/Sep/2026:22:10:07 -0300] "GET /login HTTP/1.1" 200 512 "-" "Mozilla/5.0"',
      [{ type: 'ipv4', value: '203.0.113.24', from: '2026-09-14T22:10:07', offset: '-03:00' }],
    ],
    [
      'ISO 8601 with port',
      '2026-09-14T22:10:07.123Z INFO login ok from 203.0.113.24:51544 user=17',
      [{ type: 'ipv4', value: '203.0.113.24', port: 51_544, from: '2026-09-14T22:10:07', offset: '+00:00' }],
    ],
    [
      'IPv6 in brackets',
      '2026-09-14 22:10:07+02:00 client=[2001:db8::7]:443',
      [{ type: 'ipv6', value: '2001:db8::7', port: 443, from: '2026-09-14T22:10:07', offset: '+02:00' }],
    ],
    [
      'source and destination',
      'time=2026-09-14T22:10:07-03:00 src=203.0.113.24 spt=51544 dst=192.0.2.1 dpt=443',
      [{ type: 'ipv4', value: '203.0.113.24', port: 51_544, from: '2026-09-14T22:10:07', offset: '-03:00' }],
    ],
    [
      'sshd without a year: the time stays blank',
      'Sep 14 22:10:07 host sshd[11]: Accepted password for root from 203.0.113.24 port 51544 ssh2',
      [{ type: 'ipv4', value: '203.0.113.24', port: 51_544 }],
    ],
    [
      'a time without zone: the zone stays blank',
      '2026-09-14 22:10:07 203.0.113.24 GET /',
      [{ type: 'ipv4', value: '203.0.113.24', from: '2026-09-14T22:10:07' }],
    ],
    [
      'a zone that no place has: the zone stays blank',
      '2026-09-14T22:10:07+19:00 203.0.113.24',
      [{ type: 'ipv4', value: '203.0.113.24', from: '2026-09-14T22:10:07' }],
    ],
    [
      'day and month that could be swapped',
      '09/11/2026 22:10:07 203.0.113.24',
      [{ type: 'ipv4', value: '203.0.113.24' }],
    ],
    [
      'JSON',
      '{"ts":"2026-09-14T22:10:07-03:00","ip":"198.51.100.9","port":40001}',
      [{ type: 'ipv4', value: '198.51.100.9', port: 40_001, from: '2026-09-14T22:10:07', offset: '-03:00' }],
    ],
    ['no address', 'server started, version 1.2.3', []],
    ['not an address', 'build 1.2.3.4.5 and 999.1.1.1', []],
  ])('reads %s', (_, line, expected) => {
    expect(parseLogLines(line)).toEqual(expected);
  });

  it('keeps the order, drops repeats, and is bounded', () => {
    const text = ['203.0.113.1', '203.0.113.2', '203.0.113.1'].join('\r\n');
    expect(parseLogLines(text).map(({ value }) => value)).toEqual(['203.0.113.1', '203.0.113.2']);
    const many = Array.from({ length: 2_000 }, (_, n) => `198.51.${n >> 8}.${n & 255}`).join('\n');
    expect(parseLogLines(many)).toHaveLength(500);
  });

  it('gives only identifiers whose syntax holds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), { maxLength: 8 }), (parts) => {
        for (const value of parseLogLines(parts.join(' ')))
          expect(rulesOf(value).filter((rule) => /_syntax|port_range|other_version/.test(rule))).toEqual([]);
      }),
      seeded,
    );
  });
});
