import {
  type DataCategory,
  dataCategories,
  type MeasureType,
  type MeasureValue,
  measureTypes,
  type PersonValue,
} from '@rogatoria/workflows/types.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, Checkbox, DateField, Select, TextArea, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { withoutMeasure } from './content.ts';
import { useDraft } from './context.tsx';
import { idOf } from './gaps.ts';
import { Identifiers, withPart } from './identifiers.tsx';
import { Remarks } from './remarks.tsx';
import { Translation } from './translation.tsx';

interface ListProps<T> {
  name: string;
  label: string;
  note: ReactNode;
  hint: string;
  values: readonly T[];
  onChange(values: T[]): void;
}

/** The list item somebody wants to see, opened. */
function useOpen(name: string): [number | null, (index: number | null) => void] {
  const { wanted } = useDraft();
  const [open, setOpen] = useState<number | null>(null);
  useEffect(() => {
    if (wanted?.field !== name || !wanted.path) return;
    const index = Number(wanted.path.split('.')[0]);
    if (Number.isInteger(index)) setOpen(index);
  }, [wanted, name]);
  return [open, setOpen];
}

export function Measures({ name, label, note, hint, values, onChange }: ListProps<MeasureValue>) {
  const { t } = useTexts();
  const { gapsOf, edit, visit, visited } = useDraft();
  const [open, setOpen] = useOpen(name);
  const gaps = gapsOf(name);
  const set = <K extends keyof MeasureValue>(index: number, key: K, part: MeasureValue[K] | '' | undefined) =>
    onChange(values.map((old, at) => (at === index ? withPart(old, key, part) : old)));
  const title = (measure: MeasureValue, index: number) =>
    `${index + 1} · ${measure.type ? t(`measure.${measure.type}`) : t('draft.measure.new')}`;
  return (
    <fieldset className="field" id={idOf(name)} tabIndex={-1}>
      <legend className="field-label">
        {label} <span className="field-note">{note}</span>
      </legend>
      <span className="field-hint">{hint}</span>
      {values.map((measure, index) => {
        const path = (part: string) => `${index}.${part}`;
        const mine = gaps.filter((gap) => gap.path?.startsWith(`${index}.`));
        const seen = visited(`${name}.${index}`);
        const at = (part: string) => (
          <Remarks
            gaps={seen ? mine.filter((gap) => gap.path === path(part) && gap.rule !== 'translation_missing') : []}
          />
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: measures have no identity but their place
          <section className="list-card" key={index}>
            <div className="list-card-head">
              <h3>{title(measure, index)}</h3>
              <Button
                variant="quiet"
                aria-expanded={open === index}
                onPress={() => {
                  if (open === index) visit(`${name}.${index}`);
                  setOpen(open === index ? null : index);
                }}
              >
                {open === index ? t('draft.done') : t('draft.change')}
              </Button>
            </div>
            {open === index ? (
              <div className="list-card-body">
                <div className="grid-two">
                  <div>
                    <Select
                      id={idOf(name, path('type'))}
                      label={t('form.measure.type')}
                      options={measureTypes.map((type) => ({ id: type, label: t(`measure.${type}`) }))}
                      value={measure.type ?? null}
                      onChange={(type) => set(index, 'type', type as MeasureType)}
                    />
                    {at('type')}
                  </div>
                  <Select
                    id={idOf(name, path('category'))}
                    label={t('form.measure.category')}
                    note={t('ui.optional')}
                    options={dataCategories.map((category) => ({ id: category, label: t(`category.${category}`) }))}
                    value={measure.category ?? null}
                    onChange={(category) => set(index, 'category', category as DataCategory)}
                  />
                </div>
                <div>
                  <TextField
                    id={idOf(name, path('provider'))}
                    label={t('form.measure.provider')}
                    maxLength={200}
                    value={measure.provider ?? ''}
                    onChange={(text) => set(index, 'provider', text)}
                  />
                  {at('provider')}
                </div>
                <div>
                  <TextArea
                    id={idOf(name, path('description'))}
                    label={t('form.measure.description')}
                    value={measure.description ?? ''}
                    onChange={(text) => set(index, 'description', text)}
                  />
                  {at('description')}
                  <Translation field={name} path={path('description')} original={measure.description ?? ''} long />
                </div>
                <Identifiers
                  field={name}
                  prefix={`${index}.identifiers.`}
                  label={t('form.measure.identifiers')}
                  values={measure.identifiers ?? []}
                  onChange={(identifiers) => set(index, 'identifiers', identifiers)}
                  gaps={mine}
                />
                {at('identifiers')}
                <Checkbox
                  isSelected={measure.certificate === true}
                  onChange={(selected) => set(index, 'certificate', selected ? true : undefined)}
                >
                  {t('form.measure.certificate')}
                </Checkbox>
                <div className="row">
                  <Button
                    variant="quiet"
                    onPress={() => {
                      setOpen(null);
                      edit((content) => withoutMeasure(content, index));
                    }}
                  >
                    {t('draft.measure.remove')}
                  </Button>
                </div>
              </div>
            ) : (
              <>
                {measure.description ? <p className="clamp">{measure.description}</p> : null}
                <Remarks gaps={seen ? mine.filter(({ severity }) => severity === 'error') : []} />
              </>
            )}
          </section>
        );
      })}
      <div className="row">
        <Button
          onPress={() => {
            onChange([...values, {}]);
            setOpen(values.length);
            requestAnimationFrame(() => document.getElementById(idOf(name, `${values.length}.type`))?.focus());
          }}
        >
          {t('draft.measure.add')}
        </Button>
      </div>
      <Remarks gaps={gaps.filter(({ path }) => path === undefined)} />
    </fieldset>
  );
}

