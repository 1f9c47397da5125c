import { identifierInWords } from '@rogatoria/workflows/letter.ts';
import type {
  AuthorityValue,
  IdentifierValue,
  Kind,
  Language,
  MeasureValue,
  PersonValue,
} from '@rogatoria/workflows/types.ts';
import { useId, useState } from 'react';
import { Button, Dialog } from '../components/index.ts';
import { languageNames, type TextTools, useTexts } from '../texts/index.tsx';
import { type Choices, type Difference, type DraftContent, differences, merge } from './content.ts';
import { labelOf } from './gaps.ts';

/** A part of a draft by the name a person knows it by. */
export function partLabel(kind: Kind, path: string, t: TextTools['t']): string {
  const [area, name = '', ...rest] = path.split('.');
  if (area === 'form') return labelOf(kind, name, t);
  if (area === 'translations') {
    const label = labelOf(kind, rest[0] ?? '', t);
    return `${label} (${t('draft.translation.label', { language: t(`letter.language.${name}`) })})`;
  }
  return t(`draft.field.${path}`);
}

/** An answer in words, for comparing two of them. */
export function partWords(path: string, value: unknown, { t, has, list, language }: TextTools): string {
  const name = path.split('.')[1] ?? '';
  if (value === undefined) return t('draft.conflict.empty');
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no');
  if (path === 'form_language') return languageNames[value as Language] ?? String(value);
  if (typeof value === 'string') return has(`choice.${name}.${value}`) ? t(`choice.${name}.${value}`) : value;
  if (!Array.isArray(value))
    return typeof value === 'object' ? Object.values(value as AuthorityValue).join('\n') : String(value);
  if (path === 'bases') return list(value.map((basis) => t(`instrument.${basis}.short`)));
  return value
    .map((item: string | IdentifierValue | MeasureValue | PersonValue) => {
      if (typeof item === 'string') return has(`choice.${name}.${item}`) ? t(`choice.${name}.${item}`) : item;
      if (name === 'identifiers') return identifierInWords(item as IdentifierValue, language).text;
      if (name === 'measures') {
        const { type, description } = item as MeasureValue;
        return [type ? t(`measure.${type}`) : '', description ?? ''].filter(Boolean).join(': ');
      }
      return Object.values(item).join(', ');
    })
    .join('\n');
}

interface ConflictProps {
  kind: Kind;
  base: DraftContent;
  mine: DraftContent;
  theirs: DraftContent;
  onResolve(content: DraftContent): void;
}

/** Two people wrote in the same draft. Nothing is lost and nothing overwritten until somebody has chosen. */
export function ConflictDialog({ kind, base, mine, theirs, onResolve }: ConflictProps) {
  const texts = useTexts();
  const { t } = texts;
  const [choices, setChoices] = useState<Choices>({});
  const [asked, setAsked] = useState(false);
  const all = differences(base, mine, theirs);
  const both = all.filter(({ by }) => by === 'both');
  const open = both.filter(({ path }) => choices[path] === undefined);
  const take = (side: 'mine' | 'theirs') =>
    setChoices(Object.fromEntries(both.map(({ path }) => [path, side] as const)));
  const single = (by: 'mine' | 'theirs') => all.filter((one) => one.by === by);
  return (
    <Dialog
      wide
      noCancel
      title={t('draft.conflict.title')}
      isOpen
      onOpenChange={() => {}}
      actions={
        <Button
          variant="primary"
          onPress={() => {
            setAsked(true);
            if (open.length === 0) onResolve(merge(base, mine, theirs, choices));
          }}
        >
          {t('draft.conflict.go_on')}
        </Button>
      }
    >
      <p>{t('draft.conflict.lead')}</p>
      {both.length > 1 ? (
        <div className="row">
          <Button onPress={() => take('mine')}>{t('draft.conflict.all_mine')}</Button>
          <Button onPress={() => take('theirs')}>{t('draft.conflict.all_theirs')}</Button>
        </div>
      ) : null}
      {both.map((one) => (
        <Choice
          key={one.path}
          difference={one}
          kind={kind}
          texts={texts}
          chosen={choices[one.path]}
          onChoose={(side) => setChoices({ ...choices, [one.path]: side })}
        />
      ))}
      {single('theirs').length > 0 ? (
        <Changes
          title={t('draft.conflict.theirs_only')}
          items={single('theirs')}
          side="theirs"
          kind={kind}
          texts={texts}
        />
      ) : null}
      {single('mine').length > 0 ? (
        <Changes title={t('draft.conflict.mine_only')} items={single('mine')} side="mine" kind={kind} texts={texts} />
      ) : null}
      {asked && open.length > 0 ? (
        <p className="field-error" role="alert">
          {t('draft.conflict.choose', { count: open.length })}
        </p>
      ) : null}
    </Dialog>
  );
}

interface ChoiceProps {
  difference: Difference;
  kind: Kind;
  texts: TextTools;
  chosen: 'mine' | 'theirs' | undefined;
  onChoose(side: 'mine' | 'theirs'): void;
}

function Choice({ difference, kind, texts, chosen, onChoose }: ChoiceProps) {
  const group = useId();
  const { path } = difference;
  return (
    <fieldset className="conflict">
      <legend className="field-label">{partLabel(kind, path, texts.t)}</legend>
      {(['mine', 'theirs'] as const).map((side) => (
        <label key={side} className={chosen === side ? 'conflict-side conflict-chosen' : 'conflict-side'}>
          <input type="radio" name={group} checked={chosen === side} onChange={() => onChoose(side)} />
          <span>
            <b>{texts.t(`draft.conflict.${side}`)}</b>
            <span className="conflict-text">{partWords(path, difference[side], texts)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface ChangesProps {
  title: string;
  items: readonly Difference[];
  side: 'mine' | 'theirs';
  kind: Kind;
  texts: TextTools;
}

function Changes({ title, items, side, kind, texts }: ChangesProps) {
  return (
    <details className="quiet-details">
      <summary>
        {title} ({items.length})
      </summary>
      <dl>
        {items.map((one) => (
          <div key={one.path}>
            <dt>{partLabel(kind, one.path, texts.t)}</dt>
            <dd className="conflict-text">{partWords(one.path, one[side], texts)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
