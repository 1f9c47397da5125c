/**
 * What the API says, once: these TypeBox schemas validate, serialise (a field that is not here never leaves), document
 * (`/api/openapi.json`) and type the web page (`import type`). Instants are ISO 8601 in UTC; codes are domain.md's.
 */
import { AuthorityCalendar, type Owed, owedCommands } from '@rogatoria/workflows';
import { deadlineKinds } from '@rogatoria/workflows/deadline-policies.ts';
import { absences, breakdowns } from '@rogatoria/workflows/indicators.ts';
import { lineKinds, lineSchemas } from '@rogatoria/workflows/instruments/index.ts';
import { ladderRoles, sides, tones } from '@rogatoria/workflows/ladders.ts';
import { keepers } from '@rogatoria/workflows/retention.ts';
import {
  basisCodes,
  directions,
  kinds,
  kindsApart,
  languages,
  requestKinds,
  roles,
  urgencies,
} from '@rogatoria/workflows/types.ts';
import { type Static, type TSchema, Type } from 'typebox';
import { proofWays } from './reauthentication.ts';

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Text = Type.Object({
  key: Type.String(),
  params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
});
const Source = Type.Object({
  instrument: Type.String(),
  article: Type.Optional(Type.String()),
  verified: Type.Boolean(),
});
export const Language = Type.Enum([...languages]);
export const Kind = Type.Enum([...kinds]);
export const RequestKind = Type.Enum([...requestKinds]);
export const Direction = Type.Enum([...directions]);
export const Urgency = Type.Enum([...urgencies]);
export const Basis = Type.Enum([...basisCodes]);
export const Instant = Type.String({ format: 'date-time', description: 'ISO 8601, UTC' });
export const Participant = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 3166-1 alpha-3, or OAS' });
export const Id = Type.String({ format: 'uuid' });

/** RFC 9457 problem document. `code` is stable; `errors` lists field, rule and legal source. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String({ description: "in the reader's language" }),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        field: Type.String(),
        path: Type.Optional(Type.String()),
        rule: Type.String(),
        message: Type.String(),
        source: Type.Optional(Source),
        example: Type.Optional(Type.String({ description: 'an invented answer that would do' })),
      }),
    ),
  ),
  /** 409: the state and what is possible there */
  state: Type.Optional(Type.String()),
  possible: Type.Optional(Type.Array(Type.String())),
  /** 412: the version the case has now */
  version: Type.Optional(Type.Integer()),
  /** 403 `reauthenticate`: how to prove oneself anew, before the same request is sent again */
  ways: Type.Optional(Type.Array(Type.Enum([...proofWays]))),
  /** 429: seconds to wait, as in the header Retry-After */
  retry_after: Type.Optional(Type.Integer()),
});
export type Problem = Static<typeof Problem>;

export const User = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  participant: Participant,
  roles: Type.Array(Type.Enum([...roles])),
  language: Language,
  zone: Type.String({ description: 'IANA time zone of the participant' }),
});
export type User = Static<typeof User>;

export const SessionView = Type.Object({
  user: User,
  now: Instant,
  demo: Type.Boolean(),
  unread: Type.Integer({ description: 'unread notifications' }),
  second_factor_missing: Type.Boolean({
    description: 'the roles held need one, or it was reset: until it is set up there is only the own account',
  }),
});
export type SessionView = Static<typeof SessionView>;

export const OpenSession = Type.Object({
  id: Id,
  current: Type.Boolean({ description: 'the one that is asking' }),
  agent: Type.String({ description: 'User-Agent of the browser that signed in' }),
  address: Type.String({ description: 'network address it signed in from' }),
  created_at: Instant,
  renewed_at: Instant,
});
export type OpenSession = Static<typeof OpenSession>;

export const SecondFactor = Type.Object({
  totp: Type.Boolean({ description: 'an authenticator is set up' }),
  recovery_codes: Type.Integer({ description: 'how many are left' }),
});
export type SecondFactor = Static<typeof SecondFactor>;

/** Shown once: they are not kept. */
export const RecoveryCodes = Type.Object({ recovery_codes: Type.Array(Type.String()) });
export type RecoveryCodes = Static<typeof RecoveryCodes>;

export const Passkey = Type.Object({
  id: Type.String({ description: 'credential id, base64url' }),
  name: Type.String(),
  created_at: Instant,
  used_at: Nullable(Instant),
});
export type Passkey = Static<typeof Passkey>;

export const Command = Type.Object({
  name: Type.String({ description: 'texts: command.<name>, command.<name>.explain' }),
  permitted: Type.Boolean(),
  why: Nullable(Text),
  /** the one next action comes first: at most one command of a case is primary */
  rank: Type.Enum(['primary', 'secondary', 'rare']),
  deputy_of: Nullable(Type.String({ description: 'name of the officer for whom the reader would act, today' })),
  payload: Type.Unknown({ description: 'JSON Schema of the body; field texts: payload.<field>' }),
});
export type Command = Static<typeof Command>;

