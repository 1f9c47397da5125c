import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';

const web = path.resolve(import.meta.dirname, '../../../web');

/** Builds the page when its sources are newer than what was built. */
export async function buildWeb(): Promise<void> {
  const built = path.join(web, 'dist/index.html');
  if (existsSync(built)) {
    const since = statSync(built).mtimeMs;
    let newer = false;
    for await (const file of glob(
      ['apps/web/{src,public}/**', 'apps/web/*.{ts,html,json}', 'packages/workflows/src/**'],
      { cwd: path.resolve(web, '../..') },
    )) {
      newer ||= statSync(path.resolve(web, '../..', file)).mtimeMs > since;
    }
    if (!newer) return;
  }
  await new Promise<void>((resolve, reject) => {
    const vite = spawn(
      process.execPath,
      [path.join(web, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
      { cwd: web, stdio: 'inherit' },
    );
    vite.on('error', reject);
    vite.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the page could not be built (vite ended with ${code})`)),
    );
  });
}
