import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf } from '../src/calendar.ts';
import {
  deadlineKinds,
  deadlinePolicies,
  deriveDeadline as derive,
  dueStatus,
  policyFor,
  reminderTimes,
} from '../src/deadlines.ts';
import { states, zoneOf } from '../src/states.ts';
import { type DeadlineRule, languages, type Suspension, type Text, units } from '../src/types.ts';
import { translator } from '../src/vocabulary/index.ts';
import { instruments } from '../src/vocabulary/instruments.ts';
import { time } from '../src/vocabulary/time.ts';

const seed = Number(process.env.SEED ?? 20261121);
const say = translator({ ...time, ...instruments });
const now = '2026-12-31T12:00:00.000Z';

function rule(given: Partial<DeadlineRule>): DeadlineRule {
  return {
    kind: 'evidence_decide',
    budget: 7,
    unit: 'calendar_days',
    governs: 'CHL',
    source: { instrument: 'POLICY', verified: true },
    suspendable: true,
    ...given,
  };
}

function readable(text: Text): void {
  for (const language of languages) expect(say(language, text)).not.toMatch(/[{}]|undefined|NaN/);
}

/** As the library has the State's calendar. */
const deriveDeadline = (given: DeadlineRule, start: string, suspensions: readonly Suspension[], at: string) =>
  derive(given, start, suspensions, at, calendarOf(given.governs === 'XXX' ? 'CHL' : given.governs));

function due(given: Partial<DeadlineRule>, start: string, suspensions: Suspension[] = [], at = now): string {
  return deriveDeadline(rule(given), start, suspensions, at).due_at;
}

const still = (from: string, to: string | null, reason = 'clarification'): Suspension => ({ from, to, reason });

describe('counting', () => {
  test('hours are absolute', () => {
    expect(due({ unit: 'hours', budget: 72 }, '2026-09-05T00:30:00Z')).toBe('2026-09-08T00:30:00.000Z');
  });

  test('calendar days end at 23:59:59 in the governing State', () => {
    // 1 November 01:00 UTC is still 31 October in Santiago (UTC-3)
    expect(due({}, '2026-11-01T01:00:00Z')).toBe('2026-11-08T02:59:59.000Z');
    expect(due({ governs: 'BRA' }, '2026-11-01T12:00:00Z')).toBe('2026-11-09T02:59:59.000Z');
    expect(due({ budget: 0 }, '2026-11-02T12:00:00Z')).toBe('2026-11-03T02:59:59.000Z');
  });

  test('daylight saving moves the instant, not the local end', () => {
    // Chile goes from UTC-4 to UTC-3 on the night of 5 September 2026
    expect(due({ budget: 2 }, '2026-09-03T12:00:00Z')).toBe('2026-09-06T03:59:59.000Z');
    expect(due({ budget: 3 }, '2026-09-03T12:00:00Z')).toBe('2026-09-07T02:59:59.000Z');
  });

  test('working days skip weekends and holidays and say so', () => {
    // Wednesday 16 September; 18 is Chile's national day, Saturday 19 its army's
    const derived = deriveDeadline(rule({ unit: 'working_days', budget: 3 }), '2026-09-16T15:00:00Z', [], now);
    expect(derived.due_at).toBe('2026-09-23T02:59:59.000Z');
    expect(derived.calendar).toBe(calendarOf('CHL').version);
    const told = derived.steps.map((step) => say('en', step));
    expect(told).toContain('3 working days after the day of the start, ending at 23:59 (Chile).');
    expect(told).toContain('2 weekly rest days skipped.');
    expect(told.join('\n')).toMatch(/Public holiday skipped: 18 September 2026, /);
    expect(told).toContain('The deadline ends on 22 September 2026 at 23:59 (America/Santiago, Chile).');
    expect(told.at(-1)).toBe('Default of this installation; no treaty sets it.');
  });

  test('months end on the day of the same number, or on the last of a shorter month', () => {
    const month = (start: string, budget: number) =>
      Temporal.Instant.from(due({ unit: 'months', budget }, `${start}T15:00:00Z`))
        .toZonedDateTimeISO('America/Santiago')
        .toString({ smallestUnit: 'second', timeZoneName: 'never', offset: 'never' });
    expect(month('2026-01-15', 1)).toBe('2026-02-15T23:59:59');
    expect(month('2026-01-31', 1)).toBe('2026-02-28T23:59:59');
    expect(month('2028-01-31', 1)).toBe('2028-02-29T23:59:59');
    expect(month('2026-02-28', 1)).toBe('2026-03-28T23:59:59');
    expect(month('2026-08-31', 6)).toBe('2027-02-28T23:59:59');
    expect(month('2028-02-29', 12)).toBe('2029-02-28T23:59:59');
    expect(month('2026-03-10', 0)).toBe('2026-03-10T23:59:59');
    // what stood still is added in days
    const start = '2026-01-31T15:00:00Z';
    const stood = [still('2026-02-03T15:00:00Z', '2026-02-06T15:00:00Z')];
    expect(due({ unit: 'months', budget: 1 }, start, stood)).toBe('2026-03-04T02:59:59.000Z');
    const { steps } = deriveDeadline(rule({ unit: 'months', budget: 1 }), start, stood, now);
    expect(say('en', steps[1] as Text)).toBe(
      '1 month, to the day of the same number or, in a shorter month, its last, ending at 23:59 (Chile).',
    );
  });

  test('no State’s days are counted by another’s calendar', () => {
    expect(() => derive(rule({}), now, [], now, calendarOf('PER'))).toThrow(RangeError);
  });

  test('names the law, and what remains to be confirmed', () => {
    const source = { instrument: 'OAS-A55', article: '12', verified: false } as const;
    const last = deriveDeadline(rule({ source }), '2026-11-02T12:00:00Z', [], now).steps.at(-1)!;
    expect(say('fr', last)).toBe('Source à confirmer\u00a0: Convention de Nassau, art. 12.');
  });

  test('refuses what is no rule', () => {
    expect(() => due({ budget: -1 }, now)).toThrow(RangeError);
    expect(() => due({ budget: 1.5 }, now)).toThrow(RangeError);
    expect(() => due({ governs: 'XXX' }, now)).toThrow(RangeError);
    expect(() => due({}, 'yesterday')).toThrow(RangeError);
  });
});

