import type { ServiceAccountView } from '@rogatoria/api/officers/service-account-views.ts';
import type { Scope } from '@rogatoria/workflows/scopes.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Page } from '../app/page.tsx';
import { useRole } from '../app/session.tsx';
import { Button, Card, EmptyState, ErrorSummary, LoadError, Pill, Skeleton } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { CreateDialog, RenewDialog, RevokeDialog } from './dialogs.tsx';
import { serviceAccountsQuery, useDecide } from './queries.ts';
import './service-accounts.css';

type Wish = { act: 'create' } | { act: 'renew' | 'revoke'; service: ServiceAccountView };

const tones = { in_force: 'done', waiting: 'us', lapsed: 'late', revoked: 'plain' } as const;

/** The ministry's own systems: what each may do, until when, and who let it in. An auditor reads it, an administrator acts. */
export function ServiceAccountsPage() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(serviceAccountsQuery);
  const administers = useRole('admin');
  const [wish, setWish] = useState<Wish | null>(null);
  if (!data)
    return (
      <Page title={t('services.title')}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={6} />}
      </Page>
    );
  const create = administers ? (
    <Button variant="primary" onPress={() => setWish({ act: 'create' })}>
      {t('services.create')}
    </Button>
  ) : null;
  const done = () => setWish(null);
  // What waits for its first token stands above, with what to do about it.
  const standing = data.items.filter(({ status }) => status !== 'waiting');
  return (
    <Page className="services" title={t('services.title')} lead={t('services.lead')} actions={create}>
      <Waiting services={data.items} administers={administers} />
      {data.items.length === 0 ? (
        <Card>
          <EmptyState title={t('services.none')}>{t('services.none.help')}</EmptyState>
        </Card>
      ) : standing.length > 0 ? (
        <Card title={t('services.systems')}>
          <ul className="services-list">
            {standing.map((service) => (
              <Service key={service.id} service={service} onWish={administers ? setWish : undefined} />
            ))}
          </ul>
        </Card>
      ) : null}
      <Card title={t('services.rule.title')}>
        <p>{t('services.rule.people')}</p>
        <p>{t('services.rule')}</p>
        {data.alone ? <p className="services-alone">{t('services.alone')}</p> : null}
      </Card>
      {wish?.act === 'create' ? <CreateDialog alone={data.alone} onClose={done} /> : null}
      {wish?.act === 'renew' ? <RenewDialog service={wish.service} alone={data.alone} onClose={done} /> : null}
      {wish?.act === 'revoke' ? <RevokeDialog service={wish.service} onClose={done} /> : null}
    </Page>
  );
}

/** Tokens that a second administrator has to look at: first on the page, since somebody waits for them. */
function Waiting({ services, administers }: { services: readonly ServiceAccountView[]; administers: boolean }) {
  const { t, dateTime, date } = useTexts();
  const decide = useDecide();
  const waiting = services.flatMap((service) => (service.waiting ? [{ ...service, waiting: service.waiting }] : []));
  if (waiting.length === 0) return null;
  return (
    <Card title={t('services.waiting')} tone="us">
      <ErrorSummary error={decide.error} idOf={() => undefined} />
      <ul className="services-list">
        {waiting.map(({ id, name, purpose, scopes, waiting: { issued_by, issued_at, expires_at, mine } }) => (
          <li key={id} className="services-row">
            <div>
              <p className="services-name">{name}</p>
              <p>{purpose}</p>
              <Scopes scopes={scopes} />
              <p className="muted">
                {t('services.issued', { by: issued_by, at: dateTime(issued_at), until: date(expires_at) })}
              </p>
              {administers && mine ? <p className="muted">{t('services.waiting.mine')}</p> : null}
            </div>
            {administers ? (
              <div className="row">
                {mine ? null : (
                  <Button
                    small
                    variant="primary"
                    aria-label={`${t('services.confirm')}: ${name}`}
                    isPending={decide.isPending}
                    onPress={() => decide.mutate({ id, word: 'confirm' })}
                  >
                    {t('services.confirm')}
                  </Button>
                )}
                <Button
                  small
                  variant="quiet"
                  aria-label={`${t(mine ? 'services.take_back' : 'services.refuse')}: ${name}`}
                  isPending={decide.isPending}
                  onPress={() => decide.mutate({ id, word: 'refuse' })}
                >
                  {t(mine ? 'services.take_back' : 'services.refuse')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Scopes({ scopes }: { scopes: readonly Scope[] }) {
  const { t } = useTexts();
  return (
    <ul className="services-scopes">
      {scopes.map((scope) => (
        <li key={scope}>{t(`scope.${scope}`)}</li>
      ))}
    </ul>
  );
}

function Service({ service, onWish }: { service: ServiceAccountView; onWish?: ((wish: Wish) => void) | undefined }) {
  const { t, date, dateTime } = useTexts();
  const { name, purpose, scopes, status, token, created_by, created_at, replaced_until, last_used_at } = service;
  const facts: [string, ReactNode][] = [
    ['services.scopes', <Scopes key="scopes" scopes={scopes} />],
    ['services.created', t('services.by', { by: created_by, at: date(created_at) })],
    ...(token
      ? ([
          [
            'services.confirmed',
            token.confirmed_by === null
              ? t('services.confirmed.alone', { at: date(token.confirmed_at) })
              : t('services.by', { by: token.confirmed_by, at: date(token.confirmed_at) }),
          ],
          ['services.expires', date(token.expires_at)],
        ] as [string, string][])
      : []),
    ['services.used', last_used_at ? dateTime(last_used_at) : t('services.used.never')],
    ...(replaced_until ? ([['services.replaced', dateTime(replaced_until)]] as [string, string][]) : []),
    ...(service.revoked_at
      ? ([['services.revoked', t('services.by', { by: service.revoked_by ?? '', at: date(service.revoked_at) })]] as [
          string,
          string,
        ][])
      : []),
  ];
  return (
    <li className="services-row">
      <div>
        <p className="services-name">
          {name} <Pill tone={tones[status]}>{t(`services.status.${status}`)}</Pill>
        </p>
        <p>{purpose}</p>
        <dl className="services-facts">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {onWish && status !== 'revoked' ? (
        <div className="row">
          {service.waiting ? null : (
            <Button
              small
              aria-label={`${t('services.renew')}: ${name}`}
              onPress={() => onWish({ act: 'renew', service })}
            >
              {t('services.renew')}
            </Button>
          )}
          <Button
            small
            variant="quiet"
            aria-label={`${t('services.revoke')}: ${name}`}
            onPress={() => onWish({ act: 'revoke', service })}
          >
            {t('services.revoke')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
