import { offenceCodes } from '../preservation/form.ts';
import type { Field, FormDefinition, Source } from '../types.ts';

/**
 * The evidence request, version 1: boxes 1–11 as in the Council of Europe template for article 31 (T-CY(2018)10), then
 * the blocks of domain.md §3.b. Contents are required by the chosen bases: Nassau 26(a)–(d), UNCAC 46(15), UNTOC 18(15)
 * (parallel, to be confirmed), and for reciprocity the items central authorities publish. Budapest lists no contents
 * for evidence requests, so ETS185 alone adds nothing here.
 */

const nassau = (article: string): Source => ({ instrument: 'OAS-A55', article, verified: true });
const uncac = (letter: string): Source => ({ instrument: 'UNCAC', article: `46(15)(${letter})`, verified: true });
/** Same paragraph as UNCAC by all accounts, not read against the text: asked for, never enforced. */
const untoc = (letter: string): Source => ({ instrument: 'UNTOC', article: `18(15)(${letter})`, verified: false });
const template = (box: string): Source => ({
  instrument: 'TEMPLATE',
  article: `T-CY(2018)10, ${box}`,
  verified: true,
});
const practice: Source = { instrument: 'PRACTICE', verified: true };
const reciprocity: Source = { instrument: 'RECIPROCITY', verified: true };

const parties: readonly Field[] = [
  { name: 'own_reference', kind: 'text', box: '2' },
  {
    name: 'request_status',
    kind: 'choice',
    box: '3',
    choices: ['new', 'follow_up_request', 'supplementary'],
    required: template('3'),
  },
  { name: 'requested_authority', kind: 'authority', box: '4', required: template('4') },
  {
    name: 'requesting_authority',
    kind: 'authority',
    box: '5',
    required: template('5'),
    requiredBy: { UNCAC: uncac('a'), UNTOC: untoc('a'), RECIPROCITY: reciprocity },
  },
  {
    name: 'competent_authority',
    kind: 'authority',
    box: '8',
    requiredBy: { UNCAC: uncac('b'), UNTOC: untoc('b'), RECIPROCITY: reciprocity },
  },
  { name: 'competent_authority_reference', kind: 'text', box: '8', requiredBy: { RECIPROCITY: reciprocity } },
  {
    name: 'previous_reference',
    kind: 'text',
    box: '9',
    required: template('9'),
    when: { field: 'request_status', is: ['follow_up_request', 'supplementary'] },
  },
  {
    name: 'previous_date',
    kind: 'date',
    box: '9',
    when: { field: 'request_status', is: ['follow_up_request', 'supplementary'] },
  },
  { name: 'preservations', kind: 'preservations', box: '10' },
];

const legal: readonly Field[] = [
  { name: 'domestic_basis', kind: 'longtext', box: '11', translatable: true, required: template('11') },
  {
    name: 'offences',
    kind: 'choices',
    box: '12',
    choices: offenceCodes,
    required: practice,
    requiredBy: { 'OAS-A55': nassau('26(a)'), UNCAC: uncac('b'), UNTOC: untoc('b'), RECIPROCITY: reciprocity },
  },
  {
    name: 'offence_other',
    kind: 'text',
    box: '12',
    translatable: true,
    required: practice,
    when: { field: 'offences', is: ['OTHER', '09039'] },
  },
  {
    name: 'provisions',
    kind: 'longtext',
    box: '13',
    translatable: true,
    requiredBy: { 'OAS-A55': nassau('26(a)'), RECIPROCITY: reciprocity },
  },
  {
    name: 'penalty',
    kind: 'text',
    box: '14',
    translatable: true,
    requiredBy: { 'OAS-A55': { instrument: 'OAS-A55', article: '6', verified: false }, RECIPROCITY: reciprocity },
  },
  { name: 'limitation', kind: 'text', box: '15', translatable: true },
  { name: 'dual_criminality', kind: 'longtext', box: '16', translatable: true },
  { name: 'reciprocity_offered', kind: 'boolean', box: '17', requiredBy: { RECIPROCITY: reciprocity } },
];

