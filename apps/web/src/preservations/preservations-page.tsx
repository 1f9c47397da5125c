import type { HomeView } from '@rogatoria/api/cases/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { homeQuery } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useNow } from '../app/session.tsx';
import { ClockBar, LoadError, Pill, Skeleton, StateTag } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

type Running = HomeView['preservations'][number];

/** Nothing preserved for us is forgotten: every running clock, the soonest first. */
export function PreservationsPage() {
  const { t } = useTexts();
  const now = useNow();
  const { data, error, refetch } = useQuery(homeQuery);
  if (!data)
    return (
      <Page title={t('shell.preservations')}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  const running = data.preservations
    .filter(({ expires_at, held }) => held || Date.parse(expires_at) > now)
    // what is held does not lapse: it stands last
    .sort((a, b) => Number(a.held) - Number(b.held) || a.expires_at.localeCompare(b.expires_at));
  const unlinked = running.filter(isUnlinked).length;
  return (
    <Page
      title={t('preservations.title', { count: running.length })}
      windowTitle={t('shell.preservations')}
      lead={running.length === 0 ? t('preservations.none') : t('preservations.lead', { count: unlinked })}
    >
      {running.length === 0 ? null : (
        <ol className="watch">
          {running.map((one) => (
            <WatchRow key={one.case.id} one={one} />
          ))}
        </ol>
      )}
    </Page>
  );
}

const isUnlinked = ({ case: item, linked, held }: Running) => item.direction === 'outgoing' && !linked && !held;

function WatchRow({ one }: { one: Running }) {
  const { t, duration, date } = useTexts();
  const now = useNow();
  const { case: item, started_at, expires_at, linked, held } = one;
  const unlinked = isUnlinked(one);
  const left = Date.parse(expires_at) - now;
  return (
    <li className={unlinked ? 'card watch-row card-us' : 'card watch-row'}>
      <div className="watch-what">
        <Link to="/cases/$id" params={{ id: item.id }} className="watch-title">
          {item.title}
        </Link>
        <span className="muted">
          <StateTag code={item.counterpart} />{' '}
          {t(item.direction === 'outgoing' ? 'preservations.by_them' : 'preservations.by_us', { s: item.counterpart })}{' '}
          · <span className="number">{item.number}</span>
        </span>
        <span className="watch-link">
          <Pill tone={unlinked ? 'us' : held ? 'done' : linked ? 'done' : 'plain'}>
            {t(
              unlinked
                ? 'preservations.unlinked'
                : held
                  ? 'preservations.held'
                  : linked
                    ? 'preservations.linked'
                    : 'preservations.unlinked',
            )}
          </Pill>
        </span>
      </div>
      <div className="watch-clock">
        {held ? (
          <p className="muted">{t('preservations.until_decided')}</p>
        ) : (
          <>
            <p>
              <strong className={unlinked ? 'text-us' : undefined}>
                {t('clock.left', { duration: duration(left) })}
              </strong>{' '}
              <span className="muted">{t('preservations.until', { date: date(expires_at) })}</span>
            </p>
            <ClockBar start={started_at} end={expires_at} tone={unlinked ? 'us' : 'done'} plain />
          </>
        )}
      </div>
    </li>
  );
}