describe('suspension', () => {
  test('adds exactly the time stood still to hours', () => {
    const stops = [still('2026-11-02T02:00:00Z', '2026-11-02T07:30:00Z')];
    expect(due({ unit: 'hours', budget: 4 }, '2026-11-02T00:00:00Z', stops)).toBe('2026-11-02T09:30:00.000Z');
    const late = [still('2026-11-02T05:00:00Z', null)];
    expect(due({ unit: 'hours', budget: 4 }, '2026-11-02T00:00:00Z', late)).toBe('2026-11-02T04:00:00.000Z');
    const onTheDot = [still('2026-11-02T04:00:00Z', '2026-11-02T09:00:00Z')];
    expect(due({ unit: 'hours', budget: 4 }, '2026-11-02T00:00:00Z', onTheDot)).toBe('2026-11-02T04:00:00.000Z');
  });

  test('adds the days at whose end the clock stood still', () => {
    const start = '2026-11-02T12:00:00Z';
    const twoDays = deriveDeadline(rule({}), start, [still('2026-11-03T20:00:00Z', '2026-11-05T20:00:00Z')], now);
    expect(twoDays.due_at).toBe('2026-11-12T02:59:59.000Z');
    expect(twoDays.original_due_at).toBe('2026-11-10T02:59:59.000Z');
    expect(twoDays.steps.map((step) => say('es', step))).toContain(
      'El plazo estuvo suspendido 2 días, del 3 de noviembre de 2026 al 5 de noviembre de 2026: en espera de información adicional.',
    );
    expect(due({}, start, [still('2026-11-03T13:00:00Z', '2026-11-03T20:00:00Z')])).toBe('2026-11-10T02:59:59.000Z');
    expect(due({}, start, [still(start, '2026-11-04T12:00:00Z')])).toBe('2026-11-12T02:59:59.000Z');
  });

  test('counts overlapping suspensions once and an open one to now', () => {
    const start = '2026-11-02T12:00:00Z';
    const stops = [
      still('2026-11-03T12:00:00Z', '2026-11-06T12:00:00Z'),
      still('2026-11-04T12:00:00Z', '2026-11-05T12:00:00Z'),
    ];
    expect(due({}, start, stops)).toBe('2026-11-13T02:59:59.000Z');
    const open = [still('2026-11-03T12:00:00Z', null)];
    expect(due({}, start, open, '2026-11-08T12:00:00Z')).toBe('2026-11-15T02:59:59.000Z');
    const steps = deriveDeadline(rule({}), start, open, '2026-11-08T12:00:00Z').steps.map((step) => step.key);
    expect(steps).toContain('time.stood_still.days.open');
  });

  test('never touches a fixed date or a preservation expiry', () => {
    const start = '2026-11-02T12:00:00Z';
    const stops = [still('2026-11-03T12:00:00Z', null)];
    const { rule: expiry } = policyFor('preservation_expiry');
    const moved = { ...expiry, governs: 'CHL' };
    const sixty = deriveDeadline(moved, start, stops, now);
    expect(sixty.due_at).toBe(sixty.original_due_at);
    expect(sixty.due_at).toBe('2027-01-02T02:59:59.000Z');
    expect(sixty.steps.map((step) => say('en', step)).at(-1)).toBe('Set by law: Budapest Convention, art. 29(7).');
    const fixed = deriveDeadline({ ...moved, fixed_due: '2027-02-01T02:59:59Z' }, start, stops, now);
    expect(fixed).toMatchObject({ due_at: '2027-02-01T02:59:59.000Z', original_due_at: '2027-02-01T02:59:59.000Z' });
  });
});

