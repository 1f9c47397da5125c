import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What an installation is told by its environment (shared contract: README “Environment”). */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string;
  redisUrl: string | null;
  smtpUrl: string | null;
  /** whom mail is from, and to whom a mail server returns it: `Name <address>` */
  mailFrom: string;
  publicUrl: string;
  /** addresses of reverse proxies whose word on the caller's address is taken; null: nobody's */
  trustProxy: string | null;
  /** root of every key of this installation, at least 32 bytes */
  secret: Buffer;
  demo: boolean;
  /** whether what commits a State wants a proof of the last ten minutes (reauthentication.ts) */
  reauthenticate: boolean;
  /** hosts inside our own walls that may be called nevertheless, by http too (engine/outside.ts) */
  trustedHosts: string[];
  /** who stamps the time of checkpoints (RFC 3161), and the root certificates it is believed under; null: nobody */
  timeStamps: { url: string; roots: string } | null;
  /** the identity provider of one participant's ministry; null: none */
  identityProvider: IdentityProvider | null;
}

/** An OpenID Connect provider and what it knows us as. */
export interface IdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** whose accounts it vouches for */
  participant: string;
  /** what its people call it, on the sign-in page */
  name: string;
  /** hosts besides the issuer's own that its description may send us to */
  hosts: string[];
}

const root = path.resolve(import.meta.dirname, '../../..');

export function dataDirOf(env: NodeJS.ProcessEnv): string {
  return path.resolve(root, env.DATA_DIR ?? '.rogatoria');
}

/** Settings with defaults, shared by the demonstration and production. `port` 0 lets the system choose one. */
function common(env: NodeJS.ProcessEnv) {
  const port = Number(env.PORT ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is not a port number: ${env.PORT}`);
  return {
    port,
    host: env.HOST ?? '127.0.0.1',
    dataDir: dataDirOf(env),
    redisUrl: env.REDIS_URL || null,
    smtpUrl: env.SMTP_URL || null,
    mailFrom: env.MAIL_FROM || 'Rogatoria <rogatoria@rogatoria.example>',
    trustProxy: env.TRUST_PROXY || null,
    identityProvider: identityProviderOf(env),
    trustedHosts: listOf(env.TRUSTED_HOSTS),
    timeStamps: timeStampsOf(env),
  };
}

function listOf(text = ''): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

/** `TSA_URL` with `TSA_CA_FILE`. By http too: what comes back is signed. */
function timeStampsOf(env: NodeJS.ProcessEnv): Config['timeStamps'] {
  if (!env.TSA_URL) return null;
  if (!/^https?:$/.test(URL.parse(env.TSA_URL)?.protocol ?? ''))
    throw new Error(`TSA_URL must be an http or https address: ${env.TSA_URL}`);
  if (!env.TSA_CA_FILE) throw new Error('Missing beside TSA_URL: TSA_CA_FILE. See README.md, “Install”.');
  return { url: env.TSA_URL, roots: rootsOf(env.TSA_CA_FILE) };
}

/** Root certificates of a file in PEM. Throws when there is none in it. */
export function rootsOf(file: string): string {
  const roots = readFileSync(file, 'utf8');
  if (!roots.includes('-----BEGIN CERTIFICATE-----')) throw new Error(`No certificate in TSA_CA_FILE: ${file}`);
  return roots;
}

/** `OIDC_*`: all of it or nothing. */
function identityProviderOf(env: NodeJS.ProcessEnv): IdentityProvider | null {
  if (!env.OIDC_ISSUER) return null;
  const missing = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_PARTICIPANT'].filter((name) => !env[name]);
  if (missing.length > 0)
    throw new Error(`Missing beside OIDC_ISSUER: ${missing.join(', ')}. See README.md, “Install”.`);
  const url = URL.parse(env.OIDC_ISSUER);
  const loopback = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && loopback))
    throw new Error(`OIDC_ISSUER must be an https address: ${env.OIDC_ISSUER}`);
  return {
    issuer: env.OIDC_ISSUER,
    clientId: env.OIDC_CLIENT_ID as string,
    clientSecret: env.OIDC_CLIENT_SECRET as string,
    participant: env.OIDC_PARTICIPANT as string,
    name: env.OIDC_NAME || url.host,
    hosts: listOf(env.OIDC_HOSTS),
  };
}

/** Production: refuses to start, saying everything that is missing. */
export function productionConfig(env: NodeJS.ProcessEnv): Config {
  const missing = ['DATABASE_URL', 'SECRET_FILE', 'PUBLIC_URL'].filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`Missing: ${missing.join(', ')}. See README.md, “Install”.`);
  const secret = readFileSync(env.SECRET_FILE as string);
  if (secret.length < 32) throw new Error('SECRET_FILE must hold at least 32 bytes of randomness.');
  return {
    ...common(env),
    databaseUrl: env.DATABASE_URL as string,
    publicUrl: env.PUBLIC_URL as string,
    secret,
    demo: false,
    reauthenticate: true,
  };
}

/** The demonstration makes its own secret in its data folder. */
export function demoConfig(env: NodeJS.ProcessEnv, databaseUrl: string): Config {
  const settings = common(env);
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const file = env.SECRET_FILE ?? path.join(settings.dataDir, 'secret');
  return {
    ...settings,
    databaseUrl,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${settings.port}`,
    secret: readOrMake(file),
    demo: true,
    // Programs of the demonstration sign in once and go on with that token.
    reauthenticate: env.REAUTHENTICATE === 'on',
  };
}

function readOrMake(file: string): Buffer {
  try {
    writeFileSync(file, randomBytes(64), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file);
}
