import { exampleFor } from './example-answers.ts';
import { type Demand, demandFor, fieldOf, fieldsOf, hasText, isFilled, isShown, translationKeys } from './forms.ts';
import { checkIdentifier, type IdentifierContext, isEmail, timePrecision } from './identifiers.ts';
import { bilateralIn, catalogueLaw, instrumentIn, type Law, requiredContents } from './instruments/index.ts';
import { documentLanguageOf, isState } from './states.ts';
import type {
  AuthorityValue,
  BasisCode,
  Checklist,
  DataCategory,
  Field,
  FormValues,
  Gap,
  IdentifierValue,
  Kind,
  Language,
  MeasureType,
  MeasureValue,
  ParticipantCode,
  PersonValue,
  Source,
  Translations,
} from './types.ts';
import { isRequest } from './types.ts';

export interface CompletenessInput {
  kind: Kind;
  form: FormValues;
  /** the bases chosen for this request, the primary one first */
  bases: readonly BasisCode[];
  requesting: ParticipantCode;
  requested: ParticipantCode;
  /** language the form is written in */
  language: Language;
  translations: Translations;
  /** calendar day in the requesting State, `YYYY-MM-DD` */
  today: string;
  /** the law in force; the catalogue of this release unless given */
  law?: Law;
}

/** The question with all that follows from the law: asked once, used by every check. */
interface Asked extends CompletenessInput {
  law: Law;
  demands: readonly Demand[];
}

export interface Completeness {
  /** in the order of the form; errors block sending, warnings do not */
  gaps: Gap[];
  checklist: Checklist[];
}

const practice: Source = { instrument: 'PRACTICE', verified: true };
const day = 86_400_000;

/** Bases whose own list of contents has not been read: the drafter is told to check it. */
const unread: readonly BasisCode[] = ['MERCOSUR-SL', 'SICA-MLA', 'CARICOM-MLA', 'CW-HARARE'];
/** Instruments that need another one beside them: a channel, and a protocol to Nassau. */
const notAlone: readonly BasisCode[] = ['MEDELLIN', 'OAS-A59'];
/** Fields either of which answers the same demand: 29(2)(d) takes the custodian or the location, whichever is known. */
const answeredBy: Record<string, string> = { custodian: 'system_location' };

/**
 * What is asked of a request beyond its form: by the bilateral treaty of the pair, and by the requested State's profile.
 * The page marks these fields as the checklist does.
 */
export function demandsOf(input: {
  kind: Kind;
  bases: readonly BasisCode[];
  requesting: ParticipantCode;
  requested: ParticipantCode;
  today: string;
  law?: Law;
}): Demand[] {
  const { kind, bases, requesting, requested, today, law = catalogueLaw } = input;
  // What States demand, they demand of requests.
  if (!isRequest(kind)) return [];
  const treaty = bases.includes('BILAT') ? bilateralIn(law, requesting, requested, today) : undefined;
  const byTreaty = (treaty?.contents ?? []).filter((content) => content.kind === kind);
  const contents = requiredContents('BILAT', kind, { law, requesting, requested, date: today });
  const profile = law.profiles[requested];
  return [
    ...byTreaty.map(({ field }, index) => ({ field, source: contents[index]!.source })),
    ...(profile?.[`${kind}_fields`] ?? []).map((field) => ({ field, source: profileSource(law, requested) })),
  ];
}

/** What the requested State says its own law asks. */
function profileSource(law: Law, requested: ParticipantCode): Source {
  const article = law.profiles[requested]?.citation;
  return { instrument: 'PROFILE', ...(article ? { article } : {}), verified: true };
}

function missingFields({ kind, form, bases, demands }: Asked): Gap[] {
  const gaps: Gap[] = [];
  for (const field of fieldsOf(kind)) {
    if (!isShown(field, form) || isFilled(field, form)) continue;
    const source = demandFor(field, bases, demands);
    if (!source) continue;
    const alternative = fieldOf(kind, answeredBy[field.name] ?? '');
    if (alternative && isFilled(alternative, form)) continue;
    const rule = field.kind === 'boolean' ? `statement_missing_${field.name}` : 'missing';
    gaps.push({ field: field.name, rule, severity: source.verified ? 'error' : 'warning', source });
  }
  return gaps;
}

