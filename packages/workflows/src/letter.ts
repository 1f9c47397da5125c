import { demandFor, fieldOf, hasText, isFilled, isShown } from './forms.ts';
import { timePrecision } from './identifiers.ts';
import { documentLanguageOf, formalNameOf, stateName, zoneOf } from './states.ts';
import type {
  AuthorityValue,
  BasisCode,
  FormValues,
  IdentifierValue,
  Kind,
  Language,
  Letter,
  LetterBlock,
  MeasureValue,
  ParticipantCode,
  PersonValue,
  Translations,
} from './types.ts';
import { localeOf, say } from './vocabulary/index.ts';

export interface LetterInput {
  kind: Kind;
  /** number of the request: `BRA-CHL-2026-00057-P` */
  number: string;
  /** the other side's number, once known */
  their_reference?: string;
  /** number of the file at the requesting authority; the form's `own_reference` serves when absent */
  own_reference?: string;
  requesting: ParticipantCode;
  requested: ParticipantCode;
  bases: readonly BasisCode[];
  form: FormValues;
  translations: Translations;
  /** language the form was written in */
  form_language: Language;
  /** language of the letter */
  language: Language;
  /** ISO instant of the letter; its day is that of the requesting State's capital */
  date: string;
  /** requests this one follows, `date` as an ISO instant or `YYYY-MM-DD` */
  linked?: readonly { number: string; date: string }[];
  /** spontaneous information whose conditions are not accepted yet: the letter says its nature, not its content */
  offer?: boolean;
  /** entries of the directory, used where the form names no authority */
  authorities?: { requesting?: AuthorityValue; requested?: AuthorityValue };
}

/* --------------------------------------------------------------- wording */

