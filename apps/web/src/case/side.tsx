import type { CaseView } from '@rogatoria/api/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { participantsQuery } from '../api/queries.ts';
import { useNow } from '../app/session.tsx';
import { Card, SourceNote } from '../components/index.ts';
import { languageNames, localeOf, useTexts } from '../texts/index.tsx';
import { Clock, ClockWords, WhyThisDate } from './clock.tsx';
import { mainDeadline, zoneOfCode } from './facts.ts';

/** The clock that runs, as a picture and an explanation. */
export function ClockCard({ view }: { view: CaseView }) {
  const { t, first } = useTexts();
  const deadline = mainDeadline(view);
  if (!deadline) return null;
  return (
    <Card title={t('case.clock')} className="side-clock">
      <p className="side-lead">
        {first([`deadline.${deadline.kind}`])}{' '}
        <span className="muted">
          · {t(deadline.holder === 'us' ? 'case.holder.us' : 'case.holder.them', { state: view.counterpart })}
        </span>
      </p>
      <Clock deadline={deadline} />
      <ClockWords deadline={deadline} />
      {deadline.source.instrument === 'ETS185' && deadline.kind === 'preservation_expiry' ? (
        <p className="muted">{t('case.never_pauses')}</p>
      ) : null}
      <WhyThisDate deadline={deadline} />
    </Card>
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
  const rows: [string, React.ReactNode][] = [
    [
      t('case.desk.now'),
      <>
        <strong>{time(now, zone)}</strong> {weekday}
      </>,
    ],
  ];
  if (found) rows.push([t('case.desk.language'), languageNames[found.language]]);
  if (found?.desk?.name) rows.push([t('case.desk.person'), found.desk.name]);
  if (found?.desk?.phone)
    rows.push([
      t('case.desk.phone'),
      <a href={`tel:${found.desk.phone.replaceAll(/[^+\d]/g, '')}`}>{found.desk.phone}</a>,
    ]);
  if (found?.desk?.email)
    rows.push([t('case.desk.mail'), <a href={`mailto:${found.desk.email}`}>{found.desk.email}</a>]);
  return (
    <Card title={t(found?.desk ? 'case.desk.always' : 'case.desk', { state: view.counterpart })}>
      {found ? (
        <p className="side-lead">{found.authority}</p>
      ) : (
        <p className="side-lead">{stateName(view.counterpart)}</p>
      )}
      <dl className="side-rows">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Conditions, use limits, secrecy: said here and wherever the evidence is opened. */
export function Obligations({ view }: { view: CaseView }) {
  const { t, date, has, first } = useTexts();
  if (view.obligations.length === 0) return null;
  const params = { state: view.counterpart };
  return (
    <ul className="obligations">
      {view.obligations.map(({ text, since, source }, index) => (
        <li key={`${index} ${since}`}>
          {has(text.key) ? t(text, params) : (text.params?.text ?? first([text.key]))}
          <span className="muted"> – {t('case.since', { date: date(since) })}</span>
          {source ? <SourceNote source={source} /> : null}
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
      {view.links.map(({ case_id, number, kind, relation, state, title }, index) => {
        const name = [number, title].filter(Boolean).join(' · ') || first([`kind.${kind}`]);
        return (
          <li key={`${index} ${case_id ?? number ?? ''}`}>
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
