import { as, sql } from '@rogatoria/db';
import { type BasisCode, isOffer, type Language as LanguageCode } from '@rogatoria/workflows';
import { deadlineStatement } from '@rogatoria/workflows/deadline-statement.ts';
import { letterOf } from '@rogatoria/workflows/letter.ts';
import { Type } from 'typebox';
import { calendarsOf } from '../engine/calendars.ts';
import { noteAudit } from '../engine/chains.ts';
import { explain } from '../engine/deadlines.ts';
import { factsOf } from '../engine/handle.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand } from '../permissions.ts';
import { Id, Language } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { letterPdf } from './letter-pdf.ts';

const pdfOf = {
  content: { 'application/pdf': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } },
};

/** What an officer announced to the other side, or was told: a plan, which moves no deadline. */
function announcedIn(context: Record<string, unknown>): { on: string; date: string }[] {
  const records = Object.values(
    (context.records ?? {}) as Record<string, { at?: string; planned?: string; expected?: string }>,
  );
  return records
    .flatMap(({ at, planned, expected }) => {
      const date = planned ?? expected;
      return at && date ? [{ on: at, date }] : [];
    })
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

export async function documentRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/cases/:id/deadlines.pdf',
    {
      schema: {
        summary:
          'The deadlines of a case and how each was counted, as PDF; in the reader’s language unless another is asked for',
        tags: ['documents'],
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ lang: Type.Optional(Language) }, { additionalProperties: false }),
        response: { 200: pdfOf, ...problems(401, 403, 404, 422) },
      },
    },
    async ({ officer, params: { id }, query }, reply) => {
      demand(officer, 'read_cases');
      const now = house.clock.now();
      const statement = await as(house.db, officer.participant, async (trx) => {
        const row = await trx.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row) throw notFound();
        const clocks = await trx
          .selectFrom('deadline')
          .selectAll()
          .where('case_id', '=', id)
          .orderBy('started_at')
          .orderBy('id')
          .execute();
        const countedBy = await calendarsOf(trx, clocks);
        const { authority } = await trx
          .selectFrom('participant')
          .select('authority')
          .where('code', '=', officer.participant)
          .executeTakeFirstOrThrow();
        await noteAudit(trx, {
          participant: officer.participant,
          at: now,
          account_id: officer.id,
          action: 'deadlines.open',
          detail: { case_id: id, number: row.number },
        });
        return deadlineStatement({
          language: (query.lang ?? officer.language) as LanguageCode,
          number: row.number ?? '—',
          own_reference: row.own_reference,
          participant: row.participant,
          authority,
          counterpart: row.counterpart,
          at: now,
          deadlines: clocks.map((clock) => ({
            kind: clock.kind,
            holder: clock.holder === 'us' ? row.participant : row.counterpart,
            governs: clock.rule.governs,
            status: clock.status,
            original_due_at: clock.original_due_at,
            ...explain(clock, now, countedBy(clock)),
          })),
          announced: announcedIn(row.context),
        });
      });
      const pdf = await letterPdf(statement, { created: new Date(now) });
      reply.header('content-type', 'application/pdf');
      const name = `${statement.footer === '—' ? 'draft' : statement.footer}-deadlines-${statement.language}.pdf`;
      reply.header('content-disposition', `inline; filename="${name}"`);
      return reply.send(pdf);
    },
  );

  app.get(
    '/cases/:id/letter.pdf',
    {
      schema: {
        summary: 'The letter as PDF; in the requested State’s language unless another is asked for',
        tags: ['documents'],
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ lang: Type.Optional(Language) }, { additionalProperties: false }),
        response: { 200: pdfOf, ...problems(401, 403, 404, 409, 422) },
      },
    },
    async ({ officer, params: { id }, query }, reply) => {
      demand(officer, 'read_cases');
      const found = await as(house.db, officer.participant, async (trx) => {
        const row = await trx.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row) throw notFound();
        if (row.erased_at) throw new DomainError(409, 'erased');
        const linked = await trx
          .selectFrom('case_link')
          .innerJoin('case_file', 'case_file.request_id', 'case_link.follows_request_id')
          .leftJoin('case_fact', 'case_fact.case_id', 'case_file.id')
          .select([
            'case_file.number',
            sql<string | null>`coalesce(case_fact.sent_at, case_fact.received_at)`.as('date'),
          ])
          .where('case_link.case_id', '=', id)
          .where('case_file.counterpart', '=', row.counterpart)
          .execute();
        await noteAudit(trx, {
          participant: officer.participant,
          at: house.clock.now(),
          account_id: officer.id,
          action: 'letter.open',
          detail: { case_id: id, number: row.number },
        });
        return { row, linked };
      });
      const { row } = found;
      const facts = factsOf(row);
      const records = (row.context.records ?? {}) as Record<string, { at: string }>;
      // Dated when it left or came; a draft carries the day it was last changed. Printing it again changes no byte.
      const content = isOffer(row) ? undefined : (records.offer_acceptance ?? records.information);
      const left = content ?? records.transmit ?? records.request ?? records.offer ?? records.informal_consultation;
      const date = left?.at ?? row.updated_at;
      const [asking, asked] =
        row.direction === 'outgoing'
          ? [row.own_reference, row.their_reference]
          : [row.their_reference, row.own_reference];
      const letter = letterOf({
        kind: row.kind,
        number: row.number ?? '—',
        ...(asking ? { own_reference: asking } : {}),
        ...(asked ? { their_reference: asked } : {}),
        requesting: facts.requesting,
        requested: facts.requested,
        bases: row.bases as BasisCode[],
        form: row.form,
        offer: isOffer(row),
        translations: row.translations,
        form_language: row.form_language,
        language: (query.lang ?? row.letter_language) as LanguageCode,
        date,
        linked: found.linked.flatMap(({ number, date: at }) => (number && at ? [{ number, date: at }] : [])),
      });
      const pdf = await letterPdf(letter, { created: new Date(date) });
      reply.header('content-type', 'application/pdf');
      reply.header('content-disposition', `inline; filename="${row.number ?? 'draft'}-${letter.language}.pdf"`);
      return reply.send(pdf);
    },
  );
}
