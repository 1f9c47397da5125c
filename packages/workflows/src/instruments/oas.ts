import { states } from '../states.ts';
import { type Instrument, instrument, lettered, type Party, provisions } from './types.ts';

/** Deposits with the OAS General Secretariat [V2]. */
const deposits: Readonly<Record<string, string>> = {
  PER: '1995-04-26',
  CAN: '1996-06-03',
  USA: '2001-05-25',
  GRD: '2002-01-16',
  PAN: '2002-01-29',
  ECU: '2002-03-08',
  NIC: '2002-11-25',
  COL: '2003-01-13',
  MEX: '2003-02-11',
  GTM: '2003-05-05',
  CHL: '2004-04-28',
  TTO: '2004-06-08',
  SLV: '2004-07-16',
  JAM: '2004-08-12',
  DMA: '2004-10-20',
  PRY: '2004-10-22',
  ATG: '2005-01-05',
  HND: '2006-11-10',
  ARG: '2006-12-12',
  BOL: '2006-12-14',
  BRA: '2007-11-12',
  SUR: '2008-03-31',
  GUY: '2008-06-09',
  BHS: '2009-04-30',
  CRI: '2012-03-14',
};

const inForce = '1996-04-14';
const protocolInForce = '2002-04-07';

/** The thirtieth day after deposit, not before the Convention itself (final clauses from memory). */
function thirtiethDay(deposit: string): string {
  const day = new Date(Date.parse(`${deposit}T00:00:00Z`) + 30 * 86_400_000).toISOString().slice(0, 10);
  return day < inForce ? inForce : day;
}

const nassauParties: readonly Party[] = [
  ...Object.entries(deposits).map(([state, deposit]) => ({
    state,
    deposit,
    from: thirtiethDay(deposit),
    verified: true,
    day_known: true,
  })),
  // listed as a ratifier in 2003; the day was not seen
  { state: 'VEN', from: '2003-12-31', verified: true, day_known: false },
];

/** Parties to the Protocol [V3]; their dates were not seen: at the earliest with the Convention and the Protocol. */
const protocolParties: readonly Party[] = states
  .filter((state) => state.protocol)
  .map(({ code }) => {
    const convention = nassauParties.find((party) => party.state === code)?.from ?? protocolInForce;
    const from = convention > protocolInForce ? convention : protocolInForce;
    return { state: code, from, verified: true, day_known: false };
  });

const both = ['evidence', 'preservation'] as const;

/** Inter-American Convention on Mutual Assistance in Criminal Matters, Nassau 1992. Arts. 4-9, 16, 28-31 from memory. */
export const nassau: Instrument = instrument('OAS-A55', {
  kind: 'treaty',
  in_force: inForce,
  in_force_verified: true,
  parties: nassauParties,
  signatories: [{ state: 'URY', signed: '1993-01-22' }],
  unknown: ['CUB'],
  text_verified: true,
  limits: [
    { code: 'one_year', source: { instrument: 'OAS-A55', article: '6', verified: false } },
    { code: 'not_military', source: { instrument: 'OAS-A55', article: '8', verified: false } },
  ],
  contents: {
    evidence: lettered('OAS-A55', '26', 'abcd', true),
    preservation: lettered('OAS-A55', '26', 'abcd', true),
  },
  grounds: [
    { code: 'NE_BIS_IN_IDEM', article: '9(a)', verified: false, kinds: both },
    { code: 'DISCRIMINATION', article: '9(b)', verified: false, kinds: both },
    { code: 'POLITICAL_OFFENCE', article: '9(c)', verified: false, kinds: both },
    { code: 'SPECIAL_TRIBUNAL', article: '9(d)', verified: false, kinds: both },
    { code: 'ESSENTIAL_INTERESTS', article: '9(e)', verified: false, kinds: both },
    { code: 'TAX_OFFENCE', article: '9(f)', verified: false, kinds: both, only: 'no_protocol' },
    { code: 'DUAL_CRIMINALITY', article: '5', verified: false, kinds: ['evidence'] },
    { code: 'PENALTY_THRESHOLD', article: '6', verified: false, kinds: ['evidence'] },
    { code: 'MILITARY_OFFENCE', article: '8', verified: false, kinds: ['evidence'] },
  ],
  provisions: provisions('OAS-A55', {
    use_limit: '25',
    no_legalization: '27',
    returned_with_reason: '26',
    postponement: '11',
    formalities: '10',
    objects_returned: '12',
    costs: '?29',
  }),
  language: {
    text: { key: 'instrument.language.official' },
    source: { instrument: 'OAS-A55', article: '28', verified: false },
  },
  channel: {
    text: { key: 'instrument.channel.central' },
    source: { instrument: 'OAS-A55', article: '3', verified: true },
  },
  sources: [
    { instrument: 'OAS-A55', article: '2', verified: true },
    { instrument: 'OAS-A55', article: '7', verified: false },
    { instrument: 'OAS-A55', article: '26', verified: true },
  ],
});

/** Optional Protocol, Managua 1993: between its parties the tax ground of Nassau 9(f) falls away [V3]. */
export const nassauProtocol: Instrument = instrument('OAS-A59', {
  kind: 'treaty',
  in_force: protocolInForce,
  in_force_verified: true,
  parties: protocolParties,
  text_verified: true,
  cautions: [{ key: 'basis.caution.needs_convention' }],
  protocol_to: 'OAS-A55',
  barred: [{ text: { key: 'basis.barred.tax' }, source: { instrument: 'OAS-A59', verified: true } }],
  language: {
    text: { key: 'instrument.language.official' },
    source: { instrument: 'OAS-A55', article: '28', verified: false },
  },
  sources: [{ instrument: 'OAS-A59', verified: true }],
});
