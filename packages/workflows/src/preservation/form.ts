import type { Field, FormDefinition, Source } from '../types.ts';

/**
 * The preservation request, version 1: the Council of Europe template for articles 29 and 30 of the Budapest
 * Convention (T-CY(2018)11). Boxes 1–7 carry the template's numbers; from 8 on they are rebuilt from article 29(2)
 * and the sister template (domain.md §3.a). Box 1 (date) and the States, bases and channel belong to the case.
 *
 * A list value satisfies `when` if any of its items does.
 */

const budapest = (article: string): Source => ({ instrument: 'ETS185', article, verified: true });
const nassau = (article: string): Source => ({ instrument: 'OAS-A55', article, verified: true });
/** The UN Convention against Cybercrime is not checked against its text yet: asked for, never enforced. */
const uncc: Source = { instrument: 'UNCC', article: '42', verified: false };
const template: Source = { instrument: 'TEMPLATE', article: 'T-CY(2018)11', verified: true };
const practice: Source = { instrument: 'PRACTICE', verified: true };
const reciprocity: Source = { instrument: 'RECIPROCITY', verified: true };

/** Conduct by the Budapest article that defines it, then the wider codes used for statistics (domain.md §6.3). */
export const offenceCodes = [
  'B2',
  'B3',
  'B4',
  'B5',
  'B6',
  'B7',
  'B8',
  'B9',
  'B10',
  'B11',
  'AP1',
  'UNCC-16',
  '0701',
  '09039',
  'OTHER',
] as const;

const parties: readonly Field[] = [
  { name: 'own_reference', kind: 'text', box: '2' },
  { name: 'request_status', kind: 'choice', box: '3', choices: ['new', 'extension'], required: template },
  {
    name: 'previous_reference',
    kind: 'text',
    box: '3',
    required: template,
    when: { field: 'request_status', is: ['extension'] },
  },
  {
    name: 'previous_expiry',
    kind: 'date',
    box: '3',
    required: practice,
    when: { field: 'request_status', is: ['extension'] },
  },
  { name: 'requested_authority', kind: 'authority', box: '4', required: template },
  {
    name: 'requesting_authority',
    kind: 'authority',
    box: '5',
    required: template,
    requiredBy: { ETS185: budapest('29(2)(a)'), UNCC: uncc },
  },
];

const legal: readonly Field[] = [
  { name: 'reciprocity_offered', kind: 'boolean', box: '9', requiredBy: { RECIPROCITY: reciprocity } },
];

const facts: readonly Field[] = [
  {
    name: 'offences',
    kind: 'choices',
    box: '10',
    choices: offenceCodes,
    required: practice,
    requiredBy: { ETS185: budapest('29(2)(b)'), 'OAS-A55': nassau('26(a)'), UNCC: uncc, RECIPROCITY: reciprocity },
  },
  {
    name: 'offence_other',
    kind: 'text',
    box: '10',
    translatable: true,
    required: practice,
    when: { field: 'offences', is: ['OTHER', '09039'] },
  },
  {
    name: 'provisions',
    kind: 'longtext',
    box: '11',
    translatable: true,
    requiredBy: { ETS185: budapest('29(2)(b)'), RECIPROCITY: reciprocity },
  },
  { name: 'penalty', kind: 'text', box: '12', translatable: true },
  {
    name: 'facts',
    kind: 'longtext',
    box: '13',
    translatable: true,
    required: practice,
    requiredBy: { ETS185: budapest('29(2)(b)'), 'OAS-A55': nassau('26(a)'), UNCC: uncc, RECIPROCITY: reciprocity },
  },
];

const data: readonly Field[] = [
  {
    name: 'identifiers',
    kind: 'identifiers',
    box: '14',
    required: practice,
    requiredBy: { ETS185: budapest('29(2)(c)'), 'OAS-A55': nassau('26(d)'), UNCC: uncc, RECIPROCITY: reciprocity },
  },
  {
    name: 'relation',
    kind: 'longtext',
    box: '15',
    translatable: true,
    requiredBy: { ETS185: budapest('29(2)(c)'), 'OAS-A55': nassau('26(b)'), UNCC: uncc, RECIPROCITY: reciprocity },
  },
  // 29(2)(d) asks for “any available information” on the custodian or the location: either field answers it
  {
    name: 'custodian',
    kind: 'longtext',
    box: '16',
    translatable: true,
    requiredBy: { ETS185: budapest('29(2)(d)'), UNCC: uncc },
  },
  { name: 'system_location', kind: 'text', box: '17', translatable: true },
  { name: 'expedited_disclosure', kind: 'boolean', box: '18' },
];

const necessity: readonly Field[] = [
  {
    name: 'necessity',
    kind: 'longtext',
    box: '19',
    translatable: true,
    requiredBy: { ETS185: budapest('29(2)(e)'), UNCC: uncc, RECIPROCITY: reciprocity },
  },
  { name: 'period_days', kind: 'number', box: '20' },
  {
    name: 'urgency',
    kind: 'choice',
    box: '21',
    choices: ['ordinary', 'urgent', 'emergency'],
    required: practice,
  },
  {
    name: 'urgency_reason',
    kind: 'longtext',
    box: '21',
    translatable: true,
    required: practice,
    when: { field: 'urgency', is: ['urgent', 'emergency'] },
  },
  { name: 'follow_up', kind: 'boolean', box: '22', requiredBy: { ETS185: budapest('29(2)(f)'), UNCC: uncc } },
  { name: 'follow_up_date', kind: 'date', box: '22', when: { field: 'follow_up', is: [true] } },
  {
    name: 'follow_up_measures',
    kind: 'choices',
    box: '22',
    choices: ['subscriber_production', 'traffic_production', 'content_production', 'search_seizure'],
    when: { field: 'follow_up', is: [true] },
  },
  { name: 'confidential', kind: 'boolean', box: '23' },
  {
    name: 'confidentiality_reason',
    kind: 'longtext',
    box: '23',
    translatable: true,
    when: { field: 'confidential', is: [true] },
  },
  { name: 'do_not_notify_user', kind: 'boolean', box: '24' },
];

const contacts: readonly Field[] = [
  { name: 'verification_contact', kind: 'authority', box: '6' },
  { name: 'investigating_authority', kind: 'authority', box: '7' },
  { name: 'prosecution', kind: 'authority', box: '8' },
  { name: 'prosecution_reference', kind: 'text', box: '8' },
  { name: 'signatory_name', kind: 'text', box: '25', required: practice },
  { name: 'signatory_capacity', kind: 'text', box: '25', translatable: true, required: practice },
];

export const preservationForm: FormDefinition = {
  kind: 'preservation',
  version: 'preservation@1',
  sections: [
    { name: 'parties', fields: parties },
    { name: 'legal', fields: legal },
    { name: 'facts', fields: facts },
    { name: 'data', fields: data },
    { name: 'necessity', fields: necessity },
    { name: 'contacts', fields: contacts },
  ],
};
