import Value from 'typebox/value';
import { describe, expect, it, vi } from 'vitest';
import { exampleForm, exampleStories } from '../src/examples.ts';
import { fieldsOf, fieldTexts, formFor, formSchema, isShown, translationKeys } from '../src/forms.ts';
import { dataCategories, identifierTypes, kinds, languages, measureTypes } from '../src/types.ts';
import { say, vocabulary } from '../src/vocabulary/index.ts';

vi.setConfig({ testTimeout: 60_000 });

describe.each(kinds)('the %s form', (kind) => {
  it('asks every question in the four languages', () => {
    for (const language of languages) {
      for (const section of formFor(kind).sections) {
        expect(say(language, `form.${kind}.section.${section.name}`)).not.toBe('');
        for (const field of section.fields) {
          for (const text of Object.values(fieldTexts(kind, field))) expect(say(language, text), text.key).not.toBe('');
          for (const choice of field.choices ?? [])
            expect(say(language, `choice.${field.name}.${choice}`)).not.toBe('');
        }
      }
    }
  });

  it('keeps no text for a field that is not there', () => {
    const known = new Set(
      fieldsOf(kind).flatMap((field) => Object.values(fieldTexts(kind, field)).map(({ key }) => key)),
    );
    const kept = Object.keys(vocabulary).filter(
      (key) => key.startsWith(`form.${kind}.`) && !key.startsWith(`form.${kind}.section.`),
    );
    expect(kept.filter((key) => !known.has(key))).toEqual([]);
  });

  it('names each field once, and lets a condition only look at a field that exists', () => {
    const names = fieldsOf(kind).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const field of fieldsOf(kind)) if (field.when) expect(names).toContain(field.when.field);
  });

  it('saves an empty draft, a half-typed draft and a complete one', () => {
    const schema = formSchema(kind);
    const half = {
      facts: '',
      requesting_authority: { email: 'plant' },
      identifiers: [{ type: 'ipv4', value: '203.0.', from: '2026-0', offset: '-', port: 99_999 }],
      measures: [{ type: 'other', identifiers: [{}] }],
      deadline: '2027-',
      follow_up_date: '20',
      period_days: 5.5,
    };
    const kept = Object.fromEntries(
      Object.entries(half).filter(([name]) => fieldsOf(kind).some((field) => field.name === name)),
    );
    expect(Value.Check(schema, {})).toBe(true);
    expect(Value.Check(schema, kept)).toBe(true);
    for (const lang of languages)
      for (let seed = 0; seed < exampleStories; seed++)
        expect([...Value.Errors(schema, exampleForm(kind, { lang, seed }).form)]).toEqual([]);
  });

  it('refuses unknown names and what is too long', () => {
    const schema = formSchema(kind);
    expect(Value.Check(schema, { surprise: 1 })).toBe(false);
    expect(Value.Check(schema, { facts: 'x'.repeat(20_000) })).toBe(true);
    expect(Value.Check(schema, { facts: 'x'.repeat(20_001) })).toBe(false);
    expect(Value.Check(schema, { requesting_authority: { organisation: 'x', admin: true } })).toBe(false);
  });

  it('gives every example its translations', () => {
    for (const lang of languages)
      for (let seed = 0; seed < exampleStories; seed++) {
        const { form, translations } = exampleForm(kind, { lang, seed });
        for (const language of languages)
          if (language !== lang)
            expect(Object.keys(translations[language]!).sort()).toEqual(translationKeys(kind, form).sort());
      }
  });
});

it('has words for every identifier, category and measure', () => {
  for (const language of languages) {
    for (const type of identifierTypes) say(language, `identifier.${type}`);
    for (const category of dataCategories) say(language, `category.${category}`);
    for (const measure of measureTypes) say(language, `measure.${measure}`);
  }
});

it('shows a conditional field only when its condition holds', () => {
  const previous = fieldsOf('preservation').find(({ name }) => name === 'previous_reference')!;
  expect(isShown(previous, { request_status: 'new' })).toBe(false);
  expect(isShown(previous, { request_status: 'extension' })).toBe(true);
  const other = fieldsOf('evidence').find(({ name }) => name === 'offence_other')!;
  expect(isShown(other, { offences: ['B2', 'OTHER'] })).toBe(true);
  expect(isShown(other, { offences: ['B2'] })).toBe(false);
});

it('invents plainly: only reserved hosts and documentation addresses', () => {
  for (const kind of kinds)
    for (const lang of languages)
      for (let seed = 0; seed < 40; seed++) {
        const text = JSON.stringify(exampleForm(kind, { lang, seed }));
        for (const [host] of text.matchAll(/(?<=@)[a-z0-9-]+(?:\.[a-z0-9-]+)+/g))
          expect(host).toMatch(/\.(example|test)$/);
        for (const [address] of text.matchAll(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g))
          expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./);
      }
});
