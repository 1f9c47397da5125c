import type { Language, ParticipantCode } from './types.ts';

/** Accession of one State to the Budapest Convention (ETS185). Dates are `YYYY-MM-DD`. */
export interface BudapestStatus {
  /** deposit of the instrument; null where the day was not seen */
  deposit: string | null;
  /** first day in force for this State; where the day was not seen, the latest day it can be */
  in_force: string;
  /** the fact of being a party was checked in a public source (the dates never were: all from memory) */
  party_verified: boolean;
  /** false where `in_force` is a latest-possible day rather than a remembered date */
  day_known: boolean;
}

/** One participant: a member State (domain.md §9) or the Secretariat. Reference data with a date, never a constant of law. */
export interface StateRecord {
  /** ISO 3166-1 alpha-3, or `OAS` */
  code: ParticipantCode;
  /** ISO 3166-1 alpha-2, empty for the Secretariat */
  a2: string;
  /** name in running text */
  names: Readonly<Record<Language, string>>;
  /** formal name for letterheads */
  formal: Readonly<Record<Language, string>>;
  /** ISO 639-1 codes of the languages of filings; each State's declared languages remain to be confirmed */
  filing_languages: readonly string[];
  /** the official OAS language a letter to this State is written in unless it says otherwise */
  document_language: Language;
  /** IANA zone of the capital */
  zone: string;
  budapest: BudapestStatus | null;
  /** invited to accede to the Budapest Convention */
  budapest_invited: boolean;
  nassau: 'party' | 'signed' | 'not_party' | 'unknown';
  /** party to the Optional Protocol OAS-A59 */
  protocol: boolean;
  /** `required`: every Budapest Party must have a 24/7 contact (art. 35); `unknown`: to be filled in by the Secretariat */
  contact_24_7: 'required' | 'unknown';
  /** vocabulary keys `state.note.*` */
  notes: readonly string[];
  as_of: string;
  /** where the record was taken from, keys of domain.md §10; `M` is from memory, to be confirmed */
  sources: readonly string[];
}

type Four = readonly [en: string, es: string, pt: string, fr: string];
type Extra = Partial<
  Pick<StateRecord, 'budapest' | 'budapest_invited' | 'nassau' | 'protocol' | 'notes' | 'document_language'>
>;

const asOf = '2026-11-21';

function four([en, es, pt, fr]: Four): Record<Language, string> {
  return { en, es, pt, fr };
}

function record(code: string, a2: string, zone: string, filing: string, names: Four, formal: Four, extra: Extra = {}) {
  const filing_languages = filing.split(' ');
  return {
    code,
    a2,
    names: four(names),
    formal: four(formal),
    filing_languages,
    document_language: filing_languages[0] as Language,
    zone: `America/${zone}`,
    budapest: null,
    budapest_invited: false,
    nassau: 'not_party',
    protocol: false,
    contact_24_7: extra.budapest ? 'required' : 'unknown',
    notes: [],
    as_of: asOf,
    sources: extra.budapest ? ['V2', 'V9', 'M'] : ['V2', 'M'],
    ...extra,
  } satisfies StateRecord as StateRecord;
}

/** Budapest accession: deposit → in force. `memory` where even the fact of being a party is from memory. */
function budapest(deposit: string, in_force: string, memory?: 'memory'): BudapestStatus {
  return { deposit, in_force, party_verified: memory === undefined, day_known: true };
}

const nassau = { nassau: 'party' } as const;
const nassauAndProtocol = { nassau: 'party', protocol: true } as const;
const invited = { budapest_invited: true, notes: ['state.note.budapest_invited'] } as const;

/** Grenada deposited in 2024, day unsure: at the latest in force on the first day of the month after three months. */
const grenada: BudapestStatus = { deposit: null, in_force: '2025-04-01', party_verified: false, day_known: false };

/**
 * The 35 member States counted by the OAS, in English alphabetical order. Membership and treaty status are separate:
 * see the notes of Cuba, Nicaragua and Venezuela. Source: domain.md §9, as of the record's `as_of`.
 */
