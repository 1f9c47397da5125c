import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { exampleForm, exampleStories } from '../src/examples.ts';
import { offerOf } from '../src/information/form.ts';
import { dayInWords, identifierInWords, type LetterInput, letterOf } from '../src/letter.ts';
import { type FormValues, type Kind, kinds, type Language, type Letter, languages } from '../src/types.ts';
import { say, vocabulary } from '../src/vocabulary/index.ts';

vi.setConfig({ testTimeout: 60_000 });

function input(kind: Kind, lang: Language, language: Language, seed = 0, change: FormValues = {}): LetterInput {
  const { form, translations } = exampleForm(kind, { lang, seed });
  return {
    kind,
    number: 'BRA-CHL-2026-00057-P',
    requesting: 'BRA',
    requested: 'CHL',
    bases: ['ETS185', 'OAS-A55'],
    form: { ...form, ...change },
    translations,
    form_language: lang,
    language,
    date: '2026-11-22T01:30:00Z',
    linked: [{ number: 'BRA-CHL-2026-00031-P', date: '2026-10-01' }],
  };
}

function textsOf(letter: Letter): string[] {
  const blocks = letter.sections.flatMap(({ heading, blocks: parts }) => [
    heading,
    ...parts.flatMap((block) => {
      if (block.type === 'paragraph') return [block.text];
      if (block.type === 'list') return block.items.map(({ text }) => text);
      return block.rows.flatMap(({ label, value }) => [label, value]);
    }),
  ]);
  const { letterhead, references, place_date, title, subtitle, signature, notes } = letter;
  return [
    ...Object.values(letterhead).flat(),
    ...references.flatMap(({ label, value }) => [label, value]),
    place_date,
    title,
    subtitle,
    ...blocks,
    ...signature,
    ...notes,
  ];
}

const holes = (letter: Letter) => JSON.stringify(letter).split('"missing":true').length - 1;

describe.each(kinds)('a letter of %s', (kind) => {
  it('is written in each language, with no key, no brace and no hole', () => {
    const keys = Object.keys(vocabulary);
    for (const lang of languages)
      for (const language of languages)
        for (let seed = 0; seed < exampleStories; seed++) {
          const letter = letterOf(input(kind, lang, language, seed));
          expect(holes(letter)).toBe(0);
          expect(letter.sections.map(({ number }) => number)).toEqual(
            letter.sections.map((_, index) => String(index + 1)),
          );
          for (const text of textsOf(letter)) {
            expect(text.trim()).not.toBe('');
            expect(text).not.toMatch(/[{}]|\bundefined\b|\[object/);
            expect(keys).not.toContain(text);
          }
        }
  });

  it('says what it is a translation of, and marks what is not translated yet', () => {
    const translated = letterOf(input(kind, 'pt', 'es'));
    const note =
      kind === 'evidence' || kind === 'preservation'
        ? 'Original en portugués. Traducción al español de la autoridad requirente.'
        : 'Original en portugués. Traducción de la autoridad que envía esta carta.';
    expect(translated.notes).toEqual([note]);
    expect(letterOf(input(kind, 'pt', 'pt')).notes).toEqual([]);
    const waiting = letterOf({ ...input(kind, 'pt', 'es'), translations: {} });
    expect(waiting.notes).toHaveLength(2);
    const facts = exampleForm(kind, { lang: 'pt' }).form.facts as string;
    expect(textsOf(waiting)).toContain(`[Original en portugués; la traducción seguirá.] ${facts}`);
  });

  it('leaves visible holes in an empty draft, in every language', () => {
    for (const language of languages) {
      const letter = letterOf({ ...input(kind, language, language), form: {}, bases: [], linked: [] });
      expect(holes(letter)).toBeGreaterThan(2);
      // a consultation commits nobody: it needs no basis
      expect(letter.subtitle).toBe(
        say(language, kind === 'consultation' ? 'letter.no_basis_needed' : 'letter.basis_missing'),
      );
    }
  });

  it('takes any text for text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const change = {
          facts: text,
          signatory_name: text,
          requesting_authority: { organisation: text, address: text },
        };
        const all = textsOf(letterOf(input(kind, 'es', 'es', 0, change))).join('\n');
        expect(all).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
        expect([...all].filter((character) => /\p{Cc}/u.test(character) && character !== '\n')).toEqual([]);
      }),
      { seed: 20_261_121, numRuns: 100 },
    );
  });
});

