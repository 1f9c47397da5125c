import { describe, expect, test } from 'vitest';
import { initial, type Stored, step, type Workflow } from '../src/decide.ts';
import { guideOf } from '../src/guide/guide.ts';
import { requestBody } from '../src/protocol.ts';
import type { Kind } from '../src/types.ts';
import { goldenFiles, happen as happenTo, storedRows } from './golden/golden.ts';

/**
 * The column “Clock” of domain.md §4, entered a second time: which clock starts (+), ends (-), stands still (=) and runs
 * again (>) when something happens, with the day a clock is given, and which linked files hear of it (~).
 */
const id = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';
const day = '2027-03-08';
const instant = `${day}T02:59:59.000Z`;
const payload = {
  accepted: true,
  complete: true,
  executed: true,
  expires_at: instant,
  final: true,
  granted: true,
  grace_until: instant,
  held: false,
  reply_by: day,
  request_id: id,
  review: day,
  state: 'held',
};
const performance = 'evidence_decide';
const execution = 'evidence_execute';
const both = (sign: string) => `${sign}${performance} ${sign}${execution}`;

function clocksOf(workflow: Workflow, state: string, event: string, context: object, more: object): [string, string] {
  const stored: Stored = { ...initial(workflow), state, context: { ...initial(workflow).context, ...context } };
  const body = event === 'message.request' ? requestBody(workflow.split('.')[0] as Kind) : { ...payload, ...more };
  const next = step(stored, { type: event, at: '2026-10-08T12:00:00.000Z', by: 'x', payload: body });
  const clocks = (next?.effects ?? []).flatMap((effect) => {
    switch (effect.type) {
      case 'start': {
        const until = effect.params.until ?? effect.params.fixed_due?.slice(0, 10);
        return [`+${effect.params.kind}${until === undefined ? '' : `@${until}`}`];
      }
      case 'stop':
        return effect.params.kinds === 'all' ? ['-all'] : effect.params.kinds.map((kind) => `-${kind}`);
      case 'suspend':
        return effect.params.kinds.map((kind) => `=${kind}`);
      case 'resume':
        return effect.params.kinds.map((kind) => `>${kind}`);
      case 'link':
        return [`~${effect.params.event}${effect.params.payload ? JSON.stringify(effect.params.payload) : ''}`];
      default:
        return [];
    }
  });
  return [next?.state ?? 'not taken', clocks.join(' ')];
}

type Row = [state: string, event: string, to: string, clocks: string, context?: object, payload?: object];

const drafting: Row[] = [
  ['draft', 'command.submit', 'ca_review', '+review_draft'],
  ['draft', 'command.discard', 'discarded', '-all'],
  ['ca_review', 'command.return_for_correction', 'draft', '-review_draft'],
  ['ca_review', 'command.approve', 'approved', '-review_draft'],
  ['approved', 'command.return_for_correction', 'draft', ''],
];

const from = (state: string) => ({ resume: state });
const refused = '~linked.decided{"executed":false}';
const let_go = '~linked.decided{"executed":false,"release":true}';
const answered = `-clarification_answer ${both('>')}`;
const resumed = `-postponement_review ${both('>')}`;
const held = { holds: [id] };
const heldTwice = { holds: [id, other] };
const asked = { extension_pending: true };