function basisGaps({ kind, bases, law, requesting, requested, today }: Asked): Gap[] {
  // A consultation commits nobody: it may come before anyone knows on which basis to ask.
  if (kind === 'consultation' && bases.length === 0) return [];
  if (bases.length === 0) return [{ field: 'bases', rule: 'basis_missing', severity: 'error', source: practice }];
  const gaps: Gap[] = [];
  if (bases.every((basis) => notAlone.includes(basis)))
    gaps.push({ field: 'bases', rule: 'basis_not_alone', severity: 'error', source: practice });
  for (const basis of bases) {
    const source: Source = { instrument: basis, verified: false };
    const unknown = basis === 'BILAT' && !bilateralIn(law, requesting, requested, today)?.text_verified;
    if (unknown || unread.includes(basis))
      gaps.push({ field: 'bases', rule: 'basis_contents_unread', severity: 'warning', source, params: { basis } });
    if (basis !== 'BILAT' && instrumentIn(law, basis).in_force === null && !unread.includes(basis))
      gaps.push({ field: 'bases', rule: 'basis_not_in_force', severity: 'warning', source, params: { basis } });
  }
  return gaps;
}

function authorityGaps({ kind, form }: CompletenessInput): Gap[] {
  const gaps: Gap[] = [];
  for (const field of fieldsOf(kind)) {
    if (field.kind !== 'authority' || !isFilled(field, form)) continue;
    const value = form[field.name] as AuthorityValue;
    const source: Source = field.required ?? practice;
    if (hasText(value.email) && !isEmail(value.email!.trim()))
      gaps.push({ field: field.name, path: 'email', rule: 'email_syntax', severity: 'warning', source });
    if (field.name !== 'requesting_authority') continue;
    if (!hasText(value.phone) && !hasText(value.email))
      gaps.push({ field: field.name, path: 'email', rule: 'authority_unreachable', severity: 'error', source });
    if (kind === 'preservation' && !(hasText(value.office_hours) && hasText(value.zone)))
      gaps.push({ field: field.name, path: 'office_hours', rule: 'authority_hours', severity: 'warning', source });
  }
  return gaps;
}

function identifierGaps(
  { law, requested, today }: Asked,
  field: string,
  prefix: string,
  values: readonly IdentifierValue[],
  context: IdentifierContext,
  source: Source,
): Gap[] {
  const profile = law.profiles[requested];
  const theirs = profileSource(law, requested);
  return values.flatMap((value, index): Gap[] => {
    const at = (path: string) => ({ field, path: `${prefix}${index}.${path}` });
    const line = index + 1;
    const gaps = checkIdentifier(value, context).map(({ path, rule, severity, params }): Gap => {
      // what practice recommends, this State demands
      if (rule === 'ipv4_port_missing' && profile?.source_port)
        return { ...at(path), rule: 'port_required', severity: 'error', source: theirs, params: { ...params, line } };
      return { ...at(path), rule, severity, source, params: { ...params, line } };
    });
    const kept = profile?.retention_days;
    const from = value.to?.slice(0, 10) || value.from?.slice(0, 10);
    const days = from && isDay(from) ? Math.floor((Date.parse(today) - Date.parse(from)) / day) : 0;
    const ages = value.categories?.length ? value.categories : context.category ? [context.category] : [];
    if (kept && days > kept && ages.some((category) => category === 'TRAFFIC' || category === 'IDENTIFICATION_ONLY'))
      gaps.push({
        ...at('from'),
        rule: 'data_older_than_kept',
        severity: 'warning',
        source: theirs,
        params: { days, kept, line },
      });
    return gaps;
  });
}

/** Measures that can only be carried out on a named account, address, number or object. */
const measuresOnIdentifiers: readonly MeasureType[] = [
  'subscriber_production',
  'traffic_production',
  'content_production',
  'real_time_traffic',
  'interception',
];

const categoryOfMeasure: Partial<Record<MeasureType, DataCategory>> = {
  subscriber_production: 'SUBSCRIBER',
  traffic_production: 'TRAFFIC',
  content_production: 'CONTENT',
  real_time_traffic: 'TRAFFIC',
  interception: 'CONTENT',
};

