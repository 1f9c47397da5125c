import type { CaseSummary } from '@rogatoria/api/cases/schemas.ts';
import { demandFor, fieldTexts } from '@rogatoria/workflows/forms.ts';
import type { AuthorityValue, Field, IdentifierValue, MeasureValue, PersonValue } from '@rogatoria/workflows/types.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { casesQuery } from '../api/queries.ts';
import { Button, CheckboxGroup, DateField, RadioGroup, Select, TextArea, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { AuthorityField } from './authority.tsx';
import { withField } from './content.ts';
import { useDraft } from './context.tsx';
import { idOf, sourceWords } from './gaps.ts';
import { Identifiers } from './identifiers.tsx';
import { Measures, Persons } from './lists.tsx';
import { Remarks } from './remarks.tsx';
import { Translation } from './translation.tsx';

/** One question of the form with the article that asks it, whatever kind of answer it takes. */
export function FieldView({ field }: { field: Field }) {
  const texts = useTexts();
  const { t } = texts;
  const { kind, bases, demands, content, edit, gapsOf, visit } = useDraft();
  const { label: labelText, help, example } = fieldTexts(kind, field);
  const demand = demandFor(field, bases, demands);
  const { name } = field;
  const value = content.form[name];
  const note = demand ? sourceWords(demand, texts) : t('ui.optional');
  const label = t(labelText);
  const hint = t(help);
  const change = (next: unknown) => edit((draft) => withField(draft, name, next));
  const gaps = gapsOf(name);
  const plain = gaps.filter(({ path, rule }) => path === undefined && rule !== 'translation_missing');
  const common = { id: idOf(name), label, note, hint, isRequired: Boolean(demand?.verified) };
  const text = typeof value === 'string' ? value : '';
  const placeholder = example ? `${t('draft.example')} ${t(example)}` : '';
  const wrong = plain.some(({ severity }) => severity === 'error');
  const chosen = Array.isArray(value) ? (value as string[]) : [];

  function control() {
    switch (field.kind) {
      case 'text':
        return <TextField {...common} value={text} onChange={change} maxLength={200} placeholder={placeholder} />;
      case 'longtext':
        return <TextArea {...common} value={text} onChange={change} placeholder={placeholder} />;
      case 'date':
        return <DateField {...common} value={text} onChange={change} />;
      case 'choice': {
        const options = (field.choices ?? []).map((choice) => ({ id: choice, label: t(`choice.${name}.${choice}`) }));
        return <RadioGroup {...common} options={options} value={text || null} onChange={change} />;
      }
      case 'choices': {
        const options = (field.choices ?? []).map((choice) => ({ id: choice, label: t(`choice.${name}.${choice}`) }));
        return <CheckboxGroup {...common} options={options} value={chosen} onChange={change} />;
      }
      case 'boolean':
        return (
          <RadioGroup
            {...common}
            options={[
              { id: 'yes', label: t('ui.yes') },
              { id: 'no', label: t('ui.no') },
            ]}
            value={value === true ? 'yes' : value === false ? 'no' : null}
            onChange={(next) => change(next === 'yes')}
          />
        );
      case 'number':
        return <NumberField {...common} value={value} onChange={change} placeholder={placeholder} />;
      case 'authority':
        return (
          <AuthorityField
            name={name}
            label={label}
            note={note}
            hint={hint}
            value={(value ?? {}) as AuthorityValue}
            onChange={change}
          />
        );
      case 'identifiers':
        return (
          <Identifiers
            field={name}
            label={label}
            note={note}
            hint={hint}
            values={(value ?? []) as IdentifierValue[]}
            onChange={change}
            gaps={gaps}
          />
        );
      case 'measures':
        return (
          <Measures
            name={name}
            label={label}
            note={note}
            hint={hint}
            values={(value ?? []) as MeasureValue[]}
            onChange={change}
          />
        );
      case 'persons':
        return (
          <Persons
            name={name}
            label={label}
            note={note}
            hint={hint}
            values={(value ?? []) as PersonValue[]}
            onChange={change}
          />
        );
      case 'preservations':
        return <Preservations {...common} value={chosen} onChange={change} />;
    }
  }

  const own = field.kind === 'authority' || field.kind === 'measures' || field.kind === 'persons';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notes that the keyboard has moved on
    <div
      className={`question question-${field.kind}${wrong ? ' question-wrong' : ''}`}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) visit(name);
      }}
    >
      {control()}
      {own ? null : <Remarks gaps={plain} />}
      {field.translatable && field.kind !== 'measures' ? (
        <Translation field={name} original={text} long={field.kind === 'longtext'} />
      ) : null}
    </div>
  );
}

