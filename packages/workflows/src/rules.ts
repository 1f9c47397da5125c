/** What a command must satisfy beyond its schema: the law of the case, checked before the machine moves. */
import { completeness } from './completeness.ts';
import type { Stored } from './decide.ts';
import { basesFor, type Law, refusalGrounds } from './instruments/index.ts';
import type { Obligation } from './obligations.ts';
import { isState, zoneOf } from './states.ts';
import type {
  BasisCode,
  Direction,
  FormValues,
  Kind,
  Language,
  ParticipantCode,
  Source,
  Text,
  Translations,
} from './types.ts';

/** One refused field: the rule (`rule.<rule>` in the vocabulary) and where it comes from. */
export interface Invalid {
  field: string;
  path?: string;
  rule: string;
  source?: Source;
  params?: Record<string, string | number>;
  /** an answer that would do */
  example?: Text;
}

/** What the engine knows of a case when a command is decided. */
export interface CaseFacts {
  kind: Kind;
  direction: Direction;
  requesting: ParticipantCode;
  requested: ParticipantCode;
  bases: BasisCode[];
  /** account ids of everyone who wrote on the draft; none in an incoming file */
  authors: readonly string[];
  form: FormValues;
  form_language: Language;
  translations: Translations;
  /** the law in force; the catalogue of this release unless given */
  law?: Law;
  /** IANA zone of the requested State: its days govern preservation */
  requested_zone: string;
  /** evidence files of ours that are complete and not yet delivered: id → manifest */
  deliverable?: Record<string, Record<string, unknown>>;
  /** whether every file they delivered, or delivered again after we disputed a delivery, is what its sender signed */
  hashes_verified?: boolean;
}

/** The last second of a plain date in a zone, as an ISO instant. Throws RangeError on a malformed date. */
export function endOfDay(date: string, zone: string): string {
  const midnight = Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).toInstant();
  return midnight.subtract({ seconds: 1 }).toString({ smallestUnit: 'millisecond' });
}

const policy: Source = { instrument: 'POLICY', verified: true };
const day = 86_400_000;
/** An unanswered clarification may lapse after this many days, with warnings before (domain.md §5 [P]). */
const lapseAfterDays = 90;

type Checked = { payload: Record<string, unknown>; errors: Invalid[] };
type Rule = (payload: Record<string, unknown>, stored: Stored, facts: CaseFacts, now: string) => Checked;

const records = (stored: Stored) => stored.context.records as Record<string, Record<string, unknown> | undefined>;
const today = (now: string, zone: string) =>
  Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate().toString();

const futureDate =
  (field: string): Rule =>
  (payload, _stored, facts, now) => {
    const value = payload[field] as string | undefined;
    const past = value !== undefined && value < today(now, facts.requested_zone);
    return { payload, errors: past ? [{ field, rule: 'date_in_past', source: policy }] : [] };
  };

/** The law may have changed since the bases were chosen: each must still bind the two States today. */
function unbound(facts: CaseFacts, now: string): Invalid[] {
  const { kind, requesting, requested, law } = facts;
  const date = today(now, zoneOf(requesting));
  const findings = basesFor({ kind, requesting, requested, date, ...(law ? { law } : {}) });
  return facts.bases
    .filter((basis) => !findings.some((one) => one.basis === basis && one.applies && one.usable))
    .map((basis) => ({ field: 'bases', rule: 'basis_not_applicable', params: { basis } }));
}

/** Approved work must be complete: the union of what the chosen bases demand (domain.md §2.7). */
const submit: Rule = (payload, _stored, facts, now) => {
  const { gaps } = completeness({
    kind: facts.kind,
    form: facts.form,
    bases: facts.bases,
    requesting: facts.requesting,
    requested: facts.requested,
    language: facts.form_language,
    translations: facts.translations,
    today: today(now, zoneOf(facts.requesting)),
    ...(facts.law ? { law: facts.law } : {}),
  });
  const errors = gaps.filter((gap) => gap.severity === 'error').map(({ severity: _, ...gap }) => gap satisfies Invalid);
  return { payload, errors: [...errors, ...unbound(facts, now)] };
};

