import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  basesFor,
  catalogue,
  groundCodes,
  type Line,
  lawOf,
  preservationMinimum,
  proposedBases,
  refusalGrounds,
  requiredContents,
} from '../src/instruments/index.ts';
import { states } from '../src/states.ts';
import { basisCodes, type Kind, kinds, languages, requestKinds, type Text } from '../src/types.ts';
import { translator } from '../src/vocabulary/index.ts';
import { instruments } from '../src/vocabulary/instruments.ts';
import { law as lawTexts } from '../src/vocabulary/law.ts';
import { treatyLine } from './law-lines.ts';

const seed = Number(process.env.SEED ?? 20261121);
const say = translator({ ...instruments, ...lawTexts });
const codes = states.map((state) => state.code);

function readable(text: Text): void {
  for (const language of languages) expect(say(language, text)).not.toMatch(/[{}]|undefined|NaN/);
}

function bases(requesting: string, requested: string, date = '2026-11-21', kind: Kind = 'evidence') {
  return basesFor({ requesting, requested, date, kind });
}

function applying(...question: Parameters<typeof bases>): string[] {
  return bases(...question)
    .filter((finding) => finding.applies)
    .map((finding) => finding.basis);
}

function finding(basis: string, ...question: Parameters<typeof bases>) {
  return bases(...question).find((item) => item.basis === basis)!;
}

describe('the catalogue', () => {
  test('has every basis code once, named in four languages', () => {
    expect(catalogue.map((item) => item.code).sort()).toEqual([...basisCodes].sort());
    for (const code of basisCodes) {
      readable({ key: `instrument.${code}.short` });
      readable({ key: `instrument.${code}.full` });
    }
    for (const code of groundCodes) readable({ key: `ground.${code}` });
    for (const item of catalogue) [item.language.text, item.channel.text].forEach(readable);
  });

  test('has plausible dates', () => {
    for (const item of catalogue) {
      for (const party of item.parties) {
        expect(codes).toContain(party.state);
        if (party.from === null) continue;
        expect(party.from >= item.in_force!, `${item.code} ${party.state}`).toBe(true);
        expect(party.from < item.as_of).toBe(true);
        if (party.deposit) expect(party.deposit < party.from).toBe(true);
      }
      for (const { state } of item.signatories) expect(codes).toContain(state);
    }
  });

  test('Budapest begins on the first of the month after three months from deposit (art. 36(4))', () => {
    for (const { deposit, from } of catalogue.find((item) => item.code === 'ETS185')!.parties) {
      if (!deposit) continue;
      const threeMonths = Temporal.PlainDate.from(deposit).add({ months: 3 });
      expect(from).toBe(threeMonths.with({ day: 1 }).add({ months: 1 }).toString());
    }
  });

  test('lists required contents by letter', () => {
    expect(requiredContents('ETS185', 'preservation').map((item) => item.article)).toEqual(
      [...'abcdef'].map((letter) => `29(2)(${letter})`),
    );
    expect(requiredContents('ETS185', 'evidence')).toEqual([]);
    expect(requiredContents('OAS-A55', 'evidence').map((item) => item.letter)).toEqual([...'abcd']);
    expect(requiredContents('UNCAC', 'evidence').at(-1)?.article).toBe('46(15)(f)');
    expect(requiredContents('UNTOC', 'evidence').every((item) => !item.source.verified)).toBe(true);
    for (const code of basisCodes)
      for (const kind of requestKinds) for (const c of requiredContents(code, kind)) readable(c.label);
  });

  test('knows the sixty days', () => {
    expect(preservationMinimum('ETS185')).toMatchObject({ days: 60, source: { article: '29(7)', verified: true } });
    expect(preservationMinimum('UNCC')).toBeNull();
    expect(preservationMinimum('OAS-A55')).toBeNull();
  });
});

