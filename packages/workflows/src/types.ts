/** The words every floor shares. Codes are the same in SQL, code, URL and screen. */

export const languages = ['en', 'es', 'pt', 'fr'] as const;
export type Language = (typeof languages)[number];

/** ISO 3166-1 alpha-3 of a State, or `OAS` for the Technical Secretariat. */
export type ParticipantCode = string;

export const requestKinds = ['evidence', 'preservation'] as const;
/** What is asked: evidence (Budapest 31, Nassau 7) or expedited preservation (Budapest 29). */
export type RequestKind = (typeof requestKinds)[number];
export const isRequest = (kind: Kind): kind is RequestKind => (requestKinds as readonly Kind[]).includes(kind);

/** What passes between two States without being a request: never counted with requests. */
export const kindsApart = ['information', 'consultation'] as const;
/** Spontaneous information (Budapest 26), or an informal consultation before any request. */
export type KindApart = (typeof kindsApart)[number];

export const kinds = [...requestKinds, ...kindsApart] as const;
/** The kind of a file. */
export type Kind = (typeof kinds)[number];

export const directions = ['outgoing', 'incoming'] as const;
/** `outgoing`: we ask (pt ativa, es activa). `incoming`: we are asked (passiva, pasiva). */
export type Direction = (typeof directions)[number];

export const roles = [
  'drafter',
  'approver',
  'officer',
  'duty',
  'statistics',
  'directory',
  'admin',
  'auditor',
  'desk',
  'editor',
] as const;
export type Role = (typeof roles)[number];

export const urgencies = ['ordinary', 'urgent', 'emergency'] as const;
/** `urgent` is procedural; `emergency` is danger to a person's life or safety (domain.md §1). */
export type Urgency = (typeof urgencies)[number];

export const basisCodes = [
  'OAS-A55',
  'OAS-A59',
  'ETS185',
  'CETS224',
  'UNCC',
  'UNTOC',
  'UNCAC',
  'MEDELLIN',
  'MERCOSUR-SL',
  'SICA-MLA',
  'CARICOM-MLA',
  'CW-HARARE',
  'BILAT',
  'RECIPROCITY',
] as const;
export type BasisCode = (typeof basisCodes)[number];

/** Where a rule comes from. `article` is written as in the instrument: `29(2)(c)`. */
export interface Source {
  /**
   * an instrument, `PROFILE` for the requested State's own law as it recorded it, `POLICY` for a default no treaty sets,
   * `TEMPLATE` for a form template, `PRACTICE` otherwise
   */
  instrument: BasisCode | 'PROFILE' | 'POLICY' | 'TEMPLATE' | 'PRACTICE';
  article?: string;
  /** false where domain.md could not check the text: shown as “to be confirmed”, never enforced silently */
  verified: boolean;
}

/** A message in the vocabulary with its parameters: rendered in the reader's language, never stored as prose. */
export interface Text {
  key: string;
  params?: Record<string, string | number>;
}

/* ---------------------------------------------------------------- forms */

export type FieldKind =
  | 'text' // one line
  | 'longtext' // prose, translatable
  | 'date' // 'YYYY-MM-DD'
  | 'choice' // one of `choices`
  | 'choices' // several of `choices`
  | 'boolean'
  | 'number' // whole number, unit in the label
  | 'authority' // AuthorityValue
  | 'identifiers' // IdentifierValue[]
  | 'measures' // MeasureValue[]  (evidence only)
  | 'persons' // PersonValue[]
  | 'preservations'; // request ids of preservation requests this one follows: string[]

/** A field of a form. Label, question, help and example live in the vocabulary as `form.<kind>.<name>.{label,help,example}`. */
export interface Field {
  name: string;
  kind: FieldKind;
  /** printed number in the template, e.g. '5' or '12'; stable per form version */
  box: string;
  choices?: readonly string[];
  /** the letter carries a translation of this field when the form's language is not the letter's */
  translatable?: boolean;
  /** always required, whatever the basis, with the reason */
  required?: Source;
  /** required when this basis is chosen, with the article that says so */
  requiredBy?: Partial<Record<BasisCode, Source>>;
  /** shown and required only when another field has one of these values */
  when?: { field: string; is: readonly unknown[] };
}

export interface FormSection {
  name: string;
  fields: readonly Field[];
}

export interface FormDefinition {
  kind: Kind;
  version: string;
  sections: readonly FormSection[];
}

/** What the drafter filled in: field name → value. Unknown names are refused, absent means not filled in. */
export type FormValues = Record<string, unknown>;

/** Translations of translatable fields: language → field name → text. */
export type Translations = Partial<Record<Language, Record<string, string>>>;

export interface AuthorityValue {
  organisation?: string;
  person?: string;
  function?: string;
  address?: string;
  phone?: string;
  email?: string;
  office_hours?: string;
  zone?: string;
  preferred_reply?: string;
}

