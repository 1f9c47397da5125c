/** `pnpm worker`: sweeps, deliveries and mail in production; as many as you like. */
import closeWithGrace from 'close-with-grace';
import { productionConfig } from './config.ts';
import { openHouse, work } from './run.ts';

try {
  const { house, close } = await openHouse(productionConfig(process.env));
  const worker = await work(house);
  closeWithGrace({ delay: 30_000 }, async ({ err }) => {
    if (err) console.error(err);
    await worker.close();
    await close();
  });
  console.log('working');
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