it('dates the letter in the capital of the requesting State, in the words of its language', () => {
  const dates = Object.fromEntries(
    languages.map((language) => [language, letterOf(input('evidence', 'pt', language)).place_date]),
  );
  expect(dates).toEqual({
    en: '21 November 2026',
    es: '21 de noviembre de 2026',
    pt: '21 de novembro de 2026',
    fr: '21 novembre 2026',
  });
  expect(dayInWords('2026-10-01', 'fr')).toBe('1er octobre 2026');
  expect(dayInWords('2026-10-01', 'pt')).toBe('1º de outubro de 2026');
  expect(dayInWords('not a day', 'pt')).toBe('not a day');
});

it('writes identifiers out, with port, moment and zone', () => {
  const value = {
    type: 'ipv4',
    value: '203.0.113.24',
    port: 51_544,
    from: '2026-09-14T22:10:07',
    offset: '-03:00',
  } as const;
  expect(identifierInWords({ ...value, categories: ['SUBSCRIBER'] }, 'es')).toEqual({
    text: 'Dirección IPv4 203.0.113.24, puerto de origen 51544, 14 de septiembre de 2026, 22:10:07 (UTC−03:00); datos de abonado.',
    missing: false,
  });
  expect(identifierInWords({ type: 'ipv4', value: '203.0.113.91' }, 'es')).toEqual({
    text: 'Dirección IPv4 203.0.113.91, [falta la hora].',
    missing: true,
  });
  expect(identifierInWords({ type: 'ipv4', value: '203.0.113.91', from: '2026-09-14T22:10:07' }, 'fr').text).toContain(
    '[fuseau horaire manquant]',
  );
  expect(
    identifierInWords(
      { type: 'email', value: 'a@mail.example', from: '2026-09-01', to: '2026-09-30', offset: 'Z' },
      'en',
    ).text,
  ).toBe('E-mail address a@mail.example, from 1 September 2026 to 30 September 2026 (UTC).');
});

it('cites the articles the request rests on', () => {
  expect(letterOf({ ...input('preservation', 'pt', 'es'), bases: ['ETS185'] }).subtitle).toBe(
    'Convenio sobre la Ciberdelincuencia (Budapest, 2001), artículos 29 y 30',
  );
  const measures = [{ type: 'interception', description: 'x' }];
  expect(letterOf(input('evidence', 'pt', 'en', 0, { measures })).subtitle).toContain('articles 25, 31 and 34');
});

it('carries references, the head of the State and what is linked', () => {
  const letter = letterOf({ ...input('evidence', 'pt', 'es', 3), their_reference: 'CHL-2026-77' });
  expect(letter.letterhead.state).toBe('República Federativa do Brasil');
  expect(letter.references.map(({ value }) => value)).toEqual([
    'BRA-CHL-2026-00057-P',
    'DEMO 1003/2026',
    'CHL-2026-77',
    'Emergencia · Confidencial',
  ]);
  expect(textsOf(letter)).toContain('Solicitud BRA-CHL-2026-00031-P del 1 de octubre de 2026');
});

it('says nothing of the content of information that is only offered (Budapest 26(2))', () => {
  const filled = input('information', 'pt', 'es');
  const content = ['facts', 'origin', 'purpose'].map((name) => String(filled.translations.es?.[name]));
  const whole = textsOf(letterOf(filled)).join('\n');
  const offer = letterOf({ ...filled, offer: true });
  for (const text of content) {
    expect(text.length).toBeGreaterThan(20);
    expect(whole).toContain(text);
    expect(textsOf(offer).join('\n')).not.toContain(text);
  }
  expect(offer.title).toBe(say('es', 'letter.title.offer'));
  expect(textsOf(offer).join('\n')).toContain(String(filled.translations.es?.conditions));
  expect(textsOf(letterOf({ ...filled, ...offerOf(filled.form, filled.translations), offer: true }))).toEqual(
    textsOf(offer),
  );
});
