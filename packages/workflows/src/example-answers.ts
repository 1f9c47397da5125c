/** An answer that would do, for every rule of `completeness`: invented, in the ranges reserved for documentation. */
import { fieldOf, fieldTexts } from './forms.ts';
import type { Gap, Kind, Text } from './types.ts';

const value = (text: string): Text => ({ key: 'example.value', params: { value: text } });

/** What is written the same in every language: identifiers and times. Each passes the check of its rule. */
export const plainExamples: Readonly<Record<string, string>> = {
  identifier_value_missing: '203.0.113.91',
  ipv4_syntax: '203.0.113.91',
  ipv6_syntax: '2001:db8::91',
  ip_other_version: '203.0.113.91',
  port_range: '51514',
  ipv4_port_missing: '51514',
  port_required: '51514',
  email_syntax: 'pagos-4417@correo-andes.example',
  phone_syntax: '+56 2 2345 6789',
  imsi_syntax: '730015550104417',
  imei_syntax: '490154203237518',
  imei_check_digit: '490154203237518',
  iccid_syntax: '8956015550100044173',
  iccid_check_digit: '8956015550100044173',
  mac_syntax: '00:00:5E:00:53:91',
  url_syntax: 'https://red-andes.example/perfil/4417',
  domain_syntax: 'correo-andes.example',
  message_id_syntax: '<20260302.4417@correo-andes.example>',
  hash_syntax: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  hash_length: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  hash_algorithm_missing: 'SHA-256',
  crypto_chain_missing: 'Bitcoin',
  crypto_other_chain: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  crypto_syntax: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  crypto_tx_syntax: '0e3e2357e806b6cdb1f70b54c3a3a17b6714ee1f0e68bebb44a74b1efd512098',
  time_syntax: '2026-03-02T14:05:09',
  ip_time_missing: '2026-03-02T14:05:09 −03:00',
  ip_seconds_missing: '2026-03-02T14:05:09',
  time_in_future: '2026-03-02T14:05:09',
  period_missing: '2026-03-01 – 2026-03-31',
  period_start_missing: '2026-03-01',
  period_reversed: '2026-03-01 – 2026-03-31',
  period_broad: '2026-03-01 – 2026-03-31',
  offset_syntax: '-03:00',
  offset_unused: '-03:00',
  time_without_zone: '-03:00',
  period_invalid: '90',
  period_too_short: '60',
};

/** Rules whose example is prose. Texts: `example.<name>`. */
const worded: Readonly<Record<string, string>> = {
  basis_missing: 'basis',
  basis_not_alone: 'basis',
  basis_not_in_force: 'basis',
  authority_unreachable: 'reachable',
  authority_hours: 'hours',
  identifier_type_missing: 'identifier_type',
  categories_missing: 'category',
  account_service_missing: 'service',
  payment_institution_missing: 'institution',
  measure_type_missing: 'measure_type',
  measure_description_missing: 'measure',
  measure_provider_missing: 'provider',
  measure_identifiers_missing: 'identifiers',
  person_unnamed: 'persons',
  persons_missing: 'persons',
};

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** Days that would do, counted from today. */
const daysFromToday: Readonly<Record<string, number>> = {
  date_syntax: 60,
  date_past: 60,
  date_in_future: -14,
  extension_after_expiry: 14,
  follow_up_late: 45,
};

/**
 * An example of what a gap asks for, or undefined where words would not help (a translation, a doubt about the law).
 * @param today calendar day in the requesting State, `YYYY-MM-DD`
 */
export function exampleFor(kind: Kind, gap: Pick<Gap, 'field' | 'rule'>, today: string): Text | undefined {
  const plain = plainExamples[gap.rule];
  if (plain !== undefined) return value(plain);
  const words = worded[gap.rule];
  if (words) return { key: `example.${words}` };
  const days = daysFromToday[gap.rule];
  if (days !== undefined) return value(addDays(today, days));
  const asksField =
    gap.rule === 'missing' || gap.rule.startsWith('statement_missing') || /_(thin|missing)$/.test(gap.rule);
  if (!asksField || gap.rule === 'translation_missing') return undefined;
  const field = fieldOf(kind, gap.field);
  if (!field) return undefined;
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return field.choices?.[0] ? { key: `choice.${field.name}.${field.choices[0]}` } : undefined;
    case 'date':
      return value(addDays(today, 45));
    case 'boolean':
      return { key: 'example.statement' };
    case 'authority':
    case 'identifiers':
    case 'measures':
    case 'persons':
    case 'preservations':
      return { key: `example.${field.kind}` };
    default:
      return fieldTexts(kind, field).example;
  }
}
