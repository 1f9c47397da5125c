import { describe, expect, it } from 'vitest';
import { type Content, emptyContent, type FlowRow, outcomes } from '../src/annual-return/content.ts';
import { discrepancies, discrepancyMessage, reconcile } from '../src/reconciliation.ts';
import { languages } from '../src/types.ts';

const row = (changes: Partial<FlowRow>): FlowRow => ({
  direction: 'outgoing',
  kind: 'evidence',
  basis: 'ETS185',
  counterpart: 'CHL',
  pending_start: 0,
  opened: 0,
  reopened: 0,
  closed: 0,
  pending_end: 0,
  in_transit_start: 0,
  in_transit_end: 0,
  outcomes: Object.fromEntries(outcomes.evidence.map((outcome) => [outcome, 0])),
  ...changes,
});
const returned = (state: string, ...flows: FlowRow[]): Content => ({
  ...emptyContent(state, 2026, 'America/Lima'),
  flows,
});
const peru = (changes: Partial<FlowRow>) => returned('PER', row(changes));
const chile = (changes: Partial<FlowRow>) =>
  returned('CHL', row({ direction: 'incoming', counterpart: 'PER', ...changes }));
const all = (...contents: Content[]) => reconcile(contents).find(({ by }) => by === 'all')!;

describe('the mirror check', () => {
  it('agrees where both count the same', () => {
    expect(all(peru({ opened: 12 }), chile({ opened: 12 }))).toMatchObject({ standing: 'agrees', remaining: 0 });
    expect(discrepancies(reconcile([peru({ opened: 12 }), chile({ opened: 12 })]))).toEqual([]);
  });

  it('explains a difference by what was in transit at either end of the year, on either side', () => {
    const late = all(peru({ opened: 12, in_transit_end: 2 }), chile({ opened: 10 }));
    expect(late).toMatchObject({ sent: 12, received: 10, in_transit: 2, remaining: 0, standing: 'explained' });
    const early = all(peru({ opened: 10, in_transit_start: 3 }), chile({ opened: 13 }));
    expect(early).toMatchObject({ in_transit: -3, remaining: 0, standing: 'explained' });
    // midnight of the requested State comes first: it is the one that counted it before
    const midnight = all(peru({ opened: 10 }), chile({ opened: 11, in_transit_end: 1 }));
    expect(midnight).toMatchObject({ in_transit: -1, remaining: 0, standing: 'explained' });
  });

  it('leaves on the list what nothing explains, and nothing more', () => {
    const [item, ...others] = discrepancies(reconcile([peru({ opened: 12, in_transit_end: 1 }), chile({ opened: 9 })]));
    expect(others).toEqual([]);
    expect(item).toMatchObject({ requesting: 'PER', requested: 'CHL', kind: 'evidence', remaining: 2 });
  });

  it('finds the same requests counted on two bases, and closed with two outcomes', () => {
    const other = { ...row({}).outcomes };
    const [item] = discrepancies(
      reconcile([
        peru({ opened: 5, closed: 3, outcomes: { ...other, executed_full: 3 } }),
        chile({ opened: 5, basis: 'OAS-A55', closed: 3, outcomes: { ...other, executed_full: 1, refused: 2 } }),
      ]),
    );
    expect(item?.comparisons.map(({ by, remaining }) => [by, remaining])).toEqual([
      ['basis', 5],
      ['basis', -5],
      ['outcome', 2],
      ['outcome', -2],
    ]);
  });

  it('does not take silence for zero', () => {
    expect(all(peru({ opened: 7 }))).toMatchObject({
      received: 'not_reported',
      standing: 'not_comparable',
      remaining: null,
    });
    expect(all(peru({ opened: 'not_available' }), chile({ opened: 4 }))).toMatchObject({ standing: 'not_comparable' });
    // a State that reported and names no such request counted none
    expect(all(peru({ opened: 7 }), returned('CHL'))).toMatchObject({ received: 0, remaining: 7, standing: 'differs' });
  });

  it('writes to both States in each language, with both figures', () => {
    const [item] = discrepancies(reconcile([peru({ opened: 12, in_transit_end: 1 }), chile({ opened: 9 })]));
    for (const language of languages) {
      const text = discrepancyMessage(item!, 2026, language).join('\n');
      for (const figure of ['12', '9', '2026', 'Chil']) expect(text).toContain(figure);
    }
    const english = discrepancyMessage(item!, 2026, 'en');
    expect(english[1]).toBe(
      'Peru counts 12 sent, Chile counts 9 received; 1 are explained by the turn of the year, 2 are not.',
    );
  });
});
