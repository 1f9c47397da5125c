/**
 * A simulated region reports for years: half of its States work on their requests in the house, the others fill spreadsheets.
 * The Secretariat opens the rounds, asks, accepts and publishes; every number of every edition, in every file its readers
 * get, is then recounted from the logs and from what was typed (`recount.ts`).
 */
import { evidencePlots, type Plot, preservationPlots } from '@rogatoria/api/demo/plots.ts';
import { seedParticipants } from '@rogatoria/api/demo/seed.ts';
import { Present, random, Teller } from '@rogatoria/api/demo/teller.ts';
import { officersOf } from '@rogatoria/api/demo/year.ts';
import { deliverOutbox } from '@rogatoria/api/exchange/send.ts';
import { readWorkbook, writeWorkbook } from '@rogatoria/api/returns/workbook.ts';
import { as } from '@rogatoria/db';
import { type Kind, kinds, type Language, languages, states, zoneOf } from '@rogatoria/workflows';
import type { Sheet } from '@rogatoria/workflows/annual-return/spreadsheet.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { recountYear } from '../counting.ts';
import { idOf, memberStates, pick, Timeline } from '../harness/chronicle.ts';
import { type Answer, type Caller, type TestHouse, testHouse } from '../harness/house.ts';
import { cellsOf, domesticFigures, notesOf, type PaperRow, paperTraffic } from './invented.ts';
import { type Comparison, compare, type Edition, type Notes, type Told, toldOf, type Value } from './recount.ts';

export interface RegionOptions {
  seed: number;
  /** States that have the software, at least the demonstration's four; and those that fill spreadsheets */
  connected: number;
  spreadsheets: number;
  years: number;
  /** stories of requests begun in all, by States that are connected */
  requests: number;
  /** called before the house is closed, at the instant of the last round */
  after?: (t: TestHouse, editions: readonly Edition[], toldAgain: ToldAgain) => Promise<void>;
  progress?: (text: string) => void;
}

/** What a connected State told in the last round, counted again without some of its events. */
export type ToldAgain = (state: string, hidden: Parameters<typeof recountYear>[2]['hidden']) => Promise<Told>;

export interface RegionFigures extends Record<string, unknown> {
  ok: boolean;
  seed: number;
  states: number;
  years: number;
  /** requests that went through the exchange */
  cases: number;
  /** workbooks that the Secretariat took in */
  spreadsheets: number;
  editions: number;
  /** numbers read in the files of the editions, and counts not shown in the reports */
  figures: number;
  suppressed: number;
  differences: number;
  seconds: number;
}

export const memberCodes: readonly string[] = states.map(({ code }) => code);
const first = 2027;
const day = 86_400_000;
const demonstration = ['BRA', 'CHL', 'USA', 'HTI'];

/** A story whose time is everybody's. */
class Chronicle extends Teller {
  private readonly timeline: Timeline;
  /** the exchange is down between these two: what is sent stays under way */
  held = false;

  constructor(timeline: Timeline, ...story: ConstructorParameters<typeof Teller>) {
    super(...story);
    this.timeline = timeline;
  }
  protected override async pass(time: number): Promise<void> {
    await this.timeline.until(time, this.name);
    await super.pass(time);
  }
  override async exchange(): Promise<void> {
    if (!this.held) await super.exchange();
  }
  /** Lets the clocks of its files run until an instant at which it does nothing itself. */
  async look(time: number): Promise<void> {
    if (this.files.some(({ kind }) => kind === 'preservation')) await super.pass(time);
  }
}

/* ---------------------------------------------------------- what no plot tells */

const acknowledgement = { reference: 'R-1', officer: 'A-1', complete: true };

/** Sent in the last days of a year, received in the first of the next. */
const inTransit: Plot = async (t) => {
  const story = t as Chronicle;
  story.held = true;
  const file = await t.send(t.chance() < 0.7 ? 'evidence' : 'preservation', t.step);
  await t.wait(24 * 6, 24 * 8);
  story.held = false;
  await t.exchange();
  await t.wait(2, 40);
  await t.do('requested', file.kind === 'preservation' ? 'duty' : 'officer', file, 'acknowledge', acknowledgement);
};

