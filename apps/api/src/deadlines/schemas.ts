/** What the API says of clocks, calendars and reminders. */
import { AuthorityCalendar } from '@rogatoria/workflows';
import { deadlineKinds } from '@rogatoria/workflows/deadline-policies.ts';
import { ladderRoles, sides, tones } from '@rogatoria/workflows/ladders.ts';
import { kinds } from '@rogatoria/workflows/types.ts';
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, Participant, Source, Text, Urgency } from '../schemas.ts';

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
