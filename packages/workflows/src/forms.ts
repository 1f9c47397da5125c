import { type TSchema, Type } from 'typebox';
import { consultationForm } from './consultation/form.ts';
import { evidenceForm } from './evidence/form.ts';
import { informationForm } from './information/form.ts';
import { preservationForm } from './preservation/form.ts';
import {
  type AuthorityValue,
  type BasisCode,
  dataCategories,
  type Field,
  type FormDefinition,
  type FormValues,
  identifierTypes,
  type Kind,
  type MeasureValue,
  measureTypes,
  type Source,
  type Text,
  type Translations,
} from './types.ts';

export { offenceCodes } from './preservation/form.ts';

/** Longest answers a draft may hold, in UTF-16 units; and most lines of a list. */
export const limits = { text: 200, longtext: 20_000, value: 2_000, lines: 500, list: 100 } as const;

const forms: Record<Kind, FormDefinition> = {
  preservation: preservationForm,
  evidence: evidenceForm,
  information: informationForm,
  consultation: consultationForm,
};

/** The current form of a kind of file. */
export function formFor(kind: Kind): FormDefinition {
  return forms[kind];
}

/** All fields of a form in reading order. */
export function fieldsOf(kind: Kind): readonly Field[] {
  return forms[kind].sections.flatMap((section) => section.fields);
}

/** One field by name, or undefined. */
export function fieldOf(kind: Kind, name: string): Field | undefined {
  return fieldsOf(kind).find((field) => field.name === name);
}

/** Whether a field's `when` holds: always, unless it depends on another field. A list matches if any item does. */
export function isShown(field: Field, form: FormValues): boolean {
  if (!field.when) return true;
  const { is } = field.when;
  const other = form[field.when.field];
  return Array.isArray(other) ? other.some((item) => is.includes(item)) : is.includes(other);
}

/** What a form says: the answers to the questions it shows. What was typed under one that is no longer asked is not said. */
export function saidIn(kind: Kind, form: FormValues): FormValues {
  const shown = fieldsOf(kind).filter((field) => field.name in form && isShown(field, form));
  return Object.fromEntries(shown.map(({ name }) => [name, form[name]]));
}

/** Whether a value is text with something to read in it. */
export function hasText(value: unknown): boolean {
  return typeof value === 'string' && /[^\p{C}\p{Z}]/u.test(value);
}

/** Whether a field has an answer. A statement (`boolean`) is answered when it is made. */
export function isFilled(field: Field, form: FormValues): boolean {
  const value = form[field.name];
  switch (field.kind) {
    case 'text':
    case 'longtext':
    case 'date':
    case 'choice':
      return hasText(value);
    case 'boolean':
      return value === true;
    case 'number':
      return typeof value === 'number';
    case 'authority':
      return hasText((value as AuthorityValue | undefined)?.organisation);
    default:
      return Array.isArray(value) && value.length > 0;
  }
}

/** What somebody asks beyond the form: a bilateral treaty, or the requested State's own law (`demandsOf`). */
export interface Demand {
  field: string;
  source: Source;
}

/**
 * Why a field is required under the chosen bases and the demands beside them: the first basis whose article was checked,
 * else the form's own reason, else a basis still to be confirmed (then only a warning). Undefined when nobody asks for it.
 */
export function demandFor(
  field: Field,
  bases: readonly BasisCode[],
  beside: readonly Demand[] = [],
): Source | undefined {
  const demands = [
    ...bases.flatMap((basis) => field.requiredBy?.[basis] ?? []),
    ...beside.filter((one) => one.field === field.name).map(({ source }) => source),
  ];
  return demands.find((source) => source.verified) ?? field.required ?? demands[0];
}

const exampled: readonly Field['kind'][] = ['text', 'longtext', 'number'];

/** The texts of a field: question, help and, where something is typed, an invented example. */
export function fieldTexts(kind: Kind, field: Field): { label: Text; help: Text; example?: Text } {
  const stem = `form.${kind}.${field.name}`;
  const texts = { label: { key: `${stem}.label` }, help: { key: `${stem}.help` } };
  return exampled.includes(field.kind) ? { ...texts, example: { key: `${stem}.example` } } : texts;
}

/**
 * The keys of `Translations` a filled form needs: names of filled translatable fields, and `measures.<index>.description`
 * (index from 0) for each measure described in prose.
 */