/** Accepted under conditions, and withdrawn because it takes too long. */
const conditioned: Plot = async (t) => {
  const file = await t.send('evidence', t.step + Math.floor(t.chance() * 1000));
  await t.wait(4, 90);
  await t.do('requested', 'officer', file, 'acknowledge', acknowledgement);
  await t.wait(24, 300);
  await t.do('requested', 'officer', file, 'accept', {});
  await t.do('requested', 'officer', file, 'propose_conditions', { subjects: ['use'], conditions: 'This case only.' });
  await t.wait(24, 200);
  if (t.chance() < 0.6) await t.do('requesting', 'approver', file, 'accept_conditions', {});
  else await t.do('requesting', 'approver', file, 'decline_conditions', { reasons: 'Others are charged too.' });
  if (t.chance() < 0.5) return;
  await t.wait(24 * 40, 24 * 90);
  const cause = { withdrawal_cause: 'too_slow', release_preservation: false };
  await t.do('requesting', 'drafter', file, 'withdraw', { reason: 'The trial is over.', ...cause });
};

/** The data lead to a third State, which the Budapest Convention has the requested State say at once (art. 30). */
const disclosed: Plot = async (t) => {
  const file = await t.send('preservation', t.step + Math.floor(t.chance() * 1000));
  await t.wait(0.5, 3);
  await t.do('requested', 'duty', file, 'acknowledge', acknowledgement);
  await t.wait(2, 40);
  const kept = { preserved_from: t.date(0), preserved_until: t.date(61) };
  await t.do('requested', 'duty', file, 'confirm', { what: 'All that was asked for.', ...kept });
  const { bases } = await as(t.house.db, t.requesting, (trx) =>
    trx.selectFrom('case_file').select('bases').where('id', '=', file.outgoing).executeTakeFirstOrThrow(),
  );
  if (!bases.includes('ETS185')) return;
  const path = { provider: 'Red Austral (example)', path: 'Hop', traffic: '203.0.113.9:443' };
  const third = memberCodes.find((code) => code !== t.requesting && code !== t.requested) as string;
  await t.do('requested', 'duty', file, 'disclose_traffic', { ...path, state: third });
};

const plots: readonly (readonly [Plot, number])[] = [
  ...evidencePlots,
  ...preservationPlots,
  [conditioned, 12],
  [disclosed, 6],
];

/* ------------------------------------------------------------------- the rounds */

/** What an officer typed for a State's year, on top of what was counted. */
interface Typed {
  cells: Map<string, Value>;
  notes: Notes;
}

const well = ({ status, body }: Answer, what: string) => {
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body;
};

/** The Secretariat's and the States' work on annual returns, over HTTP as the page does it. */
class Rounds {
  readonly t: TestHouse;
  readonly connected: readonly string[];
  readonly bySheet: readonly string[];
  readonly chance: () => number;
  readonly paper: ReadonlyMap<number, PaperRow[]>;
  readonly typed = new Map<string, Typed>();
  /** by year: what each State told that was accepted */
  readonly standing = new Map<number, Map<string, Told>>();
  imported = 0;

  constructor(t: TestHouse, of: Pick<Rounds, 'connected' | 'bySheet' | 'chance' | 'paper'>) {
    this.t = t;
    this.connected = of.connected;
    this.bySheet = of.bySheet;
    this.chance = of.chance;
    this.paper = of.paper;
  }

  /** Carries what waits until nothing does. */
  async deliver(): Promise<void> {
    for (let moved = 1; moved > 0; ) {
      moved = 0;
      for (const code of [...this.connected, 'OAS'])
        moved += await deliverOutbox(this.t.house, code, { now: this.t.house.clock.now() });
    }
  }

  desk(): Promise<Caller> {
    return this.t.as('desk', 'OAS');
  }

  async version(who: Caller, year: number, state: string) {
    const { version } = well(await who.get(`/api/returns/${year}/${state}`), `return of ${state}`);
    return { 'if-match': `"${version}"` };
  }

