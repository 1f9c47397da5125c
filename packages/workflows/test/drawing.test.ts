import { describe, expect, test } from 'vitest';
import { decideInternal, initial, machines, type Workflow } from '../src/decide.ts';
import { type Drawing, drawingOf, type LoggedEvent, type LoggedMessage } from '../src/drawing.ts';
import { carriesForm, formMessages, incomingMessages, openedBy } from '../src/messages.ts';
import { requestBody, samples } from '../src/protocol.ts';
import type { Direction, Kind } from '../src/types.ts';
import { say, vocabulary } from '../src/vocabulary/index.ts';

type Given = string | [type: string, payload: Record<string, unknown>];
const id = '00000000-0000-4000-8000-000000000001';
const usual = {
  final: true,
  complete: true,
  accepted: true,
  granted: true,
  executed: true,
  request_id: id,
  expires_at: '2026-12-08T02:59:59.000Z',
};

/** Plays a file and draws it; every message of ours is receipted after two seconds unless `lost` names it. */
function play(workflow: Workflow, events: readonly Given[], lost: readonly string[] = []): Drawing {
  let stored = initial(workflow);
  const log: LoggedEvent[] = [];
  const messages: LoggedMessage[] = [];
  for (const [index, given] of events.entries()) {
    const [type, more] = typeof given === 'string' ? [given, {}] : given;
    const instant = Date.parse('2026-10-07T19:00:00.000Z') + index * 3_600_000;
    const at = new Date(instant).toISOString();
    const payload = { ...usual, ...more };
    if (type !== 'reminder') {
      const next = decideInternal(stored, type as `clock.${string}`, payload, at);
      if (!next) throw new Error(`${type} in ${stored.state}`);
      stored = { ...stored, state: next.state, context: next.context };
      const [origin, name = ''] = type.split('.');
      if (origin === 'message') messages.push({ direction: 'in', type: name, at, receipt_at: at });
      for (const effect of next.effects) {
        if (effect.type !== 'send') continue;
        const receipt_at = lost.includes(effect.params.type) ? null : new Date(instant + 2000).toISOString();
        messages.push({ direction: 'out', type: effect.params.type, at, receipt_at });
      }
    }
    log.push({ sequence: index + 1, at, type, state: stored.state, payload });
  }
  return drawingOf({ ...stored, workflow, log, messages, counterpart: 'CHL' });
}

const outgoing = ['command.submit', 'command.approve', 'command.transmit'] as const;
/** A drawing in words: `^` ours, `_` theirs, the current node in brackets, what is possible after a question mark. */
const words = ({ nodes }: Drawing) =>
  nodes.map(({ lane, label, status }) => {
    const text = `${lane === 'ours' ? '^' : '_'}${say('en', label)}`;
    return status === 'current' ? `[${text}]` : status === 'possible' ? `?${text}` : text;
  });
const edge = (drawing: Drawing, from: string, to: string) => {
  const named = (key: string) => drawing.nodes.find((node) => say('en', node.label) === key)?.id;
  return drawing.edges.find((one) => one.from === named(from) && one.to === named(to));
};

describe('the drawn procedure', () => {
  test('a preservation that waits for its evidence request, as in the look', () => {
    const drawing = play('preservation.outgoing', [
      ...outgoing,
      'message.acknowledgement',
      'message.preservation_confirmation',
      'reminder',
    ]);
    expect(words(drawing)).toEqual([
      '^Drafted',
      '^Approved',
      '^Sent',
      '_Received',
      '_Acknowledged',
      '_Preserved',
      '[^Follow up]',
      '?^Evidence request',
      '?_Held until decided',
      '?^Extension asked',
      '?^No longer needed',
    ]);
    expect(edge(drawing, 'Sent', 'Received')).toMatchObject({ kind: 'message', status: 'done', receipt_ms: 2000 });
    expect(edge(drawing, 'Received', 'Acknowledged')).toMatchObject({ kind: 'step', status: 'done' });
    expect(edge(drawing, 'Preserved', 'Follow up')).toMatchObject({ kind: 'message', status: 'done' });
    expect(edge(drawing, 'Evidence request', 'Held until decided')).toMatchObject({ status: 'possible' });
  });

  test('a draft that was corrected is drawn once', () => {
    const drawing = play('evidence.outgoing', [
      'command.submit',
      'command.return_for_correction',
      'command.submit',
      'command.approve',
    ]);
    expect(words(drawing).slice(0, 3)).toEqual(['^Drafted', '^Approved', '[^Transmit]']);
  });

  test('an empty draft has something to do', () => {
    const drawn = words(play('evidence.outgoing', []));
    expect(drawn[0]).toBe('[^Submit for approval]');
    expect(drawn.slice(1).sort()).toEqual(['?^Discarded', '?^Sent as an emergency', '?^Under review']);
  });

  test('a message without a receipt is on its way', () => {
    const drawing = play('evidence.outgoing', outgoing, ['request']);
    expect(words(drawing)).toEqual([
      '^Drafted',
      '^Approved',
      '[^Sent]',
      '?_On its way',
      '?_Acknowledged',
      '?_Returned',
      '?_Referred',
    ]);
    expect(edge(drawing, 'Sent', 'On its way')).toMatchObject({
      kind: 'message',
      status: 'possible',
      receipt_ms: null,
    });
  });

  test('an incoming request: what we owe first, then what else is possible', () => {
    const drawing = play('evidence.incoming', ['message.request', 'command.acknowledge']);
    expect(words(drawing)).toEqual([
      '_Sent',
      '^Acknowledged',
      '_Received',
      '[^Accept for execution]',
      '?^Accepted',
      '?^Question',
      '?^Refused',
      '?^Returned',
    ]);
  });

  test('a refusal that crossed a withdrawal is what is ringed', () => {
    const drawing = play('evidence.outgoing', [
      ...outgoing,
      'message.acknowledgement',
      'command.withdraw',
      'message.refusal',
      ['message.withdrawal_answer', { accepted: false }],
    ]);
    expect(words(drawing)).toContain('[_Refused]');
    expect(words(drawing).filter((word) => word.startsWith('?'))).toEqual([]);
  });

  test('deliveries in parts and repeated referrals are one step each', () => {
    const parts = play('evidence.outgoing', [
      ...outgoing,
      'message.acknowledgement',
      'message.acceptance',
      ['message.delivery', { final: false }],
      ['message.delivery', { final: false }],
      'message.delivery',
    ]);
    expect(words(parts).filter((word) => word.includes('elivered'))).toEqual(['_Partly delivered', '_Delivered']);
    const referred = play('evidence.incoming', ['message.request', 'command.refer', 'command.refer', 'command.refer']);
    expect(words(referred).filter((word) => word === '^Referred')).toHaveLength(1);
  });
});