export const Deadline = Type.Object({
  id: Id,
  kind: Type.String({ description: 'text: deadline.<kind>' }),
  holder: Type.Enum(['us', 'them']),
  status: Type.Enum(['running', 'suspended', 'met', 'missed', 'cancelled']),
  started_at: Instant,
  due_at: Instant,
  original_due_at: Instant,
  stopped_at: Nullable(Instant),
  zone: Type.String(),
  calendar: Type.String(),
  source: Source,
  suspensions: Type.Array(Type.Object({ from: Instant, to: Nullable(Instant), reason: Type.String() })),
  explanation: Type.Array(Text),
  reminders: Type.Array(Type.Object({ rung: Type.String(), at: Instant, sent_at: Nullable(Instant) })),
  snoozed: Nullable(
    Type.Object(
      { until: Instant, by: Nullable(Type.String()), reason: Type.String() },
      {
        description: 'reminders put off by one of our officers',
      },
    ),
  ),
});
export type Deadline = Static<typeof Deadline>;

export const CaseSummary = Type.Object({
  id: Id,
  request_id: Id,
  kind: Kind,
  direction: Direction,
  number: Nullable(Type.String({ description: 'BRA-CHL-2026-00042-P; null until transmitted' })),
  own_reference: Nullable(Type.String()),
  their_reference: Nullable(Type.String()),
  counterpart: Participant,
  title: Type.String(),
  state: Type.String({ description: 'text: state.<kind>.<direction>.<state>' }),
  outcome: Nullable(Type.String()),
  version: Type.Integer(),
  urgency: Urgency,
  bases: Type.Array(Basis),
  ball: Type.Enum(['us', 'them', 'nobody']),
  /** the deadline that matters now */
  due: Nullable(
    Type.Object({
      kind: Type.String(),
      at: Instant,
      started_at: Instant,
      holder: Type.Enum(['us', 'them']),
      late: Type.Boolean(),
    }),
  ),
  created_at: Instant,
  updated_at: Instant,
});
export type CaseSummary = Static<typeof CaseSummary>;

export const FileView = Type.Object({
  id: Id,
  name: Type.String(),
  media_type: Type.String(),
  size: Type.Integer({ description: 'bytes' }),
  sha256: Type.String(),
  origin: Type.Enum(['ours', 'theirs']),
  purpose: Type.Enum(['annex', 'evidence']),
  /** number of the delivery it was sent or received with */
  delivery: Nullable(Type.Integer()),
  created_at: Instant,
});
export type FileView = Static<typeof FileView>;

export const MessageView = Type.Object({
  id: Id,
  direction: Type.Enum(['out', 'in']),
  type: Type.String({ description: 'text: message.<type>' }),
  sequence: Type.Integer(),
  at: Instant,
  body: Type.Unknown(),
  status: Type.Enum(['waiting', 'delivered', 'rejected', 'held', 'dead']),
  receipt: Nullable(
    Type.Object({ at: Instant, positive: Type.Boolean(), reason: Nullable(Type.String()), verified: Type.Boolean() }),
  ),
});
export type MessageView = Static<typeof MessageView>;

/** The drawn procedure: two lanes, steps along them, messages crossing. Read top to bottom it is an ordered list. */
export const Drawing = Type.Object({
  nodes: Type.Array(
    Type.Object({
      id: Type.String(),
      lane: Type.Enum(['ours', 'theirs']),
      label: Text,
      at: Nullable(Instant),
      status: Type.Enum(['done', 'current', 'possible']),
      holder: Nullable(Type.Enum(['us', 'them'])),
    }),
  ),
  edges: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      kind: Type.Enum(['step', 'message']),
      status: Type.Enum(['done', 'possible']),
      /** milliseconds from sending to the signed receipt; null while none has come */
      receipt_ms: Nullable(Type.Number()),
    }),
  ),
});
export type Drawing = Static<typeof Drawing>;

export const CaseView = Type.Object({
  ...CaseSummary.properties,
  form: Type.Record(Type.String(), Type.Unknown()),
  form_language: Language,
  letter_language: Language,
  translations: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  form_version: Type.String(),
  law_version: Nullable(Type.String({ description: 'the law it was sent under; null in a draft' })),
  /** when its content was erased: what remains is when it moved, and hashes */
  erased_at: Nullable(Instant),
  editable: Type.Boolean({ description: 'true while the reader may change the form' }),
  drafter: Nullable(Type.String()),
  context: Type.Record(Type.String(), Type.Unknown(), { description: "the machine's memory of this case" }),
  /** an answer owed beside what the state waits for: text `next.owed.<what>.<by>` */
  owed: Nullable(Type.Object({ what: Type.Enum(Object.keys(owedCommands) as Owed[]), by: Type.Enum(['us', 'them']) })),
  commands: Type.Array(Command),
  deadlines: Type.Array(Deadline),
  drawing: Drawing,
  links: Type.Array(
    Type.Object({
      case_id: Nullable(Id),
      number: Nullable(Type.String()),
      kind: Kind,
      relation: Type.Enum(['follows', 'followed_by', 'parent', 'child'], {
        description: 'parent: the request this one adds to, or that found the third State',
      }),
      /** when it was sent or received; null while it is a draft, or when its file is not here */
      sent_at: Nullable(Instant),
      state: Nullable(Type.String()),
      title: Nullable(Type.String()),
    }),
  ),
  files: Type.Array(FileView),
  messages: Type.Array(MessageView),
  /** conditions, use limits, secrecy: shown wherever the evidence is opened */
  obligations: Type.Array(
    Type.Object({
      text: Text,
      words: Nullable(Type.String({ description: 'as the State that set it wrote' })),
      since: Instant,
      source: Nullable(Source),
      due: Nullable(Type.String({ format: 'date' })),
      done: Nullable(
        Type.Object({ how: Type.Enum(['discharged', 'waived']), at: Instant, date: Nullable(Type.String()) }),
      ),
    }),
  ),
  /** grounds the bases of this case allow, for a refusal */
  grounds: Type.Array(
    Type.Object({
      code: Type.String(),
      basis: Type.String(),
      article: Type.String(),
      verified: Type.Boolean(),
      label: Text,
    }),
  ),
});
export type CaseView = Static<typeof CaseView>;

