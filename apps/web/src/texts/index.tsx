import type { Language, Text } from '@rogatoria/workflows/types.ts';
import { languages } from '@rogatoria/workflows/types.ts';
import { localeOf, type Texts, translator, vocabulary } from '@rogatoria/workflows/vocabulary/index.ts';
import { createContext, type ReactNode, useCallback, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { account } from './account.ts';
import { authority } from './authority.ts';
import { calendar } from './calendar.ts';
import { caseTexts } from './case.ts';
import { channels } from './channels.ts';
import { components } from './components.ts';
import { directoryTexts } from './directory.ts';
import { draft } from './draft.ts';
import { figures } from './figures.ts';
import { formatDate, formatDateTime, formatDay, formatDuration, formatTime, placeOf } from './format.ts';
import { guideTexts } from './guide.ts';
import { home } from './home.ts';
import { ladders } from './ladders.ts';
import { law } from './law.ts';
import { lists } from './lists.ts';
import { officersTexts } from './officers.ts';
import { publicationTexts } from './publications.ts';
import { recommendationTexts } from './recommendations.ts';
import { record } from './record.ts';
import { retention } from './retention.ts';
import { returnsTexts } from './returns.ts';
import { secretariatTexts } from './secretariat.ts';
import { serviceAccounts } from './service-accounts.ts';
import { shell } from './shell.ts';
import { type StateForms, stateForms, stateName } from './states.ts';
import { workdays } from './workdays.ts';

export type { Language, StateForms, Text, Texts };
export { languages, localeOf, stateForms };

/** The domain's words and the screens' own; a screen may not redefine a domain word. */
export const texts: Texts = {
  ...shell,
  ...components,
  ...home,
  ...lists,
  ...account,
  ...draft,
  ...caseTexts,
  ...figures,
  ...law,
  ...ladders,
  ...authority,
  ...calendar,
  ...workdays,
  ...record,
  ...retention,
  ...secretariatTexts,
  ...serviceAccounts,
  ...returnsTexts,
  ...publicationTexts,
  ...channels,
  ...directoryTexts,
  ...guideTexts,
  ...officersTexts,
  ...recommendationTexts,
  ...vocabulary,
};

/** Own name of each language, as its speakers write it. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  es: 'Español',
  pt: 'Português',
  fr: 'Français',
};

export type Params = Record<string, string | number | boolean>;

const translate = translator(texts);
const warned = new Set<string>();

/** A key nobody wrote must not take a page down in front of an officer: its last part, made readable, stands in. */
function humanise(key: string): string {
  const last = key.split('.').at(-1) ?? key;
  const words = last.replaceAll(/[_-]+/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Renders a text. Parameters that are codes of States come out as names – with `{x_the}`, `{x_of}`, `{x_to}`, `{x_in}`
 * beside `{x}` for the forms a sentence needs –, instants and days as dates.
 */
export function say(language: Language, text: Text | string, params?: Params, zone?: string): string {
  const key = typeof text === 'string' ? text : text.key;
  const given = { ...(typeof text === 'string' ? {} : text.params), ...params } as Params;
  const message = texts[key]?.[language] ?? '';
  const ready: Params = {};
  for (const [name, value] of Object.entries(given)) {
    ready[name] = value;
    // a value is shown letter for letter: an example of an instant must stay one
    if (typeof value !== 'string' || name === 'value') continue;
    const forms = /^[A-Z]{3}$/.test(value) ? stateForms(language, value) : undefined;
    if (forms) {
      ready[`${name}_the`] = forms.the;
      ready[`${name}_of`] = forms.of;
      ready[`${name}_to`] = forms.to;
      ready[`${name}_in`] = forms.in;
    }
    // `{x, select …}` and `{x, date …}` take the value as it is
    const format = new RegExp(`\\{\\s*${name}\\s*,\\s*(\\w+)`).exec(message)?.[1];
    if (format === 'date' || format === 'time') ready[name] = Date.parse(value);
    else if (format !== undefined) continue;
    else if (forms) ready[name] = forms.name;
    else if (/^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)))
      ready[name] = formatDateTime(language, value, zone);
    else if (/^\d{4}-\d\d-\d\d$/.test(value)) ready[name] = formatDay(language, value);
  }
  try {
    return translate(language, { key, params: ready as Record<string, string | number> });
  } catch (error) {
    if (import.meta.env.MODE === 'test') throw error;
    if (!warned.has(key)) {
      warned.add(key);
      console.warn(error);
    }
    return humanise(key);
  }
}

export interface TextTools {
  language: Language;
  /** the reader's zone: the place the authority is in */
  zone: string;
  setLanguage(language: Language): void;
  t(text: Text | string, params?: Params): string;
  /** does the vocabulary know this key? */
  has(key: string): boolean;
  /** the first of these keys that is known; the last otherwise */
  first(keys: readonly string[], params?: Params): string;
  /** `8 Oct 2026`, of an instant (in `zone`, ours by default) or of a day `2026-10-08` */
  date(iso: string, zone?: string): string;
  /** `14:20` */
  time(iso: string, zone?: string): string;
  /** `8 Oct 2026, 14:20 Santiago`: the place is named whenever a zone is given */
  dateTime(iso: string, zone?: string): string;
  /** `4 days`, `1 h 42 min`: the two largest units that say something */
  duration(ms: number): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  list(items: readonly string[]): string;
  stateName(code: string): string;
  /** `the` United States · `of`/from the United States · `to` the United States · `in` the United States, per language */
  state(code: string): StateForms;
  /** name of the place a zone is called by: `Brasília` for America/Sao_Paulo */
  place(zone: string): string;
}

const remembered = 'rogatoria.language';

function firstLanguage(): Language {
  const stored = globalThis.localStorage?.getItem(remembered);
  const wanted = [stored, ...(globalThis.navigator?.languages ?? [])];
  for (const tag of wanted) {
    const found = languages.find((language) => tag?.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return 'en';
}

/** Everything `useTexts` offers, for code that has no component: tests, printing. */
export function textTools(
  language: Language,
  zone: string,
  setLanguage: (language: Language) => void = () => {},
): TextTools {
  const t = (text: Text | string, params?: Params) => say(language, text, params, zone);
  return {
    language,
    zone,
    setLanguage,
    t,
    has: (key) => texts[key]?.[language] !== undefined,
    first: (keys, params) => t(keys.find((key) => texts[key] !== undefined) ?? keys.at(-1) ?? '', params),
    date: (iso, at) =>
      /^\d{4}-\d\d-\d\d$/.test(iso) ? formatDay(language, iso) : formatDate(language, iso, at ?? zone),
    time: (iso, at) => formatTime(iso, at ?? zone),
    dateTime: (iso, at) => formatDateTime(language, iso, at ?? zone, at !== undefined),
    duration: (ms) => formatDuration(language, ms, (key, params) => say(language, key, params)),
    number: (value, options) => new Intl.NumberFormat(localeOf(language), options).format(value),
    list: (items) => new Intl.ListFormat(localeOf(language)).format(items),
    stateName: (code) => stateName(language, code),
    state: (code) => stateForms(language, code) ?? { name: code, the: code, of: code, to: code, in: code },
    place: (at) => placeOf(language, at),
  };
}

const Context = createContext<TextTools | null>(null);

interface TextsProviderProps {
  /** the account's language once somebody is signed in; the browser's memory before */
  language?: Language | undefined;
  zone?: string | undefined;
  onLanguage?: ((language: Language) => void) | undefined;
  children: ReactNode;
}

export function TextsProvider({ language: account, zone, onLanguage, children }: TextsProviderProps) {
  const [own, setOwn] = useState(firstLanguage);
  const language = account ?? own;
  const setLanguage = useCallback(
    (next: Language) => {
      globalThis.localStorage?.setItem(remembered, next);
      setOwn(next);
      onLanguage?.(next);
    },
    [onLanguage],
  );
  useLayoutEffect(() => {
    document.documentElement.lang = localeOf(language);
  }, [language]);
  const tools = useMemo(
    () => textTools(language, zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, setLanguage),
    [language, zone, setLanguage],
  );
  return (
    <Context.Provider value={tools}>
      <I18nProvider locale={localeOf(language)}>{children}</I18nProvider>
    </Context.Provider>
  );
}

export function useTexts(): TextTools {
  const tools = useContext(Context);
  if (!tools) throw new Error('useTexts outside TextsProvider');
  return tools;
}
