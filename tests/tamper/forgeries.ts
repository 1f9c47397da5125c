// What somebody with all rights on the database could do to the record, one kind each. Row-level security, triggers and
// references do not bind them; they know how entries are hashed, and may rewrite whole chains.

import { randomUUID } from 'node:crypto';
import { replay, someCases } from '@rogatoria/api/audit/cases.ts';
import { type CheckpointBody, checkpointHash, leavesHash, signedText } from '@rogatoria/api/audit/checkpoint.ts';
import { linkHash, noteAudit } from '@rogatoria/api/engine/chains.ts';
import { entryHash } from '@rogatoria/api/engine/log.ts';
import { fingerprint } from '@rogatoria/api/engine/once.ts';
import { remainsOf, signTombstone, type Tombstone, tombstoneHash } from '@rogatoria/api/engine/tombstone.ts';
import { sql, type Trx } from '@rogatoria/db';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';

// biome-ignore lint/suspicious/noExplicitAny: rows of any table
type Row = Record<string, any>;

/** The hand that forges, in a transaction as the server's superuser. */
export class Hand {
  readonly trx: Trx;
  readonly seed: number;
  constructor(trx: Trx, seed: number) {
    this.trx = trx;
    this.seed = seed;
  }

  /** Rows of a statement with `?` for its values. */
  async rows(text: string, ...values: unknown[]): Promise<Row[]> {
    const parts = text.split('?');
    const query = parts.reduce(
      (whole, part, index) => (index === 0 ? sql`${sql.raw(part)}` : sql`${whole}${values[index - 1]}${sql.raw(part)}`),
      sql``,
    );
    return (await sql<Row>`${query}`.execute(this.trx)).rows;
  }

  /** Changes at least one row, or throws: a forgery that changes nothing proves nothing. */
  async change(text: string, ...values: unknown[]): Promise<Row[]> {
    const changed = await this.rows(`${text} returning *`, ...values);
    if (changed.length === 0) throw new Error(`changes nothing: ${text}`);
    return changed;
  }

  /** A row drawn by the seed. */
  async any(from: string): Promise<Row> {
    const [row] = await this.rows(`select x.* from (${from}) x order by md5(x::text || ?::text) limit 1`, this.seed);
    if (!row) throw new Error(`there is none: ${from}`);
    return row;
  }

  anyEntry = (where = 'true') => this.any(`select * from case_event where ${where}`);
  /** changes one entry of one case's log */
  async entry(set: string, where = 'true'): Promise<void> {
    const { case_id, sequence } = await this.anyEntry(where);
    await this.change(`update case_event set ${set} where case_id = ? and sequence = ?`, case_id, sequence);
  }
  async row(table: string, set: string, where = 'true', key = 'id'): Promise<void> {
    const chosen = await this.any(`select * from ${table} where ${where}`);
    await this.change(`update ${table} set ${set} where ${key} = ?`, chosen[key]);
  }
  async gone(table: string, where = 'true', key = 'id'): Promise<Row> {
    const chosen = await this.any(`select * from ${table} where ${where}`);
    await this.change(`delete from ${table} where ${key} = ?`, chosen[key]);
    return chosen;
  }

  /** Writes a case's log anew, hashed as it should be, and the case as that log gives it. */
  async rewrite(caseId: string, how: (events: Row[]) => Row[]): Promise<void> {
    const { trx } = this;
    const rows = await this.rows('select * from case_event where case_id = ? order by sequence', caseId);
    let head = '';
    const events = how(rows).map(({ participant, hash: _, ...entry }, index) => {
      const linked = { ...entry, sequence: index + 1, previous_hash: head } as Parameters<typeof entryHash>[0];
      head = entryHash(linked);
      return { ...linked, participant, hash: head, payload: JSON.stringify(linked.payload), sent: linked.sent ?? null };
    });
    await sql`delete from case_event where case_id = ${caseId}`.execute(trx);
    await trx.insertInto('case_event').values(events).execute();
    await this.change('update case_file set log_length = ?, log_head = ? where id = ?', events.length, head, caseId);
    const { records } = await someCases(trx, '');
    const record = records.find(({ row }) => row.id === caseId);
    const last = record && replay(record.row, record.events, record.forms).steps.at(-1);
    if (!last) return;
    await this.change(
      'update case_file set state = ?, context = ?::jsonb where id = ?',
      last.after.state,
      JSON.stringify(last.after.context),
      caseId,
    );
  }

  /** Writes a participant's chain anew, hashed as it should be. */
  async rewriteChain(chain: 'audit' | 'custody', how: (entries: Row[]) => Row[]): Promise<void> {
    const table = `${chain}_event`;
    const { participant } = await this.any(
      `select participant from chain_head where chain = '${chain}' and length > ${chain === 'audit' ? 3 : 1}`,
    );
    const entries = await this.rows(`select * from ${table} where participant = ? order by sequence`, participant);
    await this.change(`delete from ${table} where participant = ?`, participant);
    let head = '';
    let length = 0;
    for (const { id: _, hash: _h, ...entry } of how(entries)) {
      const linked = { ...entry, sequence: ++length, previous_hash: head };
      head = linkHash(chain, linked);
      const columns = { ...linked, hash: head, ...(chain === 'audit' ? { detail: JSON.stringify(entry.detail) } : {}) };
      await this.trx
        .insertInto(table as 'audit_event')
        .values(columns as never)
        .execute();
    }
    await this.change(
      'update chain_head set length = ?, head = ? where participant = ? and chain = ?',
      length,
      head,
      participant,
      chain,
    );
  }

