import { absences } from '@rogatoria/workflows/indicators.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Fragment } from 'react';
import { statisticsQuery } from '../api/queries.ts';
import { NotFoundPage } from '../app/error-page.tsx';
import { Page } from '../app/page.tsx';
import { useNow, useSession } from '../app/session.tsx';
import { buttonClass, Card, LoadError, Skeleton } from '../components/index.ts';
import { dayIn } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { sum } from './facts.ts';
import './figures.css';
import { Emergencies, Preservation, Rates, TimesCard } from './measures.tsx';
import { Bases, Outcomes, Refusals } from './outcomes.tsx';
import type { Shown } from './parts.tsx';
import { Count, Missing } from './values.tsx';
import { Apart, Balance, Months, Pairs } from './workload.tsx';

/** This year's figures, derived from the log: each a finding, a picture, its table and its definition. */
export function FiguresPage() {
  const { t, zone, dateTime, place } = useTexts();
  const { user } = useSession();
  const now = useNow();
  const { year: asked } = useParams({ strict: false });
  const thisYear = Number(dayIn(new Date(now).toISOString(), zone).slice(0, 4));
  const valid = asked === undefined || /^(?:20\d\d|2100)$/.test(asked);
  const year = valid ? Number(asked ?? thisYear) : thisYear;
  const { data: view, error, refetch } = useQuery({ ...statisticsQuery(year), enabled: valid });
  if (!valid) return <NotFoundPage />;
  const windowTitle = t('figures.window', { year: String(year) });
  const actions = (
    <>
      <Years year={year} last={thisYear} />
      <Link className={buttonClass('quiet')} to="/definitions">
        {t('figures.definitions')}
      </Link>
      <a className={buttonClass('secondary')} href={`/api/statistics/${year}/csv`} download>
        {t('figures.csv')}
      </a>
    </>
  );
  if (!view)
    return (
      <Page title={windowTitle} actions={actions}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={10} />}
      </Page>
    );
  const running = year === Number(dayIn(view.as_of, view.zone).slice(0, 4));
  const title = t('figures.title', {
    state: user.participant,
    sent: sum(view.flows, 'outgoing', ({ opened }) => opened),
    received: sum(view.flows, 'incoming', ({ opened }) => opened),
    year: String(year),
  });
  const lead = t(running ? 'figures.lead.running' : year > thisYear ? 'figures.lead.future' : 'figures.lead.past', {
    as_of: dateTime(view.as_of, view.zone),
    year: String(year),
    place: place(view.zone),
  });
  return (
    <Page
      title={title.charAt(0).toUpperCase() + title.slice(1)}
      windowTitle={windowTitle}
      lead={lead}
      actions={actions}
      className="figures"
    >
      <Balance view={view} running={running} />
      <Months view={view} running={running} />
      <Pairs view={view} />
      <Outcomes view={view} />
      <Refusals view={view} />
      <TimesCard view={view} />
      <Rates view={view} />
      <Apart view={view} running={running} />
      <Preservation view={view} />
      <Emergencies view={view} />
      <Bases view={view} />
      <Notes view={view} />
    </Page>
  );
}

/** Three years to choose from, the year after only when it has begun. */
function Years({ year, last }: { year: number; last: number }) {
  const { t } = useTexts();
  const first = Math.min(year, last) - 1;
  return (
    <nav className="years" aria-label={t('figures.year')}>
      {[first, first + 1, first + 2]
        .filter((one) => one <= Math.max(last, year))
        .map((one) => (
          <Link
            key={one}
            to="/figures/{-$year}"
            params={{ year: one === last ? undefined : String(one) }}
            className="year"
            aria-current={one === year ? 'page' : undefined}
          >
            {one}
          </Link>
        ))}
    </nav>
  );
}

function Notes({ view }: Shown) {
  const { t, place } = useTexts();
  return (
    <Card title={t('figures.notes')} className="figure-card figure-notes">
      <p>{t('figures.notes.source')}</p>
      <p>{t('figures.notes.zone', { place: place(view.zone) })}</p>
      <p>{t('figures.notes.populations')}</p>
      <dl className="figure-legend">
        <dt>
          <Count value={0} />
        </dt>
        <dd>{t('figures.notes.zero')}</dd>
        {absences.map((absence) => (
          <Fragment key={absence}>
            <dt>
              <Missing why={absence} />
            </dt>
            <dd>{t(`figures.absent.${absence}.explain`)}</dd>
          </Fragment>
        ))}
      </dl>
    </Card>
  );
}
