// The figures of a year counted a second time, one case at a time, from the log alone: its own reading of domain.md §6,
// nothing of the code it checks.
import { as, type Database } from '@rogatoria/db';

interface Entry {
  type: string;
  state: string;
  at: number;
  payload: Record<string, unknown>;
}
interface Known {
  direction: string;
  kind: string;
  counterpart: string;
  /** the principal basis */
  basis: string;
  urgency: string;
  outcome: string | null;
  begun: number;
  /** instants at which it was open from, and until; with which outcome it was closed then */
  open: { from: number; until: number; outcome: string | null }[];
  refusals: { at: number; ground: string }[];
  answered: number | null;
  acknowledged: number | null;
  acknowledgeDue: number | null;
  decided: number | null;
  executed: number | null;
  preserved: number | null;
  followed: number | null;
  closed: number | null;
  confirmed: boolean;
  arrived: number | null;
  waited: number;
  postponed: number[];
  stillPostponed: boolean;
  rounds: number;
  extensions: number;
  conditions: number;
  accepted: number;
  disputes: number;
  disclosures: number;
  thirdStates: number;
  cause: string | null;
  overdue: boolean;
}

const ends = new Set(
  'transmitted received_by_req refused returned withdrawn lapsed discarded released impossible expired consumed'.split(
    ' ',
  ),
);
const day = 86_400_000;
const ms = (instant: unknown) => (instant ? Date.parse(instant as string) : null);
const last = (values: number[]) => values.at(-1) ?? null;

/** An event of a case's log, as it can be left out of the count. */
export interface Event {
  caseId: string;
  sequence: number;
  type: string;
}
type Hidden = (event: Event) => boolean;

