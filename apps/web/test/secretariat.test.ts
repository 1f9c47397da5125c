import type { RoundView, SecretariatHome } from '@rogatoria/api/secretariat/schemas.ts';
import { states } from '@rogatoria/workflows/states.ts';
import { describe, expect, it } from 'vitest';
import { deskTasks, standing } from '../src/secretariat/tasks.ts';
import { languages, say, texts } from '../src/texts/index.tsx';

const now = Date.parse('2026-04-10T12:00:00Z');
type Summary = RoundView['states'][number];

/** A round in which every State is awaited, but for what is said of some. */
const round = (
  year: number,
  said: Record<string, Partial<Summary>> = {},
  more: Partial<RoundView> = {},
): RoundView => ({
  year,
  due: `${year + 1}-03-31`,
  opened_at: `${year + 1}-01-10T12:00:00.000Z`,
  states: states.map(({ code: state }) => ({
    ...{ state, year, due: `${year + 1}-03-31`, stage: 'awaited', revision: 0, overdue: false },
    ...{ connected: true, sent_at: null },
    ...said[state],
  })),
  reminders: { last: null, next: null },
  disagreements: { pairs: 0, unasked: 0, largest: [] },
  unpublished: { first: [], restated: [] },
  edition: null,
  ...more,
});
const home = (rounds: RoundView[], more: Partial<SecretariatHome> = {}): SecretariatHome => ({
  may_open: null,
  rounds,
  last_edition: null,
  directory: { confirmed: 0, contacts: 0, states: [] },
  recommendations: null,
  ...more,
});
const acts = (view: SecretariatHome) => deskTasks(view, now).map(({ act }) => act);

describe('what needs the Secretariat’s desk', () => {
  it('is nothing while every State has time, and the round to open when there is none', () => {
    expect(deskTasks(home([round(2025)]), now)).toEqual([]);
    expect(deskTasks(home([], { may_open: { year: 2025, due: '2026-04-10' } }), now)).toEqual([
      { act: 'open', tone: 'us', year: 2025 },
    ]);
  });

  it('comes in its order, of each kind the oldest year first', () => {
    const edition = { year: 2024, edition: 3, at: '2026-01-01T00:00:00.000Z', address: 'https://a.example' };
    const early = round(2024, { BRA: { stage: 'received', revision: 2 } }, { edition });
    early.unpublished = { first: ['PER'], restated: ['CHL', 'URY'] };
    const late = round(2025, {
      ...{ ARG: { stage: 'received', revision: 1 }, PAN: { overdue: true, connected: false } },
      ...{ BOL: { overdue: true }, CUB: { stage: 'queried', overdue: true } },
    });
    late.disagreements = { pairs: 9, unasked: 4, largest: [] };
    expect(deskTasks(home([late, early]), now)).toEqual([
      { act: 'examine', tone: 'us', year: 2024, states: ['BRA'], corrected: ['BRA'] },
      { act: 'examine', tone: 'us', year: 2025, states: ['ARG'], corrected: [] },
      { act: 'publish', tone: 'us', year: 2024, count: 3, restated: 2, edition: 3 },
      { act: 'ask', tone: 'us', year: 2025, count: 4 },
      { act: 'late', tone: 'late', year: 2025, count: 3, unconnected: 1, due: '2026-03-31' },
    ]);
  });

  it('has what is stale in the directory, and the States that are silent when a meeting comes near', () => {
    const entry = (state: string, overdue: boolean) => ({
      ...{ state, overdue, contacts: 1, confirmed_at: null, due_at: null, waiting: 3, waiting_since: null },
      calls: { made: 2, unanswered: 2 },
    });
    // a change that waits and a call that was missed are the State's own to settle
    const directory = { confirmed: 0, contacts: 2, states: [entry('BRA', false), entry('CHL', true)] };
    const meeting = (from: string) => ({
      ...{ meeting: 10, asked: 2, own: { asked: 1, reported: 0 } },
      states: [
        { state: 'BRA', connected: true, reported: 0 },
        { state: 'CHL', connected: true, reported: 1 },
        { state: 'PER', connected: false, reported: 0 },
      ],
      next: { meeting: 11, from, until: from, place: 'Brasília' },
    });
    const near = home([], { directory, recommendations: meeting('2026-06-01') });
    expect(deskTasks(near, now)).toEqual([
      { act: 'directory', tone: 'late', count: 1, states: ['CHL'] },
      { act: 'meeting', tone: 'them', meeting: 10, count: 1, from: '2026-06-01' },
    ]);
    expect(acts(home([], { recommendations: meeting('2026-09-01') }))).toEqual([]);
  });

  it('puts each of the 35 States where it stands, once: what waits for the desk first, then who is late', () => {
    const found = standing(
      round(2025, {
        ...{ BRA: { stage: 'published' }, CHL: { stage: 'accepted' }, PER: { stage: 'received' } },
        ...{ CUB: { stage: 'queried', overdue: true }, HTI: { stage: 'queried' }, USA: { overdue: true } },
      }),
    );
    expect(found.map(({ stage, states: there }) => [stage, there.length])).toEqual([
      ...[['received', 1] as const, ['late', 2] as const, ['queried', 1] as const, ['awaited', 29] as const],
      ...[['accepted', 1] as const, ['published', 1] as const],
    ]);
    expect(new Set(found.flatMap(({ states: there }) => there.map(({ state }) => state))).size).toBe(35);
  });

  it('is said in four languages, and its pairs of States read as a language says them', () => {
    for (const act of ['open', 'examine', 'publish', 'ask', 'late', 'directory', 'meeting'])
      expect(Object.keys(texts[`secretariat.task.${act}`] ?? {})).toEqual([...languages]);
    const pair = languages.map((language) => say(language, 'secretariat.pair', { from: 'BRA', to: 'USA' }));
    expect(pair).toEqual([
      ...['Brazil to the United States', 'Brasil a Estados Unidos', 'Brasil aos Estados Unidos'],
      'Brésil aux États-Unis',
    ]);
    const behind = (restated: number) => say('en', 'secretariat.task.publish.behind', { edition: 3, restated });
    expect([behind(0), behind(1), behind(2)]).toEqual([
      'Edition 3 has none of them',
      'Edition 3 has an earlier version of one of them',
      'Edition 3 has an earlier version of 2 of them',
    ]);
  });
});
