import { describe, expect, test } from 'vitest';
import { catalogue } from '../src/instruments/index.ts';
import {
  documentLanguageOf,
  formalNameOf,
  isState,
  secretariat,
  stateName,
  stateOf,
  states,
  zoneOf,
} from '../src/states.ts';
import { languages } from '../src/types.ts';
import { instruments } from '../src/vocabulary/instruments.ts';

describe('states', () => {
  test('are the 35, each once', () => {
    expect(states).toHaveLength(35);
    expect(new Set(states.map((state) => state.code)).size).toBe(35);
    expect(new Set(states.map((state) => state.a2)).size).toBe(35);
    expect(isState('OAS')).toBe(false);
    expect(isState('BRA')).toBe(true);
  });

  test.each([...states, secretariat])('$code has names, a zone and a document language', (state) => {
    for (const language of languages) {
      expect(stateName(state.code, language)).not.toBe('');
      expect(formalNameOf(state.code, language)).not.toBe('');
    }
    expect(() => Temporal.Now.zonedDateTimeISO(zoneOf(state.code))).not.toThrow();
    expect(languages).toContain(documentLanguageOf(state.code));
    expect(state.as_of).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const note of state.notes) expect(Object.keys(instruments)).toContain(note);
  });

  test('speak as their authorities write', () => {
    expect(formalNameOf('BRA', 'pt')).toBe('República Federativa do Brasil');
    expect(stateName('BRA', 'fr')).toBe('Brésil');
    expect(['BRA', 'CHL', 'USA', 'HTI', 'SUR'].map(documentLanguageOf)).toEqual(['pt', 'es', 'en', 'fr', 'en']);
    expect(() => stateOf('XXX')).toThrow(RangeError);
  });

  test('treaty marks agree with the instruments', () => {
    const parties = (code: string) =>
      catalogue
        .find((item) => item.code === code)!
        .parties.map((party) => party.state)
        .sort();
    const marked = (mark: (state: (typeof states)[number]) => boolean) =>
      states
        .filter(mark)
        .map((state) => state.code)
        .sort();
    expect(marked((state) => state.nassau === 'party')).toEqual(parties('OAS-A55'));
    expect(parties('OAS-A55')).toHaveLength(26);
    expect(marked((state) => state.protocol)).toEqual(parties('OAS-A59'));
    expect(marked((state) => state.budapest !== null)).toEqual(parties('ETS185'));
    expect(parties('ETS185')).toHaveLength(13);
    expect(marked((state) => state.contact_24_7 === 'required')).toEqual(parties('ETS185'));
  });
});
