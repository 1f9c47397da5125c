import { fieldsOf, fieldTexts, formFor } from '@rogatoria/workflows/forms.ts';
import type { FormDefinition, Gap, Kind, Source } from '@rogatoria/workflows/types.ts';
import type { TextTools } from '../texts/index.tsx';

/** What belongs to the case and not to the form is asked in the section where one looks for it. */
const outside: Record<string, string> = { title: 'parties', form_language: 'parties', bases: 'legal' };

export function sectionOf(definition: FormDefinition, field: string): string {
  const section = definition.sections.find(({ fields }) => fields.some(({ name }) => name === field));
  return section?.name ?? outside[field] ?? definition.sections[0]?.name ?? '';
}

/** Where a gap is mended: the control's place inside its field. */
export function placeOf(gap: Pick<Gap, 'rule' | 'path'>): string | undefined {
  if (gap.rule !== 'translation_missing') return gap.path;
  return gap.path ? `${gap.path}.translation` : 'translation';
}

/** Id of a control: errors, the letter and the checklist lead there. */
export const idOf = (field: string, path?: string): string =>
  `field-${field}${path ? `-${path.replaceAll('.', '-')}` : ''}`;

/** A gap in two sentences: what, and why it matters. A rule without words falls back to “Look at this again.” */
export function wordsOf(gap: Pick<Gap, 'rule' | 'params'>, { t, has }: TextTools): { what: string; why: string } {
  const key = `rule.${gap.rule}`;
  const generic = gap.rule === 'missing' ? 'draft.gap.missing' : 'draft.gap.other';
  return {
    what: t(has(key) ? key : generic, gap.params),
    why: has(`${key}.why`) ? t(`${key}.why`, gap.params) : '',
  };
}

/** `Budapest Convention art. 29(2)(c)`; empty for what only practice asks. */
export function sourceWords(source: Source, { t, has }: TextTools): string {
  if (source.instrument === 'PRACTICE' || source.instrument === 'POLICY') return '';
  const name =
    source.instrument === 'TEMPLATE' ? t('draft.source.template') : t(`instrument.${source.instrument}.short`);
  if (source.instrument !== 'TEMPLATE' && !has(`instrument.${source.instrument}.short`)) return source.instrument;
  const article = !source.article
    ? ''
    : source.instrument === 'PROFILE'
      ? ` (${source.article})`
      : source.instrument === 'TEMPLATE'
        ? ` ${source.article}`
        : ` ${t('ui.article', { article: source.article })}`;
  return `${name}${article}${source.verified ? '' : ` (${t('ui.unverified')})`}`;
}

/** The question of a field, or what the case itself is asked. */
export function labelOf(kind: Kind, name: string, t: TextTools['t']): string {
  const field = fieldsOf(kind).find((one) => one.name === name);
  return field ? t(fieldTexts(kind, field).label) : t(`draft.field.${name}`);
}

export interface SectionState {
  name: string;
  errors: Gap[];
  warnings: Gap[];
}

export function sectionStates(kind: Kind, gaps: readonly Gap[]): SectionState[] {
  const definition = formFor(kind);
  return definition.sections.map(({ name }) => {
    const mine = gaps.filter((gap) => sectionOf(definition, gap.field) === name);
    return {
      name,
      errors: mine.filter(({ severity }) => severity === 'error'),
      warnings: mine.filter(({ severity }) => severity === 'warning'),
    };
  });
}
