import type { CaseView, FileView } from '@rogatoria/api/cases/schemas.ts';
import type { ParticipantView } from '@rogatoria/api/schemas.ts';
import type { MeasureValue } from '@rogatoria/workflows/types.ts';
import type { FieldProblem } from '../api/client.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';
import { stateCodes } from '../texts/states.ts';
import { Button } from './button.tsx';
import { SourceNote } from './feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  InstantField,
  type Option,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from './fields.tsx';

/** The part of JSON Schema a command's payload is written in. */
interface Schema {
  type?: string;
  title?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxLength?: number;
  'x-kind'?: string;
  'x-field'?: string;
  /** the text that names a choice: `instrument.{}.short` */
  'x-label'?: string;
}

export type Payload = Record<string, unknown>;

export interface SchemaFormProps {
  /** the payload schema of a command (`Command.payload`) */
  schema: unknown;
  value: Payload;
  onChange(value: Payload): void;
  /** `ApiProblem.errors` of the last try */
  errors?: readonly FieldProblem[];
  /** before `payload.<field>`, texts are looked up under this prefix: `payload.refuse` finds `payload.refuse.reasons` */
  prefix?: string;
  /** ids of the controls: `<idPrefix>-<field>`; `field-<field>` by default, as `ErrorSummary` expects */
  idPrefix?: string;
  /** files of the case, for `x-kind: files` */
  files?: readonly FileView[];
  /** `CaseView.grounds`, for `x-kind: ground` */
  grounds?: CaseView['grounds'];
  /** measures of the request's form, for `x-kind: measures` */
  measures?: readonly MeasureValue[];
  /** for `x-kind: participant`; every member State by default */
  participants?: readonly ParticipantView[];
  /** zone of days and times; ours by default */
  zone?: string;
}

/** `anyOf [X, null]` is X that may be left out. */
function plain(schema: Schema): Schema {
  const { anyOf, ...rest } = schema;
  if (!anyOf) return schema;
  const real = anyOf.filter(({ type }) => type !== 'null');
  if (real.length === 1 && real[0]) return { ...real[0], ...rest };
  const constants = real.map((option) => option.const).filter((value) => value !== undefined);
  return constants.length === real.length ? { ...rest, type: 'string', enum: constants } : schema;
}

const asSchema = (schema: unknown): Schema => (schema && typeof schema === 'object' ? plain(schema as Schema) : {});

/** True when the command asks for nothing: a dialog would be a formality. */
export function asksNothing(schema: unknown): boolean {
  return Object.keys(asSchema(schema).properties ?? {}).length === 0;
}

/** The payload a form starts with: ticks are off, everything else absent. */
export function emptyPayload(schema: unknown): Payload {
  const { properties = {} } = asSchema(schema);
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) => {
      const { type, const: constant } = plain(property);
      if (constant !== undefined) return [[name, constant]];
      return type === 'boolean' ? [[name, false]] : [];
    }),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** Required fields without a value: names. */
export function missingFields(schema: unknown, value: Payload): string[] {
  const { properties = {}, required = [] } = asSchema(schema);
  return required.filter((name) => {
    const { minItems, type } = plain(properties[name] ?? {});
    if (type === 'array' && !minItems) return false;
    return isEmpty(value[name]);
  });
}

/** The payload without what was left empty: what is sent. */
export function cleanPayload(value: Payload): Payload {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => !isEmpty(item)));
}

/** `2.1 MB`, decimal units. */
export function fileSize(bytes: number, number: TextTools['number']): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return number(bytes / 1000 ** step, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  });
}

