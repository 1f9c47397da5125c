import type { RoundView, SecretariatHome as View } from '@rogatoria/api/secretariat/schemas.ts';
import { roman } from '@rogatoria/workflows/vocabulary/recommendations.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../app/page.tsx';
import { useNow } from '../app/session.tsx';
import { UndeliveredBanner } from '../channels/undelivered.tsx';
import { buttonClass, Card, LoadError, Pill, Skeleton, StateTag } from '../components/index.ts';
import { Freshness } from '../directory/freshness.tsx';
import { WaitingTestCalls } from '../directory/test-calls.tsx';
import { formatLongDate } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { secretariatHomeQuery } from './queries.ts';
import { type DeskTask, deskTasks, standing } from './tasks.ts';
import './secretariat.css';

/** A task names so many States; the rest are counted, and stand below. */
const mostNames = 6;

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** The Secretariat's morning: what needs its desk, then who has answered, what disagrees, what is stale, what to publish. */
export function SecretariatHome() {
  const { t, language, zone } = useTexts();
  const { data, error, refetch } = useQuery(secretariatHomeQuery);
  const now = useNow();
  if (!data)
    return (
      <Page title={t('shell.home')}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={6} />}
      </Page>
    );
  const tasks = deskTasks(data, now);
  return (
    <Page
      className="home secretariat"
      title={t('home.title', { count: tasks.length })}
      windowTitle={t('shell.home')}
      lead={t('secretariat.lead', { day: formatLongDate(language, new Date(now).toISOString(), zone) })}
    >
      <WaitingTestCalls />
      <UndeliveredBanner />
      <div className="home-grid">
        <div className="home-main">
          <section className="card tasks" aria-label={t('home.tasks')}>
            {tasks.length === 0 ? (
              <p className="tasks-calm">{t('secretariat.calm')}</p>
            ) : (
              <ul>
                {tasks.map((task) => (
                  <TaskRow key={`${task.act} ${'year' in task ? task.year : ''}`} task={task} />
                ))}
              </ul>
            )}
          </section>
          {data.rounds.length === 0 ? (
            <Card>
              <p>{t('secretariat.begin')}</p>
            </Card>
          ) : (
            data.rounds.map((round) => <Round key={round.year} round={round} />)
          )}
        </div>
        <div className="home-side">
          <Edition edition={data.last_edition} />
          <Directory directory={data.directory} />
          {data.recommendations ? <Recommendations of={data.recommendations} /> : null}
        </div>
      </div>
    </Page>
  );
}

/** Where a task is done. */
function wayTo(task: DeskTask): (props: { className: string; children: ReactNode }) => ReactNode {
  switch (task.act) {
    case 'examine':
      if (task.states.length > 1) return (props) => <Link to="/returns" {...props} />;
      return (props) => (
        <Link to="/returns/$year/$state" params={{ year: String(task.year), state: task.states[0] ?? '' }} {...props} />
      );
    case 'publish':
    case 'ask':
      return (props) => <Link to="/publications/$year" params={{ year: String(task.year) }} {...props} />;
    case 'directory':
      return (props) => <Link to="/directory" {...props} />;
    case 'meeting':
      return (props) => <Link to="/recommendations/$meeting" params={{ meeting: String(task.meeting) }} {...props} />;
    default:
      return (props) => <Link to="/returns" {...props} />;
  }
}

function TaskRow({ task }: { task: DeskTask }) {
  const { t, date, duration } = useTexts();
  const now = useNow();
  const way = wayTo(task);
  const [title, what] = useSentence(task);
  const since = task.act === 'late' ? task.due : task.act === 'meeting' ? task.from : null;
  const left = since === null ? 0 : noon(since) - now;
  return (
    <li className="task">
      <span className="task-who">
        <Pill tone={task.tone}>{t(`pill.${task.tone}`)}</Pill>
      </span>
      <div className="task-what">
        {way({ className: 'task-title', children: title })}
        <span className="task-meta">{what}</span>
      </div>
      <div className="task-when">
        {since === null ? null : (
          <>
            <strong className={left < 0 ? 'text-late' : undefined}>
              {left < 0
                ? t('home.late', { duration: duration(left) })
                : t('secretariat.in', { duration: duration(left) })}
            </strong>
            <span>{left < 0 ? t('secretariat.since', { date: date(since) }) : date(since)}</span>
          </>
        )}
      </div>
      {way({
        className: buttonClass(task.tone === 'us' ? 'primary' : 'secondary'),
        children: t(`secretariat.do.${task.act === 'meeting' ? 'late' : task.act}`),
      })}
    </li>
  );
}

