import type { DataCategory, IdentifierType, IdentifierValue, Kind, MeasureType } from './types.ts';

/** What an identifier is checked against. */
export interface IdentifierContext {
  kind: Kind;
  /** the calendar day in the requesting State, `YYYY-MM-DD`: later times are flagged */
  today?: string;
  /** the measure the identifier stands under, in an evidence request */
  measure?: MeasureType;
  /** the category of that measure: serves when the line names none */
  category?: DataCategory;
}

/** One remark on an identifier. `path` is the property it is about: `value`, `port`, `from`, `to`, `offset`… */
export interface IdentifierRemark {
  path: string;
  rule: string;
  severity: 'error' | 'warning';
  params: Record<string, string | number>;
}

/* -------------------------------------------------------------- syntax */

const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);

/** The four bytes of a dotted IPv4 address, or undefined. Leading zeros are refused: some systems read them as octal. */
export function parseIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** The eight 16-bit groups of an IPv6 address (RFC 4291), or undefined. A zone (`%eth0`) is refused. */
export function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groupsOf = (half: string, last: boolean): number[] | undefined => {
    if (half === '') return [];
    const groups: number[] = [];
    const parts = half.split(':');
    for (const [index, part] of parts.entries()) {
      if (last && index === parts.length - 1 && part.includes('.')) {
        const bytes = parseIpv4(part);
        if (!bytes) return undefined;
        groups.push(bytes[0]! * 256 + bytes[1]!, bytes[2]! * 256 + bytes[3]!);
      } else {
        if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
        groups.push(Number.parseInt(part, 16));
      }
    }
    return groups;
  };
  const head = groupsOf(halves[0]!, halves.length === 1);
  if (!head) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const tail = groupsOf(halves[1]!, true);
  if (!tail || head.length + tail.length > 7) return undefined;
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/**
 * Private, shared, loopback and link-local addresses, by the four bytes or eight groups they were parsed into: no
 * provider on the Internet can say who used them.
 */
function isInternal(groups: readonly number[]): boolean {
  const [a, b] = groups as readonly [number, number];
  if (groups.length === 4)
    return (
      a === 10 ||
      a === 127 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 100 && b >= 64 && b <= 127) ||
      (a === 169 && b === 254)
    );
  const loopback = groups.every((group, index) => group === (index === 7 ? 1 : 0));
  return loopback || (a >= 0xfc00 && a <= 0xfdff) || (a >= 0xfe80 && a <= 0xfebf);
}

/** Luhn check over a string of digits (IMEI, ICCID). */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    // every second one counts twice, and twice five or more is a number of two digits that are added
    if (index % 2 === 0) sum += digit;
    else sum += digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** A host name with at least two labels; letters of any script, so names may be given as the user reads them. */
export function isDomain(text: string): boolean {
  if (text.length > 253) return false;
  const labels = text.split('.');
  if (labels.length < 2) return false;
  const label = /^[\p{L}\p{N}\p{M}_-]{1,63}$/u;
  const last = labels.at(-1)!;
  return (
    labels.every((part) => label.test(part) && !part.startsWith('-') && !part.endsWith('-')) &&
    last.length > 1 &&
    !isDigits(last)
  );
}

const atom = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+$/u;

