/**
 * Meetings of the Working Group on Cybercrime, what they recommended, and how a State says how far it is. A meeting is one
 * plain value: that of the release, or the last version that the Secretariat recorded in its place. Pure: no database, no clock.
 */
import { type Static, Type } from 'typebox';
import { states } from '../states.ts';
import { type Language, languages, type ParticipantCode, type Text } from '../types.ts';
import { tenthMeeting } from './tenth-meeting.ts';

export const addressees = ['states', 'technical_secretariat', 'working_group'] as const;
/** Whom a recommendation asks. Text: `addressee.<code>`. */
export type Addressee = (typeof addressees)[number];

export const themes = [
  'institutions',
  'contacts',
  'legislation',
  'evidence',
  'instruments',
  'strategy',
  'cooperation',
  'prevention',
  'portal',
  'training',
  'statistics',
] as const;
/** Text: `theme.<code>`. */
export type Theme = (typeof themes)[number];

export const progressStatuses = ['done', 'under_way', 'not_begun', 'not_applicable'] as const;
/** How far it is. No report is none of these. Text: `progress.<status>`. */
export type ProgressStatus = (typeof progressStatuses)[number];

/* ------------------------------------------------------------- schemas */

const day = Type.String({ format: 'date', pattern: '^2\\d{3}-' });
const prose = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const closed = { additionalProperties: false } as const;
const inLanguages = <T extends ReturnType<typeof Type.Object> | ReturnType<typeof Type.String>>(schema: T) =>
  Type.Object(
    { en: Type.Optional(schema), es: Type.Optional(schema), pt: Type.Optional(schema), fr: Type.Optional(schema) },
    { ...closed, minProperties: 1 },
  );
/** `official`: adopted in this language; otherwise a translation of the installation's own. */
const Wording = Type.Object({ text: prose(8_000), official: Type.Boolean() }, closed);

export const Recommendation = Type.Object(
  {
    titles: inLanguages(Type.String({ minLength: 1, maxLength: 160, pattern: '\\S' })),
    texts: Type.Object(
      {
        en: Type.Optional(Wording),
        es: Type.Optional(Wording),
        pt: Type.Optional(Wording),
        fr: Type.Optional(Wording),
      },
      { ...closed, minProperties: 1 },
    ),
    addressees: Type.Array(Type.Enum([...addressees]), { minItems: 1, maxItems: 3, uniqueItems: true }),
    theme: Type.Enum([...themes]),
    asks: Type.Boolean({ description: 'false: it takes note or thanks, and nothing is to be carried out' }),
  },
  closed,
);
export type Recommendation = Static<typeof Recommendation>;

/** A meeting; its recommendations are numbered from 1 in their order, and there are none before it was held. */
export const Meeting = Type.Object(
  {
    from: day,
    until: day,
    place: prose(200),
    source: Type.Optional(prose(300)),
    recommendations: Type.Array(Recommendation, { maxItems: 100 }),
  },
  closed,
);
export type Meeting = Static<typeof Meeting>;

/** What shows a progress: a text, an address, or both. Addresses are `https` only. */
export const Evidence = Type.Object(
  {
    text: prose(500),
    url: Type.Optional(Type.String({ maxLength: 1_000, pattern: '^https://[^\\s<>"\'\\\\]+$' })),
  },
  closed,
);

/** What a State (or the Secretariat) says of one recommendation. */
export const Progress = Type.Object(
  {
    status: Type.Enum([...progressStatuses]),
    text: Type.String({ maxLength: 4_000, description: 'what was done; why it is not applicable' }),
    evidence: Type.Array(Evidence, { maxItems: 20 }),
    as_of: day,
    released: Type.Boolean({ description: 'for every participant to read; a draft is only the author’s' }),
  },
  closed,
);
export type Progress = Static<typeof Progress>;

/* ------------------------------------------------------------ meetings */

/** A version of a meeting; 0 is that of the release. */
export interface MeetingVersion {
  meeting: number;
  version: number;
  body: Meeting;
}

/** What this release knows of meetings, by number. */
export const knownMeetings: Readonly<Record<number, Meeting>> = { 10: tenthMeeting };