// biome-ignore format: a table, one State per group of lines
export const states: readonly StateRecord[] = [
  record('ATG', 'AG', 'Antigua', 'en',
    ['Antigua and Barbuda', 'Antigua y Barbuda', 'Antígua e Barbuda', 'Antigua-et-Barbuda'],
    ['Antigua and Barbuda', 'Antigua y Barbuda', 'Antígua e Barbuda', 'Antigua-et-Barbuda'], nassau),
  record('ARG', 'AR', 'Argentina/Buenos_Aires', 'es',
    ['Argentina', 'Argentina', 'Argentina', 'Argentine'],
    ['Argentine Republic', 'República Argentina', 'República Argentina', 'République argentine'],
    { ...nassau, budapest: budapest('2018-06-05', '2018-10-01') }),
  record('BHS', 'BS', 'Nassau', 'en',
    ['Bahamas', 'Bahamas', 'Bahamas', 'Bahamas'],
    ['Commonwealth of The Bahamas', 'Commonwealth de las Bahamas', 'Comunidade das Bahamas', 'Commonwealth des Bahamas'], nassau),
  record('BRB', 'BB', 'Barbados', 'en',
    ['Barbados', 'Barbados', 'Barbados', 'Barbade'],
    ['Barbados', 'Barbados', 'Barbados', 'Barbade']),
  record('BLZ', 'BZ', 'Belize', 'en',
    ['Belize', 'Belice', 'Belize', 'Belize'],
    ['Belize', 'Belice', 'Belize', 'Belize']),
  record('BOL', 'BO', 'La_Paz', 'es',
    ['Bolivia', 'Bolivia', 'Bolívia', 'Bolivie'],
    ['Plurinational State of Bolivia', 'Estado Plurinacional de Bolivia', 'Estado Plurinacional da Bolívia', 'État plurinational de Bolivie'], nassau),
  record('BRA', 'BR', 'Sao_Paulo', 'pt',
    ['Brazil', 'Brasil', 'Brasil', 'Brésil'],
    ['Federative Republic of Brazil', 'República Federativa del Brasil', 'República Federativa do Brasil', 'République fédérative du Brésil'],
    { ...nassauAndProtocol, budapest: budapest('2022-11-30', '2023-03-01', 'memory') }),
  record('CAN', 'CA', 'Toronto', 'en fr',
    ['Canada', 'Canadá', 'Canadá', 'Canada'],
    ['Canada', 'Canadá', 'Canadá', 'Canada'],
    { ...nassau, budapest: budapest('2015-07-08', '2015-11-01') }),
  record('CHL', 'CL', 'Santiago', 'es',
    ['Chile', 'Chile', 'Chile', 'Chili'],
    ['Republic of Chile', 'República de Chile', 'República do Chile', 'République du Chili'],
    { ...nassauAndProtocol, budapest: budapest('2017-04-20', '2017-08-01') }),
  record('COL', 'CO', 'Bogota', 'es',
    ['Colombia', 'Colombia', 'Colômbia', 'Colombie'],
    ['Republic of Colombia', 'República de Colombia', 'República da Colômbia', 'République de Colombie'],
    { ...nassauAndProtocol, budapest: budapest('2020-03-16', '2020-07-01') }),
  record('CRI', 'CR', 'Costa_Rica', 'es',
    ['Costa Rica', 'Costa Rica', 'Costa Rica', 'Costa Rica'],
    ['Republic of Costa Rica', 'República de Costa Rica', 'República da Costa Rica', 'République du Costa Rica'],
    { ...nassau, budapest: budapest('2017-09-22', '2018-01-01') }),
  record('CUB', 'CU', 'Havana', 'es',
    ['Cuba', 'Cuba', 'Cuba', 'Cuba'],
    ['Republic of Cuba', 'República de Cuba', 'República de Cuba', 'République de Cuba'],
    { nassau: 'unknown', notes: ['state.note.cuba'] }),
  record('DMA', 'DM', 'Dominica', 'en',
    ['Dominica', 'Dominica', 'Dominica', 'Dominique'],
    ['Commonwealth of Dominica', 'Commonwealth de Dominica', 'Comunidade da Dominica', 'Commonwealth de la Dominique'], nassau),
  record('DOM', 'DO', 'Santo_Domingo', 'es',
    ['Dominican Republic', 'República Dominicana', 'República Dominicana', 'République dominicaine'],
    ['Dominican Republic', 'República Dominicana', 'República Dominicana', 'République dominicaine'],
    { budapest: budapest('2013-02-07', '2013-06-01') }),
  record('ECU', 'EC', 'Guayaquil', 'es',
    ['Ecuador', 'Ecuador', 'Equador', 'Équateur'],
    ['Republic of Ecuador', 'República del Ecuador', 'República do Equador', 'République de l’Équateur'],
    { ...nassauAndProtocol, budapest: budapest('2024-12-12', '2025-04-01', 'memory') }),
  record('SLV', 'SV', 'El_Salvador', 'es',
    ['El Salvador', 'El Salvador', 'El Salvador', 'El Salvador'],
    ['Republic of El Salvador', 'República de El Salvador', 'República de El Salvador', 'République d’El Salvador'], nassau),
  record('GRD', 'GD', 'Grenada', 'en',
    ['Grenada', 'Granada', 'Granada', 'Grenade'],
    ['Grenada', 'Granada', 'Granada', 'Grenade'],
    { ...nassau, budapest: grenada, notes: ['state.note.budapest_day_unsure'] }),
  record('GTM', 'GT', 'Guatemala', 'es',
    ['Guatemala', 'Guatemala', 'Guatemala', 'Guatemala'],
    ['Republic of Guatemala', 'República de Guatemala', 'República da Guatemala', 'République du Guatemala'], { ...nassau, ...invited }),
  record('GUY', 'GY', 'Guyana', 'en',
    ['Guyana', 'Guyana', 'Guiana', 'Guyana'],
    ['Co-operative Republic of Guyana', 'República Cooperativa de Guyana', 'República Cooperativa da Guiana', 'République coopérative du Guyana'], nassau),
  record('HTI', 'HT', 'Port-au-Prince', 'fr ht',
    ['Haiti', 'Haití', 'Haiti', 'Haïti'],
    ['Republic of Haiti', 'República de Haití', 'República do Haiti', 'République d’Haïti']),
  record('HND', 'HN', 'Tegucigalpa', 'es',
    ['Honduras', 'Honduras', 'Honduras', 'Honduras'],
    ['Republic of Honduras', 'República de Honduras', 'República de Honduras', 'République du Honduras'], nassauAndProtocol),
  record('JAM', 'JM', 'Jamaica', 'en',
    ['Jamaica', 'Jamaica', 'Jamaica', 'Jamaïque'],
    ['Jamaica', 'Jamaica', 'Jamaica', 'Jamaïque'], nassau),
  record('MEX', 'MX', 'Mexico_City', 'es',
    ['Mexico', 'México', 'México', 'Mexique'],
    ['United Mexican States', 'Estados Unidos Mexicanos', 'Estados Unidos Mexicanos', 'États-Unis du Mexique'], { ...nassau, ...invited }),
  record('NIC', 'NI', 'Managua', 'es',
    ['Nicaragua', 'Nicaragua', 'Nicarágua', 'Nicaragua'],
    ['Republic of Nicaragua', 'República de Nicaragua', 'República da Nicarágua', 'République du Nicaragua'],
    { ...nassau, notes: ['state.note.nicaragua'] }),
  record('PAN', 'PA', 'Panama', 'es',
    ['Panama', 'Panamá', 'Panamá', 'Panama'],
    ['Republic of Panama', 'República de Panamá', 'República do Panamá', 'République du Panama'],
    { ...nassau, budapest: budapest('2014-03-05', '2014-07-01') }),
  record('PRY', 'PY', 'Asuncion', 'es gn',
    ['Paraguay', 'Paraguay', 'Paraguai', 'Paraguay'],
    ['Republic of Paraguay', 'República del Paraguay', 'República do Paraguai', 'République du Paraguay'],
    { ...nassauAndProtocol, budapest: budapest('2018-07-30', '2018-11-01') }),
  record('PER', 'PE', 'Lima', 'es',
    ['Peru', 'Perú', 'Peru', 'Pérou'],
    ['Republic of Peru', 'República del Perú', 'República do Peru', 'République du Pérou'],
    { ...nassau, budapest: budapest('2019-08-26', '2019-12-01') }),
  record('KNA', 'KN', 'St_Kitts', 'en',
    ['Saint Kitts and Nevis', 'San Cristóbal y Nieves', 'São Cristóvão e Névis', 'Saint-Kitts-et-Nevis'],
    ['Federation of Saint Kitts and Nevis', 'Federación de San Cristóbal y Nieves', 'Federação de São Cristóvão e Névis', 'Fédération de Saint-Kitts-et-Nevis']),
  record('LCA', 'LC', 'St_Lucia', 'en',
    ['Saint Lucia', 'Santa Lucía', 'Santa Lúcia', 'Sainte-Lucie'],
    ['Saint Lucia', 'Santa Lucía', 'Santa Lúcia', 'Sainte-Lucie']),
  record('VCT', 'VC', 'St_Vincent', 'en',
    ['Saint Vincent and the Grenadines', 'San Vicente y las Granadinas', 'São Vicente e Granadinas', 'Saint-Vincent-et-les-Grenadines'],
    ['Saint Vincent and the Grenadines', 'San Vicente y las Granadinas', 'São Vicente e Granadinas', 'Saint-Vincent-et-les-Grenadines']),
  record('SUR', 'SR', 'Paramaribo', 'nl',
    ['Suriname', 'Suriname', 'Suriname', 'Suriname'],
    ['Republic of Suriname', 'República de Suriname', 'República do Suriname', 'République du Suriname'],
    { ...nassau, document_language: 'en', notes: ['state.note.suriname_language'] }),
  record('TTO', 'TT', 'Port_of_Spain', 'en',
    ['Trinidad and Tobago', 'Trinidad y Tobago', 'Trinidad e Tobago', 'Trinité-et-Tobago'],
    ['Republic of Trinidad and Tobago', 'República de Trinidad y Tobago', 'República de Trinidad e Tobago', 'République de Trinité-et-Tobago'], { ...nassau, ...invited }),
  record('USA', 'US', 'New_York', 'en',
    ['United States', 'Estados Unidos', 'Estados Unidos', 'États-Unis'],
    ['United States of America', 'Estados Unidos de América', 'Estados Unidos da América', 'États-Unis d’Amérique'],
    { ...nassauAndProtocol, budapest: budapest('2006-09-29', '2007-01-01') }),
  record('URY', 'UY', 'Montevideo', 'es',
    ['Uruguay', 'Uruguay', 'Uruguai', 'Uruguay'],
    ['Eastern Republic of Uruguay', 'República Oriental del Uruguay', 'República Oriental do Uruguai', 'République orientale de l’Uruguay'],
    { nassau: 'signed', budapest_invited: true, notes: ['state.note.budapest_invited', 'state.note.nassau_signed'] }),
  record('VEN', 'VE', 'Caracas', 'es',
    ['Venezuela', 'Venezuela', 'Venezuela', 'Venezuela'],
    ['Bolivarian Republic of Venezuela', 'República Bolivariana de Venezuela', 'República Bolivariana da Venezuela', 'République bolivarienne du Venezuela'],
    { ...nassau, notes: ['state.note.venezuela'] }),
];

