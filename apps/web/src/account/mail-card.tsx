import type { MailWish } from '@rogatoria/api/notifications/schemas.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import {
  Button,
  Card,
  ErrorSummary,
  fieldErrors,
  LoadError,
  RadioGroup,
  Select,
  Skeleton,
  TextField,
} from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

const key = ['mail-wish'] as const;

/** When mail may come, and whether reminders share one. */
export function MailCard() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<MailWish>('/api/account/mail', {}, signal),
  });
  return (
    <Card title={t('mail.title')}>
      <p className="muted">{t('mail.help')}</p>
      {data ? <Wish said={data} /> : error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton />}
    </Card>
  );
}

/** Zones of the Americas, and wherever the officer is already. */
const zonesWith = (zone: string) =>
  [...new Set([zone, ...Intl.supportedValuesOf('timeZone').filter((one) => one.startsWith('America/'))])].sort();

function Wish({ said }: { said: MailWish }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [wish, setWish] = useState(said);
  const save = useMutation({
    mutationFn: () => api.put<MailWish>('/api/account/mail', wish),
    onSuccess: (kept) => client.setQueryData(key, kept),
  });
  const refused = fieldErrors(save.error);
  const set = (change: Partial<MailWish>) => {
    save.reset();
    setWish({ ...wish, ...change });
  };
  const choice = <T extends string>(name: string, options: readonly T[]) =>
    options.map((id) => ({ id, label: t(`mail.${name}.${id}`) }));
  return (
    <div className="schema-form">
      <ErrorSummary error={save.error} idOf={({ field }) => `mail-${field}`} />
      <RadioGroup
        label={t('mail.reminders')}
        value={wish.reminders}
        onChange={(reminders) => set({ reminders: reminders as MailWish['reminders'] })}
        options={choice('reminders', ['digest', 'immediate'])}
      />
      <RadioGroup
        label={t('mail.hours')}
        value={wish.hours}
        onChange={(hours) => set({ hours: hours as MailWish['hours'] })}
        options={choice('hours', ['working', 'any'])}
      />
      {wish.hours === 'working' || wish.reminders === 'digest' ? (
        <>
          <div className="row">
            <TextField
              id="mail-from_time"
              label={t('mail.from')}
              size="short"
              value={wish.from_time}
              onChange={(from_time) => set({ from_time })}
              error={refused.from_time}
            />
            <TextField
              id="mail-until_time"
              label={t('mail.until')}
              size="short"
              value={wish.until_time}
              onChange={(until_time) => set({ until_time })}
              error={refused.until_time}
            />
          </div>
          <Select
            id="mail-zone"
            label={t('mail.zone')}
            value={wish.zone}
            onChange={(zone) => set({ zone })}
            options={zonesWith(wish.zone).map((id) => ({ id, label: id.replaceAll('_', ' ') }))}
            error={refused.zone}
          />
        </>
      ) : null}
      <div className="row">
        <Button onPress={() => save.mutate()} isPending={save.isPending}>
          {t('mail.save')}
        </Button>
        {save.isSuccess ? <span role="status">{t('mail.saved')}</span> : null}
      </div>
    </div>
  );
}
