/** Recommendations of the Working Group: the meetings, each authority's progress, and the Secretariat's report on it. */
import { as, lock, sql, type Trx } from '@rogatoria/db';
import { zoneOf } from '@rogatoria/workflows';
import {
  Meeting,
  type MeetingVersion,
  meetingRefusals,
  Progress,
  progressRefusals,
  type Recommendation,
  reports,
} from '@rogatoria/workflows/recommendations/meetings.ts';
import { Type } from 'typebox';
import { noteAudit } from '../engine/chains.ts';
import { meetingsIn } from '../engine/meetings.ts';
import { once } from '../engine/once.ts';
import { sealMeeting, sealReport } from '../engine/seals.ts';
import { DomainError, notFound } from '../errors.ts';
import type { House } from '../house.ts';
import { demand, may } from '../permissions.ts';
import { Language } from '../schemas.ts';
import { type App, keyOf, problems, versionOf } from '../server.ts';
import { progressReport } from './report.ts';
import { reportPdf } from './report-pdf.ts';
import { MeetingSummary, MeetingView, RecommendationView, type ReportView } from './schemas.ts';

const number = Type.String({ pattern: '^[1-9]\\d{0,2}$' });
const ofMeeting = Type.Object({ meeting: number });
const ofRecommendation = Type.Object({ meeting: number, number });
const versionHeader = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) });
const reason = Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' });
const Written = Type.Object({ version: Type.Integer() });
const pdf = { content: { 'application/pdf': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } } };

const dayIn = (participant: string, now: string): string =>
  Temporal.Instant.from(now).toZonedDateTimeISO(zoneOf(participant)).toPlainDate().toString();