/** A task in words: what it is, and what is behind it. */
function useSentence(task: DeskTask): [string, string] {
  const { t, list, stateName } = useTexts();
  const names = (codes: readonly string[]) => {
    const told = codes.length > mostNames ? codes.slice(0, mostNames - 1) : codes;
    const more = codes.length - told.length;
    return list([...told.map(stateName), ...(more > 0 ? [t('secretariat.more', { count: more })] : [])]);
  };
  const title = (params: Record<string, string | number>) => t(`secretariat.task.${task.act}`, params);
  const year = 'year' in task ? String(task.year) : '';
  switch (task.act) {
    case 'open':
      return [title({ year }), t('secretariat.task.open.what')];
    case 'examine': {
      const { states, corrected } = task;
      const said = { states: names(states), corrected: names(corrected) };
      return [
        title({ year, count: states.length }),
        corrected.length > 0 ? t('secretariat.task.examine.corrected', said) : said.states,
      ];
    }
    case 'publish': {
      const { count, restated, edition } = task;
      return [
        title({ year, count }),
        edition === null
          ? t('secretariat.task.publish.first')
          : t('secretariat.task.publish.behind', { edition, restated }),
      ];
    }
    case 'ask':
      return [title({ count: task.count }), t('secretariat.task.ask.what', { year })];
    case 'late':
      return [title({ year, count: task.count }), t('secretariat.task.late.unconnected', { count: task.unconnected })];
    case 'directory':
      return [title({ count: task.count }), names(task.states)];
    case 'meeting':
      return [title({ count: task.count }), t('meeting.name', { roman: roman(task.meeting) })];
  }
}

