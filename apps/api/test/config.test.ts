import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demoConfig } from '../src/config.ts';

const box = mkdtempSync(path.join(os.tmpdir(), 'rogatoria-config-'));
afterAll(() => rmSync(box, { recursive: true }));

const start = (program: string, env: Record<string, string>) =>
  spawnSync(process.execPath, [path.resolve(import.meta.dirname, '../src', program)], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });

test.each(['main.ts', 'worker.ts'])('%s refuses to start and says everything that is missing', (program) => {
  const { status, stderr } = start(program, {});
  expect(status).toBe(1);
  expect(stderr).toContain('DATABASE_URL, SECRET_FILE, PUBLIC_URL');
});

test('a secret that is too short is refused, and not shown', () => {
  const secret = path.join(box, 'short');
  writeFileSync(secret, 'too short a secret');
  const { status, stderr } = start('main.ts', {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    SECRET_FILE: secret,
    PUBLIC_URL: 'https://rogatoria.example',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('32 bytes');
  expect(stderr).not.toContain('too short a secret');
});

test('a demonstration makes its secret once, for its own eyes', () => {
  const env = { DATA_DIR: box, PORT: '8099' };
  const first = demoConfig(env, 'postgres://x');
  expect(demoConfig(env, 'postgres://x').secret).toEqual(first.secret);
  expect(first.secret.length).toBeGreaterThanOrEqual(32);
  expect(statSync(path.join(box, 'secret')).mode & 0o777).toBe(0o600);
});

test('a port that is none is named', () => {
  expect(() => demoConfig({ DATA_DIR: box, PORT: 'eighty' }, 'postgres://x')).toThrow('eighty');
});
