import { createHash } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import {
  Evidence,
  knownMeetings,
  Meeting,
  meetingRefusals,
  meetingsOf,
  nextMeeting,
  Progress,
  progressRefusals,
  progressStatuses,
  Recommendation,
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
import { absent, expectField, type Field, long } from './fields.ts';

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

test('the Tenth Meeting was held online on 28 and 29 April 2022', () => {
  expect(tenthMeeting).toMatchObject({
    from: '2022-04-28',
    until: '2022-04-29',
    place: 'online',
    source: 'Tenth Meeting of the Working Group on Cybercrime, Recommendations, 28-29 April 2022',
  });
  expect(knownMeetings).toEqual({ 10: tenthMeeting });
});

/** The numbers of the recommendations by what `of` says of each. */
const numbersBy = (of: (one: Recommendation) => readonly string[]) => {
  const numbers: Record<string, number[]> = {};
  for (const [index, one] of tenthMeeting.recommendations.entries())
    for (const word of of(one)) numbers[word] = [...(numbers[word] ?? []), index + 1];
  return numbers;
};

test('each of its recommendations has a theme and those it is addressed to; two take note and ask for nothing', () => {
  expect(numbersBy(({ theme }) => [theme])).toEqual({
    institutions: [1],
    contacts: [2, 8],
    legislation: [3, 12],
    evidence: [4, 5],
    strategy: [6],
    cooperation: [7, 10, 14, 15, 21, 22, 23],
    portal: [9, 19],
    prevention: [11],
    instruments: [13],
    training: [16, 17, 18],
    statistics: [20],
  });
  expect(numbersBy(({ addressees }) => addressees)).toEqual({
    states: [1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 15, 19, 20],
    technical_secretariat: [2, 9, 11, 12, 13, 18, 19],
    working_group: [7, 10, 14, 16, 17, 18, 21, 22, 23],
  });
  expect(numbersBy(({ asks }) => (asks ? [] : ['note']))).toEqual({ note: [16, 17] });
});

const days = {
  taken: ['2022-04-28', '2028-02-29', '2999-12-31'],
  refused: ['1999-12-31', '3000-01-01', '2026-02-29', '2026-3-2', '2026-03-02T00:00:00Z', '', 20260302, absent],
};
const wording = { text: 'x', official: true };
const inOne = ['en', 'es', 'pt', 'fr'].map((language) => ({ [language]: wording }));
const titledInOne = ['en', 'es', 'pt', 'fr'].map((language) => ({ [language]: 'x' }));
const recommendation = {
  titles: { en: 'x' },
  texts: { en: wording },
  addressees: ['states'],
  theme: 'portal',
  asks: true,
};
const meeting = { from: '2022-04-28', until: '2022-04-29', place: 'x', recommendations: [recommendation] };
const evidence = { text: 'x', url: 'https://demo.test/law' };
const progress = { status: 'done', text: 'x', evidence: [evidence], as_of: '2026-03-02', released: true };

describe.each([
  [
    'a recommendation',
    Recommendation,
    recommendation,
    {
      titles: {
        taken: [...titledInOne, { es: long(160) }, Object.assign({}, ...titledInOne)],
        refused: [{}, { en: '' }, { en: ' ' }, { en: long(161) }, { de: 'x' }, { en: 'x', de: 'x' }, absent],
      },
      texts: {
        taken: [...inOne, { en: { text: long(8_000), official: false } }, Object.assign({}, ...inOne)],
        refused: [
          {},
          { en: 'x' },
          { en: { ...wording, text: '' } },
          { en: { ...wording, text: ' ' } },
          { en: { ...wording, text: long(8_001) } },
          { en: { text: 'x' } },
          { en: { official: true } },
          { en: { ...wording, official: 'yes' } },
          { en: { ...wording, by: 'us' } },
          { de: wording },
          { en: wording, de: wording },
          absent,
        ],
      },
      addressees: {
        taken: [['states'], ['working_group'], ['states', 'technical_secretariat', 'working_group']],
        refused: [[], ['citizens'], ['states', 'states'], 'states', absent],
      },
      theme: { taken: ['institutions', 'statistics'], refused: ['sport', '', absent] },
      asks: { taken: [true, false], refused: ['no', absent] },
      number: { taken: [absent], refused: [1] },
    },
  ],
  [
    'a meeting',
    Meeting,
    meeting,
    {
      from: days,
      until: days,
      place: { taken: ['x', long(200)], refused: ['', ' ', long(201), absent] },
      source: { taken: ['x', long(300), absent], refused: ['', ' ', long(301)] },
      recommendations: {
        taken: [[], Array(100).fill(recommendation)],
        refused: [Array(101).fill(recommendation), [{}], [null], absent],
      },
      number: { taken: [absent], refused: [11] },
    },
  ],
  [
    'what shows a progress',
    Evidence,
    evidence,
    {
      text: { taken: ['x', long(500)], refused: ['', ' ', long(501), absent] },
      url: {
        taken: ['https://a', `https://${long(992)}`, absent],
        refused: [
          'http://demo.test',
          'javascript:alert(1)',
          ' https://demo.test',
          'https://',
          'https://demo.test/a b',
          'https://demo.test/<b>',
          'https://demo.test/"',
          "https://demo.test/'",
          'https://demo.test/\\',
          `https://${long(993)}`,
          '',
        ],
      },
      file: { taken: [absent], refused: ['x'] },
    },
  ],
  [
    'a progress report',
    Progress,
    progress,
    {
      status: { taken: ['done', 'under_way', 'not_begun', 'not_applicable'], refused: ['none', '', absent] },
      text: { taken: ['', 'x', long(4_000)], refused: [long(4_001), absent] },
      evidence: {
        taken: [[], [{ text: 'x' }], Array(20).fill(evidence)],
        refused: [Array(21).fill(evidence), [{ url: 'https://demo.test' }], absent],
      },
      as_of: days,
      released: { taken: [true, false], refused: ['no', absent] },
      number: { taken: [absent], refused: [1] },
    },
  ],
] as const)('%s is taken with', (_, schema, value, fields) => {
  test.each(Object.entries<Field>(fields))('%s', (field, values) => expectField(schema, value, field, values));
});

test('every theme and addressee of the Tenth Meeting can be recorded of another', () => {
  expect(Compile(Meeting).Check(tenthMeeting)).toBe(true);
});

test('a list of addressees names each once, and its schema says how many there are', () => {
  expect(Recommendation.properties.addressees).toMatchObject({ minItems: 1, maxItems: 3 });
});

test('what the reader of the schema cannot guess, it says', () => {
  expect(Recommendation.properties.asks).toMatchObject({ description: expect.stringContaining('takes note') });
  expect(Progress.properties.text).toMatchObject({ description: expect.stringContaining('why it is not applicable') });
  expect(Progress.properties.released).toMatchObject({ description: expect.stringContaining('draft') });
});

describe('a reader gets', () => {
  const official = { text: 'adopted', official: true };
  const translation = { text: 'translated', official: false };
  const given = (texts: Recommendation['texts']) => ({ ...tenthMeeting.recommendations[0], texts }) as Recommendation;
  const everywhere = { en: official, es: official, pt: translation, fr: translation };
  test.each([
    ['what was adopted in the own language', everywhere, 'es', 'es', 'recommendation.official'],
    ['a translation into the own before what was adopted', everywhere, 'pt', 'pt', 'recommendation.translation'],
    ['what was adopted before a translation into a third', { es: translation, pt: official }, 'en', 'pt', 'elsewhere'],
    ['the first of what was adopted', { fr: official, es: official, pt: translation }, 'en', 'es', 'elsewhere'],
    ['the first translation, where nothing adopted is known', { fr: translation, pt: translation }, 'es', 'pt', 'not'],
    ['the only text there is', { fr: official }, 'pt', 'fr', 'elsewhere'],
  ] as const)('%s', (_, texts, language, expected, note) => {
    const wording = wordingOf(given(texts), language);
    expect(wording).toEqual({ language: expected, ...given(texts).texts[expected] });
    expect(wordingNote(language, wording)).toEqual(
      note === 'elsewhere'
        ? { key: 'recommendation.official_elsewhere', params: { language: expected } }
        : { key: note === 'not' ? 'recommendation.translation' : note },
    );
  });

  test('never a recommendation without a text', () => {
    expect(() => wordingOf(given({}), 'en')).toThrow(RangeError);
  });

  test('the title in the own language, else the first there is', () => {
    const titled = (titles: Recommendation['titles'], language: (typeof languages)[number]) =>
      titleOf({ ...given({}), titles }, language);
    expect(titled({ en: 'Title', fr: 'Titre' }, 'fr')).toBe('Titre');
    expect(titled({ fr: 'Titre', es: 'Título' }, 'en')).toBe('Título');
    expect(titled({ fr: 'Titre' }, 'en')).toBe('Titre');
    expect(titled({}, 'en')).toBe('');
  });
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

test('without a record, the meetings are those of the release', () => {
  expect(meetingsOf([])).toEqual([{ meeting: 10, version: 0, body: tenthMeeting }]);
});

describe('of what was recorded', () => {
  const one = (meeting: number, version: number, from = '2027-03-01') => ({
    meeting,
    version,
    body: { from, until: from, place: 'x', recommendations: [] },
  });
  test('the first of one version stands, and a meeting may begin with version 0', () => {
    const [twice, again] = [one(11, 1), one(11, 1, '2027-04-01')];
    expect(meetingsOf([twice, again])[0]).toBe(twice);
    expect(meetingsOf([one(11, 0)])[0]).toEqual(one(11, 0));
    // the release's own version is 0 as well
    expect(meetingsOf([one(10, 0)])).toEqual([{ meeting: 10, version: 0, body: tenthMeeting }]);
  });
  test('the newest is first, by its number', () => {
    const numbers = meetingsOf([one(9, 1), one(12, 1), one(2, 1), one(11, 3)]).map(({ meeting }) => meeting);
    expect(numbers).toEqual([12, 11, 10, 9, 2]);
  });
  test('the next is the nearest to come, in whatever order they are told', () => {
    const [near, far, past] = [one(11, 1, '2027-03-02'), one(12, 1, '2029-01-01'), one(9, 1, '2026-01-01')];
    for (const told of [
      [near, far, past],
      [far, near, past],
      [past, far, near],
    ])
      expect(nextMeeting(told, '2027-03-01')).toBe(near);
    expect(nextMeeting([], '2027-03-01')).toBeUndefined();
  });
  test('of two on one day the next is the one told first', () => {
    const [first, second] = [one(12, 1), one(11, 1)];
    expect(nextMeeting([first, second], '2027-01-01')).toBe(first);
    expect(nextMeeting([second, first], '2027-01-01')).toBe(second);
  });
});

describe('what cannot be meant is refused, each by its field:', () => {
  const report: Progress = { status: 'done', text: 'x', evidence: [], as_of: '2026-03-02', released: true };
  test.each<[string, Partial<Progress>, string[]]>([
    ['a report of today', {}, []],
    ['a report of yesterday', { as_of: '2026-03-01' }, []],
    ['a report of tomorrow', { as_of: '2026-03-03' }, ['as_of progress_day_ahead']],
    ['not begun, and not a word', { status: 'not_begun', text: '' }, []],
    ['not begun, with words', { status: 'not_begun' }, []],
    ['done, and not a word', { text: '' }, ['text progress_text_missing']],
    ['under way, and nothing but spaces', { status: 'under_way', text: ' \n' }, ['text progress_text_missing']],
    ['not applicable, and no reason', { status: 'not_applicable', text: '' }, ['text progress_reason_missing']],
    ['not applicable, with its reason', { status: 'not_applicable' }, []],
    ['both', { text: '', as_of: '2027-01-01' }, ['text progress_text_missing', 'as_of progress_day_ahead']],
  ])('%s', (_, change, expected) => {
    const refused = progressRefusals({ ...report, ...change }, '2026-03-02');
    expect(refused.map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
  });

  const { recommendations } = tenthMeeting;
  const [first] = recommendations as [Recommendation];
  test.each<[string, Partial<Meeting>, Meeting | undefined, string[]]>([
    ['a meeting as it was', {}, tenthMeeting, []],
    ['a meeting of one day', { until: '2022-04-28' }, tenthMeeting, []],
    ['a meeting that ends before it begins', { until: '2022-04-27' }, undefined, ['until meeting_until_before_from']],
    ['a recommendation more', { recommendations: [...recommendations, first] }, tenthMeeting, []],
    [
      'a recommendation fewer',
      { recommendations: recommendations.slice(1) },
      tenthMeeting,
      ['recommendations meeting_fewer'],
    ],
    ['a new meeting without any', { recommendations: [] }, undefined, []],
    [
      'both',
      { until: '2021-04-29', recommendations: [] },
      tenthMeeting,
      ['until meeting_until_before_from', 'recommendations meeting_fewer'],
    ],
  ])('%s', (_, change, before, expected) => {
    const refused = meetingRefusals({ ...tenthMeeting, ...change }, before);
    expect(refused.map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
  });
});

test('who is asked follows from the addressees alone', () => {
  const asked = (addressees: Recommendation['addressees'], asks = true) =>
    ['CHL', 'OAS'].filter((participant) =>
      reports({ ...recommendation, addressees, asks } as Recommendation, participant),
    );
  expect(asked(['states'])).toEqual(['CHL']);
  expect(asked(['technical_secretariat'])).toEqual(['OAS']);
  expect(asked(['working_group'])).toEqual(['OAS']);
  expect(asked(['states', 'working_group'])).toEqual(['CHL', 'OAS']);
  expect(asked(['states', 'technical_secretariat', 'working_group'], false)).toEqual([]);
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

test('a count is of one recommendation, and of each State the first word', () => {
  const said = (state: string, status: (typeof progressStatuses)[number], number = 7) => ({ state, number, status });
  const told = [
    ...progressStatuses.map((status, index) => said(['ARG', 'BRA', 'CHL', 'PER'][index] as string, status)),
    said('MEX', 'under_way'),
    said('MEX', 'done'),
    said('URY', 'done', 8),
  ];
  expect(tally(told, 7)).toEqual({ done: 1, under_way: 2, not_begun: 1, not_applicable: 1, none: 30 });
  expect(tally(told, 8)).toEqual({ done: 1, under_way: 0, not_begun: 0, not_applicable: 0, none: 34 });
  expect(tally([], 7)).toEqual({ done: 0, under_way: 0, not_begun: 0, not_applicable: 0, none: 35 });
});

test('meetings are numbered as the Working Group numbers them', () => {
  expect([1, 4, 9, 10, 11, 14, 19, 40, 99, 104].map(roman)).toEqual([
    ...['I', 'IV', 'IX', 'X', 'XI', 'XIV', 'XIX', 'XL', 'XCIX', 'CIV'],
  ]);
});
