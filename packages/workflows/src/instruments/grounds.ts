import type { BasisCode, Kind, Text } from '../types.ts';
import { type BasesQuestion, basesFor } from './bases.ts';
import { bilateralIn, catalogueLaw, instrumentIn, reservedIn } from './law.ts';
import type { GroundCode, GroundRule } from './types.ts';

/** A ground the requested State may pick. The same code may come from several instruments. */
export interface RefusalGround {
  code: GroundCode;
  basis: BasisCode;
  /** empty for the law of the requested State */
  article: string;
  verified: boolean;
  label: Text;
}

export interface GroundsQuestion extends BasesQuestion {
  /** bases chosen in the request; those that do not apply on the date are ignored */
  bases: readonly BasisCode[];
}

/**
 * Grounds for refusal: those of the chosen bases plus the law of the requested State (domain.md §2.7).
 *
 * - A preservation request on Budapest can be refused only on 29(5), and on 29(4) where the requested State made that reservation: the
 *   grounds of the other chosen bases and of domestic law are then not offered.
 * - Budapest 27(4) only where no treaty binds the pair; otherwise domestic law comes in by 25(4).
 * - Nassau 9(f) falls away between two parties to the Optional Protocol, chosen or not.
 */
export function refusalGrounds(question: GroundsQuestion): RefusalGround[] {
  const { law = catalogueLaw, requesting, requested } = question;
  const date = question.date.slice(0, 10);
  const findings = basesFor(question);
  const applies = (basis: BasisCode) => findings.some((finding) => finding.basis === basis && finding.applies);
  const fallback = findings.some((finding) => finding.fallback_27_28);
  const chosen = question.bases.filter((basis, index, all) => applies(basis) && all.indexOf(basis) === index);

  function offered(rule: GroundRule): boolean {
    if (!rule.kinds.includes(question.kind)) return false;
    if (rule.only === 'fallback_27_28') return fallback;
    if (rule.only === 'reserved_29_4') return reservedIn(law, requested, 'ETS185', '29(4)', date);
    if (rule.only === 'no_protocol') return !applies('OAS-A59');
    return true;
  }

  const treaty = bilateralIn(law, requesting, requested, date);
  const rulesOf = (basis: BasisCode) =>
    basis === 'BILAT' ? (treaty?.grounds ?? []) : instrumentIn(law, basis).grounds;
  const grounds = sourcesOf(chosen, question.kind).flatMap((basis) =>
    rulesOf(basis)
      .filter(offered)
      .map(({ code, article, verified }) => ({ code, basis, article, verified, label: { key: `ground.${code}` } })),
  );
  const closed = question.kind === 'preservation' && chosen.includes('ETS185');
  if (closed || grounds.some((ground) => ground.code === 'DOMESTIC_LAW')) return grounds;
  const label = { key: 'ground.DOMESTIC_LAW' };
  return [...grounds, { code: 'DOMESTIC_LAW', basis: 'RECIPROCITY', article: '', verified: true, label }];
}

/** Budapest closes the list of grounds against preservation (29(5): “may only be refused if”). */
function sourcesOf(chosen: readonly BasisCode[], kind: Kind): readonly BasisCode[] {
  return kind === 'preservation' && chosen.includes('ETS185') ? ['ETS185'] : chosen;
}
