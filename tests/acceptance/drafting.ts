// Filling in a request's form as a drafter does: section by section, each question by its words.
import { type BasisCode, type Field, formFor, isShown, type Kind } from '@rogatoria/workflows';
import { demandFor, fieldTexts } from '@rogatoria/workflows/forms.ts';
import type {
  AuthorityValue,
  FormValues,
  IdentifierValue,
  MeasureValue,
  PersonValue,
} from '@rogatoria/workflows/types.ts';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { sourceWords } from '../../apps/web/src/draft/gaps.ts';
import type { Officer } from './officer.ts';

export interface Answers {
  kind: Kind;
  bases: readonly BasisCode[];
  form: FormValues;
  /** what the letter says, where it is in another language: by key of `Translations` */
  translations?: Record<string, string> | undefined;
}

/** Opens a section from the list at the side. */
export async function openSection(drafter: Officer, kind: Kind, name: string): Promise<void> {
  const { page, t } = tools(drafter);
  const index = formFor(kind).sections.findIndex((section) => section.name === name);
  await page
    .getByRole('navigation', { name: t('draft.sections') })
    .getByRole('button')
    .nth(index)
    .click();
  await page
    .getByRole('heading', { level: 2, name: `${index + 1} · ${t(`form.${kind}.section.${name}`)}`, exact: true })
    .waitFor();
}

export async function fillForm(drafter: Officer, answers: Answers): Promise<void> {
  const { kind, form, translations } = answers;
  for (const section of formFor(kind).sections) {
    await openSection(drafter, kind, section.name);
    const fields = section.fields.filter((field) => isShown(field, form) && form[field.name] !== undefined);
    for (const field of fields) await answer(drafter, answers, field, form[field.name]);
    if (translations)
      await translate(
        drafter,
        fields.flatMap((field) => (field.kind === 'measures' ? [] : (translations[field.name] ?? []))),
      );
  }
}

/** Writes the words of the letter under the questions of the open section, in their order. */
async function translate(drafter: Officer, words: readonly string[], within?: Locator): Promise<void> {
  const { page, t } = tools(drafter);
  const language = t('letter.language.es');
  const place = within ?? page;
  const folded = place.getByText(t('draft.translation.for_letter', { language }));
  if (words.length > 0) await expect.poll(() => folded.count()).toBe(words.length);
  for (const [index, text] of words.entries()) {
    await folded.nth(index).click();
    await place
      .getByRole('textbox', { name: t('draft.translation.label', { language }) })
      .nth(index)
      .fill(text);
  }
}

const tools = (drafter: Officer) => ({ page: drafter.page, t: drafter.t.bind(drafter) });

/** How a question is called: its words, and who asks it. */
export function nameOf(drafter: Officer, kind: Kind, field: Field, bases: readonly BasisCode[]): string {
  const demand = demandFor(field, bases);
  const note = demand ? sourceWords(demand, drafter.texts) : drafter.t('ui.optional');
  return `${drafter.t(fieldTexts(kind, field).label.key)} ${note}`.trim();
}

async function answer(
  drafter: Officer,
  { kind, bases, translations }: Answers,
  field: Field,
  value: unknown,
): Promise<void> {
  const { t } = tools(drafter);
  const name = nameOf(drafter, kind, field, bases);
  switch (field.kind) {
    case 'text':
    case 'longtext':
    case 'number':
      return drafter.control('textbox', name).fill(String(value));
    case 'date':
      return drafter.date(drafter.control('group', name), String(value));
    case 'choice':
      return drafter.tick('radio', t(`choice.${field.name}.${value}`), drafter.control('radiogroup', name));
    case 'boolean':
      return drafter.tick('radio', t(value ? 'ui.yes' : 'ui.no'), drafter.control('radiogroup', name));
    case 'choices':
      for (const choice of value as string[])
        await drafter.tick('checkbox', t(`choice.${field.name}.${choice}`), drafter.control('group', name));
      return;
    case 'authority':
      return writeAuthority(drafter, drafter.control('group', name), value as AuthorityValue);
    case 'identifiers':
      return writeIdentifiers(drafter, drafter.control('group', name), value as IdentifierValue[]);
    case 'measures':
      return writeMeasures(drafter, drafter.control('group', name), value as MeasureValue[], translations);
    case 'persons':
      return writePersons(drafter, drafter.control('group', name), value as PersonValue[]);
    case 'preservations':
      return;
  }
}

