import type { InvitationView, OfficersView, OfficerView } from '@rogatoria/api/officers/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { participantsQuery } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useRole, useSession } from '../app/session.tsx';
import { Button, Card, EmptyState, ErrorSummary, LoadError, Pill, Skeleton, StateTag } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { Deputies } from './deputies.tsx';
import { DeactivateDialog, InviteDialog, ResetDialog, RolesDialog } from './dialogs.tsx';
import { officersQuery, useOfficerChange } from './queries.ts';
import './officers.css';

type Wish = { act: 'invite' } | { act: 'roles' | 'reset' | 'deactivate'; officer: OfficerView };

/** Who works for us, with which roles, and who is invited to. An auditor reads it, an administrator changes it. */
export function OfficersPage() {
  const { t } = useTexts();
  const { user } = useSession();
  const { data, error, refetch } = useQuery(officersQuery);
  const { data: participants } = useQuery(participantsQuery);
  const administers = useRole('admin');
  const [wish, setWish] = useState<Wish | null>(null);
  if (!data)
    return (
      <Page title={t('shell.officers')}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  const authority = participants?.find(({ code }) => code === user.participant)?.authority ?? user.participant;
  return (
    <Page
      className="officers"
      title={t('shell.officers')}
      lead={t('officers.lead', { authority })}
      actions={
        administers ? (
          <Button variant="primary" onPress={() => setWish({ act: 'invite' })}>
            {t('officers.invite')}
          </Button>
        ) : null
      }
    >
      <Waiting officers={data.items} administers={administers} />
      <Card title={t('officers.accounts')}>
        <ul className="officers-list">
          {data.items.map((officer) => (
            <Account key={officer.id} officer={officer} onWish={administers ? setWish : undefined} />
          ))}
        </ul>
      </Card>
      <Deputies everybody />
      <Invitations items={data.invitations} administers={administers} />
      <Card title={t('officers.rule.title')}>
        <p>{t('officers.rule')}</p>
        {data.alone ? <p className="officers-alone">{t('officers.alone')}</p> : null}
      </Card>
      {wish?.act === 'invite' ? <InviteDialog alone={data.alone} onClose={() => setWish(null)} /> : null}
      {wish?.act === 'roles' ? (
        <RolesDialog officer={wish.officer} alone={data.alone} onClose={() => setWish(null)} />
      ) : null}
      {wish?.act === 'reset' ? (
        <ResetDialog officer={wish.officer} alone={data.alone} onClose={() => setWish(null)} />
      ) : null}
      {wish?.act === 'deactivate' ? <DeactivateDialog officer={wish.officer} onClose={() => setWish(null)} /> : null}
    </Page>
  );
}

/** Powerful roles, and resets of a second factor, that wait for a second pair of eyes: first on the page, since somebody waits for them. */
function Waiting({ officers, administers }: { officers: OfficersView['items']; administers: boolean }) {
  const { t, dateTime } = useTexts();
  const change = useOfficerChange();
  const waiting = officers.flatMap((officer) => [
    ...officer.proposals.map(({ role, ...proposal }) => ({
      officer,
      proposal,
      what: t(`role.${role}`),
      path: `/officers/${officer.id}/roles/${role}`,
    })),
    ...(officer.second_factor_reset
      ? [
          {
            officer,
            proposal: officer.second_factor_reset,
            what: t('officers.reset.of'),
            path: `/officers/${officer.id}/second-factor/reset`,
          },
        ]
      : []),
  ]);
  if (waiting.length === 0) return null;
  return (
    <Card title={t('officers.waiting')} tone="us">
      <ErrorSummary error={change.error} idOf={() => undefined} />
      <ul className="officers-list">
        {waiting.map(({ officer, proposal, what, path }) => {
          const mayConfirm = !proposal.mine && !officer.self;
          return (
            <li key={path} className="officers-row">
              <div>
                <p className="officers-name">
                  {officer.name}: {what}
                </p>
                <p className="muted">
                  {t('officers.proposed', { by: proposal.proposed_by, at: dateTime(proposal.proposed_at) })}
                </p>
                {administers && !mayConfirm ? (
                  <p className="muted">{t(proposal.mine ? 'officers.proposed.mine' : 'officers.proposed.self')}</p>
                ) : null}
              </div>
              {administers ? (
                <div className="row">
                  {mayConfirm ? (
                    <Button
                      small
                      variant="primary"
                      isPending={change.isPending}
                      onPress={() => change.mutate({ path: `${path}/confirm` })}
                    >
                      {t('officers.confirm')}
                    </Button>
                  ) : null}
                  <Button
                    small
                    variant="quiet"
                    isPending={change.isPending}
                    onPress={() => change.mutate({ path: `${path}/refuse` })}
                  >
                    {t(proposal.mine ? 'officers.take_back' : 'officers.refuse')}
                  </Button>
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Account({ officer, onWish }: { officer: OfficerView; onWish?: ((wish: Wish) => void) | undefined }) {
  const { t, dateTime, list } = useTexts();
  const reactivate = useOfficerChange();
  const roles = list(officer.roles.map((role) => t(`role.${role}`)));
  return (
    <li className={officer.active ? 'officers-row' : 'officers-row officers-gone'}>
      <div>
        <p className="officers-name">
          {officer.name} {officer.self ? <Pill>{t('officers.you')}</Pill> : null}
          {officer.active ? null : <Pill>{t('officers.inactive')}</Pill>}
        </p>
        <p>{roles === '' ? <span className="muted">{t('officers.no_role')}</span> : roles}</p>
        <p className="muted">
          {officer.email} ·{' '}
          {officer.last_sign_in
            ? t('officers.last_sign_in', { at: dateTime(officer.last_sign_in) })
            : t('officers.never')}
        </p>
        {officer.open_files.length > 0 ? <OpenFiles officer={officer} /> : null}
        <ErrorSummary error={reactivate.error} idOf={() => undefined} />
      </div>
      {onWish && !officer.self ? (
        <div className="row">
          {officer.active ? (
            <>
              <Button small onPress={() => onWish({ act: 'roles', officer })}>
                {t('officers.roles.change')}
              </Button>
              {officer.second_factor && !officer.second_factor_reset ? (
                <Button small variant="quiet" onPress={() => onWish({ act: 'reset', officer })}>
                  {t('officers.reset')}
                </Button>
              ) : null}
              <Button small variant="quiet" onPress={() => onWish({ act: 'deactivate', officer })}>
                {t('officers.deactivate')}
              </Button>
            </>
          ) : (
            <Button
              small
              isPending={reactivate.isPending}
              onPress={() => reactivate.mutate({ path: `/officers/${officer.id}/reactivate` })}
            >
              {t('officers.reactivate')}
            </Button>
          )}
        </div>
      ) : null}
    </li>
  );
}

/** References and States only: whoever administers accounts sees no case. */
function OpenFiles({ officer }: { officer: OfficerView }) {
  const { t, date } = useTexts();
  return (
    <details className="quiet-details">
      <summary>{t('officers.files', { count: officer.open_files.length })}</summary>
      <ul className="officers-files">
        {officer.open_files.map(({ id, kind, counterpart, number, since }) => (
          <li key={id}>
            <StateTag code={counterpart} /> {t(`kind.${kind}`)},{' '}
            {number ?? t('officers.file.draft', { date: date(since) })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Invitations({ items, administers }: { items: InvitationView[]; administers: boolean }) {
  const { t } = useTexts();
  const waiting = items.filter(({ status }) => status === 'open' || status === 'expired');
  const past = items.filter((item) => !waiting.includes(item));
  return (
    <Card title={t('officers.invitations')}>
      {waiting.length === 0 ? (
        <EmptyState title={t('officers.invitations.none')}>
          {administers ? t('officers.invitations.none.text') : null}
        </EmptyState>
      ) : (
        <ul className="officers-list">
          {waiting.map((item) => (
            <Invitation key={item.id} item={item} administers={administers} />
          ))}
        </ul>
      )}
      {past.length > 0 ? (
        <details className="quiet-details">
          <summary>{t('officers.past', { count: past.length })}</summary>
          <ul className="officers-list">
            {past.map((item) => (
              <Invitation key={item.id} item={item} administers={false} />
            ))}
          </ul>
        </details>
      ) : null}
    </Card>
  );
}

function Invitation({ item, administers }: { item: InvitationView; administers: boolean }) {
  const { t, dateTime, list } = useTexts();
  const change = useOfficerChange();
  const { email, roles, status, mail, invited_by, created_at, expires_at } = item;
  return (
    <li className="officers-row">
      <div>
        <p className="officers-name">
          {email}{' '}
          <Pill tone={status === 'expired' ? 'late' : status === 'accepted' ? 'done' : 'plain'}>
            {t(`invitation.status.${status}`, { until: dateTime(expires_at) })}
          </Pill>
        </p>
        <p>{list(roles.map((role) => t(`role.${role}`)))}</p>
        <p className="muted">
          {t('officers.invited_by', { by: invited_by, at: dateTime(created_at) })}
          {administers ? ` · ${t(`invitation.mail.${mail}`)}` : ''}
        </p>
        <ErrorSummary error={change.error} idOf={() => undefined} />
      </div>
      {administers ? (
        <div className="row">
          <Button
            small
            isPending={change.isPending}
            onPress={() => change.mutate({ path: `/officers/invitations/${item.id}/send-again` })}
          >
            {t('officers.send_again')}
          </Button>
          <Button
            small
            variant="quiet"
            isPending={change.isPending}
            onPress={() => change.mutate({ path: `/officers/invitations/${item.id}/withdraw` })}
          >
            {t('officers.withdraw')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
