/**
 * The law in force, as one plain value: the catalogue of this release, and what States have recorded of their own since.
 * A record (a “line”) is amended by a new version of the whole line, never changed: any earlier law can be put together
 * again. Pure: no database, no clock.
 */
import { type TObject, type TSchema, Type } from 'typebox';
import { fieldsOf } from '../forms.ts';
import { documentLanguageOf, isState, secretariat } from '../states.ts';
import { type BasisCode, basisCodes, type Language, languages, type ParticipantCode, requestKinds } from '../types.ts';
import { catalogue } from './catalogue.ts';
import { type BilateralTreaty, bilateralHints } from './others.ts';
import { asOf, type GroundRule, groundCodes, type Instrument, type Party, type Reservation } from './types.ts';

export const lineKinds = ['status', 'bilateral', 'reservation', 'profile', 'entry_into_force'] as const;
/** What can be recorded. Text: `law.kind.<kind>`. */
export type LineKind = (typeof lineKinds)[number];

/** A State towards an instrument; its own lines take the place of what the catalogue says of it there. */
export interface StatusLine {
  kind: 'status';
  instrument: BasisCode;
  standing: 'party' | 'not_party';
  /** first and last day bound; `from` belongs to every party */
  from?: string;
  until?: string;
  deposit?: string;
}
export interface BilateralLine {
  kind: 'bilateral';
  with: ParticipantCode;
  title: string;
  from: string;
  until?: string;
  /** its text lies before the officer who records it; otherwise its contents and grounds are only pointed at */
  text_verified: boolean;
  preservation: boolean;
  contents_article?: string;
  evidence_fields: string[];
  preservation_fields: string[];
  grounds_article?: string;
  grounds: (typeof groundCodes)[number][];
  document_languages: Language[];
  channel: 'central' | 'diplomatic';
}
export interface ReservationLine {
  kind: 'reservation';
  instrument: BasisCode;
  article: string;
  nature: 'reservation' | 'declaration';
  text: string;
  from: string;
  until?: string;
}
/** What a State wants to see as the requested State, and for how long data last there. */
export interface ProfileLine {
  kind: 'profile';
  /** law or circular where this is written */
  citation: string;
  evidence_fields: string[];
  preservation_fields: string[];
  document_languages: Language[];
  /** an IPv4 address without its source port is not executed */
  source_port: boolean;
  /** days its law preserves data for at a time */
  preservation_days?: number;
  /** days its providers usually keep connection data */
  retention_days?: number;
  notes?: string;
}
/** Recorded by the Secretariat: an instrument that was not in force when this release was made. */
export interface EntryIntoForceLine {
  kind: 'entry_into_force';
  instrument: BasisCode;
  from: string;
}
export type Line = StatusLine | BilateralLine | ReservationLine | ProfileLine | EntryIntoForceLine;

/** One version of a line. `id` rises with every amendment of the installation. */
export interface Amendment {
  id: number;
  /** the participant that says so, of itself */
  state: ParticipantCode;
  record: string;
  version: number;
  /** taken back: the line no longer counts */
  withdrawn: boolean;
  line: Line;
}

/** What is in force: an argument of every question about the law. */
export interface Law {
  /** day of the catalogue, then the last amendment: `2026-11-21+7` */
  version: string;
  instruments: readonly Instrument[];
  bilateral: readonly BilateralTreaty[];
  profiles: Readonly<Record<ParticipantCode, ProfileLine>>;
}

/* ------------------------------------------------------------- schemas */

const day = () => Type.String({ format: 'date', pattern: '^(?:18|19|2\\d)\\d\\d-', 'x-kind': 'date' });
const short = (maxLength = 80) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const prose = () => Type.String({ minLength: 1, maxLength: 4_000, pattern: '\\S', 'x-kind': 'longtext' });
const several = (values: readonly string[], label: string) =>
  Type.Optional(Type.Array(Type.Enum([...values]), { maxItems: values.length, uniqueItems: true, 'x-label': label }));
const closed = (properties: Record<string, TSchema>) => Type.Object(properties, { additionalProperties: false });

/** Instruments a State can be a party to. */
export const joinable = basisCodes.filter((code) => code !== 'BILAT' && code !== 'RECIPROCITY');
/** Fields that a treaty or a State may ask for beyond the form; a statement (`boolean`) is made, not required by others. */
export const askable = Object.fromEntries(
  requestKinds.map((kind) => [
    kind,
    fieldsOf(kind).flatMap((field) => (field.when || field.kind === 'boolean' ? [] : [field.name])),
  ]),
) as Record<(typeof requestKinds)[number], string[]>;
const instrument = (codes: readonly BasisCode[]) => Type.Enum([...codes], { 'x-label': 'instrument.{}.short' });
const asked = {
  evidence_fields: several(askable.evidence, 'form.evidence.{}.label'),
  preservation_fields: several(askable.preservation, 'form.preservation.{}.label'),
  document_languages: several(languages, 'language.{}'),
};

