import { parseLogLines } from '@rogatoria/workflows/identifiers.ts';
import {
  type DataCategory,
  dataCategories,
  type Gap,
  type IdentifierType,
  type IdentifierValue,
  identifierTypes,
} from '@rogatoria/workflows/types.ts';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, CheckboxGroup, Dialog, Select, TextArea, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { offsetNow } from './authority.tsx';
import { useDraft } from './context.tsx';
import { idOf } from './gaps.ts';
import { Mark } from './mark.tsx';
import { MomentField, wallTime } from './moment.tsx';
import { Remarks } from './remarks.tsx';

const ported: readonly IdentifierType[] = ['ipv4', 'ipv6'];
const qualified: readonly IdentifierType[] = [
  'account',
  'handle',
  'file_hash',
  'crypto_address',
  'crypto_transaction',
  'device',
  'payment_reference',
  'cloud_object',
];

/** Every offset clocks are set to, `-12:00` to `+14:00`. */
const offsets: readonly string[] = (() => {
  const hours = Array.from({ length: 27 }, (_, index) => index - 12).map((hour) => hour * 60);
  return [...hours, -570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765]
    .sort((a, b) => a - b)
    .map((minutes) => {
      const size = Math.abs(minutes);
      const text = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
      return `${minutes < 0 ? '-' : '+'}${text}`;
    });
})();

const shownOffset = (offset: string) =>
  offset === '+00:00' || offset === 'Z' ? 'UTC' : `UTC${offset.replace('-', '−')}`;

/** One property of a line changed; what is emptied goes. */
export function withPart<T extends object, K extends keyof T>(value: T, key: K, part: T[K] | undefined | ''): T {
  const { [key]: _, ...rest } = value;
  const empty = part === undefined || part === '' || (Array.isArray(part) && part.length === 0);
  return (empty ? rest : { ...rest, [key]: part }) as T;
}

/** Offsets, those of the two capitals first, as their clocks stood on the day in question. */
function useOffsetOptions(current: string | undefined, moment?: string) {
  const { place, stateName } = useTexts();
  const { us, them, participants } = useDraft();
  const capitals = new Map<string, string[]>();
  const day = Date.parse(`${moment?.slice(0, 10)}T12:00:00Z`);
  const at = Number.isNaN(day) ? new Date() : new Date(day);
  for (const code of [us, them]) {
    const zone = participants.find((one) => one.code === code)?.zone;
    const offset = zone ? offsetNow(zone, at).replace('UTC', '').replace('−', '-') || '+00:00' : undefined;
    if (zone && offset) capitals.set(offset, [...(capitals.get(offset) ?? []), `${place(zone)}, ${stateName(code)}`]);
  }
  const all = current && !offsets.includes(current) ? [current, ...offsets] : offsets;
  const near = [...capitals.keys(), '+00:00'].filter((offset, index, list) => list.indexOf(offset) === index);
  return [...near, ...all.filter((offset) => !near.includes(offset))].map((offset) => ({
    id: offset,
    label: shownOffset(offset),
    ...(capitals.has(offset) ? { hint: capitals.get(offset)!.join(' · ') } : {}),
  }));
}

interface IdentifiersProps {
  field: string;
  /** `1.identifiers.` inside a measure */
  prefix?: string;
  label: string;
  note?: ReactNode;
  hint?: string;
  values: readonly IdentifierValue[];
  onChange(values: IdentifierValue[]): void;
  gaps: readonly Gap[];
}