/** Draws a command's payload: one accessible control for each property, errors where they belong. */
export function SchemaForm(props: SchemaFormProps) {
  const { value, onChange, errors = [] } = props;
  const { properties = {}, required = [] } = asSchema(props.schema);
  return (
    <div className="schema-form">
      {Object.entries(properties).map(([name, property]) => (
        <Property
          key={name}
          form={props}
          name={name}
          schema={plain(property)}
          isRequired={required.includes(name)}
          value={value[name]}
          errors={errors.filter(({ field }) => field === name || field.startsWith(`${name}.`) || field === `/${name}`)}
          onChange={(next) => {
            const { [name]: _, ...rest } = value;
            onChange(next === undefined ? rest : { ...value, [name]: next });
          }}
        />
      ))}
    </div>
  );
}

interface PropertyProps {
  form: SchemaFormProps;
  name: string;
  schema: Schema;
  isRequired: boolean;
  value: unknown;
  errors: readonly FieldProblem[];
  onChange(value: unknown): void;
}

function Property({ form, name, schema, isRequired, value, errors, onChange }: PropertyProps) {
  const texts = useTexts();
  const { t, has, first, number, date, language, stateName } = texts;
  const { prefix, idPrefix = 'field' } = form;
  const stems = [...(prefix ? [`${prefix}.${name}`] : []), `payload.${name}`];
  const help = stems.map((stem) => `${stem}.help`).find(has);
  const error = errors.map(({ message }) => message).join(' ') || undefined;
  const field = {
    id: `${idPrefix}-${name}`,
    name,
    label: first(schema.title && has(schema.title) ? [schema.title] : stems),
    note: isRequired || schema.type === 'boolean' ? undefined : t('ui.optional'),
    hint: help ? t(help) : undefined,
    error,
    isRequired,
  };
  const choiceLabel = (choice: string) =>
    first([
      ...(schema['x-label'] ? [schema['x-label'].replace('{}', choice)] : []),
      ...stems.map((stem) => `${stem}.${choice}`),
      `choice.${name}.${choice}`,
      `choice.${choice}`,
      choice,
    ]);
  const text = typeof value === 'string' ? value : '';
  const orNothing = (next: string) => onChange(next === '' ? undefined : next);
  const kind = schema['x-kind'] ?? schema['x-field'];
  const chosen = Array.isArray(value) ? value.map(String) : [];

  if (kind === 'longtext') return <TextArea {...field} value={text} onChange={orNothing} />;
  if (kind === 'date' || schema.format === 'date') return <DateField {...field} value={text} onChange={orNothing} />;
  if (kind === 'instant' || schema.format === 'date-time')
    return <InstantField {...field} value={text} onChange={orNothing} {...(form.zone ? { zone: form.zone } : {})} />;
  if (kind === 'ground' && form.grounds && form.grounds.length > 0) {
    const options = form.grounds.map(({ code, basis, article, label }) => {
      const short = `instrument.${basis}.short`;
      const hint = `${has(short) ? t(short) : basis} ${t('ui.article', { article })}`;
      return { id: code, label: t(label), hint };
    });
    const unique = options.filter((option, index) => options.findIndex(({ id }) => id === option.id) === index);
    const ground = form.grounds.find(({ code }) => code === text);
    return (
      <>
        <RadioGroup {...field} options={unique} value={text || null} onChange={onChange} />
        {ground && !ground.verified ? (
          <SourceNote source={{ instrument: ground.basis, article: ground.article, verified: false }} />
        ) : null}
      </>
    );
  }
  if (kind === 'participant') {
    const codes = form.participants?.map(({ code }) => code) ?? stateCodes;
    const options = codes
      .filter((code) => code !== 'OAS')
      .map((code) => ({ id: code, label: stateName(code) }))
      .sort((a, b) => a.label.localeCompare(b.label, language));
    return (
      <Select
        {...field}
        options={isRequired ? options : [{ id: '-', label: '–' }, ...options]}
        value={text || null}
        onChange={(next) => orNothing(next === '-' ? '' : next)}
      />
    );
  }
  if (kind === 'files') {
    const files = form.files ?? [];
    if (files.length === 0)
      return <CheckboxGroup {...field} options={[]} value={[]} onChange={onChange} hint={t('ui.no_files')} />;
    const options = files.map((file) => ({
      id: file.id,
      label: file.name,
      hint: `${fileSize(file.size, number)} · ${date(file.created_at)}`,
    }));
    return <CheckboxGroup {...field} options={options} value={chosen} onChange={onChange} />;
  }
  if (kind === 'measures') {
    const options = (form.measures ?? []).map((measure, index) => ({
      id: String(index),
      label: `${index + 1} · ${measure.type ? first([`measure.${measure.type}`, measure.type]) : ''}`,
      ...(measure.description ? { hint: measure.description } : {}),
    }));
    const numeric = plain(schema.items ?? {}).type !== 'string';
    return (
      <CheckboxGroup
        {...field}
        options={options}
        value={chosen}
        onChange={(next) => onChange(numeric ? next.map(Number) : next)}
      />
    );
  }
  if (schema.enum) {
    const options: Option[] = schema.enum.map((choice) => ({ id: String(choice), label: choiceLabel(String(choice)) }));
    return options.length <= 6 ? (
      <RadioGroup {...field} options={options} value={text || null} onChange={onChange} />
    ) : (
      <Select {...field} options={options} value={text || null} onChange={onChange} />
    );
  }
  if (schema.type === 'boolean')
    return (
      <div className="field">
        <Checkbox id={field.id} name={name} hint={field.hint} isSelected={value === true} onChange={onChange}>
          {field.label}
        </Checkbox>
        {error ? <span className="field-error">{error}</span> : null}
      </div>
    );
  if (schema.type === 'integer' || schema.type === 'number')
    return (
      <TextField
        {...field}
        size="short"
        inputMode="numeric"
        value={value === undefined || value === null ? '' : String(value)}
        error={error ?? (typeof value === 'string' ? t('ui.number.wrong') : undefined)}
        onChange={(next) => {
          if (next === '') return onChange(undefined);
          onChange(/^-?\d+$/.test(next.trim()) ? Number(next) : next);
        }}
      />
    );
  if (schema.type === 'array') {
    const items = plain(schema.items ?? {});
    if (items.enum) {
      const options = items.enum.map((choice) => ({ id: String(choice), label: choiceLabel(String(choice)) }));
      return <CheckboxGroup {...field} options={options} value={chosen} onChange={onChange} />;
    }
    return <Lines {...field} value={chosen} onChange={onChange} />;
  }
  return (
    <TextField
      {...field}
      value={text}
      onChange={orNothing}
      size={schema.maxLength !== undefined && schema.maxLength <= 80 ? 'medium' : 'full'}
    />
  );
}