/** @param end the last millisecond of the year, or now while it runs */
async function casesOf(db: Database, state: string, end: number, hidden: Hidden): Promise<Known[]> {
  return as(db, state, async (trx) => {
    const files = await trx
      .selectFrom('case_file')
      .selectAll()
      .where('kind', 'in', ['evidence', 'preservation'])
      .execute();
    const events = Map.groupBy(
      await trx.selectFrom('case_event').selectAll().orderBy('case_id').orderBy('sequence').execute(),
      (event) => event.case_id,
    );
    const clocks = await trx.selectFrom('deadline').selectAll().execute();
    const messages = await trx.selectFrom('message').selectAll().where('type', '=', 'request').execute();
    return files.flatMap((file): Known[] => {
      const log: Entry[] = (events.get(file.id) ?? [])
        .filter(({ case_id: caseId, sequence, type }) => !hidden({ caseId, sequence, type }))
        .map(({ type, state: to, at, payload }) => ({ type, state: to, at: Date.parse(at), payload }));
      const first = log.findIndex(({ type }) => /^(message\.request|command\.transmit(_emergency)?)$/.test(type));
      if (first < 0) return [];
      const sent = log.slice(first);
      const begun = (sent[0] as Entry).at;
      const at = (type: RegExp, where: (entry: Entry) => boolean = () => true) =>
        sent.filter((entry) => type.test(entry.type) && where(entry)).map((entry) => entry.at);
      const count = (type: RegExp, where?: (entry: Entry) => boolean) => at(type, where).length;
      const moves = sent.slice(1).map((entry, index) => ({ ...entry, from: (sent[index] as Entry).state }));
      const into = (to: string) => moves.filter((move) => move.state === to && move.from !== to).map((move) => move.at);
      const open: Known['open'] = [];
      let since: number | null = begun;
      let complete = false;
      for (const { state: to, at: then, type, payload } of sent) {
        if (/^(command\.deliver|message\.delivery)$/.test(type)) complete = payload.complete === true;
        if (ends.has(to) && since !== null) {
          const executed = complete ? 'executed_full' : 'executed_partial';
          open.push({ from: since, until: then, outcome: to === 'transmitted' ? executed : to });
          since = null;
        } else if (!ends.has(to) && since === null) since = then;
      }
      if (since !== null) open.push({ from: since, until: Number.POSITIVE_INFINITY, outcome: null });
      const stretches = (names: string[]) => {
        const found: number[] = [];
        let from: number | null = null;
        for (const { state: to, at: then } of sent) {
          if (names.includes(to) && from === null) from = then;
          else if (!names.includes(to) && from !== null) {
            found.push(then - from);
            from = null;
          }
        }
        return { found, running: from !== null };
      };
      const holder = file.direction === 'incoming' ? 'us' : 'them';
      const own = clocks.filter((clock) => clock.case_id === file.id);
      const acceptances = moves
        .filter((move) => move.state === 'accepted' && move.from === 'acknowledged')
        .map((move) => move.at);
      const preserved = last(at(/^(command\.confirm|message\.preservation_confirmation)$/));
      const executedAll = into('transmitted');
      const answers = [...acceptances, ...into('refused'), ...into('returned'), ...into('impossible'), ...executedAll];
      if (preserved !== null) answers.push(preserved);
      const decided = ends.has(sent.at(-1)?.state ?? '');
      const disclosures = sent.filter(({ type }) => /disclose_traffic|expedited_disclosure/.test(type));
      const arrived = messages.filter(
        (m) => m.case_id === file.id && m.direction === 'out' && m.status === 'delivered',
      );
      const acknowledge = own
        .filter(({ kind }) => kind.endsWith('_acknowledge'))
        .sort((a, b) => a.started_at.localeCompare(b.started_at))[0];
      const waiting = stretches(['info_requested', 'lapsing']);
      const postponed = stretches(['postponed']);
      return [
        {
          direction: file.direction,
          kind: file.kind,
          counterpart: file.counterpart,
          basis: file.bases[0] ?? 'not_available',
          urgency: file.urgency,
          outcome: file.outcome,
          begun,
          open,
          refusals: moves
            .filter((move) => move.state === 'refused' && move.from !== 'refused')
            .map((move) => ({ at: move.at, ground: String(move.payload.ground) })),
          answered: answers.length > 0 ? Math.min(...answers) : null,
          acknowledged: last(at(/^(command\.acknowledge|message\.acknowledgement)$/)),
          acknowledgeDue: ms(acknowledge?.original_due_at),
          decided: last([...acceptances, ...into('refused'), ...into('returned')].sort((a, b) => a - b)),
          executed: file.outcome?.startsWith('executed') && file.kind === 'evidence' ? last(executedAll) : null,
          preserved,
          followed: at(/^linked\.(follow_up|hold)$/)[0] ?? null,
          closed: decided ? (open.at(-1)?.until ?? null) : null,
          confirmed: count(/^(command\.confirm_receipt|message\.receipt_confirmation)$/) > 0,
          arrived: file.direction === 'outgoing' ? ms(arrived[0]?.receipt_at) : null,
          waited: waiting.found.reduce((sum, one) => sum + one, 0),
          postponed: postponed.found,
          stillPostponed: postponed.running,
          rounds: count(/^(command\.ask_clarification|message\.clarification_request)$/),
          extensions: count(/^(command\.grant_extension|message\.extension_answer)$/, ({ type, payload }) =>
            type.startsWith('command') ? true : payload.granted === true,
          ),
          conditions: count(/^(command\.propose_conditions|message\.conditions)$/),
          accepted: count(/^(command\.accept_conditions|message\.conditions_answer)$/, ({ type, payload }) =>
            type.startsWith('command') ? true : payload.accepted === true,
          ),
          disputes: count(/^(command\.dispute_delivery|message\.delivery_dispute)$/),
          disclosures: disclosures.length,
          thirdStates: disclosures.filter(
            ({ payload }) => ![file.participant, file.counterpart].includes(payload.state as string),
          ).length,
          cause:
            (sent.findLast(({ type }) => /^(command\.report_impossible|message\.impossibility)$/.test(type))?.payload
              .cause as string) ??
            (sent.findLast(({ payload }) => payload.withdrawal_cause)?.payload.withdrawal_cause as string) ??
            null,
          overdue: own.some(
            (clock) =>
              clock.holder === holder &&
              clock.status !== 'suspended' &&
              (!clock.stopped_at || Date.parse(clock.stopped_at) > end) &&
              Date.parse(clock.due_at) <= end,
          ),
        },
      ];
    });
  });
}

/** What a figure should say: of a count or a rate its two numbers, of a time n, median, p90 and the survival median. */
export interface Recounted {
  numerator: number | null;
  denominator: number | null;
  n: number;
  median: number | null;
  p90: number | null;
  survival: number | string | null;
}