/** The schema of each kind of line, without its `kind`. `x-label` says which text names a choice. */
export const lineSchemas: Record<LineKind, TObject> = {
  status: closed({
    instrument: instrument(joinable),
    standing: Type.Enum(['party', 'not_party']),
    from: Type.Optional(day()),
    until: Type.Optional(day()),
    deposit: Type.Optional(day()),
  }),
  bilateral: closed({
    with: Type.String({ pattern: '^[A-Z]{3}$', 'x-kind': 'participant' }),
    title: short(300),
    from: day(),
    until: Type.Optional(day()),
    text_verified: Type.Boolean(),
    preservation: Type.Boolean(),
    channel: Type.Enum(['central', 'diplomatic']),
    document_languages: asked.document_languages,
    contents_article: Type.Optional(short()),
    evidence_fields: asked.evidence_fields,
    preservation_fields: asked.preservation_fields,
    grounds_article: Type.Optional(short()),
    grounds: several(groundCodes, 'ground.{}'),
  }),
  reservation: closed({
    instrument: instrument(joinable),
    nature: Type.Enum(['reservation', 'declaration']),
    article: short(),
    text: prose(),
    from: day(),
    until: Type.Optional(day()),
  }),
  profile: closed({
    citation: short(300),
    document_languages: asked.document_languages,
    source_port: Type.Boolean(),
    preservation_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
    retention_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
    evidence_fields: asked.evidence_fields,
    preservation_fields: asked.preservation_fields,
    notes: Type.Optional(prose()),
  }),
  entry_into_force: closed({ instrument: instrument(joinable), from: day() }),
};

/** A line of a body that its schema took: the lists it does not name are empty. */
export function lineOf(kind: LineKind, body: Readonly<Record<string, unknown>>): Line {
  const lists = Object.entries(lineSchemas[kind].properties).flatMap(([name, schema]) =>
    (schema as { type?: string }).type === 'array' ? [[name, []] as const] : [],
  );
  return { kind, ...Object.fromEntries(lists), ...body } as unknown as Line;
}

/* ------------------------------------------------------------ assembly */

/** The latest version of every line that was not taken back, in the order first recorded. */
export function currentLines(amendments: readonly Amendment[]): Amendment[] {
  const latest = new Map<string, Amendment>();
  for (const one of amendments) {
    // a record is its State's own: nobody amends another's, whatever it is called
    const key = `${one.state} ${one.record}`;
    const known = latest.get(key);
    if (!known || known.version < one.version) latest.set(key, one);
  }
  return [...latest.values()].filter(({ withdrawn }) => !withdrawn);
}

const samePair = (states: readonly string[], first: string, second: string) =>
  (states[0] === first && states[1] === second) || (states[0] === second && states[1] === first);

function withStatuses(item: Instrument, lines: readonly Amendment[]): Instrument {
  const mine = lines.flatMap(({ state, line }) =>
    line.kind === 'status' && line.instrument === item.code ? [{ state, line }] : [],
  );
  const reservations = lines.flatMap(({ state, line }): Reservation[] => {
    if (line.kind !== 'reservation' || line.instrument !== item.code) return [];
    const { article, nature, text, from, until } = line;
    return [{ state, article, nature, text, from, ...(until ? { until } : {}) }];
  });
  const entry = lines.find(({ line }) => line.kind === 'entry_into_force' && line.instrument === item.code)?.line;
  const inForce =
    entry?.kind === 'entry_into_force' ? { in_force: entry.from, in_force_verified: true, usable: true } : {};
  if (mine.length === 0 && reservations.length === 0 && !entry) return item;
  const spoken = new Set(mine.map(({ state }) => state));
  const parties = mine.flatMap(({ state, line }): Party[] =>
    line.standing === 'party' && line.from
      ? [
          {
            state,
            from: line.from,
            ...(line.until ? { until: line.until } : {}),
            ...(line.deposit ? { deposit: line.deposit } : {}),
            verified: true,
            day_known: true,
            recorded: true,
          },
        ]
      : [],
  );
  return {
    ...item,
    ...inForce,
    parties: [...item.parties.filter(({ state }) => !spoken.has(state)), ...parties],
    unknown: item.unknown.filter((state) => !spoken.has(state)),
    reservations: [...item.reservations, ...reservations],
  };
}

