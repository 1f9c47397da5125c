import type { BasisCode, FormValues, Language, Translations } from '@rogatoria/workflows/types.ts';

/** Everything a drafter changes, saved as one. */
export interface DraftContent {
  title: string;
  form_language: Language;
  bases: BasisCode[];
  form: FormValues;
  translations: Translations;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Equal as JSON: the order of keys and keys without a value do not count. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}

/** A value without what was left empty: absent means not filled in. An item of a list stays, even when it is empty. */
export function tidy(value: unknown): unknown {
  if (value === '' || value === null) return undefined;
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => tidy(item) !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

export function withField(content: DraftContent, name: string, value: unknown): DraftContent {
  const { [name]: _, ...rest } = content.form;
  const kept = tidy(value);
  return { ...content, form: kept === undefined ? rest : { ...rest, [name]: kept } };
}

export function withTranslation(content: DraftContent, language: Language, key: string, text: string): DraftContent {
  const { [key]: _, ...rest } = content.translations[language] ?? {};
  const words = text === '' ? rest : { ...rest, [key]: text };
  return { ...content, translations: { ...content.translations, [language]: words } };
}

/** Takes measure `index` out, and its translations with it; those of later measures move up. */
export function withoutMeasure(content: DraftContent, index: number): DraftContent {
  const measures = Array.isArray(content.form.measures) ? (content.form.measures as unknown[]) : [];
  const translations: Translations = {};
  for (const [language, words] of Object.entries(content.translations) as [Language, Record<string, string>][]) {
    translations[language] = Object.fromEntries(
      Object.entries(words).flatMap(([key, text]) => {
        const match = /^measures\.(\d+)\.(.+)$/.exec(key);
        if (!match) return [[key, text]];
        const at = Number(match[1]);
        if (at === index) return [];
        return [[at > index ? `measures.${at - 1}.${match[2]}` : key, text]];
      }),
    );
  }
  const left = measures.filter((_, at) => at !== index);
  return withField({ ...content, translations }, 'measures', left);
}

/** What changes together, by path: `title`, `form.facts`, `translations.es.facts`. */
export function parts(content: DraftContent): Map<string, unknown> {
  const found = new Map<string, unknown>([
    ['title', content.title],
    ['form_language', content.form_language],
    ['bases', content.bases],
  ]);
  for (const [name, value] of Object.entries(content.form)) if (value !== undefined) found.set(`form.${name}`, value);
  for (const [language, words] of Object.entries(content.translations))
    for (const [key, text] of Object.entries(words ?? {}))
      if (text !== undefined && text !== '') found.set(`translations.${language}.${key}`, text);
  return found;
}

export interface Difference {
  path: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
  /** who changed it since `base`; `both`: a person has to choose */
  by: 'mine' | 'theirs' | 'both';
}

/** What two versions made of the same draft, part by part; what is alike in both is left out. */
export function differences(base: DraftContent, mine: DraftContent, theirs: DraftContent): Difference[] {
  const [b, m, t] = [parts(base), parts(mine), parts(theirs)];
  const paths = [...new Set([...b.keys(), ...m.keys(), ...t.keys()])];
  return paths.flatMap((path): Difference[] => {
    const [was, ours, other] = [b.get(path), m.get(path), t.get(path)];
    if (same(ours, other)) return [];
    const by = same(was, other) ? 'mine' : same(was, ours) ? 'theirs' : 'both';
    return [{ path, base: was, mine: ours, theirs: other, by }];
  });
}

export type Choices = Readonly<Record<string, 'mine' | 'theirs'>>;

/** One draft out of two. What only one side changed is kept; what both changed goes by `choices`, mine where unsaid. */
export function merge(base: DraftContent, mine: DraftContent, theirs: DraftContent, choices: Choices): DraftContent {
  const result = parts(theirs);
  for (const { path, by, mine: ours } of differences(base, mine, theirs)) {
    const side = choices[path] ?? (by === 'theirs' ? 'theirs' : 'mine');
    if (side === 'theirs') continue;
    if (ours === undefined) result.delete(path);
    else result.set(path, ours);
  }
  const merged: DraftContent = { title: '', form_language: mine.form_language, bases: [], form: {}, translations: {} };
  for (const [path, value] of result) {
    const [area, name, ...rest] = path.split('.');
    if (area === 'form' && name) merged.form[name] = value;
    else if (area === 'translations' && name) {
      const language = name as Language;
      merged.translations[language] = { ...merged.translations[language], [rest.join('.')]: value as string };
    } else Object.assign(merged, { [path]: value });
  }
  return merged;
}
