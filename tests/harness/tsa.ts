// A real time-stamping authority for tests: OpenSSL's, behind a small HTTP server.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export interface TestAuthority {
  url: string;
  /** PEM of the root */
  roots: string;
  /** file with the same */
  rootsFile: string;
  /** how many questions it was asked */
  asked(): number;
  /** answers what this returns instead of the reply to this query; null: as it should */
  lie: ((query: Buffer, reply: Buffer) => Buffer | number) | null;
  close(): Promise<void>;
}

/** `usage`: extended key usage of its certificate; `days`: for which that is good. */
export async function testAuthority({
  usage = 'critical,timeStamping',
  digest = 'sha256',
} = {}): Promise<TestAuthority> {
  const box = mkdtempSync(path.join(os.tmpdir(), 'rogatoria-tsa-'));
  const file = (name: string) => path.join(box, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: box, stdio: ['ignore', 'pipe', 'pipe'] });
  writeFileSync(
    file('conf'),
    `[req]
distinguished_name = dn
prompt = no
[dn]
CN = Test root
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[stamping]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = ${usage}
[tsa]
default_tsa = own
[own]
serial = ${file('serial')}
crypto_device = builtin
signer_cert = ${file('tsa.crt')}
certs = ${file('root.crt')}
signer_key = ${file('tsa.key')}
signer_digest = ${digest}
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
ess_cert_id_alg = sha256
`,
  );
  writeFileSync(file('serial'), '01');
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-config', file('conf')];
  openssl('req', '-x509', ...curve, '-keyout', 'root.key', '-out', 'root.crt', '-days', '3650', '-extensions', 'root');
  openssl('req', '-new', ...curve, '-subj', '/CN=Test stamping', '-keyout', 'tsa.key', '-out', 'tsa.csr');
  const signed = ['-CA', 'root.crt', '-CAkey', 'root.key', '-CAcreateserial', '-days', '365'];
  openssl(
    'x509',
    '-req',
    '-in',
    'tsa.csr',
    ...signed,
    '-extfile',
    'conf',
    '-extensions',
    'stamping',
    '-out',
    'tsa.crt',
  );

  let asked = 0;
  const authority: Pick<TestAuthority, 'lie'> = { lie: null };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const query = Buffer.concat(chunks);
      const name = file(`query-${asked++}`);
      writeFileSync(name, query);
      const out = `${name}.tsr`;
      const args = ['ts', '-reply', '-config', file('conf'), '-queryfile', name, '-out', out];
      execFile('openssl', args, { cwd: box }, (error) => {
        if (error) return response.writeHead(500).end();
        const said = authority.lie?.(query, readFileSync(out)) ?? readFileSync(out);
        if (typeof said === 'number') response.writeHead(said).end();
        else response.setHeader('content-type', 'application/timestamp-reply').end(said);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(authority, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    roots: readFileSync(file('root.crt'), 'utf8'),
    rootsFile: file('root.crt'),
    asked: () => asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(box, { recursive: true });
    },
  });
}