/** Shows characters that are invisible or reverse the line as `[U+202E]`: the reader sees what is in the text. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(
      /[\p{Cc}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu,
      (found) =>
        found === '\n'
          ? found
          : found === '\t'
            ? ' '
            : `[U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}

/** Formatters cost far more to make than to use: one for each language and zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, dateStyle: 'long' | 'short', timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${dateStyle} ${timeZone}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { dateStyle, timeZone });
  formatters.set(key, known);
  return known;
}

/** A day in words, `21 de noviembre de 2026`; anything that is no day is given back as it stands. */
export function dayInWords(day: string, language: Language): string {
  if (timePrecision(day) !== 'day') return plain(day);
  const words = formatter(localeOf(language), 'long', 'UTC').format(new Date(`${day}T00:00:00Z`));
  if (language === 'fr') return words.replace(/^1 /, '1er ');
  if (language === 'pt') return words.replace(/^1 /, '1º ');
  return words;
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
function dayIn(instant: string, zone: string): string {
  if (timePrecision(instant) === 'day') return instant;
  return formatter('sv-SE', 'short', zone).format(new Date(instant));
}

/** A wall time as the log gave it: day in words, time unchanged. */
function wallTime(text: string, language: Language): string {
  const precision = timePrecision(text);
  if (precision === undefined) return plain(text);
  const date = dayInWords(text.slice(0, 10), language);
  return precision === 'day'
    ? date
    : say(language, { key: 'letter.moment.time', params: { date, time: text.slice(11) } });
}

function zoneText(offset: string): string {
  return offset === 'Z' || offset === '+00:00' ? 'UTC' : `UTC${plain(offset).replace('-', '−')}`;
}

/** One identifier in words: what it is, port, moment or period with its zone, categories of data sought. */
export function identifierInWords(value: IdentifierValue, language: Language): { text: string; missing: boolean } {
  const parts: string[] = [];
  let missing = false;
  const hole = (key: string): string => {
    missing = true;
    return `[${say(language, key)}]`;
  };
  const what = value.type ? `${say(language, `identifier.${value.type}`)} ` : '';
  const name = hasText(value.value) ? plain(value.value!) : hole('letter.missing_value');
  parts.push(`${what}${name}${hasText(value.qualifier) ? ` (${plain(value.qualifier!)})` : ''}`);
  if (value.port !== undefined) parts.push(say(language, { key: 'letter.port', params: { port: String(value.port) } }));

  const { from, to, offset } = value;
  const isAddress = value.type === 'ipv4' || value.type === 'ipv6';
  if (hasText(from) || hasText(to)) {
    const start = hasText(from) ? wallTime(from!, language) : hole('letter.missing_time');
    const moment = hasText(to)
      ? say(language, { key: 'letter.moment.range', params: { from: start, to: wallTime(to!, language) } })
      : start;
    const timed = [from, to].some((text) => text && timePrecision(text) !== 'day');
    const zone = hasText(offset) ? `(${zoneText(offset!)})` : timed || isAddress ? hole('letter.missing_zone') : '';
    parts.push(`${moment} ${zone}`.trimEnd());
  } else if (isAddress) parts.push(hole('letter.missing_time'));

  const categories = (value.categories ?? []).map((category) => say(language, `category.${category}`));
  const text = parts.join(', ') + (categories.length ? `${say(language, 'letter.joint')}${categories.join(', ')}` : '');
  return { text: `${text}.`, missing };
}

const articlesOf: Partial<Record<BasisCode, Partial<Record<Kind, readonly string[]>>>> = {
  ETS185: { preservation: ['29'], evidence: ['25', '31'], information: ['26'] },
  'OAS-A55': { evidence: ['2', '26'] },
  UNCAC: { preservation: ['46'], evidence: ['46'], information: ['46'] },
  UNTOC: { preservation: ['18'], evidence: ['18'], information: ['18'] },
};

/** A basis as the letter cites it, with the articles that carry the request: “…, articles 25 and 31”. */
function citation(basis: BasisCode, { kind, form, language }: LetterInput): string {
  const articles = [...(articlesOf[basis]?.[kind] ?? [])];
  if (basis === 'ETS185') {
    const types = Array.isArray(form.measures) ? (form.measures as MeasureValue[]).map((measure) => measure.type) : [];
    if (form.expedited_disclosure === true) articles.push('30');
    if (types.includes('real_time_traffic')) articles.push('33');
    if (types.includes('interception')) articles.push('34');
  }
  const name = say(language, `letter.basis.${basis}`);
  if (articles.length === 0) return name;
  const list = new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(articles);
  return say(language, { key: 'letter.articles', params: { basis: name, count: articles.length, articles: list } });
}

/* --------------------------------------------------------------- writing */

type Row = { label: string; value: string; missing?: boolean };

/** Collects the sections of one letter: knows the language, the translations and what may not be left out. */
class Writer {
  readonly sections: Letter['sections'] = [];
  /** some passage stands in the language of the form because it has no translation yet */
  untranslated = false;
  readonly input: LetterInput;

  constructor(input: LetterInput) {
    this.input = input;
  }

  /** What stands between the items of an enumeration on one line. */
  get joint(): string {
    return say(this.input.language, 'letter.joint');
  }

  say(key: string, params?: Record<string, string | number>): string {
    return say(this.input.language, params ? { key, params } : key);
  }

  /** Whether leaving this field empty leaves a hole in the letter. */
  asked(name: string): boolean {
    const field = fieldOf(this.input.kind, name);
    return Boolean(field && isShown(field, this.input.form) && demandFor(field, this.input.bases));
  }

  /** The answer to a field in the letter's language, or in the form's with a note; '' when not filled in. */
  answer(name: string): string {
    const { kind, form } = this.input;
    const field = fieldOf(kind, name);
    if (!field || !isShown(field, form) || !isFilled(field, form)) return '';
    const value = form[name];
    return typeof value === 'string' ? this.translated(name, value, field.translatable === true) : '';
  }

  translated(key: string, original: string, translatable: boolean): string {
    const { language, form_language, translations } = this.input;
    if (!translatable || language === form_language) return plain(original);
    const translation = translations[language]?.[key];
    if (hasText(translation)) return plain(translation!);
    this.untranslated = true;
    const note = this.say('letter.untranslated', { source: this.say(`letter.language.${form_language}`) });
    return `${note} ${plain(original)}`;
  }

  hole(): LetterBlock {
    return { type: 'paragraph', text: this.say('letter.missing'), missing: true };
  }

  /** Paragraphs of a prose field; a hole when it is demanded and empty; nothing when it is optional. */
  prose(name: string): LetterBlock[] {
    const text = this.answer(name);
    if (text === '') return this.asked(name) ? [this.hole()] : [];
    return text
      .split(/\n+/)
      .filter((part) => part.trim() !== '')
      .map((part) => ({ type: 'paragraph', text: part.trim() }));
  }

  paragraph(key: string, params?: Record<string, string | number>): LetterBlock {
    return { type: 'paragraph', text: this.say(key, params) };
  }

  row(label: string, value: string, needed: boolean): Row[] {
    if (value !== '') return [{ label: this.say(`letter.row.${label}`), value }];
    return needed ? [{ label: this.say(`letter.row.${label}`), value: this.say('letter.missing'), missing: true }] : [];
  }

  fieldRow(name: string, label: string = name): Row[] {
    return this.row(label, this.answer(name), this.asked(name));
  }

  dateRow(name: string): Row[] {
    const value = this.answer(name);
    return this.row(name, value && dayInWords(value, this.input.language), this.asked(name));
  }

  choiceRow(name: string): Row[] {
    const value = this.input.form[name];
    const codes = Array.isArray(value) ? (value as string[]) : hasText(value) ? [value as string] : [];
    const texts = codes.map((code) => this.say(`choice.${name}.${code}`));
    if (name === 'offences' && this.answer('offence_other')) texts.push(this.answer('offence_other'));
    return this.row(name, texts.join(this.joint), this.asked(name));
  }

  rows(...rows: Row[][]): LetterBlock[] {
    const all = rows.flat();
    return all.length ? [{ type: 'rows', rows: all }] : [];
  }

  authorityRows(name: string, fallback?: AuthorityValue, state?: ParticipantCode): Row[] {
    const typed = this.input.form[name] as AuthorityValue | undefined;
    const value = hasText(typed?.organisation) ? typed! : { ...fallback, ...typed };
    const text = (key: keyof AuthorityValue) => (hasText(value[key]) ? plain(value[key]!).replace(/\n+/g, ', ') : '');
    const hours = [text('office_hours'), text('zone')].filter(Boolean).join(', ');
    return [
      ...this.row('organisation', text('organisation'), this.asked(name)),
      ...(state ? this.row('state', stateName(state, this.input.language), false) : []),
      ...this.row('person', text('person'), false),
      ...this.row('function', text('function'), false),
      ...this.row('address', text('address'), false),
      ...this.row('phone', text('phone'), false),
      ...this.row('email', text('email'), false),
      ...this.row('office_hours', hours, false),
      ...this.row('preferred_reply', text('preferred_reply'), false),
    ];
  }

  /** An authority on one line, for the list of contacts. */
  contactRow(name: string, extra = ''): Row[] {
    const value = (this.input.form[name] ?? {}) as AuthorityValue;
    const parts = [value.person, value.function, value.organisation, value.phone, value.email, extra];
    const line = parts
      .filter(hasText)
      .map((part) => plain(part!))
      .join(', ');
    return this.row(name, line, this.asked(name));
  }

  identifiers(values: unknown, needed: boolean): LetterBlock[] {
    if (!Array.isArray(values) || values.length === 0) return needed ? [this.hole()] : [];
    const items = (values as IdentifierValue[]).map((value) => {
      const { text, missing } = identifierInWords(value, this.input.language);
      return missing ? { text, missing } : { text };
    });
    return [{ type: 'list', items }];
  }

  /** Adds a numbered section, unless it would be empty. */
  section(heading: string, ...blocks: LetterBlock[][]): void {
    const all = blocks.flat();
    if (all.length === 0) return;
    const number = String(this.sections.length + 1);
    this.sections.push({ number, heading: this.say(`letter.heading.${heading}`), blocks: all });
  }
}

function objectOf(w: Writer): LetterBlock[] {
  const { kind, form, language } = w.input;
  const blocks = [w.paragraph(`letter.object.${kind}`)];
  const reference = plain(String(form.previous_reference ?? '')) || w.say('letter.missing');
  if (form.request_status === 'extension') {
    blocks.push(w.paragraph('letter.object.extension', { reference }));
    const expiry = w.answer('previous_expiry');
    if (expiry) blocks.push(w.paragraph('letter.object.extension_expiry', { date: dayInWords(expiry, language) }));
  } else if (form.request_status === 'follow_up_request' || form.request_status === 'supplementary') {
    const date = w.answer('previous_date');
    blocks.push(
      date
        ? w.paragraph('letter.object.previous_dated', { reference, date: dayInWords(date, language) })
        : w.paragraph('letter.object.previous', { reference }),
    );
  }
  if (form.urgency === 'emergency') blocks.push(w.paragraph('letter.object.emergency'));
  return blocks;
}

function protectionOf(w: Writer): LetterBlock[] {
  const { form } = w.input;
  return [
    ...(form.confidential === true ? [w.paragraph('letter.confidential'), ...w.prose('confidentiality_reason')] : []),
    ...(form.do_not_notify_user === true ? [w.paragraph('letter.do_not_notify')] : []),
  ];
}

function statement(w: Writer, name: string, key: string): LetterBlock[] {
  return w.input.form[name] === true ? [w.paragraph(key)] : w.asked(name) ? [w.hole()] : [];
}

function writePreservation(w: Writer): void {
  const { form, bases, requesting, requested, authorities, language } = w.input;
  w.section('object', objectOf(w));
  w.section('requesting', w.rows(w.authorityRows('requesting_authority', authorities?.requesting, requesting)));
  w.section('requested', w.rows(w.authorityRows('requested_authority', authorities?.requested, requested)));
  w.section(
    'offence_facts',
    w.rows(w.choiceRow('offences'), w.fieldRow('provisions'), w.fieldRow('penalty')),
    w.prose('facts'),
  );
  w.section('data', w.identifiers(form.identifiers, w.asked('identifiers')));
  w.section('relation', w.prose('relation'));
  const located = w.answer('system_location') !== '';
  w.section(
    'custodian',
    w.rows(w.row('custodian', w.answer('custodian'), w.asked('custodian') && !located), w.fieldRow('system_location')),
  );
  w.section('necessity', w.prose('necessity'), w.prose('urgency_reason'));
  const days = form.period_days;
  w.section('period', [
    typeof days === 'number' ? w.paragraph('letter.period.asked', { days }) : w.paragraph('letter.period.minimum'),
    ...(bases.includes('ETS185') ? [w.paragraph('letter.period.until_decision')] : []),
  ]);
  const measures = (Array.isArray(form.follow_up_measures) ? (form.follow_up_measures as string[]) : []).map((type) =>
    w.say(`measure.${type}`),
  );
  const date = w.answer('follow_up_date');
  w.section(
    'follow_up',
    statement(w, 'follow_up', 'letter.follow_up.statement'),
    form.follow_up === true && date ? [w.paragraph('letter.follow_up.date', { date: dayInWords(date, language) })] : [],
    form.follow_up === true && measures.length
      ? [
          w.paragraph('letter.follow_up.measures', {
            measures: measures
              .map((text) => text.charAt(0).toLocaleLowerCase(localeOf(language)) + text.slice(1))
              .join(w.joint),
          }),
        ]
      : [],
  );
  w.section('disclosure', statement(w, 'expedited_disclosure', 'letter.disclosure.asked'));
  w.section('confidentiality', protectionOf(w));
  w.section('reciprocity', statement(w, 'reciprocity_offered', 'letter.reciprocity'));
  w.section(
    'contacts',
    w.rows(
      w.contactRow('verification_contact'),
      w.contactRow('investigating_authority'),
      w.contactRow('prosecution', String(form.prosecution_reference ?? '')),
    ),
  );
}

function personItem(w: Writer, person: PersonValue): { text: string; missing?: boolean } {
  const { language } = w.input;
  const detail = (key: 'aliases' | 'nationality' | 'document' | 'address') =>
    hasText(person[key]) ? [w.say(`letter.person.${key}`, { [key]: plain(person[key]!).replace(/\n+/g, ', ') })] : [];
  const named = hasText(person.name);
  const parts = [
    named ? plain(person.name!) : `[${w.say('letter.missing')}]`,
    ...(person.status ? [w.say(`choice.person_status.${person.status}`)] : []),
    ...detail('aliases'),
    ...(hasText(person.birth) ? [w.say('letter.person.born', { date: dayInWords(person.birth!, language) })] : []),
    ...detail('nationality'),
    ...detail('document'),
    ...detail('address'),
  ];
  const text = `${parts.join(w.joint)}.`;
  return named || hasText(person.aliases) ? { text } : { text, missing: true };
}

function measureBlocks(w: Writer): LetterBlock[] {
  const measures = w.input.form.measures;
  if (!Array.isArray(measures) || measures.length === 0) return [w.hole()];
  return (measures as MeasureValue[]).flatMap((measure, index): LetterBlock[] => {
    const described = hasText(measure.description);
    const description = described
      ? w.translated(`measures.${index}.description`, measure.description!, true).trim()
      : `[${w.say('letter.missing_description')}]`;
    const title = measure.type ? w.say(`measure.${measure.type}`) : `[${w.say('letter.missing')}]`;
    const certificate = measure.certificate ? `, ${w.say('letter.certificate')}` : '';
    const provider = hasText(measure.provider)
      ? ` ${w.say('letter.provider', { provider: plain(measure.provider!).replace(/\.$/, '') })}`
      : '';
    const head = `${index + 1}) ${title}${certificate}.${provider}`;
    const [first, ...rest] = description.split(/\n+/);
    const lead: LetterBlock = { type: 'paragraph', text: `${head} ${first}` };
    return [
      described && measure.type ? lead : { ...lead, missing: true },
      ...rest.map((text): LetterBlock => ({ type: 'paragraph', text })),
      ...w.identifiers(measure.identifiers, false),
    ];
  });
}

function writeEvidence(w: Writer): void {
  const { form, requesting, requested, authorities, linked, language } = w.input;
  w.section('object', objectOf(w));
  w.section('requesting', w.rows(w.authorityRows('requesting_authority', authorities?.requesting, requesting)));
  w.section('requested', w.rows(w.authorityRows('requested_authority', authorities?.requested, requested)));
  w.section(
    'proceedings',
    w.rows(
      w.authorityRows('competent_authority'),
      w.fieldRow('competent_authority_reference', 'case_reference'),
      w.choiceRow('proceeding_stage'),
    ),
  );
  if (linked?.length) {
    const items = linked.map(({ number, date }) => ({
      text: w.say('letter.linked', {
        number: plain(number),
        date: dayInWords(dayIn(date, zoneOf(requesting)), language),
      }),
    }));
    const preserved = Array.isArray(form.preservations) && form.preservations.length > 0;
    w.section('earlier', [{ type: 'list', items }, ...(preserved ? [w.paragraph('letter.earlier.preservation')] : [])]);
  }
  w.section(
    'legal',
    w.rows(
      w.choiceRow('offences'),
      w.fieldRow('provisions'),
      w.fieldRow('penalty'),
      w.fieldRow('limitation'),
      w.fieldRow('domestic_basis'),
    ),
  );
  w.section('facts', w.prose('facts'));
  w.section('originating_act', w.prose('originating_act'));
  w.section('relation', w.prose('relation'));
  const persons = Array.isArray(form.persons) ? (form.persons as PersonValue[]) : [];
  if (persons.length) w.section('persons', [{ type: 'list', items: persons.map((person) => personItem(w, person)) }]);
  w.section('measures', measureBlocks(w), w.rows(w.fieldRow('delivery')));
  w.section('purpose', w.rows(w.fieldRow('purpose'), w.fieldRow('necessity')));
  w.section(
    'procedure',
    form.special_procedure === 'none' ? [w.paragraph('letter.procedure.none')] : [],
    form.special_procedure !== 'none'
      ? w.rows(
          w.row(
            'special_procedure',
            w.answer('special_procedure_text'),
            w.asked('special_procedure') || w.asked('special_procedure_text'),
          ),
        )
      : [],
    w.rows(w.fieldRow('officials_present'), w.fieldRow('questions')),
  );
  w.section(
    'timing',
    w.rows(
      w.fieldRow('urgency_reason', 'urgency'),
      w.dateRow('deadline'),
      w.fieldRow('deadline_reason'),
      w.dateRow('hearing_date'),
    ),
  );
  w.section('protection', protectionOf(w), w.rows(w.fieldRow('protected_material')));
  w.section('dual_criminality', w.prose('dual_criminality'));
  w.section('reciprocity', statement(w, 'reciprocity_offered', 'letter.reciprocity'));
  w.section('annexes', w.prose('annexes'));
  w.section('contacts', w.rows(w.contactRow('verification_contact'), w.contactRow('investigating_authority')));
}

/** Information sent unasked (Budapest 26); as an offer it says of the content only the nature (26(2)). */
function writeInformation(w: Writer): void {
  const { form, requesting, requested, authorities, offer } = w.input;
  w.section('subject', [
    w.paragraph(offer ? 'letter.object.offer' : 'letter.object.information'),
    ...(form.urgency === 'emergency' ? [w.paragraph('letter.object.information_emergency')] : []),
  ]);
  w.section('providing', w.rows(w.authorityRows('requesting_authority', authorities?.requesting, requesting)));
  w.section('receiving', w.rows(w.authorityRows('requested_authority', authorities?.requested, requested)));
  w.section('nature', w.prose('nature'));
  w.section(
    'conditions',
    form.handling === 'conditions'
      ? [w.paragraph(offer ? 'letter.conditions.asked' : 'letter.conditions.accepted'), ...w.prose('conditions')]
      : form.handling === 'free'
        ? [w.paragraph('letter.conditions.none')]
        : [w.hole()],
  );
  if (!offer) {
    w.section('information', w.rows(w.choiceRow('offences')), w.prose('facts'));
    w.section('identifiers', w.identifiers(form.identifiers, w.asked('identifiers')));
    w.section('origin', w.prose('origin'));
    w.section('use', w.prose('purpose'));
  }
  w.section('timing', w.rows(w.fieldRow('urgency_reason', 'urgency')));
  w.section('contacts', w.rows(w.contactRow('verification_contact')));
}

/** A question before any request: it says so, and that nobody is bound by it. */
function writeConsultation(w: Writer): void {
  const { form, requesting, requested, authorities } = w.input;
  w.section('subject', [w.paragraph('letter.object.consultation')]);
  w.section('asking', w.rows(w.authorityRows('requesting_authority', authorities?.requesting, requesting)));
  w.section('asked', w.rows(w.authorityRows('requested_authority', authorities?.requested, requested)));
  w.section('question', w.prose('question'));
  w.section('facts', w.rows(w.choiceRow('offences')), w.prose('facts'));
  w.section('intended', hasText(form.intended) ? [w.paragraph(`letter.intended.${form.intended as string}`)] : []);
  w.section('timing', w.rows(w.fieldRow('urgency_reason', 'urgency')));
}

const writers: Record<Kind, (w: Writer) => void> = {
  preservation: writePreservation,
  evidence: writeEvidence,
  information: writeInformation,
  consultation: writeConsultation,
};

function titleOf({ kind, form, offer }: LetterInput): string {
  if (kind === 'consultation') return kind;
  if (kind === 'information') return offer ? 'offer' : kind;
  if (kind === 'preservation') return form.request_status === 'extension' ? 'extension' : 'preservation';
  return form.request_status === 'supplementary' ? 'supplementary' : 'evidence';
}

/**
 * The letter of a request in any of the four languages, ready to be drawn by the web preview and the PDF. Fields use
 * their translation where there is one, else the original text with a note; what the chosen bases demand and nobody has
 * filled in stands as a hole (`missing`). Lists are lettered a), b), … by whoever draws them. Identifiers keep their
 * original form; times keep the wall time and offset of the log they come from.
 *
 * Contents: domain.md §3.a and §3.b. Throws RangeError on an unknown State code or an invalid `date`.
 */
export function letterOf(input: LetterInput): Letter {
  const { kind, form, language, form_language, requesting, bases } = input;
  const w = new Writer(input);
  writers[kind](w);

  const authority = form.requesting_authority as AuthorityValue | undefined;
  const directory = input.authorities?.requesting;
  const organisation = [authority?.organisation, directory?.organisation].find(hasText);
  const address = [authority?.address, directory?.address].find(hasText) ?? '';
  const file = input.own_reference ?? (hasText(form.own_reference) ? (form.own_reference as string) : '');
  const handling = [
    ...(form.urgency === 'urgent' || form.urgency === 'emergency' ? [w.say(`letter.handling.${form.urgency}`)] : []),
    ...(form.confidential === true ? [w.say('letter.handling.confidential')] : []),
  ];
  const reference = (key: string, value: string) =>
    value === '' ? [] : [{ label: w.say(`letter.reference.${key}`), value }];
  const capacity = w.answer('signatory_capacity');

  const source = w.say(`letter.language.${form_language}`);
  const translated = kind === 'evidence' || kind === 'preservation' ? 'translated' : 'translated_by_sender';
  const notes = language === form_language ? [] : [w.say(`letter.note.${translated}`, { source })];
  if (w.untranslated) notes.push(w.say('letter.note.incomplete', { source }));

  return {
    language,
    letterhead: {
      state: formalNameOf(requesting, documentLanguageOf(requesting)),
      authority: organisation ? plain(organisation) : w.say('letter.central_authority'),
      address: plain(address).split('\n').filter(hasText),
    },
    references: [
      ...reference('ours', plain(input.number)),
      ...reference('file', plain(file)),
      ...reference('yours', plain(input.their_reference ?? '')),
      ...reference('handling', handling.join(' · ')),
    ],
    place_date: dayInWords(dayIn(input.date, zoneOf(requesting)), language),
    title: w.say(`letter.title.${titleOf(input)}`),
    subtitle: bases.length
      ? bases.map((basis) => citation(basis, input)).join(w.joint)
      : w.say(kind === 'consultation' ? 'letter.no_basis_needed' : 'letter.basis_missing'),
    sections: w.sections,
    signature: [
      hasText(form.signatory_name) ? plain(form.signatory_name as string) : `[${w.say('letter.signatory_missing')}]`,
      ...(capacity ? [capacity] : []),
      w.say('letter.signature'),
    ],
    notes,
    footer: plain(input.number),
  };
}