export const EventView = Type.Object({
  sequence: Type.Integer(),
  at: Instant,
  zone: Type.String(),
  origin: Type.Enum(['command', 'message', 'clock', 'linked', 'reminder']),
  type: Type.String({ description: 'text: event.<kind>.<type>' }),
  actor: Nullable(Type.String({ description: 'name of our officer, or the code of the counterpart' })),
  actor_role: Nullable(Type.String()),
  deputy_of: Nullable(Type.String({ description: 'name of the officer for whom the actor acted' })),
  state: Type.String(),
  payload: Type.Unknown(),
  hash: Nullable(Type.String()),
});
export type EventView = Static<typeof EventView>;

const GapView = Type.Object({
  field: Type.String(),
  path: Type.Optional(Type.String()),
  rule: Type.String(),
  severity: Type.Enum(['error', 'warning']),
  source: Source,
  params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  example: Type.Optional(Text),
});
/** What this State sent back or asked about among our own last requests to it. */
export const HintsView = Type.Object({
  counterpart: Participant,
  sent: Type.Integer({ description: 'requests looked at: the last 20 of this kind' }),
  returned: Type.Integer(),
  questioned: Type.Integer({ description: 'acknowledged as incomplete, or asked about' }),
  subjects: Type.Array(
    Type.Object({ subject: Type.String({ description: 'text: hint.subject.<subject>' }), requests: Type.Integer() }),
    { description: 'recognised by their words, the most frequent first' },
  ),
  latest: Type.Array(
    Type.Object({ case_id: Id, number: Type.String(), at: Instant, returned: Type.Boolean(), text: Type.String() }),
  ),
});
export type HintsView = Static<typeof HintsView>;

export const CompletenessView = Type.Object({
  hints: Nullable(HintsView),
  complete: Type.Boolean(),
  gaps: Type.Array(GapView),
  checklist: Type.Array(
    Type.Object({
      basis: Type.Enum([...basisCodes, 'PROFILE'], {
        description: 'PROFILE: what the requested State asks by its own law',
      }),
      article: Type.String(),
      items: Type.Array(
        Type.Object({ letter: Type.String(), label: Text, fields: Type.Array(Type.String()), ok: Type.Boolean() }),
      ),
    }),
  ),
});
export type CompletenessView = Static<typeof CompletenessView>;

export const BasisView = Type.Object({
  basis: Basis,
  applies: Type.Boolean(),
  usable: Type.Boolean(),
  rank: Type.Integer(),
  reason: Text,
  scope: Type.Array(Text, { description: 'why the offence is within its scope, where that was checked' }),
  cautions: Type.Array(Text),
  sources: Type.Array(Source),
});
export type BasisView = Static<typeof BasisView>;

