import type { CaseView, FileView } from '@rogatoria/api/cases/schemas.ts';
import { isState } from '@rogatoria/workflows/states.ts';
import type { ReactNode } from 'react';
import { fileSize, InstrumentName } from '../components/index.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';

/** Fields that say nothing to a reader, or are said elsewhere. */
const silent = new Set(['at', 'by', 'article', 'form', 'form_version', 'translations', 'request_id']);
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const day = /^\d{4}-\d\d-\d\d$/;
const identity = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface RecordContext {
  kind: CaseView['kind'];
  direction?: CaseView['direction'];
  files?: readonly FileView[];
  /** it was said by the other side: `reference` is theirs, not ours */
  theirs?: boolean;
  /** command or message the record belongs to */
  of?: string;
  zone?: string;
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

type Named = { name: string; size?: number; sha256?: string };
const isFile = (value: unknown): value is Named =>
  Boolean(value && typeof value === 'object' && typeof (value as Named).name === 'string' && 'sha256' in value);

/** What a message says was recorded with a command: its fields are labelled as that command's are. */
const commandBehind: Record<string, string> = {
  acknowledgement: 'acknowledge',
  acceptance: 'accept',
  clarification_request: 'ask_clarification',
  clarification_answer: 'answer_clarification',
  conditions: 'propose_conditions',
  confidentiality_warning: 'warn_confidentiality',
  consultation: 'consult',
  consultation_answer: 'answer_consultation',
  decision_to_proceed: 'proceed',
  delay_notice: 'notify_delay',
  delivery: 'deliver',
  delivery_dispute: 'dispute_delivery',
  disclosure_withheld: 'withhold_traffic',
  expedited_disclosure: 'disclose_traffic',
  extension_request: 'request_extension',
  impossibility: 'report_impossible',
  lapse_notice: 'propose_lapse',
  postponement: 'postpone',
  progress: 'report_progress',
  status_query: 'ask_status',
  status_report: 'give_status',
  use_answer: 'answer_wider_use',
  use_report: 'report_use',
  use_report_request: 'ask_use_report',
  use_request: 'ask_wider_use',
  waiver: 'waive',
  warning: 'warn',
  preservation_confirmation: 'confirm',
  receipt_confirmation: 'confirm_receipt',
  referral: 'refer',
  refusal: 'refuse',
  resumption: 'resume',
  withdrawal: 'withdraw',
};

/** The label of a recorded field; an unknown one is made readable. */
export function fieldLabel(name: string, { theirs = false, of }: RecordContext, { first }: TextTools): string {
  return first([
    ...(theirs ? [`case.theirs.${name}`] : []),
    ...(of ? [`payload.${of}.${name}`, `payload.${commandBehind[of] ?? of}.${name}`] : []),
    `payload.${name}`,
    `case.field.${name}`,
    name,
  ]);
}

/** One value in words; null when only a list or a table would say it. */
export function valueText(name: string, value: unknown, context: RecordContext, tools: TextTools): string | null {
  const { t, has, first, date, dateTime, number } = tools;
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') {
    if (instant.test(value)) return dateTime(value, context.zone ?? tools.zone);
    if (day.test(value)) return date(value);
    if (name === 'basis') return first([`instrument.${value}.short`, value]);
    if (name === 'ground') return first([`ground.${value}`, value]);
    if (name === 'state' && !isState(value)) {
      const keys = [`state.${context.kind}.${context.direction === 'outgoing' ? 'incoming' : 'outgoing'}.${value}`];
      return first([...keys, `state.${context.kind}.incoming.${value}`, value]);
    }
    if (/^[a-z_]+$/.test(value)) {
      const key = [`choice.${name}.${value}`, `${name}.${value}`, `deadline.${value}`].find(has);
      if (key) return t(key);
    }
    if (/^[A-Z]{3}$/.test(value) && isState(value)) return tools.stateName(value);
    if (identity.test(value)) {
      const file = context.files?.find(({ id }) => id === value);
      if (file) return file.name;
      return null;
    }
    return value;
  }
  // measures of the request, which a reader counts from one
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number'))
    return tools.list(value.map((item) => number(item + 1)));
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    const texts = value.map((item) => valueText(name, item, context, tools)).filter((text) => text !== null);
    return texts.length > 0 && texts.join('').length < 120 ? tools.list(texts) : null;
  }
  return null;
}

/** The fields of a record that a reader wants, in the order they were recorded. */
export function fieldsOfRecord(value: unknown): [string, unknown][] {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return [];
  const entries = Object.entries(value).filter(([name, item]) => !silent.has(name) && !isEmpty(item));
  // the manifest says what `files` says, and more
  return entries.some(([name]) => name === 'manifest') ? entries.filter(([name]) => name !== 'files') : entries;
}

/** A record as a person reads it: field by field, in words. */
export function RecordView({ value, context }: { value: unknown; context: RecordContext }) {
  const tools = useTexts();
  const article = textIn(value, 'article');
  const fields = fieldsOfRecord(value);
  if (fields.length === 0) return null;
  return (
    <dl className="record">
      {fields.map(([name, item]) => {
        const shown = show(name, item, article, context, tools);
        if (shown === null) return null;
        return (
          <div key={name}>
            <dt>{fieldLabel(name, context, tools)}</dt>
            <dd>{shown}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function textIn(value: unknown, name: string): string {
  const found = value && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === 'string' ? found : '';
}

function show(name: string, value: unknown, article: string, context: RecordContext, tools: TextTools): ReactNode {
  if (name === 'basis' && typeof value === 'string')
    return (
      <>
        <InstrumentName code={value} />
        {article ? ` ${tools.t('ui.article', { article })}` : ''}
      </>
    );
  if (name === 'bases' && Array.isArray(value))
    return value.map((code, index) => (
      <span key={String(code)}>
        {index > 0 ? ', ' : ''}
        <InstrumentName code={String(code)} />
      </span>
    ));
  if (/sha256|hash/.test(name) && typeof value === 'string') return <Hash value={value} />;
  const text = valueText(name, value, context, tools);
  if (text !== null) return <span className="prose">{text}</span>;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => ({ item, key: `${index}` }));
    return (
      <ul className="plain-list">
        {items.map(({ item, key }) => (
          <li key={key}>
            {isFile(item) ? (
              <FileLine file={item} />
            ) : item && typeof item === 'object' ? (
              <RecordView value={item} context={context} />
            ) : (
              (valueText(name, item, context, tools) ?? String(item))
            )}
          </li>
        ))}
      </ul>
    );
  }
  if (value && typeof value === 'object') return <RecordView value={value} context={context} />;
  return null;
}

function FileLine({ file }: { file: Named }) {
  const { number } = useTexts();
  return (
    <>
      <span className="file-name">{file.name}</span>
      {file.size === undefined ? null : <span className="muted"> · {fileSize(file.size, number)}</span>}
      {file.sha256 ? <Hash value={file.sha256} /> : null}
    </>
  );
}

/** A SHA-256 in groups of eight, so that two people can compare it aloud. */
export function Hash({ value }: { value: string }) {
  const groups = value.match(/.{1,8}/g) ?? [value];
  return (
    <span className="hash">
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups of one hash
        <span key={`${index} ${group}`}>{group}</span>
      ))}
    </span>
  );
}