export function translationKeys(kind: Kind, form: FormValues): string[] {
  return fieldsOf(kind).flatMap((field) => {
    if (!field.translatable || !isShown(field, form)) return [];
    const value = form[field.name];
    if (field.kind === 'measures') {
      if (!Array.isArray(value)) return [];
      return (value as MeasureValue[]).flatMap((measure, index) =>
        measure?.description?.trim() ? [`measures.${index}.description`] : [],
      );
    }
    return typeof value === 'string' && value.trim() !== '' ? [field.name] : [];
  });
}

/** The translations of what a form says, and no others. */
export function translationsOf(kind: Kind, form: FormValues, translations: Translations): Translations {
  const said = new Set(translationKeys(kind, form));
  return Object.fromEntries(
    Object.entries(translations).map(([language, texts]) => [
      language,
      Object.fromEntries(Object.entries(texts).filter(([key]) => said.has(key))),
    ]),
  );
}

const short = () => Type.Optional(Type.String({ maxLength: limits.text }));
const oneOf = (values: readonly string[]) => Type.Union(values.map((value) => Type.Literal(value)));
const closed = { additionalProperties: false };

const authority = Type.Object(
  {
    organisation: short(),
    person: short(),
    function: short(),
    address: Type.Optional(Type.String({ maxLength: 1_000 })),
    phone: short(),
    email: Type.Optional(Type.String({ maxLength: 320 })),
    office_hours: short(),
    zone: short(),
    preferred_reply: short(),
  },
  closed,
);

const identifier = Type.Object(
  {
    type: Type.Optional(oneOf(identifierTypes)),
    value: Type.Optional(Type.String({ maxLength: limits.value })),
    port: Type.Optional(Type.Number()),
    from: Type.Optional(Type.String({ maxLength: 40 })),
    to: Type.Optional(Type.String({ maxLength: 40 })),
    offset: Type.Optional(Type.String({ maxLength: 40 })),
    categories: Type.Optional(Type.Array(oneOf(dataCategories), { maxItems: dataCategories.length })),
    qualifier: short(),
  },
  closed,
);

const measure = Type.Object(
  {
    type: Type.Optional(oneOf(measureTypes)),
    category: Type.Optional(oneOf(dataCategories)),
    provider: short(),
    description: Type.Optional(Type.String({ maxLength: limits.longtext })),
    identifiers: Type.Optional(Type.Array(identifier, { maxItems: limits.lines })),
    certificate: Type.Optional(Type.Boolean()),
  },
  closed,
);

const person = Type.Object(
  {
    name: short(),
    aliases: short(),
    status: Type.Optional(oneOf(['suspect', 'victim', 'witness', 'other'])),
    birth: Type.Optional(Type.String({ maxLength: 40 })),
    nationality: short(),
    document: short(),
    address: Type.Optional(Type.String({ maxLength: 1_000 })),
  },
  closed,
);

function schemaOf(field: Field): TSchema {
  switch (field.kind) {
    case 'text':
      return Type.String({ maxLength: limits.text });
    case 'longtext':
      return Type.String({ maxLength: limits.longtext });
    case 'date':
      return Type.String({ maxLength: 40 });
    case 'choice':
      return oneOf(field.choices ?? []);
    case 'choices':
      return Type.Array(oneOf(field.choices ?? []), { maxItems: field.choices?.length ?? 0 });
    case 'boolean':
      return Type.Boolean();
    case 'number':
      return Type.Number();
    case 'authority':
      return authority;
    case 'identifiers':
      return Type.Array(identifier, { maxItems: limits.lines });
    case 'measures':
      return Type.Array(measure, { maxItems: limits.list });
    case 'persons':
      return Type.Array(person, { maxItems: limits.list });
    case 'preservations':
      return Type.Array(Type.String({ maxLength: limits.text }), { maxItems: limits.list });
  }
}

/**
 * The schema of `FormValues` of a kind. Every field is optional and no half-typed value is refused, so that a draft
 * always saves; unknown names are refused and sizes are bounded (`limits`). What is missing or wrong is the business of
 * `completeness`.
 */
export function formSchema(kind: Kind): TSchema {
  const properties = Object.fromEntries(fieldsOf(kind).map((field) => [field.name, Type.Optional(schemaOf(field))]));
  return Type.Object(properties, closed);
}
