/**
 * The sums that must come out before a return is approved or accepted (domain.md §6.2). Each refusal names the cells, the
 * rule and where the rule comes from. A sum of which a part is not available cannot be checked: it is a warning, and the
 * return says so.
 */
import { dispositions, investigationParts, personGroups } from '../domestic.ts';
import { indicatorOf } from '../indicators.ts';
import { directions, requestKinds, type Source } from '../types.ts';
import {
  allOutcomes,
  type Content,
  cellsOf,
  domesticCell,
  type FlowRow,
  flowCell,
  groundCell,
  isNumber,
  isOutcomeOf,
  outcomes,
  type Reported,
} from './content.ts';

/** Text: `rule.return_<rule>` with `params`. */
export interface Finding {
  rule: string;
  /** the cells it is about, as `cellsOf` names them */
  cells: string[];
  severity: 'error' | 'warning';
  source: Source;
  params: Record<string, string | number>;
}

/** No treaty sets how States add up their figures: the network's own rule, after FATF rec. 33 and CEPEJ. */
const policy: Source = { instrument: 'POLICY', verified: true };
const finding = (
  rule: string,
  cells: string[],
  params: Finding['params'] = {},
  severity: Finding['severity'] = 'error',
): Finding => ({ rule: `return_${rule}`, cells, severity, source: policy, params });

const sum = (values: readonly Reported[]): number | null =>
  values.every(isNumber) ? values.reduce((total, value) => total + value, 0) : null;

/** Left must equal right; where either has a part that is not a number, nothing can be said. */
function equal(rule: string, left: Record<string, Reported>, right: Record<string, Reported>, params = {}): Finding[] {
  const [a, b] = [sum(Object.values(left)), sum(Object.values(right))];
  const cells = [...Object.keys(left), ...Object.keys(right)];
  if (a === null || b === null) {
    // Nothing was said of any part: that is the return's own statement, and no sum to check.
    const anything = [...Object.values(left), ...Object.values(right)].some(isNumber);
    return anything ? [finding('unchecked', cells, { check: rule, ...params }, 'warning')] : [];
  }
  return a === b ? [] : [finding(rule, cells, { left: a, right: b, ...params })];
}

function atMost(rule: string, [small, value]: [string, Reported], limits: Record<string, Reported>): Finding[] {
  const limit = sum(Object.values(limits));
  return isNumber(value) && limit !== null && value > limit
    ? [finding(rule, [small, ...Object.keys(limits)], { left: value, right: limit })]
    : [];
}

function flowFindings(row: FlowRow, state: string): Finding[] {
  const cell = (column: Parameters<typeof flowCell>[1]) => flowCell(row, column);
  const strange = allOutcomes.filter(
    (outcome) => row.outcomes[outcome] !== undefined && !isOutcomeOf(row.kind, outcome),
  );
  const missing = outcomes[row.kind].filter((outcome) => row.outcomes[outcome] === undefined);
  const of = { counterpart: row.counterpart };
  return [
    ...(row.counterpart === state ? [finding('own_state', [cell('opened')], of)] : []),
    ...strange.map((outcome) => finding('outcome_kind', [cell(`outcomes.${outcome}`)], of)),
    ...missing.map((outcome) => finding('outcome_missing', [cell(`outcomes.${outcome}`)], of)),
    // pending at the start + opened + reopened = closed + pending at the end
    ...equal(
      'flow_balance',
      Object.fromEntries((['pending_start', 'opened', 'reopened'] as const).map((name) => [cell(name), row[name]])),
      Object.fromEntries((['closed', 'pending_end'] as const).map((name) => [cell(name), row[name]])),
      of,
    ),
    ...(strange.length + missing.length > 0
      ? []
      : equal(
          'outcomes_sum',
          Object.fromEntries(
            outcomes[row.kind].map((outcome) => [cell(`outcomes.${outcome}`), row.outcomes[outcome] ?? 0]),
          ),
          { [cell('closed')]: row.closed },
          of,
        )),
    // What the other counts only next year was opened this year, or was waiting so when the year began.
    ...atMost('in_transit', [cell('in_transit_end'), row.in_transit_end], {
      [cell('opened')]: row.opened,
      [cell('in_transit_start')]: row.in_transit_start,
    }),
  ];
}

function groundFindings({ flows, grounds }: Content): Finding[] {
  return directions.flatMap((direction) =>
    requestKinds.flatMap((kind) => {
      const rows = flows.filter((row) => row.direction === direction && row.kind === kind);
      const own = grounds.filter((row) => row.direction === direction && row.kind === kind);
      if (rows.length + own.length === 0) return [];
      return equal(
        'grounds_sum',
        Object.fromEntries(own.map((row) => [groundCell(row), row.refused])),
        Object.fromEntries(rows.map((row) => [flowCell(row, 'outcomes.refused'), row.outcomes.refused ?? 0])),
        { direction, kind },
      );
    }),
  );
}