function treatyOf(state: ParticipantCode, line: BilateralLine): BilateralTreaty {
  const { text_verified: verified } = line;
  const grounds = line.grounds.map(
    (code): GroundRule => ({ code, article: line.grounds_article ?? '', verified, kinds: [...requestKinds] }),
  );
  const article = line.contents_article ?? '';
  return {
    states: [state, line.with],
    from: line.from,
    ...(line.until ? { until: line.until } : {}),
    recorded_by: state,
    title: line.title,
    text_verified: verified,
    preservation: line.preservation,
    contents: requestKinds.flatMap((kind) => line[`${kind}_fields`].map((field) => ({ kind, field, article }))),
    grounds,
    languages: line.document_languages,
    channel: line.channel,
  };
}

/** The catalogue of this release with the amendments given, in any order. */
export function lawOf(amendments: readonly Amendment[]): Law {
  const lines = currentLines(amendments);
  const last = Math.max(0, ...amendments.map(({ id }) => id));
  const recorded = lines.flatMap(({ state, line }) => (line.kind === 'bilateral' ? [treatyOf(state, line)] : []));
  const hints = bilateralHints.filter(
    ({ states: [first, second] }) => !recorded.some(({ states }) => samePair(states, first, second)),
  );
  return {
    version: last === 0 ? asOf : `${asOf}+${last}`,
    instruments: catalogue.map((item) => withStatuses(item, lines)),
    bilateral: [...recorded, ...hints],
    profiles: Object.fromEntries(
      lines.flatMap(({ state, line }) => (line.kind === 'profile' ? [[state, line] as const] : [])),
    ),
  };
}

/** The law of this release, before any State recorded anything. */
export const catalogueLaw: Law = lawOf([]);

/** The instrument of a code under a law. Throws RangeError on an unknown code. */
export function instrumentIn(law: Law, code: BasisCode): Instrument {
  const item = law.instruments.find((one) => one.code === code);
  if (!item) throw new RangeError(`unknown instrument '${code}'`);
  return item;
}

/** The bilateral treaty of a pair on a date (`YYYY-MM-DD`), recorded or known by repute. */
export function bilateralIn(law: Law, first: string, second: string, date: string): BilateralTreaty | undefined {
  return law.bilateral.find(
    ({ states, from, until }) =>
      samePair(states, first, second) && (from === null || from <= date) && (!until || date <= until),
  );
}

/** Whether a State has a reservation or declaration to an article on a date. */
export function reservedIn(law: Law, state: string, code: BasisCode, article: string, date: string): boolean {
  return instrumentIn(law, code).reservations.some(
    (one) => one.state === state && one.article === article && one.from <= date && (!one.until || date <= one.until),
  );
}

/* ------------------------------------------------------- contradictions */

/** One side of a contradiction: a recorded line, or what the catalogue says. `lineText` (law-text.ts) puts it in words. */
export type Side =
  | { record: string; state: ParticipantCode; line: Line }
  | { record: null; state: ParticipantCode; party: Party | null; instrument: BasisCode }
  | { record: null; state: null; in_force: string | null; instrument: BasisCode };

/** Two lines that cannot both be true. Text: `rule.<rule>` with both in words. `field` is where the second is mended. */
export interface Contradiction {
  rule: string;
  field: string;
  sides: [Side, Side];
}

const ever = '9999-12-31';
interface Period {
  from: string;
  until: string;
}
const periodOf = (line: { from?: string; until?: string }): Period => ({
  from: line.from ?? '0000-01-01',
  until: line.until ?? ever,
});
const overlap = (a: Period, b: Period) => a.from <= b.until && b.from <= a.until;

/**
 * Everything in a set of lines that cannot be true together, or in itself: periods of one State that overlap in one
 * instrument, a last day before the first, a State bound before the instrument was in force, a bilateral treaty with
 * oneself, two of one pair at once, a reservation or a protocol without the instrument it belongs to. Also what a State
 * says of the catalogue's lines by leaving them unamended. Empty when the lines agree.
 */
export function contradictions(amendments: readonly Amendment[]): Contradiction[] {
  const lines = currentLines(amendments);
  const law = lawOf(amendments);
  const found: Contradiction[] = [];
  for (const [index, one] of lines.entries()) {
    const side: Side = { record: one.record, state: one.state, line: one.line };
    found.push(...alone(one, side, law));
    for (const other of lines.slice(0, index)) {
      const rule = clash(other, one);
      if (!rule) continue;
      found.push({ ...rule, sides: [{ record: other.record, state: other.state, line: other.line }, side] });
    }
  }
  return [...found, ...withoutBase(lines, law)];
}

