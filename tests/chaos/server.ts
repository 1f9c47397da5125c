// The process that is killed: API and worker together, on the database and the folder that its parent keeps.
import type { Config } from '@rogatoria/api/config.ts';
import { openHouse, serve, work } from '@rogatoria/api/run.ts';

export interface ServerOptions {
  databaseUrl: string;
  dataDir: string;
  /** base64 */
  secret: string;
}

/** From the parent: begin to serve; the clock goes forward to an instant. */
export type Order = { begin: true } | { to: string };

/** To the parent, once it serves. */
export interface Ready {
  url: string;
}

if (process.send && process.env.CHAOS_SERVER) {
  const { databaseUrl, dataDir, secret } = JSON.parse(process.env.CHAOS_SERVER) as ServerOptions;
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    dataDir,
    databaseUrl,
    redisUrl: null,
    smtpUrl: null,
    mailFrom: 'Rogatoria <rogatoria@rogatoria.example>',
    trustProxy: null,
    trustedHosts: [],
    provider: null,
    publicUrl: 'http://localhost:8080',
    secret: Buffer.from(secret, 'base64'),
    // for its clock, which the parent moves
    demo: true,
  };
  process.on('disconnect', () => process.exit());
  // Loaded and waiting: the next server stands by while the one before it lives.
  await new Promise((resolve) => process.once('message', resolve));
  const { house } = await openHouse(config);
  const { url } = await serve(house);
  await work(house);
  process.on('message', (order: Order) => 'to' in order && house.clock.forwardTo(order.to));
  process.send({ url } satisfies Ready);
}
