/** What the API says of notices and the ways they take. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, Text } from '../schemas.ts';

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
