/** What stands beside the cases and is sealed in the audit: calendars, the directory, annual returns. */
import type { Tables, Trx } from '@rogatoria/db';
import type { ReturnContext } from '@rogatoria/workflows/annual-return/machine.ts';
import type { Selectable } from 'kysely';
import { calendarSeal } from '../engine/calendars.ts';
import { addressedOf, attestationSeal, inForce, readDirectory, versionSeal } from '../engine/directory.ts';
import { fingerprint } from '../engine/once.ts';
import {
  actionOf,
  entrySeal,
  messageSeal,
  type ReturnEventRow,
  type ReturnRow,
  type RevisionRow,
  revisionsOf,
  roundSeal,
} from '../engine/returns.ts';
import { type Fault, faultIn, inCase } from './faults.ts';
import { same } from './recount.ts';

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

/**
 * The annual returns that a participant has a file on are what its audit says: every entry of a file's history, every
 * revision and every message, and each file stands where its history leaves it. What is older than the audit's seals of
 * entries is held against who did what and when.
 */
export async function returnFaults(trx: Trx, participant: string): Promise<Fault[]> {
  const at = faultIn({ participant, chain: 'audit' });
  const faults: Fault[] = [];
  const fault = (sequence: number | null, detail: string) => faults.push(at(sequence, 'return_altered', detail));
  const told = await trx
    .selectFrom('audit_event')
    .select(['sequence', 'action', 'at', 'account_id', 'detail'])
    .where('action', 'like', 'return.%')
    .orderBy('sequence')
    .execute();
  const rounds = new Map(told.filter(({ action }) => action === opening).map((one) => [one.detail.year, one]));
  const toldOf = Map.groupBy(told, ({ detail }) => String(detail.return_id));
  const events = await trx.selectFrom('annual_return_event').selectAll().orderBy('sequence').execute();
  const eventsOf = Map.groupBy(events, ({ return_id }) => return_id);
  const messages = await trx
    .selectFrom('message')
    .selectAll()
    .where('case_id', 'is', null)
    .orderBy('sequence')
    .execute();
  const messagesOf = Map.groupBy(messages, ({ request_id }) => request_id);
  const rows = await trx.selectFrom('annual_return').selectAll().orderBy('year').orderBy('state').execute();
  for (const row of rows) {
    const file: ReturnFile = {
      row,
      revisions: await revisionsOf(trx, row),
      events: eventsOf.get(row.return_id) ?? [],
      messages: messagesOf.get(row.return_id) ?? [],
      told: toldOf.get(row.return_id) ?? [],
      round: rounds.get(row.year),
    };
    for (const { sequence, detail } of fileFaults(file)) fault(sequence, `${row.state} ${row.year}: ${detail}`);
    for (const known of [eventsOf, messagesOf, toldOf]) known.delete(row.return_id);
  }
  for (const [name, [first]] of toldOf)
    if (name !== 'undefined') fault(first?.sequence ?? null, `${name} is not there`);
  for (const name of eventsOf.keys()) fault(null, `a history of ${name}, which is not there`);
  for (const [name, of] of messagesOf)
    if (of.some(({ status, direction }) => direction === 'out' || status === 'delivered'))
      fault(null, `a message of ${name}, which is not there`);
  for (const { sequence, detail } of rounds.values()) {
    const of = rows.filter(({ year, side }) => side === 'receiving' && year === detail.year);
    const first = <T extends object>(all: readonly T[], key: keyof T) =>
      of.flatMap(({ return_id }) => all.find((one) => one[key] === return_id) ?? []);
    const sent = first(
      messages.filter(({ type }) => type === 'round_opening'),
      'request_id',
    );
    const seal = roundSeal(first(events, 'return_id'), sent);
    if (of.length !== detail.states || (detail.entries ?? seal) !== seal)
      fault(sequence, `the round of ${detail.year}`);
  }
  return faults;
}

/** The action under which the audit keeps that a round was opened: once for all files of the year. */
const opening = 'return.open_round';
type Told = Pick<Selectable<Tables['audit_event']>, 'sequence' | 'action' | 'at' | 'account_id' | 'detail'>;

/** A file on a return with all that stands beside it, each in its order. */
interface ReturnFile {
  row: ReturnRow;
  revisions: RevisionRow[];
  events: ReturnEventRow[];
  messages: Selectable<Tables['message']>[];
  told: Told[];
  /** where the Secretariat opened the round */
  round: Told | undefined;
}

/** What is wrong with one file, and which entry of the audit says so. */
function* fileFaults({ row, revisions, events, messages, told, round }: ReturnFile): Generator<{
  sequence: number | null;
  detail: string;
}> {
  const receiving = row.side === 'receiving';
  const opened = receiving ? round : told[0];
  if (opened?.detail.due !== row.due) yield { sequence: opened?.sequence ?? null, detail: 'its last day' };
  // the first entry of the Secretariat's file is the round's
  const own = events.slice(receiving ? 1 : 0);
  for (let index = 0; index < Math.max(own.length, told.length); index++) {
    const [event, entry] = [own[index], told[index]];
    if (!event || !entry) {
      const detail = event ? `${event.type} was never recorded` : 'an entry is not there';
      yield { sequence: entry?.sequence ?? null, detail };
      break;
    }
    const made = revisions.find(({ revision }) => revision === entry.detail.revision);
    const said = [entry.action, entry.at, entry.account_id, index + (receiving ? 2 : 1)];
    const seal = entrySeal(event, made);
    const right =
      same([actionOf(event.type), event.at, event.account_id, event.sequence], said) &&
      (entry.detail.entry ?? seal) === seal &&
      entry.detail.sha256 === made?.sha256;
    if (!right) yield { sequence: entry.sequence, detail: event.type };
  }
  for (const { revision, sha256, content } of revisions) {
    const entry = told.find(({ detail }) => detail.revision === revision);
    if (fingerprint(content) !== sha256 || !entry)
      yield { sequence: entry?.sequence ?? null, detail: `revision ${revision}` };
  }
  const end = [events.at(-1)?.stage, events.length, revisions.length];
  if (!same([row.stage, row.version, (row.context as ReturnContext).revision], end))
    yield { sequence: null, detail: 'where it stands' };
  const sent = messages.filter(({ direction, type }) => direction === 'out' && type !== 'round_opening');
  const seals = told.flatMap(({ detail }) => (detail.sent ?? []) as string[]);
  if (told.every(({ detail }) => detail.sent) && !same(sent.map(messageSeal), seals))
    yield { sequence: null, detail: 'what was sent' };
  const came = messages.filter(({ direction, status }) => direction === 'in' && status === 'delivered');
  const taken = events.filter(({ type }) => type.startsWith('message.'));
  const heard = ({ type, body }: { type: string; body: Record<string, unknown> }) => {
    if (type !== 'annual_return') return [type, body];
    const { revision, content, reason, signature } = body;
    return [type, { revision, sha256: fingerprint(content as object) }, reason, signature];
  };
  const kept = ({ type, payload }: ReturnEventRow) => {
    if (type !== 'message.annual_return') return [type.slice('message.'.length), payload];
    const revision = revisions.find((one) => one.revision === (payload as { revision: number }).revision);
    return ['annual_return', payload, revision?.reason, revision?.signature];
  };
  if (!same(came.map(heard), taken.map(kept))) yield { sequence: null, detail: 'what came' };
}
