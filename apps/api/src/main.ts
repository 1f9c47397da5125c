/** `pnpm serve`: the API and the page in production. */
import closeWithGrace from 'close-with-grace';
import { productionConfig } from './config.ts';
import { openHouse, serve } from './run.ts';

try {
  const { house, close } = await openHouse(productionConfig(process.env));
  const server = await serve(house);
  closeWithGrace({ delay: 10_000 }, async ({ err }) => {
    if (err) console.error(err);
    await server.close();
    await close();
  });
  console.log(`ready ${server.url}`);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