function isLocalPart(text: string): boolean {
  if (text.length > 64) return false;
  if (text.startsWith('"') && text.endsWith('"') && text.length > 2) return !/["\\\r\n]/.test(text.slice(1, -1));
  return text.split('.').every((part) => atom.test(part));
}

/** An e-mail address: local part, one separating `@` (the last), domain or bracketed IP address. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1) return false;
  const host = text.slice(at + 1);
  const literal = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : undefined;
  const hostOk =
    literal === undefined
      ? isDomain(host)
      : Boolean(parseIpv4(literal) ?? parseIpv6(literal.startsWith('IPv6:') ? literal.slice(5) : literal));
  return hostOk && isLocalPart(text.slice(0, at));
}

function isUrl(text: string): boolean {
  if (/[\s\p{C}]/u.test(text)) return false;
  try {
    const url = new URL(text);
    return url.host !== '' || url.pathname.length > 1;
  } catch {
    return false;
  }
}

function isWebUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && isUrl(text);
}

function isMessageId(text: string): boolean {
  const open = text.startsWith('<');
  if (open !== text.endsWith('>')) return false;
  const inner = open ? text.slice(1, -1) : text;
  const at = inner.lastIndexOf('@');
  return at > 0 && at < inner.length - 1 && inner.length <= 998 && !/[\s<>\p{C}]/u.test(inner);
}

const hashLengths: Record<string, number> = {
  MD5: 32,
  'SHA-1': 40,
  'SHA-224': 56,
  'SHA-256': 64,
  'SHA-384': 96,
  'SHA-512': 128,
  'SHA3-256': 64,
  'SHA3-512': 128,
};

/** Hash algorithms whose digest length is checked; others may be named freely. */
export const hashAlgorithms: readonly string[] = Object.keys(hashLengths);

/** How the addresses of some chains are written; an address of any other chain is only looked at for its length. */
const chains: Readonly<Record<string, (text: string) => boolean>> = {
  bitcoin: (text) => /^[13][1-9A-HJ-NP-Za-km-z]{25,34}$/.test(text) || isBech32(text, 'bc'),
  ethereum: (text) => /^0x[0-9a-f]{40}$/i.test(text),
  litecoin: (text) => /^[LM3][1-9A-HJ-NP-Za-km-z]{25,34}$/.test(text) || isBech32(text, 'ltc'),
  tron: (text) => /^T[1-9A-HJ-NP-Za-km-z]{33}$/.test(text),
  monero: (text) => /^[48][1-9A-HJ-NP-Za-km-z]{94}$/.test(text),
};

const bech32Letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** A segwit address with its checksum (BIP 173, BIP 350). Upper or lower case, never both. */
export function isBech32(text: string, prefix: string): boolean {
  const lower = text.toLowerCase();
  if ((text !== lower && text !== text.toUpperCase()) || text.length > 90) return false;
  if (!lower.startsWith(`${prefix}1`) || lower.length < prefix.length + 8) return false;
  const values = [...lower.slice(prefix.length + 1)].map((letter) => bech32Letters.indexOf(letter));
  if (values.includes(-1)) return false;
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  let sum = 1;
  for (const value of [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...values]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, term] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries())
      if ((top >>> bit) & 1) sum ^= term;
  }
  return sum === (values[0] === 0 ? 1 : 0x2bc830a3);
}

/* ---------------------------------------------------------------- time */

/** Minutes east of UTC of `±HH:MM` or `Z`, within −14:00…+14:00, or undefined. */
export function offsetMinutes(text: string): number | undefined {
  if (text === 'Z') return 0;
  const match = /^([+\-−])([01][0-9]):([0-5][0-9])$/.exec(text);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 840 ? undefined : match[1] === '+' ? minutes : -minutes;
}

/** How much of a wall time is there: a day, minutes or seconds; undefined when it is none that exists. */
export function timePrecision(text: string): 'day' | 'minute' | 'second' | undefined {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?)?$/.exec(
    text,
  );
  if (!match) return undefined;
  // what is not written is NaN
  const [, year, month, day, hour, minute, second] = match.map(Number);
  const date = new Date(Date.UTC(year!, month! - 1, day!));
  // A day that does not exist lies in another month, a month that does not in another year; years before 100 are none.
  if (date.getUTCMonth() !== month! - 1 || date.getUTCFullYear() !== year) return undefined;
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  if (Number.isNaN(hour)) return 'day';
  return Number.isNaN(second) ? 'minute' : 'second';
}

/* -------------------------------------------------------------- checks */

const addressTypes: readonly IdentifierType[] = ['ipv4', 'ipv6'];
/** Categories for which an address without its instant points to nobody, or to everybody. */
const instantCategories: readonly DataCategory[] = ['SUBSCRIBER', 'IDENTIFICATION_ONLY', 'TRAFFIC'];

type Add = (
  path: string,
  rule: string,
  severity: 'error' | 'warning',
  params?: Record<string, string | number>,
) => void;

