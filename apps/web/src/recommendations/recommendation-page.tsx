import type { RecommendationView, ReportView } from '@rogatoria/api/recommendations/schemas.ts';
import {
  type Progress,
  type ProgressStatus,
  progressStatuses,
  reports,
  titleOf,
  wordingNote,
  wordingOf,
} from '@rogatoria/workflows/recommendations/meetings.ts';
import { roman } from '@rogatoria/workflows/vocabulary/recommendations.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../app/page.tsx';
import { useNow, useSession } from '../app/session.tsx';
import {
  Button,
  Card,
  DateField,
  ErrorSummary,
  fieldErrors,
  LoadError,
  Pill,
  RadioGroup,
  Skeleton,
  StateTag,
  TextArea,
  TextField,
} from '../components/index.ts';
import { dayIn } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { StatusPill } from './marks.tsx';
import { recommendationQuery, useReport } from './queries.ts';
import './recommendations.css';

/** One recommendation: its text, our reports in all their versions, and what the others released. */
export function RecommendationPage() {
  const { t, language } = useTexts();
  const { meeting, number } = useParams({ from: '/inside/recommendations/$meeting/$number' });
  const { data, error, refetch } = useQuery(recommendationQuery(Number(meeting), Number(number)));
  const above = (
    <Link to="/recommendations/$meeting" params={{ meeting }}>
      {t('meeting.short', { roman: roman(Number(meeting)) })}
    </Link>
  );
  if (!data)
    return (
      <Page title={t('recommendations.recommendation')} above={above}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  const { recommendation: one } = data;
  const wording = wordingOf(one, language);
  return (
    <Page
      className="recommendation"
      title={titleOf(one, language)}
      above={
        <>
          {above} / {t('recommendations.position', { number: data.number, of: data.of })}
        </>
      }
      lead={`${one.addressees.map((who) => t(`addressee.${who}`)).join(', ')} · ${t(`theme.${one.theme}`)}`}
      actions={<Neighbours view={data} />}
    >
      <Card title={t('recommendations.text')}>
        <blockquote className="recommendation-text" lang={wording.language}>
          {wording.text.split(/\n\s*\n/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </blockquote>
        <p className="muted">{t(wordingNote(language, wording))}</p>
        {one.asks ? null : <p className="muted">{t('recommendation.nothing_asked')}</p>}
        {one.theme === 'statistics' ? (
          <p>
            <Link to="/figures/{-$year}" params={{}}>
              {t('recommendations.figures')}
            </Link>
          </p>
        ) : null}
      </Card>
      {/* a form of its own for each recommendation and version */}
      {one.asks ? <Own key={`${data.meeting} ${data.number} ${data.own[0]?.version ?? 0}`} view={data} /> : null}
      {one.asks ? (
        <Card title={t('recommendations.others')}>
          {data.others.length === 0 ? (
            <p className="muted">{t('recommendations.others.none')}</p>
          ) : (
            <ul className="reports">
              {data.others.map((report) => (
                <li key={report.state}>
                  <Report report={report} />
                </li>
              ))}
            </ul>
          )}
        </Card>
      ) : null}
    </Page>
  );
}

function Neighbours({ view: { meeting, number, of } }: { view: RecommendationView }) {
  const { t } = useTexts();
  const to = (next: number, key: string) =>
    next < 1 || next > of ? null : (
      <Link
        to="/recommendations/$meeting/$number"
        params={{ meeting: String(meeting), number: String(next) }}
        className="button button-secondary"
      >
        {t(key)}
      </Link>
    );
  return (
    <>
      {to(number - 1, 'recommendations.previous')}
      {to(number + 1, 'recommendations.next')}
    </>
  );
}

/** What was reported, by whom and when. Words and addresses are shown as they were written. */
function Report({ report }: { report: ReportView }) {
  const { t, date, dateTime, stateName } = useTexts();
  const { state, status, text, evidence, as_of, released, at, by } = report;
  return (
    <>
      <p className="report-head">
        <StateTag code={state} /> <strong>{stateName(state)}</strong> <StatusPill status={status} />
        {released ? null : <Pill>{t('recommendations.draft')}</Pill>}
        <span className="muted">{t('recommendations.dated', { date: date(as_of) })}</span>
      </p>
      {text === '' ? null : <p className="report-text">{text}</p>}
      {evidence.length > 0 ? (
        <ul className="report-evidence" aria-label={t('recommendations.evidence')}>
          {evidence.map(({ text: what, url }) => (
            <li key={`${what} ${url}`}>
              {url ? (
                <a href={url} rel="noopener noreferrer nofollow external" target="_blank">
                  {what}
                </a>
              ) : (
                what
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="muted">
        {dateTime(at)}
        {by ? ` · ${by}` : ''}
      </p>
    </>
  );
}

function Own({ view }: { view: RecommendationView }) {
  const { t } = useTexts();
  const { user } = useSession();
  const [writing, setWriting] = useState(false);
  const [last, ...earlier] = view.own;
  if (!reports(view.recommendation, user.participant))
    return (
      <Card title={t('recommendations.ours')}>
        <p className="muted">{t('recommendations.own.not_asked')}</p>
      </Card>
    );
  return (
    <Card title={t('recommendations.ours')}>
      {last ? <Report report={last} /> : <p className="muted">{t('recommendations.own.none')}</p>}
      {earlier.length > 0 ? (
        <details className="quiet-details">
          <summary>{t('recommendations.earlier', { count: earlier.length })}</summary>
          <ol className="reports">
            {earlier.map((report) => (
              <li key={report.version}>
                <Report report={report} />
              </li>
            ))}
          </ol>
        </details>
      ) : null}
      {writing ? (
        <Form view={view} last={last} onDone={() => setWriting(false)} />
      ) : view.may_report ? (
        <Button variant="primary" onPress={() => setWriting(true)}>
          {t(last ? 'recommendations.own.next' : 'recommendations.own.write')}
        </Button>
      ) : null}
      <p className="muted recommendation-who">{t('recommendations.who')}</p>
    </Card>
  );
}

interface Row {
  key: number;
  text: string;
  url: string;
}

const isAddress = (url: string) => /^https:\/\/[^\s<>"'\\]+$/.test(url);

function Form({ view, last, onDone }: { view: RecommendationView; last: ReportView | undefined; onDone: () => void }) {
  const { t, zone } = useTexts();
  const today = dayIn(new Date(useNow()).toISOString(), zone);
  const [status, setStatus] = useState<ProgressStatus>(last?.status ?? 'under_way');
  const [text, setText] = useState(last?.text ?? '');
  const [asOf, setAsOf] = useState(today);
  const [rows, setRows] = useState<Row[]>(
    (last?.evidence ?? []).map(({ text: what, url }, key) => ({ key, text: what, url: url ?? '' })),
  );
  const [tried, setTried] = useState(false);
  const report = useReport(view.meeting, view.number);
  const errors = fieldErrors(report.error);
  const wrong = (row: Row) => (row.url !== '' && !isAddress(row.url)) || (row.url !== '' && row.text.trim() === '');
  const change = (key: number, next: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const missing = status !== 'not_begun' && text.trim() === '';
  const send = async (released: boolean) => {
    setTried(true);
    if (missing || asOf === '' || rows.some(wrong)) return;
    const progress: Progress = {
      status,
      text: text.trim(),
      as_of: asOf,
      released,
      evidence: rows
        .filter((row) => row.text.trim() !== '')
        .map((row) => ({ text: row.text.trim(), ...(row.url === '' ? {} : { url: row.url }) })),
    };
    await report.mutateAsync({ progress, seen: last?.version ?? 0 });
    onDone();
  };
  return (
    <div className="schema-form recommendation-form">
      <ErrorSummary error={report.error} idOf={({ field }) => `progress-${field}`} />
      <RadioGroup
        id="progress-status"
        label={t('recommendations.status')}
        options={progressStatuses.map((one) => ({ id: one, label: t(`progress.${one}`) }))}
        value={status}
        onChange={(next) => setStatus(next as ProgressStatus)}
      />
      <TextArea
        id="progress-text"
        label={t(status === 'not_applicable' ? 'recommendations.why_not' : 'recommendations.done')}
        hint={t('recommendations.done.hint')}
        value={text}
        onChange={setText}
        isRequired={status !== 'not_begun'}
        error={
          tried && missing
            ? t(status === 'not_applicable' ? 'rule.progress_reason_missing' : 'rule.progress_text_missing')
            : errors.text
        }
      />
      <DateField
        id="progress-as_of"
        label={t('recommendations.as_of')}
        value={asOf}
        onChange={setAsOf}
        isRequired
        error={tried && asOf === '' ? t('ui.date.wrong') : errors.as_of}
      />
      <fieldset className="recommendation-evidence">
        <legend className="field-label">{t('recommendations.evidence')}</legend>
        {rows.map((row) => (
          <div key={row.key} className="recommendation-evidence-row">
            <TextField
              label={t('recommendations.evidence.text')}
              value={row.text}
              onChange={(next) => change(row.key, { text: next })}
              error={tried && row.url !== '' && row.text.trim() === '' ? t('ui.required') : undefined}
            />
            <TextField
              label={t('recommendations.evidence.url')}
              note={t('ui.optional')}
              type="url"
              value={row.url}
              onChange={(next) => change(row.key, { url: next.trim() })}
              error={tried && row.url !== '' && !isAddress(row.url) ? t('recommendations.url.wrong') : undefined}
            />
            <Button small variant="quiet" onPress={() => setRows(rows.filter(({ key }) => key !== row.key))}>
              {t('ui.remove')}
            </Button>
          </div>
        ))}
        {rows.length < 20 ? (
          <Button
            small
            onPress={() =>
              setRows([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, text: '', url: '' }])
            }
          >
            {t('ui.add_line')}
          </Button>
        ) : null}
      </fieldset>
      <div className="row">
        {view.may_release ? (
          <Button variant="primary" isPending={report.isPending} onPress={() => void send(true).catch(() => {})}>
            {t('recommendations.release')}
          </Button>
        ) : null}
        <Button
          variant={view.may_release ? 'secondary' : 'primary'}
          isPending={report.isPending}
          onPress={() => void send(false).catch(() => {})}
        >
          {t('recommendations.save')}
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  );
}
