/** The record of today against every checkpoint, stored here or kept by an auditor, and the time stamps of both. */
import { sql, type Trx } from '@rogatoria/db';
import { type Checkpoint, type CheckpointBody, type Head, isSigned, keyOf, leavesHash } from './checkpoint.ts';
import { type Chain, type Fault, type FaultKind, faultIn } from './faults.ts';
import { same } from './recount.ts';
import { type TimeStamp, verifyTimeStamp } from './time-stamp.ts';

/** Holds the record against every checkpoint stored here, and those against the ones that were kept. */
export async function verifyCheckpoints(
  trx: Trx,
  participant: string,
  found: (fault: Fault) => void,
  { kept, faulty, broken }: { kept: readonly Checkpoint[]; faulty: ReadonlySet<string>; broken: ReadonlySet<Chain> },
): Promise<number> {
  const place = { participant, chain: 'checkpoint' as const };
  const fault = (sequence: number, problem: FaultKind, detail: string, at: Partial<Fault> = {}) =>
    found(faultIn({ ...place, ...at })(sequence, problem, detail));
  const key = await keyOf(trx, participant);
  const stored = await trx.selectFrom('checkpoint').selectAll().orderBy('number').execute();
  const leaves = await trx.selectFrom('checkpoint_case').selectAll().orderBy('number').execute();
  const leavesOf = Map.groupBy(leaves, ({ number }) => number);
  const hashes = new Map(stored.map(({ number, hash }) => [number, hash]));
  let previous = '';
  let sound = true;
  for (const [index, row] of stored.entries()) {
    const number = index + 1;
    const body = row.body as CheckpointBody;
    const own = leavesOf.get(row.number) ?? [];
    const bad = (problem: FaultKind, detail: string) => {
      sound = false;
      fault(number, problem, detail);
    };
    if (row.number !== number) bad('checkpoint_missing', `next is ${row.number}`);
    else if (!(await isSigned({ body, hash: row.hash, signature: row.signature }, key)))
      bad('checkpoint_altered', 'hash or signature');
    else if (!same([body.participant, body.number, body.at], [participant, number, row.at]))
      bad('checkpoint_altered', 'participant, number or instant');
    else if (body.previous !== previous) bad('checkpoint_altered', 'another predecessor');
    else if (own.length !== body.cases.count || leavesHash(own) !== body.cases.hash) bad('checkpoint_altered', 'cases');
    if (!sound) break;
    previous = row.hash;
  }
  const beyond = leaves.find(({ number }) => !hashes.has(number));
  if (sound && beyond) fault(beyond.number, 'checkpoint_missing', 'its cases are there');
  for (const { body, hash, signature, key: then } of kept.filter(
    ({ body: { participant: of } }) => of === participant,
  )) {
    const { number } = body;
    if (!(await isSigned({ body, hash, signature }, then)))
      fault(number, 'checkpoint_altered', 'the file that was kept');
    else if (!same(then, key))
      fault(number, 'checkpoint_contradicted', 'signed with a key that is no longer published');
    else if (!hashes.has(number)) fault(number, 'checkpoint_missing', 'it was kept, and is not here');
    else if (hashes.get(number) !== hash) fault(number, 'checkpoint_contradicted', 'another was kept');
  }
  if (!sound) return stored.length;
  const { rows: gone } = await sql<{ number: number; case_id: string; log_length: number }>`
    select c.number, c.case_id, c.log_length from checkpoint_case c
    left join case_event e on e.case_id = c.case_id and e.sequence = c.log_length and e.hash = c.log_head
    where e.case_id is null order by c.number`.execute(trx);
  for (const { number, case_id, log_length } of gone)
    if (!faulty.has(case_id))
      fault(log_length, 'checkpoint_contradicted', `checkpoint ${number}`, { chain: 'case', case_id });
  for (const chain of ['audit', 'custody', 'law'] as const) {
    if (broken.has(chain)) continue;
    const places = await headsAt(
      trx,
      chain,
      stored.map(({ body }) => (body as CheckpointBody)[chain].length),
    );
    const first = stored.find(({ body }) => {
      const { length, head } = (body as CheckpointBody)[chain] as Head;
      return length > 0 && places.get(length) !== head;
    });
    if (first)
      fault((first.body as CheckpointBody)[chain].length, 'checkpoint_contradicted', `checkpoint ${first.number}`, {
        chain,
      });
  }
  return stored.length;
}

/** Verifies every time stamp, of the checkpoints stored here and of those that were kept. */
export async function verifyStamps(
  trx: Trx,
  participant: string,
  found: (fault: Fault) => void,
  { kept, roots }: { kept: readonly Checkpoint[]; roots: string },
): Promise<number> {
  const at = faultIn({ participant, chain: 'checkpoint' });
  const fault = (sequence: number, detail: string) => found(at(sequence, 'time_stamp_wrong', detail));
  /** what is wrong with a stamp, or null */
  const wrong = (stamp: TimeStamp, hash: string, at?: string): string | null => {
    try {
      const said = verifyTimeStamp(stamp, hash, roots);
      return at !== undefined && at !== said ? 'stored with another instant' : null;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const stamps = await trx
    .selectFrom('time_stamp')
    .leftJoin('checkpoint', 'checkpoint.number', 'time_stamp.number')
    .select(['time_stamp.number', 'token', 'nonce', 'time_stamp.at', 'hash'])
    .orderBy('time_stamp.number')
    .execute();
  for (const { number, hash, at, ...stamp } of stamps) {
    const problem = hash === null ? 'of a checkpoint that is not there' : wrong(stamp, hash, at);
    if (problem) fault(number, problem);
  }
  const stored = new Set(stamps.map(({ number }) => number));
  for (const { body, hash, stamp } of kept) {
    if (body.participant !== participant || !stamp) continue;
    const problem = stored.has(body.number) ? wrong(stamp, hash) : 'it was kept, and is not here';
    if (problem) fault(body.number, problem);
  }
  return stamps.length;
}

/** The hashes of a chain's entries at these places. */
async function headsAt(trx: Trx, chain: 'audit' | 'custody' | 'law', wanted: number[]): Promise<Map<number, string>> {
  const places = [...new Set(wanted)].filter((place) => place > 0);
  if (places.length === 0) return new Map();
  const rows =
    chain === 'law'
      ? await trx.selectFrom('law_amendment').select(['id as place', 'hash']).where('id', 'in', places).execute()
      : await trx
          .selectFrom(chain === 'audit' ? 'audit_event' : 'custody_event')
          .select(['sequence as place', 'hash'])
          .where('sequence', 'in', places)
          .execute();
  return new Map(rows.map(({ place, hash }) => [place, hash]));
}
