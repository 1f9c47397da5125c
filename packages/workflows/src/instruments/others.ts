import type { Kind, Language, ParticipantCode } from '../types.ts';
import { type GroundRule, type Instrument, instrument, type Party, provisions } from './types.ts';

function listed(codes: string, verified: boolean): readonly Party[] {
  return codes.split(' ').map((state) => ({ state, from: null, verified, day_known: false }));
}

/** Medellín Treaty: a channel for requests made on another treaty [V11]. */
export const medellin: Instrument = instrument('MEDELLIN', {
  kind: 'channel',
  in_force: '2022-05-09',
  in_force_verified: true,
  parties: listed('CUB URY PRY', true),
  signatories: ['ARG', 'BRA', 'COL', 'CHL', 'BOL', 'ECU'].map((state) => ({ state, signed: null })),
  usable: false,
  language: {
    text: { key: 'instrument.language.es_pt' },
    source: { instrument: 'MEDELLIN', verified: true },
  },
  channel: {
    text: { key: 'instrument.channel.platform' },
    source: { instrument: 'MEDELLIN', verified: true },
  },
  provisions: provisions('MEDELLIN', { counts_as_original: '' }),
  sources: [{ instrument: 'MEDELLIN', verified: true }],
});

/** San Luis Protocol: parties named [V11b]; the day in force is from memory, the parties' own days and articles not seen. */
export const sanLuis: Instrument = instrument('MERCOSUR-SL', {
  kind: 'treaty',
  in_force: '2000-01-08',
  parties: listed('ARG BRA PRY URY', true),
  sources: [{ instrument: 'MERCOSUR-SL', verified: true }],
});

/**
 * Central American treaty: States named in the text [V11b]; status from memory, so not to be chosen
 * unconfirmed. `in_force` is the end of the year of its signature, for want of a date seen.
 */
export const centralAmerica: Instrument = instrument('SICA-MLA', {
  kind: 'treaty',
  in_force: '1993-12-31',
  parties: listed('CRI SLV GTM HND NIC PAN', false),
  usable: false,
  cautions: [{ key: 'basis.caution.status_to_confirm' }],
  sources: [{ instrument: 'SICA-MLA', verified: false }],
});

/** Caribbean treaty: four ratifications seen of the five needed [V21]. Loaded inactive. */
export const caribbean: Instrument = instrument('CARICOM-MLA', {
  kind: 'treaty',
  in_force: null,
  parties: listed('ATG BLZ SUR TTO', true),
  usable: false,
  sources: [{ instrument: 'CARICOM-MLA', verified: false }],
});

/** Harare Scheme: a non-binding arrangement that includes preserving computer data [V22]; revised text not seen. */
export const harare: Instrument = instrument('CW-HARARE', {
  kind: 'arrangement',
  in_force: '1986-08-01',
  parties: listed('ATG BHS BRB BLZ DMA GRD GUY JAM KNA LCA VCT TTO CAN', true),
  preservation: true,
  cautions: [{ key: 'basis.caution.not_binding' }],
  sources: [{ instrument: 'CW-HARARE', verified: true }],
});

/** Bilateral treaties: a table each State maintains. What is listed here is a hint, never chosen unconfirmed. */
export const bilateral: Instrument = instrument('BILAT', {
  kind: 'treaty',
  in_force: null,
  sources: [{ instrument: 'BILAT', verified: false }],
});

/** One bilateral treaty. `from` and `until` are `YYYY-MM-DD`, null where not seen. */
export interface BilateralTreaty {
  states: readonly [string, string];
  from: string | null;
  until?: string | null;
  /** the State that recorded it; a pair known only by repute may not be chosen */
  recorded_by?: ParticipantCode;
  title?: string;
  /** its articles were read by the State that recorded it: only then do they demand or refuse */
  text_verified: boolean;
  preservation: boolean;
  contents: readonly { kind: Kind; field: string; article: string }[];
  grounds: readonly GroundRule[];
  languages: readonly Language[];
  channel: 'central' | 'diplomatic';
}

const byRepute = (first: string, second: string): BilateralTreaty => ({
  states: [first, second],
  from: null,
  text_verified: false,
  preservation: false,
  contents: [],
  grounds: [],
  languages: [],
  channel: 'central',
});

/** Pairs known at least by repute (domain.md §2.1); a State's own record of the pair takes their place. */
export const bilateralHints: readonly BilateralTreaty[] = [
  ...['ARG', 'BHS', 'BRA', 'CAN', 'JAM', 'MEX', 'PAN', 'TTO', 'URY', 'VEN'].map((state) => byRepute('USA', state)),
  byRepute('BRA', 'CAN'),
  byRepute('MEX', 'BRA'),
];

/** Domestic law and letters rogatory: open between any two States. */
export const reciprocity: Instrument = instrument('RECIPROCITY', {
  kind: 'domestic',
  in_force: '0001-01-01',
  text_verified: true,
  preservation: true,
  cautions: [{ key: 'basis.caution.diplomatic_channel' }],
  channel: {
    text: { key: 'instrument.channel.diplomatic' },
    source: { instrument: 'PRACTICE', verified: true },
  },
  grounds: [{ code: 'DOMESTIC_LAW', article: '', verified: true, kinds: ['evidence', 'preservation'] }],
  sources: [{ instrument: 'PRACTICE', verified: true }],
});
