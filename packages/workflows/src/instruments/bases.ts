import { isState } from '../states.ts';
import type { BasisCode, Kind, ParticipantCode, RequestKind, Source, Text } from '../types.ts';
import { catalogue, instrumentOf } from './catalogue.ts';
import { type BilateralTreaty, bilateralHints } from './others.ts';
import type { Instrument, Party, RequiredContent } from './types.ts';

export interface BasesQuestion {
  requesting: ParticipantCode;
  requested: ParticipantCode;
  /** `YYYY-MM-DD`, or an ISO instant whose date is used */
  date: string;
  kind: Kind;
  /** the States' own table of bilateral treaties, read before the built-in hints */
  bilateral?: readonly BilateralTreaty[];
}

/** What one instrument is worth between two States on a date. */
export interface BasisFinding {
  basis: BasisCode;
  /** in force between the two States on that date, as far as known */
  applies: boolean;
  /** applies and is verified enough to be chosen */
  usable: boolean;
  /** 1 is the suggested primary basis; usable ones first, then those to be confirmed, then those that do not apply */
  primary_rank: number;
  /** Budapest arts. 27-28 apply, because no treaty of mutual assistance binds the pair; only true on `ETS185` */
  fallback_27_28: boolean;
  reason: Text;
  /** limits and what remains to be confirmed */
  cautions: Text[];
  sources: Source[];
}

/**
 * Order of suggestion (domain.md §2.7): a confirmed bilateral treaty, regional treaties, Budapest, UN, arrangements,
 * reciprocity. The Optional Protocol never precedes its Convention.
 */
const evidenceOrder: readonly BasisCode[] = [
  'BILAT',
  'OAS-A55',
  'OAS-A59',
  'MERCOSUR-SL',
  'SICA-MLA',
  'CARICOM-MLA',
  'ETS185',
  'CETS224',
  'UNCC',
  'UNTOC',
  'UNCAC',
  'CW-HARARE',
  'RECIPROCITY',
  'MEDELLIN',
];

/** For preservation, the instruments that provide for it come first. */
const preservationFirst: readonly BasisCode[] = ['ETS185', 'CETS224', 'UNCC'];
/** For spontaneous information too: Budapest 26, then the parallel paragraphs of the UN conventions. */
const informationFirst: readonly BasisCode[] = ['ETS185', 'UNCAC', 'UNTOC'];
const before: Record<Kind, readonly BasisCode[]> = {
  evidence: [],
  preservation: preservationFirst,
  information: informationFirst,
  consultation: [],
};

/** Treaties of mutual assistance that displace Budapest arts. 27-28. UN conventions do so only within their scope. */
const displacing: readonly BasisCode[] = ['BILAT', 'OAS-A55', 'MERCOSUR-SL', 'SICA-MLA', 'CARICOM-MLA'];

/**
 * Every instrument of the catalogue with whether it applies between two States on a date, and why or why not, in
 * order of suggestion. A person confirms the choice. Reciprocity always applies. An empty list when either code is
 * not one of the 35 States or both are the same.
 */
export function basesFor(question: BasesQuestion): BasisFinding[] {
  const { requesting, requested, kind } = question;
  if (!isState(requesting) || !isState(requested) || requesting === requested) return [];
  const date = question.date.slice(0, 10);
  const findings = new Map(catalogue.map((item) => [item.code, findingOf(item, { ...question, date })]));
  addFallback(findings);
  return inOrder([...findings.values()], kind);
}

function findingOf(item: Instrument, question: BasesQuestion): BasisFinding {
  const base = { basis: item.code, primary_rank: 0, fallback_27_28: false, sources: sourcesOf(item, question.kind) };
  const no = (reason: Text): BasisFinding => ({ ...base, applies: false, usable: false, reason, cautions: [] });
  const yes = (reason: Text, cautions: Text[], usable = item.usable): BasisFinding => ({
    ...base,
    applies: true,
    usable,
    reason,
    cautions: [...item.cautions, ...cautions, ...general(item, question.kind)],
  });

  if (item.code === 'RECIPROCITY') return yes({ key: 'basis.reason.reciprocity' }, []);
  if (item.code === 'BILAT') {
    const treaty = bilateralBetween(question);
    if (!treaty) return no({ key: 'basis.reason.no_bilateral' });
    const cautions = treaty.confirmed ? [] : [{ key: 'basis.caution.bilateral_to_confirm' }];
    return yes({ key: 'basis.reason.bilateral' }, cautions, treaty.confirmed);
  }
  const [first, second] = [question.requesting, question.requested].map((state) =>
    standing(item, state, question.date),
  );
  if (!first || !second) throw new Error('two States expected');
  if (item.kind === 'channel') {
    const open = first.bound !== null && second.bound !== null;
    return no({ key: open ? 'basis.reason.channel_open' : 'basis.reason.channel_closed' });
  }
  if (item.in_force === null) return no({ key: 'basis.reason.not_in_force', params: { as_of: noon(item.as_of) } });
  if (!first.bound || !second.bound) return no(whyNot(first, second));
  const cautions = [...first.cautions, ...second.cautions];
  return yes(whyYes(item, first.bound, second.bound), cautions);
}

/** The articles that carry a file of this kind. */
function sourcesOf(item: Instrument, kind: Kind): Source[] {
  if (kind === 'information') return item.information ? [item.information] : [];
  return kind === 'consultation' ? [] : [...item.sources];
}

interface Standing {
  state: ParticipantCode;
  bound: Party | null;
  cautions: Text[];
  reason: Text;
}

