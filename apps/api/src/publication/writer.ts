/** Writes a file of an edition in a thread of its own (`editions.ts` starts it): the API answers meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { bytesOf, type Writing } from './formats.ts';

parentPort?.postMessage(await bytesOf(workerData as Writing));
