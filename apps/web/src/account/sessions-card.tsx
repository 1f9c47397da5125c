import type { OpenSession } from '@rogatoria/api/auth/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { sessionsQuery, useSignOut, useSignOutThere } from '../api/queries.ts';
import { Button, Card, LoadError, Skeleton } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg/, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];
const nameOf = (agent: string, names: typeof browsers) => names.find(([pattern]) => pattern.test(agent))?.[1];

/** Where this account is signed in, with a way to end each, or all of them. */
export function SessionsCard() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const signOut = useSignOut();
  return (
    <Card title={t('account.sessions')} className="account-wide">
      <p className="muted">{t('account.sessions.help')}</p>
      {data ? (
        <ul className="account-list">
          {data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      ) : error ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton lines={3} />
      )}
      <Button onPress={() => signOut.mutate('everywhere')} isPending={signOut.isPending}>
        {t('account.sessions.end')}
      </Button>
    </Card>
  );
}

function SessionRow({ session }: { session: OpenSession }) {
  const { t } = useTexts();
  const end = useSignOutThere();
  const browser = nameOf(session.agent, browsers);
  const system = nameOf(session.agent, systems);
  const what = browser && system ? t('account.session.browser', { browser, system }) : t('account.session.unknown');
  return (
    <li className="account-item">
      <div>
        <strong>{what}</strong>
        {session.current ? <span className="muted"> · {t('account.session.here')}</span> : null}
        <br />
        <span className="muted">
          {t('account.session.times', {
            since: session.created_at,
            address: session.address,
            renewed: session.renewed_at,
          })}
        </span>
      </div>
      {session.current ? null : (
        <Button
          small
          aria-label={`${t('account.session.end')}: ${what}`}
          isPending={end.isPending}
          onPress={() => end.mutate(session.id)}
        >
          {t('account.session.end')}
        </Button>
      )}
    </li>
  );
}
