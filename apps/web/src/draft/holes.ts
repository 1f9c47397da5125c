import { identifierInWords } from '@rogatoria/workflows/letter.ts';
import type { FormValues, Kind, Language, Letter, MeasureValue } from '@rogatoria/workflows/types.ts';
import { say, vocabulary } from '@rogatoria/workflows/vocabulary/index.ts';

/** Where a hole of the letter is filled in. */
export interface Target {
  field: string;
  path?: string;
}

const known = (stem: string) =>
  Object.keys(vocabulary).flatMap((key) => (key.startsWith(stem) ? [key.slice(stem.length)] : []));
const headings = known('letter.heading.');
const rows = known('letter.row.');

const keyFor = (keys: readonly string[], stem: string, language: Language, text: string) =>
  keys.find((key) => say(language, `${stem}${key}`) === text);

/** Sections whose text is one field of another name. */
const proseOf: Record<string, string> = {
  offence_facts: 'facts',
  data: 'identifiers',
  disclosure: 'expedited_disclosure',
  reciprocity: 'reciprocity_offered',
  follow_up: 'follow_up',
  confidentiality: 'confidentiality_reason',
  protection: 'confidentiality_reason',
  object: 'previous_reference',
  procedure: 'special_procedure',
  information: 'facts',
  use: 'purpose',
};
const authorityOf: Record<string, string> = {
  requesting: 'requesting_authority',
  requested: 'requested_authority',
  proceedings: 'competent_authority',
  providing: 'requesting_authority',
  receiving: 'requested_authority',
  asking: 'requesting_authority',
  asked: 'requested_authority',
};
const rowOf: Record<string, string> = { case_reference: 'competent_authority_reference', urgency: 'urgency_reason' };

/** The part of a line that is missing, in the order a reader meets it. */
function lineTarget(field: string, prefix: string, value: Record<string, unknown> | undefined): Target {
  const part = !value?.value ? 'value' : !value.from ? 'from' : 'offset';
  return { field, path: `${prefix}.${part}` };
}

/**
 * The field behind a hole of a letter, from the heading it stands under and the label beside it. `item` is the place in
 * a list, `text` the hole's own line.
 */
export function targetOf(
  letter: Letter,
  section: Letter['sections'][number],
  hole: { label?: string; item?: number; text?: string },
  request: { kind: Kind; form: FormValues },
): Target | undefined {
  const { language } = letter;
  const { form } = request;
  const heading = keyFor(headings, 'letter.heading.', language, section.heading);
  if (!heading) return undefined;
  if (hole.label !== undefined) {
    const row = keyFor(rows, 'letter.row.', language, hole.label);
    if (!row) return undefined;
    if (row === 'organisation') return { field: authorityOf[heading] ?? 'requesting_authority', path: 'organisation' };
    return { field: rowOf[row] ?? row };
  }
  if ((heading === 'data' || heading === 'identifiers') && hole.item !== undefined) {
    const values = (form.identifiers ?? []) as Record<string, unknown>[];
    return lineTarget('identifiers', String(hole.item), values[hole.item]);
  }
  if (heading === 'persons' && hole.item !== undefined) return { field: 'persons', path: `${hole.item}.name` };
  if (heading === 'measures') {
    const measures = (form.measures ?? []) as MeasureValue[];
    for (const [index, measure] of measures.entries()) {
      if (hole.item === undefined && hole.text?.startsWith(`${index + 1}) `))
        return { field: 'measures', path: `${index}.${measure.type ? 'description' : 'type'}` };
      const line =
        measure.identifiers?.findIndex((value) => identifierInWords(value, language).text === hole.text) ?? -1;
      if (hole.item !== undefined && line >= 0)
        return lineTarget('measures', `${index}.identifiers.${line}`, { ...measure.identifiers?.[line] });
    }
    return { field: 'measures' };
  }
  // Before anyone said whether there are conditions, that is what is missing.
  if (heading === 'conditions') return { field: form.handling === 'conditions' ? 'conditions' : 'handling' };
  return { field: proseOf[heading] ?? heading };
}

/** Where the letter speaks of what a section of the form asks. */
const spoken: Record<Kind, Record<string, readonly string[]>> = {
  preservation: {
    legal: ['object'],
    facts: ['offence_facts'],
    data: ['data'],
    necessity: ['necessity', 'period'],
    contacts: ['contacts'],
  },
  evidence: {
    legal: ['legal'],
    facts: ['facts'],
    persons: ['persons', 'measures'],
    measures: ['measures'],
    purpose: ['purpose'],
    timing: ['timing', 'protection'],
    contacts: ['contacts'],
  },
  information: {
    legal: ['nature', 'conditions'],
    content: ['information'],
    contacts: ['contacts'],
  },
  consultation: { question: ['question'] },
};

/** The number of the letter's section that a section of the form becomes. */
export function spokenIn(letter: Letter, kind: Kind, section: string): string | undefined {
  for (const heading of spoken[kind][section] ?? []) {
    const words = say(letter.language, `letter.heading.${heading}`);
    const found = letter.sections.find((one) => one.heading === words);
    if (found) return found.number;
  }
  return undefined;
}

/** The text with what is missing set apart: bracketed words, or all of it where the line is nothing but a hole. */
export function holesIn(text: string): { text: string; hole: boolean }[] {
  const pieces = text.split(/(\[[^\][]*\])/).filter((piece) => piece !== '');
  if (pieces.length === 1 && !text.startsWith('[')) return [{ text, hole: true }];
  return pieces.map((piece) =>
    /^\[.*\]$/.test(piece) ? { text: piece.slice(1, -1), hole: true } : { text: piece, hole: false },
  );
}