export async function recommendationRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/meetings',
    {
      schema: {
        summary: 'Meetings of the Working Group, those to come among them, newest first',
        tags: ['recommendations'],
        response: { 200: Type.Object({ items: Type.Array(MeetingSummary) }), ...problems(401) },
      },
    },
    ({ officer }) =>
      as(house.db, officer.participant, async (trx) => {
        const today = dayIn(officer.participant, house.clock.now());
        const items = (await meetingsIn(trx)).map(({ meeting, body: { from, until, place, recommendations } }) => ({
          ...{ meeting, from, until, place, recommendations: recommendations.length, held: from <= today },
        }));
        return { items };
      }),
  );

  app.get(
    '/meetings/:meeting',
    {
      schema: {
        summary: 'A meeting: its recommendations, our progress and that of every participant that released it',
        tags: ['recommendations'],
        params: ofMeeting,
        response: { 200: MeetingView, ...problems(401, 404, 422) },
      },
    },
    ({ officer, params }) =>
      as(house.db, officer.participant, async (trx) => {
        const { meeting, version, body } = await found(trx, Number(params.meeting));
        const rows = await latestReports(trx, meeting);
        return {
          ...{ meeting, version, body },
          may_record: officer.participant === 'OAS' && may(officer, 'record_meetings'),
          may_report: may(officer, 'report_progress'),
          own: rows.own(officer.participant).map(({ recommendation, status, as_of, version: own, released }) => ({
            ...{ number: recommendation, status, as_of, version: own, released },
          })),
          reported: rows.released.map(({ state, recommendation, status, as_of }) => ({
            ...{ state, number: recommendation, status, as_of },
          })),
          versions: await versionsOf(trx, meeting),
        };
      }),
  );

  app.put(
    '/meetings/:meeting',
    {
      schema: {
        summary: 'Record a meeting with its recommendations, as a new version of it (Secretariat)',
        tags: ['recommendations'],
        params: ofMeeting,
        headers: versionHeader,
        body: Type.Object({ meeting: Meeting, reason }, { additionalProperties: false }),
        response: { 200: Written, ...problems(401, 403, 412, 422, 428) },
      },
    },
    async (request) => {
      const { officer, body } = request;
      demand(officer, 'record_meetings');
      // the role is the Secretariat's; row-level security says so a second time
      if (officer.participant !== 'OAS')
        throw new DomainError(422, 'invalid', { errors: [{ field: 'meeting', rule: 'secretariat_only' }] });
      const seen = versionOf(request);
      const meeting = Number(request.params.meeting);
      const at = house.clock.now();
      return as(house.db, officer.participant, (trx) =>
        once(trx, officer, keyOf(request), { number: meeting, seen, ...body }, { now: at }, async () => {
          await lock(trx, 'meetings');
          const before = (await meetingsIn(trx)).find((one) => one.meeting === meeting);
          if ((before?.version ?? 0) !== seen) throw new DomainError(412, 'stale', { version: before?.version ?? 0 });
          const errors = meetingRefusals(body.meeting, before?.body).map((one) => ({
            ...one,
            field: `meeting.${one.field}`,
          }));
          if (errors.length > 0) throw new DomainError(422, 'invalid', { errors });
          const row = { meeting, version: seen + 1, body: body.meeting, reason: body.reason, at };
          await trx
            .insertInto('meeting_version')
            .values({ ...row, body: JSON.stringify(row.body) })
            .execute();
          const detail = { meeting, version: row.version, ...sealMeeting(row) };
          await noteAudit(trx, { participant: 'OAS', at, account_id: officer.id, action: 'meeting.record', detail });
          return { version: row.version };
        }),
      );
    },
  );

  app.get(
    '/meetings/:meeting/recommendations/:number',
    {
      schema: {
        summary: 'A recommendation: every version of our progress, and what the others released',
        tags: ['recommendations'],
        params: ofRecommendation,
        response: { 200: RecommendationView, ...problems(401, 404, 422) },
      },
    },
    ({ officer, params }) =>
      as(house.db, officer.participant, async (trx) => {
        const one = await recommendationIn(trx, Number(params.meeting), Number(params.number));
        const { participant } = officer;
        const mine = reports(one.recommendation, participant);
        const all = await reportsOf(trx, one.meeting, one.number);
        return {
          ...one,
          may_report: mine && may(officer, 'report_progress'),
          may_release: mine && may(officer, 'release_progress'),
          own: all.filter(({ state }) => state === participant),
          others: newestOf(
            all.filter(({ state, released }) => state !== participant && released),
            ({ state }) => state,
          ),
        };
      }),
  );

  app.post(
    '/meetings/:meeting/recommendations/:number/progress',
    {
      schema: {
        summary: 'Say how far one’s own authority is, as a new version: a draft, or released to every participant',
        tags: ['recommendations'],
        params: ofRecommendation,
        headers: versionHeader,
        body: Progress,
        response: { 201: Written, ...problems(401, 403, 404, 409, 412, 422, 428) },
      },
    },
    async (request, reply) => {
      const { officer, body, params } = request;
      demand(officer, body.released ? 'release_progress' : 'report_progress');
      const seen = versionOf(request);
      const [meeting, recommendation] = [Number(params.meeting), Number(params.number)];
      const { participant: state } = officer;
      const at = house.clock.now();
      const answer = await as(house.db, state, (trx) =>
        once(trx, officer, keyOf(request), { meeting, recommendation, seen, ...body }, { now: at }, async () => {
          const known = await recommendationIn(trx, meeting, recommendation);
          // who is not asked has nothing to report
          if (!reports(known.recommendation, state)) throw new DomainError(409, 'state');
          await lock(trx, `progress of ${state}`);
          const [last] = (await reportsOf(trx, meeting, recommendation)).filter((one) => one.state === state);
          if ((last?.version ?? 0) !== seen) throw new DomainError(412, 'stale', { version: last?.version ?? 0 });
          const errors = progressRefusals(body, dayIn(state, at));
          if (errors.length > 0) throw new DomainError(422, 'invalid', { errors });
          const row = { state, meeting, recommendation, version: seen + 1, at, ...body };
          await trx
            .insertInto('progress_report')
            .values({ ...row, evidence: JSON.stringify(row.evidence) })
            .execute();
          const { released } = body;
          const detail = { meeting, recommendation, version: row.version, released, ...sealReport(row) };
          await noteAudit(trx, { participant: state, at, account_id: officer.id, action: 'progress.report', detail });
          return { version: row.version };
        }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.get(
    '/meetings/:meeting/report.pdf',
    {
      schema: {
        summary: 'The Secretariat’s report to the next meeting on the progress made, as PDF, from what was released',
        tags: ['recommendations'],
        params: ofMeeting,
        querystring: Type.Object({ lang: Type.Optional(Language) }, { additionalProperties: false }),
        response: { 200: pdf, ...problems(401, 403, 404, 422) },
      },
    },
    async ({ officer, params, query }, reply) => {
      demand(officer, 'record_meetings');
      // it is the Secretariat's: elsewhere there is none
      if (officer.participant !== 'OAS') throw notFound();
      const now = house.clock.now();
      const report = await as(house.db, officer.participant, async (trx) => {
        const meetings = await meetingsIn(trx);
        const { meeting, body } = await found(trx, Number(params.meeting), meetings);
        const all = newestOf(
          (await reportsOf(trx, meeting)).filter(({ released }) => released),
          ({ state, number: one }) => `${state} ${one}`,
        );
        const authority = await trx
          .selectFrom('participant')
          .select('authority')
          .where('code', '=', officer.participant)
          .executeTakeFirstOrThrow();
        await noteAudit(trx, {
          participant: officer.participant,
          at: now,
          account_id: officer.id,
          action: 'progress.compile',
          detail: { meeting, reports: all.length },
        });
        return progressReport({
          language: query.lang ?? officer.language,
          authority: authority.authority,
          day: dayIn(officer.participant, now),
          meeting,
          body,
          meetings,
          reports: all,
        });
      });
      const file = await reportPdf(report, { created: new Date(now) });
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="${report.file}.pdf"`)
        .send(file as never);
    },
  );
}

/** A meeting as it stands. Throws 404 on a number that nobody knows. */
async function found(trx: Trx, wanted: number, meetings?: MeetingVersion[]): Promise<MeetingVersion> {
  const one = (meetings ?? (await meetingsIn(trx))).find(({ meeting }) => meeting === wanted);
  if (!one) throw notFound();
  return one;
}

/** A recommendation as it stands. Throws 404 when the meeting made none of that number. */
async function recommendationIn(trx: Trx, wanted: number, number: number) {
  const { meeting, body } = await found(trx, wanted);
  const recommendation: Recommendation | undefined = body.recommendations[number - 1];
  if (!recommendation) throw notFound();
  return { meeting, number, of: body.recommendations.length, recommendation };
}

/** The first of each key, of rows whose newest come first. */
function newestOf<T>(rows: readonly T[], keyOfRow: (row: T) => string): T[] {
  const first = new Map<string, T>();
  for (const row of rows) if (!first.has(keyOfRow(row))) first.set(keyOfRow(row), row);
  return [...first.values()];
}

/** The latest version of each, our own drafts and what others released. */
async function latestReports(trx: Trx, meeting: number) {
  const rows = await trx
    .selectFrom('progress_report')
    .select(['state', 'recommendation', 'version', 'status', 'as_of', 'released'])
    .where('meeting', '=', meeting)
    .orderBy('state')
    .orderBy('recommendation')
    .orderBy('version', 'desc')
    .execute();
  const key = (row: { state: string; recommendation: number }) => `${row.state} ${row.recommendation}`;
  return {
    own: (participant: string) =>
      newestOf(
        rows.filter(({ state }) => state === participant),
        key,
      ),
    released: newestOf(
      rows.filter(({ released }) => released),
      key,
    ),
  };
}

/** Reports as this participant may read them, newest first; the names of those who wrote them for their own alone. */
async function reportsOf(
  trx: Trx,
  meeting: number,
  recommendation?: number,
): Promise<(ReportView & { number: number })[]> {
  let query = trx
    .selectFrom('progress_report')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('audit_event')
          .innerJoin('account', 'account.id', 'audit_event.account_id')
          .select(['account.name', 'audit_event.participant', sql<string>`detail->>'row'`.as('sealed')])
          .where('audit_event.action', '=', 'progress.report')
          .as('writer'),
      (join) =>
        join.onRef('writer.participant', '=', 'progress_report.state').on(
          sql<boolean>`writer.sealed = 'report ' || progress_report.meeting || '.' || progress_report.recommendation
              || ' version ' || progress_report.version`,
        ),
    )
    .select(['state', 'recommendation as number', 'version', 'status', 'text', 'evidence', 'as_of', 'released', 'at'])
    .select('writer.name as by')
    .where('meeting', '=', meeting)
    .orderBy('state')
    .orderBy('recommendation')
    .orderBy('version', 'desc');
  if (recommendation !== undefined) query = query.where('recommendation', '=', recommendation);
  return query.execute();
}

/** Every version that was recorded of a meeting, newest first. */
function versionsOf(trx: Trx, meeting: number) {
  return trx
    .selectFrom('meeting_version')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('audit_event')
          .innerJoin('account', 'account.id', 'audit_event.account_id')
          .select(['account.name', sql<string>`detail->>'row'`.as('sealed')])
          .where('audit_event.action', '=', 'meeting.record')
          .as('writer'),
      (join) =>
        join.on(
          sql<boolean>`writer.sealed = 'meeting ' || meeting_version.meeting || ' version ' || meeting_version.version`,
        ),
    )
    .select(['version', 'at', 'reason', 'writer.name as by'])
    .where('meeting', '=', meeting)
    .orderBy('version', 'desc')
    .execute();
}
