import type { RequestAddressView } from '@rogatoria/api/directory/schemas.ts';
import type { Authority } from '@rogatoria/workflows/directory.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../texts/index.tsx';
import { Freshness } from './freshness.tsx';
import { directoryQuery, requestAddressQuery } from './queries.ts';
import './directory.css';

/** Telephone and mail of an authority, ready to be used. */
export function Reach({ said }: { said: Pick<Authority, 'phone' | 'email'> }) {
  const { phone, email } = said;
  if (!phone && !email) return null;
  return (
    <span className="directory-reach">
      {phone ? <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a> : null}
      {email ? <a href={`mailto:${email}`}>{email}</a> : null}
    </span>
  );
}

function Contact({ said, confirmed_at }: { said: Authority; confirmed_at: string }) {
  const { t } = useTexts();
  return (
    <li>
      <span className="muted">{t(`authority_role.${said.role}`)}</span>
      <strong>{said.name}</strong>
      <Reach said={said} />
      <Freshness at={confirmed_at} />
    </li>
  );
}

/** Whom a new request to this State would reach, and how old that knowledge is. */
export function StateContact({ state }: { state: string }) {
  const { t } = useTexts();
  const { data } = useQuery(directoryQuery);
  if (!data) return null;
  const entries = (data.find((one) => one.state === state)?.entries ?? []).flatMap(({ entry, said, confirmed_at }) =>
    'role' in said && (said.role === 'central_authority' || said.role === 'point_of_contact')
      ? [{ entry, said, confirmed_at }]
      : [],
  );
  return (
    <div className="directory-contact">
      {entries.length === 0 ? (
        <p className="muted">{t('directory.none_known', { state })}</p>
      ) : (
        <ul>
          {entries.map(({ entry, said, confirmed_at }) => (
            <Contact key={entry} said={said} confirmed_at={confirmed_at} />
          ))}
        </ul>
      )}
      <Link to="/directory/$state" params={{ state }}>
        {t('directory.open', { state })}
      </Link>
    </div>
  );
}

/** How old what the directory says of a State is, as a line of a list of facts; nothing where it says nothing. */
export function StateFreshness({ state }: { state: string }) {
  const { t } = useTexts();
  const { data } = useQuery(directoryQuery);
  const [oldest] = (data?.find((one) => one.state === state)?.entries ?? [])
    .flatMap(({ kind, confirmed_at }) => (kind === 'authority' ? [confirmed_at] : []))
    .sort();
  if (!oldest) return null;
  return (
    <div>
      <dt>
        <Link to="/directory/$state" params={{ state }}>
          {t('shell.directory')}
        </Link>
      </dt>
      <dd>
        <Freshness at={oldest} />
      </dd>
    </div>
  );
}

/** To which address a request of ours was sent; before that, where it would go now. */
export function RequestAddress({ id }: { id: string }) {
  const { t, date } = useTexts();
  const { data } = useQuery(requestAddressQuery(id));
  const [one] = data ?? [];
  if (!data || !one) return null;
  return (
    <details className="directory-contact" open={one.at === null}>
      <summary>{one.at ? t('directory.sent_to', { date: date(one.at) }) : t('directory.goes_to')}</summary>
      <ul>
        {data.map((address) => (
          <Addressed key={address.entry} address={address} />
        ))}
      </ul>
    </details>
  );
}

function Addressed({ address }: { address: RequestAddressView }) {
  const { t, date } = useTexts();
  const { said, at, version, confirmed_at } = address;
  if (!at) return <Contact said={said} confirmed_at={confirmed_at} />;
  return (
    <li>
      <span className="muted">{t(`authority_role.${said.role}`)}</span>
      <strong>{said.name}</strong>
      <Reach said={said} />
      <span className="muted">{t('directory.as_of_then', { version, date: date(confirmed_at) })}</span>
    </li>
  );
}
