// A whole installation for one test file: real database, real keys and files, a clock in the test's hand.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildApp } from '@rogatoria/api/app.ts';
import type { Config } from '@rogatoria/api/config.ts';
import { demoEmail, demoPassword } from '@rogatoria/api/demo/people.ts';
import { seedParticipants } from '@rogatoria/api/demo/seed.ts';
import { keyring } from '@rogatoria/api/engine/keys.ts';
import type { House } from '@rogatoria/api/house.ts';
import { type Mailer, mailer } from '@rogatoria/api/notifications/mail.ts';
import type { App } from '@rogatoria/api/server.ts';
import { participantsOf, workFor } from '@rogatoria/api/work.ts';
import { as, connect, sql } from '@rogatoria/db';
import type { Language, Role } from '@rogatoria/workflows';
import { testDatabase } from './database.ts';

/** An answer of the API, its body already parsed. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  body: any;
  headers: Record<string, string | string[] | number | undefined>;
}

/** A signed-in officer: every call goes through HTTP as the page's do. */
export interface Caller {
  token: string;
  get(url: string): Promise<Answer>;
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** gives a command with the version the case has now */
  command(caseId: string, name: string, payload?: object, headers?: Record<string, string>): Promise<Answer>;
  upload(caseId: string, name: string, content: Buffer): Promise<Answer>;
}

export interface TestHouse {
  house: House;
  app: App;
  appUrl: string;
  ownerUrl: string;
  dataDir: string;
  /** moves the clock forward, to an instant or by milliseconds; nothing is swept until `work()` */
  forward(to: string | number): void;
  /** one round of work for every participant, as a worker would do it, until nothing moves */
  work(mail?: Mailer): Promise<void>;
  as(role: Role, state: string): Promise<Caller>;
  /** a new officer beside the demonstration's, with any roles and language */
  officer(state: string, roles: Role[], language?: Language): Promise<Caller>;
  /** every officer there is now is mailed notice by notice, at any hour */
  mailAtOnce(): Promise<void>;
  close(): Promise<void>;
}

export const startOfTests = '2026-03-02T12:00:00.000Z';

export async function testHouse(config: Partial<Config> = {}): Promise<TestHouse> {
  const { appUrl, ownerUrl, drop } = await testDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'rogatoria-test-'));
  const secret = Buffer.alloc(64, 7);
  const db = connect(appUrl, 10);
  let now = Date.parse(startOfTests);
  const quiet = { info() {}, warn() {}, error() {} };
  const house: House = {
    config: {
      port: 0,
      host: '127.0.0.1',
      dataDir,
      databaseUrl: appUrl,
      redisUrl: null,
      smtpUrl: null,
      mailFrom: 'Rogatoria <rogatoria@rogatoria.example>',
      trustProxy: null,
      trustedHosts: [],
      timeStamps: null,
      publicUrl: 'http://localhost:8080',
      secret,
      demo: true,
      reauthenticate: false,
      identityProvider: null,
      ...config,
    },
    db,
    clock: {
      now: () => new Date(now).toISOString(),
      forwardTo: async (instant) => {
        now = Math.max(now, Date.parse(instant));
      },
    },
    keys: keyring(db, secret),
    wake: () => {},
    untold: new Set(),
    log: quiet,
  };
  await seedParticipants(ownerUrl, secret, house.clock.now());
  const app = await buildApp(house, { demo: { progress: () => ({ done: 0, total: 0 }), told: Promise.resolve() } });
  await app.ready();
  const tokens = new Map<string, string>();
  let sessions = 0;

  const call = async (
    token: string,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const json = String(response.headers['content-type'] ?? '').includes('json');
    return {
      status: response.statusCode,
      body: json ? response.json() : response.rawPayload,
      headers: response.headers,
    };
  };

  const caller = (token: string): Caller => ({
    token,
    get: (url) => call(token, 'GET', url),
    post: (url, body = {}, headers) => call(token, 'POST', url, body, headers),
    put: (url, body, headers) => call(token, 'PUT', url, body, headers),
    async command(caseId, name, payload = {}, headers = {}) {
      const { body } = await call(token, 'GET', `/api/cases/${caseId}`);
      return call(token, 'POST', `/api/cases/${caseId}/commands/${name}`, payload, {
        'if-match': `"${body.version}"`,
        ...headers,
      });
    },
    upload: (caseId, name, content) =>
      call(token, 'POST', `/api/cases/${caseId}/files?name=${encodeURIComponent(name)}`, content, {
        'content-type': 'application/octet-stream',
        'x-file-type': 'text/plain',
      }),
  });

  const signIn = async (email: string): Promise<Caller> => {
    let token = tokens.get(email);
    if (!token) {
      const response = await app.inject({
        method: 'POST',
        url: '/api/session',
        payload: { email, password: demoPassword },
        // Each from an address of his own: there is a limit to what one address may try.
        remoteAddress: `10.200.${sessions >> 8}.${sessions++ & 255}`,
      });
      if (response.statusCode !== 200) throw new Error(`${email} cannot sign in: ${response.body}`);
      token = response.json().token as string;
      tokens.set(email, token);
    }
    return caller(token);
  };

  return {
    house,
    app,
    appUrl,
    ownerUrl,
    dataDir,
    forward: (to) => {
      now = typeof to === 'number' ? now + to : Math.max(now, Date.parse(to));
    },
    async work(mail = mailer(house.config)) {
      const participants = await participantsOf(house);
      // A delivery may cause an answer: twice around is enough for any exchange that no officer interrupts.
      for (let round = 0; round < 3; round++)
        for (const participant of participants) await workFor(house, participant, mail);
    },
    as: (role, state) => signIn(demoEmail(role, state)),
    async officer(state, roles, language = 'en') {
      const email = `${randomUUID()}.${state.toLowerCase()}@demo.test`;
      await as(db, state, async (trx) => {
        const { password } = await trx
          .selectFrom('account')
          .select('password')
          .where('service', '=', false)
          .limit(1)
          .executeTakeFirstOrThrow();
        await trx
          .insertInto('account')
          .values({
            id: randomUUID(),
            participant: state,
            email,
            name: 'Outra Pessoa',
            roles,
            language,
            password,
            created_at: startOfTests,
          })
          .execute();
      });
      return signIn(email);
    },
    async mailAtOnce() {
      for (const participant of await participantsOf(house))
        await as(db, participant, (trx) =>
          sql`insert into mail_wish select participant, id, 'immediate', 'any', '08:00', '18:00', 'UTC' from account
            on conflict (account_id) do update set reminders = 'immediate', hours = 'any'`.execute(trx),
        );
    },
    async close() {
      await app.close();
      await db.destroy();
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
