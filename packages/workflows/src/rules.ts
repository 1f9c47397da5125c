/** What a command must satisfy beyond its schema: the law of the case, checked before the machine moves. */
import { completeness } from './completeness.ts';
import type { Stored } from './decide.ts';
import { basesFor, type Law, refusalGrounds } from './instruments/index.ts';
import { zoneOf } from './states.ts';
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

const approve: Rule = (payload, _stored, facts, now) => ({ payload, errors: unbound(facts, now) });

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

/** A refusal names a ground that the case's bases allow; its article goes with it (27(4), 29(4)-(5), Nassau 9). */
const refuse: Rule = (payload, _stored, facts, now) => {
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
  return { payload: { ...payload, basis: ground.basis, article: ground.article }, errors: [] };
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
const deliver: Rule = (payload, stored, facts) => {
  const ids = payload.files as string[];
  const unknown = ids.findIndex((id) => !facts.deliverable?.[id]);
  if (unknown >= 0)
    return {
      payload,
      errors: [{ field: 'files', path: String(unknown), rule: 'file_not_deliverable', source: policy }],
    };
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

const checks: Record<string, Rule> = {
  submit,
  approve,
  refuse,
  confirm,
  grant_extension: grantExtension,
  request_extension: requestExtension,
  deliver,
  confirm_receipt: confirmReceipt,
  propose_lapse: proposeLapse,
  postpone: futureDate('review'),
  ask_clarification: futureDate('reply_by'),
  accept: futureDate('planned'),
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
