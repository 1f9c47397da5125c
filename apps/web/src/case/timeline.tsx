import type { CaseView, EventView } from '@rogatoria/api/cases/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { eventsQuery } from '../api/queries.ts';
import { useNow } from '../app/session.tsx';
import { EmptyState, LoadError, Skeleton } from '../components/index.ts';
import { dayIn } from '../texts/format.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';
import { eventText, shortType, sideOf } from './event-text.ts';
import { fieldLabel, fieldsOfRecord, Hash, type RecordContext, RecordView, valueText } from './record.tsx';

const sides = ['all', 'ours', 'theirs', 'clock'] as const;
type Side = (typeof sides)[number];

/** Everything that happened to this case, the newest first. */
export function Timeline({ view }: { view: CaseView }) {
  const { t, place, zone } = useTexts();
  const { data, error, refetch } = useQuery({ ...eventsQuery(view.id), refetchInterval: 20_000 });
  const [side, setSide] = useState<Side>('all');
  const [full, setFull] = useState(false);
  if (error && !data) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} />;
  const events = data
    .filter((event) => side === 'all' || sideOf(event) === side)
    .toSorted((a, b) => (a.at === b.at ? b.sequence - a.sequence : a.at < b.at ? 1 : -1));
  return (
    <>
      <div className="timeline-head no-print">
        <ToggleButtonGroup
          className="chips"
          aria-label={t('case.timeline.filter')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[side]}
          onSelectionChange={(keys) => {
            const next = sides.find((one) => keys.has(one));
            if (next) setSide(next);
          }}
        >
          {sides.map((one) => (
            <ToggleButton key={one} id={one} className="chip">
              {t(`case.timeline.${one}`, { state: view.counterpart })}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <ToggleButton className="chip" isSelected={full} onChange={setFull}>
          {t('case.timeline.details')}
        </ToggleButton>
        <span className="muted">{t('case.times_in', { place: place(zone) })}</span>
      </div>
      {events.length === 0 ? <EmptyState title={t('case.timeline.none')} /> : null}
      <ol className="timeline" reversed>
        {events.map((event) => (
          <Entry key={`${event.origin} ${event.sequence} ${event.at}`} event={event} view={view} full={full} />
        ))}
      </ol>
    </>
  );
}

function Entry({ event, view, full }: { event: EventView; view: CaseView; full: boolean }) {
  const tools = useTexts();
  const { t, time, date, first, zone } = tools;
  const now = useNow();
  const side = sideOf(event);
  const context: RecordContext = {
    kind: view.kind,
    direction: view.direction,
    files: view.files,
    theirs: side === 'theirs',
    of: shortType(event),
  };
  const { brief, more } = inBrief(event, context, tools);
  const by =
    side === 'ours' && event.actor
      ? [
          event.actor,
          event.actor_role ? first([`role.${event.actor_role}`, event.actor_role]) : '',
          event.deputy_of ? t('deputy.as', { name: event.deputy_of }) : '',
        ]
          .filter(Boolean)
          .join(', ')
      : '';
  return (
    <li className={`entry entry-${side}`}>
      <time className="entry-when" dateTime={event.at}>
        <span>
          {dayIn(event.at, zone) === dayIn(new Date(now).toISOString(), zone) ? t('clock.today') : date(event.at)}
        </span>
        <span>{time(event.at)}</span>
      </time>
      <div className="entry-what">
        <p>
          <strong>{eventText(event, view, tools)}</strong>
        </p>
        {by || (brief && !full) ? <p className="muted">{[by, full ? '' : brief].filter(Boolean).join(' · ')}</p> : null}
        {full ? (
          <Recorded event={event} view={view} context={context} />
        ) : more ? (
          <details className="entry-more">
            <summary>{t('case.timeline.more')}</summary>
            <RecordView value={event.payload} context={context} />
          </details>
        ) : null}
      </div>
    </li>
  );
}

/** All of an entry, with its place in the log and its seal: what an auditor looks for. */
function Recorded({ event, view, context }: { event: EventView; view: CaseView; context: RecordContext }) {
  const { t, first } = useTexts();
  return (
    <div className="entry-full">
      <RecordView value={event.payload} context={context} />
      <p className="muted">
        {t('case.timeline.entry', { number: event.sequence })} ·{' '}
        {first([`state.${view.kind}.${view.direction}.${event.state}`, event.state])}
      </p>
      {event.hash ? (
        <p className="muted">
          {t('case.timeline.seal')} <Hash value={event.hash} />
        </p>
      ) : null}
    </div>
  );
}

/** Short fields on one line; `more` when something does not fit there. */
function inBrief(event: EventView, context: RecordContext, tools: TextTools): { brief: string; more: boolean } {
  // the sentence has said it all
  if (event.origin === 'reminder') return { brief: '', more: false };
  const short: string[] = [];
  let more = false;
  for (const [name, value] of fieldsOfRecord(event.payload)) {
    const text = typeof value === 'object' ? null : valueText(name, value, context, tools);
    if (text === null || text.length > 80 || /[0-9a-f]{64}/.test(text)) more = true;
    else if (typeof value !== 'boolean' || value)
      short.push(`${fieldLabel(name, context, tools)}${tools.t('ui.colon')} ${text}`);
  }
  const brief = short.slice(0, 3).join(' · ');
  return { brief, more: more || short.length > 3 };
}
