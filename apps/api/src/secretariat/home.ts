/**
 * The Secretariat's home, read and not written: nothing is defined here. Returns, comparison, directory and recommendations are
 * what `returns`, `publication`, `directory` and the engine say they are.
 */
import type { Trx } from '@rogatoria/db';
import { freshContacts } from '@rogatoria/workflows/directory.ts';
import { nextMeeting, reports } from '@rogatoria/workflows/recommendations/meetings.ts';
import { secretariat, states, zoneOf } from '@rogatoria/workflows/states.ts';
import { stateEntries } from '../directory/entry-routes.ts';
import { callsSince } from '../directory/test-calls.ts';
import { inForce, pendingIn, readDirectory } from '../engine/directory.ts';
import { meetingsIn } from '../engine/meetings.ts';
import { remindersOf, secretariatOf } from '../engine/returns.ts';
import { notFound } from '../errors.ts';
import { addressOf, type EditionSummary, editionsOf } from '../publication/editions.ts';
import { returnsOf, standingOf, workListOf } from '../publication/publish.ts';
import type { ReturnSummary } from '../returns/schemas.ts';
import { returnList } from '../returns/views.ts';
import type { RoundView, SecretariatHome } from './schemas.ts';

interface Moment {
  /** ISO 8601, UTC */
  now: string;
  publicUrl: string;
}

const dayOf = (at: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zoneOf(secretariat.code)).toPlainDate().toString();

/** All of it. Throws 404 to a State. */
export async function homeOf(
  trx: Trx,
  officer: { participant: string; roles: readonly string[] },
  { now, publicUrl }: Moment,
): Promise<SecretariatHome> {
  if ((await secretariatOf(trx)) !== officer.participant) throw notFound();
  const { items, may_open } = await returnList(trx, officer, now);
  const editions = await editionsOf(trx);
  const years = [...Map.groupBy(items, ({ year }) => year)];
  const rounds: RoundView[] = [];
  for (const [index, [year, returns]] of years.entries())
    if (index === 0 || returns.some(isUnderWay))
      rounds.push(await roundOf(trx, year, returns, editions, { now, publicUrl }));
  const [latest] = editions;
  return {
    may_open,
    rounds,
    last_edition: latest ? editionView(latest, publicUrl) : null,
    directory: await directoryOf(trx, now),
    recommendations: await recommendationsOf(trx, now),
  };
}

/** Whether the Secretariat or, after its question, the State has the next step: a year that nobody answers any more is over. */
const isUnderWay = ({ stage }: ReturnSummary): boolean => ['received', 'queried', 'accepted'].includes(stage);

const editionView = (edition: EditionSummary, publicUrl: string) => ({
  ...{ year: edition.year, edition: edition.edition, at: edition.at },
  address: addressOf(publicUrl, edition),
});

async function roundOf(
  trx: Trx,
  year: number,
  returns: ReturnSummary[],
  editions: readonly EditionSummary[],
  { now, publicUrl }: Moment,
): Promise<RoundView> {
  const rows = await returnsOf(trx, year);
  const [{ due, created_at: opened_at } = { due: '', created_at: now }] = rows;
  const found = await workListOf(trx, rows);
  const accepted = (await standingOf(trx, year, rows)).filter(({ row }) => row.stage === 'accepted');
  const edition = editions.find((one) => one.year === year);
  return {
    ...{ year, due, opened_at, states: returns },
    reminders: remindersOf({ due, opened: dayOf(opened_at), today: dayOf(now) }),
    disagreements: {
      pairs: found.length,
      unasked: found.filter(({ askable, asked }) => askable.length > 0 && asked.length === 0).length,
      largest: found.slice(0, 5).map(({ requesting, requested, kind, remaining, asked }) => {
        return { requesting, requested, kind, remaining, asked: asked.length > 0 };
      }),
    },
    unpublished: {
      first: accepted.flatMap(({ row, published }) => (published === null ? [row.state] : [])),
      restated: accepted.flatMap(({ row, published }) => (published === null ? [] : [row.state])),
    },
    edition: edition ? editionView(edition, publicUrl) : null,
  };
}

async function directoryOf(trx: Trx, now: string): Promise<SecretariatHome['directory']> {
  const rows = await readDirectory(trx);
  const standing = inForce(rows, now);
  const calls = await callsSince(trx, now);
  const here = await trx.selectFrom('participant').select('code').where('kind', '=', 'state').orderBy('code').execute();
  const pending = pendingIn(rows);
  return {
    ...freshContacts(standing, now),
    states: here.map(({ code: state }) => {
      const { entries, due_at, calls: answered } = stateEntries(state, rows, standing, calls, now);
      const waiting = pending.filter((row) => row.state === state);
      const [oldest = null] = entries.map(({ confirmed_at }) => confirmed_at).sort();
      return {
        ...{ state, due_at, contacts: freshContacts(entries, now).contacts, confirmed_at: oldest },
        overdue: due_at !== null && due_at < now,
        waiting: waiting.length,
        waiting_since: waiting[0]?.at ?? null,
        calls: { made: answered.made, unanswered: answered.unanswered },
      };
    }),
  };
}

async function recommendationsOf(trx: Trx, now: string): Promise<SecretariatHome['recommendations']> {
  const today = dayOf(now);
  const meetings = await meetingsIn(trx);
  const last = meetings.find(({ body }) => body.from <= today);
  if (!last) return null;
  const released = await trx
    .selectFrom('progress_report')
    .select(['state', 'recommendation'])
    .distinct()
    .where('meeting', '=', last.meeting)
    .where('released', '=', true)
    .execute();
  const here = await trx.selectFrom('participant').select('code').execute();
  const counted = (participant: string) => {
    const asked = last.body.recommendations.flatMap((one, index) => (reports(one, participant) ? [index + 1] : []));
    const reported = released.filter((row) => row.state === participant && asked.includes(row.recommendation));
    return { asked: asked.length, reported: reported.length };
  };
  const next = nextMeeting(meetings, today);
  return {
    meeting: last.meeting,
    asked: counted(states[0]?.code ?? '').asked,
    states: states.map(({ code: state }) => ({
      ...{ state, connected: here.some(({ code }) => code === state), reported: counted(state).reported },
    })),
    own: counted(secretariat.code),
    next: next ? { meeting: next.meeting, from: next.body.from, until: next.body.until, place: next.body.place } : null,
  };
}
