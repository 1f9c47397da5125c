import type { PublicationView } from '@rogatoria/api/publication/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../app/page.tsx';
import { Button, Card, Dialog, ErrorSummary, LoadError, Skeleton, StateTag } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { publicationQuery, usePublicationChange } from './queries.ts';
import '../returns/returns.css';
import './publications.css';

/** The year's report before it is published: which States are in it, and what they do not agree on. The Secretariat's. */
export function PublicationPage() {
  const { t } = useTexts();
  const { year } = useParams({ from: '/inside/publications/$year' });
  const { data, error, refetch } = useQuery(publicationQuery(year));
  return (
    <Page
      className="returns publication"
      title={t('publications.title', { year })}
      above={<Link to="/returns">{t('returns.title')}</Link>}
      lead={t('publications.lead')}
      actions={data?.may_publish ? <Publish view={data} /> : null}
    >
      {error && !data ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <Editions view={data} />
          <Standing view={data} />
          <WorkList view={data} />
        </>
      )}
    </Page>
  );
}

function Publish({ view: { year, editions, states, work_list } }: { view: PublicationView }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const change = usePublicationChange<unknown>(String(year), '');
  const title = t('publications.publish', { edition: (editions[0]?.edition ?? 0) + 1 });
  const send = async () => {
    await change.mutateAsync({});
    setOpen(false);
  };
  return (
    <>
      <Button variant="primary" onPress={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog
        title={title}
        isOpen={open}
        onOpenChange={(to) => {
          setOpen(to);
          change.reset();
        }}
        actions={
          <Button variant="primary" isPending={change.isPending} onPress={() => void send().catch(() => {})}>
            {t('publications.publish.do')}
          </Button>
        }
      >
        <div className="schema-form">
          <p>{t('publications.publish.states', { count: states.filter(({ stands }) => stands !== null).length })}</p>
          <p>{t('publications.publish.explain')}</p>
          {work_list.length > 0 ? <p>{t('publications.publish.open', { count: work_list.length })}</p> : null}
          {change.isPending ? <p role="status">{t('publications.publish.wait')}</p> : null}
          <ErrorSummary error={change.error} idOf={() => undefined} />
        </div>
      </Dialog>
    </>
  );
}

function Editions({ view: { year, editions, running } }: { view: PublicationView }) {
  const { t, dateTime, language } = useTexts();
  return (
    <Card title={t('publications.editions')}>
      {running ? <p role="status">{t('problem.publication_running')}</p> : null}
      {editions.length === 0 ? <p className="muted">{t('publications.editions.none')}</p> : null}
      <ul className="publication-list">
        {editions.map(({ edition, at, states }) => (
          <li key={edition}>
            {t('publications.edition', { edition, at: dateTime(at), states })}{' '}
            <a href={`/portal/publications/${year}/${edition}/report-${language}.pdf`}>{t('publications.pdf')}</a>
          </li>
        ))}
      </ul>
      {editions.length > 0 ? (
        <p>
          <a href={`/portal/${language}/publications/${year}`}>{t('publications.portal')}</a>
        </p>
      ) : null}
    </Card>
  );
}

/** In the next edition, or why not. */
function Standing({ view: { year, states } }: { view: PublicationView }) {
  const { t, stateName } = useTexts();
  const [standing, missing] = [
    states.filter(({ stands }) => stands !== null),
    states.filter(({ stands }) => stands === null),
  ];
  const link = (state: string) => (
    <Link to="/returns/$year/$state" params={{ year: String(year), state }}>
      <StateTag code={state} /> {stateName(state)}
    </Link>
  );
  return (
    <>
      <Card title={t('publications.standing', { count: standing.length })}>
        {standing.length === 0 ? <p className="muted">{t('publications.standing.none')}</p> : null}
        <ul className="publication-list">
          {standing.map(({ state, stands, sent, published }) => (
            <li key={state}>
              {link(state)} <span className="muted">{t('returns.revision', { revision: stands ?? 0 })}</span>{' '}
              {published === null ? (
                <strong>{t('publications.new')}</strong>
              ) : published !== stands ? (
                <strong>{t('publications.restated')}</strong>
              ) : sent !== stands ? (
                <span>{t('publications.restating')}</span>
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('publications.missing', { count: missing.length })}>
        <ul className="publication-columns">
          {missing.map(({ state, stage }) => (
            <li key={state}>
              {link(state)} <span className="muted">{t(`return.state.${stage}`)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}

function WorkList({ view: { year, work_list } }: { view: PublicationView }) {
  const { t } = useTexts();
  return (
    <section aria-labelledby="work-list">
      <h2 id="work-list">{t('publications.work_list', { count: work_list.length })}</h2>
      <p className="muted">{t(work_list.length > 0 ? 'publications.work_list.text' : 'publications.work_list.none')}</p>
      {work_list.map((pair) => (
        <Pair key={`${pair.requesting} ${pair.requested} ${pair.kind}`} year={String(year)} pair={pair} />
      ))}
    </section>
  );
}

function Pair({ year, pair }: { year: string; pair: PublicationView['work_list'][number] }) {
  const { t, stateName } = useTexts();
  const change = usePublicationChange(year, '/questions');
  const { requesting, requested, kind, sentences, askable, asked } = pair;
  const names = (states: readonly string[]) => states.map(stateName).join(' · ');
  return (
    <Card title={`${stateName(requesting)} → ${stateName(requested)}`}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {asked.length > 0 ? <p className="muted">{t('publications.asked', { states: names(asked) })}</p> : null}
      {change.data
        ? change.data.asked
            .filter(({ connected }) => !connected)
            .map(({ state, text }) => (
              <div key={state} role="status">
                <p>{t('publications.write', { state: stateName(state) })}</p>
                <blockquote>{text}</blockquote>
              </div>
            ))
        : null}
      <ErrorSummary error={change.error} idOf={() => undefined} />
      {askable.length > 0 ? (
        <Button
          variant="secondary"
          isPending={change.isPending}
          onPress={() => change.mutate({ requesting, requested, kind })}
        >
          {askable.length === 2
            ? t('publications.ask.both')
            : t('publications.ask.one', { state: stateName(askable[0] ?? '') })}
        </Button>
      ) : asked.length === 0 ? (
        <p className="muted">{t('publications.ask.none')}</p>
      ) : null}
    </Card>
  );
}
