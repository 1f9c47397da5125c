import type { WebhookView } from '@rogatoria/api/notifications/schemas.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { keys } from '../api/queries.ts';
import {
  Button,
  Card,
  CheckboxGroup,
  Dialog,
  ErrorSummary,
  errorText,
  LoadError,
  Skeleton,
  TextField,
} from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** As the server names them (engine/events.ts). */
const events = ['case.received', 'case.changed', 'case.closed', 'deadline.reminder'] as const;

/** The authority's own systems that hear that something happened. */
export function Webhooks() {
  const { t } = useTexts();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: keys.webhooks,
    queryFn: async ({ signal }) => (await api.get<{ items: WebhookView[] }>('/api/webhooks', {}, signal)).items,
  });
  return (
    <Card title={t('webhooks.title')}>
      <p className="muted">{t('webhooks.help')}</p>
      {error && !data ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={2} />
      ) : data.length === 0 ? (
        <p>{t('webhooks.none')}</p>
      ) : (
        <ul className="channels-list">
          {data.map((webhook) => (
            <Webhook key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      )}
      <div className="row">
        <Button onPress={() => setAdding(true)}>{t('webhooks.add')}</Button>
      </div>
      {adding ? <WebhookDialog onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function Webhook({ webhook: { id, url, events, sent_at, waiting } }: { webhook: WebhookView }) {
  const { t, dateTime, list } = useTexts();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keys.webhooks });
  const attempt = useMutation({
    mutationFn: () => api.post<{ status: number | null; trouble: string | null }>(`/api/webhooks/${id}/test`, {}),
  });
  const remove = useMutation({ mutationFn: () => api.post(`/api/webhooks/${id}/remove`, {}), onSettled: refresh });
  const answer = attempt.data;
  const error = attempt.error ?? remove.error;
  const good = answer?.status != null && answer.status >= 200 && answer.status < 300;
  return (
    <li className="channels-row">
      <div>
        <p className="channels-name">{url}</p>
        <p>{list(events.map((event) => t(`webhook.event.${event}`)))}</p>
        <p className="muted">
          {sent_at ? t('webhooks.sent', { at: dateTime(sent_at) }) : t('webhooks.unsent')}
          {waiting > 0 ? `; ${t('webhooks.waiting', { count: waiting })}` : ''}
        </p>
        <div role="status">
          {answer ? (
            <p className={good ? 'text-done' : 'text-late'}>
              {answer.trouble
                ? t(`webhooks.trouble.${answer.trouble}`)
                : t(good ? 'webhooks.test.good' : 'webhooks.test.bad', { status: answer.status ?? 0 })}
            </p>
          ) : null}
          {error ? <p className="field-error">{errorText(error, t)}</p> : null}
        </div>
      </div>
      <div className="row">
        <Button
          small
          aria-label={`${t('webhooks.test')}: ${url}`}
          isPending={attempt.isPending}
          onPress={() => attempt.mutate()}
        >
          {t('webhooks.test')}
        </Button>
        <Button
          small
          variant="danger"
          aria-label={`${t('webhooks.remove')}: ${url}`}
          isPending={remove.isPending}
          onPress={() => remove.mutate()}
        >
          {t('webhooks.remove')}
        </Button>
      </div>
    </li>
  );
}

function WebhookDialog({ onClose }: { onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<string[]>([...events]);
  const [tried, setTried] = useState(false);
  const [copied, setCopied] = useState(false);
  const add = useMutation({
    mutationFn: () => api.post<{ secret: string }>('/api/webhooks', { url, events: chosen }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.webhooks }),
  });
  const secret = add.data?.secret;
  const missing = (empty: boolean) => (tried && empty ? t('ui.required') : undefined);
  const send = () => {
    setTried(true);
    if (url !== '' && chosen.length > 0) add.mutate();
  };
  if (secret)
    return (
      <Dialog
        title={t('webhooks.secret')}
        isOpen
        onOpenChange={onClose}
        noCancel
        actions={
          <>
            <Button onPress={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}>
              {t(copied ? 'calendar.copied' : 'webhooks.secret.copy')}
            </Button>
            <Button variant="primary" onPress={onClose}>
              {t('webhooks.secret.done')}
            </Button>
          </>
        }
      >
        <p>{t('webhooks.secret.help')}</p>
        <code className="calendar-url">{secret}</code>
      </Dialog>
    );
  return (
    <Dialog
      title={t('webhooks.add')}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={add.isPending} onPress={send}>
          {t('webhooks.add')}
        </Button>
      }
    >
      <div className="schema-form">
        <ErrorSummary error={add.error} idOf={({ field }) => `webhook-${field}`} />
        <TextField
          id="webhook-url"
          label={t('webhooks.url')}
          hint={t('webhooks.url.help')}
          value={url}
          onChange={setUrl}
          error={missing(url === '')}
        />
        <CheckboxGroup
          label={t('webhooks.events')}
          value={chosen}
          onChange={setChosen}
          options={events.map((event) => ({ id: event, label: t(`webhook.event.${event}`) }))}
          error={missing(chosen.length === 0)}
        />
      </div>
    </Dialog>
  );
}