/** One year: how many of the 35 have answered, each of them where it stands, and what two of them do not agree on. */
function Round({ round }: { round: RoundView }) {
  const { t, date } = useTexts();
  const { states, due, reminders, disagreements } = round;
  const year = String(round.year);
  const sent = states.filter(({ revision }) => revision > 0).length;
  const owing = states.some(({ stage, connected }) => connected && (stage === 'awaited' || stage === 'queried'));
  return (
    <Card title={t('returns.round', { year })} className="round">
      <p>
        {t('returns.progress', {
          ...{ sent, total: states.length },
          percent: Math.round((sent / states.length) * 100),
        })}{' '}
        {t('returns.due_on', { date: date(due) })}
      </p>
      <dl className="round-stages">
        {standing(round).map(({ stage, tone, states: there }) => (
          <div key={stage}>
            <dt>
              <strong>{there.length}</strong> {t(stage === 'late' ? 'secretariat.stage.late' : `return.state.${stage}`)}
            </dt>
            <dd>
              {there.map(({ state, connected }) => (
                <Cell key={state} year={year} state={state} tone={tone} connected={connected} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        {states.some(({ connected }) => !connected) ? `${t('secretariat.unconnected')} ` : null}
        {owing && reminders.last ? `${t('secretariat.reminded', { last: date(reminders.last) })} ` : null}
        {owing && reminders.next ? t('secretariat.reminded.next', { next: date(reminders.next) }) : null}
      </p>
      {sent > 0 ? <Disagreements year={year} of={disagreements} /> : null}
    </Card>
  );
}

/** A State of the round: its code, its name to whoever points at it or listens, the way to its return. */
function Cell({ year, state, tone, connected }: { year: string; state: string; tone: string; connected: boolean }) {
  const { stateName } = useTexts();
  return (
    <Link
      to="/returns/$year/$state"
      params={{ year, state }}
      title={stateName(state)}
      className={`round-cell pill-${tone}${connected ? '' : ' round-apart'}`}
    >
      {state}
      <span className="hidden-visually"> {stateName(state)}</span>
    </Link>
  );
}

function Disagreements({ year, of: { pairs, largest } }: { year: string; of: RoundView['disagreements'] }) {
  const { t } = useTexts();
  return (
    <div className="round-differences">
      <h3>{t('secretariat.disagree', { count: pairs })}</h3>
      {largest.length > 0 ? (
        <ol>
          {largest.map(({ requesting, requested, kind, remaining, asked }) => (
            <li key={`${requesting} ${requested} ${kind}`}>
              <span>{t('secretariat.pair', { from: requesting, to: requested })}</span>
              <span className="muted">
                {t(`kind.${kind}`)} · {t('secretariat.remaining', { count: remaining })}
              </span>
              {asked ? <Pill tone="them">{t('secretariat.asked')}</Pill> : null}
            </li>
          ))}
        </ol>
      ) : null}
      <Link to="/publications/$year" params={{ year }} className="card-more">
        {t('publications.link', { year })}
      </Link>
    </div>
  );
}

function Edition({ edition }: { edition: View['last_edition'] }) {
  const { t, date } = useTexts();
  return (
    <Card title={t('secretariat.report')}>
      {edition ? (
        <p>
          {t('secretariat.edition', {
            ...{ edition: edition.edition, year: String(edition.year), date: date(edition.at) },
          })}{' '}
          <a href={new URL(edition.address).pathname} className="secretariat-address">
            {edition.address}
          </a>
        </p>
      ) : (
        <p className="muted">{t('secretariat.edition.none')}</p>
      )}
    </Card>
  );
}

/** How much of the directory is fresh (G2), and the States of which something is not. */
function Directory({ directory: { confirmed, contacts, states } }: { directory: View['directory'] }) {
  const { t, number, date, stateName } = useTexts();
  const shown = states.filter(
    ({ overdue, contacts: own, waiting, calls }) => overdue || own === 0 || waiting > 0 || calls.unanswered > 0,
  );
  return (
    <Card title={t('shell.directory')}>
      <p>
        {contacts === 0
          ? t('secretariat.fresh.none')
          : t('secretariat.fresh', {
              ...{ confirmed, contacts },
              share: number(confirmed / contacts, { style: 'percent', maximumFractionDigits: 0 }),
            })}
      </p>
      {shown.length === 0 ? <p className="muted">{t('secretariat.directory.calm')}</p> : null}
      <ul className="secretariat-states">
        {shown.map(({ state, overdue, contacts: own, confirmed_at, waiting, waiting_since, calls }) => (
          <li key={state}>
            <Link to="/directory/$state" params={{ state }}>
              <StateTag code={state} /> {stateName(state)}
            </Link>
            {overdue && confirmed_at ? <Freshness at={confirmed_at} /> : null}
            <ul className="muted">
              {own === 0 ? <li>{t('secretariat.directory.empty')}</li> : null}
              {waiting_since ? (
                <li>{t('secretariat.directory.waiting', { count: waiting, date: date(waiting_since) })}</li>
              ) : null}
              {calls.unanswered > 0 ? <li>{t('secretariat.directory.calls', calls)}</li> : null}
            </ul>
          </li>
        ))}
      </ul>
      <Link to="/definitions" hash="G2" className="card-more">
        {t('secretariat.fresh.definition')}
      </Link>
    </Card>
  );
}

function Recommendations({ of }: { of: NonNullable<View['recommendations']> }) {
  const { t, list, stateName } = useTexts();
  const { meeting, states, own, next } = of;
  const silent = states.filter(({ connected, reported }) => connected && reported === 0);
  const reported = states.filter((one) => one.reported > 0).length;
  return (
    <Card title={t('recommendations.title')}>
      <p>
        <Link to="/recommendations/$meeting" params={{ meeting: String(meeting) }}>
          {t('meeting.name', { roman: roman(meeting) })}
        </Link>
      </p>
      <p>{t('secretariat.reported', { count: reported, total: states.length })}</p>
      {silent.length > 0 ? (
        <p className="muted">
          {t('secretariat.silent', { states: list(silent.map(({ state }) => stateName(state))) })}
        </p>
      ) : null}
      {own.asked > own.reported ? <p className="muted">{t('secretariat.own', own)}</p> : null}
      {next ? (
        <p>
          {t('secretariat.next', {
            name: t('meeting.name', { roman: roman(next.meeting) }),
            days: t('meeting.days', { from: noon(next.from), until: noon(next.until) }),
            place: next.place,
          })}
        </p>
      ) : (
        <p className="muted">
          {t('secretariat.next.none')}{' '}
          <Link to="/recommendations/record" search={{}}>
            {t('secretariat.next.record')}
          </Link>
        </p>
      )}
    </Card>
  );
}