/** An emergency is danger to a person's life or safety, said by the one who asks; the rest is checked when it is in writing. */
const transmitEmergency: Rule = (payload, _stored, facts, now) => {
  const source: Source = { instrument: 'CETS224', article: '3', verified: false };
  const errors: Invalid[] = [];
  if (facts.form.urgency !== 'emergency') errors.push({ field: 'urgency', rule: 'emergency_not_stated', source });
  if (facts.bases.length === 0) errors.push({ field: 'bases', rule: 'basis_missing', source: policy });
  errors.push(...unbound(facts, now));
  const [field, article]: [string, Source] =
    facts.kind === 'preservation'
      ? ['identifiers', { instrument: 'ETS185', article: '29(2)(c)', verified: true }]
      : ['measures', { instrument: 'UNCAC', article: '46(15)', verified: true }];
  const data = facts.form[field];
  if (!Array.isArray(data) || data.length === 0) errors.push({ field, rule: 'missing', source: article });
  if (typeof payload.spoken_at === 'string' && payload.spoken_at > now) {
    errors.push({ field: 'spoken_at', rule: 'date_in_future', source: policy });
  }
  return { payload, errors };
};

/** Under UNCAC a consultation is a duty before refusing or postponing (46(26)); elsewhere it is for the authority to judge. */
function consulted(facts: CaseFacts, stored: Stored, said: boolean, field: string): Invalid[] {
  const owed = facts.kind === 'evidence' && facts.bases.includes('UNCAC');
  if (!owed || said || records(stored).consult) return [];
  return [{ field, rule: 'consultation_required', source: { instrument: 'UNCAC', article: '46(26)', verified: true } }];
}

/** A refusal names a ground that the case's bases allow; its article goes with it (27(4), 29(4)-(5), Nassau 9). */
const refuse: Rule = (payload, stored, facts, now) => {
  const grounds = refusalGrounds({
    kind: facts.kind,
    bases: facts.bases,
    requesting: facts.requesting,
    requested: facts.requested,
    date: today(now, facts.requested_zone),
    ...(facts.law ? { law: facts.law } : {}),
  });
  const ground = grounds.find((g) => g.code === payload.ground);
  if (!ground) {
    const source: Source = {
      instrument: facts.kind === 'preservation' ? 'ETS185' : (facts.bases[0] ?? 'POLICY'),
      verified: true,
    };
    return { payload, errors: [{ field: 'ground', rule: 'ground_not_allowed', source }] };
  }
  return {
    payload: { ...payload, basis: ground.basis, article: ground.article },
    errors: consulted(facts, stored, payload.consultation_held === true, 'consultation_held'),
  };
};

/** Traffic data are disclosed or withheld under Budapest 30 only, and withheld only on its two grounds (30(2)). */
const discloseTraffic: Rule = (payload, _stored, facts) => {
  const source: Source = { instrument: 'ETS185', article: '30(1)', verified: true };
  const errors: Invalid[] = [];
  if (!facts.bases.includes('ETS185')) errors.push({ field: 'body', rule: 'disclosure_without_basis', source });
  const state = payload.state as string;
  if (state === facts.requesting || state === facts.requested || !isState(state))
    errors.push({ field: 'state', rule: 'third_state_expected', source });
  return { payload, errors };
};

const withheld: Record<string, string> = { POLITICAL_OFFENCE: '30(2)(a)', ESSENTIAL_INTERESTS: '30(2)(b)' };
const withholdTraffic: Rule = (payload, _stored, facts) => {
  const source: Source = { instrument: 'ETS185', article: '30(2)', verified: true };
  if (!facts.bases.includes('ETS185'))
    return { payload, errors: [{ field: 'body', rule: 'disclosure_without_basis', source }] };
  const article = withheld[payload.ground as string];
  if (!article) return { payload, errors: [{ field: 'ground', rule: 'ground_not_allowed', source }] };
  return { payload: { ...payload, basis: 'ETS185', article }, errors: [] };
};