const rank = (sorted: number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1] as number;
const two = (value: number) => Math.round(value * 100) / 100;

/** Half have ended: at each end, the share that lasts is multiplied by the part of those then watched that lasts. */
function survival(ended: number[], watched: number[], unit: number): number | string {
  if (ended.length + watched.length === 0) return 'none';
  if (ended.length + watched.length < 5) return 'suppressed';
  let share = 1;
  for (const at of [...new Set(ended)].sort((a, b) => a - b)) {
    const risk = [...ended, ...watched].filter((one) => one >= at).length;
    share *= (risk - ended.filter((one) => one === at).length) / risk;
    if (share < 0.5 + 1e-9) return two(at / unit);
  }
  return 'not_reached';
}

type Test = (one: Known) => unknown;
const executed: Test = ({ outcome }) => outcome === 'executed_full' || outcome === 'executed_partial';
const closedByThem: Test = ({ outcome }) => outcome !== null && outcome !== 'withdrawn';
const expiredAt = ({ outcome, closed }: Known) =>
  outcome === 'expired' ? (closed as number) : Number.POSITIVE_INFINITY;

/** The requests of a year of one direction, kind, basis and counterpart. */
export interface RecountedFlow {
  pending_start: number;
  opened: number;
  reopened: number;
  closed: number;
  pending_end: number;
  /** closed, by outcome: those there were */
  outcomes: Record<string, number>;
}

export interface RecountedYear {
  /** by `indicator direction kind` */
  figures: Map<string, Recounted>;
  /** times in milliseconds, shortest first, by the same names */
  took: Map<string, number[]>;
  /** by `direction kind basis counterpart`, which holds no row of zeroes */
  flows: Map<string, RecountedFlow>;
  /** refusals by `direction kind ground` */
  grounds: Map<string, number>;
}

/** The first instant of a calendar year in a zone, found by looking at its clocks. */
function newYearOf(year: number, zone: string): number {
  const wall = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric' });
  let found = Date.parse(`${year}-01-01T00:00:00Z`) - 15 * 3_600_000;
  while (wall.format(found) !== String(year)) found += 900_000;
  return found;
}

/**
 * All figures of a State's year under way, by `indicator direction kind`.
 * @param zone cuts the year; `now` ISO, within the year
 */
