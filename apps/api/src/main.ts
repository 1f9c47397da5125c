/** `pnpm serve`: the API and the page in production. */
import { productionConfig } from './config.ts';
import { closeWhenAsked, openHouse, serve } from './run.ts';

try {
  const opened = await openHouse(productionConfig(process.env));
  const server = await serve(opened.house);
  closeWhenAsked(opened.house, 10_000, server, opened);
  console.log(`ready ${server.url}`);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
