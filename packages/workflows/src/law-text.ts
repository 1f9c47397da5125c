/** Recorded lines in words, for refusals, the page and its history. */
import type { Side } from './instruments/index.ts';
import { stateName } from './states.ts';
import type { Language } from './types.ts';
import { say } from './vocabulary/index.ts';

const noon = (date: string) => Date.parse(`${date}T12:00:00Z`);

/** One line in a sentence without its full stop; what comes from the catalogue says so. */
export function lineText(language: Language, side: Side): string {
  const words = (key: string, params: Record<string, string | number>) =>
    say(language, { key: `law.line.${key}`, params });
  const short = (code: string) => say(language, `instrument.${code}.short`);
  const period = (key: string, params: Record<string, string>, { from, until }: { from: string; until?: string }) =>
    words(until ? `${key}_until` : key, { ...params, from: noon(from), ...(until ? { until: noon(until) } : {}) });
  const party = (params: Record<string, string>, given: { from?: string | null; until?: string } | null) => {
    if (!given) return words('not_party', params);
    const { from, until } = given;
    return from ? period('party', params, { from, ...(until ? { until } : {}) }) : words('party_undated', params);
  };

  if (side.record === null) {
    const instrument = short(side.instrument);
    if (side.state === null) {
      const line = side.in_force
        ? words('in_force', { instrument, from: noon(side.in_force) })
        : words('not_in_force', { instrument });
      return words('catalogue', { line });
    }
    return words('catalogue', { line: party({ name: stateName(side.state, language), instrument }, side.party) });
  }
  const { line } = side;
  const name = stateName(side.state, language);
  switch (line.kind) {
    case 'status':
      return party({ name, instrument: short(line.instrument) }, line.standing === 'party' ? line : null);
    case 'bilateral':
      return period('bilateral', { name, title: line.title, other: otherName(line.with, language) }, line);
    case 'reservation':
      return period(line.nature, { name, instrument: short(line.instrument), article: line.article }, line);
    case 'profile':
      return words('profile', { name, citation: line.citation });
    case 'entry_into_force':
      return words('in_force', { instrument: short(line.instrument), from: noon(line.from) });
  }
}

/** A code that is no State's is shown as it was typed. */
function otherName(code: string, language: Language): string {
  try {
    return stateName(code, language);
  } catch {
    return code;
  }
}
