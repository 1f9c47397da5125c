// A process that is killed: the API or a worker, on the database and the folder that its parent keeps.
import type { Config } from '@rogatoria/api/config.ts';
import { closeWhenAsked, openHouse, serve, work } from '@rogatoria/api/run.ts';

export interface ServerOptions {
  part: 'api' | 'worker';
  databaseUrl: string;
  redisUrl: string | null;
  dataDir: string;
  /** base64 */
  secret: string;
}

/** From the parent: begin to serve; the clock goes forward to an instant. */
export type Order = { begin: true } | { to: string };

/** To the parent, once it serves or works. */
export interface Ready {
  /** of the API */
  url: string | null;
}

if (process.send && process.env.CHAOS_SERVER) {
  const { part, databaseUrl, redisUrl, dataDir, secret } = JSON.parse(process.env.CHAOS_SERVER) as ServerOptions;
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    dataDir,
    databaseUrl,
    redisUrl,
    smtpUrl: null,
    mailFrom: 'Rogatoria <rogatoria@rogatoria.example>',
    trustProxy: null,
    identityProvider: null,
    trustedHosts: [],
    timeStamps: null,
    publicUrl: 'http://localhost:8080',
    secret: Buffer.from(secret, 'base64'),
    // for its clock, which the parent moves
    demo: true,
    reauthenticate: false,
  };
  process.on('disconnect', () => process.exit());
  // Loaded and waiting: the next one stands by while the one before it lives.
  await new Promise((resolve) => process.once('message', resolve));
  // The parent keeps the clock's row: whether the database is there to write it again does not matter.
  const forward = (to: string) => house.clock.forwardTo(to).catch(() => {});
  let early: string | undefined;
  let opened = false;
  process.on('message', (order: Order) => {
    if (!('to' in order)) return;
    if (opened) forward(order.to);
    else early = order.to;
  });
  const open = await openHouse(config);
  const { house } = open;
  opened = true;
  if (early) await forward(early);
  if (part === 'api') {
    const server = await serve(house);
    closeWhenAsked(house, 10_000, server, open);
    process.send({ url: server.url } satisfies Ready);
  } else {
    closeWhenAsked(house, 30_000, await work(house), open);
    process.send({ url: null } satisfies Ready);
  }
}
