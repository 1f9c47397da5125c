/** What needs the Secretariat's desk, from what its home says: most urgent first, one way each. Pure. */
import type { RoundView, SecretariatHome } from '@rogatoria/api/secretariat/schemas.ts';
import type { Tone } from '../components/index.ts';

const dayMs = 86_400_000;
/** So many days before a meeting it becomes a task: when the first reminder leaves (recommendations/sweep.ts). */
const meetingNear = 60;

/** Texts: `secretariat.task.<act>`, button `secretariat.do.<act>`. */
export type DeskTask =
  | { act: 'open'; tone: Tone; year: number }
  | { act: 'examine'; tone: Tone; year: number; states: string[]; corrected: string[] }
  | { act: 'publish'; tone: Tone; year: number; count: number; restated: number; edition: number | null }
  | { act: 'ask'; tone: Tone; year: number; count: number }
  | { act: 'late'; tone: Tone; year: number; count: number; unconnected: number; due: string }
  | { act: 'directory'; tone: Tone; count: number; states: string[] }
  | { act: 'meeting'; tone: Tone; meeting: number; count: number; from: string };

const receivedIn = ({ states }: RoundView) => states.filter(({ stage }) => stage === 'received');
const lateIn = ({ states }: RoundView) => states.filter(({ overdue }) => overdue);

/** @param now instant in milliseconds */
export function deskTasks({ may_open, rounds, directory, recommendations }: SecretariatHome, now: number): DeskTask[] {
  const stale = directory.states.filter(({ overdue }) => overdue).map(({ state }) => state);
  const silent = recommendations?.states.filter(({ connected, reported }) => connected && reported === 0) ?? [];
  const next = recommendations?.next;
  const near = next && Date.parse(`${next.from}T12:00:00Z`) - now < meetingNear * dayMs;
  // of each kind, the year that has waited longest first
  const years = rounds.toReversed();
  return [
    ...(may_open ? [{ act: 'open', tone: 'us', year: may_open.year } as const] : []),
    ...years.flatMap((round): DeskTask[] => {
      const received = receivedIn(round);
      if (received.length === 0) return [];
      const states = received.map(({ state }) => state);
      const corrected = received.filter(({ revision }) => revision > 1).map(({ state }) => state);
      return [{ act: 'examine', tone: 'us', year: round.year, states, corrected }];
    }),
    ...years.flatMap(({ year, unpublished: { first, restated }, edition }): DeskTask[] => {
      const count = first.length + restated.length;
      if (count === 0) return [];
      const last = edition?.edition ?? null;
      return [{ act: 'publish', tone: 'us', year, count, restated: restated.length, edition: last }];
    }),
    ...years.flatMap(({ year, disagreements: { unasked: count } }): DeskTask[] =>
      count > 0 ? [{ act: 'ask', tone: 'us', year, count }] : [],
    ),
    ...years.flatMap((round): DeskTask[] => {
      const late = lateIn(round);
      if (late.length === 0) return [];
      const unconnected = late.filter(({ connected }) => !connected).length;
      const { year, due } = round;
      return [{ act: 'late', tone: 'late', year, count: late.length, unconnected, due }];
    }),
    ...(stale.length > 0 ? [{ act: 'directory', tone: 'late', count: stale.length, states: stale } as const] : []),
    ...(recommendations && next && near && silent.length > 0
      ? ([
          { act: 'meeting', tone: 'them', meeting: recommendations.meeting, count: silent.length, from: next.from },
        ] as const)
      : []),
  ];
}

/** The 35 States of a round by where they stand, what waits for the desk first. Text: `return.state.<stage>`, or late. */
export function standing(round: RoundView): { stage: string; tone: Tone; states: RoundView['states'] }[] {
  const owing = round.states.filter(({ overdue }) => !overdue);
  const at = (stage: string) => owing.filter((one) => one.stage === stage);
  return [
    { stage: 'received', tone: 'us' as const, states: at('received') },
    { stage: 'late', tone: 'late' as const, states: lateIn(round) },
    { stage: 'queried', tone: 'them' as const, states: at('queried') },
    { stage: 'awaited', tone: 'plain' as const, states: at('awaited') },
    { stage: 'accepted', tone: 'done' as const, states: at('accepted') },
    { stage: 'published', tone: 'done' as const, states: at('published') },
  ].filter(({ states }) => states.length > 0);
}
