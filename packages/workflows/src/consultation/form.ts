import { offenceCodes } from '../preservation/form.ts';
import type { Field, FormDefinition, Source } from '../types.ts';

/**
 * The informal consultation, version 1: a question between authorities before any formal request. No treaty asks for a
 * form; Budapest 25 and 27(2)(b) let central authorities communicate directly. Fields that a request has as well carry
 * the same name, so that a request can be made of it.
 */

const practice: Source = { instrument: 'PRACTICE', verified: true };

const parties: readonly Field[] = [
  { name: 'own_reference', kind: 'text', box: '1' },
  { name: 'requested_authority', kind: 'authority', box: '2' },
  { name: 'requesting_authority', kind: 'authority', box: '3', required: practice },
];

const question: readonly Field[] = [
  { name: 'question', kind: 'longtext', box: '4', translatable: true, required: practice },
  { name: 'facts', kind: 'longtext', box: '5', translatable: true, required: practice },
  { name: 'offences', kind: 'choices', box: '6', choices: offenceCodes },
  {
    name: 'offence_other',
    kind: 'text',
    box: '6',
    translatable: true,
    required: practice,
    when: { field: 'offences', is: ['OTHER', '09039'] },
  },
  { name: 'intended', kind: 'choice', box: '7', choices: ['evidence', 'preservation', 'undecided'] },
  {
    name: 'urgency',
    kind: 'choice',
    box: '8',
    choices: ['ordinary', 'urgent', 'emergency'],
    required: practice,
  },
  {
    name: 'urgency_reason',
    kind: 'longtext',
    box: '8',
    translatable: true,
    required: practice,
    when: { field: 'urgency', is: ['urgent', 'emergency'] },
  },
  { name: 'signatory_name', kind: 'text', box: '9', required: practice },
  { name: 'signatory_capacity', kind: 'text', box: '9', translatable: true },
];

export const consultationForm: FormDefinition = {
  kind: 'consultation',
  version: 'consultation@1',
  sections: [
    { name: 'parties', fields: parties },
    { name: 'question', fields: question },
  ],
};