const Day = Type.String({ format: 'date' });
const InstrumentCode = Type.Enum([...basisCodes]);
const RefusalRule = Type.Object({
  code: Type.String({ description: 'text: ground.<code>' }),
  article: Type.String(),
  verified: Type.Boolean(),
  kinds: Type.Array(Kind),
  only: Type.Optional(Type.String()),
});
const Content = Type.Object({ letter: Type.String(), article: Type.String(), label: Text, source: Source });
const InstrumentView = Type.Object({
  code: InstrumentCode,
  kind: Type.Enum(['treaty', 'channel', 'arrangement', 'domestic']),
  in_force: Nullable(Type.String({ description: 'first day; null: not known to be in force' })),
  in_force_verified: Type.Boolean(),
  parties: Type.Array(
    Type.Object({
      state: Participant,
      from: Nullable(Day),
      until: Type.Optional(Day),
      deposit: Type.Optional(Day),
      verified: Type.Boolean(),
      day_known: Type.Boolean(),
      recorded: Type.Optional(Type.Boolean({ description: 'recorded by the State itself' })),
    }),
  ),
  signatories: Type.Array(Type.Object({ state: Participant, signed: Nullable(Day) })),
  unknown: Type.Array(Participant, { description: 'States whose status was not seen' }),
  usable: Type.Boolean(),
  text_verified: Type.Boolean(),
  preservation: Type.Boolean(),
  cautions: Type.Array(Text),
  limits: Type.Array(Type.Object({ code: Type.String(), source: Source })),
  any_offence: Type.Optional(Source),
  protocol_to: Type.Optional(InstrumentCode),
  reservations: Type.Array(
    Type.Object({
      state: Participant,
      article: Type.String(),
      nature: Type.Enum(['reservation', 'declaration']),
      text: Type.String(),
      from: Day,
      until: Type.Optional(Day),
    }),
  ),
  provisions: Type.Array(Type.Object({ text: Text, source: Source })),
  barred: Type.Array(Type.Object({ text: Text, source: Source }), {
    description: 'what may not be held against a request',
  }),
  contents: Type.Object({ evidence: Type.Array(Content), preservation: Type.Array(Content) }),
  grounds: Type.Array(RefusalRule),
  preservation_minimum: Type.Optional(Type.Object({ days: Type.Integer(), source: Source })),
  language: Type.Object({ text: Text, source: Source }),
  channel: Type.Object({ text: Text, source: Source }),
  sources: Type.Array(Source),
  as_of: Day,
});
/** The law in force, in the shape that the pure functions of `workflows` take it (`Law`). */
export const LawView = Type.Object({
  version: Type.String({ description: 'day of the catalogue, then the last amendment: 2026-11-21+7' }),
  as_of: Day,
  instruments: Type.Array(InstrumentView),
  bilateral: Type.Array(
    Type.Object({
      states: Type.Array(Participant),
      from: Nullable(Day),
      until: Type.Optional(Day),
      recorded_by: Type.Optional(Participant),
      title: Type.Optional(Type.String()),
      text_verified: Type.Boolean(),
      preservation: Type.Boolean(),
      contents: Type.Array(Type.Object({ kind: Kind, field: Type.String(), article: Type.String() })),
      grounds: Type.Array(RefusalRule),
      languages: Type.Array(Language),
      channel: Type.Enum(['central', 'diplomatic']),
    }),
  ),
  profiles: Type.Record(
    Type.String({ pattern: '^[A-Z]{3}$' }),
    Type.Object({ kind: Type.Enum(['profile']), ...lineSchemas.profile.properties }),
  ),
});
export type LawView = Static<typeof LawView>;

export const LawRecordView = Type.Object({
  record: Id,
  state: Participant,
  kind: Type.Enum([...lineKinds], { description: 'text: law.kind.<kind>' }),
  version: Type.Integer(),
  withdrawn: Type.Boolean(),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      law: Type.Integer({ description: 'number of the amendment: the law from +n on' }),
      withdrawn: Type.Boolean(),
      line: Type.Record(Type.String(), Type.Unknown(), { description: 'as the body that recorded it' }),
      reason: Type.String(),
      at: Instant,
      by: Nullable(Type.String({ description: 'name of our officer; null where it is another participant’s' })),
    }),
    { description: 'newest first' },
  ),
});
export type LawRecordView = Static<typeof LawRecordView>;

/** One thing on the home page: a case, the one command it waits for, the reason and the date. */
export const Task = Type.Object({
  case: CaseSummary,
  command: Type.String(),
  reason: Text,
  emergency: Type.Boolean(),
});
export type Task = Static<typeof Task>;

export const HomeView = Type.Object({
  now: Instant,
  tasks: Type.Array(Task),
  waiting: Type.Object({
    with_them: Type.Integer(),
    silent: Type.Integer({ description: 'with them for over 30 days without a word' }),
    lapse_soon: Type.Integer({ description: 'preservations that lapse within 21 days' }),
    unlinked: Type.Integer({ description: 'of these, without a follow-up request' }),
    median_acknowledge_hours: Nullable(Type.Number()),
    acknowledged_in_time: Nullable(Type.Number({ description: 'share 0–1' })),
  }),
  preservations: Type.Array(
    Type.Object({
      case: CaseSummary,
      started_at: Instant,
      expires_at: Instant,
      linked: Type.Boolean(),
      held: Type.Boolean(),
    }),
  ),
  since_yesterday: Type.Array(Type.Object({ case: CaseSummary, at: Instant, text: Text })),
});
export type HomeView = Static<typeof HomeView>;

/** The working calendar of an authority: what it says of its own, the days of a year, and the versions before. */
export const WorkingCalendarView = Type.Object({
  state: Participant,
  zone: Type.String({ description: 'IANA time zone in which its days are counted' }),
  version: Type.Integer({ description: '0 while the authority has said nothing of its own; If-Match of the next' }),
  name: Type.String({ description: 'as deadlines remember it: PER v7 date-holidays 3.37.0' }),
  own: AuthorityCalendar,
  may_edit: Type.Boolean(),
  today: Type.String({ format: 'date' }),
  year: Type.Integer(),
  days: Type.Array(
    Type.Object({
      date: Type.String({ format: 'date' }),
      name: Type.String({ description: 'in the State’s own words' }),
      origin: Type.Enum(['library', 'authority'], { description: 'who says so' }),
      removed: Type.Boolean({ description: 'a holiday of the library on which work is done here' }),
    }),
  ),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      at: Instant,
      by: Nullable(Type.String({ description: 'the officer, to the own authority alone' })),
      reason: Type.String(),
      own: AuthorityCalendar,
    }),
    { description: 'newest first' },
  ),
});
export type WorkingCalendarView = Static<typeof WorkingCalendarView>;

