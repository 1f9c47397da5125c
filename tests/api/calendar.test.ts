// Deadlines in a calendar program: what it is told, what it never is, and who may read it. Read back by khal.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { as } from '@rogatoria/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledged, preserved, sent } from '../factories.ts';
import { type Caller, type TestHouse, testHouse } from '../harness/house.ts';

let t: TestHouse;
let drafter: Caller;
let officer: Caller;
let request: Awaited<ReturnType<typeof sent>>;
beforeAll(async () => {
  t = await testHouse();
  [drafter, officer] = await Promise.all([t.as('drafter', 'BRA'), t.as('officer', 'CHL')]);
  request = await sent(t, 'evidence');
});
afterAll(() => t.close());

interface Entry {
  uid: string;
  summary: string;
  start: string;
  end: string;
  sequence: number;
  status: string;
}

/** The lines of a calendar, unfolded (RFC 5545, 3.1), by event. */
function eventsOf(text: string): Entry[] {
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  return text
    .replaceAll('\r\n ', '')
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((event) => {
      const value = (name: string) => new RegExp(`^${name}(?:;[^:]*)?:(.*)$`, 'm').exec(event)?.[1]?.trim() ?? '';
      return {
        uid: value('UID'),
        summary: value('SUMMARY'),
        start: value('DTSTART'),
        end: value('DTEND'),
        sequence: Number(value('SEQUENCE')),
        status: value('STATUS'),
      };
    });
}

const ics = async (who: Caller, id: string) => {
  const { status, body, headers } = await who.get(`/api/cases/${id}/deadlines.ics`);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
  return String(body);
};

/** What a stranger with nothing but the address reads. */
const read = async (url: string) => {
  const response = await t.app.inject({ url: new URL(url).pathname });
  return { status: response.statusCode, text: response.body };
};
const addressOf = async (who: Caller, scope: string): Promise<string> => {
  const { status, body } = await who.put(`/api/calendar/${scope}`, {});
  expect(status).toBe(200);
  return body.url;
};

describe('the file of a case', () => {
  test('says number, kind and day, in the reader’s language, and nothing of the case', async () => {
    const view = (await officer.get(`/api/cases/${request.incoming}`)).body;
    const text = await ics(officer, request.incoming);
    const running = view.deadlines.filter(({ status }: { status: string }) => status === 'running');
    const events = eventsOf(text);
    expect(events.map(({ uid }) => uid).sort()).toEqual(
      running.map(({ id }: { id: string }) => `${id}@rogatoria`).sort(),
    );
    expect(events[0]!.summary).toBe(`${view.number} · Acusar recibo`);
    const due = Temporal.Instant.from(running[0].due_at).toZonedDateTimeISO(running[0].zone).toPlainDate();
    expect([events[0]!.start, events[0]!.end]).toEqual(
      [due, due.add({ days: 1 })].map((day) => day.toString().replaceAll('-', '')),
    );
    expect(text).not.toContain(view.title);
    expect(eventsOf(await ics(drafter, request.outgoing))[0]!.summary).toBe(
      `${view.number} · Acusar recebimento (aguardado de Chile)`,
    );
  });

  test('another State’s officer gets what an unknown case gets', async () => {
    const stranger = await t.as('officer', 'USA');
    expect((await stranger.get(`/api/cases/${request.incoming}/deadlines.ics`)).status).toBe(404);
    const statistics = await t.as('statistics', 'CHL');
    expect((await statistics.get(`/api/cases/${request.incoming}/deadlines.ics`)).status).toBe(403);
  });

  test('a clock that stands still is tentative and a new version of the same entry', async () => {
    const asked = await acknowledged(t, 'evidence');
    const [before] = eventsOf(await ics(officer, asked.incoming));
    const answer = await officer.command(asked.incoming, 'ask_clarification', {
      questions: 'Which of the two accounts?',
    });
    expect(answer.status).toBe(200);
    t.forward(3 * 86_400_000);
    const after = eventsOf(await ics(officer, asked.incoming)).find(({ uid }) => uid === before!.uid)!;
    expect([before!.status, after.status]).toEqual(['CONFIRMED', 'TENTATIVE']);
    expect(after.sequence).toBeGreaterThan(before!.sequence);
    expect(after.start > before!.start).toBe(true);
  });
});

