import type { CheckpointView, RecordEntryView, RecordFault } from '@rogatoria/api/audit/schemas.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { checkpointsQuery, type RecordFilter, recordEntriesQuery, verifySlice } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useReadsCases } from '../app/session.tsx';
import { Button, Card, DateField, EmptyState, errorText, LoadError, Select, Skeleton } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import './record.css';

/** The record: computed again, its checkpoints, and who did what. */
export function RecordPage() {
  const { t } = useTexts();
  return (
    <Page className="record" title={t('shell.record')} lead={t('record.lead')}>
      <Verification />
      <Checkpoints />
      <Entries />
      <p>
        <Link to="/retention">{t('retention.all')}</Link>
      </p>
    </Page>
  );
}

interface Run {
  state: 'running' | 'done' | 'failed';
  total: number;
  cases: number;
  entries: number;
  checkpoints: number;
  faults: RecordFault[];
  error?: unknown;
}

/** Asks slice after slice, so that no request is long however large the record is. */
function Verification() {
  const { t } = useTexts();
  const [run, setRun] = useState<Run | null>(null);
  const stopping = useRef<AbortController | null>(null);

  const start = async () => {
    const stop = new AbortController();
    stopping.current = stop;
    let so: Run = { state: 'running', total: 0, cases: 0, entries: 0, checkpoints: 0, faults: [] };
    setRun(so);
    try {
      for (let after: string | null | undefined; after !== null; ) {
        const slice = await verifySlice(after, stop.signal);
        so = {
          ...so,
          total: slice.total,
          cases: so.cases + slice.cases,
          entries: so.entries + slice.entries,
          checkpoints: so.checkpoints + slice.checkpoints,
          faults: [...so.faults, ...slice.faults],
        };
        after = slice.next;
        setRun(so);
      }
      setRun({ ...so, state: 'done' });
    } catch (error) {
      setRun(stop.signal.aborted ? null : { ...so, state: 'failed', error });
    }
  };

  return (
    <Card title={t('record.verify')}>
      <p className="muted">{t('record.verify.text')}</p>
      <div className="row">
        {run?.state === 'running' ? (
          <Button onPress={() => stopping.current?.abort()}>{t('record.verify.stop')}</Button>
        ) : (
          <Button variant="primary" onPress={() => void start()}>
            {t('record.verify.action')}
          </Button>
        )}
      </div>
      <div role="status">{run ? <Outcome run={run} /> : null}</div>
    </Card>
  );
}

function Outcome({ run }: { run: Run }) {
  const { t } = useTexts();
  const { state, total, cases, entries, checkpoints, faults } = run;
  const [first] = faults;
  return (
    <>
      {state === 'running' ? (
        <p className="record-progress">
          <progress value={cases} max={Math.max(total, 1)} aria-label={t('record.verify')} />{' '}
          {t('record.verify.progress', { cases, total })}
        </p>
      ) : null}
      {state === 'failed' ? <p className="field-error">{errorText(run.error, t)}</p> : null}
      {first ? (
        <div className="error-summary">
          <p className="error-summary-title">{t('record.verify.bad', { count: faults.length })}</p>
          <p>
            {t('record.verify.first')} <FaultWords fault={first} />
          </p>
        </div>
      ) : state === 'done' ? (
        <p className="record-sound">
          <strong>{t('record.verify.sound')}</strong> {t('record.verify.counted', { cases, entries, checkpoints })}
        </p>
      ) : null}
    </>
  );
}

function FaultWords({ fault: { chain, case_id, number, sequence, problem } }: { fault: RecordFault }) {
  const { t } = useTexts();
  const reads = useReadsCases();
  const where = t(`record.chain.${chain}`, { number: number ?? case_id?.slice(0, 8) ?? '' });
  return (
    <>
      {case_id && reads ? (
        <Link to="/cases/$id" params={{ id: case_id }}>
          {where}
        </Link>
      ) : (
        where
      )}
      {sequence === null ? '' : ` · ${t('record.fault.at', { sequence })}`}
      {' · '}
      {t(`record.fault.${problem}`)}
    </>
  );
}

