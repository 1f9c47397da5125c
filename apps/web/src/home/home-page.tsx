import type { HomeView, Task } from '@rogatoria/api/cases/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ApiProblem } from '../api/client.ts';
import { homeQuery } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useNow, useReadsCases, useRole, useSession } from '../app/session.tsx';
import { UndeliveredBanner } from '../channels/undelivered.tsx';
import { buttonClass, Card, LoadError, Pill, Skeleton, type Tone } from '../components/index.ts';
import { FillingYear } from '../demo/demo-bar.tsx';
import { WaitingTestCalls } from '../directory/test-calls.tsx';
import { ReturnsHome } from '../returns/returns-home.tsx';
import { SecretariatHome } from '../secretariat/secretariat-home.tsx';
import { dayIn, formatLongDate } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';

const day = 86_400_000;

/** What needs me now, most urgent first, one button each: the Secretariat's desk its rounds, everybody else the cases. */
export function HomePage() {
  const { user } = useSession();
  const desk = useRole('desk');
  return desk && user.participant === 'OAS' ? <SecretariatHome /> : <CasesHome />;
}

function CasesHome() {
  const { t, language, zone } = useTexts();
  const { demo } = useSession();
  const reads = useReadsCases();
  const { data, error, refetch } = useQuery({ ...homeQuery, enabled: reads });
  // an administrator manages people and reads no case
  if (!reads || (error instanceof ApiProblem && error.status === 403))
    return (
      <Page title={t('home.title', { count: 0 })} windowTitle={t('shell.home')} lead={t('home.none_yours')}>
        <UndeliveredBanner />
        <ReturnsHome />
      </Page>
    );
  if (error && !data) return <LoadErrorPage error={error} retry={() => void refetch()} />;
  if (!data)
    return (
      <Page title={t('shell.home')}>
        <Card>
          <Skeleton lines={6} />
        </Card>
      </Page>
    );
  return (
    <Page
      className="home"
      title={t('home.title', { count: data.tasks.length })}
      windowTitle={t('shell.home')}
      lead={t('home.lead', { day: formatLongDate(language, data.now, zone) })}
    >
      <WaitingTestCalls />
      <UndeliveredBanner />
      <ReturnsHome />
      {demo ? <FillingYear /> : null}
      <div className="home-grid">
        <div className="home-main">
          <section className="card tasks" aria-label={t('home.tasks')}>
            {data.tasks.length === 0 ? (
              <p className="tasks-calm">{t('home.calm')}</p>
            ) : (
              <ul>
                {data.tasks.map((task) => (
                  <TaskRow key={`${task.case.id} ${task.command}`} task={task} />
                ))}
              </ul>
            )}
          </section>
          <Waiting waiting={data.waiting} />
        </div>
        <div className="home-side">
          <NextDays preservations={data.preservations} />
          <SinceYesterday events={data.since_yesterday} />
        </div>
      </div>
    </Page>
  );
}

function LoadErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTexts();
  return (
    <Page title={t('error.title')}>
      <LoadError error={error} retry={retry} />
    </Page>
  );
}

/** Commands that are one of several answers: the case page shows them side by side, none opened. */
const choices = new Set(['accept', 'accept_offer', 'approve', 'grant_extension', 'follow_up']);

function TaskRow({ task: { case: item, command, reason, emergency } }: { task: Task }) {
  const { t, first, duration, date, time, zone } = useTexts();
  const now = useNow();
  const late = item.due?.late === true;
  const tone: Tone = emergency ? 'emergency' : late ? 'late' : 'us';
  const drafting = item.state === 'draft';
  const reference = item.number ?? item.own_reference;
  const due = item.due;
  const left = due ? Date.parse(due.at) - now : 0;
  const dueDay = due ? dayIn(due.at, zone) : '';
  const today = dayIn(new Date(now).toISOString(), zone);
  const target = drafting
    ? ({ to: '/cases/$id/draft', params: { id: item.id } } as const)
    : ({ to: '/cases/$id', params: { id: item.id }, search: choices.has(command) ? {} : { do: command } } as const);
  return (
    <li className="task">
      <span className="task-who">
        <Pill tone={tone}>{t(`pill.${tone}`)}</Pill>
      </span>
      <div className="task-what">
        <Link to="/cases/$id" params={{ id: item.id }} className="task-title">
          {t(reason)}
        </Link>
        <span className="task-meta">
          {item.title || t('home.draft.untitled')}
          {reference ? (
            <>
              {' · '}
              <span className="number">{reference}</span>
            </>
          ) : null}
        </span>
      </div>
      <div className="task-when">
        {due ? (
          <>
            <strong className={late ? 'text-late' : emergency ? 'text-emergency' : undefined}>
              {left < 0 ? t('home.late', { duration: duration(left) }) : duration(left)}
            </strong>
            <span>{t('home.due', { date: dueDay === today ? time(due.at) : date(due.at) })}</span>
          </>
        ) : null}
      </div>
      <Link {...target} className={buttonClass(emergency || late ? 'primary' : 'secondary')}>
        {first([`home.do.${drafting ? 'submit' : command}`, `command.${command}`])}
      </Link>
    </li>
  );
}

