import { dayInWords } from './letter.ts';
import { documentLanguageOf, formalNameOf, stateName, zoneOf } from './states.ts';
import type { Language, Letter, LetterBlock, ParticipantCode, Text } from './types.ts';
import { say } from './vocabulary/index.ts';

/** One clock of a file, derived and explained; instants are ISO 8601, UTC. */
export interface StatedDeadline {
  kind: string;
  /** who must act */
  holder: ParticipantCode;
  /** the State whose zone and days count */
  governs: ParticipantCode;
  status: 'running' | 'suspended' | 'met' | 'missed' | 'cancelled';
  due_at: string;
  original_due_at: string;
  steps: readonly Text[];
}

export interface StatementInput {
  language: Language;
  /** number of the request, or what stands for it in a draft */
  number: string;
  own_reference: string | null;
  participant: ParticipantCode;
  authority: string;
  counterpart: ParticipantCode;
  /** ISO instant of the statement */
  at: string;
  deadlines: readonly StatedDeadline[];
  /** days that an officer announced: plans, and no deadlines. `YYYY-MM-DD` */
  announced: readonly { on: string; date: string }[];
}

/** A local moment in words: `22 September 2026, 23:59 (Chile)`. */
function momentOf(at: string, state: ParticipantCode, language: Language): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zoneOf(state));
  const date = dayInWords(local.toPlainDate().toString(), language);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return say(language, { key: 'statement.moment', params: { date, time, state: stateName(state, language) } });
}

/**
 * The deadlines of a file as a document: who must act by when, and step by step why then – what was counted, which days
 * were skipped, what stood still, by which State's calendar, and whether law or policy says so. What was only announced
 * stands apart: a plan is no deadline. Unsigned: it states the record and commits nobody.
 */
export function deadlineStatement(input: StatementInput): Letter {
  const { language, number, participant, counterpart } = input;
  const words = (key: string, params?: Text['params']) => say(language, params ? { key, params } : key);
  const row = (name: string, value: string) => ({ label: words(`statement.row.${name}`), value });
  const local = Temporal.Instant.from(input.at).toZonedDateTimeISO(zoneOf(participant)).toPlainDate().toString();
  const sections: Letter['sections'] = input.deadlines.map((one, index) => ({
    number: String(index + 1),
    heading: words(`deadline.${one.kind}`),
    blocks: [
      {
        type: 'rows',
        rows: [
          row('holder', stateName(one.holder, language)),
          row('due', momentOf(one.due_at, one.governs, language)),
          ...(one.original_due_at === one.due_at
            ? []
            : [row('original', momentOf(one.original_due_at, one.governs, language))]),
          row('status', words(`statement.status.${one.status}`)),
        ],
      },
      { type: 'list', items: one.steps.map((step) => ({ text: say(language, step) })) },
    ],
  }));
  const plans: LetterBlock[] = input.announced.map(({ on, date }) => ({
    type: 'paragraph',
    text: words('statement.announced', {
      on: dayInWords(dayOfInstant(on, participant), language),
      date: dayInWords(date, language),
    }),
  }));
  if (plans.length > 0)
    sections.push({ number: String(sections.length + 1), heading: words('statement.plans'), blocks: plans });
  return {
    language,
    letterhead: {
      state: formalNameOf(participant, documentLanguageOf(participant)),
      authority: input.authority,
      address: [],
    },
    references: [
      { label: words('letter.reference.ours'), value: number },
      ...(input.own_reference ? [{ label: words('letter.reference.file'), value: input.own_reference }] : []),
    ],
    place_date: dayInWords(local, language),
    title: words('statement.title'),
    subtitle: words('statement.subtitle', { number, state: stateName(counterpart, language) }),
    sections,
    signature: [],
    notes: [words(sections.length === 0 ? 'statement.none' : 'statement.note')],
    footer: number,
  };
}

const dayOfInstant = (at: string, state: ParticipantCode) =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zoneOf(state)).toPlainDate().toString();