const facts: readonly Field[] = [
  {
    name: 'proceeding_stage',
    kind: 'choice',
    box: '18',
    choices: ['preliminary', 'investigation', 'charged', 'trial', 'appeal', 'enforcement'],
    requiredBy: { 'OAS-A55': nassau('26(a)'), UNCAC: uncac('b'), UNTOC: untoc('b') },
  },
  {
    name: 'facts',
    kind: 'longtext',
    box: '19',
    translatable: true,
    required: practice,
    requiredBy: { 'OAS-A55': nassau('26(a)'), UNCAC: uncac('c'), UNTOC: untoc('c'), RECIPROCITY: reciprocity },
  },
  {
    name: 'originating_act',
    kind: 'longtext',
    box: '20',
    translatable: true,
    requiredBy: { 'OAS-A55': nassau('26(b)') },
  },
  {
    name: 'relation',
    kind: 'longtext',
    box: '21',
    translatable: true,
    requiredBy: { 'OAS-A55': nassau('26(a)'), RECIPROCITY: reciprocity },
  },
];

const persons: readonly Field[] = [{ name: 'persons', kind: 'persons', box: '22' }];

const measures: readonly Field[] = [
  {
    name: 'measures',
    kind: 'measures',
    box: '23',
    translatable: true,
    required: practice,
    requiredBy: { 'OAS-A55': nassau('26(d)'), UNCAC: uncac('d'), UNTOC: untoc('d'), RECIPROCITY: reciprocity },
  },
  { name: 'delivery', kind: 'longtext', box: '24', translatable: true },
];

const purpose: readonly Field[] = [
  {
    name: 'purpose',
    kind: 'longtext',
    box: '25',
    translatable: true,
    requiredBy: { UNCAC: uncac('f'), UNTOC: untoc('f'), RECIPROCITY: reciprocity },
  },
  { name: 'necessity', kind: 'longtext', box: '26', translatable: true },
  // 26(c) asks for “any” special procedure: saying that none is wanted answers it
  {
    name: 'special_procedure',
    kind: 'choice',
    box: '27',
    choices: ['none', 'requested'],
    requiredBy: { 'OAS-A55': nassau('26(c)'), UNCAC: uncac('d'), UNTOC: untoc('d'), RECIPROCITY: reciprocity },
  },
  {
    name: 'special_procedure_text',
    kind: 'longtext',
    box: '27',
    translatable: true,
    required: practice,
    requiredBy: { 'OAS-A55': nassau('26(c)'), UNCAC: uncac('d'), UNTOC: untoc('d') },
    when: { field: 'special_procedure', is: ['requested'] },
  },
  { name: 'officials_present', kind: 'longtext', box: '28', translatable: true },
  { name: 'questions', kind: 'longtext', box: '29', translatable: true },
];

const timing: readonly Field[] = [
  {
    name: 'urgency',
    kind: 'choice',
    box: '30',
    choices: ['ordinary', 'urgent', 'emergency'],
    required: practice,
  },
  {
    name: 'urgency_reason',
    kind: 'longtext',
    box: '30',
    translatable: true,
    required: practice,
    when: { field: 'urgency', is: ['urgent', 'emergency'] },
  },
  { name: 'deadline', kind: 'date', box: '31' },
  { name: 'deadline_reason', kind: 'longtext', box: '31', translatable: true },
  { name: 'hearing_date', kind: 'date', box: '32' },
  { name: 'confidential', kind: 'boolean', box: '33' },
  {
    name: 'confidentiality_reason',
    kind: 'longtext',
    box: '33',
    translatable: true,
    when: { field: 'confidential', is: [true] },
  },
  { name: 'do_not_notify_user', kind: 'boolean', box: '34' },
  { name: 'protected_material', kind: 'longtext', box: '35', translatable: true },
];

const contacts: readonly Field[] = [
  { name: 'verification_contact', kind: 'authority', box: '6' },
  { name: 'investigating_authority', kind: 'authority', box: '7' },
  { name: 'annexes', kind: 'longtext', box: '36', translatable: true },
  { name: 'signatory_name', kind: 'text', box: '37', required: practice },
  { name: 'signatory_capacity', kind: 'text', box: '37', translatable: true, required: practice },
];

export const evidenceForm: FormDefinition = {
  kind: 'evidence',
  version: 'evidence@1',
  sections: [
    { name: 'parties', fields: parties },
    { name: 'legal', fields: legal },
    { name: 'facts', fields: facts },
    { name: 'persons', fields: persons },
    { name: 'measures', fields: measures },
    { name: 'purpose', fields: purpose },
    { name: 'timing', fields: timing },
    { name: 'contacts', fields: contacts },
  ],
};
