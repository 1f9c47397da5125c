/** What the API says of cases: the list, the case, its log, the home page, the radar. */
import { type Owed, owedCommands } from '@rogatoria/workflows';
import { basisCodes } from '@rogatoria/workflows/types.ts';
import { type Static, Type } from 'typebox';
import { Deadline } from '../deadlines/schemas.ts';
import {
  Basis,
  Direction,
  Id,
  Instant,
  Kind,
  Language,
  Nullable,
  Participant,
  Source,
  Text,
  Urgency,
} from '../schemas.ts';

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
