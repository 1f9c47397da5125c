import { isState } from '../states.ts';
import type { BasisCode, Kind, ParticipantCode, RequestKind, Source, Text } from '../types.ts';
import { bilateralIn, catalogueLaw, instrumentIn, type Law, reservedIn } from './law.ts';
import type { Instrument, Party, RequiredContent, ScopeLimit } from './types.ts';

/** What is known of the offence a request is about; what is not said stays open. */
export interface Offence {
  corruption?: boolean;
  transnational?: boolean;
  organized_group?: boolean;
  /** purely military */
  military?: boolean;
  /** longest deprivation of liberty the law provides, in years */
  maximum_years?: number;
}

export interface BasesQuestion {
  requesting: ParticipantCode;
  requested: ParticipantCode;
  /** `YYYY-MM-DD`, or an ISO instant whose date is used */
  date: string;
  kind: Kind;
  /** the law in force; the catalogue of this release unless given */
  law?: Law;
  /** limits of scope are weighed against it */
  offence?: Offence;
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
  /** why the offence is within its scope, where that was checked */
  scope: Text[];
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
  const asked = { law: catalogueLaw, ...question, date };
  const findings = new Map(asked.law.instruments.map((item) => [item.code, findingOf(item, asked)]));
  addFallback(findings);
  return inOrder([...findings.values()], kind);
}

function findingOf(item: Instrument, question: BasesQuestion & { law: Law }): BasisFinding {
  const sources = sourcesOf(item, question.kind);
  const base = { basis: item.code, primary_rank: 0, fallback_27_28: false, scope: [], sources };
  const no = (reason: Text): BasisFinding => ({ ...base, applies: false, usable: false, reason, cautions: [] });
  const yes = (reason: Text, cautions: Text[], usable = item.usable): BasisFinding => ({
    ...base,
    applies: true,
    usable,
    reason,
    cautions: [...item.cautions, ...cautions, ...general(item, question.kind)],
  });

  if (item.code === 'RECIPROCITY') return yes({ key: 'basis.reason.reciprocity' }, []);
  if (item.code === 'BILAT') return bilateralFinding(question, base, no);
  const first = standing(item, question.requesting, question.date);
  const second = standing(item, question.requested, question.date);
  if (item.kind === 'channel') {
    const open = first.bound !== null && second.bound !== null;
    return no({ key: open ? 'basis.reason.channel_open' : 'basis.reason.channel_closed' });
  }
  if (item.in_force === null) return no({ key: 'basis.reason.not_in_force', params: { as_of: noon(item.as_of) } });
  if (question.date < item.in_force)
    return no({ key: 'basis.reason.not_in_force_yet', params: { from: noon(item.in_force) } });
  if (!first.bound || !second.bound) return no(whyNot(first, second));
  const unmet = item.limits.filter(({ code }) => isUnmet(code, question.offence ?? {}));
  const outside = unmet.find(({ source }) => source.verified);
  if (outside) return no({ key: `basis.scope.${outside.code}` });
  // What both States record of themselves needs no further confirmation.
  const confirmed = first.bound.recorded && second.bound.recorded;
  // An unverified limit that is not met never decides: it is said, to be confirmed.
  const doubts = unmet.map(({ code }) => ({ key: `basis.scope.${code}.caution` }));
  const cautions = [...first.cautions, ...second.cautions, ...doubts, ...declared(item, question)];
  const finding = yes(whyYes(item, first.bound, second.bound), cautions, item.usable || confirmed === true);
  return item.any_offence && question.offence ? { ...finding, scope: [{ key: 'basis.scope.any_offence' }] } : finding;
}

