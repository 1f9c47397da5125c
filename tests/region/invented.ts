/** What the States of the simulated region type: cases before their own authorities, and requests that went by paper. */
import { dispositions, personGroups } from '@rogatoria/workflows/domestic.ts';
import type { Notes, Value } from './recount.ts';

type Chance = () => number;
const upTo = (chance: Chance, most: number) => Math.floor(chance() * (most + 1));
const oneOf = <T>(chance: Chance, all: readonly T[]): T => all[upTo(chance, all.length - 1)] as T;

/** A number cut into as many parts as there are names; the first ones get the most. */
function split(chance: Chance, total: number, names: readonly string[]): Record<string, number> {
  let left = total;
  return Object.fromEntries(
    names.map((name, index) => {
      const part = index === names.length - 1 ? left : Math.min(left, Math.round(left * chance()));
      left -= part;
      return [name, part];
    }),
  );
}

const prefixed = (prefix: string, parts: Record<string, Value>): [string, Value][] =>
  Object.entries(parts).map(([part, value]) => [`domestic.${prefix}.${part}`, value]);

/** C1–C6 of a year: every sum comes out. Some States keep no record of ages, some cannot have legal persons charged. */
export function domesticFigures(chance: Chance, size: number): Map<string, Value> {
  const persons = upTo(chance, size);
  const [start, opened, reopened] = [upTo(chance, size), upTo(chance, size), upTo(chance, 6)];
  const closed = upTo(chance, start + opened + reopened);
  const need = upTo(chance, opened);
  const unknown = chance();
  const splits = Object.entries(personGroups).map(([group, parts]): [string, Record<string, Value>] => {
    const numbers: Record<string, Value> = split(chance, persons, [...parts].reverse());
    if (group === 'age' && unknown < 0.2) for (const part of parts) numbers[part] = 'not_available';
    return [group, numbers];
  });
  const ended = split(chance, upTo(chance, size), dispositions);
  const charged = Object.fromEntries(dispositions.map((part) => [part, (ended[part] ?? 0) + upTo(chance, 3)]));
  return new Map<string, Value>([
    ['domestic.C1', unknown > 0.9 ? 'not_available' : size * 3 + upTo(chance, size)],
    ...prefixed('C2', {
      pending_start: start,
      opened,
      reopened,
      closed,
      pending_end: start + opened + reopened - closed,
    }),
    ['domestic.C3', upTo(chance, persons)],
    ['domestic.C3.persons', persons],
    ...prefixed('C4', unknown > 0.8 && unknown < 0.9 ? { ...ended, plea: 'not_applicable' } : ended),
    ...prefixed('C4.persons', charged),
    ...splits.flatMap(([, numbers]) => prefixed('C5', numbers)),
    ['domestic.C6.need', need],
    ['domestic.C6.sent', unknown > 0.5 && unknown < 0.6 ? 'not_available' : upTo(chance, need)],
  ]);
}

export const notesOf = (chance: Chance, state: string): Notes => ({
  entity: `Statistics Office ${state} (simulation)`,
  official: `Sample Official ${state}`,
  coverage: oneOf(chance, ['national', 'federal_only', 'partial']),
  source: `Register of investigations ${state} (invented)`,
  method: chance() < 0.3 ? 'Joined cases count once.' : '',
});

/** Requests of one State to another that did not go through the exchange, as one of them counts a year of them. */
export interface PaperRow {
  state: string;
  direction: 'outgoing' | 'incoming';
  kind: 'evidence' | 'preservation';
  basis: string;
  counterpart: string;
  values: Record<string, number>;
}

const ends = {
  evidence: ['executed_full', 'executed_partial', 'refused', 'returned', 'withdrawn', 'lapsed', 'transferred_out'],
  preservation: ['consumed', 'expired', 'released', 'impossible', 'refused'],
} as const;

/**
 * Requests between pairs of States of which one at least is not connected, year after year: what is pending goes on into the
 * next. Mostly both sides count the same; now and then the requested State counts one less.
 * @param density share of the pairs that ask each other for anything
 */
export function paperTraffic(
  chance: Chance,
  states: readonly string[],
  connected: ReadonlySet<string>,
  { years, density }: { years: readonly number[]; density: number },
): Map<number, PaperRow[]> {
  const told = new Map(years.map((year): [number, PaperRow[]] => [year, []]));
  for (const from of states)
    for (const to of states)
      for (const kind of ['evidence', 'preservation'] as const) {
        if (from === to || (connected.has(from) && connected.has(to)) || chance() > density) continue;
        const basis = oneOf(chance, ['OAS-A55', 'ETS185', 'RECIPROCITY', 'BILAT', 'not_available']);
        const pending: Record<string, number> = { [from]: upTo(chance, 4), [to]: 0 };
        pending[to] = pending[from] ?? 0;
        for (const year of years) {
          const opened = upTo(chance, chance() < 0.2 ? 60 : 9);
          const less = opened > 0 && chance() < 0.1 ? 1 : 0;
          const least = Math.min(pending[from] ?? 0, pending[to] ?? 0) + opened - less;
          const closed = upTo(chance, least);
          const outcomes = split(chance, closed, ends[kind]);
          for (const [state, direction, counterpart, counted] of [
            [from, 'outgoing', to, opened],
            [to, 'incoming', from, opened - less],
          ] as const) {
            const start = pending[state] ?? 0;
            const end = start + counted - closed;
            pending[state] = end;
            const values: Record<string, number> = {
              ...{ pending_start: start, opened: counted, reopened: 0, closed, pending_end: end },
              ...{ in_transit_start: 0, in_transit_end: 0 },
              ...Object.fromEntries(ends[kind].map((outcome) => [`outcomes.${outcome}`, outcomes[outcome] ?? 0])),
            };
            told.get(year)?.push({ state, direction, kind, basis, counterpart, values });
          }
        }
      }
  return told;
}

const grounds = ['DUAL_CRIMINALITY', 'ESSENTIAL_INTERESTS', 'POLITICAL_OFFENCE', 'not_available'];

/**
 * The cells of a return that such rows fill, and grounds that come to what was refused.
 * @param before grounds counted already, which these come on top of
 */
export function cellsOf(
  chance: Chance,
  rows: readonly PaperRow[],
  before: ReadonlyMap<string, number> = new Map(),
): Map<string, Value> {
  const cells = new Map<string, Value>();
  const refused = new Map<string, number>();
  for (const { direction, kind, basis, counterpart, values } of rows) {
    for (const [column, value] of Object.entries(values))
      cells.set(`flow.${direction}.${kind}.${basis}.${counterpart}.${column}`, value);
    const name = `${direction} ${kind}`;
    refused.set(name, (refused.get(name) ?? 0) + (values['outcomes.refused'] ?? 0));
  }
  for (const [name, number] of refused)
    for (const [ground, part] of Object.entries(split(chance, number, grounds))) {
      const all = part + (before.get(`${name} ${ground}`) ?? 0);
      if (part > 0) cells.set(`ground.${name.replace(' ', '.')}.${ground}`, all);
    }
  return cells;
}