function checkValue(type: IdentifierType, value: string, qualifier: string, add: Add): void {
  const wrong = (rule: string, params?: Record<string, string | number>) => add('value', rule, 'error', params);
  switch (type) {
    case 'ipv4':
    case 'ipv6': {
      const parsed = { ipv4: parseIpv4(value), ipv6: parseIpv6(value) };
      const groups = parsed[type];
      if (groups && isInternal(groups)) add('value', 'ip_internal', 'warning');
      if (!groups) wrong(parsed.ipv4 || parsed.ipv6 ? 'ip_other_version' : `${type}_syntax`);
      return;
    }
    case 'email':
      if (!isEmail(value)) wrong('email_syntax');
      return;
    case 'phone':
      if (!/^\+[1-9][0-9]{6,14}$/.test(value.replace(/[ ().-]/g, ''))) wrong('phone_syntax');
      return;
    case 'imsi':
      if (!/^[0-9]{14,15}$/.test(value)) wrong('imsi_syntax');
      return;
    case 'imei': {
      const digits = value.replace(/[ -]/g, '');
      if (!/^[0-9]{14,16}$/.test(digits)) wrong('imei_syntax');
      else if (digits.length === 15 && !luhn(digits)) wrong('imei_check_digit');
      return;
    }
    case 'iccid': {
      const digits = value.replace(/ /g, '');
      if (!/^89[0-9]{16,18}[0-9F]?$/i.test(digits)) wrong('iccid_syntax');
      else if (digits.length >= 19 && isDigits(digits) && !luhn(digits)) add('value', 'iccid_check_digit', 'warning');
      return;
    }
    case 'mac':
      if (
        !/^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}|[0-9a-f]{12})$/i.test(
          value,
        )
      )
        wrong('mac_syntax');
      return;
    case 'url':
      if (!isUrl(value)) wrong('url_syntax');
      return;
    case 'profile_url':
      if (!isWebUrl(value)) wrong('url_syntax');
      return;
    case 'domain':
      if (!isDomain(value.endsWith('.') ? value.slice(0, -1) : value)) wrong('domain_syntax');
      return;
    case 'message_id':
      if (!isMessageId(value)) wrong('message_id_syntax');
      return;
    case 'file_hash': {
      const algorithm = qualifier.toUpperCase();
      const length = hashLengths[algorithm] ?? hashLengths[algorithm.replace(/^SHA([0-9])/, 'SHA-$1')];
      if (qualifier === '') add('qualifier', 'hash_algorithm_missing', 'error');
      if (!/^[0-9a-f]+$/i.test(value)) wrong('hash_syntax');
      else if (length !== undefined && value.length !== length)
        wrong('hash_length', { algorithm: qualifier, expected: length, found: value.length });
      return;
    }
    case 'crypto_address':
      if (qualifier === '') add('qualifier', 'crypto_chain_missing', 'error');
      if (!/^[A-Za-z0-9:]{20,130}$/.test(value)) add('value', 'crypto_syntax', 'warning');
      else if (chains[qualifier.toLowerCase()]?.(value) === false)
        add('value', 'crypto_other_chain', 'warning', { chain: qualifier });
      return;
    case 'crypto_transaction':
      if (qualifier === '') add('qualifier', 'crypto_chain_missing', 'error');
      if (!/^(?:0x)?[0-9a-f]{64}$/i.test(value)) add('value', 'crypto_tx_syntax', 'warning');
      return;
    case 'payment_reference':
      if (qualifier === '') add('qualifier', 'payment_institution_missing', 'warning');
      return;
    case 'handle':
    case 'account':
      if (qualifier === '') add('qualifier', 'account_service_missing', 'warning');
      return;
    case 'device':
    case 'cloud_object':
      return;
  }
}

