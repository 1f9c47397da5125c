// What a log line says of an error: of what kind and where, and no word of what a case says.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CallFailed } from '../src/engine/outside.ts';
import { oneByOne } from '../src/engine/queue.ts';
import { traceOf } from '../src/errors.ts';

const secret = 'María Pérez, Calle 5\n    at the bank (her account)';

test('an error leaves its kind and its place, and none of its words, nor those of what caused it', async () => {
  const inner = Object.assign(new TypeError(secret), { code: '22P02', table: 'case_file', detail: secret });
  const outer = new CallFailed('timed_out', 'host.example', inner);
  const line = traceOf(outer);
  expect(line).toMatchObject({
    error: {
      name: 'CallFailed',
      trouble: 'timed_out',
      cause: { name: 'TypeError', code: '22P02', table: 'case_file' },
    },
  });
  expect(JSON.stringify(line)).toContain('log-lines.test.ts');
  const several = await oneByOne([
    () => Promise.reject(inner),
    () => Promise.resolve(),
    () => Promise.reject(new RangeError(secret)),
  ]).catch((error: Error) => error);
  // The queue keeps message and stack of what failed.
  expect((several as Error).message).toBe('2 of 3 failed');
  expect(traceOf(several)).toMatchObject({ error: { errors: [{ name: 'TypeError' }, { name: 'RangeError' }] } });
  for (const text of [JSON.stringify(line), JSON.stringify(traceOf(several)), (several as Error).stack ?? ''])
    expect(text).not.toMatch(/María|Calle|bank|account/);
  expect(traceOf(secret)).toEqual({ error: { name: 'string' } });
});

test('nobody writes an error’s message into the log', () => {
  const root = path.resolve(import.meta.dirname, '../src');
  const files = globSync('**/*.ts', { cwd: root });
  const lines = files.flatMap((file) => readFileSync(path.join(root, file), 'utf8').split('\n'));
  const logged = lines.filter((line) => /\blog\.(info|warn|error)\(/.test(line));
  expect(logged.length).toBeGreaterThan(5);
  expect(logged.filter((line) => /\.(message|stack)\b/.test(line))).toEqual([]);
});
