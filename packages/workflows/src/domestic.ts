import type { IndicatorSource } from './indicators.ts';

/**
 * The figures of REMJA recommendation 20 that no log of requests can give: cases before a State's own authorities (C),
 * and what the region reports and keeps up to date (G). A State enters them in its annual return; until it does, they are
 * `not_reported`, which is not zero. Names: vocabulary `indicator.<id>`; what they mean: `indicator.<id>.formula`.
 */
export interface DomesticFigure {
  unit: 'cases' | 'persons' | 'percent';
  /** who says it: the State in its return, or the installation from what it holds */
  entered_by: 'state' | 'installation';
  /** the values it is entered in, in this order; of one that is told as one number, none. Text: `part.<part>` */
  parts: readonly string[];
  /** of a share: the two figures, or parts of one (`C2.opened`), that are divided */
  of?: readonly [numerator: string, denominator: string];
  sources: readonly IndicatorSource[];
}

/** How cases stood and moved: the parts of C2, whose sum must come out. */
export const investigationParts = ['pending_start', 'opened', 'reopened', 'closed', 'pending_end'] as const;
/** How a case before a court or prosecutor ended (UN-CTS, to be confirmed): each case and each person in one. */
export const dispositions = [
  'convicted',
  'acquitted',
  'dismissed',
  'plea',
  'diverted',
  'archived_unsolved',
  'transferred_abroad',
] as const;
/** Persons by sex, by age, and whether they are natural or legal: three separate splits of one total. */
export const personGroups = {
  sex: ['female', 'male', 'sex_other', 'sex_unknown'],
  age: ['under_18', 'age_18_29', 'age_30_44', 'age_45_59', 'age_60', 'age_unknown'],
  nature: ['natural', 'legal'],
} as const;

// biome-ignore format: a table, one figure per line
export const domesticFigures = {
  C1: { unit: 'cases', entered_by: 'state', parts: [], sources: ['remja', 'un'] },
  C2: { unit: 'cases', entered_by: 'state', parts: investigationParts, sources: ['remja'] },
  C3: { unit: 'cases', entered_by: 'state', parts: [], sources: ['remja', 'un'] },
  'C3.persons': { unit: 'persons', entered_by: 'state', parts: [], sources: ['remja', 'un'] },
  C4: { unit: 'cases', entered_by: 'state', parts: dispositions, sources: ['remja', 'un'] },
  'C4.persons': { unit: 'persons', entered_by: 'state', parts: dispositions, sources: ['remja', 'un'] },
  C5: { unit: 'persons', entered_by: 'state', parts: Object.values(personGroups).flat(), sources: ['remja', 'un'] },
  'C6.need': { unit: 'cases', entered_by: 'state', parts: [], sources: ['proposal'] },
  'C6.sent': { unit: 'cases', entered_by: 'state', parts: [], sources: ['proposal'] },
  C6: { unit: 'percent', entered_by: 'state', parts: [], of: ['C6.need', 'C2.opened'], sources: ['proposal'] },
  'C6.asked': { unit: 'percent', entered_by: 'state', parts: [], of: ['C6.sent', 'C6.need'], sources: ['proposal'] },
  C7: { unit: 'percent', entered_by: 'state', parts: [], of: ['C4.persons.convicted', 'C4.persons'], sources: ['remja', 'un'] },
  G1: { unit: 'percent', entered_by: 'installation', parts: [], sources: ['remja'] },
  G2: { unit: 'percent', entered_by: 'installation', parts: [], sources: ['proposal'] },
} as const satisfies Record<string, DomesticFigure>;

export type DomesticId = keyof typeof domesticFigures;
export const domesticIds = Object.keys(domesticFigures) as DomesticId[];

/** C2 as entered: pending at the start + opened + reopened = closed + pending at the end (domain.md §6.2). */
export function investigationsBalance(parts: Readonly<Record<(typeof investigationParts)[number], number>>): boolean {
  return parts.pending_start + parts.opened + parts.reopened === parts.closed + parts.pending_end;
}

/** C5 as entered: each of the three splits must come to the same total of persons. */
export function personsAgree(parts: Readonly<Record<string, number>>): boolean {
  const totals = Object.values(personGroups).map((group) => group.reduce((sum, one) => sum + (parts[one] ?? 0), 0));
  return new Set(totals).size === 1;
}
