// `pnpm guide`: writes docs/procedures, the guide to every procedure in four languages, from the machines.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { guidePages } from '@rogatoria/workflows/guide/pages.ts';

const folder = fileURLToPath(new URL('../docs/procedures/', import.meta.url));
const pages = guidePages();
fs.rmSync(folder, { recursive: true, force: true });
for (const [name, content] of pages) {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), content);
}
console.log(`${pages.size} files in docs/procedures`);