function domesticFindings({ domestic }: Content): Finding[] {
  const value = (name: string): Reported => domestic[name] ?? 'not_available';
  const of = (id: string, parts: readonly string[]) =>
    Object.fromEntries(parts.map((part) => [domesticCell(`${id}.${part}`), value(`${id}.${part}`)]));
  const whole = (name: string) => ({ [domesticCell(name)]: value(name) });
  const [start, opened, reopened, closed, end] = investigationParts;
  return [
    ...equal('investigations_balance', of('C2', [start, opened, reopened]), of('C2', [closed, end])),
    // Persons charged, by sex, by age and by nature: each split comes to the persons of C3.
    ...Object.entries(personGroups).flatMap(([group, parts]) =>
      equal('persons_sum', of('C5', parts), whole('C3.persons'), { group }),
    ),
    ...atMost('need', [domesticCell('C6.need'), value('C6.need')], whole('C2.opened')),
    ...atMost('asked', [domesticCell('C6.sent'), value('C6.sent')], whole('C6.need')),
    // A case that ended before a court or prosecutor has a person in it: more cases than persons is worth a second look.
    ...dispositions.flatMap((part) =>
      part === 'archived_unsolved' || part === 'transferred_abroad'
        ? []
        : atMost('cases_persons', [domesticCell(`C4.${part}`), value(`C4.${part}`)], whole(`C4.persons.${part}`)).map(
            (one) => ({ ...one, severity: 'warning' as const }),
          ),
    ),
  ];
}

/** Distributions and shares are derived, never typed: that they agree is a guard against what came from elsewhere. */
function cohortFindings({ times, rates }: Content): Finding[] {
  const name = (row: { direction: string; kind: string; indicator: string }) =>
    `${row.indicator}.${row.direction}.${row.kind}`;
  return [
    ...times.flatMap((row) =>
      equal('histogram_sum', { [`times.${name(row)}`]: sum(row.histogram) ?? 0 }, { n: row.n }),
    ),
    ...rates.flatMap((row) =>
      indicatorOf(row.indicator)?.unit === 'percent' && isNumber(row.denominator) && row.numerator > row.denominator
        ? [finding('share', [`rates.${name(row)}`], { left: row.numerator, right: row.denominator })]
        : [],
    ),
  ];
}

function doubles(cells: readonly string[]): Finding[] {
  const seen = new Set<string>();
  return cells.flatMap((cell) => {
    if (!seen.has(cell)) {
      seen.add(cell);
      return [];
    }
    return [finding('twice', [cell])];
  });
}

/** Each adjustment names a value that is there, says what it was and why it is another now. */
function adjustmentFindings(content: Content): Finding[] {
  const cells = cellsOf(content);
  return content.adjustments.flatMap((one) => [
    ...(cells.get(one.cell) !== one.reported ? [finding('adjustment', [one.cell])] : []),
    ...(one.reason.trim() === '' ? [finding('adjustment_reason', [one.cell])] : []),
  ]);
}

/** Pending at the start is what was pending at the end of the year before, unless the State says why not: a warning. */
function carriedOver(content: Content, previous: Content | undefined): Finding[] {
  if (!previous || previous.year !== content.year - 1) return [];
  return directions.flatMap((direction) =>
    requestKinds.flatMap((kind) => {
      const total = ({ flows }: Content, column: 'pending_start' | 'pending_end') =>
        sum(flows.filter((row) => row.direction === direction && row.kind === kind).map((row) => row[column]));
      const [now, then] = [total(content, 'pending_start'), total(previous, 'pending_end')];
      if (now === null || then === null || now === then) return [];
      const cells = content.flows
        .filter((row) => row.direction === direction && row.kind === kind)
        .map((row) => flowCell(row, 'pending_start'));
      return [finding('carry_over', cells, { left: now, right: then, direction, kind }, 'warning')];
    }),
  );
}

/** What the entity must say of itself before it certifies (rec. 20 asks each State to name it). */
function noteFindings({ notes }: Content): Finding[] {
  const asked: Source = { instrument: 'PRACTICE', article: 'REMJA 20', verified: true };
  return (['entity', 'official', 'source'] as const)
    .filter((name) => notes[name].trim() === '')
    .map((name) => ({ ...finding('note', [`notes.${name}`]), source: asked }));
}

/**
 * Everything that stands against a return, errors first. Empty of errors: it may be approved.
 * @param previous the State's return of the year before, as it stands; its stock is compared
 */
export function findingsOf(content: Content, previous?: Content): Finding[] {
  const all = [
    ...doubles([
      ...content.flows.map((row) => flowCell(row, 'opened')),
      ...content.grounds.map((row) => groundCell(row)),
      ...content.adjustments.map(({ cell }) => `adjustment.${cell}`),
    ]),
    ...content.flows.flatMap((row) => flowFindings(row, content.state)),
    ...groundFindings(content),
    ...domesticFindings(content),
    ...cohortFindings(content),
    ...adjustmentFindings(content),
    ...noteFindings(content),
    ...carriedOver(content, previous),
  ];
  return all.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}