  async give(who: Caller, year: number, state: string, name: string, payload: object = {}): Promise<void> {
    const path = `/api/returns/${year}/${state}/commands/${name}`;
    well(await who.post(path, payload, await this.version(who, year, state)), `${name} ${year} ${state}`);
    await this.deliver();
  }

  async enter(year: number, state: string, cells: ReadonlyMap<string, Value>, notes?: Notes): Promise<void> {
    const who = await this.t.as('statistics', state);
    const entries = [...cells].map(([cell, value]) => ({
      cell,
      value,
      ...(cell.startsWith('domestic.') ? {} : { reason: 'These went by post.' }),
    }));
    const body = { entries, ...(notes ? { notes } : {}) };
    well(await who.put(`/api/returns/${year}/${state}/figures`, body, await this.version(who, year, state)), 'figures');
  }

  stand(year: number, told: Told): void {
    const standing = this.standing.get(year) ?? new Map<string, Told>();
    this.standing.set(year, standing.set(told.state, told));
  }

  count(state: string, year: number, hidden?: Parameters<typeof recountYear>[2]['hidden']) {
    const { clock, db } = this.t.house;
    const of = { zone: zoneOf(state), year, now: clock.now(), ...(hidden ? { hidden } : {}) };
    return recountYear(db, state, of);
  }

  private typedOf(year: number, state: string, before?: ReadonlyMap<string, number>): Typed {
    const rows = (this.paper.get(year) ?? []).filter((row) => row.state === state);
    const size = 10 + Math.floor(this.chance() * 300);
    const cells = new Map([...domesticFigures(this.chance, size), ...cellsOf(this.chance, rows, before)]);
    const typed = { cells, notes: notesOf(this.chance, state) };
    this.typed.set(`${year} ${state}`, typed);
    return typed;
  }

  /** A State that is connected: prefilled, completed, now and then adjusted, approved, sent. */
  async report(year: number, state: string): Promise<void> {
    const who = await this.t.as('statistics', state);
    await this.give(who, year, state, 'prefill');
    const counted = await this.count(state, year);
    const known = this.typed.get(`${year} ${state}`);
    const { cells, notes } = known ?? this.typedOf(year, state, counted.grounds);
    if (!known && this.chance() < 0.4) {
      const [row] = [...counted.flows.keys()].toSorted();
      const flow = row && counted.flows.get(row);
      if (flow) {
        const cell = `flow.${row.replaceAll(' ', '.')}`;
        cells.set(`${cell}.opened`, flow.opened + 1).set(`${cell}.pending_end`, flow.pending_end + 1);
      }
    }
    await this.enter(year, state, cells, notes);
    await this.give(who, year, state, 'approve');
    this.stand(year, toldOf(state, { counted, typed: cells, notes }));
  }

  /** A State that is not: it fills the template and mails it, and the desk takes it in. */
  async fill(year: number, state: string, reason?: string): Promise<void> {
    const desk = await this.desk();
    const known = this.typed.get(`${year} ${state}`);
    const { cells, notes } = known ?? this.typedOf(year, state);
    // some keep no record of what is pending
    if (!known && this.chance() < 0.2)
      for (const cell of cells.keys()) if (/\.pending_(start|end)$/.test(cell)) cells.set(cell, 'not_available');
    const language = languages[Math.floor(this.chance() * languages.length)] as Language;
    const path = `/api/returns/${year}/${state}/spreadsheet`;
    const template = well(await desk.get(`${path}?language=${language}`), 'template') as Buffer;
    const file = writeWorkbook(filled(readWorkbook(template), { cells, notes, language }));
    const headers = { 'content-type': 'application/octet-stream', ...(await this.version(desk, year, state)) };
    const query = reason ? `?reason=${encodeURIComponent(reason)}` : '';
    well(await desk.post(`${path}${query}`, file, headers), `spreadsheet of ${state}`);
    this.imported++;
    this.stand(year, toldOf(state, { counted: null, typed: cells, notes }));
  }

