import { offenceCodes } from '../preservation/form.ts';
import type { Field, FormDefinition, FormValues, Source, Translations } from '../types.ts';

/**
 * Spontaneous information, version 1 (Budapest 26; parallel: UNCAC 46(4)–(5), UNTOC 18(4)–(5)). No template exists: the
 * boxes are ours. What stands in `offeredFields` is said when conditions have to be accepted first (26(2)); the rest is
 * the content, and leaves only when they are.
 */

const budapest = (article: string): Source => ({ instrument: 'ETS185', article, verified: true });
const practice: Source = { instrument: 'PRACTICE', verified: true };

const parties: readonly Field[] = [
  { name: 'own_reference', kind: 'text', box: '1' },
  { name: 'requested_authority', kind: 'authority', box: '2', required: practice },
  { name: 'requesting_authority', kind: 'authority', box: '3', required: practice },
];

const nature: readonly Field[] = [
  { name: 'nature', kind: 'longtext', box: '4', translatable: true, required: practice },
  {
    name: 'handling',
    kind: 'choice',
    box: '5',
    choices: ['free', 'conditions'],
    required: practice,
    requiredBy: { ETS185: budapest('26(2)') },
  },
  {
    name: 'conditions',
    kind: 'longtext',
    box: '5',
    translatable: true,
    required: practice,
    requiredBy: { ETS185: budapest('26(2)') },
    when: { field: 'handling', is: ['conditions'] },
  },
  {
    name: 'urgency',
    kind: 'choice',
    box: '6',
    choices: ['ordinary', 'urgent', 'emergency'],
    required: practice,
  },
  {
    name: 'urgency_reason',
    kind: 'longtext',
    box: '6',
    translatable: true,
    required: practice,
    when: { field: 'urgency', is: ['urgent', 'emergency'] },
  },
];

const content: readonly Field[] = [
  {
    name: 'facts',
    kind: 'longtext',
    box: '7',
    translatable: true,
    required: practice,
    requiredBy: { ETS185: budapest('26(1)') },
  },
  {
    name: 'origin',
    kind: 'longtext',
    box: '8',
    translatable: true,
    requiredBy: { ETS185: budapest('26(1)') },
  },
  {
    name: 'purpose',
    kind: 'longtext',
    box: '9',
    translatable: true,
    requiredBy: { ETS185: budapest('26(1)') },
  },
  { name: 'offences', kind: 'choices', box: '10', choices: offenceCodes, required: practice },
  {
    name: 'offence_other',
    kind: 'text',
    box: '10',
    translatable: true,
    required: practice,
    when: { field: 'offences', is: ['OTHER', '09039'] },
  },
  { name: 'identifiers', kind: 'identifiers', box: '11' },
];

const contacts: readonly Field[] = [
  { name: 'verification_contact', kind: 'authority', box: '12' },
  { name: 'signatory_name', kind: 'text', box: '13', required: practice },
  { name: 'signatory_capacity', kind: 'text', box: '13', translatable: true, required: practice },
];

export const informationForm: FormDefinition = {
  kind: 'information',
  version: 'information@1',
  sections: [
    { name: 'parties', fields: parties },
    { name: 'legal', fields: nature },
    { name: 'content', fields: content },
    { name: 'contacts', fields: contacts },
  ],
};

/** What an offer under conditions says (26(2)): who, of what nature, how urgent, on which conditions. */
export const offeredFields: readonly string[] = [...parties, ...nature, ...contacts].map(({ name }) => name);

/** A form without the content: what the other State reads before it accepts the conditions. */
export function offerOf(
  form: FormValues,
  translations: Translations,
): { form: FormValues; translations: Translations } {
  const offered = <T>(values: Record<string, T>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => offeredFields.includes(name)));
  return {
    form: offered(form),
    translations: Object.fromEntries(
      Object.entries(translations).map(([language, texts]) => [language, offered(texts)]),
    ),
  };
}

/** Whether all that stands in a file of information is an offer: its content has not been handed over. */
export function isOffer({ kind, state }: { kind: string; state: string }): boolean {
  return kind === 'information' && ['offered', 'withdrawing', 'awaited', 'declined', 'withdrawn'].includes(state);
}