/** What a version of a calendar moves, or would move, of the files of its authority. */
export const CalendarMoves = Type.Object({
  deadlines: Type.Integer(),
  cases: Type.Integer(),
  moves: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'text: deadline.<kind>' }),
      case_id: Nullable(Id),
      number: Nullable(Type.String({ description: 'for who may read cases' })),
      counterpart: Participant,
      from: Instant,
      to: Instant,
    }),
  ),
});
export type CalendarMoves = Static<typeof CalendarMoves>;

/** An address at which a calendar program reads deadlines. */
export const CalendarFeed = Type.Object({
  scope: Type.Enum(['mine', 'authority']),
  created_at: Type.String(),
  read_at: Nullable(Type.String({ description: 'when a program last read it' })),
});
export type CalendarFeed = Static<typeof CalendarFeed>;

export const DeviceView = Type.Object({
  id: Id,
  name: Type.String(),
  endpoint: Type.String({ description: 'by which a browser finds itself in the list' }),
  created_at: Instant,
  used_at: Nullable(Instant),
});
export type DeviceView = Static<typeof DeviceView>;

export const WebhookView = Type.Object({
  id: Id,
  url: Type.String(),
  events: Type.Array(Type.String({ description: 'text: webhook.event.<event>' })),
  created_at: Instant,
  sent_at: Nullable(Instant),
  waiting: Type.Integer({ description: 'how much it has not been told yet' }),
});
export type WebhookView = Static<typeof WebhookView>;

export const UndeliveredView = Type.Object({
  id: Id,
  what: Type.Enum(['mail', 'message', 'webhook']),
  to: Type.String({ description: 'mail address, State (ISO 3166-1 alpha-3), or address of a system' }),
  at: Instant,
  dead_at: Instant,
  attempts: Type.Integer(),
  cause: Type.Enum(['refused', 'unreachable', 'bounced', 'held_back', 'bad_receipt'], {
    description: 'text: undelivered.cause.<cause>',
  }),
  failure: Nullable(Type.String({ description: 'what the other side said, in its own words' })),
});
export type UndeliveredView = Static<typeof UndeliveredView>;

export const NotificationView = Type.Object({
  id: Id,
  at: Instant,
  text: Text,
  urgent: Type.Boolean(),
  case_id: Nullable(Id),
  reference: Nullable(Type.String()),
  read_at: Nullable(Instant),
  mail: Type.Enum(['none', 'waiting', 'sent', 'failed', 'dead']),
});
export type NotificationView = Static<typeof NotificationView>;

/** One entry of the audit: who did what, never the content of a case. */
export const RecordEntryView = Type.Object({
  sequence: Type.Integer(),
  at: Instant,
  action: Type.String(),
  officer: Nullable(Type.Object({ id: Id, name: Type.String() })),
  case_id: Nullable(Id),
  number: Nullable(Type.String()),
});
export type RecordEntryView = Static<typeof RecordEntryView>;

/** A signed checkpoint: how much of each chain it binds. */
export const CheckpointView = Type.Object({
  number: Type.Integer(),
  at: Instant,
  hash: Type.String({ description: 'SHA-256, hex' }),
  cases: Type.Integer({ description: 'cases whose log grew since the one before' }),
  audit: Type.Integer(),
  custody: Type.Integer(),
  law: Type.Integer(),
  /** by an outside authority (RFC 3161): it, or a later one that binds it */
  stamped_at: Nullable(Instant),
});
export type CheckpointView = Static<typeof CheckpointView>;

const Head = Type.Object({ length: Type.Integer(), head: Type.String() });
/** A checkpoint as it is kept elsewhere: `pnpm admin verify --checkpoint FILE`. */
export const CheckpointFile = Type.Object({
  rogatoria: Type.Enum(['checkpoint']),
  body: Type.Object({
    participant: Participant,
    number: Type.Integer(),
    at: Instant,
    previous: Type.String(),
    cases: Type.Object({ count: Type.Integer(), hash: Type.String() }),
    audit: Head,
    custody: Head,
    law: Head,
  }),
  hash: Type.String({ description: 'SHA-256 over the canonical JSON of `body` (RFC 8785), hex' }),
  signature: Type.String({ description: 'JWS, EdDSA, compact' }),
  key: Type.Record(Type.String(), Type.Unknown(), { description: 'the public key (JWK) published then' }),
  stamp: Nullable(
    Type.Object({
      token: Type.String({ description: 'RFC 3161 token over `hash`, DER, base64' }),
      nonce: Type.String({ description: 'hex' }),
    }),
  ),
});
export type CheckpointFile = Static<typeof CheckpointFile>;

/** The first bad entry of a case or a chain. */
export const RecordFault = Type.Object({
  chain: Type.Enum(['case', 'audit', 'custody', 'law', 'checkpoint']),
  case_id: Nullable(Id),
  number: Nullable(Type.String()),
  sequence: Nullable(Type.Integer()),
  problem: Type.String(),
});
export type RecordFault = Static<typeof RecordFault>;

const RetentionRule = Type.Object({
  kind: Kind,
  years: Type.Integer(),
  /** from which law or decision; null: the default, which is policy */
  note: Nullable(Type.String()),
  set_by: Nullable(Type.String()),
  set_at: Nullable(Instant),
});
const Hold = Type.Object({ reason: Type.String(), by: Type.String(), at: Instant });

