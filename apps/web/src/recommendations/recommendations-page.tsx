import type { MeetingSummary, MeetingView } from '@rogatoria/api/recommendations/schemas.ts';
import { progressStatuses, reports, tally, titleOf } from '@rogatoria/workflows/recommendations/meetings.ts';
import { stateName as nameOf, states } from '@rogatoria/workflows/states.ts';
import { roman } from '@rogatoria/workflows/vocabulary/recommendations.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Page } from '../app/page.tsx';
import { useSession } from '../app/session.tsx';
import { buttonClass, Card, LoadError, Pill, Skeleton } from '../components/index.ts';
import { languageNames, languages, useTexts } from '../texts/index.tsx';
import { StatusPill, StatusSign } from './marks.tsx';
import { meetingQuery, meetingsQuery } from './queries.ts';
import './recommendations.css';

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** The recommendations of a meeting, how far we are with each, and what every State released. */
export function RecommendationsPage() {
  const { t } = useTexts();
  const { meeting } = useParams({ strict: false });
  const { data: meetings, error, refetch } = useQuery(meetingsQuery);
  // of those that were held, the last
  const chosen = meeting === undefined ? meetings?.find(({ held }) => held)?.meeting : Number(meeting);
  if (!meetings || chosen === undefined)
    return (
      <Page title={t('recommendations.title')}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  return <MeetingPage meetings={meetings} number={chosen} />;
}

function MeetingPage({ meetings, number }: { meetings: readonly MeetingSummary[]; number: number }) {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(meetingQuery(number));
  const held = meetings.find(({ meeting }) => meeting === number)?.held ?? true;
  return (
    <Page
      className="recommendations"
      title={t('recommendations.title')}
      lead={
        data ? (
          <>
            {t('meeting.name', { roman: roman(number) })}
            <br />
            {t('meeting.days', { from: noon(data.body.from), until: noon(data.body.until) })} · {data.body.place}
          </>
        ) : null
      }
      actions={data?.may_record ? <Acts meeting={number} /> : null}
    >
      {meetings.length > 1 ? (
        <nav className="recommendations-meetings" aria-label={t('recommendations.meetings')}>
          {meetings.map(({ meeting }) => (
            <Link
              key={meeting}
              to="/recommendations/$meeting"
              params={{ meeting: String(meeting) }}
              {...(meeting === number ? { 'aria-current': 'page' as const } : {})}
            >
              {t('meeting.short', { roman: roman(meeting) })}
            </Link>
          ))}
        </nav>
      ) : null}
      {!data ? (
        error ? (
          <LoadError error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton lines={8} />
        )
      ) : data.body.recommendations.length === 0 ? (
        <Card>
          <p>{held ? t('recommendations.own.none') : t('recommendations.ahead')}</p>
        </Card>
      ) : (
        <>
          <List view={data} />
          <Matrix view={data} />
        </>
      )}
      {data && data.versions.length > 0 ? <Versions view={data} /> : null}
    </Page>
  );
}

function Acts({ meeting }: { meeting: number }) {
  const { t } = useTexts();
  return (
    <>
      <Link to="/recommendations/record" search={{}} className={buttonClass('primary')}>
        {t('recommendations.record')}
      </Link>
      <Link to="/recommendations/record" search={{ meeting }} className={buttonClass()}>
        {t('recommendations.correct')}
      </Link>
      <details className="recommendations-report">
        <summary className={buttonClass()}>{t('recommendations.report')}</summary>
        <ul>
          {languages.map((language) => (
            <li key={language}>
              <a href={`/api/meetings/${meeting}/report.pdf?lang=${language}`} lang={language} download>
                {languageNames[language]}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function List({ view }: { view: MeetingView }) {
  const { t, language } = useTexts();
  const { user } = useSession();
  return (
    <Card title={t('recommendations.list')}>
      <ol className="recommendations-list">
        {view.body.recommendations.map((one, index) => {
          const number = index + 1;
          const own = view.own.find((row) => row.number === number);
          const counts = tally(view.reported, number);
          return (
            <li key={number}>
              <span className="recommendations-number">{number}</span>
              <span className="recommendations-name">
                <Link
                  to="/recommendations/$meeting/$number"
                  params={{ meeting: String(view.meeting), number: String(number) }}
                >
                  {titleOf(one, language)}
                </Link>
                <span className="muted">
                  {one.addressees.map((who) => t(`addressee.${who}`)).join(', ')} · {t(`theme.${one.theme}`)}
                  {one.asks && one.addressees.includes('states') ? (
                    <>
                      <br />
                      {t('recommendations.tally', counts)}
                    </>
                  ) : null}
                </span>
              </span>
              <span className="recommendations-own">
                {!reports(one, user.participant) ? (
                  <span className="muted">–</span>
                ) : own ? (
                  <>
                    <StatusPill status={own.status} /> {own.released ? null : <Pill>{t('recommendations.draft')}</Pill>}
                  </>
                ) : (
                  <span className="muted">{t('progress.none')}</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

function Matrix({ view }: { view: MeetingView }) {
  const { t, language } = useTexts();
  const asked = view.body.recommendations.flatMap((one, index) =>
    one.asks && one.addressees.includes('states') ? [{ number: index + 1, title: titleOf(one, language) }] : [],
  );
  const rows = states
    .map(({ code }) => ({ code, name: nameOf(code, language) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  const by = new Map(view.reported.map((row) => [`${row.state} ${row.number}`, row.status]));
  return (
    <Card title={t('recommendations.matrix')}>
      <p className="muted">{t('recommendations.matrix.text')}</p>
      <ul className="recommendations-legend">
        {[...progressStatuses, null].map((status) => (
          <li key={status ?? 'none'}>
            <StatusSign status={status} /> <span aria-hidden="true">{t(`progress.${status ?? 'none'}`)}</span>
          </li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="recommendations-matrix" tabIndex={0} aria-label={t('recommendations.matrix')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('recommendations.all')}</th>
              {asked.map(({ number, title }) => (
                <th key={number} scope="col">
                  <abbr title={title}>{number}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ code, name }) => (
              <tr key={code}>
                <th scope="row">{name}</th>
                {asked.map(({ number }) => (
                  <td key={number}>
                    <StatusSign status={by.get(`${code} ${number}`) ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function Versions({ view }: { view: MeetingView }) {
  const { t, dateTime, stateName } = useTexts();
  return (
    <details className="quiet-details">
      <summary>{t('recommendations.versions', { count: view.versions.length })}</summary>
      <ol className="law-versions">
        {view.versions.map(({ version, at, reason, by }) => (
          <li key={version}>
            <strong>{version}</strong> {reason}
            <br />
            <span className="muted">
              {dateTime(at)} · {by ?? stateName('OAS')}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