function measureGaps(input: Asked, field: Field): Gap[] {
  const { kind, form, bases, demands, today } = input;
  const measures = form[field.name];
  if (!Array.isArray(measures)) return [];
  const source = demandFor(field, bases, demands) ?? practice;
  const gaps: Gap[] = [];
  for (const [index, measure] of (measures as MeasureValue[]).entries()) {
    const add = (path: string, rule: string, severity: 'error' | 'warning') =>
      gaps.push({ field: field.name, path: `${index}.${path}`, rule, severity, source, params: { line: index + 1 } });
    const { type } = measure;
    if (type === undefined) add('type', 'measure_type_missing', 'error');
    if (!hasText(measure.description)) add('description', 'measure_description_missing', 'error');
    if (type && measuresOnIdentifiers.includes(type)) {
      if (!hasText(measure.provider)) add('provider', 'measure_provider_missing', 'warning');
      if (!measure.identifiers?.length) add('identifiers', 'measure_identifiers_missing', 'error');
    }
    const category = measure.category ?? (type && categoryOfMeasure[type]);
    const context: IdentifierContext = { kind, today, ...(type && { measure: type }), ...(category && { category }) };
    gaps.push(
      ...identifierGaps(input, field.name, `${index}.identifiers.`, measure.identifiers ?? [], context, source),
    );
  }
  return gaps;
}

function personGaps({ form, bases }: CompletenessInput, field: Field): Gap[] {
  const persons = form[field.name] as PersonValue[] | undefined;
  const uncac = bases.includes('UNCAC');
  const source: Source = uncac ? { instrument: 'UNCAC', article: '46(15)(e)', verified: true } : practice;
  if (!persons?.length) {
    const asked = uncac || bases.includes('UNTOC') || bases.includes('RECIPROCITY');
    return asked ? [{ field: field.name, rule: 'persons_missing', severity: 'warning', source }] : [];
  }
  return persons.flatMap((person, index) =>
    hasText(person.name) || hasText(person.aliases)
      ? []
      : [
          {
            field: field.name,
            path: `${index}.name`,
            rule: 'person_unnamed',
            severity: 'warning' as const,
            source,
            params: { line: index + 1 },
          },
        ],
  );
}

const words = (text: unknown): number => (typeof text === 'string' ? (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) : 0);

function proseGaps(input: Asked, field: Field): Gap[] {
  const value = input.form[field.name];
  const gaps: Gap[] = [];
  if (field.name === 'dual_criminality' && words(value) < 15) {
    const source: Source = input.bases.includes('ETS185')
      ? { instrument: 'ETS185', article: '25(5)', verified: true }
      : { instrument: 'OAS-A55', article: '5', verified: false };
    const rule = hasText(value) ? 'dual_criminality_thin' : 'dual_criminality_missing';
    gaps.push({ field: field.name, rule, severity: 'warning', source });
  }
  if (!hasText(value)) return gaps;
  const source = demandFor(field, input.bases, input.demands) ?? practice;
  if (field.name === 'facts' && words(value) < 25)
    gaps.push({ field: field.name, rule: 'facts_thin', severity: 'warning', source });
  if (field.name === 'relation' && words(value) < 8)
    gaps.push({ field: field.name, rule: 'relation_thin', severity: 'warning', source });
  if (/[\u202a-\u202e\u2066-\u2069]/.test(value as string))
    gaps.push({ field: field.name, rule: 'text_direction', severity: 'warning', source: practice });
  return gaps;
}

function isDay(text: unknown): text is string {
  return typeof text === 'string' && timePrecision(text) === 'day';
}

function dateGaps({ form, today }: CompletenessInput, field: Field): Gap[] {
  const value = form[field.name];
  if (!hasText(value)) return [];
  const gap = (rule: string, severity: 'error' | 'warning', source: Source = practice): Gap[] => [
    { field: field.name, rule, severity, source },
  ];
  if (!isDay(value)) return gap('date_syntax', 'error');
  if (field.name === 'previous_date') return value > today ? gap('date_in_future', 'error') : [];
  if (field.name === 'previous_expiry') return value < today ? gap('extension_after_expiry', 'warning') : [];
  if (value < today) return gap('date_past', 'error');
  if (field.name === 'follow_up_date') {
    const asked = form.period_days;
    const days = typeof asked === 'number' && asked > 60 ? asked : 60;
    if (Date.parse(value) - Date.parse(today) > days * day) {
      const source: Source = { instrument: 'ETS185', article: '29(7)', verified: true };
      return [{ field: field.name, rule: 'follow_up_late', severity: 'warning', source, params: { days } }];
    }
  }
  if (field.name === 'deadline' && !hasText(form.deadline_reason))
    return gap('deadline_unreasoned', 'warning', { instrument: 'UNCAC', article: '46(24)', verified: true });
  return [];
}

