/** Deadlines for calendar programs: a file for each case, and an address of one's own that a program reads again and again. */
import { createHash, randomBytes } from 'node:crypto';
import { as, sql, type Trx } from '@rogatoria/db';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { audit } from '../auth/session.ts';
import { calendarsOf } from '../engine/calendars.ts';
import { openingBeside } from '../engine/openings.ts';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { CalendarFeed } from '../notifications/schemas.ts';
import { demand, may } from '../permissions.ts';
import { Id } from '../schemas.ts';
import { type App, problems } from '../server.ts';
import { type CalendarEntry, calendarText } from './calendar.ts';

const asCalendar = {
  content: { 'text/calendar': { schema: Type.String() } },
};
const scoped = Type.Pick(CalendarFeed, ['scope']);

export async function calendarRoutes(app: App, { house }: { house: House }): Promise<void> {
  const now = () => house.clock.now();

  app.get(
    '/cases/:id/deadlines.ics',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'The running deadlines of a case, for a calendar program',
        tags: ['deadlines'],
        params: Type.Object({ id: Id }),
        response: { 200: asCalendar, ...problems(401, 403, 404) },
      },
    },
    async ({ officer, params: { id } }, reply) => {
      demand(officer, 'read_cases');
      const read = async (trx: Trx) => {
        const row = await trx.selectFrom('case_file').select('number').where('id', '=', id).executeTakeFirst();
        if (!row) throw notFound();
        return { number: row.number ?? '—', list: await running(trx, (query) => query.where('case_file.id', '=', id)) };
      };
      const { view: entries, seen } = await as(house.db, officer.participant, (trx) =>
        openingBeside(trx, house, officer, id, () => read(trx)),
      );
      seen();
      const name = { key: 'calendar.name.case', params: { number: entries.number } };
      const { publicUrl } = house.config;
      const text = calendarText(name, entries.list, { language: officer.language, publicUrl, now: now() });
      return send(reply, `${entries.number === '—' ? 'rogatoria' : entries.number}.ics`, text);
    },
  );

  app.get(
    '/calendar',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'My calendar addresses: which there are, and when each was last read',
        tags: ['deadlines'],
        response: { 200: Type.Object({ items: Type.Array(CalendarFeed) }), ...problems(401, 403) },
      },
    },
    async ({ officer }) => {
      demand(officer, 'read_cases');
      const items = await as(house.db, officer.participant, (trx) =>
        trx
          .selectFrom('calendar_feed')
          .select(['scope', 'created_at', 'read_at'])
          .where('account_id', '=', officer.id)
          .orderBy('scope', 'desc')
          .execute(),
      );
      return { items };
    },
  );

  app.put(
    '/calendar/:scope',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'A new calendar address, told once; the one before ends',
        tags: ['deadlines'],
        params: scoped,
        response: { 200: Type.Object({ url: Type.String() }), ...problems(401, 403, 422) },
      },
    },
    async ({ officer, params: { scope } }) => {
      demand(officer, 'read_cases');
      const token = randomBytes(32).toString('base64url');
      const feed = { token_sha256: hashOf(token), created_at: now(), read_at: null };
      await as(house.db, officer.participant, (trx) =>
        trx
          .insertInto('calendar_feed')
          .values({ participant: officer.participant, account_id: officer.id, scope, ...feed })
          .onConflict((conflict) => conflict.columns(['account_id', 'scope']).doUpdateSet(feed))
          .execute(),
      );
      await audit(house, officer.participant, officer.id, 'calendar_opened', { scope });
      return { url: `${house.config.publicUrl}/api/calendars/${token}.ics` };
    },
  );

  app.delete(
    '/calendar/:scope',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'End a calendar address',
        tags: ['deadlines'],
        params: scoped,
        response: { 204: Type.Null(), ...problems(401, 403, 422) },
      },
    },
    async ({ officer, params: { scope } }, reply) => {
      demand(officer, 'read_cases');
      await as(house.db, officer.participant, (trx) =>
        trx.deleteFrom('calendar_feed').where('account_id', '=', officer.id).where('scope', '=', scope).execute(),
      );
      await audit(house, officer.participant, officer.id, 'calendar_closed', { scope });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/calendars/:file',
    {
      config: { rateLimit: { max: 120, timeWindow: '1 minute' } },
      // The address is the secret: it stands in no log line.
      logLevel: 'silent',
      schema: {
        summary: 'What a calendar program reads, by its secret address',
        tags: ['deadlines'],
        security: [],
        params: Type.Object({ file: Type.String({ maxLength: 100 }) }),
        response: { 200: asCalendar, ...problems(404, 429) },
      },
    },
    async ({ params: { file } }, reply) => {
      const token = /^([\w-]{43})\.ics$/.exec(file)?.[1];
      if (!token) throw notFound();
      const { rows } = await sql<{ participant: string; account_id: string; scope: CalendarFeed['scope'] }>`
        select * from calendar_feed_by_token(${hashOf(token)})`.execute(house.db);
      const [feed] = rows;
      if (!feed) throw notFound();
      const { participant, account_id, scope } = feed;
      const found = await as(house.db, participant, async (trx) => {
        const account = await trx
          .selectFrom('account')
          .select(['id', 'participant', 'roles', 'language'])
          .where('id', '=', account_id)
          .where('active', '=', true)
          .executeTakeFirst();
        if (!account || !may(account, 'read_cases')) return null;
        await trx
          .updateTable('calendar_feed')
          .set({ read_at: now() })
          .where('account_id', '=', account_id)
          .where('scope', '=', scope)
          .execute();
        const list = await running(trx, (query) => (scope === 'mine' ? query.where(concerning(account)) : query));
        return { language: account.language, list };
      });
      if (!found) throw notFound();
      const name = { key: `calendar.name.${scope}` };
      const { publicUrl } = house.config;
      const text = calendarText(name, found.list, { language: found.language, publicUrl, now: now() });
      return send(reply, 'rogatoria.ics', text);
    },
  );
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** The cases that a person's duties concern: what was drafted by or waits for them, asked of us or by us. */
function concerning({ id, roles }: { id: string; roles: string[] }) {
  const has = (...some: string[]) => roles.some((role) => some.includes(role));
  return sql<boolean>`(case_file.direction = 'incoming' and ${has('officer', 'duty', 'auditor')}
    or case_file.direction = 'outgoing' and (${has('approver', 'auditor')} or case_file.drafter = ${id}))`;
}

function baseOf(trx: Trx) {
  return trx
    .selectFrom('deadline')
    .innerJoin('case_file', 'case_file.id', 'deadline.case_id')
    .selectAll('deadline')
    .select(['case_file.number', 'case_file.counterpart'])
    .where('deadline.status', 'in', ['running', 'suspended']);
}

async function running(
  trx: Trx,
  narrow: (query: ReturnType<typeof baseOf>) => ReturnType<typeof baseOf>,
): Promise<CalendarEntry[]> {
  const rows = await narrow(baseOf(trx)).orderBy('deadline.due_at').orderBy('deadline.id').execute();
  const countedBy = await calendarsOf(trx, rows);
  return rows.map(({ number, counterpart, ...deadline }) => ({
    deadline,
    countedBy: countedBy(deadline).calendar,
    number: number ?? '—',
    case_id: deadline.case_id,
    counterpart,
  }));
}

function send(reply: FastifyReply, name: string, text: string) {
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .type('text/calendar; charset=utf-8')
    .serializer((raw: unknown) => raw as string)
    .send(text);
}
