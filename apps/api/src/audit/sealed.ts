/** What stands beside the cases and is sealed in the audit: calendars, the directory, annual returns. */
import { sql, type Trx } from '@rogatoria/db';
import { calendarSeal } from '../engine/calendars.ts';
import { addressedOf, attestationSeal, inForce, readDirectory, versionSeal } from '../engine/directory.ts';
import { fingerprint } from '../engine/once.ts';
import { type Fault, faultIn, inCase } from './faults.ts';

/** Every version of a participant's own calendar is the one that its audit sealed, and every one that it sealed is there. */
export async function calendarFaults(trx: Trx, participant: string): Promise<Fault[]> {
  const versions = await trx
    .selectFrom('calendar_version')
    .selectAll()
    .where('state', '=', participant)
    .orderBy('version')
    .execute();
  const entries = await trx
    .selectFrom('audit_event')
    .select(['sequence', 'detail'])
    .where('action', '=', 'calendar.change')
    .orderBy('sequence')
    .execute();
  const sealed = new Map(
    entries.map(({ sequence, detail }) => [Number(detail.version), { sequence, seal: String(detail.sha256) }]),
  );
  const at = faultIn({ participant, chain: 'audit' });
  const fault = (sequence: number | null, detail: string) => at(sequence, 'calendar_altered', detail);
  const faults: Fault[] = [];
  for (const row of versions) {
    const entry = sealed.get(row.version);
    if (entry?.seal !== calendarSeal(row)) faults.push(fault(entry?.sequence ?? null, `version ${row.version}`));
    sealed.delete(row.version);
  }
  for (const [version, { sequence }] of sealed) faults.push(fault(sequence, `version ${version} is not there`));
  return faults;
}

/**
 * What a participant entered in the directory, decided, confirmed, called and answered is what its audit says of it, and
 * all of it is there. An address that a request was sent to is the one that the directory gave at that moment.
 */
export async function directoryFaults(trx: Trx, participant: string): Promise<Fault[]> {
  const at = faultIn({ participant, chain: 'audit' });
  const fault = (sequence: number | null, detail: string) => at(sequence, 'directory_altered', detail);
  const rows = await readDirectory(trx, participant);
  /** what is stored, as the audit would name it */
  const stored = new Map<string, string>();
  for (const row of rows.versions)
    stored.set(`directory.change ${row.entry} ${row.version}`, `${versionSeal(row)} ${row.proposed_by}`);
  for (const row of rows.decisions.values())
    stored.set(`directory.call_back ${row.entry} ${row.version}`, `${row.decision} ${row.at} ${row.decided_by}`);
  for (const row of rows.attestations) stored.set(`directory.attest ${row.id}`, attestationSeal(row));
  const calls = await trx.selectFrom('test_call').selectAll().where('state', '=', participant).execute();
  for (const { id, desk, at } of calls) stored.set(`test_call.start ${id}`, `${desk} ${at}`);
  const answers = await trx.selectFrom('test_call_answer').selectAll().where('state', '=', participant).execute();
  for (const { id, at } of answers) stored.set(`test_call.answer ${id}`, at);

  const faults: Fault[] = [];
  const entries = await trx
    .selectFrom('audit_event')
    .select(['sequence', 'action', 'detail', 'at', 'account_id'])
    .where((eb) => eb.or([eb('action', 'like', 'directory.%'), eb('action', 'like', 'test_call.%')]))
    .orderBy('sequence')
    .execute();
  for (const { sequence, action, detail, at, account_id } of entries) {
    const { entry, version, id, sha256, decision, desk } = detail as Record<string, string>;
    const name = `${action} ${entry === undefined ? id : `${entry} ${version}`}`;
    const said = {
      'directory.change': `${sha256} ${account_id}`,
      'directory.call_back': `${decision} ${at} ${account_id}`,
      'directory.attest': sha256,
      'test_call.start': `${desk} ${at}`,
      'test_call.answer': at,
    }[action];
    if (stored.get(name) !== said) faults.push(fault(sequence, name));
    stored.delete(name);
  }
  for (const name of stored.keys()) faults.push(fault(null, `${name} was never recorded`));
  return [...faults, ...(await addressFaults(trx, participant))];
}

/** The addresses that requests were sent to, found again from what the directory had at the moment the log names. */
async function addressFaults(trx: Trx, participant: string): Promise<Fault[]> {
  const fault = (detail: string, id: string) =>
    inCase({ participant, id, number: null })(null, 'directory_altered', detail);
  const sent = await trx
    .selectFrom('case_event')
    .innerJoin('case_file', 'case_file.id', 'case_event.case_id')
    .select(['case_id', 'at', 'counterpart', 'kind', 'bases', 'urgency'])
    .where('type', 'in', ['command.transmit', 'command.transmit_emergency'])
    .orderBy('case_id')
    .execute();
  const noted = new Map<string, string[]>();
  const name = (one: { entry: string; version: number; confirmed_at: string }) =>
    `${one.entry} ${one.version} ${one.confirmed_at}`;
  for (const row of await trx.selectFrom('request_address').selectAll().execute())
    noted.set(row.case_id, [...(noted.get(row.case_id) ?? []), `${name(row)} ${row.at}`]);
  const rows = await readDirectory(trx);
  const faults: Fault[] = [];
  for (const row of sent) {
    const kept = (noted.get(row.case_id) ?? []).sort().join();
    noted.delete(row.case_id);
    // What changed in the same millisecond may have come just before it, or just after.
    const right = (['at', 'before'] as const).some(
      (edge) =>
        addressedOf(inForce(rows, row.at, edge), row)
          .map((one) => `${name(one)} ${row.at}`)
          .sort()
          .join() === kept,
    );
    if (!right) faults.push(fault(`addresses: ${kept}`, row.case_id));
  }
  for (const case_id of noted.keys()) faults.push(fault('an address of what was never sent', case_id));
  return faults;
}

/** Every revision of an annual return is the one that the audit sealed, and every one that it sealed is there. */
export async function returnFaults(trx: Trx, participant: string): Promise<Fault[]> {
  const { rows: sealed } = await sql<{ sequence: number; name: string; sha256: string }>`
    select sequence, detail ->> 'return_id' || ' ' || (detail ->> 'revision') as name, detail ->> 'sha256' as sha256
    from audit_event where action in ('return.approve', 'return.annual_return', 'return.record')
    order by sequence`.execute(trx);
  const seals = new Map(sealed.map((one) => [one.name, one]));
  const revisions = trx
    .selectFrom('annual_return_revision')
    .innerJoin('annual_return', (join) =>
      join
        .onRef('annual_return.participant', '=', 'annual_return_revision.participant')
        .onRef('annual_return.return_id', '=', 'annual_return_revision.return_id'),
    )
    .select([
      'annual_return_revision.return_id',
      'revision',
      'sha256',
      'annual_return_revision.content',
      'state',
      'year',
    ])
    .orderBy('year')
    .orderBy('state')
    .orderBy('revision');
  const at = faultIn({ participant, chain: 'audit' });
  const fault = (sequence: number | null, detail: string) => at(sequence, 'return_altered', detail);
  const faults: Fault[] = [];
  for (const { return_id, revision, sha256, content, state, year } of await revisions.execute()) {
    const name = `${return_id} ${revision}`;
    const seal = seals.get(name);
    if (seal?.sha256 !== sha256 || fingerprint(content) !== sha256)
      faults.push(fault(seal?.sequence ?? null, `${state} ${year}, revision ${revision}`));
    seals.delete(name);
  }
  for (const { sequence } of seals.values()) faults.push(fault(sequence, 'a revision is not there'));
  return faults;
}