/** One line for each account, address or number: read as a table, written one at a time. */
export function Identifiers({ field, prefix = '', label, note, hint, values, onChange, gaps }: IdentifiersProps) {
  const { t, language, list } = useTexts();
  const { wanted, visit, visited } = useDraft();
  const [open, setOpen] = useState<number | null>(null);
  const [pasting, setPasting] = useState(false);
  const table = useRef<HTMLDivElement>(null);
  const own = idOf(field, prefix.replace(/\.$/, '') || undefined);

  useEffect(() => {
    if (wanted?.field !== field || !wanted.path?.startsWith(prefix)) return;
    const index = Number(wanted.path.slice(prefix.length).split('.')[0]);
    if (Number.isInteger(index) && wanted.path.length > prefix.length) setOpen(index);
  }, [wanted, field, prefix]);

  const gapsOf = (index: number) => gaps.filter(({ path }) => path?.startsWith(`${prefix}${index}.`));
  const place = (index: number) => `${field}.${prefix}${index}`;
  const change = (index: number, value: IdentifierValue) =>
    onChange(values.map((old, at) => (at === index ? value : old)));
  const close = (index: number) => {
    visit(place(index));
    setOpen(null);
    requestAnimationFrame(() => document.getElementById(`${own}-row-${index}`)?.focus());
  };
  const add = () => {
    const last = values.at(-1);
    const line: IdentifierValue = {
      ...(last?.offset ? { offset: last.offset } : {}),
      ...(last?.categories ? { categories: last.categories } : {}),
    };
    onChange([...values, line]);
    setOpen(values.length);
    requestAnimationFrame(() => document.getElementById(idOf(field, `${prefix}${values.length}.type`))?.focus());
  };

  return (
    <fieldset className="field identifiers" id={own} tabIndex={-1}>
      <legend className="field-label">
        {label} {note ? <span className="field-note">{note}</span> : null}
      </legend>
      {hint ? <span className="field-hint">{hint}</span> : null}
      {values.length > 0 ? (
        <div className="identifier-lines" ref={table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('form.identifier.type')}</th>
                <th scope="col">{t('draft.identifier.when')}</th>
                <th scope="col">{t('form.identifier.categories')}</th>
                <th scope="col">
                  <span className="hidden-visually">{t('draft.identifier.state')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {values.map((value, index) => {
                const mine = gapsOf(index);
                const seen = visited(place(index));
                const wrong = mine.filter(({ severity }) => severity === 'error');
                const timeless = mine.some(({ rule }) => rule === 'ip_time_missing');
                const zoneless = mine.some(({ rule }) => rule === 'time_without_zone');
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
                  <Fragment key={index}>
                    <tr className={open === index ? 'line-open' : undefined}>
                      <td>
                        <button
                          type="button"
                          className="line-button"
                          id={`${own}-row-${index}`}
                          aria-expanded={open === index}
                          onClick={() => (open === index ? close(index) : setOpen(index))}
                        >
                          <span className="hidden-visually">{t('ui.line', { number: index + 1 })}: </span>
                          <span className="line-type">
                            {value.type ? t(`identifier.${value.type}`) : t('draft.identifier.new')}
                          </span>
                          <span className="line-value">
                            {value.value ?? ''}
                            {value.port === undefined ? '' : ` : ${value.port}`}
                          </span>
                        </button>
                      </td>
                      <td>
                        {value.from || value.to ? (
                          <>
                            {value.from ? wallTime(language, value.from) : '…'}
                            {value.to ? ` – ${wallTime(language, value.to)}` : ''}{' '}
                            {value.offset ? (
                              <span className="muted">{shownOffset(value.offset)}</span>
                            ) : zoneless ? (
                              <span className="text-us">{t('draft.identifier.which_zone')}</span>
                            ) : null}
                          </>
                        ) : timeless ? (
                          <span className="text-us">{t('draft.identifier.which_minute')}</span>
                        ) : (
                          <span className="muted">–</span>
                        )}
                      </td>
                      <td>{list((value.categories ?? []).map((category) => t(`category.${category}`)))}</td>
                      <td className="line-mark">
                        {wrong.length > 0 ? (
                          <span className="text-us">
                            <b aria-hidden="true">!</b>
                            <span className="hidden-visually">{t('draft.incomplete')}</span>
                          </span>
                        ) : mine.length > 0 ? (
                          <span className="muted">
                            <b aria-hidden="true">?</b>
                            <span className="hidden-visually">{t('draft.doubtful')}</span>
                          </span>
                        ) : (
                          <span>
                            <Mark kind="done" />
                            <span className="hidden-visually">{t('draft.complete')}</span>
                          </span>
                        )}
                      </td>
                    </tr>
                    {open === index ? (
                      <tr className="line-editor">
                        <td colSpan={4}>
                          <LineEditor
                            field={field}
                            path={`${prefix}${index}`}
                            value={value}
                            gaps={
                              seen
                                ? mine
                                : mine.filter((gap) => visited(`${place(index)}.${gap.path?.split('.').at(-1)}`))
                            }
                            onChange={(next) => change(index, next)}
                            onVisit={(part) => visit(`${place(index)}.${part}`)}
                            onDone={() => close(index)}
                            onRemove={() => {
                              setOpen(null);
                              onChange(values.filter((_, at) => at !== index));
                            }}
                          />
                        </td>
                      </tr>
                    ) : seen && mine.length > 0 ? (
                      <tr className="line-remarks">
                        <td colSpan={4}>
                          <Remarks gaps={mine.map(({ path: _, ...gap }) => gap)} />
                        </td>
                      </tr>
                    ) : null}
                  </Fragment>
                );
              })}
            </tbody>
          </table>
        </div>
      ) : null}
      <div className="row">
        <Button onPress={add}>{t('ui.add_line')}</Button>
        <Button onPress={() => setPasting(true)}>{t('draft.paste')}</Button>
      </div>
      {pasting ? (
        <PasteLogLines
          onClose={() => setPasting(false)}
          onAdd={(lines) => {
            const from = values.length;
            onChange([...values, ...lines]);
            for (const index of lines.keys()) visit(place(from + index));
            setPasting(false);
          }}
        />
      ) : null}
    </fieldset>
  );
}