function checkTime(value: IdentifierValue, context: IdentifierContext, add: Add): void {
  const isAddress = value.type !== undefined && addressTypes.includes(value.type);
  const categories = value.categories?.length ? value.categories : context.category ? [context.category] : [];
  const needsInstant = categories.length === 0 || categories.some((category) => instantCategories.includes(category));
  const from = value.from?.trim() ?? '';
  const to = value.to?.trim() ?? '';
  const offset = value.offset?.trim() ?? '';

  if (from === '' && to === '') {
    if (isAddress) add('from', 'ip_time_missing', needsInstant ? 'error' : 'warning', { value: value.value ?? '' });
    else if (categories.some((category) => category === 'TRAFFIC' || category === 'CONTENT'))
      add('from', 'period_missing', 'warning');
  }
  if (from === '' && to !== '') add('from', 'period_start_missing', isAddress ? 'error' : 'warning');

  let timed = false;
  for (const [path, text] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (text === '') continue;
    const precision = timePrecision(text);
    if (precision === undefined) {
      add(path, 'time_syntax', 'error', { time: text });
      continue;
    }
    if (precision !== 'day') timed = true;
    if (isAddress && precision !== 'second' && path === 'from')
      add(path, 'ip_seconds_missing', needsInstant ? 'error' : 'warning', { time: text });
    if (
      context.today &&
      text.slice(0, 10) > context.today &&
      context.measure !== 'real_time_traffic' &&
      context.measure !== 'interception'
    )
      add(path, 'time_in_future', path === 'from' ? 'error' : 'warning', { time: text });
  }
  if (offset === '') {
    if (from !== '' || to !== '') add('offset', 'time_without_zone', timed || isAddress ? 'error' : 'warning');
  } else {
    const minutes = offsetMinutes(offset);
    if (minutes === undefined) add('offset', 'offset_syntax', 'error', { offset });
    // every clock on Earth stands a multiple of a quarter of an hour from UTC, twelve hours behind at most
    else if (minutes % 15 !== 0 || minutes < -720) add('offset', 'offset_unused', 'warning', { offset });
  }
  if (timePrecision(from) && timePrecision(to)) {
    const end = timePrecision(to) === 'day' ? `${to}T23:59:59` : to;
    if (end < from) add('to', 'period_reversed', 'error');
    else if (Date.parse(`${to.slice(0, 10)}T00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00Z`) > 366 * 86_400_000)
      add('to', 'period_broad', 'warning');
  }
}

/** Control, zero-width and direction-changing characters: what is read is not what is searched for. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/u;

/**
 * Everything wrong or doubtful in one line of identifiers; an empty list means a provider can work with it. Nothing is
 * ever corrected. Rules name texts `rule.<rule>` and `rule.<rule>.why`. Syntax from the standards of each identifier
 * (RFC 791, 4291, 5321, 5322; E.164; E.212; TS 23.003; E.118); the instant, offset and port for addresses from the
 * practice of domain.md §3.e.
 */
export function checkIdentifier(value: IdentifierValue, context: IdentifierContext): IdentifierRemark[] {
  const remarks: IdentifierRemark[] = [];
  const add: Add = (path, rule, severity, params = {}) => remarks.push({ path, rule, severity, params });
  const text = value.value ?? '';

  if (value.type === undefined) add('type', 'identifier_type_missing', 'error');
  if (text.trim() === '') add('value', 'identifier_value_missing', 'error');
  else if (invisible.test(text)) add('value', 'invisible_characters', 'error');
  else if (text !== text.trim()) add('value', 'surrounding_spaces', 'warning');
  else if (value.type) checkValue(value.type, text, value.qualifier?.trim() ?? '', add);

  if (value.type && addressTypes.includes(value.type)) {
    const { port } = value;
    if (port === undefined) {
      if (value.type === 'ipv4') add('port', 'ipv4_port_missing', 'warning', { value: text });
    } else if (!Number.isInteger(port) || port < 1 || port > 65_535) add('port', 'port_range', 'error', { port });
  }
  if (context.kind === 'preservation' && !value.categories?.length) add('categories', 'categories_missing', 'error');
  checkTime(value, context, add);
  return remarks;
}

/* ----------------------------------------------------------- log lines */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function offsetOf(zone: string | undefined): string | undefined {
  if (!zone) return undefined;
  if (/^(z|utc|gmt)$/i.test(zone)) return '+00:00';
  const match = /^([+-])([0-9]{2}):?([0-9]{2})$/.exec(zone);
  const text = match && `${match[1]}${match[2]}:${match[3]}`;
  return text && offsetMinutes(text) !== undefined ? text : undefined;
}