describe('an address of one’s own', () => {
  test('shows the whole authority, or what one’s duties concern; a new address ends the one before', async () => {
    const everything = await addressOf(drafter, 'authority');
    const mine = await addressOf(drafter, 'mine');
    const other = await t.officer('BRA', ['drafter'], 'pt');
    const empty = await addressOf(other, 'mine');
    expect(eventsOf((await read(everything)).text).length).toBeGreaterThan(0);
    expect(eventsOf((await read(mine)).text).length).toBeGreaterThan(0);
    expect(eventsOf((await read(empty)).text)).toEqual([]);
    const listed = (await drafter.get('/api/calendar')).body.items;
    expect(listed.map(({ scope }: { scope: string }) => scope)).toEqual(['mine', 'authority']);
    expect(listed.every(({ read_at }: { read_at: string | null }) => read_at !== null)).toBe(true);
    expect(JSON.stringify(listed)).not.toContain(new URL(mine).pathname.slice(15, 40));
    const renewed = await addressOf(drafter, 'mine');
    expect((await read(mine)).status).toBe(404);
    expect((await read(renewed)).status).toBe(200);
    const { statusCode } = await t.app.inject({
      method: 'DELETE',
      url: '/api/calendar/mine',
      headers: { authorization: `Bearer ${drafter.token}` },
    });
    expect(statusCode).toBe(204);
    expect((await read(renewed)).status).toBe(404);
  });

  test('carries nothing of another State, and ends with the account', async () => {
    const chile = await t.officer('CHL', ['officer'], 'es');
    const url = await addressOf(chile, 'authority');
    const haiti = await addressOf(await t.as('officer', 'HTI'), 'authority');
    expect(eventsOf((await read(haiti)).text)).toEqual([]);
    const ids = await as(t.house.db, 'CHL', (trx) => trx.selectFrom('deadline').select('id').execute());
    const own = new Set(ids.map(({ id }) => `${id}@rogatoria`));
    const events = eventsOf((await read(url)).text);
    expect(events.length).toBeGreaterThan(0);
    expect(events.every(({ uid }) => own.has(uid))).toBe(true);
    const { id } = (await chile.get('/api/session')).body.user;
    await as(t.house.db, 'CHL', (trx) =>
      trx.updateTable('account').set({ active: false }).where('id', '=', id).execute(),
    );
    expect((await read(url)).status).toBe(404);
  });

  test.each(['x.ics', `${'A'.repeat(43)}.ics`, `${'A'.repeat(43)}`, '..%2f..%2fetc'])(
    '%s is nobody’s',
    async (file) => {
      expect((await read(`http://localhost/api/calendars/${file}`)).status).toBe(404);
    },
  );

  test('is for those who read cases', async () => {
    const statistics = await t.as('statistics', 'CHL');
    expect((await statistics.put('/api/calendar/mine', {})).status).toBe(403);
    expect((await officer.put('/api/calendar/everybody', {})).status).toBe(422);
  });
});

test('khal, a calendar program, reads every entry on its day', async (context) => {
  try {
    execFileSync('khal', ['--version']);
  } catch {
    context.skip('khal is not installed (Debian package khal)');
  }
  await preserved(t);
  const text = (await read(await addressOf(officer, 'authority'))).text;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rogatoria-khal-'));
  try {
    await writeFile(path.join(folder, 'feed.ics'), text);
    await writeFile(
      path.join(folder, 'config'),
      `[calendars]
[[feed]]
path = ${folder}/calendar
type = calendar
[sqlite]
path = ${folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
`,
    );
    const khal = (...args: string[]) =>
      execFileSync('khal', ['-c', path.join(folder, 'config'), ...args], {
        encoding: 'utf8',
        env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, LANG: 'C.UTF-8' },
      });
    khal('import', '--batch', '-a', 'feed', path.join(folder, 'feed.ics'));
    const listed = khal(
      'list',
      '2026-01-01',
      '700d',
      '--once',
      '--day-format',
      '',
      '--format',
      '{uid}|{start-long-full}|{title}',
    )
      .trim()
      .split('\n')
      .sort();
    const expected = eventsOf(text).map(({ uid, start, summary }) => {
      const [, day, time = '0000'] = /^(\d{8})(?:T(\d{4})\d\dZ)?$/.exec(start) ?? [];
      const date = day!.replace(/(....)(..)(..)/, '$1-$2-$3');
      return `${uid}|${date} ${time.slice(0, 2)}:${time.slice(2)}|${summary.replaceAll('\\,', ',').replaceAll('\\;', ';')}`;
    });
    expect(expected.length).toBeGreaterThan(2);
    expect(listed).toEqual(expected.sort());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
