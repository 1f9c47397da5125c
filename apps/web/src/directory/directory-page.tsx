import type { EntryView, StateEntries } from '@rogatoria/api/directory/schemas.ts';
import { freshContacts } from '@rogatoria/workflows/directory.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../app/page.tsx';
import { useNow, useSession } from '../app/session.tsx';
import { Card, EmptyState, LoadError, Skeleton, StateTag, TextField } from '../components/index.ts';
import { bare } from '../draft/state-picker.tsx';
import { useTexts } from '../texts/index.tsx';
import { Reach } from './contact.tsx';
import { Freshness } from './freshness.tsx';
import { directoryQuery } from './queries.ts';
import { OwnTestCalls, WaitingTestCalls } from './test-calls.tsx';
import './directory.css';

/** Every State with whom to ask there, how old that knowledge is and how its desk answers; providers by name. */
export function DirectoryPage() {
  const { t, stateName, language } = useTexts();
  const { user } = useSession();
  const { q = '' } = useSearch({ from: '/inside/directory' });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(directoryQuery);
  const now = new Date(useNow()).toISOString();
  const { confirmed, contacts } = freshContacts(
    (data ?? []).flatMap(({ entries }) => entries),
    now,
  );
  const wanted = bare(q.trim());
  const has = (text: string | undefined) => bare(text ?? '').includes(wanted);
  const shown = (data ?? [])
    .filter(({ state, entries }) => (state === 'OAS' ? entries.length > 0 || user.participant === 'OAS' : true))
    .filter(
      ({ state, entries }) =>
        wanted === '' || has(stateName(state)) || has(state) || entries.some(({ said }) => has(said.name)),
    )
    .toSorted((a, b) => stateName(a.state).localeCompare(stateName(b.state), language));
  const providers = shown
    .flatMap(({ state, entries }) => entries.map((entry) => ({ state, ...entry })))
    .filter(
      ({ kind, state, said }) => kind === 'provider' && (wanted === '' || has(said.name) || has(stateName(state))),
    );
  return (
    <Page
      className="directory"
      title={t('shell.directory')}
      lead={data ? t('directory.lead', { fresh: confirmed, all: contacts }) : null}
    >
      <WaitingTestCalls />
      <TextField
        label={t('directory.find')}
        hint={t('directory.find.hint')}
        size="medium"
        value={q}
        onChange={(next) => void navigate({ to: '/directory', search: next ? { q: next } : {}, replace: true })}
      />
      {error && !data ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <Card title={t('directory.states')}>
            {shown.length === 0 ? (
              <EmptyState title={t('directory.find.none')} />
            ) : (
              <ul className="directory-states">
                {shown.map((one) => (
                  <StateRow key={one.state} one={one} />
                ))}
              </ul>
            )}
          </Card>
          {providers.length > 0 ? (
            <Card title={t('directory.providers')}>
              <ul className="directory-states">
                {providers.map(({ state, entry, said, confirmed_at }) => (
                  <li key={entry}>
                    <div>
                      <Link to="/directory/$state" params={{ state }} className="directory-name">
                        {said.name}
                      </Link>{' '}
                      <StateTag code={state} />
                    </div>
                    <Reach said={said} />
                    <Freshness at={confirmed_at} />
                  </li>
                ))}
              </ul>
            </Card>
          ) : null}
          <OwnTestCalls />
        </>
      )}
    </Page>
  );
}

const named = (entries: readonly EntryView[], role: string) =>
  entries.flatMap(({ said }) => ('role' in said && said.role === role ? [said] : []))[0];

function StateRow({ one }: { one: StateEntries }) {
  const { t, stateName, duration } = useTexts();
  const { state, entries, calls } = one;
  const central = named(entries, 'central_authority');
  const desk = named(entries, 'point_of_contact');
  const [oldest] = entries.map(({ confirmed_at }) => confirmed_at).sort();
  return (
    <li>
      <div>
        <Link to="/directory/$state" params={{ state }} className="directory-name">
          {stateName(state)}
        </Link>
        {central ? <p>{central.name}</p> : <p className="muted">{t('directory.none')}</p>}
        {central ? <Reach said={central} /> : null}
      </div>
      <div>
        {desk ? (
          <>
            <p className="muted">{t('authority_role.point_of_contact')}</p>
            <Reach said={desk} />
          </>
        ) : null}
        {typeof calls.median_hours === 'number' ? (
          <p className="muted">{t('test_call.usual', { duration: duration(calls.median_hours * 3_600_000) })}</p>
        ) : null}
      </div>
      <div>{oldest ? <Freshness at={oldest} /> : null}</div>
    </li>
  );
}
