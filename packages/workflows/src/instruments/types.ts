import type { BasisCode, Kind, ParticipantCode, RequestKind, Source, Text } from '../types.ts';

/** The day this reference data describes; statuses age. */
export const asOf = '2026-11-21';

/** One State bound by an instrument. Dates are `YYYY-MM-DD`. */
export interface Party {
  state: ParticipantCode;
  /** first day bound; where the day was not seen, the latest it can be; null where nothing is known of it */
  from: string | null;
  deposit?: string;
  /** last day bound, after a denunciation took effect */
  until?: string;
  /** that the State is a party was checked in a public source */
  verified: boolean;
  /** `from` is a seen or remembered date, not a bound */
  day_known: boolean;
  /** the State itself recorded this line (law.ts) */
  recorded?: true;
}

/** A reservation or declaration of one State to an instrument. */
export interface Reservation {
  state: ParticipantCode;
  /** as in the instrument: `29(4)` */
  article: string;
  nature: 'reservation' | 'declaration';
  text: string;
  /** first and last day it has effect, `YYYY-MM-DD` */
  from: string;
  until?: string;
}

export const scopeLimits = [
  'corruption',
  'serious',
  'transnational',
  'organized_group',
  'one_year',
  'not_military',
] as const;
/** Which offences an instrument serves at all. Texts: `basis.scope.<code>` (unmet), `basis.scope.<code>.caution` (not said). */
export type ScopeLimit = { code: (typeof scopeLimits)[number]; source: Source };

/** One item a request must contain. */
export interface RequiredContent {
  letter: string;
  article: string;
  label: Text;
  source: Source;
}

/** A ground for refusal as an instrument words it. */
export interface GroundRule {
  code: GroundCode;
  article: string;
  verified: boolean;
  kinds: readonly Kind[];
  /** applies only in these circumstances; see grounds.ts */
  only?: 'fallback_27_28' | 'reserved_29_4' | 'no_protocol';
}

export const groundCodes = [
  'NE_BIS_IN_IDEM',
  'DISCRIMINATION',
  'POLITICAL_OFFENCE',
  'SPECIAL_TRIBUNAL',
  'ESSENTIAL_INTERESTS',
  'TAX_OFFENCE',
  'DUAL_CRIMINALITY',
  'DUAL_CRIMINALITY_RESERVED',
  'PENALTY_THRESHOLD',
  'MILITARY_OFFENCE',
  'NON_CONFORMITY',
  'DOMESTIC_PROHIBITION',
  'CONTRARY_TO_MLA_LAW',
  'DE_MINIMIS',
  'DOMESTIC_LAW',
] as const;
/** Text: `ground.<code>`. */
export type GroundCode = (typeof groundCodes)[number];

/** A legal basis (or channel) as dated data. Names: `instrument.<code>.short`, `.full`. */
export interface Instrument {
  code: BasisCode;
  kind: 'treaty' | 'channel' | 'arrangement' | 'domestic';
  /** first day in force; null: not in force, or not known to be */
  in_force: string | null;
  /** that first day was checked in a public source, or recorded: only then does it refuse anything */
  in_force_verified: boolean;
  parties: readonly Party[];
  signatories: readonly { state: ParticipantCode; signed: string | null }[];
  /** States whose status was not seen, so “not a party” would say too much */
  unknown: readonly ParticipantCode[];
  /** may be chosen as a basis when it applies; false until someone confirms its status */
  usable: boolean;
  /** its own articles on contents and refusal were checked */
  text_verified: boolean;
  /** provides for expedited preservation of data */
  preservation: boolean;
  /** provides for information sent without a request, and whether its text was checked; null where that is not known */
  information: Source | null;
  /** shown whenever it applies */
  cautions: readonly Text[];
  /** offences it is limited to; an unverified limit is only ever a caution */
  limits: readonly ScopeLimit[];
  /** it serves the evidence of any offence, and where that is written */
  any_offence?: Source;
  /** the instrument it is a protocol to: nobody is bound by one without the other */
  protocol_to?: BasisCode;
  /** reservations and declarations known; States record their own (law.ts) */
  reservations: readonly Reservation[];
  /** what else it rules on a request and its execution */
  provisions: readonly { text: Text; source: Source }[];
  /** what may not be held against a request */
  barred: readonly { text: Text; source: Source }[];
  contents: Readonly<Record<RequestKind, readonly RequiredContent[]>>;
  grounds: readonly GroundRule[];
  /** least number of days data must be kept */
  preservation_minimum?: { days: number; source: Source };
  language: { text: Text; source: Source };
  channel: { text: Text; source: Source };
  sources: readonly Source[];
  as_of: string;
}

/** Contents with one letter each: `contents.<basis>.<letter>`, article `29(2)(a)` and so on. */
export function lettered(basis: BasisCode, article: string, letters: string, verified: boolean): RequiredContent[] {
  return [...letters].map((letter) => ({
    letter,
    article: `${article}(${letter})`,
    label: { key: `contents.${basis}.${letter}` },
    source: { instrument: basis, article: `${article}(${letter})`, verified },
  }));
}

/** What an instrument rules, by name (`law.provision.<name>`) and article; `?` before an article that was not checked. */
export function provisions(basis: BasisCode, given: Readonly<Record<string, string>>): Instrument['provisions'] {
  return Object.entries(given).map(([name, article]) => {
    const [verified, cited] = article.startsWith('?') ? [false, article.slice(1)] : [true, article];
    return {
      text: { key: `law.provision.${name}` },
      source: { instrument: basis, ...(cited ? { article: cited } : {}), verified },
    };
  });
}

/** An instrument from the few things that differ. */
export function instrument(
  code: BasisCode,
  given: Partial<Instrument> & Pick<Instrument, 'kind' | 'in_force' | 'sources'>,
): Instrument {
  const unseen: Source = { instrument: code, verified: false };
  return {
    code,
    in_force_verified: false,
    parties: [],
    signatories: [],
    unknown: [],
    usable: true,
    text_verified: false,
    preservation: false,
    information: null,
    cautions: [],
    limits: [],
    reservations: [],
    provisions: [],
    barred: [],
    contents: { evidence: [], preservation: [] },
    grounds: [],
    language: { text: { key: 'instrument.language.practice' }, source: unseen },
    channel: { text: { key: 'instrument.channel.central' }, source: unseen },
    as_of: asOf,
    ...given,
  };
}
