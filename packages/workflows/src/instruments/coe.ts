import { states } from '../states.ts';
import { type Instrument, instrument, lettered, type Party, provisions } from './types.ts';

const parties: readonly Party[] = states.flatMap(({ code, budapest }) =>
  budapest
    ? [
        {
          state: code,
          from: budapest.in_force,
          ...(budapest.deposit === null ? {} : { deposit: budapest.deposit }),
          verified: budapest.party_verified,
          day_known: budapest.day_known,
        },
      ]
    : [],
);

/** Convention on Cybercrime, Budapest 2001. Text checked [V1]; the dates of the parties are from memory. */
export const budapest: Instrument = instrument('ETS185', {
  kind: 'treaty',
  in_force: '2004-07-01',
  in_force_verified: true,
  parties,
  text_verified: true,
  preservation: true,
  information: { instrument: 'ETS185', article: '26', verified: true },
  contents: { evidence: [], preservation: lettered('ETS185', '29(2)', 'abcdef', true) },
  grounds: [
    { code: 'DOMESTIC_LAW', article: '25(4)', verified: true, kinds: ['evidence'] },
    { code: 'DUAL_CRIMINALITY', article: '25(5)', verified: true, kinds: ['evidence'] },
    { code: 'POLITICAL_OFFENCE', article: '27(4)(a)', verified: true, kinds: ['evidence'], only: 'fallback_27_28' },
    { code: 'ESSENTIAL_INTERESTS', article: '27(4)(b)', verified: true, kinds: ['evidence'], only: 'fallback_27_28' },
    {
      code: 'DUAL_CRIMINALITY_RESERVED',
      article: '29(4)',
      verified: true,
      kinds: ['preservation'],
      only: 'reserved_29_4',
    },
    { code: 'POLITICAL_OFFENCE', article: '29(5)(a)', verified: true, kinds: ['preservation'] },
    { code: 'ESSENTIAL_INTERESTS', article: '29(5)(b)', verified: true, kinds: ['preservation'] },
  ],
  any_offence: { instrument: 'ETS185', article: '14(2), 23, 25(1)', verified: true },
  provisions: provisions('ETS185', {
    hold_until_decided: '29(7)',
    warn_not_secured: '29(6)',
    expedited_means: '25(3)',
    contact_24_7: '35',
    path_disclosed: '30',
    fallback_partial: '27(6)',
    fallback_reasons: '27(7)',
    fallback_confidentiality: '27(8)',
    fallback_direct: '27(9)',
    fallback_use: '28',
  }),
  barred: [
    { text: { key: 'basis.barred.fiscal' }, source: { instrument: 'ETS185', article: '25(4)', verified: true } },
    {
      text: { key: 'basis.barred.dual_criminality_preservation' },
      source: { instrument: 'ETS185', article: '29(3)', verified: true },
    },
  ],
  preservation_minimum: { days: 60, source: { instrument: 'ETS185', article: '29(7)', verified: true } },
  channel: {
    text: { key: 'instrument.channel.budapest' },
    source: { instrument: 'ETS185', article: '27(2), 35', verified: true },
  },
  sources: [
    { instrument: 'ETS185', article: '25', verified: true },
    { instrument: 'ETS185', article: '29', verified: true },
    { instrument: 'ETS185', article: '31', verified: true },
  ],
});

/** Second Additional Protocol, 2022: not in force, contents from memory. Loaded inactive. */
export const secondProtocol: Instrument = instrument('CETS224', {
  kind: 'treaty',
  in_force: null,
  usable: false,
  protocol_to: 'ETS185',
  provisions: provisions('CETS224', { direct_to_provider: '?7', served_by_state: '?8', emergency: '?9, 10' }),
  language: {
    text: { key: 'instrument.language.acceptable' },
    source: { instrument: 'CETS224', article: '4', verified: false },
  },
  grounds: [
    { code: 'DOMESTIC_LAW', article: '8', verified: false, kinds: ['evidence'] },
    { code: 'POLITICAL_OFFENCE', article: '8', verified: false, kinds: ['evidence'] },
    { code: 'ESSENTIAL_INTERESTS', article: '8', verified: false, kinds: ['evidence'] },
  ],
  signatories: [
    { state: 'CHL', signed: '2022-05-12' },
    { state: 'COL', signed: '2022-05-12' },
    { state: 'USA', signed: '2022-05-12' },
    { state: 'CRI', signed: '2022-06-13' },
    { state: 'DOM', signed: '2023-01-30' },
    { state: 'ARG', signed: '2023-02-16' },
    { state: 'CAN', signed: '2023-06-20' },
    { state: 'PRY', signed: '2024-09-24' },
    { state: 'PER', signed: '2024-12-12' },
  ],
  sources: [{ instrument: 'CETS224', verified: false }],
});