function periodGaps({ form, bases, law, requested }: Asked, field: Field): Gap[] {
  const days = form[field.name];
  if (typeof days !== 'number') return [];
  const gap = (rule: string, severity: 'error' | 'warning', source: Source): Gap[] => [
    { field: field.name, rule, severity, source, params: { days } },
  ];
  if (!Number.isInteger(days) || days < 1) return gap('period_invalid', 'error', practice);
  if (days < 60) {
    if (bases.includes('ETS185'))
      return gap('period_too_short', 'error', { instrument: 'ETS185', article: '29(7)', verified: true });
    if (bases.includes('UNCC'))
      return gap('period_too_short', 'warning', { instrument: 'UNCC', article: '42', verified: false });
  }
  const kept = law.profiles[requested]?.preservation_days;
  if (kept !== undefined)
    return days > kept
      ? gap('period_over_profile', 'warning', profileSource(law, requested)).map((one) => ({
          ...one,
          params: { ...one.params, kept },
        }))
      : [];
  if (days > 90) return gap('period_over_90', 'warning', { instrument: 'ETS185', article: '16(2)', verified: true });
  return [];
}

function translationGaps(input: Asked): Gap[] {
  const { kind, form, bases, requesting, requested, language, translations, law, today } = input;
  if (!isState(requested)) return [];
  const needed = documentLanguageOf(requested);
  const profile = law.profiles[requested];
  // the State may accept more than its own language; a bilateral treaty may too
  const treaty = bases.includes('BILAT') ? bilateralIn(law, requesting, requested, today) : undefined;
  if ([needed, ...(profile?.document_languages ?? []), ...(treaty?.languages ?? [])].includes(language)) return [];
  const source: Source = profile?.document_languages.length
    ? profileSource(law, requested)
    : bases.includes('OAS-A55')
      ? { instrument: 'OAS-A55', article: '28', verified: false }
      : bases.includes('UNCAC')
        ? { instrument: 'UNCAC', article: '46(14)', verified: true }
        : { ...practice, verified: false };
  return translationKeys(kind, form).flatMap((key) => {
    if (hasText(translations[needed]?.[key])) return [];
    const [field, ...path] = key.split('.');
    const gap: Gap = {
      field: field!,
      rule: 'translation_missing',
      severity: 'warning',
      source,
      params: { language: needed },
    };
    return path.length ? [{ ...gap, path: path.join('.') }] : [gap];
  });
}

function fieldGaps(input: Asked, field: Field): Gap[] {
  const { kind, form, bases, demands, today } = input;
  switch (field.kind) {
    case 'identifiers': {
      const values = form[field.name];
      const source = demandFor(field, bases, demands) ?? practice;
      return Array.isArray(values) ? identifierGaps(input, field.name, '', values, { kind, today }, source) : [];
    }
    case 'measures':
      return measureGaps(input, field);
    case 'persons':
      return personGaps(input, field);
    case 'date':
      return dateGaps(input, field);
    case 'number':
      return periodGaps(input, field);
    case 'text':
    case 'longtext':
      return proseGaps(input, field);
    default:
      return [];
  }
}

/* ------------------------------------------------------------ checklist */

/** The ten items central authorities publish as indispensable without a treaty (domain.md §3.b), and reciprocity. */
const reciprocityItems: readonly { letter: string; fields: readonly string[] }[] = [
  { letter: '1', fields: ['requested_authority'] },
  { letter: '2', fields: ['requesting_authority', 'competent_authority'] },
  { letter: '3', fields: ['competent_authority_reference'] },
  { letter: '4', fields: ['facts', 'relation'] },
  { letter: '5', fields: ['offences', 'provisions', 'penalty'] },
  { letter: '6', fields: ['measures', 'identifiers'] },
  { letter: '7', fields: ['persons'] },
  { letter: '8', fields: ['purpose', 'necessity'] },
  { letter: '9', fields: ['special_procedure', 'special_procedure_text', 'urgency'] },
  { letter: '10', fields: [] },
  { letter: '11', fields: ['reciprocity_offered'] },
];

/** Article that lists the contents of a request, per basis. */
const contentsArticle: Partial<Record<BasisCode, Partial<Record<Kind, string>>>> = {
  ETS185: { preservation: '29(2)', information: '26' },
  'OAS-A55': { preservation: '26', evidence: '26' },
  UNCAC: { evidence: '46(15)' },
  UNTOC: { evidence: '18(15)' },
};

