/** `pnpm worker`: sweeps, deliveries and mail in production; as many as you like. */
import { productionConfig } from './config.ts';
import { closeWhenAsked, openHouse, work } from './run.ts';

try {
  const opened = await openHouse(productionConfig(process.env));
  closeWhenAsked(opened.house, 30_000, await work(opened.house), opened);
  console.log('working');
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