describe('properties', () => {
  const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) }).map((ms) => new Date(ms));
  const anyRule = fc.record({
    unit: fc.constantFrom(...units),
    budget: fc.integer({ min: 0, max: 90 }),
    governs: fc.constantFrom(...states.map((state) => state.code)),
  });
  const stops = fc.array(fc.tuple(fc.integer({ min: -72, max: 2000 }), fc.integer({ min: 0, max: 900 })), {
    maxLength: 4,
  });
  const suspend = (start: Date, spans: [number, number][]) =>
    spans.map(([from, length]) =>
      still(
        new Date(start.getTime() + from * 3_600_000).toISOString(),
        new Date(start.getTime() + (from + length) * 3_600_000).toISOString(),
      ),
    );

  test('a longer budget, a later start or more standing still never bring a date forward', () => {
    fc.assert(
      fc.property(anyRule, instant, stops, fc.integer({ min: 0, max: 500 }), (given, start, spans, more) => {
        const at = start.toISOString();
        const held = suspend(start, spans);
        const plain = due(given, at);
        const stood = due(given, at, held);
        expect(stood >= plain).toBe(true);
        expect(due({ ...given, budget: given.budget + 1 }, at, held) > stood).toBe(true);
        const later = new Date(start.getTime() + more * 3_600_000).toISOString();
        expect(due(given, later) >= plain).toBe(true);
        const longer = suspend(
          start,
          spans.map(([from, length]) => [from, length + more]),
        );
        expect(due(given, at, longer) >= stood).toBe(true);
        expect(plain >= at).toBe(true);
        expect(due({ ...given, suspendable: false }, at, held)).toBe(plain);
      }),
      { seed, numRuns: 150 },
    );
  });

  test('days end at 23:59:59 there, working days on a working day; every step is readable', () => {
    fc.assert(
      fc.property(anyRule, instant, stops, (given, start, spans) => {
        const derived = deriveDeadline(rule(given), start.toISOString(), suspend(start, spans), now);
        for (const step of derived.steps) readable(step);
        if (given.unit === 'hours') return;
        const local = Temporal.Instant.from(derived.due_at).toZonedDateTimeISO(zoneOf(given.governs));
        expect(local.toPlainTime().toString()).toBe('23:59:59');
        if (given.unit === 'working_days' && given.budget > 0) {
          expect(calendarOf(given.governs).isWorkingDay(local.toPlainDate().toString())).toBe(true);
        }
      }),
      { seed, numRuns: 100 },
    );
  });

  test('reminders are sorted, distinct and after the start', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...deadlineKinds),
        instant,
        fc.integer({ min: 1, max: 4000 }),
        (kind, start, hours) => {
          const dueAt = new Date(start.getTime() + hours * 3_600_000).toISOString();
          const times = reminderTimes(deadlinePolicies[kind], start.toISOString(), dueAt).map(
            (reminder) => reminder.at,
          );
          expect(times).toEqual([...new Set(times)].sort());
          for (const at of times) expect(at > start.toISOString()).toBe(true);
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});

