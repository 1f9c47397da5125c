/**
 * What a State enters in the directory (REMJA recommendation 2): its authorities under each instrument and the service
 * providers in its territory, one plain value each; when an entry was last confirmed; which changes wait for a call-back.
 * Pure, so that the page uses it too. The periods are policy: no treaty sets them.
 */
import { type Static, Type } from 'typebox';
import { basisCodes, dataCategories } from './types.ts';

export const authorityRoles = [
  /** sends and receives requests (Budapest 27(2), Nassau 3) */
  'central_authority',
  /** the 24/7 desk (Budapest 35, the G7 network, UN Convention 41) */
  'point_of_contact',
  /** carries out, or needs the evidence */
  'competent_authority',
  /** compiles the annual statistics (REMJA recommendation 20) */
  'statistics_entity',
  /** specialised unit of police or prosecution (REMJA recommendation 1) */
  'cybercrime_unit',
] as const;
export type AuthorityRole = (typeof authorityRoles)[number];

/** Networks of 24/7 points of contact, by the code of their instrument; membership is as the State says, never checked. */
export const networks = ['ETS185', 'G7', 'UNCC'] as const;
export const contactChannels = ['exchange', 'mail', 'phone', 'post', 'diplomatic'] as const;
/** What of an authority's contact its State may let anyone read. Telephones are for authorities alone. */
export const publicContacts = ['address', 'email'] as const;
/** ISO 639-1: what a State may name as acceptable, beyond the four languages of the OAS */
export const filingLanguages = ['en', 'es', 'pt', 'fr', 'nl', 'ht', 'gn', 'qu', 'ay'] as const;
export const acceptances = [
  /** a request to preserve, straight from an authority abroad */
  'preservation',
  /** an emergency request: danger to life */
  'emergency',
  /** subscriber information, straight from an authority abroad */
  'subscriber',
  /** an order of an authority of its own State, and nothing else */
  'domestic_order',
] as const;

const words = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', ...(description ? { description } : {}) });
const day = Type.String({ pattern: '^(?:19|20)\\d\\d-\\d\\d-\\d\\d$', description: 'YYYY-MM-DD' });
const email = Type.String({ maxLength: 320, pattern: '^[^\\s@]+@[^\\s@]+$' });
const phone = Type.String({ pattern: '^\\+[0-9][0-9 ()-]{4,30}$', description: 'international: +55 61 5555 0100' });
const spoken = Type.Array(Type.Enum([...filingLanguages]), { maxItems: 9, uniqueItems: true });

/** An authority of the State and how it is reached. */
export const Authority = Type.Object(
  {
    role: Type.Enum([...authorityRoles]),
    name: words(200, 'in the State’s own language'),
    instruments: Type.Array(Type.Enum([...basisCodes]), {
      maxItems: basisCodes.length,
      uniqueItems: true,
      description: 'under which it acts as central authority; none named: under all',
    }),
    networks: Type.Array(Type.Enum([...networks]), { maxItems: 3, uniqueItems: true }),
    address: Type.Optional(words(1000)),
    phone: Type.Optional(phone),
    email: Type.Optional(email),
    channels: Type.Array(Type.Enum([...contactChannels]), { maxItems: 5, uniqueItems: true }),
    languages: spoken,
    public_contact: Type.Optional(
      Type.Array(Type.Enum([...publicContacts]), {
        maxItems: 2,
        uniqueItems: true,
        description: 'what of its contact anyone may read on the portal; of a 24/7 desk nothing',
      }),
    ),
    hours: Type.Optional(words(200, 'when it is reached, in its own words; a 24/7 desk always is')),
    valid_from: day,
  },
  { additionalProperties: false },
);
export type Authority = Static<typeof Authority>;

/** A service provider in the State: what it takes from whom, and how long it keeps data. */
export const Provider = Type.Object(
  {
    name: words(200),
    address: Type.Optional(words(1000)),
    phone: Type.Optional(phone),
    email: Type.Optional(email),
    accepts: Type.Array(Type.Enum([...acceptances]), { maxItems: 4, uniqueItems: true }),
    retention: Type.Array(
      Type.Object(
        { category: Type.Enum([...dataCategories]), days: Type.Integer({ minimum: 0, maximum: 36_500 }) },
        { additionalProperties: false },
      ),
      { maxItems: 12, description: 'for how many days data of a category are kept' },
    ),
    languages: spoken,
    source: words(300, 'who said so, or where it is published'),
    as_of: day,
  },
  { additionalProperties: false },
);
export type Provider = Static<typeof Provider>;

export const entryKinds = ['authority', 'provider'] as const;
export type EntryKind = (typeof entryKinds)[number];
export const entrySchemas = { authority: Authority, provider: Provider } as const;
export type Entry = Authority | Provider;

interface Refused {
  field: string;
  rule: string;
  params?: Record<string, string | number>;
}

