import { IntlMessageFormat } from 'intl-messageformat';
import type { Language, Text } from '../types.ts';
import { calendar } from './calendar.ts';
import { directory } from './directory.ts';
import { domestic } from './domestic.ts';
import { examples } from './examples.ts';
import { form } from './form.ts';
import { apartLetter } from './form-apart.ts';
import { guide } from './guide.ts';
import { hints } from './hints.ts';
import { house } from './house.ts';
import { indicators } from './indicators.ts';
import { instruments } from './instruments.ts';
import { ladders } from './ladders.ts';
import { law } from './law.ts';
import { letter } from './letter.ts';
import { notices } from './notices.ts';
import { officers } from './officers.ts';
import { portal } from './portal.ts';
import { procedure } from './procedure.ts';
import { publication } from './publication.ts';
import { recommendations } from './recommendations.ts';
import { returns } from './returns.ts';
import { rules } from './rules.ts';
import { serviceAccounts } from './service-accounts.ts';
import { sheet } from './sheet.ts';
import { time } from './time.ts';

/** One area's texts: key → the same ICU message in the four official languages of the OAS. */
export type Texts = Record<string, Readonly<Record<Language, string>>>;

/** The field's vocabulary (domain.md §1): states, commands, forms, letters, rules, deadlines, notices. */
export const vocabulary: Texts = {
  ...procedure,
  ...form,
  ...letter,
  ...apartLetter,
  ...rules,
  ...instruments,
  ...law,
  ...examples,
  ...hints,
  ...indicators,
  ...directory,
  ...domestic,
  ...time,
  ...calendar,
  ...notices,
  ...house,
  ...officers,
  ...serviceAccounts,
  ...ladders,
  ...guide,
  ...recommendations,
  ...portal,
  ...publication,
  ...returns,
  ...sheet,
};

const locales: Record<Language, string> = { en: 'en-GB', es: 'es', pt: 'pt-BR', fr: 'fr' };

/** BCP 47 tag used for numbers, dates and plurals of a language. */
export function localeOf(language: Language): string {
  return locales[language];
}

/** French: what stands apart from its word by a space stays on its line. */
const kept = (message: string) => message.replaceAll(/ (?!::)(?=[:;?!»])/g, '\u00a0').replaceAll('« ', '«\u00a0');

/** A lookup over `texts`. An unknown key throws: a missing text is a defect, not a screen of keys. */
export function translator(texts: Texts): (language: Language, text: Text | string) => string {
  const compiled = new Map<string, IntlMessageFormat>();
  return (language, text) => {
    const { key, params } = typeof text === 'string' ? { key: text, params: undefined } : text;
    const message = texts[key]?.[language];
    if (message === undefined) throw new Error(`no text '${key}' in '${language}'`);
    const id = `${language} ${key}`;
    let format = compiled.get(id);
    if (!format) {
      format = new IntlMessageFormat(language === 'fr' ? kept(message) : message, locales[language], undefined, {
        ignoreTag: true,
      });
      compiled.set(id, format);
    }
    return String(format.format(params));
  };
}

/** Renders a vocabulary text in a language. Throws on an unknown key. */
export const say = translator(vocabulary);