export const identifierTypes = [
  'ipv4',
  'ipv6',
  'email',
  'account',
  'handle',
  'profile_url',
  'phone',
  'imsi',
  'imei',
  'iccid',
  'mac',
  'device',
  'url',
  'domain',
  'message_id',
  'file_hash',
  'crypto_address',
  'crypto_transaction',
  'payment_reference',
  'cloud_object',
] as const;
export type IdentifierType = (typeof identifierTypes)[number];

export const dataCategories = [
  'SUBSCRIBER',
  'IDENTIFICATION_ONLY',
  'TRAFFIC',
  'CONTENT',
  'DOMAIN_REGISTRATION',
  'OTHER_RECORDS',
] as const;
export type DataCategory = (typeof dataCategories)[number];

/** One line of “data to preserve / to produce”. Values are kept in their original form, never corrected. */
export interface IdentifierValue {
  type?: IdentifierType;
  value?: string;
  /** source port of an IP address, 1–65535 */
  port?: number;
  /** local wall time to the second `YYYY-MM-DDTHH:MM:SS`, with `offset` as `±HH:MM`; start of the period or the instant */
  from?: string;
  to?: string;
  offset?: string;
  categories?: DataCategory[];
  /** algorithm of a file hash, chain of a crypto address… */
  qualifier?: string;
}

export const measureTypes = [
  'subscriber_production',
  'traffic_production',
  'content_production',
  'search_seizure',
  'real_time_traffic',
  'interception',
  'testimony',
  'document_service',
  'other',
] as const;
export type MeasureType = (typeof measureTypes)[number];

/** One measure asked for in an evidence request (Nassau 26(d)); statistics are also counted on measures. */
export interface MeasureValue {
  type?: MeasureType;
  category?: DataCategory;
  provider?: string;
  description?: string;
  identifiers?: IdentifierValue[];
  certificate?: boolean;
}

export interface PersonValue {
  name?: string;
  aliases?: string;
  status?: 'suspect' | 'victim' | 'witness' | 'other';
  birth?: string;
  nationality?: string;
  document?: string;
  address?: string;
}

/* --------------------------------------------------------- completeness */

/** One thing that is missing, wrong or doubtful in a form. Text: `rule.<rule>` with `params`; why it matters: `rule.<rule>.why`. */
export interface Gap {
  field: string;
  /** position inside a list field: '2' or '2.from' */
  path?: string;
  rule: string;
  severity: 'error' | 'warning';
  source: Source;
  params?: Record<string, string | number>;
  /** an invented answer that would satisfy the rule */
  example?: Text;
}

/** The legal checklist shown beside a draft: one group per chosen basis that lists contents, and the State's profile. */
export interface Checklist {
  basis: BasisCode | 'PROFILE';
  article: string;
  items: { letter: string; label: Text; fields: string[]; ok: boolean }[];
}

/* -------------------------------------------------------------- letters */

export type LetterBlock =
  | { type: 'paragraph'; text: string; missing?: boolean }
  | { type: 'rows'; rows: { label: string; value: string; missing?: boolean }[] }
  | { type: 'list'; items: { text: string; missing?: boolean }[] };

/** A letter as it will be read, already in its language: the web preview and the PDF draw the same object. */
export interface Letter {
  language: Language;
  letterhead: { state: string; authority: string; address: string[] };
  references: { label: string; value: string }[];
  place_date: string;
  title: string;
  subtitle: string;
  sections: { number: string; heading: string; blocks: LetterBlock[] }[];
  signature: string[];
  /** e.g. “Original in Portuguese; translation by the requesting authority” */
  notes: string[];
  footer: string;
}

/* ----------------------------------------------------------------- time */

export const units = ['hours', 'calendar_days', 'working_days', 'months'] as const;
export type Unit = (typeof units)[number];

/** How a deadline is computed. The date is always derived from this, never stored alone (design.md §6). */
export interface DeadlineRule {
  kind: string;
  budget: number;
  unit: Unit;
  /** whose zone and calendar govern: days end 23:59 there */
  governs: ParticipantCode;
  source: Source;
  /** `false` for preservation expiry: nothing suspends or shifts it */
  suspendable: boolean;
  /** a fixed last instant instead of a budget (preservation expiry as confirmed by the requested State) */
  fixed_due?: string;
}

export interface Suspension {
  from: string;
  to: string | null;
  reason: string;
}

/** A derived date and why it is that date. `steps` are vocabulary texts in reading order. */
export interface DerivedDeadline {
  due_at: string;
  original_due_at: string;
  calendar: string;
  steps: Text[];
  /** what was added to the start to reach the end: minutes, or days of the calendar. null for a fixed date */
  parts: { unit: 'minutes' | 'days'; budget: number; skipped: number; stood_still: number } | null;
}
