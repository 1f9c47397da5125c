/** What leaves a case: its outbox, the request as approved, and the number it goes under. */
import { randomUUID } from 'node:crypto';
import type { Trx } from '@rogatoria/db';
import {
  carriesForm,
  type FormMessage,
  type Kind,
  kindsApart,
  messageVersion,
  offerOf,
  saidIn,
  translationsOf,
  zoneOf,
} from '@rogatoria/workflows';
import { noteAddress } from './directory.ts';
import type { Moment } from './handle.ts';
import { lawInForce } from './law.ts';
import type { CaseRow } from './log.ts';

/** The last letter of a number; an emergency request has `E`. */
const letterOf: Record<Kind, string> = { evidence: 'A', preservation: 'P', information: 'I', consultation: 'C' };

const isApart = (kind: Kind) => (kindsApart as readonly string[]).includes(kind);

/**
 * Makes a draft ready to leave: it gets its number, BRA-CHL-2026-00042-P (requesting, requested, year, the requesting
 * State's own count, type), keeps of its form what the approved letter says, and notes under which law it was made and to
 * which address of the directory it goes.
 * Requests are numbered in one count; information and consultations each in their own.
 */
export async function makeReady(trx: Trx, row: CaseRow, now: string): Promise<CaseRow> {
  const year = Temporal.Instant.from(now).toZonedDateTimeISO(zoneOf(row.participant)).year;
  const { value } = await trx
    .insertInto('counter')
    .values({ participant: row.participant, name: `${isApart(row.kind) ? row.kind : 'request'} ${year}`, value: 1 })
    .onConflict((conflict) =>
      conflict.columns(['participant', 'name']).doUpdateSet(({ eb }) => ({ value: eb('counter.value', '+', 1) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  const { form, translations } = await finishForm(trx, row);
  const urgency = (form.urgency as CaseRow['urgency'] | undefined) ?? 'ordinary';
  const type = urgency === 'emergency' && !isApart(row.kind) ? 'E' : letterOf[row.kind];
  const number = `${row.participant}-${row.counterpart}-${year}-${String(value).padStart(5, '0')}-${type}`;
  const { version: law_version } = await lawInForce(trx);
  await trx.updateTable('case_file').set({ number, urgency, law_version }).where('id', '=', row.id).execute();
  const ready = { ...row, number, urgency, form, translations, law_version };
  await noteAddress(trx, ready, now);
  return ready;
}

/** Keeps of the form what the approved letter says. */
export async function finishForm(trx: Trx, row: CaseRow): Promise<CaseRow> {
  const form = saidIn(row.kind, row.form);
  const translations = translationsOf(row.kind, form, row.translations);
  await trx
    .updateTable('case_file')
    .set({ form: JSON.stringify(form), translations: JSON.stringify(translations) })
    .where('id', '=', row.id)
    .execute();
  return { ...row, form, translations };
}

/** What a file says, as approved; of information that is only offered, nothing of the content (26(2)). */
function content(row: CaseRow, offered = false): Record<string, unknown> {
  const { form, translations } = offered ? offerOf(row.form, row.translations) : row;
  return {
    title: row.title,
    bases: row.bases,
    form_version: row.form_version,
    form,
    form_language: row.form_language,
    translations,
  };
}

/** A form as it leaves, as it was approved: a request with what it follows and adds to, an offer without the content. */
async function formBody(trx: Trx, row: CaseRow, type: FormMessage): Promise<Record<string, unknown>> {
  if (type === 'written_confirmation') return content(row);
  const body = { kind: row.kind, number: row.number, urgency: row.urgency, ...content(row, type === 'offer') };
  if (type !== 'request') return body;
  // A request to a third State says nothing of the one that prompted it: that is between two others.
  const parent = row.parent_case
    ? await trx
        .selectFrom('case_file')
        .select(['request_id', 'number'])
        .where('id', '=', row.parent_case)
        .where('counterpart', '=', row.counterpart)
        .executeTakeFirst()
    : undefined;
  const links = await trx
    .selectFrom('case_link')
    .innerJoin('case_file', 'case_file.request_id', 'case_link.follows_request_id')
    .select(['case_file.request_id', 'case_file.number', 'case_file.kind'])
    .where('case_link.case_id', '=', row.id)
    .orderBy('case_file.number')
    .execute();
  const of = (wanted: Kind) =>
    links
      .filter((link) => link.kind === wanted)
      .map(({ request_id, number: named }) => ({ request_id, number: named }));
  const [consultation] = of('consultation');
  return {
    ...body,
    preservations: of('preservation'),
    ...(consultation ? { consultation } : {}),
    ...(row.law_version ? { law_version: row.law_version } : {}),
    ...(parent ? { supplements: parent } : {}),
  };
}

/** What of an entry is told the counterpart: its files are named as the manifest does, never by our own ids. */
export function told(type: string, body: Record<string, unknown>): Record<string, unknown> {
  if (type !== 'delivery') return body;
  return { ...body, files: (body.manifest as { id: string }[]).map(({ id }) => id) };
}

/** Files leave with a numbered delivery, once. */
async function markDelivered(trx: Trx, row: CaseRow, body: Record<string, unknown>): Promise<void> {
  await trx
    .updateTable('file')
    .set({ delivery: body.number as number })
    .where('case_id', '=', row.id)
    .where('id', 'in', body.files as string[])
    .execute();
}

/** The form that a message takes along as it was approved, with what the machine adds to a request; null for all others. */
export async function formLeaving(
  trx: Trx,
  row: CaseRow,
  type: string,
  body: Record<string, unknown>,
): Promise<Record<string, unknown> | null> {
  if (!carriesForm(type)) return null;
  const form = await formBody(trx, row, type);
  return type === 'request' ? { ...form, ...body } : form;
}

/** Puts a message into the case's outbox, numbered in the order of sending; the exchange takes it from there. */
export async function send(
  trx: Trx,
  row: CaseRow,
  type: string,
  said: Record<string, unknown>,
  { now }: Moment,
): Promise<void> {
  if (type === 'delivery' && (said.files as string[]).length > 0) await markDelivered(trx, row, said);
  await trx
    .insertInto('message')
    .values(({ selectFrom, fn, val }) => ({
      participant: row.participant,
      id: randomUUID(),
      case_id: row.id,
      request_id: row.request_id,
      counterpart: row.counterpart,
      direction: 'out' as const,
      sequence: selectFrom('message')
        .select(({ eb }) => eb(fn.count<number>('id'), '+', val(1)).as('next'))
        .where('case_id', '=', row.id)
        .where('direction', '=', 'out'),
      type,
      version: messageVersion,
      body: JSON.stringify(told(type, said)),
      envelope: null,
      status: 'waiting' as const,
      at: now,
      receipt: null,
      receipt_at: null,
      reason: null,
      next_attempt_at: now,
    }))
    .execute();
}