function checklistFor(basis: BasisCode, input: CompletenessInput, gaps: readonly Gap[]): Checklist | undefined {
  const { kind, form } = input;
  const clean = (names: readonly string[]) =>
    names.every(
      (name) => !gaps.some((gap) => gap.field === name && (gap.severity === 'error' || gap.rule === 'missing')),
    );

  if (kind === 'consultation') return undefined;
  if (basis === 'RECIPROCITY') {
    if (kind === 'information') return undefined;
    const translated = !gaps.some((gap) => gap.rule === 'translation_missing');
    const items = reciprocityItems.flatMap(({ letter, fields }) => {
      const present = fields.filter((name) => fieldOf(kind, name));
      if (present.length === 0 && fields.length > 0) return [];
      const named = !gaps.some((gap) => gap.rule === 'persons_missing' && present.includes(gap.field));
      const ok = letter === '10' ? translated : clean(present) && named;
      return [{ letter, label: { key: `checklist.RECIPROCITY.${letter}` }, fields: present, ok }];
    });
    return { basis, article: '', items };
  }

  const article = contentsArticle[basis]?.[kind];
  if (!article) return undefined;
  const byLetter = new Map<string, string[]>();
  for (const field of fieldsOf(kind)) {
    const cited = field.requiredBy?.[basis]?.article;
    if (!cited?.startsWith(`${article}(`) || !isShown(field, form)) continue;
    const letter = cited.slice(article.length + 1, -1);
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), field.name]);
    const also = answeredBy[field.name];
    if (also) byLetter.get(letter)!.push(also);
  }
  if (basis === 'UNCAC' || basis === 'UNTOC') byLetter.set('e', ['persons']);
  const items = [...byLetter].sort().map(([letter, fields]) => ({
    letter,
    label: { key: `checklist.${basis}.${letter}` },
    fields,
    ok: clean(fields),
  }));
  return { basis, article, items };
}

/** What the bilateral treaty and the requested State's profile ask, as a list of its own. */
function besideList(input: Asked, gaps: readonly Gap[]): Checklist[] {
  return (['BILAT', 'PROFILE'] as const).flatMap((basis) => {
    const mine = input.demands.filter(({ source }) => source.instrument === basis);
    const items = mine.map(({ field }, index) => ({
      letter: String(index + 1),
      label: { key: `form.${input.kind}.${field}.label` },
      fields: [field],
      ok: !gaps.some((gap) => gap.field === field && (gap.severity === 'error' || gap.rule === 'missing')),
    }));
    return items.length > 0 ? [{ basis, article: mine[0]?.source.article ?? '', items }] : [];
  });
}

/**
 * What a draft still lacks before it can be sent: the union of what the chosen bases and the requested State's profile
 * demand, what any request needs, and what is wrong or doubtful in the answers. Demands whose text was not checked
 * (`source.verified` false) are warnings, never errors (domain.md §10). List positions in `path` count from 0;
 * `params.line` counts from 1. Every error comes with an example of what would do.
 *
 * Sources: ETS185 29(2), 29(7), 16(2), 25(5); OAS-A55 26, 28; UNCAC 46(14), (15), (24); UNTOC 18(15); templates T-CY;
 * the bilateral treaty of the pair and the requested State's profile as recorded (`law`).
 */
export function completeness(given: CompletenessInput): Completeness {
  const law = given.law ?? catalogueLaw;
  const input: Asked = { ...given, law, demands: demandsOf(given) };
  const fields = fieldsOf(input.kind);
  const order = new Map(fields.map((field, index) => [field.name, index]));
  const gaps = [
    ...basisGaps(input),
    ...missingFields(input),
    ...authorityGaps(input),
    ...fields.flatMap((field) => (isShown(field, input.form) ? fieldGaps(input, field) : [])),
    ...translationGaps(input),
  ]
    .sort((a, b) => (order.get(a.field) ?? -1) - (order.get(b.field) ?? -1))
    .map((gap) => {
      const example = exampleFor(input.kind, gap, input.today);
      return example ? { ...gap, example } : gap;
    });
  const checklist = input.bases.flatMap((basis) => checklistFor(basis, input, gaps) ?? []);
  return { gaps, checklist: [...checklist, ...besideList(input, gaps)] };
}
