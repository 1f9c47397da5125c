import type { DeputiesView, DeputyView } from '@rogatoria/api/officers/schemas.ts';
import { isDeputable } from '@rogatoria/workflows/offices.ts';
import type { Role } from '@rogatoria/workflows/types.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole, useSession } from '../app/session.tsx';
import { Button, Card, DateField, Dialog, ErrorSummary, fieldErrors, Pill, Select } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { deputiesQuery, useOfficerChange } from './queries.ts';
import './officers.css';

/** Who holds whose role, from day to day: one's own on the account's page, `everybody` on the officers' page. */
export function Deputies({ everybody = false }: { everybody?: boolean }) {
  const { t } = useTexts();
  const { user } = useSession();
  const { data } = useQuery(deputiesQuery);
  const administers = useRole('admin');
  const [naming, setNaming] = useState(false);
  if (!data) return null;
  const items = data.items.filter(
    ({ represented, deputy }) => everybody || represented.id === user.id || deputy.id === user.id,
  );
  const mayName = everybody
    ? administers
    : data.colleagues.some(({ id, roles }) => id === user.id && roles.some(isDeputable));
  if (items.length === 0 && !mayName) return null;
  const now = items.filter(({ status }) => status !== 'over' && status !== 'ended');
  const past = items.filter((item) => !now.includes(item));
  return (
    <Card title={t('deputy.title')} {...(everybody ? {} : { className: 'account-wide' })}>
      <p className="muted">{t('deputy.lead')}</p>
      {now.length === 0 ? (
        <p className="deputies-none">{t('deputy.none')}</p>
      ) : (
        <ul className="officers-list">
          {now.map((item) => (
            <Line key={item.id} item={item} />
          ))}
        </ul>
      )}
      {mayName ? <Button onPress={() => setNaming(true)}>{t('deputy.name')}</Button> : null}
      {past.length > 0 ? (
        <details className="quiet-details">
          <summary>{t('deputy.past', { count: past.length })}</summary>
          <ul className="officers-list">
            {past.map((item) => (
              <Line key={item.id} item={item} />
            ))}
          </ul>
        </details>
      ) : null}
      {naming ? <NameDialog data={data} everybody={everybody} onClose={() => setNaming(false)} /> : null}
    </Card>
  );
}

function Line({ item }: { item: DeputyView }) {
  const { t, date } = useTexts();
  const change = useOfficerChange();
  const { id, role, represented, deputy, from, until, named_by, status } = item;
  return (
    <li className="officers-row">
      <div>
        <p className="officers-name">
          {t('deputy.line', { deputy: deputy.name, name: represented.name, role: t(`role.${role}`) })}{' '}
          <Pill tone={status === 'waiting' ? 'us' : status === 'in_force' ? 'done' : 'plain'}>
            {t(`deputy.status.${status}`)}
          </Pill>
        </p>
        <p className="muted">{t('deputy.days', { from: date(from), until: date(until), by: named_by })}</p>
        <ErrorSummary error={change.error} idOf={() => undefined} />
      </div>
      <div className="row">
        {item.may_confirm ? (
          <Button
            small
            variant="primary"
            isPending={change.isPending}
            onPress={() => change.mutate({ path: `/deputies/${id}/confirm` })}
          >
            {t('officers.confirm')}
          </Button>
        ) : null}
        {item.may_end ? (
          <Button
            small
            variant="quiet"
            isPending={change.isPending}
            onPress={() => change.mutate({ path: `/deputies/${id}/end` })}
          >
            {t('deputy.end')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function NameDialog({ data, everybody, onClose }: { data: DeputiesView; everybody: boolean; onClose(): void }) {
  const { t, place, zone } = useTexts();
  const { user } = useSession();
  const [officer, setOfficer] = useState<string>(everybody ? '' : user.id);
  const [role, setRole] = useState('');
  const [deputy, setDeputy] = useState('');
  const [from, setFrom] = useState(data.today);
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  const change = useOfficerChange();
  const refused = fieldErrors(change.error);
  const missing = (value: string) => (tried && value === '' ? t('ui.required') : undefined);
  const roles = data.colleagues.find(({ id }) => id === officer)?.roles.filter(isDeputable) ?? [];
  const chosen = roles.length === 1 ? (roles[0] as Role) : role;
  const others = data.colleagues.filter(
    ({ id, roles: held }) => id !== officer && !(everybody && id === user.id) && !(held as string[]).includes(chosen),
  );
  const send = async () => {
    setTried(true);
    if ([officer, chosen, deputy, from, until].includes('')) return;
    await change.mutateAsync({ path: '/deputies', body: { officer, role: chosen, deputy, from, until } });
    onClose();
  };
  const named = (people: DeputiesView['colleagues']) =>
    people.map(({ id, name, roles: held }) => ({
      id,
      label: name,
      hint: held.map((one) => t(`role.${one}`)).join(', '),
    }));
  return (
    <Dialog
      title={t('deputy.name')}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={change.isPending} onPress={() => void send().catch(() => {})}>
          {t('deputy.name')}
        </Button>
      }
    >
      <div className="schema-form">
        <ErrorSummary error={change.error} idOf={({ field }) => `deputy-${field}`} />
        {everybody ? (
          <Select
            id="deputy-officer"
            label={t('deputy.of')}
            value={officer || null}
            onChange={(next) => {
              setOfficer(next);
              setRole('');
              setDeputy('');
            }}
            options={named(data.colleagues.filter(({ id, roles: held }) => id !== user.id && held.some(isDeputable)))}
            error={refused.officer ?? missing(officer)}
          />
        ) : null}
        <Select
          id="deputy-role"
          label={t('deputy.role')}
          value={chosen || null}
          onChange={(next) => {
            setRole(next);
            setDeputy('');
          }}
          options={roles.map((one) => ({ id: one, label: t(`role.${one}`) }))}
          error={refused.role ?? missing(chosen)}
        />
        <Select
          id="deputy-deputy"
          label={t('deputy.deputy')}
          value={deputy || null}
          onChange={setDeputy}
          options={named(others)}
          error={refused.deputy ?? missing(deputy)}
        />
        <DateField
          id="deputy-from"
          label={t('deputy.from')}
          value={from}
          onChange={setFrom}
          error={refused.from ?? missing(from)}
        />
        <DateField
          id="deputy-until"
          label={t('deputy.until')}
          hint={t('deputy.until.help', { place: place(zone) })}
          value={until}
          onChange={setUntil}
          error={refused.until ?? missing(until)}
        />
      </div>
    </Dialog>
  );
}