describe('bases of a pair', () => {
  test('Brazil to Chile: Nassau, its Protocol, Budapest, reciprocity', () => {
    const found = bases('BRA', 'CHL');
    expect(applying('BRA', 'CHL')).toEqual(['OAS-A55', 'OAS-A59', 'ETS185', 'UNTOC', 'UNCAC', 'RECIPROCITY']);
    expect(found[0]).toMatchObject({ basis: 'OAS-A55', primary_rank: 1, usable: true });
    expect(say('en', found[0]!.reason)).toContain('Brazil since 12 December 2007');
    expect(say('pt', finding('ETS185', 'BRA', 'CHL').reason)).toContain('1 de março de 2023');
    expect(finding('ETS185', 'BRA', 'CHL').fallback_27_28).toBe(false);
  });

  test('for preservation Budapest leads', () => {
    expect(bases('BRA', 'CHL', '2026-11-21', 'preservation')[0]!.basis).toBe('ETS185');
    const nassau = finding('OAS-A55', 'BRA', 'CHL', '2026-11-21', 'preservation');
    expect(nassau.cautions).toContainEqual({ key: 'basis.caution.nothing_on_preservation' });
  });

  test('an arrangement has no day of entry into force to be confirmed, a treaty has', () => {
    const keys = (basis: Parameters<typeof finding>[0], a: string, b: string) =>
      finding(basis, a, b).cautions.map(({ key }) => key);
    expect(keys('CW-HARARE', 'BHS', 'JAM')).not.toContain('basis.caution.date_to_confirm');
    expect(keys('MERCOSUR-SL', 'BRA', 'PRY')).toContain('basis.caution.date_to_confirm');
    expect(keys('OAS-A55', 'BRA', 'CHL')).not.toContain('basis.caution.date_to_confirm');
  });

  test('the date decides: no Budapest before Brazil’s first day', () => {
    expect(finding('ETS185', 'BRA', 'CHL', '2023-02-28')).toMatchObject({
      applies: false,
      reason: { key: 'basis.reason.not_yet', params: { state: 'BRA' } },
    });
    expect(finding('ETS185', 'BRA', 'CHL', '2023-03-01').applies).toBe(true);
    expect(finding('ETS185', 'BRA', 'CHL', '2023-03-01T02:00:00.000Z').applies).toBe(true);
    expect(applying('BRA', 'CHL', '1994-01-01')).toEqual(['RECIPROCITY']);
  });

  test('Haiti has reciprocity, and the UN conventions to be confirmed', () => {
    expect(applying('BRA', 'HTI')).toEqual(['UNTOC', 'UNCAC', 'RECIPROCITY']);
    const untoc = finding('UNTOC', 'BRA', 'HTI');
    expect(untoc.cautions.map((caution) => caution.key)).toContain('basis.caution.party_to_confirm');
    expect(untoc.sources.every((source) => !source.verified)).toBe(true);
    expect(finding('OAS-A55', 'BRA', 'HTI').reason).toEqual({
      key: 'basis.reason.not_party',
      params: { state: 'HTI' },
    });
  });

  test('Budapest 27 and 28 stand in only where no treaty binds the pair', () => {
    expect(finding('ETS185', 'DOM', 'CHL').fallback_27_28).toBe(true);
    expect(finding('ETS185', 'DOM', 'CHL').cautions).toContainEqual({ key: 'basis.caution.fallback' });
    expect(finding('ETS185', 'USA', 'CHL').fallback_27_28).toBe(false);
    const law = lawOf([
      { id: 1, state: 'DOM', record: 'a', version: 1, withdrawn: false, line: treatyLine('CHL', '2000-01-01') },
    ]);
    const confirmed = basesFor({
      requesting: 'CHL',
      requested: 'DOM',
      date: '2026-11-21',
      kind: 'evidence',
      law,
    });
    expect(confirmed[0]).toMatchObject({ basis: 'BILAT', usable: true });
    expect(confirmed.find((item) => item.basis === 'ETS185')!.fallback_27_28).toBe(false);
  });

  test('what is not in force or not confirmed cannot be chosen', () => {
    for (const code of ['CETS224', 'UNCC', 'CARICOM-MLA', 'MEDELLIN']) {
      expect(finding(code, 'CHL', 'CRI').applies, code).toBe(false);
      expect(finding(code, 'URY', 'PRY').applies, code).toBe(false);
    }
    expect(finding('MEDELLIN', 'URY', 'PRY').reason.key).toBe('basis.reason.channel_open');
    expect(finding('SICA-MLA', 'CRI', 'PAN')).toMatchObject({ applies: true, usable: false });
    expect(finding('BILAT', 'USA', 'BRA')).toMatchObject({ applies: true, usable: false });
    expect(finding('OAS-A55', 'URY', 'BRA').reason.key).toBe('basis.reason.signed_only');
    expect(finding('OAS-A55', 'CUB', 'BRA').reason.key).toBe('basis.reason.status_unknown');
    expect(finding('ETS185', 'GRD', 'BRA').cautions.map((caution) => caution.key)).toContain(
      'basis.caution.party_to_confirm',
    );
  });

  test('is empty for no pair', () => {
    expect(bases('BRA', 'BRA')).toEqual([]);
    expect(bases('BRA', 'OAS')).toEqual([]);
    expect(bases('BRA', '')).toEqual([]);
  });

  test('every pair, date and kind: complete, symmetric, readable, never without reciprocity', () => {
    const day = fc
      .integer({ min: 0, max: 15_000 })
      .map((n) => new Date(694_224_000_000 + n * 86_400_000).toISOString());
    const pair = fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...codes)).filter(([a, b]) => a !== b);
    fc.assert(
      fc.property(pair, day, fc.constantFrom(...kinds), ([a, b], date, kind) => {
        const found = basesFor({ requesting: a, requested: b, date, kind });
        expect(found.map((item) => item.basis).sort()).toEqual([...basisCodes].sort());
        expect(found.map((item) => item.primary_rank)).toEqual(found.map((_, index) => index + 1));
        expect(found.find((item) => item.basis === 'RECIPROCITY')).toMatchObject({ applies: true, usable: true });
        for (const item of found) {
          if (item.usable) expect(item.applies).toBe(true);
          if (item.fallback_27_28) expect(item.basis).toBe('ETS185');
        }
        const other = basesFor({ requesting: b, requested: a, date, kind });
        const facts = (list: typeof found) => list.map(({ basis, applies, usable }) => [basis, applies, usable]);
        expect(facts(other)).toEqual(facts(found));
      }),
      { seed, numRuns: 200 },
    );
    for (const a of ['BRA', 'HTI', 'CUB', 'URY', 'GRD', 'CRI', 'DOM', 'JAM']) {
      for (const b of ['CHL', 'USA', 'VEN', 'PAN', 'TTO']) {
        for (const date of ['2001-01-01', '2024-06-01', '2026-11-21']) {
          for (const item of bases(a, b, date, 'preservation')) [item.reason, ...item.cautions].forEach(readable);
        }
      }
    }
  });
});