interface LineEditorProps {
  field: string;
  path: string;
  value: IdentifierValue;
  gaps: readonly Gap[];
  onChange(value: IdentifierValue): void;
  onVisit(part: string): void;
  onDone(): void;
  onRemove(): void;
}

function LineEditor({ field, path, value, gaps, onChange, onVisit, onDone, onRemove }: LineEditorProps) {
  const { t } = useTexts();
  const offsetOptions = useOffsetOptions(value.offset, value.from);
  const id = (part: string) => idOf(field, `${path}.${part}`);
  const remarks = (part: string) => (
    <Remarks gaps={gaps.filter((gap) => gap.path === `${path}.${part}`).map(({ path: _, ...gap }) => gap)} />
  );
  const set = <K extends keyof IdentifierValue>(key: K, part: IdentifierValue[K] | '' | undefined) =>
    onChange(withPart(value, key, part));
  const watch = (part: string) => ({ onBlur: () => onVisit(part) });
  const address = value.type !== undefined && ported.includes(value.type);
  return (
    <div className="line-fields">
      <div className="grid-two">
        <div {...watch('type')}>
          <Select
            id={id('type')}
            label={t('form.identifier.type')}
            options={identifierTypes.map((type) => ({ id: type, label: t(`identifier.${type}`) }))}
            value={value.type ?? null}
            onChange={(type) => {
              const next = withPart(value, 'type', type as IdentifierType);
              onChange(ported.includes(type as IdentifierType) ? next : withPart(next, 'port', undefined));
            }}
          />
          {remarks('type')}
        </div>
        <div {...watch('value')}>
          <TextField
            id={id('value')}
            label={t('form.identifier.value')}
            value={value.value ?? ''}
            maxLength={2000}
            onChange={(text) => set('value', text)}
          />
          {remarks('value')}
        </div>
        {address ? (
          <div {...watch('port')}>
            <TextField
              id={id('port')}
              label={t('form.identifier.port')}
              note={t('draft.identifier.port_note')}
              inputMode="numeric"
              size="short"
              maxLength={6}
              value={value.port === undefined ? '' : String(value.port)}
              onChange={(text) => {
                const digits = text.replaceAll(/\D/g, '');
                set('port', digits === '' ? undefined : Number(digits));
              }}
            />
            {remarks('port')}
          </div>
        ) : null}
        {value.type !== undefined && qualified.includes(value.type) ? (
          <div {...watch('qualifier')}>
            <TextField
              id={id('qualifier')}
              label={t('form.identifier.qualifier')}
              value={value.qualifier ?? ''}
              maxLength={200}
              onChange={(text) => set('qualifier', text)}
            />
            {remarks('qualifier')}
          </div>
        ) : null}
      </div>
      <div className="moments">
        <div {...watch('from')}>
          <MomentField
            id={id('from')}
            label={t('form.identifier.from')}
            value={value.from ?? ''}
            onChange={(moment) => set('from', moment)}
          />
          {remarks('from')}
        </div>
        <div {...watch('to')}>
          <MomentField
            id={id('to')}
            label={t('form.identifier.to')}
            note={t('draft.identifier.to_note')}
            value={value.to ?? ''}
            onChange={(moment) => set('to', moment)}
          />
          {remarks('to')}
        </div>
        <div {...watch('offset')}>
          <Select
            id={id('offset')}
            label={t('form.identifier.offset')}
            hint={t('draft.identifier.offset_hint')}
            size="medium"
            options={offsetOptions}
            value={value.offset ?? null}
            onChange={(offset) => set('offset', offset)}
          />
          {remarks('offset')}
        </div>
      </div>
      <div {...watch('categories')}>
        <CheckboxGroup
          id={id('categories')}
          label={t('form.identifier.categories')}
          options={dataCategories.map((category) => ({ id: category, label: t(`category.${category}`) }))}
          value={value.categories ?? []}
          onChange={(chosen) => set('categories', chosen as DataCategory[])}
        />
        {remarks('categories')}
      </div>
      <div className="row">
        <Button onPress={onDone}>{t('draft.done')}</Button>
        <Button variant="quiet" onPress={onRemove}>
          {t('draft.remove_line')}
        </Button>
      </div>
    </div>
  );
}

