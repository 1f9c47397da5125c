import type { StateEntries, TestCallView } from '@rogatoria/api/directory/schemas.ts';
import { shownDays } from '@rogatoria/workflows/test-calls.ts';
import { useQuery } from '@tanstack/react-query';
import { useNow, useSession } from '../app/session.tsx';
import { Button, Card, ErrorSummary } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { testCallsQuery, useDirectoryChange } from './queries.ts';
import './directory.css';

/** What a year of test calls says of a desk; below five calls, no median. */
export function CallFigures({ calls }: { calls: StateEntries['calls'] }) {
  const { t, duration } = useTexts();
  const { made, open, within_hour, within_day, later, unanswered, median_hours } = calls;
  if (made === 0) return <p className="muted">{t('test_call.never')}</p>;
  return (
    <dl className="directory-figures">
      <div>
        <dt>{t('test_call.median')}</dt>
        <dd>
          {typeof median_hours === 'number'
            ? duration(median_hours * 3_600_000)
            : t(median_hours === 'not_reached' ? 'test_call.median.not_reached' : 'test_call.median.few')}
        </dd>
      </div>
      {(
        [
          ['within_hour', within_hour],
          ['within_day', within_day],
          ['later', later],
          ['unanswered', unanswered],
          ...(open > 0 ? ([['open', open]] as const) : []),
        ] as const
      ).map(([name, count]) => (
        <div key={name}>
          <dt>{t(`test_call.${name}`)}</dt>
          <dd>{t('test_call.of', { count, made })}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A test call that waits for our desk: how long it has waited, and one click. Nothing where none does. */
export function WaitingTestCalls() {
  const { t } = useTexts();
  const { user } = useSession();
  const { data } = useQuery(testCallsQuery);
  const change = useDirectoryChange();
  const now = useNow(10_000);
  const { duration } = useTexts();
  const waiting = (data?.items ?? []).filter(
    ({ desk, at, answered_at }) =>
      desk === user.participant && !answered_at && now - Date.parse(at) < shownDays * 86_400_000,
  );
  if (!data?.may_answer || waiting.length === 0) return null;
  return (
    <section className="card directory-waiting" aria-label={t('test_call.waiting')}>
      <ErrorSummary error={change.error} idOf={() => undefined} />
      {waiting.map((call) => (
        <div key={call.id} className="directory-waiting-one">
          <div>
            <p className="directory-waiting-title">{t('test_call.from', { from: call.from })}</p>
            <p className="muted">
              {t('test_call.since', { duration: duration(Math.max(0, now - Date.parse(call.at))) })}
            </p>
          </div>
          <Button
            variant="primary"
            isPending={change.isPending}
            onPress={() => change.mutate({ path: `/test-calls/${call.id}/answer` })}
          >
            {t('test_call.answer')}
          </Button>
        </div>
      ))}
    </section>
  );
}

/** The test calls of a year, to our desk and from it. */
export function OwnTestCalls() {
  const { t } = useTexts();
  const { user } = useSession();
  const { data } = useQuery(testCallsQuery);
  if (!data || data.items.length === 0) return null;
  const ours = data.items.filter(({ from }) => from === user.participant);
  const theirs = data.items.filter(({ desk }) => desk === user.participant);
  return (
    <Card title={t('test_call.list')}>
      <Calls title={t('test_call.to_us')} items={theirs} name={({ from }) => from} />
      <Calls title={t('test_call.by_us')} items={ours} name={({ desk }) => desk} />
    </Card>
  );
}

function Calls({ title, items, name }: { title: string; items: TestCallView[]; name(call: TestCallView): string }) {
  const { t, stateName, dateTime, duration } = useTexts();
  if (items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="directory-calls">
        {items.map((call) => (
          <li key={call.id}>
            <span>{stateName(name(call))}</span>
            <span className="muted">{dateTime(call.at)}</span>
            <span>
              {call.answered_at
                ? t('test_call.took', { duration: duration(Date.parse(call.answered_at) - Date.parse(call.at)) })
                : t('test_call.no_answer')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
