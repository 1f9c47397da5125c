import { expect, test } from 'vitest';
import { deadlineKinds, policyFor, reminderTimes } from '../src/deadline-policies.ts';
import {
  checkLadder,
  defaultLadder,
  type LadderRung,
  ladderName,
  laddersThere,
  placeOfRung,
  rungsOf,
} from '../src/ladders.ts';

const both = ['requesting', 'requested'] as const;
const rung = (at: string, tone: LadderRung['tone'], to: readonly LadderRung['to'][number][] = both): LadderRung => ({
  at,
  tone,
  to: [...to],
  roles: [],
});
const rules = (kind: Parameters<typeof checkLadder>[0], ladder: LadderRung[]) =>
  checkLadder(kind, 'ordinary', ladder).errors.map(({ field, rule }) => `${field} ${rule}`);

test('every default is a ladder that may be kept, and reads back as the policy it came from', () => {
  for (const { kind, urgency } of laddersThere()) {
    const ladder = defaultLadder(kind, urgency);
    expect([kind, urgency, checkLadder(kind, urgency, ladder)]).toEqual([kind, urgency, { errors: [], warnings: [] }]);
    const start = '2026-03-02T12:00:00.000Z';
    const due = '2026-06-02T12:00:00.000Z';
    expect(
      reminderTimes({ rungs: rungsOf(ladder) }, start, due).map(({ at, rung: { name, tone } }) => [at, name, tone]),
    ).toEqual(
      reminderTimes(policyFor(kind, urgency), start, due).map(({ at, rung: { name, tone } }) => [at, name, tone]),
    );
  }
});

test('a case uses the ladder of its urgency where there is one, else the ordinary one', () => {
  expect(laddersThere().filter(({ urgency }) => urgency === 'ordinary')).toHaveLength(deadlineKinds.length);
  expect(ladderName('evidence_acknowledge', 'emergency')).toBe('ladder.evidence_acknowledge.emergency');
  expect(ladderName('evidence_decide', 'urgent')).toBe('ladder.evidence_decide.ordinary');
  expect(ladderName('preservation_expiry', 'emergency')).toBe('ladder.preservation_expiry.ordinary');
});

test.each([
  ['T', 0],
  ['T-7d', -10080],
  ['T+12h', 720],
  ['T-400d', -576000],
])('%s stands %d minutes from due', (at, minutes) => {
  expect(placeOfRung(at)).toEqual({ offset_minutes_from_due: minutes });
});

test.each(['', 'T-', 'T7d', 'T-0d', 'T+401d', 'T-7w', '0%', '401%', '50', ' T', 'T-7d escalation', 't'])(
  '%j says no moment',
  (at) => {
    expect(placeOfRung(at)).toBeNull();
    expect(rules('evidence_decide', [rung(at, 'reminder')])).toContain('rungs.0.at ladder_rung_malformed');
  },
);

test('what cannot be a ladder is refused, each by its field', () => {
  expect(rules('evidence_decide', [])).toEqual(['rungs ladder_empty']);
  expect(
    rules(
      'evidence_decide',
      Array.from({ length: 13 }, (_, n) => rung(`T-${n + 1}d`, 'reminder')),
    ),
  ).toEqual(['rungs ladder_too_long']);
  expect(rules('evidence_decide', [rung('T-7d', 'reminder'), rung('T-168h', 'reminder')])).toEqual([
    'rungs.1.at ladder_rung_twice',
  ]);
  // the share of the ordinary period, thirty days
  expect(rules('evidence_decide', [rung('50%', 'reminder'), rung('T-15d', 'reminder')])).toEqual([
    'rungs.1.at ladder_rung_twice',
  ]);
  expect(rules('evidence_decide', [rung('T', 'reminder'), rung('T-1d', 'due'), rung('T-2d', 'overdue')])).toEqual([
    'rungs.0.tone ladder_tone_moment',
    'rungs.1.tone ladder_tone_moment',
    'rungs.2.tone ladder_tone_moment',
    'rungs.1.tone ladder_tone_order',
    'rungs.0.tone ladder_tone_order',
  ]);
  expect(rules('evidence_decide', [rung('T-1d', 'escalation'), rung('T', 'due')])).toEqual([
    'rungs.1.tone ladder_tone_order',
  ]);
  expect(rules('evidence_decide', [rung('T+60d', 'lapse_possible')])).toEqual(['rungs.0.tone ladder_tone_lapse']);
  expect(rules('clarification_answer', [rung('T+60d', 'lapse_possible')])).toEqual([]);
  expect(rules('evidence_decide', [rung('T', 'due', [])])).toEqual(['rungs.0.to ladder_nobody']);
});

test('preserved data never lapse without a word to either side', () => {
  const expiry = (...ladder: LadderRung[]) => checkLadder('preservation_expiry', 'ordinary', ladder);
  const refused = (...ladder: LadderRung[]) => expiry(...ladder).errors.map(({ rule }) => rule);
  expect(refused(rung('T+1d', 'overdue'))).toEqual(['ladder_expiry_silent']);
  expect(refused(rung('T-21d', 'reminder', ['requesting']))).toEqual(['ladder_expiry_silent']);
  expect(refused(rung('T-21d', 'reminder', ['requesting']), rung('T+1h', 'overdue'))).toEqual(['ladder_expiry_silent']);
  expect(refused(rung('T', 'due'))).toEqual([]);
  const warned = (...ladder: LadderRung[]) => expiry(...ladder).warnings.map(({ key }) => key);
  expect(warned(rung('T', 'due'))).toEqual(['ladder.warning.expiry_late']);
  expect(warned(rung('T-7d', 'reminder', ['requested']), rung('T', 'due'))).toEqual(['ladder.warning.expiry_late']);
  expect(warned(rung('T-7d', 'reminder'))).toEqual(['ladder.warning.expiry_fewer']);
  expect(warned(...defaultLadder('preservation_expiry', 'ordinary'), rung('T-30d', 'reminder'))).toEqual([]);
});