/** What is wrong with a line by itself, or against the instrument it speaks of. */
function alone({ state, line }: Amendment, side: Side, law: Law): Contradiction[] {
  const found: Contradiction[] = [];
  const add = (rule: string, field: string, other: Side = side) => found.push({ rule, field, sides: [other, side] });
  if ((line.kind === 'entry_into_force') !== (state === secretariat.code)) add('law_not_yours', 'kind');
  if ('from' in line && line.from && 'until' in line && line.until && line.until < line.from)
    add('law_until_before_from', 'until');
  if (line.kind === 'status' && line.standing === 'party') {
    const item = instrumentIn(law, line.instrument);
    const inForce: Side = { record: null, state: null, in_force: item.in_force, instrument: item.code };
    if (!line.from) add('law_from_missing', 'from');
    else if (item.in_force === null) add('law_not_in_force', 'from', inForce);
    else if (item.in_force_verified && line.from < item.in_force) add('law_before_instrument', 'from', inForce);
    if (line.from && line.deposit && line.deposit > line.from) add('law_deposit_after_from', 'deposit');
  }
  if (line.kind === 'status' && line.standing === 'not_party' && (line.from || line.until || line.deposit))
    add('law_dates_without_party', 'from');
  if (line.kind === 'bilateral' && line.with === state) add('law_bilateral_self', 'with');
  else if (line.kind === 'bilateral' && !isState(line.with)) add('counterpart_unknown', 'with');
  if (line.kind === 'profile' && isState(state) && line.document_languages.length > 0) {
    if (!line.document_languages.includes(documentLanguageOf(state))) add('law_own_language', 'document_languages');
  }
  if (line.kind === 'entry_into_force') {
    const before = catalogue.find(({ code }) => code === line.instrument);
    if (before?.in_force && before.in_force_verified)
      add('law_in_force_already', 'instrument', {
        record: null,
        state: null,
        in_force: before.in_force,
        instrument: before.code,
      });
  }
  return found;
}

/** Why two lines cannot stand side by side. */
function clash(first: Amendment, second: Amendment): { rule: string; field: string } | null {
  const [a, b] = [first.line, second.line];
  if (a.kind === 'bilateral' && b.kind === 'bilateral') {
    const pair = samePair([first.state, a.with], second.state, b.with);
    return pair && overlap(periodOf(a), periodOf(b)) ? { rule: 'law_bilateral_overlap', field: 'from' } : null;
  }
  if (a.kind === 'entry_into_force' && b.kind === 'entry_into_force')
    return a.instrument === b.instrument ? { rule: 'law_overlap', field: 'from' } : null;
  if (first.state !== second.state) return null;
  if (a.kind === 'status' && b.kind === 'status')
    return a.instrument === b.instrument && overlap(periodOf(a), periodOf(b))
      ? { rule: 'law_overlap', field: 'from' }
      : null;
  if (a.kind === 'reservation' && b.kind === 'reservation')
    return a.instrument === b.instrument && a.article === b.article && overlap(periodOf(a), periodOf(b))
      ? { rule: 'law_reservation_overlap', field: 'from' }
      : null;
  return a.kind === 'profile' && b.kind === 'profile' ? { rule: 'law_profile_twice', field: 'citation' } : null;
}

/** Reservations, declarations and protocols of a State that is not bound, for all that time, by what they belong to. */
function withoutBase(lines: readonly Amendment[], law: Law): Contradiction[] {
  const found: Contradiction[] = [];
  const sideOf = (state: ParticipantCode, code: BasisCode): Side => {
    const own = lines.find((one) => one.state === state && one.line.kind === 'status' && one.line.instrument === code);
    if (own) return { record: own.record, state, line: own.line };
    const party = instrumentIn(law, code).parties.find((one) => one.state === state) ?? null;
    return { record: null, state, party, instrument: code };
  };
  const bound = (state: ParticipantCode, code: BasisCode, { from, until }: Period) =>
    instrumentIn(law, code).parties.some(
      (one) => one.state === state && (one.from ?? '') <= from && until <= (one.until ?? ever),
    );
  for (const { record, state, line } of lines)
    if (line.kind === 'reservation' && !bound(state, line.instrument, periodOf(line)))
      found.push({
        rule: 'law_reservation_not_party',
        field: 'instrument',
        sides: [sideOf(state, line.instrument), { record, state, line }],
      });
  for (const item of law.instruments) {
    const base = item.protocol_to;
    if (!base) continue;
    for (const party of item.parties)
      if (!bound(party.state, base, { from: party.from ?? item.in_force ?? '', until: party.until ?? ever }))
        found.push({
          rule: 'law_protocol_without_convention',
          field: 'instrument',
          sides: [sideOf(party.state, base), sideOf(party.state, item.code)],
        });
  }
  return found;
}

/** What an amendment would make untrue that was not so before; empty when it may be recorded. */
export function refusalOf(amendments: readonly Amendment[], next: Amendment): Contradiction[] {
  const before = new Set(contradictions(amendments).map((one) => JSON.stringify(one)));
  return contradictions([...amendments, next]).filter((one) => !before.has(JSON.stringify(one)));
}
