import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import { letterOf } from '@rogatoria/workflows/letter.ts';
import { type FormValues, kinds, type Letter, languages } from '@rogatoria/workflows/types.ts';
import { expect, it, vi } from 'vitest';
import { letterPdf } from '../src/documents/letter-pdf.ts';

vi.setConfig({ testTimeout: 60_000 });

const created = new Date('2026-11-21T18:00:00Z');

function letter(kind: (typeof kinds)[number], language: (typeof languages)[number], change: FormValues = {}): Letter {
  const { form, translations } = exampleForm(kind, { lang: 'pt', seed: 1 });
  return letterOf({
    kind,
    number: 'BRA-CHL-2026-00057-P',
    requesting: 'BRA',
    requested: 'CHL',
    bases: ['ETS185'],
    form: { ...form, ...change },
    translations,
    form_language: 'pt',
    language,
    date: created.toISOString(),
  });
}

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
const hash = (pdf: Buffer) => createHash('sha256').update(pdf).digest('hex');

it.each(kinds.flatMap((kind) => languages.map((language) => [kind, language] as const)))(
  'draws %s in %s as tagged PDF/A with its language, and the same bytes each time',
  async (kind, language) => {
    const pdf = await letterPdf(letter(kind, language), { created });
    const raw = pdf.toString('latin1');
    expect(raw.startsWith('%PDF-1.7')).toBe(true);
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(raw).toMatch(/\/Marked true/);
    expect(raw).toContain(`/Lang (${{ en: 'en-GB', es: 'es', pt: 'pt-BR', fr: 'fr' }[language]})`);
    expect(raw).toContain('/OutputIntent');
    expect(raw).not.toContain('/Helvetica');
    expect(raw).toContain('D:20261121180000Z');
    expect(pagesOf(pdf)).toBeGreaterThan(1);
    expect(pagesOf(pdf)).toBeLessThan(7);
    expect(hash(await letterPdf(letter(kind, language), { created }))).toBe(hash(pdf));
  },
);

it('is another file for another text or instant', async () => {
  const pdf = hash(await letterPdf(letter('preservation', 'es'), { created }));
  expect(hash(await letterPdf(letter('preservation', 'es', { signatory_name: 'Outra Pessoa' }), { created }))).not.toBe(
    pdf,
  );
  expect(hash(await letterPdf(letter('preservation', 'es'), { created: new Date('2026-11-21T18:00:01Z') }))).not.toBe(
    pdf,
  );
});

it.each([
  ['a word of 20,000 letters', 'W'.repeat(20_000)],
  ['20,000 characters of prose', 'palavra comprida e curta '.repeat(800)],
  ['brackets and operators', `) Tj ET endstream endobj \\) (( BT /F1 ${'\\'.repeat(50)}`],
  ['control and direction characters', 'a\u0000b\u0007c\u202eevil\u2066x\u200b\ud800'],
  ['scripts the fonts lack', '請求書 טקסט 🕵️‍♀️ नमस्ते'],
  ['10,000 short lines', 'x\n'.repeat(9_999)],
  ['combining marks', `a${'\u0301'.repeat(2_000)}`],
])('keeps %s as text', async (_, facts) => {
  const started = performance.now();
  const pdf = await letterPdf(letter('preservation', 'pt', { facts }), { created });
  expect(performance.now() - started).toBeLessThan(15_000);
  expect(pagesOf(pdf)).toBeGreaterThan(1);
  // every content stream still closes what it opens
  for (const [, stream] of pdf.toString('latin1').matchAll(/\/FlateDecode[^>]*>>\s*stream\n([\s\S]*?)\nendstream/g)) {
    const content = inflateSync(Buffer.from(stream!, 'latin1')).toString('latin1');
    if (!content.includes(' BDC')) continue;
    expect(content.match(/\bBDC\b/g)).toHaveLength(content.match(/\bEMC\b/g)?.length ?? 0);
  }
});

it('draws an empty draft with its holes', async () => {
  const empty = letterOf({
    kind: 'evidence',
    number: 'X',
    requesting: 'BRA',
    requested: 'CHL',
    bases: [],
    form: {},
    translations: {},
    form_language: 'pt',
    language: 'fr',
    date: created.toISOString(),
  });
  expect(pagesOf(await letterPdf(empty, { created }))).toBeGreaterThan(0);
});