function PasteLogLines({ onClose, onAdd }: { onClose(): void; onAdd(lines: IdentifierValue[]): void }) {
  const { t, language } = useTexts();
  const [text, setText] = useState('');
  const [offset, setOffset] = useState<string | null>(null);
  const [categories, setCategories] = useState<string[]>(['IDENTIFICATION_ONLY']);
  const offsetOptions = useOffsetOptions(undefined);
  const lines = parseLogLines(text).map((line): IdentifierValue => {
    const zoned = line.from && !line.offset && offset ? { ...line, offset } : line;
    return categories.length > 0 ? { ...zoned, categories: categories as DataCategory[] } : zoned;
  });
  const zoneless = lines.some((line) => line.from && !line.offset) || offset !== null;
  return (
    <Dialog
      wide
      title={t('draft.paste')}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      actions={
        <Button variant="primary" isDisabled={lines.length === 0} onPress={() => onAdd(lines)}>
          {t('draft.paste.add', { count: lines.length })}
        </Button>
      }
    >
      <TextArea
        autoFocus
        label={t('draft.paste.label')}
        hint={t('draft.paste.hint')}
        placeholder={'203.0.113.24 - - [14/Sep/2026:22:10:07 -0300] "GET /login HTTP/1.1" 200'}
        value={text}
        onChange={setText}
      />
      {lines.length > 0 ? (
        <>
          {zoneless ? (
            <Select
              label={t('draft.paste.offset')}
              size="medium"
              options={offsetOptions}
              value={offset}
              onChange={setOffset}
            />
          ) : null}
          <CheckboxGroup
            label={t('form.identifier.categories')}
            options={dataCategories.map((category) => ({ id: category, label: t(`category.${category}`) }))}
            value={categories}
            onChange={setCategories}
          />
          <div className="paste-preview">
            <table>
              <caption className="field-label">{t('draft.paste.preview', { count: lines.length })}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('form.identifier.value')}</th>
                  <th scope="col">{t('form.identifier.port')}</th>
                  <th scope="col">{t('draft.identifier.when')}</th>
                </tr>
              </thead>
              <tbody>
                {lines.slice(0, 50).map((line) => (
                  <tr key={JSON.stringify(line)}>
                    <td>{line.value}</td>
                    <td>{line.port ?? <span className="muted">–</span>}</td>
                    <td>
                      {line.from ? (
                        wallTime(language, line.from)
                      ) : (
                        <span className="text-us">{t('draft.identifier.which_minute')}</span>
                      )}{' '}
                      {line.from ? (
                        line.offset ? (
                          <span className="muted">{shownOffset(line.offset)}</span>
                        ) : (
                          <span className="text-us">{t('draft.identifier.which_zone')}</span>
                        )
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : text.trim() === '' ? null : (
        <p className="text-us" role="status">
          {t('draft.paste.none')}
        </p>
      )}
    </Dialog>
  );
}