function Checkpoints() {
  const { t, dateTime, number } = useTexts();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(checkpointsQuery);
  const items = data?.pages.flatMap((page) => page.items);
  const stamping = data?.pages[0]?.stamping || items?.some(({ stamped_at }) => stamped_at !== null);
  return (
    <Card title={t('record.checkpoints')}>
      <p className="muted">
        {t('record.checkpoints.text')} {stamping ? t('record.checkpoints.stamping') : null}
      </p>
      {error && !items ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !items ? (
        <Skeleton lines={3} />
      ) : items.length === 0 ? (
        <EmptyState title={t('record.checkpoints.none')} />
      ) : (
        <div className="list">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('record.checkpoint')}</th>
                <th scope="col">{t('record.checkpoint.at')}</th>
                {stamping ? <th scope="col">{t('record.checkpoint.stamped')}</th> : null}
                <th scope="col">{t('record.checkpoint.cases')}</th>
                <th scope="col">{t('record.checkpoint.acts')}</th>
                <th scope="col">{t('record.checkpoint.download')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ number: n, at, stamped_at, cases, audit }: CheckpointView) => (
                <tr key={n}>
                  <td>{n}</td>
                  <td>{dateTime(at)}</td>
                  {stamping ? <td>{stamped_at ? dateTime(stamped_at) : t('record.checkpoint.unstamped')}</td> : null}
                  <td>{number(cases)}</td>
                  <td>{number(audit)}</td>
                  <td>
                    <a
                      href={`/api/record/checkpoints/${n}`}
                      download
                      aria-label={t('record.checkpoint.download.label', { number: n })}
                    >
                      {t('record.checkpoint.download')}
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasNextPage ? <More pending={isFetchingNextPage} more={() => void fetchNextPage()} /> : null}
    </Card>
  );
}

function More({ pending, more }: { pending: boolean; more: () => void }) {
  const { t } = useTexts();
  return (
    <div className="list-more">
      <Button isPending={pending} onPress={more}>
        {t('ui.more')}
      </Button>
    </div>
  );
}

function Entries() {
  const { t, first } = useTexts();
  const [filter, setFilter] = useState<RecordFilter>({});
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    recordEntriesQuery(filter),
  );
  const items = data?.pages.flatMap((page) => page.items);
  const [page] = data?.pages ?? [];
  const words = (action: string) => first([`record.action.${action}`, 'record.action.other'], { action });
  const all = { id: 'all', label: t('record.filter.all') };
  const chosen = (value: string) => (value === 'all' || value === '' ? undefined : value);
  return (
    <Card title={t('record.entries')}>
      <p className="muted">{t('record.entries.text')}</p>
      <search className="record-filters">
        <Select
          label={t('record.filter.officer')}
          value={filter.officer ?? 'all'}
          onChange={(officer) => setFilter({ ...filter, officer: chosen(officer) })}
          options={[all, ...(page?.officers ?? []).map(({ id, name }) => ({ id, label: name }))]}
        />
        <Select
          label={t('record.filter.action')}
          value={filter.action ?? 'all'}
          onChange={(action) => setFilter({ ...filter, action: chosen(action) })}
          options={[all, ...(page?.actions ?? []).map((id) => ({ id, label: words(id) }))]}
        />
        <DateField
          label={t('record.filter.day')}
          value={filter.day ?? ''}
          onChange={(day) => setFilter({ ...filter, day: chosen(day) })}
        />
      </search>
      {error && !items ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !items ? (
        <Skeleton lines={8} />
      ) : items.length === 0 ? (
        <EmptyState title={t('record.entries.none')} />
      ) : (
        <EntryTable items={items} words={words} />
      )}
      {hasNextPage ? <More pending={isFetchingNextPage} more={() => void fetchNextPage()} /> : null}
    </Card>
  );
}

function EntryTable({ items, words }: { items: readonly RecordEntryView[]; words: (action: string) => string }) {
  const { t, dateTime } = useTexts();
  const reads = useReadsCases();
  return (
    <div className="list">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('record.when')}</th>
            <th scope="col">{t('record.filter.officer')}</th>
            <th scope="col">{t('record.filter.action')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ sequence, at, officer, action, case_id, number }) => (
            <tr key={sequence}>
              <td>{dateTime(at)}</td>
              <td>{officer?.name ?? t('record.officer.none')}</td>
              <td>
                {words(action)}
                {case_id && reads ? (
                  <>
                    {' '}
                    <Link to="/cases/$id" params={{ id: case_id }}>
                      {number ?? case_id.slice(0, 8)}
                    </Link>
                  </>
                ) : (
                  ` ${number ?? ''}`
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
