/** Puts a house together and takes it apart again. */
import { connect } from '@rogatoria/db';
import closeWithGrace from 'close-with-grace';
import pino from 'pino';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import type { DemoControl } from './demo/routes.ts';
import { type Clock, demoClock, realClock } from './engine/clock.ts';
import { keyring } from './engine/keys.ts';
import { openQueue, startWorker } from './engine/queue.ts';
import { traceOf } from './errors.ts';
import type { House } from './house.ts';
import { mailer } from './notifications/mail.ts';
import { participantsOf, workFor } from './work.ts';

export interface OpenHouse {
  house: House;
  close(): Promise<void>;
}

/** Opens the database, keys, clock and the queue's producing end. */
export async function openHouse(config: Config): Promise<OpenHouse> {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'warn' });
  const db = connect(config.databaseUrl, 20);
  const clock: Clock = config.demo ? await demoClock(db, process.env.DEMO_START) : realClock;
  const queue = await openQueue(config, (error) => log.warn(traceOf(error), 'queue'));
  const house: House = {
    config,
    db,
    clock,
    keys: keyring(db, config.secret),
    wake: queue.wake,
    untold: new Set(),
    log,
  };
  return {
    house,
    close: async () => {
      await queue.close();
      await db.destroy();
    },
  };
}

/** Serves the API and the page. Returns the address. */
export async function serve(house: House, demo?: DemoControl): Promise<{ url: string; close(): Promise<void> }> {
  const app = await buildApp(house, { logger: true, ...(demo ? { demo } : {}) });
  await app.listen({ port: house.config.port, host: house.config.host });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : house.config.port;
  return { url: `http://localhost:${port}`, close: () => app.close() };
}

/** Does the work: sweeps, deliveries, mail. */
export async function work(house: House): Promise<{ close(): Promise<void> }> {
  const mail = mailer(house.config);
  return startWorker(
    house.config,
    () => participantsOf(house),
    (participant) => workFor(house, participant, mail),
    (error) => house.log.warn(traceOf(error), 'worker'),
  );
}

/**
 * Closes what was opened, in this order, when the process is asked to end (SIGTERM, SIGINT) or fails: what is under way is
 * finished first. After `delay` ms it ends all the same, with 1.
 */
export function closeWhenAsked({ log }: House, delay: number, ...opened: { close(): Promise<void> }[]): void {
  closeWithGrace({ delay }, async ({ err }) => {
    if (err) log.error(traceOf(err), 'ended by an error');
    for (const one of opened) await one.close();
  });
}