/** Every file the machines allow, to a depth: a drawing must always be well formed and sayable. */
describe.each(Object.keys(machines) as Workflow[])('%s drawn along random lives', (workflow) => {
  test('one current node, every other node reached by an edge, labels in four languages', () => {
    const [kind, direction] = workflow.split('.') as [Kind, Direction];
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % n;
    };
    const types = [
      ...Object.entries(samples[workflow]).flatMap(([name, list]) =>
        list.map(({ payload }): [string, Record<string, unknown>] => [`command.${name}`, payload]),
      ),
      ...Object.keys(vocabulary)
        .filter((key) => key.startsWith('event.message.'))
        .flatMap((key): [string, Record<string, unknown>][] => {
          const type = key.slice('event.'.length);
          if (carriesForm(type.slice('message.'.length))) return [[type, requestBody(kind)]];
          return [
            [type, usual],
            [type, { ...usual, final: false, accepted: false, granted: false, executed: false }],
          ];
        }),
      ['linked.hold', { request_id: id }] as [string, Record<string, unknown>],
      ['linked.decided', { request_id: id, executed: true }] as [string, Record<string, unknown>],
      ['linked.follow_up', { request_id: id }] as [string, Record<string, unknown>],
    ];
    for (let life = 0; life < 60; life++) {
      // A file begins with its request, sent or received; before that nothing can come from the other side.
      const begin = kind === 'consultation' ? ['command.transmit'] : outgoing;
      const openers = formMessages.filter(
        (type) => type in incomingMessages[workflow] && openedBy(type, requestBody(kind)) === kind,
      );
      const opener = openers[life % openers.length];
      const events: [string, Record<string, unknown>][] =
        direction === 'outgoing'
          ? begin.map((type) => [type, { ...usual, conditional: life % 2 === 0 }])
          : [[`message.${opener}`, requestBody(kind)]];
      let stored = initial(workflow);
      for (const [type, payload] of events) {
        const next = decideInternal(stored, type as 'clock.x', payload, '');
        if (next) stored = { ...stored, state: next.state, context: next.context };
      }
      for (let step = 0; step < 14; step++) {
        const able = types.filter(([type, payload]) => decideInternal(stored, type as 'clock.x', payload, '') !== null);
        const event = able[random(able.length || 1)];
        if (!event) break;
        events.push(event);
        const next = decideInternal(stored, event[0] as 'clock.x', { ...usual, ...event[1] }, '');
        if (next) stored = { ...stored, state: next.state, context: next.context };
      }
      const drawing = play(workflow, events, life % 3 === 0 ? ['delivery', 'acknowledgement', 'withdrawal'] : []);
      const ids = drawing.nodes.map((node) => node.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(drawing.nodes.filter((node) => node.status === 'current')).toHaveLength(1);
      const reached = new Set(drawing.edges.map(({ to }) => to));
      expect(
        ids.filter((one) => !reached.has(one)).length,
        JSON.stringify(events.map(([type]) => type)),
      ).toBeLessThanOrEqual(1);
      for (const { from, to } of drawing.edges) expect(ids).toEqual(expect.arrayContaining([from, to]));
      for (const { label } of drawing.nodes)
        for (const language of ['en', 'es', 'pt', 'fr'] as const) say(language, label);
    }
  });
});
