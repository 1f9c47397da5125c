import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import type { Deadline } from '@rogatoria/api/deadlines/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { participantsQuery } from '../api/queries.ts';
import { useNow } from '../app/session.tsx';
import { Card, SourceNote } from '../components/index.ts';
import { RequestAddress, StateFreshness } from '../directory/contact.tsx';
import { languageNames, localeOf, useTexts } from '../texts/index.tsx';
import { Clock, ClockWords, WhyThisDate } from './clock.tsx';
import { mainDeadline, runningDeadlines, zoneOfCode } from './facts.ts';

/** The clock that runs, as a picture and an explanation; others that run with it, smaller. */
export function ClockCard({ view }: { view: CaseView }) {
  const { t } = useTexts();
  const main = mainDeadline(view);
  if (!main) return null;
  const others = runningDeadlines(view).filter(({ id }) => id !== main.id);
  return (
    <Card title={t('case.clock')} className="side-clock">
      {[main, ...others].map((deadline) => (
        <div key={deadline.id} className="side-clock-one">
          <ClockName deadline={deadline} counterpart={view.counterpart} />
          <Clock deadline={deadline} />
          <ClockWords deadline={deadline} />
          {deadline.kind === 'preservation_expiry' ? <p className="muted">{t('case.never_pauses')}</p> : null}
          <WhyThisDate deadline={deadline} />
        </div>
      ))}
    </Card>
  );
}

function ClockName({ deadline, counterpart }: { deadline: Deadline; counterpart: string }) {
  const { t, first } = useTexts();
  return (
    <p className="side-lead">
      {first([`deadline.${deadline.kind}`])}
      {deadline.kind === 'preservation_expiry' ? null : (
        <span className="muted">
          {' · '}
          {t(deadline.holder === 'us' ? 'case.holder.us' : 'case.holder.them', { state: counterpart })}
        </span>
      )}
    </p>
  );
}

/** The other side's desk: who, in which language, and what time it is there. */
export function DeskCard({ view }: { view: CaseView }) {
  const { t, time, language, zone: ours, stateName } = useTexts();
  const { data: participants = [] } = useQuery(participantsQuery);
  const now = new Date(useNow()).toISOString();
  const found = participants.find(({ code }) => code === view.counterpart);
  const zone = found?.zone ?? zoneOfCode(view.counterpart, ours);
  const weekday = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: zone }).format(
    new Date(now),
  );
  const desk = found?.desk;
  return (
    <Card title={t(desk ? 'case.desk.always' : 'case.desk', { state: view.counterpart })}>
      <p className="side-lead">{found ? found.authority : stateName(view.counterpart)}</p>
      <dl className="side-rows">
        <Row label={t('case.desk.now')}>
          <strong>{time(now, zone)}</strong> {weekday}
        </Row>
        {found ? <Row label={t('case.desk.language')}>{languageNames[found.language]}</Row> : null}
        {desk?.name ? <Row label={t('case.desk.person')}>{desk.name}</Row> : null}
        {desk?.phone ? (
          <Row label={t('case.desk.phone')}>
            <a href={`tel:${desk.phone.replaceAll(/[^+\d]/g, '')}`}>{desk.phone}</a>
          </Row>
        ) : null}
        {desk?.email ? (
          <Row label={t('case.desk.mail')}>
            <a href={`mailto:${desk.email}`}>{desk.email}</a>
          </Row>
        ) : null}
        <StateFreshness state={view.counterpart} />
      </dl>
      {view.direction === 'outgoing' ? <RequestAddress id={view.id} /> : null}
    </Card>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Conditions, use limits, secrecy: said here and wherever the evidence is opened. */
export function Obligations({ view }: { view: CaseView }) {
  const { t, date, has, first } = useTexts();
  if (view.obligations.length === 0) return null;
  const params = { state: view.counterpart };
  return (
    <ul className="obligations">
      {view.obligations.map(({ text, words, since, source, due, done }) => (
        <li key={`${text.key} ${words} ${since}`} className={done ? 'obligation-done' : undefined}>
          {has(text.key) ? t(text, params) : first([text.key])}
          {words ? <span className="prose">: {words}</span> : null}
          {due ? <strong> · {t('obligation.due', { date: date(due) })}</strong> : null}
          {done ? (
            <span className="text-done">
              {' '}
              · {t(`obligation.${done.how}`)} {date(done.date ?? done.at)}
            </span>
          ) : null}
          <span className="muted"> – {t('case.since', { date: date(since) })}</span>
          {source ? (
            <span className="muted">
              {' ·'}
              <SourceNote source={source} />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

export function BoundBy({ view }: { view: CaseView }) {
  const { t } = useTexts();
  if (view.obligations.length === 0) return null;
  return (
    <Card title={t('case.bound_by')}>
      <Obligations view={view} />
    </Card>
  );
}

export function Links({ view }: { view: CaseView }) {
  const { t, first } = useTexts();
  return (
    <ul className="links-list">
      {view.links.map(({ case_id, number, kind, relation, state, title }) => {
        const name = [number, title].filter(Boolean).join(' · ') || first([`kind.${kind}`]);
        return (
          <li key={`${relation} ${case_id ?? number ?? title ?? ''}`}>
            <span className="muted">{t(`case.link.${relation}`)}</span>
            {case_id ? (
              <Link to="/cases/$id" params={{ id: case_id }} className="link-row">
                {name}
              </Link>
            ) : (
              <span>{name}</span>
            )}
            {state ? (
              <span className="muted">
                {first([`state.${kind}.${view.direction}.${state}`, `state.${kind}.incoming.${state}`, state])}
              </span>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

export function LinksCard({ view }: { view: CaseView }) {
  const { t } = useTexts();
  if (view.links.length === 0) return null;
  return (
    <Card title={t('case.linked')}>
      <Links view={view} />
    </Card>
  );
}
