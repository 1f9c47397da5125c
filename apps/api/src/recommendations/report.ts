/** The Secretariat's report on progress, already in its language: what `report-pdf.ts` draws. Pure. */
import { type Language, stateName, states } from '@rogatoria/workflows';
import {
  reports as isAsked,
  type Meeting,
  type MeetingVersion,
  nextMeeting,
  type ProgressStatus,
  progressStatuses,
  tally,
  titleOf,
  wordingNote,
  wordingOf,
} from '@rogatoria/workflows/recommendations/meetings.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { roman } from '@rogatoria/workflows/vocabulary/recommendations.ts';
import type { ReportView } from './schemas.ts';

export interface ProgressReport {
  language: Language;
  /** name of the file, without its ending */
  file: string;
  title: string;
  subtitle: string;
  meeting: string;
  authority: string;
  as_of: string;
  lead: string;
  method: string;
  /** what is to be said of every text, where it is the same of all */
  wording: string | null;
  headings: { summary: string; matrix: string; details: string };
  legend: { status: ProgressStatus | 'none'; word: string }[];
  /** one row for each recommendation that asks States */
  summary: { number: number; title: string; counts: Record<ProgressStatus | 'none', number> }[];
  matrix: { numbers: number[]; rows: { name: string; cells: (ProgressStatus | null)[] }[] };
  details: {
    number: number;
    title: string;
    /** whom it asks, its theme, and what kind of text follows */
    note: string;
    text: string[];
    entries: { head: string; text: string; evidence: string[] }[];
    /** in place of entries */
    none: string | null;
  }[];
  evidence: string;
}

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** Puts the report together from the latest released report of each participant. `day`: of the reader, `YYYY-MM-DD`. */
export function progressReport(given: {
  language: Language;
  authority: string;
  day: string;
  meeting: number;
  body: Meeting;
  meetings: readonly MeetingVersion[];
  reports: readonly (ReportView & { number: number })[];
}): ProgressReport {
  const { language, authority, day, meeting, body, meetings, reports } = given;
  const words = (key: string, params: Record<string, string | number> = {}) =>
    say(language, { key: `progress_report.${key}`, params });
  const word = (status: ProgressStatus | 'none') => say(language, `progress.${status}`);
  const next = nextMeeting(meetings, day);
  const numbered = body.recommendations.map((one, index) => ({ number: index + 1, one }));
  const asked = numbered.filter(({ one }) => one.asks && one.addressees.includes('states'));
  const ofStates = reports.filter(({ state, number }) => state !== 'OAS' && asked.some((a) => a.number === number));
  const count = (status: ProgressStatus) => ofStates.filter((one) => one.status === status).length;
  const named = states
    .map(({ code }) => ({ code, name: stateName(code, language) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  const notes = new Set(numbered.map(({ one }) => say(language, wordingNote(language, wordingOf(one, language)))));
  const [common = null] = notes.size === 1 ? notes : [];
  return {
    language,
    wording: common && `${common} ${say(language, 'recommendation.reading')}`,
    file: `recommendations-${meeting}-progress-${day}-${language}`,
    title: words('title'),
    meeting: `${say(language, { key: 'meeting.name', params: { roman: roman(meeting) } })}, ${say(language, {
      key: 'meeting.days',
      params: { from: noon(body.from), until: noon(body.until) },
    })}`,
    subtitle: `${words('by')} ${
      next ? words('to', { roman: roman(next.meeting), from: noon(next.body.from) }) : words('to_next')
    }`,
    authority,
    as_of: words('as_of', { day: noon(day) }),
    lead: words('lead', {
      reporting: new Set(ofStates.map(({ state }) => state)).size,
      total: states.length,
      asked: asked.length,
      done: count('done'),
      under_way: count('under_way'),
    }),
    method: `${words('method')} ${words('figures')}`,
    headings: { summary: words('summary'), matrix: words('matrix'), details: words('details') },
    legend: [...progressStatuses, 'none' as const].map((status) => ({ status, word: word(status) })),
    summary: asked.map(({ number, one }) => ({
      number,
      title: titleOf(one, language),
      counts: tally(ofStates, number),
    })),
    matrix: {
      numbers: asked.map(({ number }) => number),
      rows: named.map(({ code, name }) => ({
        name,
        cells: asked.map(
          ({ number }) => ofStates.find((one) => one.state === code && one.number === number)?.status ?? null,
        ),
      })),
    },
    details: numbered.map(({ number, one }) => {
      const wording = wordingOf(one, language);
      const entries = reports
        .filter((report) => report.number === number && isAsked(one, report.state))
        .map((report) => ({ ...report, name: stateName(report.state, language) }))
        .sort((a, b) => a.name.localeCompare(b.name, language))
        .map(({ name, status, as_of, text, evidence }) => ({
          head: `${name}: ${word(status)}, ${words('dated', { day: noon(as_of) })}`,
          text,
          evidence: evidence.map((item) => (item.url ? `${item.text} (${item.url})` : item.text)),
        }));
      const addressed = one.addressees.map((addressee) => say(language, `addressee.${addressee}`)).join(', ');
      return {
        number,
        title: titleOf(one, language),
        note: `${addressed} · ${say(language, `theme.${one.theme}`)}${common ? '' : ` · ${say(language, wordingNote(language, wording))}`}`,
        text: wording.text.split(/\n\s*\n/),
        entries,
        none: !one.asks ? say(language, 'recommendation.nothing_asked') : entries.length === 0 ? words('none') : null,
      };
    }),
    evidence: words('evidence'),
  };
}
