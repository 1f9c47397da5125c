/**
 * A participant's own systems hear that something happened (Standard Webhooks): which case, its number and version – what
 * it was they ask for with an account of their own.
 */
import { createHmac, randomUUID } from 'node:crypto';
import type { Trx } from '@rogatoria/db';
import { deliver, Refused, tellAdministrators } from '../engine/deliveries.ts';
import { callOutside } from '../engine/outside.ts';
import type { House } from '../house.ts';

/** The secret of a webhook, from the installation's: nothing of it is stored. 32 bytes. */
export function webhookSecret(house: House, participant: string, id: string): Buffer {
  return createHmac('sha256', house.keys.secret('webhooks')).update(`${participant} ${id}`).digest();
}

/** Who takes deliveries waits so long for an answer, in milliseconds, and reads no more than the status. */
const limits = { timeoutMs: 5_000, maxBytes: 65_536 };

interface Delivery {
  id: string;
  url: string;
  webhook_id: string;
  event: string;
  body: unknown;
  at: string;
}

/** Sends one, signed: `v1,` + base64 of HMAC-SHA256 over `id.timestamp.body`. Returns the status. */
export async function sendWebhook(house: House, participant: string, delivery: Delivery): Promise<number> {
  const { id, url, webhook_id, event, body, at } = delivery;
  const text = JSON.stringify({ type: event, timestamp: at, data: body });
  // of this attempt, by the real clock, so that an old one cannot be played again
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', webhookSecret(house, participant, webhook_id))
    .update(`${id}.${timestamp}.${text}`)
    .digest('base64');
  const answer = await callOutside(
    url,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Rogatoria',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': `v1,${signature}`,
      },
      body: text,
    },
    { ...limits, trusted: house.config.trustedHosts },
  );
  return answer.status;
}

/** Tells a participant's systems what waits for them. Returns how many went. */
export function deliverWebhooks(house: House, participant: string, now: string): Promise<number> {
  return deliver(
    house,
    participant,
    'webhook_delivery',
    now,
    readDeliveries,
    async (delivery) => {
      const status = await sendWebhook(house, participant, delivery);
      // 410: the system says that it wants no more (Standard Webhooks).
      if (status === 410) throw new Refused('410 Gone');
      if (status < 200 || status > 299) throw new Error(`answered with ${status}`);
    },
    (trx) => tellAdministrators(trx, participant, now),
  );
}

const readDeliveries = (trx: Trx, ids: string[]) =>
  trx
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_id')
    .select([
      'webhook_delivery.id',
      'webhook_delivery.at',
      'webhook_delivery.attempts',
      'webhook_id',
      'event',
      'body',
      'url',
    ])
    .where('webhook_delivery.id', 'in', ids)
    .orderBy('webhook_delivery.at')
    .execute();

/** Sends a test at once and says how it went; nothing is kept of it. */
export async function testWebhook(
  house: House,
  participant: string,
  webhook: { id: string; url: string },
): Promise<number> {
  return sendWebhook(house, participant, {
    id: randomUUID(),
    url: webhook.url,
    webhook_id: webhook.id,
    event: 'test',
    body: {},
    at: house.clock.now(),
  });
}