describe('policies', () => {
  test('every policy is of a kind that is listed, and every kind has one', () => {
    expect([...deadlineKinds].sort()).toEqual(Object.keys(deadlinePolicies).sort());
  });

  test.each(deadlineKinds)('%s has a name in four languages and a ladder', (kind) => {
    readable({ key: `deadline.${kind}` });
    const policy = policyFor(kind);
    expect(policy.rule.kind).toBe(kind);
    expect(policy.rungs.length).toBeGreaterThan(0);
    expect(new Set(policy.rungs.map((rung) => rung.name)).size).toBe(policy.rungs.length);
    for (const { offset_minutes_from_due: offset, at_fraction: fraction } of policy.rungs) {
      expect((offset === undefined) !== (fraction === undefined)).toBe(true);
    }
  });

  test('urgency shortens the acknowledgement, and an emergency counts in hours', () => {
    const budgets = (['ordinary', 'urgent', 'emergency'] as const).map((urgency) => {
      const { budget, unit } = policyFor('evidence_acknowledge', urgency).rule;
      return `${budget} ${unit}`;
    });
    expect(budgets).toEqual(['7 calendar_days', '24 hours', '2 hours']);
    expect(policyFor('evidence_decide', 'urgent')).toBe(deadlinePolicies.evidence_decide);
    for (const kind of ['evidence_decide', 'evidence_execute', 'preservation_confirm'] as const) {
      const { rule } = policyFor(kind, 'emergency');
      expect([rule.unit, rule.budget <= 24]).toEqual(['hours', true]);
    }
    // What the law sets is no shorter for an emergency.
    expect(policyFor('preservation_expiry', 'emergency')).toBe(deadlinePolicies.preservation_expiry);
    expect(() => policyFor('nothing')).toThrow(RangeError);
  });

  // the table of domain.md §5, entered a second time: period, who must act, whose days, whether it can stand still; then
  // when to remind, in hours from the due instant, with the tone
  test.each([
    ['evidence_acknowledge', '7 calendar_days requested requested', '0 due, 48 overdue, 168 escalation'],
    [
      'evidence_decide',
      '30 calendar_days requested requested suspendable',
      '-168 reminder, 0 due, 168 overdue, 720 escalation',
    ],
    [
      'evidence_execute',
      '90 calendar_days requested requested suspendable',
      '-720 reminder, -168 reminder, 0 due, 720 overdue, 1440 overdue, 2160 escalation',
    ],
    [
      'clarification_answer',
      '30 calendar_days requesting requesting',
      '-360 reminder, -120 reminder, 0 due, 600 overdue, 720 lapse_warning, 1320 lapse_warning, 1440 lapse_possible',
    ],
    ['conditions_answer', '15 calendar_days requesting requesting', '-192 reminder, -24 reminder, 0 due, 168 overdue'],
    ['postponement_review', '60 calendar_days requested requested', '-168 reminder, 0 due, 168 overdue'],
    ['confirm_receipt', '5 working_days requesting requesting', '-48 reminder, 0 due, 168 overdue'],
    ['review_draft', '2 working_days requesting requesting', '0 due, 48 overdue'],
    ['preservation_acknowledge', '4 hours requested requested', '-2 reminder, 0 due, 2 escalation'],
    ['preservation_confirm', '72 hours requested requested', '-48 reminder, -24 reminder, 0 due, 24 escalation'],
    [
      'preservation_expiry',
      '60 calendar_days requesting requested',
      '-504 reminder, -336 reminder, -168 reminder, -72 reminder, -24 reminder',
    ],
    ['follow_up', '45 calendar_days requesting requesting', '-360 reminder, 0 due'],
    ['extension_answer', '72 hours requested requested', '-24 reminder, 0 due, 24 escalation'],
    ['withdrawal_answer', '7 calendar_days requested requested', '-48 reminder, 0 due, 168 overdue'],
    ['status_answer', '10 calendar_days requested requested', '0 due, 168 overdue'],
  ])('%s is as agreed', (kind, period, ladder) => {
    const { rule, holder, governs, rungs } = policyFor(kind);
    const suspendable = rule.suspendable ? ['suspendable'] : [];
    expect([rule.budget, rule.unit, holder, governs, ...suspendable].join(' ')).toBe(period);
    const said = rungs.map(({ offset_minutes_from_due: minutes, tone }) => `${(minutes ?? Number.NaN) / 60} ${tone}`);
    expect(said.join(', ')).toBe(ladder);
    expect(rule.kind).toBe(kind);
    if (kind !== 'preservation_expiry') for (const { to } of rungs) expect(to).toEqual([holder]);
  });

  test('an urgent acknowledgement is chased at the same proportions of its period', () => {
    for (const urgency of ['urgent', 'emergency'] as const) {
      const { rule, holder, rungs } = policyFor('evidence_acknowledge', urgency);
      expect(rule).toMatchObject({
        kind: 'evidence_acknowledge',
        suspendable: false,
        source: { instrument: 'POLICY' },
      });
      expect(holder).toBe('requested');
      expect(rungs.map(({ at_fraction, tone, to }) => [at_fraction, tone, to])).toEqual([
        [0.5, 'reminder', ['requested']],
        [1, 'due', ['requested']],
        [1.3, 'overdue', ['requested']],
        [2, 'escalation', ['requested']],
      ]);
    }
  });

  test('only the preservation expiry is law, and it tells both ends', () => {
    const { rule: expiry, rungs } = policyFor('preservation_expiry');
    expect(expiry).toMatchObject({
      budget: 60,
      suspendable: false,
      source: { instrument: 'ETS185', article: '29(7)' },
    });
    expect(rungs.map((rung) => rung.name)).toEqual(['T-21d', 'T-14d', 'T-7d', 'T-3d', 'T-1d']);
    for (const rung of rungs) expect(rung.to).toEqual(['requesting', 'requested']);
    for (const kind of deadlineKinds.filter((item) => item !== 'preservation_expiry')) {
      expect(deadlinePolicies[kind].rule.source.instrument).toBe('POLICY');
    }
  });

  test('a short preservation has a short ladder', () => {
    const times = reminderTimes(policyFor('preservation_expiry'), '2026-11-01T00:00:00Z', '2026-11-09T00:00:00Z');
    expect(times.map(({ rung, at }) => [rung.name, at])).toEqual([
      ['T-7d', '2026-11-02T00:00:00.000Z'],
      ['T-3d', '2026-11-06T00:00:00.000Z'],
      ['T-1d', '2026-11-08T00:00:00.000Z'],
    ]);
  });
});