describe('refusal grounds', () => {
  const asked = { requesting: 'BRA', requested: 'CHL', date: '2026-11-21' };

  test('against preservation on Budapest: only 29(5), and 29(4) where reserved', () => {
    const question = { ...asked, kind: 'preservation', bases: ['ETS185', 'OAS-A55'] } as const;
    expect(refusalGrounds(question).map((ground) => ground.article)).toEqual(['29(5)(a)', '29(5)(b)']);
    const reservation: Line = {
      kind: 'reservation',
      nature: 'reservation',
      instrument: 'ETS185',
      article: '29(4)',
      text: 'Reserva',
      from: '2017-08-01',
    };
    const law = lawOf([{ id: 1, state: 'CHL', record: 'a', version: 1, withdrawn: false, line: reservation }]);
    expect(refusalGrounds({ ...question, law }).map((ground) => ground.article)).toContain('29(4)');
    const others = { ...question, law, requesting: 'CHL', requested: 'BRA' };
    expect(refusalGrounds(others).map((ground) => ground.article)).not.toContain('29(4)');
  });

  test('against evidence: Nassau 9 without the tax ground between Protocol parties, and domestic law by 25(4)', () => {
    const grounds = refusalGrounds({ ...asked, kind: 'evidence', bases: ['OAS-A55', 'ETS185'] });
    const articles = grounds.map((ground) => ground.article);
    expect(articles).toContain('9(e)');
    expect(articles).not.toContain('9(f)');
    expect(articles).not.toContain('27(4)(a)');
    expect(grounds).toContainEqual({
      code: 'DOMESTIC_LAW',
      basis: 'ETS185',
      article: '25(4)',
      verified: true,
      label: { key: 'ground.DOMESTIC_LAW' },
    });
    expect(grounds.find((ground) => ground.article === '9(a)')!.verified).toBe(false);
  });

  test('the tax ground stays without the Protocol', () => {
    const grounds = refusalGrounds({ ...asked, requested: 'ARG', kind: 'evidence', bases: ['OAS-A55'] });
    expect(grounds.map((ground) => ground.code)).toContain('TAX_OFFENCE');
    expect(grounds).toContainEqual({
      code: 'DOMESTIC_LAW',
      basis: 'RECIPROCITY',
      article: '',
      verified: true,
      label: { key: 'ground.DOMESTIC_LAW' },
    });
  });

  test('27(4) where no treaty binds; UNCAC 46(21) when chosen; a basis that does not apply gives nothing', () => {
    const dominican = { ...asked, requested: 'DOM', kind: 'evidence' } as const;
    const articles = (bases: readonly (typeof basisCodes)[number][]) =>
      refusalGrounds({ ...dominican, bases }).map((ground) => ground.article);
    expect(articles(['ETS185'])).toContain('27(4)(b)');
    expect(articles(['UNCAC'])).toContain('46(21)(c)');
    expect(articles(['OAS-A55', 'CETS224'])).toEqual(['']);
  });
});

test('spontaneous information rests first on what provides for it, and says what was not checked', () => {
  const found = bases('BRA', 'CHL', '2026-11-21', 'information');
  const usable = found.filter((one) => one.applies && one.usable);
  expect(usable.slice(0, 3).map(({ basis }) => basis)).toEqual(['ETS185', 'UNCAC', 'UNTOC']);
  expect(usable[0]?.sources).toEqual([{ instrument: 'ETS185', article: '26', verified: true }]);
  const cautions = (basis: string) => found.find((one) => one.basis === basis)?.cautions.map(({ key }) => key);
  expect(cautions('OAS-A55')).toContain('basis.caution.information_not_seen');
  expect(cautions('UNTOC')).toContain('basis.caution.information_to_confirm');
  expect(cautions('ETS185')).not.toContain('basis.caution.information_not_seen');
  expect(proposedBases(usable, 'information')).toEqual(['ETS185']);
  expect(proposedBases(usable, 'consultation')).toEqual([]);
});
