import { states } from '../states.ts';
import { type GroundRule, type Instrument, instrument, lettered, type Party, provisions } from './types.ts';

/** Membership from memory, dates not seen. */
const all: readonly Party[] = states.map(({ code }) => ({
  state: code,
  from: null,
  verified: false,
  day_known: false,
}));

/** UNCAC 46(9), (21); UNTOC 18 runs parallel. */
function grounds(article: '46' | '18', verified: boolean): GroundRule[] {
  const kinds = ['evidence', 'preservation'] as const;
  return [
    { code: 'NON_CONFORMITY', article: `${article}(21)(a)`, verified, kinds },
    { code: 'ESSENTIAL_INTERESTS', article: `${article}(21)(b)`, verified, kinds },
    { code: 'DOMESTIC_PROHIBITION', article: `${article}(21)(c)`, verified, kinds },
    { code: 'CONTRARY_TO_MLA_LAW', article: `${article}(21)(d)`, verified, kinds },
    { code: 'DUAL_CRIMINALITY', article: `${article}(9)`, verified, kinds },
    ...(article === '46' ? [{ code: 'DE_MINIMIS', article: '46(9)(b)', verified, kinds } as const] : []),
  ];
}

/** UN Convention against Transnational Organized Crime. All 35 States, and the articles, from memory. */
export const palermo: Instrument = instrument('UNTOC', {
  kind: 'treaty',
  in_force: '2003-09-29',
  parties: all,
  cautions: [{ key: 'basis.caution.organized_crime_only' }],
  information: { instrument: 'UNTOC', article: '18(4)-(5)', verified: false },
  provisions: provisions('UNTOC', {
    use_limit: '?18(19)',
    reasons: '?18(23)',
    consultation: '?18(26)',
    costs: '?18(28)',
  }),
  limits: (['serious', 'transnational', 'organized_group'] as const).map((code) => ({
    code,
    source: { instrument: 'UNTOC', article: '3, 18(1)', verified: false },
  })),
  contents: {
    evidence: lettered('UNTOC', '18(15)', 'abcdef', false),
    preservation: lettered('UNTOC', '18(15)', 'abcdef', false),
  },
  grounds: grounds('18', false),
  language: {
    text: { key: 'instrument.language.notified' },
    source: { instrument: 'UNTOC', article: '18(14)', verified: false },
  },
  channel: {
    text: { key: 'instrument.channel.central' },
    source: { instrument: 'UNTOC', article: '18(13)', verified: false },
  },
  sources: [{ instrument: 'UNTOC', article: '18', verified: false }],
});

/** UN Convention against Corruption. Text checked [V6]; “nearly all” States are parties, from memory. */
export const merida: Instrument = instrument('UNCAC', {
  kind: 'treaty',
  in_force: '2005-12-14',
  parties: all,
  text_verified: true,
  cautions: [{ key: 'basis.caution.corruption_only' }],
  information: { instrument: 'UNCAC', article: '46(4)-(5)', verified: true },
  limits: [{ code: 'corruption', source: { instrument: 'UNCAC', article: '46(1)', verified: true } }],
  provisions: provisions('UNCAC', {
    use_limit: '46(19)',
    confidentiality: '46(20)',
    reasons: '46(23)',
    status: '46(24)',
    postponement: '46(25)',
    consultation: '46(26)',
    costs: '46(28)',
  }),
  barred: [
    { text: { key: 'basis.barred.bank_secrecy' }, source: { instrument: 'UNCAC', article: '46(8)', verified: true } },
    { text: { key: 'basis.barred.fiscal' }, source: { instrument: 'UNCAC', article: '46(22)', verified: true } },
  ],
  contents: {
    evidence: lettered('UNCAC', '46(15)', 'abcdef', true),
    preservation: lettered('UNCAC', '46(15)', 'abcdef', true),
  },
  grounds: grounds('46', true),
  language: {
    text: { key: 'instrument.language.notified' },
    source: { instrument: 'UNCAC', article: '46(14)', verified: true },
  },
  channel: {
    text: { key: 'instrument.channel.central' },
    source: { instrument: 'UNCAC', article: '46(13)', verified: true },
  },
  sources: [{ instrument: 'UNCAC', article: '46', verified: true }],
});

/** UN Convention against Cybercrime: no evidence it is in force; signatures per press [V10]. Loaded inactive. */
export const hanoi: Instrument = instrument('UNCC', {
  kind: 'treaty',
  in_force: null,
  usable: false,
  preservation: true,
  signatories: ['BRA', 'CHL', 'CRI', 'CUB', 'DOM', 'ECU', 'PER', 'URY', 'VEN'].map((state) => ({
    state,
    signed: '2025-10-25',
  })),
  limits: [{ code: 'serious', source: { instrument: 'UNCC', article: '35', verified: false } }],
  grounds: [
    { code: 'DISCRIMINATION', article: '40', verified: false, kinds: ['evidence', 'preservation'] },
    { code: 'ESSENTIAL_INTERESTS', article: '40', verified: false, kinds: ['evidence', 'preservation'] },
    { code: 'DOMESTIC_PROHIBITION', article: '40', verified: false, kinds: ['evidence', 'preservation'] },
    { code: 'CONTRARY_TO_MLA_LAW', article: '40', verified: false, kinds: ['evidence', 'preservation'] },
  ],
  preservation_minimum: { days: 60, source: { instrument: 'UNCC', article: '42', verified: false } },
  sources: [{ instrument: 'UNCC', article: '40', verified: false }],
});