/** Where one State stands towards an instrument on a date. */
function standing(item: Instrument, state: ParticipantCode, date: string): Standing {
  const params = { state };
  const party = item.parties.find((entry) => entry.state === state);
  const from = party?.from ?? item.in_force ?? '';
  if (party && date >= from && (party.until === undefined || date <= party.until)) {
    const cautions: Text[] = [];
    if (!party.verified) cautions.push({ key: 'basis.caution.party_to_confirm', params });
    else if (!party.day_known && item.kind === 'treaty')
      cautions.push({ key: 'basis.caution.date_to_confirm', params });
    return { state, bound: party, cautions, reason: { key: 'basis.reason.both_listed' } };
  }
  const no = (key: string, more: Record<string, number> = {}): Standing => ({
    state,
    bound: null,
    cautions: [],
    reason: { key: `basis.reason.${key}`, params: { ...params, ...more } },
  });
  if (party && date < from) return no('not_yet', { from: noon(from) });
  if (item.signatories.some((entry) => entry.state === state)) return no('signed_only');
  if (item.unknown.includes(state)) return no('status_unknown');
  return no('not_party');
}

function whyYes(item: Instrument, requesting: Party, requested: Party): Text {
  if (item.kind === 'arrangement') return { key: 'basis.reason.arrangement' };
  const names = { requesting: requesting.state, requested: requested.state };
  if (requesting.from === null || requested.from === null) return { key: 'basis.reason.both_listed', params: names };
  const dates = { requesting_from: noon(requesting.from), requested_from: noon(requested.from) };
  return { key: 'basis.reason.both_parties', params: { ...names, ...dates } };
}

function whyNot(first: Standing, second: Standing): Text {
  const neither = [first, second].every(({ reason }) => reason.key === 'basis.reason.not_party');
  if (neither) return { key: 'basis.reason.neither_party' };
  return first.bound === null ? first.reason : second.reason;
}

function general(item: Instrument, kind: Kind): Text[] {
  const cautions: Text[] = [];
  if (!item.text_verified) cautions.push({ key: 'basis.caution.text_to_confirm' });
  if (kind === 'preservation' && !item.preservation) cautions.push({ key: 'basis.caution.nothing_on_preservation' });
  if (kind === 'information' && !item.information) cautions.push({ key: 'basis.caution.information_not_seen' });
  if (kind === 'information' && item.information?.verified === false)
    cautions.push({ key: 'basis.caution.information_to_confirm' });
  return cautions;
}

function bilateralBetween({ requesting, requested, date, bilateral = [] }: BasesQuestion): BilateralTreaty | undefined {
  return [...bilateral, ...bilateralHints].find(
    ({ states, from, until }) =>
      states.includes(requesting) &&
      states.includes(requested) &&
      (from === null || from <= date) &&
      (until === undefined || until === null || date <= until),
  );
}

/** Budapest arts. 27-28 stand in only where no treaty of mutual assistance binds the pair (27(1)). */
function addFallback(findings: Map<BasisCode, BasisFinding>): void {
  const budapest = findings.get('ETS185');
  if (!budapest?.applies) return;
  const others = displacing.flatMap((code) => findings.get(code) ?? []).filter((finding) => finding.applies);
  const certain = others.some((finding) => finding.usable);
  budapest.fallback_27_28 = !certain;
  const key = certain ? 'no_fallback' : others.length > 0 ? 'fallback_uncertain' : 'fallback';
  budapest.cautions.push({ key: `basis.caution.${key}` });
}

function inOrder(findings: BasisFinding[], kind: Kind): BasisFinding[] {
  const order = [...before[kind], ...evidenceOrder.filter((code) => !before[kind].includes(code))];
  const group = (finding: BasisFinding) => (finding.usable ? 0 : finding.applies ? 1 : 2);
  const sorted = findings.sort((a, b) => group(a) - group(b) || order.indexOf(a.basis) - order.indexOf(b.basis));
  return sorted.map((finding, index) => ({ ...finding, primary_rank: index + 1 }));
}

/** Serve only some offences: never proposed by themselves. */
const scoped: readonly BasisCode[] = ['UNTOC', 'UNCAC'];

/**
 * What to propose of findings in their order: the best treaty between the two, and for evidence the Budapest Convention
 * beside it. Reciprocity only where there is no treaty, nothing for a consultation. A person confirms.
 */
export function proposedBases(
  findings: readonly { basis: BasisCode; applies: boolean; usable: boolean }[],
  kind: Kind,
): BasisCode[] {
  if (kind === 'consultation') return [];
  const usable = findings.filter((finding) => finding.applies && finding.usable).map(({ basis }) => basis);
  const treaties = usable.filter((basis) => basis !== 'RECIPROCITY' && !scoped.includes(basis));
  const [first] = treaties;
  if (!first) return usable.filter((basis) => basis === 'RECIPROCITY');
  return kind === 'evidence' && first !== 'ETS185' && treaties.includes('ETS185') ? [first, 'ETS185'] : [first];
}

/** Noon UTC of a date, the form in which vocabulary texts take dates. */
function noon(date: string): number {
  return Date.parse(`${date}T12:00:00Z`);
}

/** What a request must contain under a basis, by letter. Empty where the instrument lists nothing (domain.md §2.2). */
export function requiredContents(basis: BasisCode, kind: RequestKind): readonly RequiredContent[] {
  return instrumentOf(basis).contents[kind];
}

/** Least days data must be kept under a basis (Budapest 29(7): 60), or null where it sets none or is not in force. */
export function preservationMinimum(basis: BasisCode): { days: number; source: Source } | null {
  const item = instrumentOf(basis);
  return item.in_force === null ? null : (item.preservation_minimum ?? null);
}