interface LinesProps {
  id: string;
  label: string;
  note?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  value: readonly string[];
  onChange(value: string[]): void;
}

/** A list of short answers, one line each. */
function Lines({ id, label, note, hint, error, value, onChange }: LinesProps) {
  const { t } = useTexts();
  const lines = value.length === 0 ? [''] : value;
  return (
    <fieldset className="field lines" id={id} tabIndex={-1}>
      <legend className="field-label">
        {label}
        {note ? <span className="field-note"> {note}</span> : null}
      </legend>
      {hint ? <span className="field-hint">{hint}</span> : null}
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <div className="line" key={index}>
          <input
            className="input"
            aria-label={t('ui.line', { number: index + 1 })}
            value={line}
            onChange={(event) => onChange(lines.map((old, at) => (at === index ? event.target.value : old)))}
          />
          {lines.length > 1 ? (
            <Button
              variant="quiet"
              aria-label={t('ui.remove_line', { number: index + 1 })}
              onPress={() => onChange(lines.filter((_, at) => at !== index))}
            >
              ×
            </Button>
          ) : null}
        </div>
      ))}
      <Button small onPress={() => onChange([...lines, ''])}>
        {t('ui.add_line')}
      </Button>
      {error ? <span className="field-error">{error}</span> : null}
    </fieldset>
  );
}