const table: Partial<Record<Workflow, Row[]>> = {
  'evidence.outgoing': [
    ...drafting,
    ['approved', 'command.transmit', 'sent', '+evidence_acknowledge ~linked.follow_up'],
    ['sent', 'message.acknowledgement', 'acknowledged', '-evidence_acknowledge +evidence_decide'],
    ['sent', 'message.referral', 'sent', '+evidence_acknowledge'],
    ['sent', 'message.return', 'returned', '-all'],
    ['sent', 'command.withdraw', 'withdrawing', '-all +withdrawal_answer'],
    ['acknowledged', 'message.referral', 'acknowledged', ''],
    ['acknowledged', 'message.acceptance', 'accepted', '-evidence_decide +evidence_execute'],
    ['acknowledged', 'message.clarification_request', 'info_requested', `${both('=')} +clarification_answer@${day}`],
    ['acknowledged', 'message.postponement', 'postponed', `${both('=')} +postponement_review@${day}`],
    ['acknowledged', 'message.refusal', 'refused', '-all'],
    ['info_requested', 'command.answer_clarification', 'acknowledged', answered, from('acknowledged')],
    ['info_requested', 'command.answer_clarification', 'accepted', answered, from('accepted')],
    ['info_requested', 'command.answer_clarification', 'partial', answered, from('partial')],
    ['postponed', 'message.resumption', 'acknowledged', resumed, from('acknowledged')],
    ['postponed', 'message.resumption', 'accepted', resumed, from('accepted')],
    ['accepted', 'message.delivery', 'partial', '', {}, { final: false }],
    ['accepted', 'message.delivery', 'transmitted', '-all +confirm_receipt'],
    ['partial', 'message.delivery', 'transmitted', '-all +confirm_receipt'],
    ['transmitted', 'command.confirm_receipt', 'received_by_req', '-all +obligation'],
    ['transmitted', 'command.dispute_delivery', 'accepted', '-all +evidence_execute'],
    ['withdrawing', 'message.withdrawal_answer', 'withdrawn', '-all'],
    ['withdrawing', 'message.withdrawal_answer', 'withdrawing', '', {}, { accepted: false }],
    ['withdrawing', 'message.delivery', 'transmitted', '-all +confirm_receipt'],
  ],
  'evidence.incoming': [
    ['arriving', 'message.request', 'received', '+evidence_acknowledge ~linked.hold'],
    ['received', 'command.acknowledge', 'acknowledged', '-evidence_acknowledge +evidence_decide'],
    ['received', 'command.refer', 'received', '+evidence_acknowledge'],
    ['received', 'command.return', 'returned', `-all ${refused}`],
    ['received', 'message.withdrawal', 'withdrawn', `-all ${let_go}`, {}, { release_preservation: true }],
    ['acknowledged', 'command.accept', 'accepted', '-evidence_decide +evidence_execute'],
    ['acknowledged', 'command.ask_clarification', 'info_requested', `${both('=')} +clarification_answer@${day}`],
    ['acknowledged', 'command.postpone', 'postponed', `${both('=')} +postponement_review@${day}`],
    ['acknowledged', 'command.refuse', 'refused', `-all ${refused}`],
    ['info_requested', 'message.clarification_answer', 'acknowledged', answered, from('acknowledged')],
    ['info_requested', 'message.clarification_answer', 'accepted', answered, from('accepted')],
    ['info_requested', 'message.clarification_answer', 'partial', answered, from('partial')],
    ['lapsing', 'message.lapse_answer', 'lapsed', `${both('>')} -all ${refused}`],
    ['postponed', 'command.resume', 'acknowledged', resumed, from('acknowledged')],
    ['postponed', 'command.resume', 'accepted', resumed, from('accepted')],
    ['accepted', 'command.deliver', 'partial', '', {}, { final: false }],
    ['accepted', 'command.deliver', 'transmitted', '-all +confirm_receipt'],
    [
      'transmitted',
      'message.receipt_confirmation',
      'received_by_req',
      '-all ~linked.decided{"executed":true} +obligation',
    ],
    ['transmitted', 'message.delivery_dispute', 'accepted', '-all +evidence_execute'],
  ],
  'preservation.outgoing': [
    ...drafting,
    ['approved', 'command.transmit', 'sent', '+preservation_acknowledge'],
    ['sent', 'message.acknowledgement', 'acknowledged', '-preservation_acknowledge +preservation_confirm'],
    [
      'acknowledged',
      'message.preservation_confirmation',
      'preserved',
      `-preservation_confirm +preservation_expiry@${day} +follow_up`,
    ],
    ['acknowledged', 'message.preservation_confirmation', 'held', '-preservation_confirm', {}, { held: true }],
    ['acknowledged', 'message.impossibility', 'impossible', '-all'],
    ['preserved', 'command.request_extension', 'preserved', '+extension_answer'],
    ['preserved', 'message.extension_answer', 'preserved', `-extension_answer +preservation_expiry@${day}`, asked],
    ['preserved', 'message.extension_answer', 'preserved', '-extension_answer', asked, { granted: false }],
    ['preserved', 'message.hold_notice', 'held', '-preservation_expiry -follow_up'],
    ['preserved', 'message.expiry_notice', 'expired', '-all'],
    ['preserved', 'linked.follow_up', 'preserved', '-follow_up'],
    ['held', 'message.hold_end', 'consumed', '-all'],
    ['held', 'message.hold_end', 'preserved', `+preservation_expiry@${day} +follow_up`, {}, { executed: false }],
  ],
  'preservation.incoming': [
    ['arriving', 'message.request', 'received', '+preservation_acknowledge'],
    ['received', 'command.acknowledge', 'acknowledged', '-preservation_acknowledge +preservation_confirm'],
    ['acknowledged', 'command.order', 'in_progress', ''],
    ['acknowledged', 'command.confirm', 'preserved', `-preservation_confirm +preservation_expiry@${day}`],
    ['in_progress', 'command.confirm', 'preserved', `-preservation_confirm +preservation_expiry@${day}`],
    ['in_progress', 'command.confirm', 'held', '-preservation_confirm', held],
    ['acknowledged', 'command.report_impossible', 'impossible', '-all'],
    ['preserved', 'message.extension_request', 'preserved', '+extension_answer'],
    ['preserved', 'command.grant_extension', 'preserved', `-extension_answer +preservation_expiry@${day}`, asked],
    ['preserved', 'command.deny_extension', 'preserved', '-extension_answer', asked],
    ['preserved', 'linked.hold', 'held', '-preservation_expiry'],
    ['preserved', 'clock.preservation_expiry', 'expired', '-all'],
    ['preserved', 'message.release', 'released', '-all'],
    ['held', 'linked.decided', 'consumed', '-all', held],
    ['held', 'linked.decided', 'held', '', heldTwice],
    ['held', 'linked.decided', 'released', '-all', held, { executed: false, release: true }],
    [
      'held',
      'linked.decided',
      'preserved',
      `-preservation_confirm +preservation_expiry@${day}`,
      held,
      { executed: false },
    ],
    ['held', 'message.release', 'held', '', held],
  ],
};

