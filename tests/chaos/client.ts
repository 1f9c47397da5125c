// Officers who do not give up: every request is repeated under the same key until there is an answer. What was answered
// is kept, to be compared with what is there in the end.
import { setTimeout as sleep } from 'node:timers/promises';
import { demoEmail, demoPassword } from '@rogatoria/api/demo/people.ts';
import type { Role } from '@rogatoria/workflows';
import type { Installation } from './installation.ts';

/** A write that was answered with success. */
export interface Acknowledged {
  key: string;
  account: string;
  what: 'create' | 'command' | 'upload';
  case_id: string;
  /** of a command: its name and the version it made */
  name?: string;
  version?: number;
  /** of an upload: the file and what was in it */
  file_id?: string;
  sha256?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the API answered
type Body = any;
export interface Answer {
  status: number;
  body: Body;
}

export interface Client {
  acknowledged: Acknowledged[];
  /** what no client should ever see, whatever dies */
  surprises: string[];
  /** requests that had to be sent again, and all that were answered */
  repeated: number;
  answered: number;
  get(who: Who, path: string): Promise<Body>;
  create(who: Who, draft: object): Promise<string>;
  /** Gives a command with the version the case has now. False when its state no longer takes it. */
  command(who: Who, caseId: string, name: string, payload?: object, twice?: boolean): Promise<boolean>;
  /** Sends a file slowly. Returns its id, or null when the case takes none any more. */
  upload(who: Who, caseId: string, name: string, chunks: Buffer[], sha256: string): Promise<string | null>;
}

export interface Who {
  role: Role;
  state: string;
}

interface Request {
  method: string;
  headers?: Record<string, string>;
  body?: () => string | AsyncIterable<Uint8Array>;
}

/** `forgetful` officers send no key: a repeated request is then a new one, and a run must find that. */
export function client(house: Installation, forgetful = false): Client {
  const tokens = new Map<string, Promise<{ token: string; id: string }>>();
  const acknowledged: Acknowledged[] = [];
  const surprises: string[] = [];
  const counts = { key: 0, repeated: 0, answered: 0 };

  const request = async (path: string, { method, headers = {}, body }: Request): Promise<Answer> => {
    for (; ; counts.repeated++) {
      const url = await house.url();
      const { 'idempotency-key': key, ...others } = headers;
      try {
        const response = await fetch(`${url}${path}`, {
          method,
          headers: key && !forgetful ? headers : others,
          ...(body ? { body: body(), duplex: 'half' } : {}),
          signal: AbortSignal.timeout(30_000),
        } as RequestInit);
        const answer = { status: response.status, body: (await response.json()) as Body };
        counts.answered++;
        if (answer.status === 429 || answer.status === 503) await sleep(500);
        else if (answer.status >= 500) surprises.push(`${method} ${path}: ${answer.status}`);
        else return answer;
      } catch {}
      // The server died, or will notice soon that it has.
      await sleep(15);
    }
  };

  const json = (value: unknown) => () => JSON.stringify(value);
  const signIn = ({ role, state }: Who) => {
    const email = demoEmail(role, state);
    let token = tokens.get(email);
    if (!token) {
      token = request('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: json({ email, password: demoPassword }),
      }).then(({ body }) => ({ token: body.token as string, id: body.user.id as string }));
      tokens.set(email, token);
    }
    return token;
  };
  const call = async (who: Who, path: string, { method, headers, body }: Request) => {
    for (;;) {
      const { token } = await signIn(who);
      const answer = await request(path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(body ? { body } : {}),
      });
      if (answer.status !== 401 || answer.body.code !== 'token_expired') return answer;
      // A long run outlives the token; whoever signs in again goes on with the same key.
      const email = demoEmail(who.role, who.state);
      if ((await tokens.get(email))?.token === token) tokens.delete(email);
    }
  };
  const surprise = (what: string, { status, body }: Answer) => {
    surprises.push(`${what}: ${status} ${JSON.stringify(body)}`);
  };
  /** The same request once, or twice at the same moment: a double click. */
  const click = async (who: Who, path: string, sent: Request, twice: boolean): Promise<Answer> => {
    const [first, second] = await Promise.all([call(who, path, sent), twice ? call(who, path, sent) : null]);
    if (second && JSON.stringify(second) !== JSON.stringify(first)) {
      surprises.push(`${path}: a double click was answered ${JSON.stringify(first)} and ${JSON.stringify(second)}`);
    }
    return first;
  };

  return {
    acknowledged,
    surprises,
    get repeated() {
      return counts.repeated;
    },
    get answered() {
      return counts.answered;
    },
    async get(who, path) {
      const answer = await call(who, path, { method: 'GET' });
      if (answer.status !== 200) surprise(`GET ${path}`, answer);
      return answer.body;
    },
    async create(who, draft) {
      const key = `create-${counts.key++}`;
      const headers = { 'content-type': 'application/json', 'idempotency-key': key };
      const answer = await click(who, '/api/cases', { method: 'POST', headers, body: json(draft) }, true);
      if (answer.status !== 201) surprise('create', answer);
      const { id: account } = await signIn(who);
      acknowledged.push({ key, account, what: 'create', case_id: answer.body.id });
      return answer.body.id;
    },
    async command(who, case_id, name, payload = {}, twice = false) {
      const key = `${name}-${counts.key++}`;
      const { id: account } = await signIn(who);
      for (;;) {
        const { version } = await this.get(who, `/api/cases/${case_id}`);
        const headers = { 'content-type': 'application/json', 'idempotency-key': key, 'if-match': `"${version}"` };
        const path = `/api/cases/${case_id}/commands/${name}`;
        const answer = await click(who, path, { method: 'POST', headers, body: json(payload) }, twice);
        if (answer.status === 200) {
          acknowledged.push({ key, account, what: 'command', case_id, name, version: answer.body.version });
          return true;
        }
        if (answer.status === 409) return false;
        if (answer.status !== 412) {
          surprise(name, answer);
          return false;
        }
      }
    },
    async upload(who, case_id, name, chunks, sha256) {
      const key = `upload-${counts.key++}`;
      const answer = await call(who, `/api/cases/${case_id}/files?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'x-file-type': 'text/csv', 'idempotency-key': key },
        body: () => slowly(chunks),
      });
      if (answer.status === 409) return null;
      if (answer.status !== 201) {
        surprise('upload', answer);
        return null;
      }
      const { id: account } = await signIn(who);
      acknowledged.push({ key, account, what: 'upload', case_id, file_id: answer.body.id, sha256 });
      if (answer.body.sha256 !== sha256) surprise('upload of other content', answer);
      return answer.body.id;
    },
  };
}

async function* slowly(chunks: Buffer[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    yield chunk;
    await sleep(10);
  }
}
