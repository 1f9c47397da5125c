import type { EntryView, StateDirectory } from '@rogatoria/api/directory/schemas.ts';
import type { Authority, Provider } from '@rogatoria/workflows/directory.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Page } from '../app/page.tsx';
import { useNow } from '../app/session.tsx';
import {
  Button,
  Card,
  EmptyState,
  ErrorSummary,
  InstrumentName,
  LoadError,
  Pill,
  Skeleton,
} from '../components/index.ts';
import { localeOf, useTexts } from '../texts/index.tsx';
import { Reach } from './contact.tsx';
import { ConfirmDialog, EntryDialog, RefuseDialog, WithdrawDialog } from './dialogs.tsx';
import { Freshness } from './freshness.tsx';
import { stateDirectoryQuery, useDirectoryChange } from './queries.ts';
import { CallFigures, WaitingTestCalls } from './test-calls.tsx';
import './directory.css';

/** What is open in a dialog. */
type Wish =
  | { act: 'add'; kind: 'authority' | 'provider' }
  | { act: 'change' | 'withdraw'; entry: EntryView }
  | { act: 'confirm' | 'refuse'; entry: string; version: number };

/** One State: its authorities and providers, its desk, the history – and for its own editors everything they may do. */
export function StateDirectoryPage() {
  const { t, stateName } = useTexts();
  const { state } = useParams({ from: '/inside/directory/$state' });
  const { data, error, refetch } = useQuery(stateDirectoryQuery(state));
  const [wish, setWish] = useState<Wish | null>(null);
  const close = () => setWish(null);
  return (
    <Page
      className="directory"
      above={<Link to="/directory">{t('shell.directory')}</Link>}
      title={stateName(state)}
      actions={
        data?.may_edit ? (
          <>
            <Button onPress={() => setWish({ act: 'add', kind: 'provider' })}>{t('directory.add.provider')}</Button>
            <Button variant="primary" onPress={() => setWish({ act: 'add', kind: 'authority' })}>
              {t('directory.add.authority')}
            </Button>
          </>
        ) : null
      }
    >
      {error && !data ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <WaitingTestCalls />
          <Attestation data={data} />
          <Waiting data={data} setWish={setWish} />
          <Entries data={data} setWish={setWish} />
          <Calls data={data} />
          <History data={data} />
        </>
      )}
      {wish?.act === 'add' ? <EntryDialog kind={wish.kind} onClose={close} /> : null}
      {wish?.act === 'change' ? <EntryDialog kind={wish.entry.kind} entry={wish.entry} onClose={close} /> : null}
      {wish?.act === 'withdraw' ? <WithdrawDialog entry={wish.entry} onClose={close} /> : null}
      {wish?.act === 'confirm' ? <ConfirmDialog {...wish} onClose={close} /> : null}
      {wish?.act === 'refuse' ? <RefuseDialog {...wish} onClose={close} /> : null}
    </Page>
  );
}

interface PartProps {
  data: StateDirectory;
  setWish(wish: Wish): void;
}

/** By when all of it is to be confirmed, and the one click that does. */
function Attestation({ data }: { data: StateDirectory }) {
  const { t, date } = useTexts();
  const now = useNow();
  const change = useDirectoryChange();
  const { due_at, may_edit, entries, attestations } = data;
  if (due_at === null) return null;
  const late = Date.parse(due_at) < now;
  const [last] = attestations;
  const seen = entries.map(({ entry, version }) => ({ entry, version }));
  return (
    <Card tone={late ? 'late' : 'done'} className="directory-attestation">
      <div>
        <p className="directory-name">
          {t(late ? 'directory.due.late' : 'directory.due', { date: date(due_at, data.zone) })}
        </p>
        <p className="muted">
          {last
            ? last.by
              ? t('directory.attested.by', { date: date(last.at, data.zone), by: last.by })
              : t('directory.attested', { date: date(last.at, data.zone) })
            : t('directory.attested.never')}
        </p>
        <ErrorSummary error={change.error} idOf={() => undefined} />
      </div>
      {may_edit ? (
        <Button
          variant={late ? 'primary' : 'secondary'}
          isPending={change.isPending}
          onPress={() => change.mutate({ path: '/directory/attest', body: { entries: seen } })}
        >
          {t('directory.attest')}
        </Button>
      ) : null}
    </Card>
  );
}

