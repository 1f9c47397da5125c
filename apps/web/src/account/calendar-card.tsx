import type { CalendarFeed } from '@rogatoria/api/notifications/schemas.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { Button, Card, errorText } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

const scopes = ['mine', 'authority'] as const;
const key = ['calendar'] as const;

/** The addresses at which one's calendar program reads deadlines. */
export function CalendarCard() {
  const { t } = useTexts();
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<{ items: CalendarFeed[] }>('/api/calendar', {}, signal),
  });
  return (
    <Card title={t('calendar.title')} className="account-wide">
      <p className="muted">{t('calendar.help')}</p>
      {scopes.map((scope) => (
        <Feed key={scope} scope={scope} feed={data?.items.find((one) => one.scope === scope)} />
      ))}
    </Card>
  );
}

function Feed({ scope, feed }: { scope: CalendarFeed['scope']; feed: CalendarFeed | undefined }) {
  const { t, dateTime } = useTexts();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: key });
  const make = useMutation({
    mutationFn: () => api.put<{ url: string }>(`/api/calendar/${scope}`),
    onSuccess: refresh,
  });
  const end = useMutation({
    mutationFn: () => api.delete(`/api/calendar/${scope}`),
    onSuccess: () => {
      make.reset();
      return refresh();
    },
  });
  const [copied, setCopied] = useState(false);
  const url = make.data?.url;
  const error = make.error ?? end.error;
  const known = feed?.read_at
    ? t('calendar.read', { date: dateTime(feed.read_at) })
    : feed
      ? t('calendar.unread', { date: dateTime(feed.created_at) })
      : t(`calendar.${scope}.help`);
  return (
    <section className="calendar-feed" aria-labelledby={`calendar-${scope}`}>
      <h3 id={`calendar-${scope}`}>{t(`calendar.${scope}`)}</h3>
      <p className="muted">{known}</p>
      {url ? (
        <>
          <p role="status">{t('calendar.once')}</p>
          <code className="calendar-url">{url}</code>
        </>
      ) : null}
      {error ? (
        <p className="error-summary" role="alert">
          {errorText(error, t)}
        </p>
      ) : null}
      <div className="row">
        {url ? (
          <Button onPress={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}>
            {t(copied ? 'calendar.copied' : 'calendar.copy')}
          </Button>
        ) : (
          <Button
            onPress={() => {
              setCopied(false);
              make.mutate();
            }}
            isPending={make.isPending}
          >
            {t(feed ? 'calendar.renew' : 'calendar.make')}
          </Button>
        )}
        {feed ? (
          <Button variant="quiet" onPress={() => end.mutate()} isPending={end.isPending}>
            {t('calendar.end')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
