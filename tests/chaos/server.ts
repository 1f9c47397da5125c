// The process that is killed: API and worker together, on the database and the folder that its parent keeps.
import type { Config } from '@rogatoria/api/config.ts';
import { openHouse, serve, work } from '@rogatoria/api/run.ts';

export interface ServerOptions {
  databaseUrl: string;
  dataDir: string;
  /** base64 */
  secret: string;
}

/** To the parent, once it serves. */
export interface Ready {
  url: string;
}

/** From the parent: the clock goes forward to an instant. */
export interface Forward {
  to: string;
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
    publicUrl: 'http://localhost:8080',
    secret: Buffer.from(secret, 'base64'),
    // for its clock, which the parent moves
    demo: true,
  };
  process.on('disconnect', () => process.exit());
  const { house } = await openHouse(config);
  const { url } = await serve(house);
  await work(house);
  process.on('message', ({ to }: Forward) => house.clock.forwardTo(to));
  process.send({ url } satisfies Ready);
}
