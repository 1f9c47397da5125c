import { type AuthorityCalendar, unchanged } from '@rogatoria/workflows/authority-calendar.ts';
import { describe, expect, it } from 'vitest';
import { dayText, differences, spanText } from '../src/calendar/words.ts';
import { say } from '../src/texts/index.tsx';

const t = (language: 'en' | 'es') => (key: unknown, params?: object) => say(language, key as string, params as never);
const told = (own: AuthorityCalendar, before: AuthorityCalendar) =>
  differences(own, before).map(({ key, what }) => say('en', key, { what: what('en', t('en')) }));

describe('a calendar in words', () => {
  const recess = { name: 'Receso', from: '12-20', until: '01-20', suspends: false, source: '' };

  it('names days with and without a year', () => {
    expect(dayText('2026-03-10', 'en')).toBe('10 Mar 2026');
    expect([dayText('03-10', 'en'), dayText('03-10', 'es')]).toEqual(['10 March', '10 de marzo']);
    expect(spanText(recess, 'en', t('en'))).toBe('20 December – 20 January, every year');
  });

  it('says what a version adds and what it says no longer', () => {
    const first = { ...unchanged, holidays: [{ name: 'Duelo', on: '2026-03-10' }] };
    const second: AuthorityCalendar = {
      ...unchanged,
      rest_days: [5, 6],
      holidays: [{ name: 'Duelo', on: '03-10' }],
      recesses: [recess],
      office_hours: { opens: '09:00', closes: '17:00' },
    };
    expect(told(first, unchanged)).toEqual(['Added: Duelo (10 Mar 2026)']);
    expect(told(second, first)).toEqual([
      'Added: Duelo (10 March)',
      'Added: Receso (20 December – 20 January, every year; announced; no deadline moves)',
      'Added: Weekly rest, Friday',
      'Added: Office hours 09:00–17:00',
      'No longer: Duelo (10 Mar 2026)',
      'No longer: Weekly rest, Sunday',
    ]);
    expect(differences(second, second)).toEqual([]);
  });
});
