import type { DeviceView } from '@rogatoria/api/notifications/schemas.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { Button, Card, errorText, LoadError, Skeleton } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

const key = ['devices'] as const;
const canPush = () => 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;

/** Somebody said no to the browser's question, or it never asked: only its settings can change that. */
class Denied extends Error {}

/** This browser's subscription, if it has one. */
async function subscribed(): Promise<PushSubscription | null> {
  if (!canPush()) return null;
  const registration = await navigator.serviceWorker.getRegistration('/push.js');
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Asks the person, then the browser's push service, and tells the server where to push. */
async function switchOn(applicationServerKey: string, name: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Denied();
  await navigator.serviceWorker.register('/push.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = subscription.toJSON();
  await api.post('/api/devices', { name, endpoint, keys });
}

/** What a person calls this browser: what the browser says it is, in a few words. */
function nameHere(): string {
  const { userAgent } = navigator;
  const browser = /Edg|OPR|Firefox|Chrome|Safari/.exec(userAgent)?.[0] ?? '';
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(userAgent)?.[0] ?? '';
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS': 'macOS' };
  return [names[browser] ?? browser, names[system] ?? system].filter(Boolean).join(' · ') || 'Web';
}

/** For the duty desk: urgent notices on this device, also while the page is closed. */
export function DevicesCard() {
  const { t } = useTexts();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => ({
      ...(await api.get<{ key: string; items: DeviceView[] }>('/api/devices', {}, signal)),
      here: (await subscribed().catch(() => null))?.endpoint ?? null,
    }),
  });
  const on = useMutation({
    mutationFn: (applicationServerKey: string) => switchOn(applicationServerKey, nameHere()),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  const isHere = data?.items.some(({ endpoint }) => endpoint === data.here) ?? false;
  return (
    <Card title={t('devices.title')} className="account-wide">
      <p>{t('devices.help')}</p>
      {error && !data ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={2} />
      ) : (
        <>
          {data.items.length > 0 ? (
            <ul className="account-list">
              {data.items.map((device) => (
                <Device key={device.id} device={device} isHere={device.endpoint === data.here} />
              ))}
            </ul>
          ) : null}
          {on.error ? (
            <p className="error-summary" role="alert">
              {on.error instanceof Denied
                ? t('devices.denied')
                : on.error instanceof DOMException
                  ? t('devices.failed')
                  : errorText(on.error, t)}
            </p>
          ) : null}
          {isHere ? null : canPush() ? (
            <Button onPress={() => on.mutate(data.key)} isPending={on.isPending}>
              {t('devices.on')}
            </Button>
          ) : (
            <p className="muted">{t('devices.none')}</p>
          )}
        </>
      )}
    </Card>
  );
}

function Device({ device, isHere }: { device: DeviceView; isHere: boolean }) {
  const { t, dateTime } = useTexts();
  const client = useQueryClient();
  const [tried, setTried] = useState(false);
  const attempt = useMutation({
    mutationFn: () => api.post(`/api/devices/${device.id}/test`),
    onSuccess: () => setTried(true),
  });
  const remove = useMutation({
    mutationFn: async () => {
      await api.delete(`/api/devices/${device.id}`);
      if (isHere) await (await subscribed())?.unsubscribe();
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  const error = attempt.error ?? remove.error;
  return (
    <li className="account-item">
      <div>
        <strong>{device.name}</strong>
        {isHere ? ` · ${t('devices.here')}` : ''}
        <br />
        <span className="muted">
          {t('devices.since', { at: dateTime(device.created_at) })}
          {device.used_at ? `; ${t('devices.used', { at: dateTime(device.used_at) })}` : ''}
        </span>
        {tried ? <p role="status">{t('devices.tried')}</p> : null}
        {error ? <p className="field-error">{errorText(error, t)}</p> : null}
      </div>
      <div className="row">
        <Button
          small
          aria-label={`${t('devices.test')}: ${device.name}`}
          isPending={attempt.isPending}
          onPress={() => attempt.mutate()}
        >
          {t('devices.test')}
        </Button>
        <Button
          small
          variant="danger"
          aria-label={`${t('devices.off')}: ${device.name}`}
          isPending={remove.isPending}
          onPress={() => remove.mutate()}
        >
          {t('devices.off')}
        </Button>
      </div>
    </li>
  );
}