/** How long a file is kept: nothing of its content. */
export const KeptCaseView = Type.Object({
  case_id: Id,
  number: Nullable(Type.String()),
  own_reference: Nullable(Type.String()),
  kind: Kind,
  direction: Direction,
  counterpart: Participant,
  closed_at: Nullable(Instant),
  /** last day on which it is kept, in the authority's zone; null while it is open */
  until: Nullable(Type.String()),
  why: Nullable(Type.Enum(['period', 'touched', 'postponed'])),
  /** what keeps it whatever its date says */
  keepers: Type.Array(Type.Enum([...keepers])),
  due: Type.Boolean(),
  rule: RetentionRule,
  hold: Nullable(Hold),
  postponement: Nullable(Type.Object({ until: Type.String(), reason: Type.String(), by: Type.String(), at: Instant })),
  /** waits for a second person */
  proposal: Nullable(Type.Object({ by: Type.String(), at: Instant, own: Type.Boolean() })),
  erased: Nullable(
    Type.Object({ at: Instant, proposed_by: Type.String(), confirmed_by: Type.String(), rule: RetentionRule }),
  ),
});
export type KeptCaseView = Static<typeof KeptCaseView>;

export const RetentionView = Type.Object({
  rules: Type.Array(RetentionRule),
  /** closed files whose last day is over or comes within a year, the soonest first; at most 200 */
  ending: Type.Array(KeptCaseView),
  /** how many there are of those */
  total: Type.Integer(),
  held: Type.Array(KeptCaseView),
  erased: Type.Array(KeptCaseView),
});
export type RetentionView = Static<typeof RetentionView>;

/** A duration distribution, nearest-rank; `median` and `p90` are null when n < 5 (domain.md §6.2). */
export const Times = Type.Object({
  n: Type.Integer(),
  median: Nullable(Type.Number()),
  p90: Nullable(Type.Number()),
  unit: Type.Enum(['hours', 'days']),
});
export type Times = Static<typeof Times>;

/** A number that is there, or why there is none (`indicators.ts`): exactly one of the two is null. */
const value = {
  value: Nullable(Type.Number()),
  absent: Nullable(Type.Enum([...absences])),
};
/** One figure by its definition: text `indicator.<indicator>`. */
export const IndicatorFigure = Type.Object({
  indicator: Type.String(),
  direction: Direction,
  kind: RequestKind,
  unit: Type.String(),
  ...value,
  numerator: Nullable(Type.Integer()),
  denominator: Nullable(Type.Integer()),
  n: Type.Integer({ description: 'how many the figure rests on' }),
  missing: Type.Integer({ description: 'how many more it should rest on, whose data were not recorded' }),
  times: Nullable(
    Type.Object({
      ...Times.properties,
      open: Type.Integer({ description: 'not ended when the figure was made' }),
      ended_otherwise: Type.Integer({ description: 'closed without what is timed' }),
      survival: Nullable(Type.Object(value, { description: 'Kaplan-Meier median' })),
      histogram: Type.Array(Type.Integer(), { description: 'counts by fixed buckets (distributions.ts)' }),
    }),
  ),
});
export type IndicatorFigure = Static<typeof IndicatorFigure>;

const Flow = Type.Object({
  pending_start: Type.Integer(),
  /** sent (outgoing) or received (incoming) in the year */
  opened: Type.Integer(),
  reopened: Type.Integer(),
  closed: Type.Integer(),
  pending_end: Type.Integer(),
  outcomes: Type.Record(Type.String(), Type.Integer()),
});
export const StatisticsView = Type.Object({
  participant: Participant,
  year: Type.Integer(),
  as_of: Instant,
  zone: Type.String(),
  /** flows[direction][kind]: the identity pending_start + opened + reopened = closed + pending_end holds in every one */
  flows: Type.Array(Type.Object({ direction: Direction, kind: RequestKind, ...Flow.properties })),
  /** spontaneous information and consultations: no requests, and in no other figure */
  apart: Type.Array(Type.Object({ direction: Direction, kind: Type.Enum([...kindsApart]), ...Flow.properties })),
  by_counterpart: Type.Array(
    Type.Object({
      direction: Direction,
      kind: RequestKind,
      counterpart: Participant,
      ...Flow.properties,
      times: Times,
    }),
  ),
  months: Type.Array(
    Type.Object({
      month: Type.Integer(),
      direction: Direction,
      kind: RequestKind,
      opened: Type.Integer(),
      closed: Type.Integer(),
    }),
  ),
  grounds: Type.Array(Type.Object({ direction: Direction, ground: Type.String(), count: Type.Integer() })),
  bases: Type.Array(Type.Object({ direction: Direction, basis: Type.String(), count: Type.Integer() })),
  figures: Type.Array(IndicatorFigure),
});
export type StatisticsView = Static<typeof StatisticsView>;

