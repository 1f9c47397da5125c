import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { authority } from '../src/texts/authority.ts';
import { calendar } from '../src/texts/calendar.ts';
import { caseTexts } from '../src/texts/case.ts';
import { channels } from '../src/texts/channels.ts';
import { components } from '../src/texts/components.ts';
import { directoryTexts } from '../src/texts/directory.ts';
import { draft } from '../src/texts/draft.ts';
import { figures } from '../src/texts/figures.ts';
import { home } from '../src/texts/home.ts';
import { languages, localeOf, say, stateForms, type Texts, textTools } from '../src/texts/index.tsx';
import { ladders } from '../src/texts/ladders.ts';
import { law } from '../src/texts/law.ts';
import { lists } from '../src/texts/lists.ts';
import { officersTexts } from '../src/texts/officers.ts';
import { publicationTexts } from '../src/texts/publications.ts';
import { recommendationTexts } from '../src/texts/recommendations.ts';
import { record } from '../src/texts/record.ts';
import { retention } from '../src/texts/retention.ts';
import { returnsTexts } from '../src/texts/returns.ts';
import { secretariatTexts } from '../src/texts/secretariat.ts';
import { serviceAccounts } from '../src/texts/service-accounts.ts';
import { shell } from '../src/texts/shell.ts';
import { stateCodes } from '../src/texts/states.ts';
import { workdays } from '../src/texts/workdays.ts';

const own: Texts = {
  ...shell,
  ...components,
  ...home,
  ...lists,
  ...draft,
  ...caseTexts,
  ...figures,
  ...law,
  ...ladders,
  ...authority,
  ...officersTexts,
  ...record,
  ...retention,
  ...secretariatTexts,
  ...serviceAccounts,
  ...returnsTexts,
  ...publicationTexts,
  ...calendar,
  ...workdays,
  ...channels,
  ...directoryTexts,
  ...recommendationTexts,
};

/** Names of the parameters a message reads. */
function parameters(message: string, language: string): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, value: name } = value as { type?: number; value?: unknown };
    // literals are type 0, `#` is 7: everything else names a parameter
    if (typeof type === 'number' && type !== 0 && type !== 7 && typeof name === 'string') found.add(name);
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

describe('texts of the page', () => {
  it('show an example letter for letter, whatever it looks like', () => {
    for (const value of ['2026-11-01T10:00:00', '2026-11-01T10:00:00 -03:00', '2026-11-01', 'CHL'])
      expect(say('fr', { key: 'example.value', params: { value } }, undefined, 'America/Santiago')).toBe(value);
  });

  it.each(Object.entries(own))('%s is said in four languages', (_, text) => {
    for (const language of languages) {
      expect(text[language]).not.toBe('');
      expect(() => parameters(text[language], localeOf(language))).not.toThrow();
    }
  });

  it('reads no parameter in one language that English is not given', () => {
    // a form of a State’s name (`x_the`, `x_of` …) comes with the State itself
    const read = (message: string, language: string) =>
      parameters(message, language).map((name) => name.replace(/_(the|of|to|in)$/, ''));
    for (const [key, text] of Object.entries(own)) {
      const given = read(text.en, 'en');
      for (const language of languages) {
        const more = read(text[language], localeOf(language)).filter((name) => !given.includes(name));
        expect([key, language, ...more]).toEqual([key, language]);
      }
    }
  });

  it('counts in words, with the plural of each language', () => {
    const title = (count: number) => languages.map((language) => say(language, 'home.title', { count }));
    expect(title(0)).toEqual([
      'Nothing needs you now',
      'Nada le espera ahora',
      'Nada espera por você agora',
      'Rien ne vous attend',
    ]);
    expect(title(1)).toEqual([
      'One thing needs you',
      'Un asunto le espera',
      'Um assunto espera por você',
      'Une affaire vous attend',
    ]);
    expect(title(6)).toEqual([
      'Six things need you',
      'Seis asuntos le esperan',
      'Seis assuntos esperam por você',
      'Six affaires vous attendent',
    ]);
    expect(title(31)[0]).toBe('31 things need you');
  });

  it('puts articles and contractions before the names of States', () => {
    const ask = (s: string) => languages.map((language) => say(language, 'preservations.by_us', { s }));
    expect(ask('USA')).toEqual([
      'Kept by us for the United States',
      'Conservados por nosotros a solicitud de Estados Unidos',
      'Preservados por nós a pedido dos Estados Unidos',
      'Conservées par nous à la demande des États-Unis',
    ]);
    expect(ask('HTI')).toEqual([
      'Kept by us for Haiti',
      'Conservados por nosotros a solicitud de Haití',
      'Preservados por nós a pedido do Haiti',
      'Conservées par nous à la demande d’Haïti',
    ]);
    expect(stateForms('fr', 'ARG')?.of).toBe('de l’Argentine');
    expect(stateForms('fr', 'SLV')?.of).toBe('d’El Salvador');
    expect(stateForms('pt', 'BRA')?.in).toBe('no Brasil');
    expect(stateCodes).toHaveLength(36);
    for (const code of stateCodes)
      for (const language of languages) expect(stateForms(language, code)?.of).toBeTruthy();
  });

  it('never writes a month as a number', () => {
    const iso = '2026-10-08T17:20:00Z';
    const dates = languages.map((language) =>
      textTools(language, 'America/Santiago').dateTime(iso, 'America/Sao_Paulo'),
    );
    expect(dates).toEqual([
      '8 Oct 2026, 14:20 Brasília',
      '8 oct 2026, 14:20 Brasília',
      '8 out 2026, 14:20 Brasília',
      '8 oct. 2026, 14:20 Brasília',
    ]);
    const { duration, date } = textTools('en', 'America/Santiago');
    expect(date('2026-10-08')).toBe('8 Oct 2026');
    expect([duration(6_120_000), duration(26 * 3_600_000), duration(4 * 86_400_000), duration(2_000)]).toEqual([
      '1 h 42 min',
      '1 day 2 h',
      '4 days',
      '2 s',
    ]);
  });

  it('does not let a missing text pass a test', () => {
    expect(() => say('en', 'no.such.text')).toThrow('no.such.text');
  });
});
