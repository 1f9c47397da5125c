import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  type Meeting,
  meetingRefusals,
  meetingsOf,
  nextMeeting,
  type Progress,
  progressRefusals,
  type Recommendation,
  reports,
  tally,
  titleOf,
  wordingNote,
  wordingOf,
} from '../src/recommendations/meetings.ts';
import { tenthMeeting } from '../src/recommendations/tenth-meeting.ts';
import { languages } from '../src/types.ts';
import { say } from '../src/vocabulary/index.ts';
import { roman } from '../src/vocabulary/recommendations.ts';

test('the 23 recommendations are letter for letter those of the text that was read', () => {
  const whole = tenthMeeting.recommendations.map(({ texts }, index) => `${index + 1}. ${texts.en?.text}`).join('\n\n');
  expect(tenthMeeting.recommendations).toHaveLength(23);
  // of the English text as adopted on 28 and 29 April 2022, its paragraphs parted by an empty line
  expect(createHash('sha256').update(whole).digest('hex')).toBe(
    '93b164a2c71250906db770dba01a7fd6c7ef2c807df88c3ee898e883fe6bf4c6',
  );
});

test('no language has an official text that was not read, and each has a short title', () => {
  for (const one of tenthMeeting.recommendations) {
    expect(Object.keys(one.texts)).toEqual(['en']);
    for (const language of languages) expect(one.titles[language]).toMatch(/\S/);
    expect(wordingNote('en', wordingOf(one, 'en')).key).toBe('recommendation.official');
    const note = wordingNote('pt', wordingOf(one, 'pt'));
    expect(note).toEqual({ key: 'recommendation.official_elsewhere', params: { language: 'en' } });
    expect(say('pt', note)).toContain('Texto oficial em inglês');
  }
});

test('a reader gets the own language first, then what was adopted, then a translation', () => {
  const one: Recommendation = {
    titles: { fr: 'Titre' },
    texts: { es: { text: 'Traducción', official: false }, pt: { text: 'Oficial', official: true } },
    addressees: ['states'],
    theme: 'cooperation',
    asks: true,
  };
  expect(wordingOf(one, 'es')).toEqual({ language: 'es', text: 'Traducción', official: false });
  expect(wordingNote('es', wordingOf(one, 'es')).key).toBe('recommendation.translation');
  expect(wordingOf(one, 'en')).toEqual({ language: 'pt', text: 'Oficial', official: true });
  expect(titleOf(one, 'en')).toBe('Titre');
});

test('who is asked: States for theirs, the Secretariat for the rest, nobody where nothing is asked', () => {
  const asked = (participant: string) =>
    tenthMeeting.recommendations.flatMap((one, index) => (reports(one, participant) ? [index + 1] : []));
  expect(asked('BRA')).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 15, 19, 20]);
  expect(asked('OAS')).toEqual([2, 7, 9, 10, 11, 12, 13, 14, 18, 19, 21, 22, 23]);
});

test('the last version of a meeting counts, in any order, and the first to come is the next', () => {
  const body = (from: string): Meeting => ({ from, until: from, place: 'x', recommendations: [] });
  const meetings = meetingsOf([
    { meeting: 11, version: 2, body: body('2027-03-02') },
    { meeting: 11, version: 1, body: body('2027-03-01') },
    { meeting: 12, version: 1, body: body('2029-01-01') },
  ]);
  expect(meetings.map(({ meeting, version }) => [meeting, version])).toEqual([
    [12, 1],
    [11, 2],
    [10, 0],
  ]);
  expect(nextMeeting(meetings, '2027-03-01')?.meeting).toBe(11);
  expect(nextMeeting(meetings, '2027-03-02')?.meeting).toBe(12);
  expect(nextMeeting(meetings, '2029-01-01')).toBeUndefined();
  expect(meetingsOf([{ meeting: 10, version: 1, body: body('2022-04-28') }])[0]?.version).toBe(1);
});

test('what cannot be meant is refused, each by its field', () => {
  const report = (given: Partial<Progress>) =>
    progressRefusals(
      { status: 'done', text: 'x', evidence: [], as_of: '2026-03-02', released: true, ...given },
      '2026-03-02',
    ).map(({ rule }) => rule);
  expect(report({})).toEqual([]);
  expect(report({ status: 'not_begun', text: '' })).toEqual([]);
  expect(report({ text: ' ' })).toEqual(['progress_text_missing']);
  expect(report({ status: 'not_applicable', text: '' })).toEqual(['progress_reason_missing']);
  expect(report({ as_of: '2026-03-03' })).toEqual(['progress_day_ahead']);
  const next = { ...tenthMeeting, recommendations: tenthMeeting.recommendations.slice(1) };
  expect(meetingRefusals(next, tenthMeeting)).toEqual([{ field: 'recommendations', rule: 'meeting_fewer' }]);
  expect(meetingRefusals({ ...tenthMeeting, until: '2022-04-27' }, undefined)).toEqual([
    { field: 'until', rule: 'meeting_until_before_from' },
  ]);
  expect(meetingRefusals(tenthMeeting, tenthMeeting)).toEqual([]);
});

test('the counts of a recommendation are those of 35 States, and no report is a count of its own', () => {
  const counts = tally(
    [
      { state: 'BRA', number: 1, status: 'done' },
      { state: 'CHL', number: 1, status: 'not_begun' },
      { state: 'CHL', number: 2, status: 'done' },
      { state: 'OAS', number: 1, status: 'done' },
    ],
    1,
  );
  expect(counts).toEqual({ done: 1, under_way: 0, not_begun: 1, not_applicable: 0, none: 33 });
});

test('meetings are numbered as the Working Group numbers them', () => {
  expect([1, 4, 9, 10, 11, 14, 19, 40, 99, 104].map(roman)).toEqual([
    ...['I', 'IV', 'IX', 'X', 'XI', 'XIV', 'XIX', 'XL', 'XCIX', 'CIV'],
  ]);
});