const statuses = ['suspect', 'victim', 'witness', 'other'] as const;
const personLines = ['name', 'aliases', 'nationality', 'document', 'address'] as const;

export function Persons({ name, label, note, hint, values, onChange }: ListProps<PersonValue>) {
  const { t, date } = useTexts();
  const { gapsOf, visit, visited } = useDraft();
  const [open, setOpen] = useOpen(name);
  const gaps = gapsOf(name);
  const set = <K extends keyof PersonValue>(index: number, key: K, part: PersonValue[K] | '' | undefined) =>
    onChange(values.map((old, at) => (at === index ? withPart(old, key, part) : old)));
  return (
    <fieldset className="field" id={idOf(name)} tabIndex={-1}>
      <legend className="field-label">
        {label} <span className="field-note">{note}</span>
      </legend>
      <span className="field-hint">{hint}</span>
      {values.map((person, index) => {
        const mine = gaps.filter((gap) => gap.path?.startsWith(`${index}.`));
        const facts = [
          person.status ? t(`choice.person_status.${person.status}`) : '',
          person.aliases ?? '',
          person.birth && /^\d{4}-\d\d-\d\d$/.test(person.birth) ? date(person.birth) : '',
          person.nationality ?? '',
        ].filter(Boolean);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: persons have no identity but their place
          <section className="list-card" key={index}>
            <div className="list-card-head">
              <h3>{`${index + 1} · ${person.name || t('draft.person.new')}`}</h3>
              <Button
                variant="quiet"
                aria-expanded={open === index}
                onPress={() => {
                  if (open === index) visit(`${name}.${index}`);
                  setOpen(open === index ? null : index);
                }}
              >
                {open === index ? t('draft.done') : t('draft.change')}
              </Button>
            </div>
            {open === index ? (
              <div className="list-card-body">
                <div className="grid-two">
                  {personLines.map((key) => (
                    <TextField
                      key={key}
                      id={idOf(name, `${index}.${key}`)}
                      label={t(`form.person.${key}`)}
                      maxLength={key === 'address' ? 1000 : 200}
                      value={person[key] ?? ''}
                      onChange={(text) => set(index, key, text)}
                    />
                  ))}
                  <Select
                    id={idOf(name, `${index}.status`)}
                    label={t('form.person.status')}
                    options={statuses.map((status) => ({ id: status, label: t(`choice.person_status.${status}`) }))}
                    value={person.status ?? null}
                    onChange={(status) => set(index, 'status', status as (typeof statuses)[number])}
                  />
                </div>
                <DateField
                  id={idOf(name, `${index}.birth`)}
                  label={t('form.person.birth')}
                  value={person.birth ?? ''}
                  onChange={(day) => set(index, 'birth', day)}
                />
                <div className="row">
                  <Button
                    variant="quiet"
                    onPress={() => {
                      setOpen(null);
                      onChange(values.filter((_, at) => at !== index));
                    }}
                  >
                    {t('draft.person.remove')}
                  </Button>
                </div>
              </div>
            ) : facts.length > 0 ? (
              <p className="muted">{facts.join(' · ')}</p>
            ) : null}
            <Remarks gaps={visited(`${name}.${index}`) ? mine : []} />
          </section>
        );
      })}
      <div className="row">
        <Button
          onPress={() => {
            onChange([...values, {}]);
            setOpen(values.length);
            requestAnimationFrame(() => document.getElementById(idOf(name, `${values.length}.name`))?.focus());
          }}
        >
          {t('draft.person.add')}
        </Button>
      </div>
      <Remarks gaps={gaps.filter(({ path }) => path === undefined)} />
    </fieldset>
  );
}