/** A partial acceptance names the measures that are declined and why (27(6)-(7)); to decline all is to refuse. */
const accept: Rule = (payload, stored, facts, now) => {
  const { errors } = futureDate('planned')(payload, stored, facts, now);
  const declined = payload.declined as number[] | undefined;
  if (!declined || declined.length === 0) return { payload, errors };
  const source: Source = { instrument: 'ETS185', article: '27(7)', verified: true };
  const asked = Array.isArray(facts.form.measures) ? facts.form.measures.length : 0;
  if (declined.some((n) => n >= asked)) errors.push({ field: 'declined', rule: 'measure_unknown', source });
  else if (declined.length === asked) errors.push({ field: 'declined', rule: 'all_measures_declined', source });
  if (!payload.declined_reasons) errors.push({ field: 'declined_reasons', rule: 'required', source });
  return { payload, errors };
};

/** What is done or waived must be owed. */
const settleable: Rule = (payload, stored, facts, now) => {
  const list = stored.context.obligations as Obligation[];
  const owed = list.some(({ kind, done }) => kind === payload.obligation && done === null);
  const date = payload.date as string | undefined;
  const errors: Invalid[] = [];
  if (!owed) errors.push({ field: 'obligation', rule: 'nothing_owed', source: policy });
  if (date !== undefined && date > today(now, zoneOf(facts.requesting)))
    errors.push({ field: 'date', rule: 'date_in_future', source: policy });
  return { payload, errors };
};

const postpone: Rule = (payload, stored, facts, now) => {
  const { errors } = futureDate('review')(payload, stored, facts, now);
  return { payload, errors: [...errors, ...consulted(facts, stored, Boolean(payload.consultation), 'consultation')] };
};

/** Days that evidence brings with it lie ahead. */
const laterDates = (...fields: string[]): Rule => {
  const rules = fields.map(futureDate);
  return (payload, stored, facts, now) => ({
    payload,
    errors: rules.flatMap((rule) => rule(payload, stored, facts, now).errors),
  });
};

/** Preserved until the end of that day in the requested State, at least 60 days under Budapest 29(7), and still today. */
const confirm: Rule = (payload, stored, facts, now) => {
  const from = Temporal.PlainDate.from(payload.preserved_from as string);
  const until = Temporal.PlainDate.from(payload.preserved_until as string);
  const days = from.until(until, { largestUnit: 'day' }).days;
  const minimum = facts.bases.includes('ETS185') ? 60 : 1;
  if (days < minimum) {
    const source: Source = facts.bases.includes('ETS185')
      ? { instrument: 'ETS185', article: '29(7)', verified: true }
      : policy;
    return {
      payload,
      errors: [{ field: 'preserved_until', rule: 'preservation_too_short', source, params: { days, minimum } }],
    };
  }
  const { errors } = futureDate('preserved_until')(payload, stored, facts, now);
  return { payload: { ...payload, expires_at: endOfDay(until.toString(), facts.requested_zone) }, errors };
};

/** An extension only lengthens. */
const grantExtension: Rule = (payload, stored, facts) => {
  const expires_at = endOfDay(payload.preserved_until as string, facts.requested_zone);
  const current = stored.context.expires_at as string;
  if (expires_at <= current) {
    return {
      payload,
      errors: [{ field: 'preserved_until', rule: 'extension_not_later', source: policy, params: { current } }],
    };
  }
  return { payload: { ...payload, expires_at }, errors: [] };
};

const requestExtension: Rule = (payload, stored, facts) => {
  const asked = endOfDay(payload.until as string, facts.requested_zone);
  const current = stored.context.expires_at as string;
  return {
    payload,
    errors:
      asked <= current ? [{ field: 'until', rule: 'extension_not_later', source: policy, params: { current } }] : [],
  };
};