  async rewriteLaw(how: (entries: Row[]) => Row[]): Promise<void> {
    const entries = await this.rows('select * from law_amendment order by id');
    await this.change('delete from law_amendment');
    let previous_hash = '';
    for (const { hash: _, ...entry } of how(entries)) {
      const linked = { ...entry, previous_hash };
      previous_hash = linkHash('law', linked);
      const columns = { ...linked, line: JSON.stringify(entry.line), hash: previous_hash };
      await this.trx
        .insertInto('law_amendment')
        .values(columns as never)
        .execute();
    }
  }

  /** Signs every checkpoint of Brazil's anew, over what `how` makes of it, with a key of one's own. */
  async resign(how: (body: CheckpointBody) => CheckpointBody, publish: boolean): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    let previous = '';
    for (const { number, body: old } of await this.rows(
      `select * from checkpoint where participant = 'BRA' order by number`,
    )) {
      const leaves = await this.rows(`select * from checkpoint_case where participant = 'BRA' and number = ?`, number);
      const cases = { count: leaves.length, hash: leavesHash(leaves as never) };
      const body = how({ ...old, previous, cases });
      previous = checkpointHash(body);
      const signature = await new CompactSign(Buffer.from(signedText(body)))
        .setProtectedHeader({ alg: 'EdDSA', typ: 'rogatoria-checkpoint' })
        .sign(privateKey);
      await this.change(
        `update checkpoint set body = ?::jsonb, hash = ?, signature = ? where participant = 'BRA' and number = ?`,
        JSON.stringify(body),
        previous,
        signature,
        number,
      );
    }
    if (publish)
      await this.change(
        `update participant set signing_key = ?::jsonb where code = 'BRA'`,
        JSON.stringify(await exportJWK(publicKey)),
      );
  }

  /**
   * Empties a case and says that it was erased: with nothing behind it, with a decision and a tombstone that nobody signed,
   * or with one signed by a key of one's own and noted at the end of the audit chain, hashed as it should be.
   */
  async erase(how: 'undecided' | 'unsigned' | 'noted'): Promise<void> {
    const { trx } = this;
    const row = await this.any('select * from case_file where outcome is not null');
    const { id: case_id, participant, number } = row;
    const at = '2036-01-01T00:00:00.000Z';
    if (how !== 'undecided') {
      const people = await this.rows('select id from account where participant = ? order by id limit 2', participant);
      const [proposed_by, confirmed_by] = people.map(({ id }) => id as string) as [string, string];
      const erasure = randomUUID();
      const tombstone: Tombstone = {
        ...{ participant, case_id, number, erasure, at, until: '2035-12-31', proposed_by, confirmed_by },
        rule: { kind: row.kind, years: 10, note: null },
        log: { length: row.log_length, head: row.log_head },
        remains: await remainsOf(trx, case_id, at),
      };
      const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
      const signature = how === 'noted' ? await signTombstone(tombstone, privateKey) : 'x';
      await this.change(
        `insert into erasure (id, participant, case_id, proposed_by, proposed_at, decision, decided_by, decided_at, tombstone, signature)
          values (?, ?, ?, ?, ?, 'confirmed', ?, ?, ?::jsonb, ?)`,
        ...[erasure, participant, case_id, proposed_by, at, confirmed_by, at, JSON.stringify(tombstone), signature],
      );
      const detail = { case_id, number, erasure, tombstone: tombstoneHash(tombstone) };
      await sql`select set_config('app.participant', ${participant}, true)`.execute(trx);
      if (how === 'noted')
        await noteAudit(trx, { participant, at, account_id: confirmed_by, action: 'case.erase', detail });
    }
    await this.change(`update case_event set payload = '{}' where case_id = ?`, case_id);
    await this.rows(
      `update message set body = '{}', envelope = null, reason = null where case_id = ? returning 1`,
      case_id,
    );
    await this.rows(`update file set name = '', wrapped_key = '' where case_id = ? returning 1`, case_id);
    await this.change(
      `update case_file set title = '—', form = '{}', translations = '{}', context = '{}', erased_at = ? where id = ?`,
      at,
      case_id,
    );
  }

  /** Takes a whole case away, with everything that names it but the checkpoints. */
  async vanish(where: string): Promise<string> {
    const { id } = await this.any(`select * from case_file where ${where}`);
    for (const table of ['custody_event'])
      await this.rows(`delete from ${table} where file_id in (select id from file where case_id = ?) returning 1`, id);
    for (const table of [
      'case_event',
      'case_flow',
      'case_fact',
      'case_link',
      'deadline',
      'message',
      'file',
      'notification',
    ])
      await this.rows(`delete from ${table} where case_id = ? returning 1`, id);
    await this.change('delete from case_file where id = ?', id);
    return id;
  }
}

