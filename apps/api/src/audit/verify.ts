/**
 * What an auditor can run instead of believing us: every chain of hashes computed again, every log played through the
 * machines, which must end in the case, the figures, the clocks, the messages and the files as they are stored, and every
 * checkpoint – stored here or kept by an auditor – held against the record of today. Only reads.
 */
import { type Database, sql, type Trx } from '@rogatoria/db';
import { linkHash } from '../engine/chains.ts';
import { brokenSeals } from '../engine/seals.ts';
import type { Tombstone } from '../engine/tombstone.ts';
import { caseFault, casesOf } from './cases.ts';
import type { Checkpoint } from './checkpoint.ts';
import { verifyCheckpoints, verifyStamps } from './checkpoints.ts';
import { tombstonesWithoutCase } from './erasures.ts';
import { type Chain, type Fault, faultIn } from './faults.ts';
import { calendarFaults, directoryFaults, returnFaults } from './sealed.ts';

export interface Verification {
  ok: boolean;
  participants: number;
  cases: number;
  /** of those, the ones whose content was erased under a rule, and of which the rest is as it was left */
  erased: number;
  /** of the cases' logs */
  entries: number;
  audit: number;
  custody: number;
  law: number;
  checkpoints: number;
  /** time stamps of an outside authority that were verified; where no root certificates are given, none */
  stamps: number;
  faults: number;
  first: Fault | null;
}

/** How a verification is told what it finds, and what it holds the record against. */
export interface Options {
  /** checkpoints that somebody kept: each must be one of those stored here, under the key published now */
  kept?: readonly Checkpoint[];
  /** root certificates (PEM) that time stamps must descend from; without them stamps are not judged */
  roots?: string | undefined;
  /** is told each case whose content was erased, with its tombstone */
  erased?: (tombstone: Tombstone) => void;
}

/**
 * Verifies everything of these participants, each as of one instant, while the house works on.
 * @param report is told each fault as it is found
 */
export async function verify(
  db: Database,
  participants: readonly string[],
  report: (fault: Fault) => void = () => {},
  options: Options = {},
): Promise<Verification> {
  const result: Verification = {
    ok: true,
    participants: 0,
    cases: 0,
    erased: 0,
    entries: 0,
    audit: 0,
    custody: 0,
    law: 0,
    checkpoints: 0,
    stamps: 0,
    faults: 0,
    first: null,
  };
  const found = (fault: Fault) => {
    result.ok = false;
    result.faults++;
    result.first ??= fault;
    report(fault);
  };
  for (const participant of participants) {
    result.participants++;
    await reading(db, participant, (trx) => verifyWithin(trx, participant, result, found, options));
  }
  return result;
}

/** Works on one snapshot of a participant's record. */
export function reading<T>(db: Database, participant: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`select set_config('app.participant', ${participant}, true)`.execute(trx);
      return work(trx);
    });
}

/** Verifies one participant within a transaction that reads as that participant. */
export async function verifyWithin(
  trx: Trx,
  participant: string,
  result: Verification,
  found: (fault: Fault) => void,
  options: Options = {},
): Promise<void> {
  const faulty = new Set<string>();
  for await (const record of casesOf(trx)) {
    result.cases++;
    result.entries += record.events.length;
    const fault = caseFault(record);
    if (!fault && record.erasure) {
      result.erased++;
      options.erased?.(record.erasure.tombstone as Tombstone);
    }
    if (!fault) continue;
    faulty.add(record.row.id);
    found(fault);
  }
  await verifyBeside(trx, participant, result, found, { ...options, faulty });
}

const _beside = (participant: string) => ({ participant, chain: 'audit' as const, case_id: null, number: null });
/** Everything that is no case: numbers, chains, checkpoints. A case in `faulty` is not reported again. */
export async function verifyBeside(
  trx: Trx,
  participant: string,
  result: Pick<Verification, 'audit' | 'custody' | 'law' | 'checkpoints' | 'stamps'>,
  found: (fault: Fault) => void,
  { kept = [], roots, faulty = new Set() }: Options & { faulty?: ReadonlySet<string> } = {},
): Promise<void> {
  for (const fault of await numbersWithoutCase(trx, participant)) found(fault);
  for (const fault of await calendarFaults(trx, participant)) found(fault);
  for (const fault of await directoryFaults(trx, participant)) found(fault);
  for (const { row, sequence } of await brokenSeals(trx, participant))
    found(faultIn({ participant, chain: 'audit' })(sequence, 'publication_altered', row));
  for (const fault of await returnFaults(trx, participant)) found(fault);
  for (const fault of await tombstonesWithoutCase(trx, participant)) found(fault);
  const broken = new Set<Chain>();
  for (const chain of ['audit', 'custody', 'law'] as const) {
    const { length, fault } = await chainFault(trx, participant, chain);
    result[chain] += length;
    if (!fault) continue;
    broken.add(chain);
    found(fault);
  }
  result.checkpoints += await verifyCheckpoints(trx, participant, found, { kept, faulty, broken });
  if (roots) result.stamps += await verifyStamps(trx, participant, found, { kept, roots });
}