interface NumberProps {
  id: string;
  label: string;
  note: string;
  hint: string;
  isRequired: boolean;
  placeholder: string;
  value: unknown;
  onChange(value: number | undefined): void;
}

function NumberField({ value, onChange, ...props }: NumberProps) {
  const shown = typeof value === 'number' ? String(value) : '';
  return (
    <TextField
      {...props}
      size="short"
      inputMode="numeric"
      maxLength={6}
      value={shown}
      onChange={(text) => {
        const digits = text.replaceAll(/\D/g, '');
        onChange(digits === '' ? undefined : Number(digits));
      }}
    />
  );
}

interface PreservationsProps {
  id: string;
  label: string;
  note: string;
  hint: string;
  isRequired: boolean;
  value: readonly string[];
  onChange(value: string[]): void;
}

export const preservationsTo = (counterpart: string) =>
  casesQuery({ direction: 'outgoing', kind: 'preservation', counterpart });

/** Our preservation requests to this State, newest first; chosen by the id both sides know. */
function Preservations({ value, onChange, ...field }: PreservationsProps) {
  const { t, first, date } = useTexts();
  const { them } = useDraft();
  const { data, hasNextPage, fetchNextPage, isPending } = useInfiniteQuery(preservationsTo(them));
  const [asked, setAsked] = useState(false);
  const [all, setAll] = useState(false);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const sent = items.filter((item) => item.number !== null || value.includes(item.request_id));
  const hintOf = (item: CaseSummary) =>
    `${first([`state.preservation.outgoing.${item.state}`, `state.${item.state}`])} · ${date(item.created_at)}`;
  // those that ended can still be followed, but are seldom meant
  const current = sent.filter((item) => item.outcome === null || value.includes(item.request_id));
  const ended = sent.length - current.length;
  const options = [
    ...(all || current.length === 0 ? sent : current).map((item) => ({
      id: item.request_id,
      label: `${item.number ?? t('draft.no_number')} · ${item.title}`,
      hint: hintOf(item),
    })),
    ...value.filter((id) => !items.some((item) => item.request_id === id)).map((id) => ({ id, label: id })),
  ];
  if (options.length === 0)
    return (
      <div className="field" id={field.id} tabIndex={-1}>
        <span className="field-label">
          {field.label} <span className="field-note">{field.note}</span>
        </span>
        <span className="field-hint">{isPending ? t('ui.loading') : t('draft.preservations.none')}</span>
      </div>
    );
  return (
    <>
      <CheckboxGroup {...field} options={options} value={value} onChange={onChange} />
      {ended > 0 && !all && current.length > 0 ? (
        <Button variant="quiet" onPress={() => setAll(true)}>
          {t('draft.preservations.ended', { count: ended })}
        </Button>
      ) : null}
      {hasNextPage ? (
        <Button
          variant="quiet"
          isPending={asked}
          onPress={() => {
            setAsked(true);
            void fetchNextPage().finally(() => setAsked(false));
          }}
        >
          {t('ui.more')}
        </Button>
      ) : null}
    </>
  );
}

/** Shared by the new-request page and the form: the language of writing. */
export function LanguageSelect({
  id,
  value,
  onChange,
  hint,
}: {
  id: string;
  value: string;
  onChange(value: string): void;
  hint: string;
}) {
  const { t } = useTexts();
  return (
    <Select
      id={id}
      label={t('draft.field.form_language')}
      hint={hint}
      size="medium"
      options={[
        { id: 'en', label: 'English' },
        { id: 'es', label: 'Español' },
        { id: 'pt', label: 'Português' },
        { id: 'fr', label: 'Français' },
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