/** Every meeting as it stands, the newest first: the last version recorded, else the release's. */
export function meetingsOf(recorded: readonly MeetingVersion[]): MeetingVersion[] {
  const latest = new Map<number, MeetingVersion>();
  for (const [number, body] of Object.entries(knownMeetings))
    latest.set(Number(number), { meeting: Number(number), version: 0, body });
  for (const one of recorded) if ((latest.get(one.meeting)?.version ?? -1) < one.version) latest.set(one.meeting, one);
  return [...latest.values()].sort((a, b) => b.meeting - a.meeting);
}

/** The first meeting that is still to come on a day (`YYYY-MM-DD`). */
export const nextMeeting = (meetings: readonly MeetingVersion[], today: string): MeetingVersion | undefined =>
  meetings.filter(({ body }) => body.from > today).sort((a, b) => (a.body.from < b.body.from ? -1 : 1))[0];

/** Whether a participant is asked for its progress: a State for what asks States, the Secretariat for the rest it serves. */
export function reports({ addressees: asked, asks }: Recommendation, participant: ParticipantCode): boolean {
  if (!asks) return false;
  return participant === 'OAS' ? asked.some((one) => one !== 'states') : asked.includes('states');
}

/** The text of a recommendation for a reader: in the language, else in the first there is, and what it is. */
export function wordingOf(
  { texts }: Recommendation,
  language: Language,
): { language: Language; text: string; official: boolean } {
  const order = [language, ...languages.filter((one) => one !== language)];
  // what was adopted goes before a translation into a third language
  const found =
    order.find((one) => one === language && texts[one]) ??
    order.find((one) => texts[one]?.official) ??
    order.find((one) => texts[one]);
  const wording = found && texts[found];
  if (!found || !wording) throw new RangeError('a recommendation without a text');
  return { language: found, text: wording.text, official: wording.official };
}

/** What to say of the text a reader gets: official, a translation, or official in another language only. */
export function wordingNote(language: Language, wording: { language: Language; official: boolean }): Text {
  if (!wording.official) return { key: 'recommendation.translation' };
  return wording.language === language
    ? { key: 'recommendation.official' }
    : { key: 'recommendation.official_elsewhere', params: { language: wording.language } };
}

/** The short title, in the language or the first there is. */
export const titleOf = ({ titles }: Recommendation, language: Language): string =>
  titles[language] ?? languages.map((one) => titles[one]).find((one) => one !== undefined) ?? '';

/* ------------------------------------------------------------- refusals */

/** What a progress report cannot mean. Text: `rule.<rule>`. */
export function progressRefusals({ status, text, as_of }: Progress, today: string): { field: string; rule: string }[] {
  return [
    ...(status !== 'not_begun' && text.trim() === ''
      ? [{ field: 'text', rule: status === 'not_applicable' ? 'progress_reason_missing' : 'progress_text_missing' }]
      : []),
    ...(as_of > today ? [{ field: 'as_of', rule: 'progress_day_ahead' }] : []),
  ];
}

/** What a new version of a meeting cannot mean; `before` is the one it takes the place of. */
export function meetingRefusals(next: Meeting, before: Meeting | undefined): { field: string; rule: string }[] {
  return [
    ...(next.until < next.from ? [{ field: 'until', rule: 'meeting_until_before_from' }] : []),
    // reports are filed under numbers
    ...(before && next.recommendations.length < before.recommendations.length
      ? [{ field: 'recommendations', rule: 'meeting_fewer' }]
      : []),
  ];
}

/* --------------------------------------------------------------- counts */

/** One participant's latest released word on one recommendation. */
export interface Reported {
  state: ParticipantCode;
  number: number;
  status: ProgressStatus;
}

/** How many of the 35 States say what of a recommendation; `none` released no report. The five add up to 35. */
export function tally(reported: readonly Reported[], number: number): Record<ProgressStatus | 'none', number> {
  const counts = { done: 0, under_way: 0, not_begun: 0, not_applicable: 0, none: 0 };
  for (const { code } of states)
    counts[reported.find((one) => one.state === code && one.number === number)?.status ?? 'none']++;
  return counts;
}
