// Starts a server on the folder given, says so, and waits to be killed.
import fs from 'node:fs';
import path from 'node:path';
import { startEmbeddedPostgres } from '../src/embedded.ts';

const dataDir = process.argv[2]!;
const { port, superuserUrl, adopted } = await startEmbeddedPostgres({ dataDir, fast: true });
const pid = Number(fs.readFileSync(path.join(dataDir, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);
console.log(JSON.stringify({ port, superuserUrl, adopted, pid }));
setInterval(() => {}, 60_000);