export async function recount(db: Database, state: string, zone: string, now: string): Promise<Map<string, Recounted>> {
  const year = Number(new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric' }).format(Date.parse(now)));
  return (await recountYear(db, state, { zone, year, now })).figures;
}

/**
 * A State's year, counted at an instant in it or after it: workload by the year, shares and times of its requests as they
 * stand at that instant.
 * @param hidden events that the count does not get to see
 */
export async function recountYear(
  db: Database,
  state: string,
  { zone, year, now: at, hidden = () => false }: { zone: string; year: number; now: string; hidden?: Hidden },
): Promise<RecountedYear> {
  const now = Date.parse(at);
  const newYear = newYearOf(year, zone);
  const end = Math.min(now, newYearOf(year + 1, zone) - 1);
  const inYear = (at: number | null) => at !== null && at >= newYear && at <= end;
  const all = await casesOf(db, state, end, hidden);
  const found = new Map<string, Recounted>();
  const took = new Map<string, number[]>();
  for (const direction of ['outgoing', 'incoming'])
    for (const kind of ['evidence', 'preservation']) {
      const here = all.filter((one) => one.direction === direction && one.kind === kind);
      const begun = here.filter((one) => inYear(one.begun));
      const put = (id: string, one: Partial<Recounted>) =>
        found.set(`${id} ${direction} ${kind}`, {
          numerator: null,
          denominator: null,
          n: 0,
          median: null,
          p90: null,
          survival: null,
          ...one,
        });
      const of = (test: Test, rows = begun) => rows.filter(test).length;
      const count = (id: string, numerator: number, n = numerator) => put(id, { numerator, n });
      const rate = (id: string, numerator: number, denominator: number) =>
        put(id, { numerator, denominator, n: denominator });
      const sum = (number: (one: Known) => number) => begun.reduce((total, one) => total + number(one), 0);
      const time = (
        id: string,
        to: (one: Known) => number | null,
        unit: number,
        told: boolean,
        eligible: Test = () => true,
        net = false,
      ) => {
        const rows = begun.filter(eligible);
        const sorted = rows.flatMap((one) => to(one) ?? []).sort((a, b) => a - b);
        const enough = sorted.length >= 5;
        const watched = rows
          .filter((one) => to(one) === null)
          .map((one) => (one.closed ?? now) - one.begun - (net ? one.waited : 0));
        took.set(`${id} ${direction} ${kind}`, sorted);
        put(id, {
          n: sorted.length,
          median: enough ? two(rank(sorted, 0.5) / unit) : null,
          p90: enough ? two(rank(sorted, 0.9) / unit) : null,
          survival: told ? survival(sorted, watched, unit) : null,
        });
      };
      const after = (to: (one: Known) => number | null) => (one: Known) => {
        const then = to(one);
        return then === null ? null : then - one.begun;
      };
      const pending = here.filter(openAt(end + 1));
      const startOfYear = openAt(newYear);
      const closings = here.flatMap(({ open }) => open).filter(({ until, outcome }) => outcome && inYear(until)).length;
      const opened = here.filter((one) => inYear(one.begun)).length;

      count('M1', opened);
      count('M2.start', here.filter(startOfYear).length);
      count('M2', pending.length);
      count('M3', closings);
      count('M7.ground', here.flatMap(({ refusals }) => refusals).filter(({ at }) => inYear(at)).length);
      count(
        'X1',
        of(({ urgency }) => urgency === 'emergency'),
      );
      time(
        'X1.answer',
        after(({ answered }) => answered),
        3_600_000,
        true,
        ({ urgency }) => urgency === 'emergency',
      );
      if (kind === 'evidence') {
        const days = Math.min(365, Math.ceil((end + 1 - newYear) / day));
        rate('M4', closings, opened);
        rate('M5', pending.length * days, closings);
        rate(
          'M6',
          of(({ outcome }) => outcome === 'executed_full'),
          of(closedByThem),
        );
        rate(
          'M6.partial',
          of(({ outcome }) => outcome === 'executed_partial'),
          of(closedByThem),
        );
        rate(
          'M7',
          of(({ outcome }) => outcome === 'refused'),
          of(closedByThem),
        );
        rate(
          'M8',
          of(({ rounds }) => rounds > 0),
          begun.length,
        );
        rate(
          'M8.rounds',
          sum(({ rounds }) => rounds),
          begun.length,
        );
        rate(
          'M9',
          of((one) => executed(one) && one.rounds === 0),
          of(closedByThem),
        );
        time(
          'M10',
          after(({ acknowledged }) => acknowledged),
          day,
          true,
        );
        rate(
          'M10.in_time',
          of(
            ({ acknowledged, acknowledgeDue }) =>
              acknowledged !== null && acknowledgeDue !== null && acknowledged <= acknowledgeDue,
          ),
          of(
            ({ acknowledged, acknowledgeDue }) =>
              acknowledged !== null || (acknowledgeDue !== null && acknowledgeDue < now),
          ),
        );
        time(
          'M11',
          after(({ decided }) => decided),
          day,
          true,
        );
        if (direction === 'incoming') {
          time(
            'M12',
            after(({ executed: then }) => then),
            day,
            true,
          );
          time(
            'M12.net',
            (one) => (one.executed === null ? null : one.executed - one.begun - one.waited),
            day,
            true,
            () => true,
            true,
          );
        } else {
          time(
            'M13',
            after(({ executed: then }) => then),
            day,
            true,
          );
          time(
            'M14',
            after(({ arrived }) => arrived),
            3_600_000,
            false,
          );
        }
        rate(
          'M15',
          of(({ overdue }) => overdue, pending),
          pending.length,
        );
        const aged = (from: number, to: number) =>
          of(({ begun: then }) => end + 1 - then >= from * day && end + 1 - then < to * day, pending);
        rate('M16.90', aged(0, 90), pending.length);
        rate('M16.180', aged(90, 180), pending.length);
        rate('M16.365', aged(180, 365), pending.length);
        rate('M16.more', aged(365, Number.POSITIVE_INFINITY), pending.length);
        const everPostponed: Test = ({ postponed, stillPostponed }) => postponed.length > 0 || stillPostponed;
        count('M17', of(everPostponed));
        time(
          'M17.days',
          ({ postponed, stillPostponed }) => (stillPostponed ? null : postponed.reduce((total, one) => total + one, 0)),
          day,
          false,
          everPostponed,
        );
        rate(
          'M18',
          of(({ conditions }) => conditions > 0),
          begun.length,
        );
        rate(
          'M18.accepted',
          sum(({ accepted }) => accepted),
          sum(({ conditions }) => conditions),
        );
        const withdrawn = begun.filter(({ outcome }) => outcome === 'withdrawn');
        count(
          'M19',
          of(({ cause }) => cause === 'too_slow', withdrawn),
          of(({ cause }) => cause, withdrawn),
        );
        count(
          'M19.unanswered',
          of(({ outcome }) => outcome === 'lapsed'),
        );
        const delivered: Test = ({ executed: then, disputes }) => then !== null || disputes > 0;
        rate(
          'M20',
          of(({ confirmed }) => confirmed),
          of(delivered),
        );
        rate(
          'M20.disputed',
          of(({ disputes }) => disputes > 0),
          of(delivered),
        );
      } else {
        const kept = begun.filter(({ preserved }) => preserved !== null);
        rate('P1', kept.length, begun.length);
        rate(
          'P1.impossible',
          of(({ outcome }) => outcome === 'impossible'),
          begun.length,
        );
        rate(
          'P1.refused',
          of(({ outcome }) => outcome === 'refused'),
          begun.length,
        );
        time(
          'P2',
          after(({ acknowledged }) => acknowledged),
          3_600_000,
          true,
        );
        time(
          'P2.confirm',
          after(({ preserved }) => preserved),
          3_600_000,
          true,
        );
        rate(
          'P3',
          of((one) => one.followed !== null && one.followed <= expiredAt(one), kept),
          kept.length,
        );
        rate(
          'P4',
          of((one) => one.outcome === 'expired' && expiredAt(one) < (one.followed ?? Number.POSITIVE_INFINITY), kept),
          kept.length,
        );
        rate(
          'P5',
          of(({ extensions }) => extensions > 0, kept),
          kept.length,
        );
        rate(
          'P5.mean',
          kept.reduce((total, { extensions }) => total + extensions, 0),
          kept.length,
        );
        time(
          'P6',
          after(({ followed }) => followed),
          day,
          false,
          ({ preserved }) => preserved !== null,
        );
        rate(
          'P7',
          of(({ outcome, cause }) => outcome === 'impossible' && cause === 'deleted'),
          begun.length,
        );
        count(
          'P8',
          sum(({ disclosures }) => disclosures),
        );
        count(
          'P8.third_state',
          sum(({ thirdStates }) => thirdStates),
        );
      }
    }
  const flows = new Map<string, RecountedFlow>();
  const groups = Map.groupBy(all, (one) => `${one.direction} ${one.kind} ${one.basis} ${one.counterpart}`);
  for (const [name, here] of groups) {
    const stretches = here.flatMap(({ open }) => open);
    const closed = stretches.flatMap(({ until, outcome }) => (outcome && inYear(until) ? [outcome] : []));
    const counts = {
      pending_start: here.filter(openAt(newYear)).length,
      opened: here.filter(({ begun }) => inYear(begun)).length,
      reopened: here.flatMap(({ open }) => open.slice(1)).filter(({ from }) => inYear(from)).length,
      closed: closed.length,
      pending_end: here.filter(openAt(end + 1)).length,
    };
    if (Object.values(counts).some((count) => count > 0)) flows.set(name, { ...counts, outcomes: tally(closed) });
  }
  const refusals = all.flatMap(({ direction, kind, refusals: own }) =>
    own.flatMap(({ at: then, ground }) => (inYear(then) ? [`${direction} ${kind} ${ground}`] : [])),
  );
  return { figures: found, took, flows, grounds: new Map(Object.entries(tally(refusals))) };
}

/** Open at the turn to an instant: begun before it, and not closed before it. */
const openAt = (instant: number) => (one: Known) =>
  one.open.some(({ from, until }) => from < instant && until >= instant);

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