async function writeAuthority(drafter: Officer, group: Locator, value: AuthorityValue): Promise<void> {
  const { t } = tools(drafter);
  const write = drafter.button(t('draft.authority.write'), group);
  const change = group.getByRole('button', { name: new RegExp(`^${t('draft.change')}`) });
  await write.or(change).click();
  for (const [part, text] of Object.entries(value))
    await drafter.control('textbox', t(`form.authority.${part}`), '', group).fill(text);
  await drafter.button(t('draft.done'), group).click();
}

async function writeIdentifiers(drafter: Officer, group: Locator, lines: readonly IdentifierValue[]): Promise<void> {
  const { t } = tools(drafter);
  // what an earlier request said is there already
  if ((await group.getByRole('table').count()) > 0) return;
  for (const line of lines) {
    await drafter.button(t('ui.add_line'), group).click();
    await drafter.choose(t('form.identifier.type'), t(`identifier.${line.type}`), group);
    await drafter.control('textbox', t('form.identifier.value'), '', group).fill(line.value ?? '');
    if (line.port !== undefined)
      await group.getByRole('textbox', { name: t('form.identifier.port') }).fill(String(line.port));
    if (line.qualifier) await group.getByRole('textbox', { name: t('form.identifier.qualifier') }).fill(line.qualifier);
    await moment(drafter, group, t('form.identifier.from'), line.from);
    await moment(
      drafter,
      group,
      `${t('form.identifier.to')} ${t('draft.identifier.to_note')}`,
      line.to,
      t('form.identifier.to'),
    );
    if (line.offset && lines.indexOf(line) === 0)
      await drafter.choose(t('form.identifier.offset'), `UTC${line.offset.replace('-', '−')}`, group);
    for (const category of line.categories ?? [])
      await drafter.tick(
        'checkbox',
        t(`category.${category}`),
        drafter.control('group', t('form.identifier.categories'), '', group),
      );
    await drafter.button(t('draft.done'), group).click();
  }
}

async function moment(drafter: Officer, group: Locator, name: string, value?: string, short = name): Promise<void> {
  if (!value) return;
  const [day = '', time] = value.split('T');
  await drafter.date(drafter.control('group', name, '', group), day);
  if (time) await drafter.control('textbox', `${short}: ${drafter.t('draft.moment.time')}`, '', group).fill(time);
}

async function writeMeasures(
  drafter: Officer,
  group: Locator,
  measures: readonly MeasureValue[],
  translations: Record<string, string> | undefined,
): Promise<void> {
  const { t } = tools(drafter);
  const cards = group.getByRole('heading', { level: 3 });
  for (const [index, measure] of measures.entries()) {
    if ((await cards.count()) > index) await drafter.button(t('draft.change'), group).nth(0).click();
    else await drafter.button(t('draft.measure.add'), group).click();
    await drafter.choose(t('form.measure.type'), t(`measure.${measure.type}`), group);
    if (measure.category) await drafter.choose(t('form.measure.category'), t(`category.${measure.category}`), group);
    await drafter.control('textbox', t('form.measure.provider'), '', group).fill(measure.provider ?? '');
    await drafter.control('textbox', t('form.measure.description'), '', group).fill(measure.description ?? '');
    const words = translations?.[`measures.${index}.description`];
    if (words) await translate(drafter, [words], group);
    await writeIdentifiers(
      drafter,
      drafter.control('group', t('form.measure.identifiers'), '', group),
      measure.identifiers ?? [],
    );
    if (measure.certificate) await drafter.tick('checkbox', t('form.measure.certificate'), group);
    await drafter.button(t('draft.done'), group).last().click();
  }
}

async function writePersons(drafter: Officer, group: Locator, persons: readonly PersonValue[]): Promise<void> {
  const { t } = tools(drafter);
  for (const person of persons) {
    await drafter.button(t('draft.person.add'), group).click();
    for (const part of ['name', 'aliases', 'nationality', 'document', 'address'] as const) {
      const text = person[part];
      if (text) await drafter.control('textbox', t(`form.person.${part}`), '', group).fill(text);
    }
    if (person.status) await drafter.choose(t('form.person.status'), t(`choice.person_status.${person.status}`), group);
    await drafter.button(t('draft.done'), group).click();
  }
}