/** A time written year first, or day-month-name-year as web servers do; anything ambiguous is left alone. */
function timeIn(line: string): { from?: string; offset?: string } {
  const iso =
    /(?<![0-9])([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.,][0-9]{1,9})?(?: ?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})(?![0-9A-Za-z:]))?/.exec(
      line,
    );
  const web =
    /(?<![0-9])([0-9]{2})\/([A-Za-z]{3})\/([0-9]{4}):([0-9]{2}:[0-9]{2}:[0-9]{2})(?: (Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})(?![0-9]))?/.exec(
      line,
    );
  let from: string | undefined;
  let zone: string | undefined;
  if (iso) {
    from = `${iso[1]}T${iso[2]}`;
    zone = iso[3];
  } else if (web) {
    const month = months.indexOf(web[2]!.toLowerCase()) + 1;
    if (month > 0) from = `${web[3]}-${String(month).padStart(2, '0')}-${web[1]}T${web[4]}`;
    zone = web[5];
  }
  if (!from || !timePrecision(from)) return {};
  const offset = offsetOf(zone);
  return offset ? { from, offset } : { from };
}

interface Found {
  type: 'ipv4' | 'ipv6';
  value: string;
  port?: number;
  /** after a word that says whose address it is */
  labelled: boolean;
  /** nothing stands before it */
  first: boolean;
}

const sourceLabel =
  /(?:src|source|client|clientip|client_ip|c-ip|remote|remote_addr|remote_ip|from|rhost|ip)["']?\s{0,3}[=:]?\s{0,3}["'[]{0,2}$/i;
const destinationLabel = /(?:dst|dest|destination|server|s-ip|to|local)["']?\s{0,3}[=:]?\s{0,3}["'[]{0,2}$/i;

function portAfter(rest: string): number | undefined {
  const match =
    /^\]?(?::| port |#)([0-9]{1,5})(?![0-9.:])/i.exec(rest) ??
    /^[^0-9]{0,4}(?:src_?port|source_?port|client_?port|remote_?port|spt|sport|port)["']?\s{0,3}[=:]\s{0,3}["']?([0-9]{1,5})(?![0-9])/i.exec(
      rest,
    );
  const port = match ? Number(match[1]) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function addressesIn(line: string): Found[] {
  const found: Found[] = [];
  const taken = (value: string) => found.some((item) => item.value === value);
  // candidates only; the precise parsers decide
  for (const match of line.matchAll(
    /(?<![0-9A-Za-z.:])(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:]{1,30}:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:]{2,39})/g,
  )) {
    const value = match[0];
    const before = line.slice(Math.max(0, match.index - 24), match.index);
    const rest = line.slice(match.index + value.length, match.index + value.length + 40);
    const ended = !/^[0-9A-Za-z.]/.test(rest) || /^\.(?:\s|$)/.test(rest);
    if (!ended || destinationLabel.test(before) || taken(value)) continue;
    const type = parseIpv4(value) ? 'ipv4' : value.includes(':') && parseIpv6(value) ? 'ipv6' : undefined;
    if (!type || value === '::') continue;
    const bracketed = before.endsWith('[') && rest.startsWith(']');
    const port = type === 'ipv4' || bracketed || !rest.startsWith(':') ? portAfter(rest) : undefined;
    found.push({
      type,
      value,
      ...(port === undefined ? {} : { port }),
      labelled: sourceLabel.test(before),
      first: line.slice(0, match.index).trim() === '',
    });
  }
  return found;
}

/**
 * Reads pasted log lines (web servers in common and combined format, ISO 8601 application logs, sshd, key=value and JSON)
 * and returns one identifier per source address found, in order. Whatever is not certain – a date without a year, a
 * day and month that could be swapped, a time without its zone, a port that may be the server's – is left blank for the
 * drafter. Lines without an address give nothing; a repeated line is kept once. At most 500 lines of 2,000 characters.
 */
export function parseLogLines(text: string): IdentifierValue[] {
  const results = new Map<string, IdentifierValue>();
  for (const raw of text.split(/\r\n|\r|\n/, 500)) {
    // an address that the bound cuts would be another address
    const line = raw.length > 2_000 ? raw.slice(0, 2_000).replace(/\S*$/, '') : raw;
    const all = addressesIn(line);
    const labelled = all.filter((item) => item.labelled);
    const first = all.filter((item) => item.first);
    const chosen = labelled.length ? labelled : first.length ? first : all;
    const time = timeIn(line);
    for (const { type, value, port } of chosen) {
      const identifier: IdentifierValue = { type, value, ...(port === undefined ? {} : { port }), ...time };
      results.set(JSON.stringify(identifier), identifier);
    }
  }
  return [...results.values()].slice(0, 500);
}