/** Changes of our own that a second officer has to call back for. */
function Waiting({ data, setWish }: PartProps) {
  const { t, dateTime } = useTexts();
  const waiting = data.history.flatMap(({ entry, waiting: one, versions, kind }) => {
    const version = versions.find((row) => row.version === one?.version);
    const before = versions.find(({ since }) => since !== null);
    return one && version && kind === 'authority' ? [{ entry, one, version, before }] : [];
  });
  if (waiting.length === 0) return null;
  return (
    <Card title={t('directory.waiting')} tone="us">
      <p className="muted">{t('directory.waiting.text')}</p>
      <ul className="directory-entries">
        {waiting.map(({ entry, one, version, before }) => (
          <li key={entry}>
            <p className="directory-name">{version.said.name}</p>
            <p>{version.reason}</p>
            <dl className="directory-facts">
              <Fact label={t('directory.before')}>
                {before && !before.withdrawn ? <Reached said={before.said} /> : '–'}
              </Fact>
              <Fact label={t('directory.after')}>{version.withdrawn ? '–' : <Reached said={version.said} />}</Fact>
            </dl>
            <p className="muted">
              {version.by
                ? t('directory.proposed', { at: dateTime(version.at, data.zone), by: version.by })
                : dateTime(version.at, data.zone)}
            </p>
            {data.may_confirm ? (
              <div className="row">
                {one.mine ? (
                  <p className="muted">{t('directory.waiting.mine')}</p>
                ) : (
                  <Button
                    variant="primary"
                    onPress={() => setWish({ act: 'confirm', entry, version: version.version })}
                  >
                    {t('directory.confirm')}
                  </Button>
                )}
                <Button onPress={() => setWish({ act: 'refuse', entry, version: version.version })}>
                  {t('directory.refuse')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const Reached = ({ said }: { said: Authority | Provider }) =>
  said.phone || said.email ? <Reach said={said} /> : <>–</>;

function Entries({ data, setWish }: PartProps) {
  const { t } = useTexts();
  const waits = new Set(data.history.flatMap(({ entry, waiting }) => (waiting ? [entry] : [])));
  const list = (kind: EntryView['kind']) => data.entries.filter((one) => one.kind === kind);
  const [authorities, providers] = [list('authority'), list('provider')];
  return (
    <>
      <Card title={t('directory.authorities')}>
        {authorities.length === 0 ? (
          <EmptyState title={t('directory.none')}>{data.may_edit ? t('directory.none.own') : null}</EmptyState>
        ) : (
          <ul className="directory-entries">
            {authorities.map((one) => (
              <Entry key={one.entry} one={one} may={data.may_edit && !waits.has(one.entry)} setWish={setWish} />
            ))}
          </ul>
        )}
        <p>
          <Link to="/law">{t('directory.law')}</Link>
        </p>
      </Card>
      {providers.length > 0 ? (
        <Card title={t('directory.providers')}>
          <p className="muted">{t('directory.providers.text')}</p>
          <ul className="directory-entries">
            {providers.map((one) => (
              <Entry key={one.entry} one={one} may={data.may_edit} setWish={setWish} />
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}

function Entry({ one, may, setWish }: { one: EntryView; may: boolean; setWish(wish: Wish): void }) {
  const { t } = useTexts();
  const { said, confirmed_at } = one;
  return (
    <li>
      <div className="directory-entry-head">
        <div>
          {'role' in said ? <p className="muted">{t(`authority_role.${said.role}`)}</p> : null}
          <p className="directory-name">{said.name}</p>
        </div>
        <Freshness at={confirmed_at} />
      </div>
      {'role' in said ? <AuthorityFacts said={said} /> : <ProviderFacts said={said} />}
      {may ? (
        <div className="row">
          <Button small onPress={() => setWish({ act: 'change', entry: one })}>
            {t('directory.change')}
          </Button>
          <Button small variant="quiet" onPress={() => setWish({ act: 'withdraw', entry: one })}>
            {t('directory.withdraw')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A language by its name in the reader's. */
export function useLanguageName(): (code: string) => string {
  const { language } = useTexts();
  const names = new Intl.DisplayNames([localeOf(language)], { type: 'language' });
  return (code) => names.of(code) ?? code;
}

function AuthorityFacts({ said }: { said: Authority }) {
  const { t, date, list } = useTexts();
  const languageName = useLanguageName();
  return (
    <dl className="directory-facts">
      {said.phone || said.email ? (
        <Fact label={t('directory.contact')}>
          <Reach said={said} />
        </Fact>
      ) : null}
      {said.address ? (
        <Fact label={t('directory.address')}>
          <span className="prose">{said.address}</span>
        </Fact>
      ) : null}
      {said.role === 'central_authority' ? (
        <Fact label={t('directory.instruments')}>
          {said.instruments.length === 0
            ? t('directory.instruments.all')
            : said.instruments.map((code) => <InstrumentName key={code} code={code} />)}
        </Fact>
      ) : null}
      {said.networks.length > 0 ? (
        <Fact label={t('directory.networks')}>
          {list(said.networks.map((code) => t(`network.${code}`)))} <Pill>{t('directory.as_stated')}</Pill>
        </Fact>
      ) : null}
      {said.languages.length > 0 ? (
        <Fact label={t('directory.languages')}>{list(said.languages.map(languageName))}</Fact>
      ) : null}
      {said.public_contact && said.public_contact.length > 0 ? (
        <Fact label={t('directory.public')}>{list(said.public_contact.map((what) => t(`directory.${what}`)))}</Fact>
      ) : null}
      {said.channels.length > 0 ? (
        <Fact label={t('directory.channels')}>
          {list(said.channels.map((channel) => t(`contact_channel.${channel}`)))}
        </Fact>
      ) : null}
      {said.role === 'point_of_contact' ? (
        <Fact label={t('directory.hours')}>{t('directory.always')}</Fact>
      ) : said.hours ? (
        <Fact label={t('directory.hours')}>{said.hours}</Fact>
      ) : null}
      <Fact label={t('directory.valid_from')}>{date(said.valid_from)}</Fact>
    </dl>
  );
}

function ProviderFacts({ said }: { said: Provider }) {
  const { t, date, list } = useTexts();
  const languageName = useLanguageName();
  return (
    <dl className="directory-facts">
      {said.phone || said.email ? (
        <Fact label={t('directory.contact')}>
          <Reach said={said} />
        </Fact>
      ) : null}
      {said.address ? (
        <Fact label={t('directory.address')}>
          <span className="prose">{said.address}</span>
        </Fact>
      ) : null}
      {said.accepts.length > 0 ? (
        <Fact label={t('directory.accepts')}>{list(said.accepts.map((what) => t(`acceptance.${what}`)))}</Fact>
      ) : null}
      {said.retention.length > 0 ? (
        <Fact label={t('directory.retention')}>
          {list(
            said.retention.map(({ category, days }) =>
              t('directory.retention.one', { category: t(`category.${category}`), days }),
            ),
          )}
        </Fact>
      ) : null}
      {said.languages.length > 0 ? (
        <Fact label={t('directory.languages')}>{list(said.languages.map(languageName))}</Fact>
      ) : null}
      <Fact label={t('directory.source')}>
        {t('directory.source.one', { source: said.source, date: date(said.as_of) })}{' '}
        <Pill>{t('directory.unverified')}</Pill>
      </Fact>
    </dl>
  );
}

/** What a year of test calls says of the desk, and a new one. */
function Calls({ data }: { data: StateDirectory }) {
  const { t } = useTexts();
  const change = useDirectoryChange();
  if (data.state === 'OAS') return null;
  return (
    <Card title={t('test_call.title')}>
      <p className="muted">{t('test_call.text')}</p>
      <CallFigures calls={data.calls} />
      <ErrorSummary error={change.error} idOf={() => undefined} />
      {change.isSuccess ? <p role="status">{t('test_call.started')}</p> : null}
      {data.may_call ? (
        <div className="row">
          <Button
            isPending={change.isPending}
            onPress={() => change.mutate({ path: '/test-calls', body: { desk: data.state } })}
          >
            {t('test_call.start')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function History({ data }: { data: StateDirectory }) {
  const { t, dateTime, date } = useTexts();
  if (data.history.length === 0) return null;
  return (
    <details className="card directory-history">
      <summary>{t('directory.history')}</summary>
      {data.history.map(({ entry, versions }) => (
        <section key={entry}>
          <h3>{versions[0]?.said.name}</h3>
          <ol>
            {versions.map((row) => (
              <li key={row.version}>
                <p>
                  <strong>{t('directory.version', { version: row.version })}</strong>{' '}
                  <span className="muted">
                    {row.since
                      ? t('directory.since', { at: dateTime(row.since, data.zone) })
                      : dateTime(row.at, data.zone)}
                    {row.by ? ` · ${row.by}` : null}
                  </span>{' '}
                  {row.withdrawn ? <Pill>{t('directory.withdrawn')}</Pill> : null}
                  {row.call_back ? (
                    <Pill tone={row.call_back === 'confirmed' ? 'done' : row.call_back === 'refused' ? 'late' : 'us'}>
                      {t(`directory.call_back.${row.call_back}`)}
                    </Pill>
                  ) : null}
                </p>
                <p className="prose">{row.reason}</p>
                <Reach said={row.said} />
                {row.decided_by && row.decided_at ? (
                  <p className="muted">
                    {t('directory.decided', { at: date(row.decided_at, data.zone), by: row.decided_by })}
                  </p>
                ) : null}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </details>
  );
}