test('how near a deadline is', () => {
  const at = '2026-11-21T12:00:00.000Z';
  expect(dueStatus('2026-12-01T12:00:00.000Z', at)).toMatchObject({ status: 'later', minutes_left: 14_400 });
  expect(say('en', dueStatus('2026-12-01T12:00:00.000Z', at).text)).toBe('10 days left');
  expect(say('fr', dueStatus('2026-11-21T15:00:00.000Z', at).text)).toBe('Il reste 3 heures');
  expect(dueStatus('2026-11-21T12:00:00.000Z', at).status).toBe('soon');
  expect(say('pt', dueStatus('2026-11-19T12:00:00.000Z', at).text)).toBe('Vencido há 2 dias');
  // to the minute: three days are soon, an hour is no longer minutes, two days no longer hours, and past is past
  const after = (minutes: number) => {
    const { status, text } = dueStatus(new Date(Date.parse(at) + minutes * 60_000).toISOString(), at);
    return `${status} ${text.key} ${text.params?.n}`;
  };
  expect([-2880, -2879, -60, -59, -1, 0, 59, 60, 119, 2879, 2880, 4320, 4321].map(after)).toEqual([
    'overdue time.late.days 2',
    'overdue time.late.hours 47',
    'overdue time.late.hours 1',
    'overdue time.late.minutes 59',
    'overdue time.late.minutes 1',
    'soon time.left.minutes 0',
    'soon time.left.minutes 59',
    'soon time.left.hours 1',
    'soon time.left.hours 1',
    'soon time.left.hours 47',
    'soon time.left.days 2',
    'soon time.left.days 3',
    'later time.left.days 3',
  ]);
  for (const key of Object.keys(time)) {
    if (/^(unit|time\.(left|late))\./.test(key)) readable({ key, params: { n: 3 } });
  }
});