describe.each(Object.entries(table) as [Workflow, Row[]][])('%s', (workflow, rows) => {
  test.each(rows)('%s: %s → %s: %s', (state, event, to, clocks, context = {}, more = {}) => {
    expect(clocksOf(workflow, state, event, context, more)).toEqual([to, clocks]);
  });
});

/**
 * What each state takes at least, and where it leads: our commands, their messages (<), linked files (~), the clock (@).
 * Where more is taken, the golden rows show it; nothing of this may be lost.
 */
const taken: Partial<Record<Workflow, Record<string, string>>> = {
  'evidence.outgoing': {
    draft: 'submit→ca_review discard→discarded',
    ca_review: 'return_for_correction→draft approve→approved',
    approved: 'return_for_correction→draft transmit→sent',
    sent: '<acknowledgement→acknowledged <referral <return→returned withdraw→withdrawing',
    acknowledged:
      '<referral <clarification_request→info_requested <acceptance→accepted <postponement→postponed <refusal→refused <return→returned withdraw→withdrawing',
    info_requested:
      'answer_clarification→acknowledged answer_clarification→accepted answer_clarification→partial <lapse_notice→lapsed <refusal→refused <return→returned withdraw→withdrawing',
    accepted:
      '<referral <clarification_request→info_requested <postponement→postponed <delivery→transmitted <delivery→partial <refusal→refused <return→returned withdraw→withdrawing',
    partial:
      '<clarification_request→info_requested <delivery→transmitted <delivery <refusal→refused <return→returned withdraw→withdrawing',
    postponed: '<resumption→accepted <resumption→acknowledged <refusal→refused withdraw→withdrawing',
    transmitted: 'confirm_receipt→received_by_req dispute_delivery→accepted',
    withdrawing:
      '<acknowledgement <referral <clarification_request <acceptance <postponement <lapse_notice <delivery→transmitted <delivery <refusal→refused <return→returned <withdrawal_answer→withdrawn',
  },
  'evidence.incoming': {
    arriving: '<request→received',
    received: 'acknowledge→acknowledged refer return→returned <withdrawal→withdrawn',
    acknowledged:
      'ask_clarification→info_requested accept→accepted refer postpone→postponed refuse→refused return→returned <withdrawal→withdrawn',
    info_requested:
      '<clarification_answer→acknowledged <clarification_answer→accepted <clarification_answer→partial propose_lapse→lapsing refuse→refused return→returned <withdrawal→withdrawn',
    lapsing:
      '<clarification_answer→acknowledged <clarification_answer→accepted <clarification_answer→partial <lapse_answer→lapsed <lapse_answer <withdrawal→withdrawn',
    accepted:
      'ask_clarification→info_requested deliver→transmitted deliver→partial refer postpone→postponed refuse→refused <withdrawal→withdrawn',
    partial: 'ask_clarification→info_requested deliver→transmitted deliver <withdrawal→withdrawn',
    postponed: 'resume→accepted resume→acknowledged refuse→refused <withdrawal→withdrawn',
    transmitted: '<receipt_confirmation→received_by_req <delivery_dispute→accepted',
  },
  'preservation.outgoing': {
    draft: 'submit→ca_review discard→discarded',
    ca_review: 'return_for_correction→draft approve→approved',
    approved: 'return_for_correction→draft transmit→sent',
    sent: '<acknowledgement→acknowledged release→releasing',
    acknowledged:
      '<preservation_confirmation→held <preservation_confirmation→preserved <impossibility→impossible <refusal→refused release→releasing',
    preserved: 'request_extension <extension_answer <hold_notice→held <expiry_notice→expired release→releasing',
    held: '<extension_answer <hold_notice <release_answer→released <hold_end→consumed <hold_end→preserved',
    releasing:
      '<acknowledgement <preservation_confirmation <extension_answer <hold_notice <hold_end→consumed <hold_end <release_answer→released <release_answer→held <expiry_notice→expired <impossibility→impossible <refusal→refused',
  },
  'preservation.incoming': {
    arriving: '<request→received',
    received: 'acknowledge→acknowledged <release→released',
    acknowledged:
      'order→in_progress confirm→held confirm→preserved report_impossible→impossible refuse→refused <release→released',
    in_progress: 'confirm→held confirm→preserved report_impossible→impossible refuse→refused <release→released',
    preserved:
      '<extension_request grant_extension deny_extension ~hold→held @preservation_expiry→expired <release→released',
    held: '<extension_request grant_extension deny_extension ~hold ~decided ~decided→consumed ~decided→released ~decided→preserved <release',
  },
};