/** The figures of a year split by one attribute. */
export const BreakdownView = Type.Object({
  participant: Participant,
  year: Type.Integer(),
  as_of: Instant,
  zone: Type.String(),
  by: Type.Enum([...breakdowns]),
  counted: Type.Enum(['requests', 'measures'], {
    description: 'what one unit is: a request may ask for several measures',
  }),
  cells: Type.Array(
    Type.Object({
      cell: Type.String({ description: 'empty: the request does not say' }),
      flows: Nullable(Type.Array(Type.Object({ direction: Direction, kind: RequestKind, ...Flow.properties }))),
      figures: Type.Array(IndicatorFigure),
    }),
  ),
});
export type BreakdownView = Static<typeof BreakdownView>;

/** The cases that a figure counts, those it counts first; at most 500, and how many there are. */
export const FigureCases = Type.Object({
  total: Type.Integer(),
  items: Type.Array(
    Type.Object({
      case_id: Id,
      number: Nullable(Type.String()),
      title: Type.String(),
      counterpart: Participant,
      outcome: Nullable(Type.String()),
      begun_at: Instant,
      counted: Type.Integer({ description: 'what the case adds to the figure, or to its numerator' }),
      base: Type.Integer({ description: 'what it adds to the denominator' }),
      took: Nullable(Type.Number({ description: 'in the unit of the indicator' })),
    }),
  ),
});
export type FigureCases = Static<typeof FigureCases>;

export const ParticipantView = Type.Object({
  code: Participant,
  kind: Type.Enum(['state', 'secretariat']),
  zone: Type.String(),
  language: Language,
  authority: Type.String({ description: 'name of the central authority' }),
  desk: Nullable(Type.Object({ name: Type.String(), email: Type.String(), phone: Type.String() })),
  installed: Type.Boolean({ description: 'true when the State works in this installation' }),
});
export type ParticipantView = Static<typeof ParticipantView>;

export const DemoView = Type.Object({
  now: Instant,
  /** filling the past year: done of total cases */
  progress: Type.Object({ done: Type.Integer(), total: Type.Integer() }),
});
export type DemoView = Static<typeof DemoView>;

const Roles = Type.Array(Type.Enum([...roles]));
/** An officer as the administrator and the auditor of the same participant see them. */
export const OfficerView = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  language: Language,
  roles: Roles,
  proposals: Type.Array(
    Type.Object({
      role: Type.Enum([...roles]),
      proposed_by: Type.String({ description: 'name' }),
      proposed_at: Instant,
      mine: Type.Boolean({ description: 'the reader proposed it: another administrator confirms' }),
    }),
    { description: 'powerful roles that wait for a second administrator' },
  ),
  second_factor: Type.Boolean({ description: 'has an authenticator or a passkey' }),
  second_factor_reset: Nullable(
    Type.Object(
      {
        proposed_by: Type.String({ description: 'name' }),
        proposed_at: Instant,
        mine: Type.Boolean({ description: 'the reader proposed it: another administrator confirms' }),
      },
      { description: 'a reset of it that waits for a second administrator' },
    ),
  ),
  active: Type.Boolean(),
  self: Type.Boolean({ description: 'the reader: nobody changes their own roles' }),
  last_sign_in: Nullable(Instant),
  open_files: Type.Array(
    Type.Object({ id: Id, kind: Kind, counterpart: Participant, number: Nullable(Type.String()), since: Instant }),
    { description: 'files they drafted that are not closed: references and States, no content' },
  ),
});
export type OfficerView = Static<typeof OfficerView>;

export const InvitationView = Type.Object({
  id: Id,
  email: Type.String(),
  roles: Roles,
  language: Language,
  invited_by: Type.String({ description: 'name' }),
  created_at: Instant,
  expires_at: Instant,
  status: Type.Enum(['open', 'expired', 'accepted', 'withdrawn'], { description: 'text: invitation.status.<status>' }),
  mail: Type.Enum(['waiting', 'sent', 'failed'], { description: 'the last mail with a link' }),
});
export type InvitationView = Static<typeof InvitationView>;

export const OfficersView = Type.Object({
  items: Type.Array(OfficerView),
  invitations: Type.Array(InvitationView, { description: 'the latest 100, newest first' }),
  alone: Type.Boolean({
    description: 'no other administrator is or was active in the last seven days: powerful roles take effect at once',
  }),
});
export type OfficersView = Static<typeof OfficersView>;

/** What an invited person is shown before they accept. */
export const InvitedView = Type.Object({
  participant: Participant,
  authority: Type.String(),
  email: Type.String(),
  roles: Roles,
  language: Language,
  expires_at: Instant,
});
export type InvitedView = Static<typeof InvitedView>;

const Colleague = Type.Object({ id: Id, name: Type.String() });
export const DeputyView = Type.Object({
  id: Id,
  role: Type.Enum([...roles]),
  represented: Colleague,
  deputy: Colleague,
  from: Type.String({ format: 'date', description: 'first day, in the authority’s zone' }),
  until: Type.String({ format: 'date', description: 'last day' }),
  named_by: Type.String({ description: 'name' }),
  status: Type.Enum(['waiting', 'coming', 'in_force', 'over', 'ended'], {
    description: 'text: deputy.status.<status>; waiting: for a second person to confirm',
  }),
  may_confirm: Type.Boolean(),
  may_end: Type.Boolean(),
});
export type DeputyView = Static<typeof DeputyView>;

