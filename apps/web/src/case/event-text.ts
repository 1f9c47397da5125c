import type { CaseView, EventView } from '@rogatoria/api/cases/schemas.ts';
import type { TextTools } from '../texts/index.tsx';

type About = Pick<CaseView, 'kind' | 'counterpart'>;

/** Whose doing an entry of the log is: ours, theirs, or the clock's and our own other files'. */
export const sideOf = ({ origin }: Pick<EventView, 'origin'>): 'ours' | 'theirs' | 'clock' =>
  origin === 'command' ? 'ours' : origin === 'message' ? 'theirs' : 'clock';

const payloadOf = (event: EventView): Record<string, unknown> =>
  event.payload && typeof event.payload === 'object' ? (event.payload as Record<string, unknown>) : {};

/** `acknowledge` of `command.acknowledge`. */
export const shortType = ({ type }: Pick<EventView, 'type'>): string => type.slice(type.lastIndexOf('.') + 1);

/** An entry of the log as one sentence. */
export function eventText(event: EventView, { kind, counterpart }: About, tools: TextTools): string {
  const { t, first, has } = tools;
  const payload = payloadOf(event);
  const params = { state: counterpart, counterpart };
  if (event.origin === 'reminder') {
    const deadline =
      typeof payload.kind === 'string' ? payload.kind : typeof payload.deadline === 'string' ? payload.deadline : '';
    const key = `deadline.${deadline}`;
    return t('case.event.reminder', { what: has(key) ? t(key) : '' });
  }
  const short = shortType(event);
  return first(
    [
      `event.${kind}.${event.type}`,
      `event.${event.type}`,
      `case.event.${short}`,
      `command.${kind}.${short}`,
      `command.${short}`,
      `message.${short}`,
      event.type,
    ],
    params,
  );
}
