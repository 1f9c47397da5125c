// What we build on: which packages may run a script when they are installed, under which licences all of them come, and
// that the lockfile names every one by its content.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const store = path.join(root, 'node_modules/.pnpm');

interface Manifest {
  name: string;
  version: string;
  license?: unknown;
  licenses?: unknown;
  scripts?: Record<string, string>;
}

/** Every package that is installed, with its folder. */
const installed = fs
  .globSync(['*/node_modules/*/package.json', '*/node_modules/@*/*/package.json'], { cwd: store })
  .flatMap((file) => {
    const folder = path.join(store, path.dirname(file));
    if (fs.lstatSync(folder).isSymbolicLink()) return [];
    const manifest = JSON.parse(fs.readFileSync(path.join(store, file), 'utf8')) as Manifest;
    return manifest.name && manifest.version ? [{ ...manifest, folder }] : [];
  });

/** Permissive: use, change and pass on, in any work, with the notice kept. */
const permissive = [
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Python-2.0',
  'PSF-2.0',
];
/** Fonts: may be passed on with the software under their own licence. */
const fonts = ['OFL-1.1'];
/** What is neither, and why it may stay. */
const explained: Record<string, string> = {
  'axe-core': 'MPL-2.0: judges the page in tests, is not part of the product',
  lightningcss: 'MPL-2.0: works while the page is built, is not part of it',
  'lightningcss-*': 'MPL-2.0: the binary of the same',
  'date-holidays': 'ISC, its data CC-BY-3.0: attribution is given in README.md',
  'png-js': 'says nothing in its package.json; its LICENSE file is MIT',
};

/** Whether an SPDX expression leaves a permissive choice: every part of an AND, one part of an OR. */
function isPermissive(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, '');
  return bare
    .split(' AND ')
    .every((part) => part.split(' OR ').some((name) => [...permissive, ...fonts].includes(name.trim())));
}

test('every package comes under a permissive licence, or is named here with the reason it may stay', () => {
  expect(installed.length).toBeGreaterThan(150);
  const others = installed.filter(({ license }) => !(typeof license === 'string' && isPermissive(license)));
  const unexplained = others.filter(
    ({ name }) => !Object.keys(explained).some((known) => path.matchesGlob(name, known)),
  );
  expect(unexplained.map(({ name, license, licenses }) => `${name}: ${JSON.stringify(license ?? licenses)}`)).toEqual(
    [],
  );
  // An explanation of nothing is an old one.
  const idle = Object.keys(explained).filter(
    (known) => !known.includes('*') && !others.some(({ name }) => name === known),
  );
  expect(idle).toEqual([]);
  const pngJs = others.find(({ name }) => name === 'png-js');
  if (pngJs)
    expect(fs.readFileSync(path.join(pngJs.folder, 'LICENSE'), 'utf8')).toMatch(
      /MIT Licen[cs]e|Permission is hereby granted/,
    );
});

test('the licence rule tells permissive from other', () => {
  for (const fine of ['MIT', 'MIT OR Apache-2.0', '(GPL-3.0 OR MIT)', 'MIT AND OFL-1.1'])
    expect([fine, isPermissive(fine)]).toEqual([fine, true]);
  for (const not of ['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'BUSL-1.1', 'UNLICENSED', 'SEE LICENSE IN x'])
    expect([not, isPermissive(not)]).toEqual([not, false]);
});

test('a package runs a script when it is installed only where pnpm-workspace.yaml names it and says why', () => {
  const lines = fs.readFileSync(path.join(root, 'pnpm-workspace.yaml'), 'utf8').split('\n');
  const start = lines.indexOf('allowBuilds:');
  expect(start).toBeGreaterThan(0);
  const rules: { name: string; allowed: boolean; why: string }[] = [];
  for (const line of lines.slice(start + 1)) {
    const match = /^ {2}'?([^':]+)'?: (true|false)(?: # (.+))?$/.exec(line);
    if (!match) break;
    // One reason may stand for the platforms of one package.
    rules.push({ name: match[1] as string, allowed: match[2] === 'true', why: match[3] ?? rules.at(-1)?.why ?? '' });
  }
  for (const { name, why } of rules) expect(why, name).toMatch(/\S{3}/);
  const scripted = installed.filter(
    ({ scripts = {}, folder }) =>
      ['preinstall', 'install', 'postinstall'].some((step) => scripts[step]) ||
      fs.existsSync(path.join(folder, 'binding.gyp')),
  );
  const names = [...new Set(scripted.map(({ name }) => name))];
  expect(names).toContain('node');
  expect(names.filter((name) => !rules.some((rule) => rule.name === name))).toEqual([]);
  // pnpm stops at a package that nobody has decided on; nothing may tell it to go on.
  expect(lines.join('\n')).not.toMatch(/dangerouslyAllowAllBuilds|strictDepBuilds: false|ignoredBuiltDependencies/);
});

test('the lockfile names every package by its content, and none from anywhere but a registry', () => {
  const lock = fs.readFileSync(path.join(root, 'pnpm-lock.yaml'), 'utf8');
  const resolutions = [...lock.matchAll(/^ {4}resolution: (.+)$/gm)].map(([, resolution]) => resolution as string);
  expect(resolutions.length).toBeGreaterThan(150);
  for (const resolution of resolutions) expect(resolution).toMatch(/^\{integrity: sha512-[A-Za-z0-9+/=]+\}$/);
  expect(lock).not.toMatch(/tarball:|https?:\/\/|git\+|github:/);
});