export const DeputiesView = Type.Object({
  items: Type.Array(DeputyView, { description: 'the reader’s own; all of them for administrators and auditors' }),
  colleagues: Type.Array(Type.Object({ ...Colleague.properties, roles: Type.Array(Type.Enum([...roles])) }), {
    description: 'active officers with their own roles',
  }),
  today: Type.String({ format: 'date' }),
});
export type DeputiesView = Static<typeof DeputiesView>;

export const RosterView = Type.Object({
  zone: Type.String(),
  today: Type.String({ format: 'date' }),
  officers: Type.Array(Colleague, { description: 'who can be on duty' }),
  may_edit: Type.Boolean(),
  days: Type.Array(
    Type.Object({
      day: Type.String({ format: 'date' }),
      stretches: Type.Array(
        Type.Object({
          from: Instant,
          until: Instant,
          now: Type.Boolean(),
          shifts: Type.Array(Type.Object({ id: Id, name: Type.String() }), {
            description: 'none: a gap, in which urgent notices go to every duty officer',
          }),
        }),
        { description: 'the day from midnight to midnight in the authority’s zone, without holes' },
      ),
    }),
  ),
});
export type RosterView = Static<typeof RosterView>;

export const LadderRung = Type.Object(
  {
    at: Type.String({
      maxLength: 10,
      description: 'T-7d, T, T+24h: days or hours from the due instant; 50%: of the period. Names the rung',
    }),
    tone: Type.Enum([...tones]),
    to: Type.Array(Type.Enum([...sides]), {
      maxItems: 2,
      uniqueItems: true,
      description:
        'on which side of a file our officers are told: requesting where we asked, requested where we are asked',
    }),
    roles: Type.Array(Type.Enum([...ladderRoles]), {
      maxItems: ladderRoles.length,
      uniqueItems: true,
      description: 'whom; none: those who handle the file, and on an escalation the head of the authority too',
    }),
  },
  { additionalProperties: false },
);
const Decided = Type.Object({ by: Type.String(), at: Instant, reason: Type.String() });
export const LadderKind = Type.Enum([...deadlineKinds]);
export const SilenceDays = Type.Object(
  Object.fromEntries(kinds.map((kind) => [kind, Type.Integer({ minimum: 1, maximum: 365 })])) as Record<
    (typeof kinds)[number],
    ReturnType<typeof Type.Integer>
  >,
  { additionalProperties: false, description: 'days without a word after which a file is silent, by kind of file' },
);
export const LaddersView = Type.Object({
  may_edit: Type.Boolean(),
  may_name_head: Type.Boolean(),
  ladders: Type.Array(
    Type.Object({
      kind: LadderKind,
      urgency: Urgency,
      holder: Type.Enum([...sides]),
      budget: Type.Integer(),
      unit: Type.String({ description: 'hours, calendar_days or working_days' }),
      version: Type.Integer({ description: '0 while the default was never changed' }),
      own: Type.Boolean({ description: 'false: the default of the network' }),
      rungs: Type.Array(LadderRung),
      warnings: Type.Array(Text),
      decided: Nullable(Decided),
    }),
  ),
  head: Type.Object({
    version: Type.Integer(),
    officer: Nullable(Type.Object({ id: Id, name: Type.String() })),
    candidates: Type.Array(Type.Object({ id: Id, name: Type.String() })),
    decided: Nullable(Decided),
  }),
  silence: Type.Object({ version: Type.Integer(), days: SilenceDays, decided: Nullable(Decided) }),
  history: Type.Array(Type.Object({ subject: Type.String(), version: Type.Integer(), ...Decided.properties })),
});
export type LaddersView = Static<typeof LaddersView>;

const WallTime = Type.String({
  pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$',
  description: 'HH:MM on the clocks of `zone`',
});
export const MailWish = Type.Object(
  {
    reminders: Type.Enum(['digest', 'immediate'], {
      description: 'digest: reminders of one State come as one mail a day; immediate: each by itself',
    }),
    hours: Type.Enum(['working', 'any'], { description: 'working: mail that can wait waits for the hours below' }),
    from_time: WallTime,
    until_time: WallTime,
    zone: Type.String({ maxLength: 60, description: 'IANA time zone' }),
  },
  { additionalProperties: false },
);
export type MailWish = Static<typeof MailWish>;

export const RadarView = Type.Object({
  now: Instant,
  groups: Type.Array(
    Type.Object({
      counterpart: Participant,
      ask_from: Instant,
      files: Type.Array(
        Type.Object({
          case: CaseSummary,
          silent: Type.Enum(['us', 'them'], { description: 'whose word is awaited' }),
          since: Instant,
          days: Type.Integer({ description: 'whole days without a word' }),
          may_ask: Type.Boolean({ description: 'the reader may ask how it stands' }),
        }),
      ),
    }),
    {
      description:
        'files without a word for longer than the authority allows, by counterpart; the longest silence first',
    },
  ),
  orphans: Type.Array(
    Type.Object({
      case: CaseSummary,
      expires_at: Instant,
      started_at: Instant,
      may_extend: Type.Boolean(),
      may_release: Type.Boolean(),
    }),
    {
      description:
        'data preserved for us that lapse within 21 days and that no evidence request follows; the soonest first',
    },
  ),
});
export type RadarView = Static<typeof RadarView>;