/** Why an entry cannot stand; empty when it can. @param today local day of the State, YYYY-MM-DD */
export function entryRefusals(kind: EntryKind, said: Entry, today: string): Refused[] {
  const found: Refused[] = [];
  const since = kind === 'authority' ? 'valid_from' : 'as_of';
  const said_on = (said as unknown as Record<string, string>)[since] ?? '';
  if (!isDay(said_on)) found.push({ field: `said.${since}`, rule: 'schema_format' });
  else if (said_on > today) found.push({ field: `said.${since}`, rule: 'directory_future' });
  if (kind === 'authority') {
    const { role, phone: called, email: written, address, networks: joined, instruments } = said as Authority;
    if (role === 'point_of_contact' && ((said as Authority).public_contact ?? []).length > 0)
      found.push({ field: 'said.public_contact', rule: 'directory_desk_public' });
    if (role === 'point_of_contact' && !called) found.push({ field: 'said.phone', rule: 'directory_desk_phone' });
    else if (!called && !written && !address) found.push({ field: 'said.email', rule: 'directory_unreachable' });
    if (role !== 'point_of_contact' && joined.length > 0)
      found.push({ field: 'said.networks', rule: 'directory_networks' });
    if (role !== 'central_authority' && instruments.length > 0)
      found.push({ field: 'said.instruments', rule: 'directory_instruments' });
  } else {
    const categories = (said as Provider).retention.map(({ category }) => category);
    if (new Set(categories).size < categories.length)
      found.push({ field: 'said.retention', rule: 'directory_retention_twice' });
  }
  return found;
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Whether requests and urgent calls are sent to what this entry says. */
const isRelied = ({ role }: Authority): boolean => role === 'central_authority' || role === 'point_of_contact';

/**
 * Whether a change waits until a second officer has called back: where it moves the mail or telephone of a central authority
 * or a 24/7 point of contact, adds one or takes one away. Null: there was none, or there is to be none.
 */
export function needsCallBack(kind: EntryKind, before: Entry | null, after: Entry | null): boolean {
  if (kind !== 'authority') return false;
  const reached = (said: Entry | null) => {
    const authority = said as Authority | null;
    return authority && isRelied(authority)
      ? `${authority.role} ${authority.phone ?? ''} ${authority.email?.toLowerCase() ?? ''}`
      : '';
  };
  return reached(before) !== reached(after);
}

/** An entry counts as fresh for so many months after its State confirmed it: policy, after recommendation 2. */
export const freshMonths = 12;
/** From so many days before on, the State is reminded; after, every thirty days. */
const warnedDays = [30, 7, 0] as const;

/** The instant by which what was confirmed at `at` is to be confirmed again, in the zone of the State. */
export function confirmBy(at: string, zone: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(zone)
    .add({ months: freshMonths })
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
}

/** Which reminder is the last that is due: days before (30, 7, 0) or, negative, after (-30, -60 …); null before the first. */
export function confirmationStage(dueAt: string, now: string): number | null {
  const left = (Date.parse(dueAt) - Date.parse(now)) / 86_400_000;
  if (left <= -30) return -30 * Math.floor(-left / 30);
  return warnedDays.findLast((days) => left <= days) ?? null;
}

/** How long ago something was confirmed, in whole months and days, and whether that is still fresh. */
export function freshnessOf(confirmedAt: string, now: string): { months: number; days: number; fresh: boolean } {
  const [from, to] = [confirmedAt, now].map((at) => Temporal.Instant.from(at).toZonedDateTimeISO('UTC'));
  const past = (from as Temporal.ZonedDateTime).until(to as Temporal.ZonedDateTime, { largestUnit: 'months' });
  const months = Math.max(0, past.months);
  return { months, days: Math.max(0, Math.floor(past.days)), fresh: months < freshMonths };
}

/**
 * Directory freshness, indicator G2 (domain.md §6.3): of the contacts in force, how many their State confirmed in the last
 * twelve months. A contact is an authority; what a State says of a provider is none.
 */
export function freshContacts(
  entries: readonly { kind: EntryKind; confirmed_at: string }[],
  now: string,
): { confirmed: number; contacts: number } {
  const contacts = entries.filter(({ kind }) => kind === 'authority');
  return {
    contacts: contacts.length,
    confirmed: contacts.filter(({ confirmed_at }) => freshnessOf(confirmed_at, now).fresh).length,
  };
}

/** The order in which authorities are shown. */
export const roleRank = (role: AuthorityRole): number => authorityRoles.indexOf(role);

/** The central authority for one of these bases; without a special one, the one for all. */
export function centralFor(authorities: readonly Authority[], bases: readonly string[] = []): Authority | undefined {
  const central = authorities.filter(({ role }) => role === 'central_authority');
  return (
    central.find(({ instruments }) => instruments.some((code) => bases.includes(code))) ??
    central.find(({ instruments }) => instruments.length === 0) ??
    central[0]
  );
}