/** Only complete files of this case that have not been delivered can be delivered; the manifest carries their hashes. */
const deliver: Rule = (payload, stored, facts, now) => {
  const { errors } = laterDates('return_by', 'destroy_by')(payload, stored, facts, now);
  if (errors.length > 0) return { payload, errors };
  const ids = payload.files as string[];
  const unknown = ids.findIndex((id) => !facts.deliverable?.[id]);
  if (unknown >= 0)
    return {
      payload,
      errors: [{ field: 'files', path: String(unknown), rule: 'file_not_deliverable', source: policy }],
    };
  // A last delivery may only say that there is nothing more; a first one brings something.
  if (ids.length === 0 && !(payload.final === true && (stored.context.deliveries as number) > 0))
    return { payload, errors: [{ field: 'files', rule: 'required', source: policy }] };
  if (payload.final === true && payload.complete === false && !payload.not_executed) {
    // 27(6)-(7), Nassau 26: what was not executed is said and reasoned
    return {
      payload,
      errors: [
        { field: 'not_executed', rule: 'required', source: { instrument: 'ETS185', article: '27(7)', verified: true } },
      ],
    };
  }
  const number = (stored.context.deliveries as number) + 1;
  return { payload: { ...payload, number, manifest: ids.map((id) => facts.deliverable?.[id]) }, errors: [] };
};

/** Receipt is confirmed only when every hash of what was delivered has been checked and matches. */
const confirmReceipt: Rule = (payload, _stored, facts) =>
  facts.hashes_verified === true
    ? { payload: { ...payload, hashes_verified: true }, errors: [] }
    : {
        payload,
        errors: [{ field: 'files', rule: 'hash_mismatch', source: { instrument: 'PRACTICE', verified: true } }],
      };

const proposeLapse: Rule = (payload, stored, _facts, now) => {
  const asked = records(stored).ask_clarification?.at as string;
  const days = Math.floor((Date.parse(now) - Date.parse(asked)) / day);
  return {
    payload,
    errors:
      days < lapseAfterDays
        ? [{ field: 'reason', rule: 'lapse_too_early', source: policy, params: { days, minimum: lapseAfterDays } }]
        : [],
  };
};

/** Whether the information is offered under conditions first follows from its form; who approves it approves that too. */
const approve: Rule = (payload, _stored, facts, now) => ({
  payload: facts.kind === 'information' ? { ...payload, conditional: facts.form.handling === 'conditions' } : payload,
  errors: unbound(facts, now),
});

/** A consultation leaves without approval: what it must say is checked as it leaves. */
const transmit: Rule = (payload, stored, facts, now) =>
  facts.kind === 'consultation' ? submit(payload, stored, facts, now) : { payload, errors: [] };

const checks: Record<string, Rule> = {
  submit,
  approve,
  transmit,
  refuse,
  confirm,
  grant_extension: grantExtension,
  request_extension: requestExtension,
  deliver,
  confirm_receipt: confirmReceipt,
  propose_lapse: proposeLapse,
  transmit_emergency: transmitEmergency,
  confirm_in_writing: submit,
  disclose_traffic: discloseTraffic,
  withhold_traffic: withholdTraffic,
  postpone,
  ask_clarification: futureDate('reply_by'),
  consult: futureDate('reply_by'),
  propose_conditions: futureDate('reply_by'),
  warn_confidentiality: futureDate('reply_by'),
  notify_delay: futureDate('planned'),
  give_status: futureDate('expected'),
  accept,
  discharge: settleable,
  waive: settleable,
};

/** Checks a command against the law of its case and completes its payload with what follows from it (articles, instants). */
export function checkCommand(
  name: string,
  payload: Record<string, unknown>,
  stored: Stored,
  facts: CaseFacts,
  now: string,
): Checked {
  return checks[name]?.(payload, stored, facts, now) ?? { payload, errors: [] };
}
