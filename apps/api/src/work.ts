/** One round of work for a participant: what time brings, what is to be sent, what is to be mailed, then the record. */
import { makeCheckpoint, stampCheckpoint } from './audit/checkpoint.ts';
import { sweep } from './deadlines/sweep.ts';
import { sweepDirectory } from './directory/sweep.ts';
import { oneByOne } from './engine/queue.ts';
import { recalculateStale } from './engine/recalculate.ts';
import { sweepReturns } from './engine/returns.ts';
import { deliverOutbox } from './exchange/send.ts';
import type { House } from './house.ts';
import { deliverMail, type Mailer } from './notifications/mail.ts';
import { deliverPush } from './notifications/push.ts';
import { deliverWebhooks } from './notifications/webhooks.ts';
import { sweepServices } from './officers/service-accounts.ts';
import { sweepMeetings } from './recommendations/sweep.ts';
import { sweepRetention } from './retention/sweep.ts';

export async function workFor(house: House, participant: string, mail: Mailer): Promise<void> {
  const now = house.clock.now();
  await oneByOne([
    () => recalculateStale(house, participant, { now }),
    () => sweep(house, participant, { now }),
    () => sweepRetention(house, participant, now),
    () => sweepServices(house, participant, now),
    () => sweepDirectory(house, participant, now),
    () => sweepMeetings(house, participant, now),
    () => sweepReturns(house, participant, now),
    () => deliverOutbox(house, participant, { now }),
    () => deliverPush(house, participant, now),
    () => deliverMail(house, participant, mail, now),
    () => deliverWebhooks(house, participant, now),
    () => makeCheckpoint(house, participant, now),
    () => stampCheckpoint(house, participant, now),
  ]);
}

export async function participantsOf(house: House): Promise<string[]> {
  const rows = await house.db.selectFrom('participant').select('code').orderBy('code').execute();
  return rows.map(({ code }) => code);
}