function Waiting({ waiting }: { waiting: HomeView['waiting'] }) {
  const { t, number } = useTexts();
  const { with_them, silent, lapse_soon, unlinked, median_acknowledge_hours: median, acknowledged_in_time } = waiting;
  return (
    <div className="figures-row">
      <Card className="figure">
        <Link to="/requests" search={{ direction: 'outgoing' }}>
          <strong className="figure-number">{number(with_them)}</strong>
          <span className="figure-name">{t('home.with_them')}</span>
        </Link>
        <Link to="/radar" className={silent > 0 ? 'text-us' : 'muted'}>
          {t('home.silent', { count: silent })}
        </Link>
      </Card>
      <Card className="figure">
        <Link to="/preservations">
          <strong className="figure-number">{number(lapse_soon)}</strong>
          <span className="figure-name">{t('home.lapse', { count: lapse_soon })}</span>
        </Link>
        <span className={unlinked > 0 ? 'text-us' : 'muted'}>
          {lapse_soon > 0 ? t('home.lapse.unlinked', { count: unlinked }) : ''}
        </span>
      </Card>
      <Card className="figure">
        <Link to="/figures/{-$year}">
          <strong className="figure-number">
            {median === null ? '–' : `${number(median, { maximumFractionDigits: median < 10 ? 1 : 0 })} h`}
          </strong>
          <span className="figure-name">{median === null ? t('home.median.none') : t('home.median')}</span>
        </Link>
        <span className="muted">
          {acknowledged_in_time === null
            ? ''
            : t('home.in_time', {
                share: number(acknowledged_in_time, { style: 'percent', maximumFractionDigits: 0 }),
              })}
        </span>
      </Card>
    </div>
  );
}

const shown = 7;

function NextDays({ preservations }: { preservations: HomeView['preservations'] }) {
  const { t, stateName } = useTexts();
  const now = useNow();
  const soon = preservations
    .map((one) => ({ ...one, left: Date.parse(one.expires_at) - now }))
    .filter(({ left, held }) => !held && left > 0 && left <= 21 * day)
    .sort((a, b) => a.left - b.left);
  return (
    <Card title={t('home.next')} className="next-days">
      {soon.length === 0 ? (
        <p className="muted">{t('home.next.none')}</p>
      ) : (
        <>
          <p className="muted">{t('home.next.lead')}</p>
          <ol>
            {soon.slice(0, shown).map(({ case: item, left, linked }) => {
              const ours = !linked && item.direction === 'outgoing';
              const days = t('preservations.days', { count: Math.floor(left / day) });
              return (
                <li key={item.id}>
                  <Link to="/cases/$id" params={{ id: item.id }}>
                    <span className="next-track">
                      <span
                        className={ours ? 'bar-us' : 'bar-done'}
                        style={{ width: `${(left / (21 * day)) * 100}%` }}
                      />
                    </span>
                    <span>
                      {stateName(item.counterpart)} {item.number?.split('-').slice(3).join('-') ?? ''} ·{' '}
                      {ours ? (
                        <strong className="text-us">
                          {days}, {t('home.unlinked')}
                        </strong>
                      ) : (
                        days
                      )}
                    </span>
                  </Link>
                </li>
              );
            })}
          </ol>
        </>
      )}
      <Link to="/preservations" className="card-more">
        {t('home.next.all')}
      </Link>
    </Card>
  );
}

function SinceYesterday({ events }: { events: HomeView['since_yesterday'] }) {
  const { t, time } = useTexts();
  return (
    <Card title={t('home.since')} className="since">
      {events.length === 0 ? (
        <p className="muted">{t('home.since.none')}</p>
      ) : (
        <ol>
          {events.slice(0, 8).map(({ case: item, at, text }) => (
            <li key={`${item.id} ${at} ${text.key}`}>
              <Link to="/cases/$id" params={{ id: item.id }}>
                {t(text)}
              </Link>
              <span className="muted">
                {time(at)} · {item.number ?? item.own_reference ?? item.title}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
