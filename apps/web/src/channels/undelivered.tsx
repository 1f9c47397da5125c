import type { UndeliveredView } from '@rogatoria/api/notifications/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRole } from '../app/session.tsx';
import { Button, Card, errorText, LoadError, Pill, Skeleton } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { undeliveredQuery, useRetry } from './queries.ts';
import './channels.css';

/** What was given up, why, and another try. */
export function Undelivered() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(undeliveredQuery);
  const retry = useRetry();
  return (
    <Card title={t('undelivered.title')}>
      {error && !data ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={3} />
      ) : data.total === 0 ? (
        <p className="muted">{t('undelivered.none')}</p>
      ) : (
        <>
          <p className="muted">{t('undelivered.help')}</p>
          {retry.error ? (
            <p className="error-summary" role="alert">
              {errorText(retry.error, t)}
            </p>
          ) : null}
          <ul className="channels-list">
            {data.items.map((item) => (
              <Item key={item.id} item={item} retry={() => retry.mutate(item.id)} pending={retry.isPending} />
            ))}
          </ul>
          {data.total > data.items.length ? (
            <p className="muted">{t('undelivered.more', { shown: data.items.length, total: data.total })}</p>
          ) : null}
          {data.total > 1 ? (
            <div className="row">
              <Button onPress={() => retry.mutate('all')} isPending={retry.isPending}>
                {t('undelivered.retry.all')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}

function Item({ item, retry, pending }: { item: UndeliveredView; retry(): void; pending: boolean }) {
  const { t, dateTime } = useTexts();
  const { what, to, at, dead_at, attempts, cause, failure } = item;
  const name = t(`undelivered.${what}`, { to });
  return (
    <li className="channels-row">
      <div>
        <p className="channels-name">{name}</p>
        <p>{t(`undelivered.cause.${cause}`)}</p>
        <p className="muted">{t('undelivered.since', { at: dateTime(at), dead: dateTime(dead_at), attempts })}</p>
        {failure ? <p className="muted">{t('undelivered.said', { failure })}</p> : null}
      </div>
      <Button small onPress={retry} isPending={pending} aria-label={`${t('undelivered.retry')}: ${name}`}>
        {t('undelivered.retry')}
      </Button>
    </li>
  );
}

/** At the top of an administrator's home page: mail that says so may be what does not arrive. */
export function UndeliveredBanner() {
  const { t } = useTexts();
  const keeps = useRole('admin');
  const { data } = useQuery({ ...undeliveredQuery, enabled: keeps });
  if (!keeps || !data || data.total === 0) return null;
  return (
    <div className="card channels-banner" role="status">
      <Pill tone="late">{t('undelivered.title')}</Pill>
      <p>
        {t('undelivered.banner', { count: data.total })} <Link to="/channels">{t('undelivered.banner.look')}</Link>
      </p>
    </div>
  );
}