type Forgery = [what: string, forge: (hand: Hand) => Promise<unknown>];
const command = `origin = 'command' and type <> 'command.create'`;
const sent = `number is not null and direction = 'outgoing'`;
const later = (column: string) => `${column} = ${column} + interval '1 day'`;
const another = `(select id from account where participant = case_event.participant and id::text <> case_event.actor order by id limit 1)::text`;

/** Every kind of forgery, by what it touches. */
export const forgeries: Record<string, Forgery[]> = {
  log: [
    ['a payload is added to', (h) => h.entry(`payload = payload || '{"forged": true}'`)],
    ['a payload is emptied', (h) => h.entry(`payload = '{}'`, `payload <> '{}'`)],
    ['an entry is dated later', (h) => h.entry(later('at'))],
    ['an entry gets another officer', (h) => h.entry(`actor = ${another}`, command)],
    ['an entry gets another role', (h) => h.entry(`actor_role = 'admin'`, command)],
    ['an entry becomes another act', (h) => h.entry(`type = 'command.withdraw'`, command)],
    ['an entry leads elsewhere', (h) => h.entry(`state = 'closed'`)],
    ['an entry gets another zone', (h) => h.entry(`zone = 'UTC'`)],
    ['an entry gets another origin', (h) => h.entry(`origin = 'linked'`)],
    ['a hash is changed', (h) => h.entry(`hash = md5(hash)`)],
    ['a link is changed', (h) => h.entry(`previous_hash = md5(hash)`)],
    ['the fingerprint of a sent form is taken away', (h) => h.entry('sent = null', 'sent is not null')],
    ['the fingerprint of a sent form is changed', (h) => h.entry('sent = md5(sent)', 'sent is not null')],
    [
      'the last entry is deleted',
      async (h) => {
        const { case_id } = await h.anyEntry('sequence > 2');
        await h.change(
          'delete from case_event where case_id = ? and sequence = (select log_length from case_file where id = ?)',
          case_id,
          case_id,
        );
      },
    ],
    [
      'the last entry is deleted and the case shortened',
      async (h) => {
        const { case_id } = await h.anyEntry('sequence > 2');
        const [{ previous_hash, sequence }] = (await h.change(
          'delete from case_event where case_id = ? and sequence = (select log_length from case_file where id = ?)',
          case_id,
          case_id,
        )) as [Row];
        await h.change(
          'update case_file set log_length = ?, log_head = ? where id = ?',
          sequence - 1,
          previous_hash,
          case_id,
        );
      },
    ],
    [
      'an entry in the middle is deleted',
      async (h) => {
        const { case_id } = await h.anyEntry('sequence > 2');
        await h.change('delete from case_event where case_id = ? and sequence = 2', case_id);
      },
    ],
    [
      'two entries change places',
      async (h) => {
        const { case_id } = await h.anyEntry('sequence > 2');
        for (const [from, to] of [
          [2, 1002],
          [3, 2],
          [1002, 3],
        ] as const)
          await h.change('update case_event set sequence = ? where case_id = ? and sequence = ?', to, case_id, from);
      },
    ],
    [
      'an entry is added behind the last',
      async (h) => {
        const { case_id } = await h.anyEntry('sequence > 2');
        await h.change(
          `insert into case_event select participant, case_id, sequence + 1, at, zone, origin, type, actor, actor_role, payload, state, hash, md5(hash), null from case_event where case_id = ? and sequence = (select log_length from case_file where id = ?)`,
          case_id,
          case_id,
        );
      },
    ],
    [
      'two cases exchange their logs',
      async (h) => {
        const [one, two] = (await h.rows(
          `select id from case_file where kind = 'evidence' and direction = 'incoming' order by md5(id::text || ?::text) limit 2`,
          h.seed,
        )) as [Row, Row];
        await h.change(
          'update case_event set case_id = case when case_id = ? then ?::uuid else ? end, sequence = sequence + 5000 where case_id in (?, ?)',
          one.id,
          two.id,
          one.id,
          one.id,
          two.id,
        );
        await h.change('update case_event set sequence = sequence - 5000 where sequence > 5000');
      },
    ],
    [
      'a whole log is deleted',
      async (h) => {
        const { case_id } = await h.anyEntry();
        await h.change('delete from case_event where case_id = ?', case_id);
      },
    ],
    [
      'a log is rewritten with another officer, hashed right',
      async (h) => {
        const { case_id, sequence } = await h.anyEntry(
          `${command} and type in ('command.acknowledge', 'command.approve', 'command.accept', 'command.submit')`,
        );
        const { id } = await h.any(
          `select id from account where participant = (select participant from case_file where id = '${case_id}')`,
        );
        await h.rewrite(case_id, (events) =>
          events.map((event) => (event.sequence === sequence ? { ...event, actor: id, actor_role: null } : event)),
        );
      },
    ],
    [
      'a log is rewritten a second later, hashed right',
      async (h) => {
        const { case_id } = await h.anyEntry();
        await h.rewrite(case_id, (events) =>
          events.map((event, index) =>
            index === events.length - 1
              ? { ...event, at: new Date(Date.parse(event.at) + 1_000).toISOString() }
              : event,
          ),
        );
      },
    ],
    [
      'a log is cut and the case set back, hashed right',
      async (h) => {
        const { case_id } = await h.anyEntry('sequence > 2');
        await h.rewrite(case_id, (events) => events.slice(0, -1));
      },
    ],
    [
      'a log loses an entry in the middle, hashed right',
      async (h) => {
        const { case_id } = await h.anyEntry('sequence > 3');
        await h.rewrite(case_id, (events) => events.filter((_, index) => index !== 2));
      },
    ],
  ],
  erasure: [
    ['a case is emptied and said to be erased', (h) => h.erase('undecided')],
    ['a case is emptied with a decision that nobody signed', (h) => h.erase('unsigned')],
    ['a case is emptied with a tombstone of the forger’s own, noted and hashed right', (h) => h.erase('noted')],
  ],
  case: [
    ['a received case vanishes with all that names it', (h) => h.vanish(`direction = 'incoming'`)],
    ['a sent case vanishes with all that names it', (h) => h.vanish(sent)],
    ['a draft vanishes', (h) => h.vanish('number is null')],
    ['the state is changed', (h) => h.row('case_file', `state = 'refused'`, `state <> 'refused'`)],
    ['the memory is changed', (h) => h.row('case_file', `context = context || '{"forged": 1}'`)],
    [
      'the outcome is changed',
      (h) => h.row('case_file', `outcome = 'withdrawn'`, `outcome is distinct from 'withdrawn'`),
    ],
    ['the ball is changed', (h) => h.row('case_file', `ball = case ball when 'us' then 'them' else 'us' end`)],
    ['the number is changed', (h) => h.row('case_file', `number = number || '9'`, 'number is not null')],
    ['the subject is changed', (h) => h.row('case_file', `title = title || '!'`, sent)],
    ['the form is changed', (h) => h.row('case_file', `form = form || '{"forged": "x"}'`, 'number is not null')],
    ['the urgency is changed', (h) => h.row('case_file', `urgency = 'emergency'`, 'number is not null')],
    ['the bases are changed', (h) => h.row('case_file', `bases = array['UNCC']`, 'number is not null')],
    ['the counterpart is changed', (h) => h.row('case_file', `counterpart = 'USA'`, 'number is not null')],
    ['the request is changed', (h) => h.row('case_file', 'request_id = gen_random_uuid()', 'number is not null')],
    [
      'the drafter is changed',
      (h) =>
        h.row(
          'case_file',
          `drafter = (select id from account where participant = 'BRA' and id <> drafter limit 1)`,
          'drafter is not null',
        ),
    ],
    ['the authors are changed', (h) => h.row('case_file', `authors = '{}'`, 'drafter is not null')],
    ['the day of opening is changed', (h) => h.row('case_file', later('created_at'))],
    [
      'a reference is changed',
      (h) => h.row('case_file', `their_reference = 'X'`, `direction = 'outgoing' and their_reference is not null`),
    ],
    ['the machine is changed', (h) => h.row('case_file', `workflow_version = '9'`)],
    ['the head is changed', (h) => h.row('case_file', 'log_head = md5(log_head)')],
    ['the length is changed', (h) => h.row('case_file', 'log_length = log_length + 1')],
    [
      'two cases exchange what they say',
      async (h) => {
        const [one, two] = (await h.rows(
          `select id, form, title, number from case_file where ${sent} order by md5(id::text || ?::text) limit 2`,
          h.seed,
        )) as [Row, Row];
        for (const [to, from] of [
          [one, two],
          [two, one],
        ] as const)
          await h.change(
            'update case_file set form = ?::jsonb, title = ?, number = ? where id = ?',
            JSON.stringify(from.form),
            from.title,
            from.number,
            to.id,
          );
      },
    ],
  ],
  figures: [
    ['a day of sending is changed', (h) => h.row('case_fact', later('sent_at'), 'sent_at is not null', 'case_id')],
    ['an outcome is changed', (h) => h.row('case_fact', `outcome = 'withdrawn'`, 'true', 'case_id')],
    ['a ground is changed', (h) => h.row('case_fact', `ground = 'x'`, 'true', 'case_id')],
    ['an offence is changed', (h) => h.row('case_fact', `offence = 'B2'`, `offence <> 'B2'`, 'case_id')],
    [
      'a measure is added',
      (h) => h.row('case_fact', `data_categories = data_categories || 'CONTENT'::text`, 'true', 'case_id'),
    ],
    ['conditions are added', (h) => h.row('case_fact', 'conditions = conditions + 1', 'true', 'case_id')],
    [
      'an answer is dated otherwise',
      (h) => h.row('case_fact', later('answered_at'), 'answered_at is not null', 'case_id'),
    ],
    ['rounds are added', (h) => h.row('case_fact', 'rounds = rounds + 1', 'true', 'case_id')],
    ['waiting is added', (h) => h.row('case_fact', 'waited_ms = waited_ms + 1', 'true', 'case_id')],
    ['the counterpart is changed', (h) => h.row('case_fact', `counterpart = 'HTI'`, 'true', 'case_id')],
    ['a case is not counted', (h) => h.gone('case_fact', 'true', 'case_id')],
    [
      'an acknowledgement falls due later',
      (h) => h.row('case_fact', later('acknowledge_due_at'), 'acknowledge_due_at is not null', 'case_id'),
    ],
    ['a step of the flow is deleted', (h) => h.gone('case_flow', 'true', 'case_id')],
    ['a step of the flow is dated otherwise', (h) => h.row('case_flow', later('at'), 'true', 'case_id')],
    [
      'a step of the flow is added',
      async (h) => {
        const { participant, case_id, at } = await h.any('select * from case_flow');
        await h.change(`insert into case_flow values (?, ?, 900, ?, 'reopened', null)`, participant, case_id, at);
      },
    ],
  ],
  clocks: [
    ['a preservation expires later', (h) => h.row('deadline', later('due_at'), `kind = 'preservation_expiry'`)],
    ['a clock is stopped', (h) => h.row('deadline', `status = 'met', stopped_at = started_at`, `status = 'running'`)],
    ['a clock is missed', (h) => h.row('deadline', `status = 'missed'`, `status = 'met'`)],
    ['a clock starts later', (h) => h.row('deadline', later('started_at'))],
    ['a clock changes hands', (h) => h.row('deadline', `holder = case holder when 'us' then 'them' else 'us' end`)],
    [
      'a suspension is added',
      (h) =>
        h.row(
          'deadline',
          `suspensions = '[{"from": "2026-03-02T12:00:00.000Z", "to": "2026-03-03T12:00:00.000Z", "reason": "clarification"}]'`,
          `suspensions = '[]'`,
        ),
    ],
    ['a clock is deleted', (h) => h.gone('deadline')],
  ],
  messages: [
    [
      'a sent message says something else',
      (h) =>
        h.row('message', `body = body || '{"forged": 1}'`, `direction = 'out' and type not in ('request', 'offer')`),
    ],
    [
      'a sent request says something else',
      (h) => h.row('message', `body = body || '{"law_version": "1"}'`, `direction = 'out' and type = 'request'`),
    ],
    [
      'a sent request and its case say something else',
      async (h) => {
        const { id, case_id } = await h.any(`select * from message where direction = 'out' and type = 'request'`);
        await h.change(`update message set body = body || '{"title": "forged"}' where id = ?`, id);
        await h.change(`update case_file set title = 'forged' where id = ?`, case_id);
      },
    ],
    [
      'a received request and its case say something else',
      async (h) => {
        const { case_id } = await h.any(`select * from message where direction = 'in' and type = 'request'`);
        await h.change(
          `update message set body = body || '{"title": "forged"}' where case_id = ? and direction = 'in' and type = 'request'`,
          case_id,
        );
        await h.change(`update case_file set title = 'forged' where id = ?`, case_id);
      },
    ],
    [
      'a received message says something else',
      (h) => h.row('message', `body = body || '{"forged": 1}'`, `direction = 'in' and type <> 'request'`),
    ],
    ['a message becomes another', (h) => h.row('message', `type = 'withdrawal'`)],
    ['a message is deleted', (h) => h.gone('message', `direction = 'in'`)],
    ['a sent message is deleted', (h) => h.gone('message', `direction = 'out'`)],
    ['a sent message is dated otherwise', (h) => h.row('message', later('at'), `direction = 'out'`)],
    ['a message is of another request', (h) => h.row('message', 'request_id = gen_random_uuid()')],
    [
      'a received message is called refused',
      (h) => h.row('message', `status = 'rejected'`, `direction = 'in' and status = 'delivered'`),
    ],
    [
      'a message is added',
      async (h) => {
        const { id } = await h.any('select * from message');
        await h.change(
          `insert into message select participant, gen_random_uuid(), case_id, request_id, counterpart, direction, sequence + 500, type, version, body, envelope, status, at, receipt, receipt_at, reason, attempts, next_attempt_at from message where id = ? limit 1`,
          id,
        );
      },
    ],
  ],
  files: [
    ['a file gets another name', (h) => h.row('file', `name = 'x' || name`)],
    ['a file gets another hash', (h) => h.row('file', 'sha256 = md5(sha256)')],
    ['a file gets another size', (h) => h.row('file', 'size = size + 1')],
    ['a file gets another type', (h) => h.row('file', `media_type = 'text/html'`)],
    ['a file is of another delivery', (h) => h.row('file', 'delivery = 7')],
    ['a file is deleted', (h) => h.gone('file')],
    [
      'a file and its custody get another hash',
      async (h) => {
        const { id } = await h.any('select * from file');
        await h.change('update file set sha256 = md5(sha256) where id = ?', id);
        await h.change('update custody_event set sha256 = md5(sha256) where file_id = ?', id);
      },
    ],
  ],
  custody: [
    ['a touch becomes another', (h) => h.row('custody_event', `action = 'verified'`, `action <> 'verified'`)],
    ['a touch gets another officer', (h) => h.row('custody_event', `actor = 'nobody'`)],
    ['a touch is dated otherwise', (h) => h.row('custody_event', later('at'))],
    ['a touch is deleted', (h) => h.gone('custody_event')],
    [
      'custody is rewritten without its last touch',
      (h) => h.rewriteChain('custody', (entries) => entries.slice(0, -1)),
    ],
  ],
  audit: [
    ['an entry gets another officer', (h) => h.row('audit_event', 'account_id = gen_random_uuid()')],
    ['an entry becomes another act', (h) => h.row('audit_event', `action = 'signed_out'`, `action <> 'signed_out'`)],
    ['an entry says something else', (h) => h.row('audit_event', `detail = detail || '{"forged": 1}'`)],
    ['an entry is deleted', (h) => h.gone('audit_event', 'sequence > 1')],
    [
      'the last entry is deleted',
      (h) =>
        h.gone(
          'audit_event',
          `(participant, sequence) in (select participant, length from chain_head where chain = 'audit')`,
        ),
    ],
    ['the first entry is deleted', (h) => h.gone('audit_event', `sequence = 1 and participant in ('BRA', 'CHL')`)],
    [
      'an entry is added',
      async (h) => {
        const { id } = await h.any(`select * from audit_event where participant = 'BRA'`);
        await h.change(
          `insert into audit_event (participant, at, account_id, action, detail, sequence, previous_hash, hash) select participant, at, account_id, action, detail, 9000, hash, md5(hash) from audit_event where id = ?`,
          id,
        );
      },
    ],
    [
      'two entries change places',
      async (h) => {
        for (const [from, to] of [
          [2, 9002],
          [3, 2],
          [9002, 3],
        ] as const)
          await h.change(`update audit_event set sequence = ? where participant = 'BRA' and sequence = ?`, to, from);
      },
    ],
    [
      'an entry moves to another State',
      async (h) => {
        const { id } = await h.any(`select * from audit_event where participant = 'BRA'`);
        await h.change(`update audit_event set participant = 'CHL', sequence = 9000 where id = ?`, id);
      },
    ],
    [
      'the head is changed',
      (h) => h.change(`update chain_head set head = md5(head) where chain = 'audit' and participant = 'BRA'`),
    ],
    [
      'the length is changed',
      (h) => h.change(`update chain_head set length = length + 1 where chain = 'audit' and participant = 'CHL'`),
    ],
    [
      'the last entry and the head are cut',
      async (h) => {
        const [{ sequence, previous_hash }] = (await h.change(
          `delete from audit_event where participant = 'BRA' and sequence = (select length from chain_head where chain = 'audit' and participant = 'BRA')`,
        )) as [Row];
        await h.change(
          `update chain_head set length = ?, head = ? where chain = 'audit' and participant = 'BRA'`,
          sequence - 1,
          previous_hash,
        );
      },
    ],
    [
      'audit is rewritten without an entry',
      (h) => h.rewriteChain('audit', (entries) => entries.filter((_, index) => index !== 1)),
    ],
    [
      'audit is rewritten with another officer',
      (h) => h.rewriteChain('audit', ([first, ...more]) => [{ ...first, account_id: null }, ...more]),
    ],
    [
      'audit is rewritten in another order',
      (h) => h.rewriteChain('audit', ([first, second, ...more]) => [second, first, ...more] as Row[]),
    ],
  ],
  law: [
    ['a reason is changed', (h) => h.row('law_amendment', `reason = reason || '!'`)],
    ['a line is changed', (h) => h.row('law_amendment', `line = line || '{"standing": "party"}'`)],
    ['a line is taken back', (h) => h.row('law_amendment', 'withdrawn = true')],
    ['a line gets another number', (h) => h.row('law_amendment', 'id = id + 100')],
    ['the last line is deleted', (h) => h.gone('law_amendment', 'id = (select max(id) from law_amendment)')],
    [
      'the law is rewritten, hashed right',
      (h) => h.rewriteLaw((entries) => entries.map((entry) => ({ ...entry, reason: 'forged' }))),
    ],
    [
      'the law is rewritten in another order, hashed right',
      (h) =>
        h.rewriteLaw(([one, two, ...more]) => [{ ...two, id: one?.id }, { ...one, id: two?.id }, ...more] as Row[]),
    ],
  ],
  calendars: [
    ['a reason is changed', (h) => h.row('calendar_version', `reason = reason || '!'`, 'true', 'version')],
    ['a holiday is taken out', (h) => h.row('calendar_version', `own = own || '{"holidays": []}'`, 'true', 'version')],
    ['a version is dated otherwise', (h) => h.row('calendar_version', `at = at - interval '1 day'`, 'true', 'version')],
    ['a version is deleted', (h) => h.gone('calendar_version', 'true', 'version')],
    [
      'a version is added',
      (h) =>
        h.change(
          `insert into calendar_version select state, 9, own, reason, at from calendar_version where version = 1`,
        ),
    ],
  ],
  directory: [
    [
      'an address is another',
      (h) => h.row('directory_version', `said = said || '{"email": "falso@x.test"}'`, 'version = 3', 'version'),
    ],
    ['a reason is changed', (h) => h.row('directory_version', `reason = reason || '!'`, 'true', 'entry')],
    ['a version is dated otherwise', (h) => h.row('directory_version', `at = at - interval '1 day'`, 'true', 'entry')],
    ['somebody else proposed it', (h) => h.row('directory_version', 'proposed_by = entry', 'true', 'entry')],
    ['a version needs no call-back', (h) => h.row('directory_version', 'call_back = false', 'version = 2', 'version')],
    ['a version is deleted', (h) => h.gone('directory_version', 'true', 'version')],
    [
      'a version is added',
      (h) =>
        h.change(
          `insert into directory_version select state, entry, 9, kind, withdrawn, said, reason, false, proposed_by, at
             from directory_version where version = 3`,
        ),
    ],
    [
      'what was refused is confirmed',
      (h) => h.row('directory_decision', `decision = 'confirmed'`, `decision = 'refused'`, 'version'),
    ],
    ['somebody else called back', (h) => h.row('directory_decision', 'decided_by = entry', 'true', 'version')],
    [
      'a decision is dated otherwise',
      (h) => h.row('directory_decision', `at = at - interval '1 day'`, 'true', 'version'),
    ],
    ['a decision is deleted', (h) => h.gone('directory_decision', 'true', 'version')],
    ['a confirmation is dated otherwise', (h) => h.row('directory_attestation', `at = at + interval '1 day'`)],
    ['a confirmation names less', (h) => h.row('directory_attestation', `entries = '[]'`)],
    ['a confirmation is deleted', (h) => h.gone('directory_attestation')],
    ['a test call came later', (h) => h.row('test_call', `at = at + interval '10 seconds'`)],
    ['a test call went to another desk', (h) => h.row('test_call', `desk = 'USA'`)],
    ['a test call is deleted', (h) => h.gone('test_call')],
    ['an answer came sooner', (h) => h.row('test_call_answer', `at = at - interval '10 seconds'`)],
    ['an answer is deleted', (h) => h.gone('test_call_answer')],
    ['a request went to an older address', (h) => h.row('request_address', 'version = 1', 'true', 'case_id')],
    [
      'an address was fresher',
      (h) => h.row('request_address', `confirmed_at = confirmed_at + interval '1 second'`, 'true', 'case_id'),
    ],
    ['an address is deleted', (h) => h.gone('request_address', 'true', 'case_id')],
  ],
  reports: [
    ['a word is changed', (h) => h.row('progress_report', `text = text || '!'`, 'true', 'version')],
    ['a recommendation is done', (h) => h.row('progress_report', `status = 'done'`, 'true', 'version')],
    ['a draft is released', (h) => h.row('progress_report', 'released = true', 'not released', 'version')],
    ['evidence is taken out', (h) => h.row('progress_report', `evidence = '[]'`, 'true', 'version')],
    ['a version is deleted', (h) => h.gone('progress_report', 'true', 'version')],
    [
      'a version is added',
      (h) =>
        h.change(
          `insert into progress_report select state, meeting, recommendation, 9, status, text, evidence, as_of, released, at from progress_report where version = 1`,
        ),
    ],
  ],
  returns: [
    [
      'a figure of a revision is another',
      (h) => h.row('annual_return_revision', `content = content || '{"zone": "Etc/UTC"}'`, 'true', 'return_id'),
    ],
    [
      'a figure of a revision is another, its sum computed anew',
      async (h) => {
        const { participant, content } = await h.any('select * from annual_return_revision');
        const forged = { ...content, zone: 'Etc/UTC' };
        await h.change(
          'update annual_return_revision set content = ?::jsonb, sha256 = ? where participant = ?',
          JSON.stringify(forged),
          fingerprint(forged),
          participant,
        );
      },
    ],
    ['a revision has another reason', (h) => h.row('annual_return_revision', `reason = 'none'`, 'true', 'return_id')],
    ['a revision is not signed', (h) => h.change('update annual_return_revision set signature = null')],
    [
      'a revision is added',
      async (h) => {
        const { participant } = await h.any('select * from annual_return_revision');
        await h.change(
          `insert into annual_return_revision select participant, return_id, 2, content, sha256, signature, 'better', at
         from annual_return_revision where participant = ?`,
          participant,
        );
      },
    ],
    ['a file stands elsewhere', (h) => h.row('annual_return', `stage = 'accepted'`, `stage <> 'accepted'`)],
    ['a file has another last day', (h) => h.row('annual_return', `due = '2026-12-31'`)],
    [
      'a file stands elsewhere, and its history says so',
      async (h) => {
        const { participant, return_id } = await h.any(`select * from annual_return where stage = 'published'`);
        await h.change(
          `update annual_return set stage = 'accepted' where participant = ? and return_id = ?`,
          participant,
          return_id,
        );
        await h.change(
          `update annual_return_event set stage = 'accepted' where participant = ? and return_id = ? and stage = 'published'`,
          participant,
          return_id,
        );
      },
    ],
    [
      'another officer approved',
      (h) => h.change(`update annual_return_event set account_id = null where type = 'command.approve'`),
    ],
    [
      'an entry of a history is dated otherwise',
      (h) => h.change(`update annual_return_event set at = at - interval '1 day' where type = 'command.accept'`),
    ],
    [
      'an entry of a history is taken away',
      (h) => h.change(`delete from annual_return_event where type = 'command.publish'`),
    ],
    [
      'a State was never asked',
      async (h) => {
        const { return_id } = await h.any(
          `select * from annual_return where participant = 'OAS' and stage = 'awaited'`,
        );
        await h.change('delete from annual_return_event where return_id = ?', return_id);
        await h.change('delete from annual_return where return_id = ?', return_id);
      },
    ],
  ],
  publications: [
    [
      'a figure is another',
      (h) =>
        h.change(
          `update publication set report = jsonb_set(report, '{observations,0,value}', to_jsonb(coalesce((report #>> '{observations,0,value}')::int, 0) + 1))`,
        ),
    ],
    [
      'a figure is another, its sum computed anew',
      async (h) => {
        const [{ report }] = (await h.change(`update publication set report = report || '{"year": 2024}'`)) as [Row];
        await h.change('update publication set sha256 = ?', fingerprint(report));
      },
    ],
    ['a State is said to have been silent', (h) => h.change(`update publication set report = report - 'reporting'`)],
    ['it was published earlier', (h) => h.change(`update publication set at = at - interval '1 day'`)],
    ['it rests on nothing', (h) => h.change('delete from publication_source')],
    [
      'it is deleted with what it rests on',
      async (h) => {
        await h.change('delete from publication_source');
        await h.change('delete from publication');
      },
    ],
    [
      'an edition is added',
      (h) => h.change(`insert into publication select year, 2, report, sha256, at from publication`),
    ],
    [
      'an edition of a year before is said to rest on what it did not',
      async (h) => {
        await h.change(`insert into publication select 2024, 1, report, sha256, at from publication`);
        await h.change(
          `insert into publication_source select participant, 2024, 1, return_id, revision from publication_source`,
        );
      },
    ],
  ],
  checkpoints: [
    [
      'one is dated otherwise',
      (h) =>
        h.change(
          `update checkpoint set at = at + interval '1 day', body = body || jsonb_build_object('at', '2026-01-01T00:00:00.000Z') where participant = 'BRA' and number = 1`,
        ),
    ],
    [
      'one says something else',
      (h) => h.change(`update checkpoint set body = body || '{"forged": 1}' where participant = 'CHL' and number = 1`),
    ],
    [
      'one is signed otherwise',
      (h) =>
        h.change(
          `update checkpoint set signature = (select signature from checkpoint where participant = 'CHL' and number = 1) where participant = 'BRA' and number = 1`,
        ),
    ],
    ['the first is deleted', (h) => h.change(`delete from checkpoint where participant = 'BRA' and number = 1`)],
    [
      'the last is deleted',
      (h) =>
        h.change(
          `delete from checkpoint c where participant = 'BRA' and number = (select max(number) from checkpoint where participant = 'BRA')`,
        ),
    ],
    [
      'the last is deleted with its cases',
      async (h) => {
        const [{ number }] = (await h.change(
          `delete from checkpoint c where participant = 'BRA' and number = (select max(number) from checkpoint where participant = 'BRA')`,
        )) as [Row];
        await h.rows(`delete from checkpoint_case where participant = 'BRA' and number = ? returning 1`, number);
      },
    ],
    [
      'all are deleted',
      async (h) => {
        await h.change('delete from checkpoint');
        await h.change('delete from checkpoint_case');
      },
    ],
    ['a case in one is changed', (h) => h.row('checkpoint_case', 'log_head = md5(log_head)', 'true', 'case_id')],
    ['a case in one is deleted', (h) => h.gone('checkpoint_case', 'true', 'case_id')],
    [
      'a case is added to one',
      (h) => h.change(`insert into checkpoint_case select 'BRA', 1, gen_random_uuid(), 1, 'x'`),
    ],
    ['all are signed anew with another key', (h) => h.resign((body) => body, false)],
    ['all are signed anew and the key is published', (h) => h.resign((body) => body, true)],
    [
      'a case vanishes, and all are signed anew over the rest, the key published',
      async (h) => {
        const id = await h.vanish(`participant = 'BRA' and direction = 'outgoing'`);
        await h.change('delete from checkpoint_case where case_id = ?', id);
        await h.resign((body) => body, true);
      },
    ],
    [
      'the published key is exchanged',
      async (h) => {
        await h.change(
          `update participant set signing_key = (select signing_key from participant where code = 'CHL') where code = 'BRA'`,
        );
      },
    ],
  ],
};