/** The Technical Secretariat, Washington: sees counts, never requests. */
export const secretariat: StateRecord = record(
  'OAS',
  '',
  'New_York',
  'en es pt fr',
  ['OAS Secretariat', 'Secretaría de la OEA', 'Secretaria da OEA', 'Secrétariat de l’OEA'],
  [
    'General Secretariat of the Organization of American States',
    'Secretaría General de la Organización de los Estados Americanos',
    'Secretaria-Geral da Organização dos Estados Americanos',
    'Secrétariat général de l’Organisation des États américains',
  ],
);

const byCode = new Map([...states, secretariat].map((state) => [state.code, state]));

/** True for one of the 35 State codes (not for `OAS`). */
export function isState(code: string): boolean {
  return code !== secretariat.code && byCode.has(code);
}

/** The record of a State or `OAS`. Throws RangeError on an unknown code. */
export function stateOf(code: ParticipantCode): StateRecord {
  const state = byCode.get(code);
  if (!state) throw new RangeError(`unknown State '${code}'`);
  return state;
}

/** Name in running text, e.g. `Brésil`. Throws RangeError on an unknown code. */
export function stateName(code: ParticipantCode, language: Language): string {
  return stateOf(code).names[language];
}

/** Formal name for letterheads, e.g. `República Federativa do Brasil`. Throws RangeError on an unknown code. */
export function formalNameOf(code: ParticipantCode, language: Language): string {
  return stateOf(code).formal[language];
}

/** IANA zone of the State's capital, e.g. `America/Sao_Paulo`. Throws RangeError on an unknown code. */
export function zoneOf(code: ParticipantCode): string {
  return stateOf(code).zone;
}

/** Official OAS language a letter to this State is written in by default. Suriname's own, Dutch, is none: `en`. */
export function documentLanguageOf(code: ParticipantCode): Language {
  return stateOf(code).document_language;
}

/** ICU fragment that prints the name of the State whose code is the message's parameter `param`. */
export function stateSelect(param: string, language: Language): string {
  const options = [...byCode.values()].map((state) => `${state.code} {${state.names[language]}}`);
  return `{${param}, select, ${options.join(' ')} other {{${param}}}}`;
}