function bilateralFinding(
  question: BasesQuestion & { law: Law },
  base: Pick<BasisFinding, 'basis' | 'primary_rank' | 'fallback_27_28' | 'scope' | 'sources'>,
  no: (reason: Text) => BasisFinding,
): BasisFinding {
  const treaty = bilateralIn(question.law, question.requesting, question.requested, question.date);
  if (!treaty) return no({ key: 'basis.reason.no_bilateral' });
  const { recorded_by, title = '', from, text_verified, preservation } = treaty;
  const recorded = recorded_by !== undefined && from !== null;
  return {
    ...base,
    applies: true,
    usable: recorded,
    reason: recorded
      ? { key: 'basis.reason.bilateral_recorded', params: { title, state: recorded_by, from: noon(from) } }
      : { key: 'basis.reason.bilateral' },
    cautions: [
      ...(recorded ? [] : [{ key: 'basis.caution.bilateral_to_confirm' }]),
      ...(text_verified ? [] : [{ key: 'basis.caution.text_to_confirm' }]),
      ...(question.kind === 'preservation' && !preservation ? [{ key: 'basis.caution.nothing_on_preservation' }] : []),
    ],
    sources: [{ instrument: 'BILAT', verified: recorded }],
  };
}

/** Whether what was said of the offence puts it outside a limit; what was not said does not. */
function isUnmet(code: ScopeLimit['code'], offence: Offence): boolean {
  const { maximum_years: years } = offence;
  return {
    corruption: offence.corruption === false,
    transnational: offence.transnational === false,
    organized_group: offence.organized_group === false,
    serious: years !== undefined && years < 4,
    one_year: years !== undefined && years < 1,
    not_military: offence.military === true,
  }[code];
}

/** A declaration of the requested State on channels (Budapest 27(9)(e)). */
function declared(item: Instrument, { law = catalogueLaw, requested, date }: BasesQuestion): Text[] {
  const central = item.code === 'ETS185' && reservedIn(law, requested, 'ETS185', '27(9)(e)', date);
  return central ? [{ key: 'basis.caution.central_only', params: { state: requested } }] : [];
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
  const own = item.parties.filter((entry) => entry.state === state);
  const firstDay = (entry: Party) => entry.from ?? item.in_force ?? '';
  const party = own.find((entry) => date >= firstDay(entry) && (entry.until === undefined || date <= entry.until));
  if (party) {
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
  const next = own
    .map(firstDay)
    .sort()
    .find((from) => date < from);
  if (next) return no('not_yet', { from: noon(next) });
  const left = own
    .flatMap(({ until }) => until ?? [])
    .sort()
    .at(-1);
  if (left) return no('left', { until: noon(left) });
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
  const order = [...before[kind], ...evidenceOrder];
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

/** Between whom and when: a bilateral treaty has other contents for each pair. */
export interface Between {
  law?: Law;
  requesting?: ParticipantCode;
  requested?: ParticipantCode;
  date?: string;
}

/**
 * What a request must contain under a basis, by letter. Empty where the instrument lists nothing (domain.md §2.2). The
 * contents of a bilateral treaty are those its record names, and need the pair and the date.
 */
export function requiredContents(
  basis: BasisCode,
  kind: RequestKind,
  between: Between = {},
): readonly RequiredContent[] {
  const { law = catalogueLaw, requesting = '', requested = '', date = '' } = between;
  if (basis !== 'BILAT') return instrumentIn(law, basis).contents[kind];
  const treaty = bilateralIn(law, requesting, requested, date.slice(0, 10));
  return (treaty?.contents ?? [])
    .filter((content) => content.kind === kind)
    .map(({ field, article }, index) => ({
      letter: String(index + 1),
      article,
      label: { key: `form.${kind}.${field}.label` },
      source: { instrument: 'BILAT', ...(article ? { article } : {}), verified: treaty?.text_verified === true },
    }));
}

/** Least days data must be kept under a basis (Budapest 29(7): 60), or null where it sets none or is not in force. */
export function preservationMinimum(
  basis: BasisCode,
  law: Law = catalogueLaw,
): { days: number; source: Source } | null {
  const item = instrumentIn(law, basis);
  return item.in_force === null ? null : (item.preservation_minimum ?? null);
}