describe.each(Object.entries(taken) as [Workflow, Record<string, string>][])('%s takes', (workflow, states) => {
  const { states: found } = guideOf(workflow, 'en');

  test.each(Object.entries(states))('in %s: %s', (state, ways) => {
    const marks: Record<string, string> = { command: '', message: '<', linked: '~', clock: '@' };
    const rows = found.find(({ code }) => code === state)?.rows ?? [];
    const now = rows.map(({ event, origin, to }) => {
      const name = event.slice(event.indexOf('.') + 1);
      return `${marks[origin]}${name}${to === null ? '' : `→${to}`}`;
    });
    expect(now).toEqual(expect.arrayContaining(ways.split(' ')));
  });
});

describe('what a file remembers', () => {
  test.each(goldenFiles())('$name: everything that happens is kept as it came, with when and by whom', ({ golden }) => {
    const rows = storedRows(golden);
    const forgotten = golden.rows.flatMap(({ from, event: name }) => {
      const event = golden.events[name ?? ''];
      const before = rows[from ?? -1];
      const next = event && before && happenTo(before, event);
      if (!next) return [];
      const short = event.type.slice(event.type.indexOf('.') + 1);
      const kept = (next.context.records as Record<string, object>)[short];
      const expected = { ...event.payload, at: '2026-10-08T12:00:00.000Z', by: 'x' };
      return JSON.stringify(kept) === JSON.stringify(expected) ? [] : [`${before.state} ${name}`];
    });
    expect(forgotten).toEqual([]);
  });

  const happen = (workflow: Workflow, state: string, event: string, context: object, more: object = {}) =>
    step(
      { ...initial(workflow), state, context: { ...initial(workflow).context, ...context } },
      { type: event, at: '2026-10-08T12:00:00.000Z', by: 'x', payload: { ...payload, ...more } },
    )?.context;

  test('which requests hold the data, each once, until each is decided', () => {
    expect(happen('preservation.incoming', 'held', 'linked.hold', held)?.holds).toEqual([id]);
    expect(happen('preservation.incoming', 'held', 'linked.hold', { holds: [other] })?.holds).toEqual([other, id]);
    expect(happen('preservation.incoming', 'received', 'linked.hold', {})?.holds).toEqual([id]);
    expect(happen('preservation.incoming', 'held', 'linked.decided', heldTwice)?.holds).toEqual([other]);
    expect(
      happen('preservation.outgoing', 'preserved', 'linked.follow_up', { follow_ups: [other] })?.follow_ups,
    ).toEqual([other, id]);
    expect(happen('preservation.outgoing', 'preserved', 'linked.follow_up', { follow_ups: [id] })?.follow_ups).toEqual([
      id,
    ]);
  });

  test('a grace period never shortens what was promised', () => {
    const longer = '2028-01-01T00:00:00.000Z';
    const ended = (expires_at: string | null) =>
      happen('preservation.incoming', 'held', 'linked.decided', { ...held, expires_at }, { executed: false })
        ?.expires_at;
    expect(ended(longer)).toBe(longer);
    expect(ended('2026-12-01T00:00:00.000Z')).toBe(instant);
    expect(ended(null)).toBe(instant);
  });

  test('how often: questions, deliveries, extensions', () => {
    expect(happen('evidence.outgoing', 'accepted', 'message.clarification_request', { rounds: 1 })).toMatchObject({
      rounds: 2,
      resume: 'accepted',
    });
    expect(happen('evidence.incoming', 'partial', 'command.ask_clarification', { rounds: 1 })).toMatchObject({
      rounds: 2,
      resume: 'partial',
    });
    expect(
      happen('evidence.outgoing', 'partial', 'message.delivery', { deliveries: 1 }, { final: false })?.deliveries,
    ).toBe(2);
    expect(happen('evidence.incoming', 'accepted', 'command.deliver', { deliveries: 1 })?.deliveries).toBe(2);
    expect(happen('preservation.incoming', 'held', 'command.grant_extension', { ...held, ...asked })).toMatchObject({
      extensions: 1,
      extension_pending: false,
      expires_at: instant,
    });
    expect(happen('preservation.outgoing', 'preserved', 'message.extension_answer', asked)).toMatchObject({
      extensions: 1,
      extension_pending: false,
      expires_at: instant,
    });
  });
});
