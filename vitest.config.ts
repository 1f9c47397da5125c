import os from 'node:os';
import { defineConfig } from 'vitest/config';

const project = (name: string, root: string, include: string) => ({
  extends: true as const,
  root,
  test: { name, include: [include] },
});

/** Slow machines are waited for; nothing is measured. */
const patience = Number(process.env.TEST_PATIENCE ?? 1);

export default defineConfig({
  test: {
    // Each worker holds database connections, of which the server has 120.
    maxWorkers: Math.min(4, os.availableParallelism()),
    testTimeout: 120_000 * patience,
    hookTimeout: 120_000 * patience,
    expect: { poll: { timeout: 60_000 * patience } },
    projects: [
      project('workflows', 'packages/workflows', 'test/**/*.test.{ts,tsx}'),
      project('db', 'packages/db', 'test/**/*.test.{ts,tsx}'),
      project('api', 'apps/api', 'test/**/*.test.{ts,tsx}'),
      project('web', 'apps/web', 'test/**/*.test.{ts,tsx}'),
      project('system', 'tests', '**/*.test.{ts,tsx}'),
    ],
  },
});