  /** Asks a State about its figures, which either answers or corrects them. */
  async question(year: number, state: string, corrects: boolean): Promise<void> {
    const who = await this.t.as('statistics', state);
    await this.give(await this.desk(), year, state, 'query', { text: 'Are these all reports of the year?' });
    if (!corrects) return this.give(who, year, state, 'answer', { text: 'They are.' });
    await this.give(who, year, state, 'correct', { reason: 'Some came late.' });
    await this.change(year, state, who);
  }

  /** A number that was typed is another now. */
  private async change(year: number, state: string, who: Caller): Promise<void> {
    const typed = this.typed.get(`${year} ${state}`) as Typed;
    const value = 500 + Math.floor(this.chance() * 500);
    typed.cells.set('domestic.C1', value);
    await this.enter(year, state, new Map([['domestic.C1', value]]));
    await this.give(who, year, state, 'approve');
    const told = this.standing.get(year)?.get(state) as Told;
    const { counted: _, ...cells } = toldOf(state, { counted: null, typed: typed.cells, notes: typed.notes });
    const domestic = [...cells.cells].filter(([name]) => name.includes('|_Z|'));
    this.stand(year, { ...told, cells: new Map([...told.cells, ...domestic]) });
  }

  async restate(year: number, state: string): Promise<void> {
    const who = await this.t.as('statistics', state);
    await this.give(who, year, state, 'restate', { reason: 'Requests were closed since.' });
    await this.give(who, year, state, 'prefill');
    const counted = await this.count(state, year);
    const { cells, notes } = this.typed.get(`${year} ${state}`) as Typed;
    this.stand(year, toldOf(state, { counted, typed: cells, notes }));
    await this.change(year, state, who);
  }

