import type { ReturnSummary } from '@rogatoria/api/returns/schemas.ts';
import { returnStates } from '@rogatoria/workflows/annual-return/decide.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../app/page.tsx';
import { useSession } from '../app/session.tsx';
import { Button, Card, DateField, Dialog, ErrorSummary, LoadError, Skeleton, StateTag } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { returnsQuery, useReturnChange } from './queries.ts';
import { StagePill } from './stage.tsx';
import './returns.css';

/** The State's returns by year; for the Secretariat its rounds, with every State's return. */
export function ReturnsPage() {
  const { t } = useTexts();
  const { user } = useSession();
  const { data, error, refetch } = useQuery(returnsQuery);
  const desk = user.participant === 'OAS';
  const years = [...new Set(data?.items.map(({ year }) => year))];
  return (
    <Page
      className="returns"
      title={t('returns.title')}
      lead={t(desk ? 'returns.lead.desk' : 'returns.lead')}
      actions={data?.may_open ? <OpenRound year={data.may_open.year} due={data.may_open.due} /> : null}
    >
      {error && !data ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : data.items.length === 0 ? (
        <Card>
          <p className="muted">{t(desk ? 'returns.none.desk' : 'returns.none')}</p>
        </Card>
      ) : desk ? (
        years.map((year) => <Round key={year} year={year} items={data.items.filter((one) => one.year === year)} />)
      ) : (
        <Card>
          <Returns items={data.items} />
        </Card>
      )}
    </Page>
  );
}

/** One year's round: how far it is, then State by State, those to examine and those that are late first. */
function Round({ year, items }: { year: number; items: readonly ReturnSummary[] }) {
  const { t, date } = useTexts();
  const sent = items.filter(({ revision }) => revision > 0).length;
  const late = items.filter(({ overdue }) => overdue).length;
  const order = (one: ReturnSummary) => (one.stage === 'received' ? 0 : one.overdue ? 1 : 2);
  return (
    <Card title={t('returns.round', { year: String(year) })}>
      <p>
        {t('returns.progress', { sent, total: items.length, percent: Math.round((sent / items.length) * 100) })}{' '}
        {t('returns.due_on', { date: date(items[0]?.due ?? '') })}
        {late > 0 ? <strong className="text-late"> {t('returns.late', { count: late })}</strong> : null}
      </p>
      {sent > 0 ? (
        <p>
          <Link to="/publications/$year" params={{ year: String(year) }}>
            {t('publications.link', { year: String(year) })}
          </Link>
        </p>
      ) : null}
      <ul className="returns-stages">
        {returnStates
          .map((stage) => ({ stage, count: items.filter((one) => one.stage === stage).length }))
          .filter(({ count }) => count > 0)
          .map(({ stage, count }) => (
            <li key={stage}>
              <strong>{count}</strong> {t(`return.state.${stage}`)}
            </li>
          ))}
      </ul>
      <Returns items={items.toSorted((a, b) => order(a) - order(b) || a.state.localeCompare(b.state))} desk />
    </Card>
  );
}

function Returns({ items, desk = false }: { items: readonly ReturnSummary[]; desk?: boolean }) {
  const { t, date, dateTime, stateName } = useTexts();
  return (
    <div className="list">
      <table>
        <thead>
          <tr>
            <th scope="col">{t(desk ? 'returns.state' : 'returns.year')}</th>
            <th scope="col">{t('returns.stage')}</th>
            <th scope="col">{t('returns.due')}</th>
            <th scope="col">{t('returns.sent')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={`${one.state} ${one.year}`}>
              <th scope="row">
                <Link to="/returns/$year/$state" params={{ year: String(one.year), state: one.state }}>
                  {desk ? (
                    <>
                      <StateTag code={one.state} /> {stateName(one.state)}
                    </>
                  ) : (
                    one.year
                  )}
                </Link>
                {desk && !one.connected ? <span className="muted"> · {t('returns.unconnected')}</span> : null}
              </th>
              <td>
                <StagePill of={one} desk={desk} />
              </td>
              <td>{date(one.due)}</td>
              <td>
                {one.sent_at ? dateTime(one.sent_at) : t('returns.not_yet')}
                {one.revision > 1 ? (
                  <span className="muted"> · {t('returns.revision', { revision: one.revision })}</span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OpenRound({ year, due: proposed }: { year: number; due: string }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const [due, setDue] = useState(proposed);
  const change = useReturnChange();
  const send = async () => {
    await change.mutateAsync({ path: '/rounds', body: { year, due } });
    setOpen(false);
  };
  return (
    <>
      <Button variant="primary" onPress={() => setOpen(true)}>
        {t('returns.open', { year: String(year) })}
      </Button>
      <Dialog
        title={t('returns.open', { year: String(year) })}
        isOpen={open}
        onOpenChange={setOpen}
        actions={
          <Button variant="primary" isPending={change.isPending} onPress={() => void send().catch(() => {})}>
            {t('returns.open.do')}
          </Button>
        }
      >
        <div className="schema-form">
          <p>{t('returns.open.explain')}</p>
          <ErrorSummary error={change.error} idOf={({ field }) => `round-${field}`} />
          <DateField id="round-due" label={t('returns.due')} value={due} onChange={setDue} />
        </div>
      </Dialog>
    </>
  );
}
