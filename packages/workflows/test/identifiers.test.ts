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

  it.each([
    ['1:2:3:4:5:6:7:8', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['2001:db8::ff', [0x2001, 0xdb8, 0, 0, 0, 0, 0, 0xff]],
    ['::', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['1:2:3:4:5:6:7::', [1, 2, 3, 4, 5, 6, 7, 0]],
    ['::2:3:4:5:6:7:8', [0, 2, 3, 4, 5, 6, 7, 8]],
    ['1:2:3::5:6:7:8', [1, 2, 3, 0, 5, 6, 7, 8]],
    ['::ffff:192.0.2.33', [0, 0, 0, 0, 0, 0xffff, 0xc000, 0x0221]],
    ['1:2:3:4:5:6:192.0.2.33', [1, 2, 3, 4, 5, 6, 0xc000, 0x0221]],
  ])('reads the groups of %s (RFC 4291 2.2)', (text, groups) => {
    expect(parseIpv6(text)).toEqual(groups);
  });

  it('refuses what has a group or a byte too few or too many', () => {
    for (const wrong of [
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4::5:6:7:8',
      '1:2:3:4:5:6:7:8::',
      '1:2:3:4:5:6:7:192.0.2.33',
      '::192.0.2.256',
      '192.0.2.33::',
      '1:192.0.2.33::',
      ':',
      ':1',
      '1:',
      ':::',
    ])
      expect(parseIpv6(wrong), wrong).toBeUndefined();
    for (const wrong of ['1.2.3.4.5', '1.2.3.4.5.6', '1..3.4', '1.2.3.0x4', '1.2.3.1000'])
      expect(parseIpv4(wrong), wrong).toBeUndefined();
    expect(parseIpv4('0.0.0.0')).toEqual([0, 0, 0, 0]);
    expect(parseIpv4('255.255.255.255')).toEqual([255, 255, 255, 255]);
  });

  it('knows the borders of every internal network (RFC 1918, 6598, 3927, 4193, 4291)', () => {
    const internal = (type: 'ipv4' | 'ipv6', value: string) =>
      rulesOf({ type, value, port: 1, ...moment }).includes('value ip_internal warning');
    for (const [first, last, before, after] of [
      ['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
      ['127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
      ['172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
      ['192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
      ['100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
      ['169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
    ] as const)
      expect([first, last, before, after].map((value) => internal('ipv4', value))).toEqual([true, true, false, false]);
    for (const other of ['171.16.0.1', '173.16.0.1', '191.168.0.1', '193.168.0.1', '99.64.0.1', '101.64.0.1'])
      expect(internal('ipv4', other), other).toBe(false);
    for (const other of ['168.254.0.1', '170.254.0.1', '0.0.0.0']) expect(internal('ipv4', other), other).toBe(false);
    for (const [first, last, before, after] of [
      ['fc00::', 'fdff:ffff::', 'fbff:ffff::', 'fe00::'],
      ['fe80::', 'febf:ffff::', 'fe7f:ffff::', 'fec0::'],
      ['::1', '0:0:0:0:0:0:0:1', '::', '::2'],
    ] as const)
      expect([first, last, before, after].map((value) => internal('ipv6', value))).toEqual([true, true, false, false]);
    for (const other of ['::1:1', '1::1', '1::', '::1:0']) expect(internal('ipv6', other), other).toBe(false);
  });

  it('says another version only of an address that is one', () => {
    const syntax = (type: 'ipv4' | 'ipv6', value: string) => rulesOf({ type, value, port: 1, ...moment });
    expect(syntax('ipv4', '2001:db8::7')).toEqual(['value ip_other_version error']);
    expect(syntax('ipv6', '10.0.0.1')).toEqual(['value ip_other_version error']);
    expect(syntax('ipv4', '203.0.113')).toEqual(['value ipv4_syntax error']);
    expect(syntax('ipv6', '2001:db8')).toEqual(['value ipv6_syntax error']);
  });

  it('takes the ports there are', () => {
    const port = (port: number) => rulesOf({ type: 'ipv4', value: '203.0.113.91', port, ...moment });
    for (const one of [1, 65_535]) expect(port(one), String(one)).toEqual([]);
    for (const none of [0, -1, 65_536, 443.5, Number.NaN])
      expect(port(none), String(none)).toEqual(['port port_range error']);
    expect(checkIdentifier({ type: 'ipv6', value: '2001:db8::7', port: 0, ...moment }, context)[0]).toMatchObject({
      rule: 'port_range',
      params: { port: 0 },
    });
    // an account has no port
    expect(rulesOf({ type: 'handle', value: 'a', qualifier: 's', port: 0, ...moment })).toEqual([]);
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
    ['email', '"a"@mail.example', undefined, true],
    ['email', '"abc@mail.example', undefined, false],
    ['email', 'abc"@mail.example', undefined, false],
    ['email', 'a@[2001:db8::1]', undefined, true],
    ['email', 'a@[IPv6:::1]', undefined, true],
    ['email', 'a@[192.0.2.12', undefined, false],
    ['email', 'a@x192.0.2.1]', undefined, false],
    ['email', 'a@b.co', undefined, true],
    ['url', 'https://forum.example/a b', undefined, false],
    ['url', 'https://', undefined, false],
    ['url', 'file:///', undefined, false],
    ['url', 'file:///a', undefined, true],
    ['url', 'urn:isbn:0451450523', undefined, true],
    ['url', 'mailto:', undefined, false],
    ['profile_url', 'HTTPS://forum.example/u', undefined, true],
    ['profile_url', 'http://forum.example', undefined, true],
    ['profile_url', 'https://[', undefined, false],
    ['profile_url', 'forum.example/u', undefined, false],
    ['domain', `${'a'.repeat(63)}.example`, undefined, true],
    ['domain', `${'a'.repeat(64)}.example`, undefined, false],
    ['domain', `${'a.'.repeat(123)}example`, undefined, true],
    ['domain', `${'a.'.repeat(122)}ab.example`, undefined, false],
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
    ['phone', '+55 (61) 5550-0100', undefined, true],
    ['imsi', '72405999999999', undefined, true],
    ['imsi', '7240599999999', undefined, false],
    ['imsi', '7240599999999999', undefined, false],
    ['imei', '49015420323751', undefined, true],
    ['imei', '4901542032375', undefined, false],
    ['imei', '4901542032375189', undefined, true],
    ['imei', '49015420323751890', undefined, false],
    ['imei', '49-015420-323751-8', undefined, true],
    ['imei', '4901542032375180', undefined, true], // with a software version there is no check digit
    ['imei', '4901542032375181', undefined, true],
    // E.118: 18 digits have no check digit, of 19 and 20 the last is one, a filler F makes twenty
    ['iccid', '895500000000000000', undefined, true],
    ['iccid', '895500000000000001', undefined, true],
    ['iccid', '8955000000000000007', undefined, true],
    ['iccid', '8955000000000000002', undefined, false],
    ['iccid', '89550000000000000016', undefined, true],
    ['iccid', '89550000000000000012', undefined, false],
    ['iccid', '8955 0000 0000 0000 007', undefined, true],
    ['iccid', '8955000000000000002F', undefined, true],
    ['iccid', '8955000000000000', undefined, false],
    ['mac', '00-00-5e-00-53-01', undefined, true],
    ['mac', '0000.5E00.5301', undefined, true],
    ['mac', '00005e005301', undefined, true],
    ['mac', '00:00-5e:00:53:01', undefined, false],
    ['message_id', 'a@mail.example', undefined, true],
    ['message_id', 'a@b', undefined, true],
    ['message_id', '<a b@mail.example>', undefined, false],
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
    ['crypto_address', 'a'.repeat(20), 'a chain nobody knows', true],
    ['crypto_address', 'a'.repeat(19), 'a chain nobody knows', false],
    ['crypto_address', 'a'.repeat(130), 'a chain nobody knows', true],
    ['crypto_address', 'a'.repeat(131), 'a chain nobody knows', false],
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

  it('takes a segwit address of ninety letters and of one letter of data, the longest and the shortest (BIP 173)', () => {
    // the first is a test vector of BIP 350; the others were made by the same rule
    expect(isBech32(`11${'l'.repeat(82)}ludsr8`, '1')).toBe(true);
    expect(isBech32(`11${'l'.repeat(83)}ujpxc`, '1')).toBe(false);
    expect(isBech32('a1q3g6mn3', 'a')).toBe(true);
    expect(isBech32('bc1pdg93mv', 'bc')).toBe(true);
  });

  it('says which chain, which algorithm and which length it meant', () => {
    const params = (type: IdentifierType, value: string, qualifier: string) =>
      checkIdentifier({ type, value, qualifier, categories: ['SUBSCRIBER'] }, context).map((remark) => remark.params);
    expect(params('crypto_address', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'Ethereum')).toEqual([{ chain: 'Ethereum' }]);
    expect(params('file_hash', 'a'.repeat(63), 'sha256')).toEqual([{ algorithm: 'sha256', expected: 64, found: 63 }]);
  });

  it('asks for the service of a handle or an account, and of nothing that has none', () => {
    for (const type of ['handle', 'account'] as const) {
      expect(rulesOf({ type, value: 'muestra', ...account })).toEqual(['qualifier account_service_missing warning']);
      expect(rulesOf({ type, value: 'muestra', qualifier: 'Foro', ...account })).toEqual([]);
    }
    for (const type of ['device', 'cloud_object'] as const)
      expect(rulesOf({ type, value: 'muestra', ...account })).toEqual([]);
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
    expect(timePrecision('2026-09-14T23:59:59')).toBe('second');
    expect(timePrecision('2026-09-14T00:00:00.123')).toBe('second');
    expect(timePrecision('2026-01-01T00:00')).toBe('minute');
    expect(timePrecision('0100-12-31')).toBe('day');
    for (const wrong of [
      '2026-02-29',
      '2026-13-01',
      '2026-09-14T24:00:00',
      '2026-09-14T22:60',
      '2026-09-14T22:60:00',
      '2026-09-14T22:59:60',
      '2026-09-31',
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
    expect(offsetMinutes('Z')).toBe(0);
    expect(offsetMinutes('+14:00')).toBe(840);
    for (const wrong of ['BRT', '-3', '+14:01', '-14:01', '+15:00', '-03:60'])
      expect(offsetMinutes(wrong), wrong).toBeUndefined();
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
    expect(rulesOf({ ...email, from: '2026-09-01T10:00:01', to: '2026-09-01T10:00:00' })).toEqual([
      'to period_reversed error',
    ]);
    // a day lasts until its end, and a period is as long with hours as without
    expect(rulesOf({ ...email, from: '2026-09-01T10:00:00', to: '2026-09-01' })).toEqual([]);
    expect(rulesOf({ ...email, from: '2025-01-01T00:00:00', to: '2026-01-02T23:59:59' })).toEqual([]);
    expect(rulesOf({ ...email, from: '2025-01-01T23:59:59', to: '2026-01-03T00:00:00' })).toEqual([
      'to period_broad warning',
    ]);
  });

  it('lets today pass, and lets nothing ahead pass but what will be collected as it happens', () => {
    const email = { type: 'email', value: 'a@mail.example', offset: '-03:00' } as const;
    expect(rulesOf({ ...email, from: '2026-11-21T23:59:59' })).toEqual([]);
    expect(rulesOf({ ...email, from: '2026-11-22T00:00:00' })).toEqual(['from time_in_future error']);
    expect(
      checkIdentifier({ ...email, from: '2026-12-01', categories: ['SUBSCRIBER'] }, { kind: 'preservation' }),
    ).toEqual([]);
    const under = (measure: NonNullable<IdentifierContext['measure']>) =>
      rulesOf({ ...email, from: '2026-12-01' }, { kind: 'evidence', measure });
    for (const measure of ['real_time_traffic', 'interception'] as const) expect(under(measure), measure).toEqual([]);
    for (const measure of ['subscriber_production', 'traffic_production', 'content_production'] as const)
      expect(under(measure), measure).toEqual(['from time_in_future error']);
  });

  it('asks for the period of what passes and of what is written, not of who somebody is', () => {
    const email: IdentifierValue = { type: 'email', value: 'a@mail.example' };
    const evidence = (value: IdentifierValue, category?: 'TRAFFIC' | 'CONTENT' | 'SUBSCRIBER') =>
      checkIdentifier(value, { kind: 'evidence', ...(category && { category }) }).map(({ rule }) => rule);
    for (const category of ['TRAFFIC', 'CONTENT'] as const) {
      expect(rulesOf({ ...email, categories: ['SUBSCRIBER', category] })).toEqual(['from period_missing warning']);
      // the measure says which data are meant where the line does not
      expect(evidence(email, category)).toEqual(['period_missing']);
      expect(evidence({ ...email, categories: [] }, category)).toEqual(['period_missing']);
      expect(evidence({ ...email, categories: ['SUBSCRIBER'] }, category)).toEqual([]);
    }
    expect(rulesOf(email)).toEqual([]);
    expect(evidence(email)).toEqual([]);
    expect(evidence(email, 'SUBSCRIBER')).toEqual([]);
  });

  it('needs the second of an address where it points to a person, whatever else is asked for', () => {
    const address = { type: 'ipv6', value: '2001:db8::7', offset: '-03:00' } as const;
    const asked = (from: string | undefined, categories: IdentifierValue['categories'], to?: string) =>
      checkIdentifier(
        { ...address, ...(from && { from }), ...(to && { to }), ...(categories && { categories }) },
        { kind: 'evidence', today: '2026-11-21' },
      ).map(({ path, rule, severity }) => `${path} ${rule} ${severity}`);
    expect(asked('2026-09-14T22:10', ['CONTENT'])).toEqual(['from ip_seconds_missing warning']);
    expect(asked('2026-09-14', ['CONTENT', 'TRAFFIC'])).toEqual(['from ip_seconds_missing error']);
    expect(asked('2026-09-14', undefined)).toEqual(['from ip_seconds_missing error']);
    expect(asked(undefined, undefined)).toEqual(['from ip_time_missing error']);
    // a period has seconds where it begins
    expect(asked('2026-09-14T22:10:00', ['TRAFFIC'], '2026-09-15')).toEqual([]);
    expect(asked(undefined, ['TRAFFIC'], '2026-09-15')).toEqual(['from period_start_missing error']);
    expect(checkIdentifier({ ...address, port: 1 }, { kind: 'evidence' })[0]?.params).toEqual({ value: '2001:db8::7' });
    expect(checkIdentifier({ ...address, from: '2026-09-14' }, { kind: 'evidence' })[0]?.params).toEqual({
      time: '2026-09-14',
    });
  });

  it('says of which time it speaks', () => {
    const said = (value: IdentifierValue) =>
      checkIdentifier(
        { type: 'email', value: 'a@mail.example', ...value },
        { kind: 'evidence', today: '2026-11-21' },
      ).map(({ rule, params }) => [rule, params]);
    expect(said({ from: 'soon', offset: '-3' })).toEqual([
      ['time_syntax', { time: 'soon' }],
      ['offset_syntax', { offset: '-3' }],
    ]);
    expect(said({ from: '2026-11-22', offset: '-03:07' })).toEqual([
      ['time_in_future', { time: '2026-11-22' }],
      ['offset_unused', { offset: '-03:07' }],
    ]);
    expect(checkIdentifier({ type: 'ipv4', value: '203.0.113.91', ...moment }, { kind: 'evidence' })).toMatchObject([
      { rule: 'ipv4_port_missing', params: { value: '203.0.113.91' } },
    ]);
    // spaces around an answer are none
    expect(said({ from: ' 2026-11-20 ', to: ' ', offset: ' -03:00 ' })).toEqual([]);
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
  // of every digit there is one check digit
  const checked = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0')).filter(luhn);
  expect(checked).toEqual(['00', '18', '26', '34', '42', '59', '67', '75', '83', '91']);
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
    [
      'seconds with a comma, and a zone without a colon',
      '2026-09-14 22:10:07,123 +0530 203.0.113.24',
      [{ type: 'ipv4', value: '203.0.113.24', from: '2026-09-14T22:10:07', offset: '+05:30' }],
    ],
    [
      'the names of the zone of Greenwich',
      '2026-09-14 22:10:07 GMT 203.0.113.24',
      [{ type: 'ipv4', value: '203.0.113.24', from: '2026-09-14T22:10:07', offset: '+00:00' }],
    ],
    [
      'a month that is none: the time stays blank',
      '203.0.113.24 - - [14/Foo/2026:22:10:07 -0300]',
      [{ type: 'ipv4', value: '203.0.113.24' }],
    ],
    [
      'a day that is none: the time stays blank',
      '203.0.113.24 - - [31/Sep/2026:22:10:07 -0300]',
      [{ type: 'ipv4', value: '203.0.113.24' }],
    ],
    [
      'the source alone where one is named',
      '198.51.100.1 seen by 198.51.100.2 client_ip=203.0.113.24',
      [{ type: 'ipv4', value: '203.0.113.24' }],
    ],
    [
      'the first alone where the line begins with it',
      '  203.0.113.24 203.0.113.2',
      [{ type: 'ipv4', value: '203.0.113.24' }],
    ],
    [
      'all where nothing tells them apart, each once',
      'peers 198.51.100.1, 198.51.100.2, 198.51.100.1',
      [
        { type: 'ipv4', value: '198.51.100.1' },
        { type: 'ipv4', value: '198.51.100.2' },
      ],
    ],
    ['no destination', 'peers 198.51.100.1 to 198.51.100.2', [{ type: 'ipv4', value: '198.51.100.1' }]],
    [
      'an address that ends a sentence',
      'blocked 198.51.100.1. Then 198.51.100.2.',
      [
        { type: 'ipv4', value: '198.51.100.1' },
        { type: 'ipv4', value: '198.51.100.2' },
      ],
    ],
    ['no part of a longer word', 'host 198.51.100.1.example and 198.51.100.2a', []],
    ['the lowest port', 'from 203.0.113.24:1', [{ type: 'ipv4', value: '203.0.113.24', port: 1 }]],
    ['the highest port', 'from 203.0.113.24#65535', [{ type: 'ipv4', value: '203.0.113.24', port: 65_535 }]],
    ['no port beyond', 'from 203.0.113.24:65536', [{ type: 'ipv4', value: '203.0.113.24' }]],
    ['no port 0', 'from 203.0.113.24:0', [{ type: 'ipv4', value: '203.0.113.24' }]],
    ['a port in words', 'from 2001:db8::7 port 51544', [{ type: 'ipv6', value: '2001:db8::7', port: 51_544 }]],
    [
      'no port after an IPv6 address without brackets: it may be a group of it',
      'from ::ffff:192.0.2.1:443',
      [{ type: 'ipv6', value: '::ffff:192.0.2.1' }],
    ],
    ['none after half a bracket', 'from [::ffff:192.0.2.1:443', [{ type: 'ipv6', value: '::ffff:192.0.2.1' }]],
    [
      'an IPv4 address in IPv6 writing as it stands (RFC 4291 2.5.5)',
      'from [::ffff:192.0.2.1]:51544',
      [{ type: 'ipv6', value: '::ffff:192.0.2.1', port: 51_544 }],
    ],
    ['no address of nobody', 'listening on :: and 10:20', []],
    ['no address', 'server started, version 1.2.3', []],
    ['not an address', 'build 1.2.3.4.5 and 999.1.1.1', []],
  ])('reads %s', (_, line, expected) => {
    expect(parseLogLines(line)).toEqual(expected);
  });

  it('keeps the order, drops repeats, and is bounded', () => {
    const text = ['203.0.113.1', '203.0.113.2', '203.0.113.1'].join('\r\n');
    expect(parseLogLines(text).map(({ value }) => value)).toEqual(['203.0.113.1', '203.0.113.2']);
    const silent = '\n'.repeat(499);
    expect(parseLogLines(`${silent}203.0.113.1`)).toHaveLength(1);
    expect(parseLogLines(`${silent}\n203.0.113.1`)).toEqual([]);
    const pairs = Array.from(
      { length: 300 },
      (_, n) => `peers 198.51.${n >> 8}.${n & 255} 198.52.${n >> 8}.${n & 255}`,
    );
    expect(parseLogLines(pairs.join('\r'))).toHaveLength(500);
    const many = Array.from({ length: 2_000 }, (_, n) => `198.51.${n >> 8}.${n & 255}`).join('\n');
    expect(parseLogLines(many)).toHaveLength(500);
  });

  it('reads a line to its two-thousandth letter, and no address that this cuts', () => {
    const padded = (letters: number) => parseLogLines(`${' '.repeat(letters - '203.0.113.24'.length)}203.0.113.24`);
    expect(padded(2_000).map(({ value }) => value)).toEqual(['203.0.113.24']);
    expect(padded(2_001)).toEqual([]);
    expect(parseLogLines(`203.0.113.24 ${'x'.repeat(2_000)}`).map(({ value }) => value)).toEqual(['203.0.113.24']);
  });

  it('knows the months as web servers write them', () => {
    const written = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'DEC'];
    const lines = written.map((month) => `203.0.113.24 - - [09/${month}/2026:22:10:07]`);
    expect(parseLogLines(lines.join('\n')).map(({ from }) => from)).toEqual(
      written.map((_, index) => `2026-${String(index + 1).padStart(2, '0')}-09T22:10:07`),
    );
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