  /** The edition of what stands, as its readers get it. */
  async publish(year: number): Promise<Edition> {
    const desk = await this.desk();
    const { items } = well(await desk.get('/api/returns'), 'returns');
    for (const { state, stage } of items.filter((one: { year: number }) => one.year === year))
      if (stage === 'received') await this.give(desk, year, state, 'accept');
    const { edition } = well(await desk.post(`/api/publications/${year}`), `edition of ${year}`);
    await this.deliver();
    const files: Record<string, Uint8Array> = {};
    for (const name of ['report.json', 'counts.csv', 'shares.csv', 'data.csv', 'structure.json', 'report-en.xlsx']) {
      const answer = await this.t.app.inject({ url: `/portal/publications/${year}/${edition}/${name}` });
      if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.statusCode}`);
      files[name] = answer.rawPayload;
    }
    return { year, edition, told: [...(this.standing.get(year)?.values() ?? [])], files };
  }
}

/** The template with what a State has to say, in the words of its language. */
function filled(sheets: Sheet[], { cells, notes, language }: Typed & { language: Language }): Sheet[] {
  const word = (value: Value) => (typeof value === 'number' ? value : say(language, `return.value.${value}`));
  const cell = (value: string | number | null) => ({ value });
  const headOf = (sheet: Sheet) => (sheet.rows[0] ?? []).map(({ value }) => String(value));
  const stateName = (code: string) => states.find((one) => one.code === code)?.names[language] ?? code;
  const basisName = (basis: string) =>
    say(language, basis === 'not_available' ? 'return.basis.not_available' : `instrument.${basis}.short`);
  const flows = new Map<string, Map<string, Value>>();
  for (const [name, value] of cells) {
    const [table, direction, kind, basis, counterpart, ...column] = name.split('.');
    if (table !== 'flow') continue;
    const row = [direction, kind, counterpart, basis].join(' ');
    flows.set(row, (flows.get(row) ?? new Map()).set(column.join('.'), value));
  }
  const [cover, requests, refusals, domestic] = sheets;
  if (!cover || !requests || !refusals || !domestic) throw new Error('not the template');
  // of a return that was sent before, the template has its lines: here all are written anew
  for (const sheet of [requests, refusals]) sheet.rows.splice(2);
  for (const row of cover.rows) {
    const said = notes[row[0]?.value as keyof Notes];
    if (said !== undefined)
      row[2] = cell(row[0]?.value === 'coverage' ? say(language, `return.coverage.${said}`) : said);
  }
  for (const [name, values] of flows) {
    const [direction = '', kind = '', counterpart = '', basis = ''] = name.split(' ');
    const words: Record<string, string> = {
      direction: say(language, `direction.${direction}`),
      kind: say(language, `kind.${kind}`),
      counterpart: stateName(counterpart),
      basis: basisName(basis),
    };
    requests.rows.push(
      headOf(requests).map((column) => {
        const value = values.get(column);
        return cell(words[column] ?? (value === undefined ? null : word(value)));
      }),
    );
  }
  for (const [name, value] of cells) {
    const [table, direction, kind, ground = ''] = name.split('.');
    if (table !== 'ground') continue;
    const named = say(language, ground === 'not_available' ? 'return.value.not_available' : `ground.${ground}`);
    const words = [say(language, `direction.${direction}`), say(language, `kind.${kind}`), named, word(value)];
    refusals.rows.push(words.map(cell));
  }
  for (const row of domestic.rows.slice(2)) {
    const value = cells.get(`domestic.${row[0]?.value}`);
    if (value !== undefined) row[2] = cell(word(value));
  }
  return sheets;
}

/* -------------------------------------------------------------------- the whole */

/** Who asks whom: some States far more than others. */
function twoOf(codes: readonly string[], chance: () => number): [string, string] {
  const weighted = codes.map((code, index) => [code, 1 / (1 + index)] as const);
  const requesting = pick(weighted, chance());
  return [
    requesting,
    pick(
      weighted.filter(([code]) => code !== requesting),
      chance(),
    ),
  ];
}

/** Runs it. Throws when a story cannot be told or a command is refused; what differs is in the figures. */
export async function region(options: RegionOptions): Promise<RegionFigures> {
  const { seed, years: howMany, requests, progress = () => {} } = options;
  const started = performance.now();
  const t = await testHouse();
  try {
    const { house } = t;
    const years = Array.from({ length: howMany }, (_, index) => first + index);
    const others = memberCodes.filter((code) => !demonstration.includes(code));
    const connected = [...demonstration, ...others.slice(0, options.connected - demonstration.length)];
    const bySheet = others.filter((code) => !connected.includes(code)).slice(0, options.spreadsheets);
    const beginning = Date.UTC(first, 0, 4, 12);
    t.forward(new Date(beginning).toISOString());
    const roles = ['drafter', 'approver', 'officer', 'duty', 'statistics'] as const;
    const participants = memberStates(roles).filter(({ code }) => connected.includes(code));
    await seedParticipants(t.ownerUrl, house.config.secret, house.clock.now(), participants);
    const officers = await officersOf(house, connected);
    const chance = random(seed);
    const paper = paperTraffic(chance, [...connected, ...bySheet], new Set(connected), { years, density: 0.12 });
    const rounds = new Rounds(t, { connected, bySheet, chance, paper });

    const last = Date.UTC(first + howMany, 1, 10, 15);
    const timeline = new Timeline();
    const tellers: Chronicle[] = [];
    const failures: string[] = [];
    const tell = async (n: number, plot: Plot, start: number) => {
      const [requesting, requested] = twoOf(connected, chance);
      const name = `region-${n}`;
      const ids = Object.fromEntries(kinds.map((kind) => [kind, idOf(chance)])) as Record<Kind, string>;
      const story = { name, requesting, requested, start, until: last, seed: seed + n, ids, stopped: () => false };
      const teller = new Chronicle(timeline, house, officers, story);
      await timeline.until(start, name);
      tellers.push(teller);
      try {
        await plot(teller);
        await teller.wait(24 * 400, 24 * 400 * howMany);
      } catch (error) {
        if (!(error instanceof Present)) failures.push(`${name}: ${(error as Error).message}`);
      }
      timeline.park();
    };
    const span = Date.UTC(first + howMany, 0, 1) - beginning;
    for (let n = 0; n < requests; n++) {
      const late = n % 16 === 7;
      const turn = Date.UTC(first + 1 + (n % howMany), 0, 1) - (5 - 1.5 * chance()) * day;
      const plot = late ? inTransit : pick(plots, chance());
      void tell(n, plot, late ? turn : beginning + ((n + chance()) / requests) * span);
    }

    const editions: Edition[] = [];
    const sum: Comparison = { figures: 0, suppressed: 0, differences: [] };
    const issue = async (year: number) => {
      const edition = await rounds.publish(year);
      const { figures, suppressed, differences } = compare(edition, memberCodes);
      progress(
        `${year}/${edition.edition}: ${edition.told.length} States, ${figures} figures, ${suppressed} suppressed, ${differences.length} differ (${Math.round((performance.now() - started) / 1000)} s)`,
      );
      for (const difference of differences.slice(0, 40)) progress(difference);
      sum.figures += figures;
      sum.suppressed += suppressed;
      sum.differences.push(...differences);
      editions.push(edition);
    };
    /** Who does not report in a year's round: they come later, or never. */
    const silent = years.map((_, index) => [[connected.at(-1), bySheet.at(-1)], [bySheet[0]], []][index] ?? []);
    const agenda = years.flatMap((year, index) => [
      {
        at: Date.UTC(year + 1, 1, 10, 15),
        run: async () => {
          well(await (await rounds.desk()).post('/api/returns/rounds', { year, due: `${year + 1}-03-31` }), 'round');
          await rounds.deliver();
          const reporting = (codes: readonly string[]) => codes.filter((code) => !silent[index]?.includes(code));
          for (const state of reporting(connected)) await rounds.report(year, state);
          for (const state of reporting(bySheet)) await rounds.fill(year, state);
          await rounds.question(year, connected[index % 3] as string, true);
          await rounds.question(year, connected[(index + 1) % 3] as string, false);
          await issue(year);
        },
      },
      // The first year is restated in the middle of the next, and those who were late are in it.
      ...(index === 0
        ? [
            {
              at: Date.UTC(year + 1, 5, 15, 15),
              run: async () => {
                await rounds.restate(year, connected[1] as string);
                await rounds.report(year, connected.at(-1) as string);
                await rounds.fill(year, bySheet.at(-1) as string);
                const again = rounds.typed.get(`${year} ${bySheet[0]}`) as Typed;
                again.cells.set('domestic.C1', 640);
                await rounds.fill(year, bySheet[0] as string, 'The register was corrected.');
                await issue(year);
              },
            },
          ]
        : []),
    ]);
    agenda.sort((a, b) => a.at - b.at);
    for (let round = agenda.shift(); round; round = agenda.shift()) {
      for (let at = timeline.next(); at !== undefined && at < round.at; at = timeline.next()) {
        t.forward(new Date(at).toISOString());
        await timeline.step();
      }
      if (failures.length > 0) throw new Error(`stories could not be told: ${failures.join('; ')}`);
      t.forward(new Date(round.at).toISOString());
      for (const teller of tellers) await teller.look(round.at);
      progress(
        `${house.clock.now().slice(0, 10)}: ${tellers.length} stories (${Math.round((performance.now() - started) / 1000)} s)`,
      );
      await round.run();
    }

    const lastYear = years.at(-1) as number;
    await options.after?.(t, editions, async (state, hidden) => {
      const { cells, notes } = rounds.typed.get(`${lastYear} ${state}`) as Typed;
      return toldOf(state, { counted: await rounds.count(state, lastYear, hidden), typed: cells, notes });
    });
    return {
      ok: sum.differences.length === 0 && sum.figures > 0 && sum.suppressed > 0,
      seed,
      states: connected.length + bySheet.length,
      years: howMany,
      cases: tellers.reduce((total, { files }) => total + files.length, 0),
      spreadsheets: rounds.imported,
      editions: editions.length,
      figures: sum.figures,
      suppressed: sum.suppressed,
      differences: sum.differences.length,
      seconds: Math.round((performance.now() - started) / 1000),
    };
  } finally {
    await t.close();
  }
}