interface Link {
  previous_hash: string;
  hash: string;
  place: number;
}

/** Plays one of the chains beside the cases. Law has no head of its own: its end is bound by the checkpoints alone. */
async function chainFault(
  trx: Trx,
  participant: string,
  chain: 'audit' | 'custody' | 'law',
): Promise<{ length: number; fault: Fault | null }> {
  const head =
    chain === 'law'
      ? null
      : ((await trx
          .selectFrom('chain_head')
          .select(['length', 'head'])
          .where('chain', '=', chain)
          .executeTakeFirst()) ?? {
          length: 0,
          head: '',
        });
  let length = 0;
  let previous = '';
  const at = faultIn({ participant, chain });
  const fault = (...what: Parameters<typeof at>) => ({ length, fault: at(...what) });
  for await (const { place, previous_hash, hash, computed } of linksOf(trx, chain)) {
    length++;
    // Numbers of the law may have been skipped before they were hashed.
    if (chain !== 'law' && place !== length) return fault(length, 'entry_missing', `next is ${place}`);
    if (head && length > head.length) return fault(length, 'entry_added', `the chain knows ${head.length}`);
    if (previous_hash !== previous) return fault(length, 'chain_broken', '');
    if (computed !== hash) return fault(length, 'entry_altered', '');
    previous = hash;
  }
  if (head && length < head.length) return fault(length + 1, 'entry_missing', `the chain knows ${head.length}`);
  if (head && head.head !== previous) return fault(length, 'entry_altered', 'the chain ends otherwise');
  return { length, fault: null };
}

async function* linksOf(trx: Trx, chain: 'audit' | 'custody' | 'law'): AsyncGenerator<Link & { computed: string }> {
  const size = 1_000;
  for (let after = 0; ; ) {
    const rows =
      chain === 'law'
        ? (
            await trx
              .selectFrom('law_amendment')
              .selectAll()
              .where('id', '>', after)
              .orderBy('id')
              .limit(size)
              .execute()
          ).map(({ hash, ...said }) => ({ place: said.id, hash, said }))
        : (
            await trx
              .selectFrom(chain === 'audit' ? 'audit_event' : 'custody_event')
              .selectAll()
              .where('sequence', '>', after)
              .orderBy('sequence')
              .limit(size)
              .execute()
          ).map(({ id: _, hash, ...said }) => ({ place: said.sequence, hash, said }));
    for (const { place, hash, said } of rows)
      yield { place, hash, previous_hash: said.previous_hash, computed: linkHash(chain, said) };
    const last = rows.at(-1);
    if (!last || rows.length < size) return;
    after = last.place;
  }
}

/** The numbers of a year are gapless: one that is missing belonged to a case that was taken away with its log. */
async function numbersWithoutCase(trx: Trx, participant: string): Promise<Fault[]> {
  const counted = await trx.selectFrom('counter').selectAll().execute();
  const counters = counted.filter(({ name }) => /^(request|information|consultation) \d{4}$/.test(name));
  if (counters.length === 0) return [];
  const cases = await trx
    .selectFrom('case_file')
    .select(['kind', 'number'])
    .where('direction', '=', 'outgoing')
    .where('number', 'is not', null)
    .execute();
  // BRA-CHL-2026-00042-P: year and count; requests of both kinds share one count
  const countOf = (kind: string) => (kind === 'information' || kind === 'consultation' ? kind : 'request');
  const given = new Set(
    cases.map(({ kind, number }) => `${countOf(kind)} ${(number as string).split('-').slice(2, 4).join('-')}`),
  );
  return counters.flatMap(({ name, value }) =>
    Array.from({ length: value }, (_, n) => `${name}-${String(n + 1).padStart(5, '0')}`)
      .filter((number) => !given.has(number))
      .map((name) => {
        const [kind, number] = name.split(' ') as [string, string];
        const detail = `no outgoing ${kind} has the number ${participant}-…-${number}`;
        return faultIn({ participant, chain: 'case', number })(null, 'case_missing', detail);
      }),
  );
}
