// Tampering at a small size: each kind of forgery once.
import { expect, test } from 'vitest';
import { tamper } from '../tamper/run.ts';

test('whatever somebody with all rights on the database changes, verification finds', async () => {
  const seed = Number(process.env.SEED ?? 20261121);
  console.log(`seed ${seed}`);
  const missed: string[] = [];
  const { forgeries, undetected, by_checkpoint, by_kept } = await tamper({
    rounds: 1,
    seed,
    say: (line) => missed.push(line),
  });
  expect(missed).toEqual([]);
  expect(undetected).toBe(0);
  expect(forgeries).toBeGreaterThanOrEqual(40);
  // What is rewritten as it should be hashed is found by checkpoints alone, and with them by those that were kept.
  expect(by_checkpoint).toBeGreaterThan(5);
  expect(by_kept).toBeGreaterThan(0);
}, 480_000);
