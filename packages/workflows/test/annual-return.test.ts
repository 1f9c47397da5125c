import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReturnMessage, returnCommands, returnMessages } from '../src/annual-return/commands.ts';
import {
  Content,
  type Content as ContentType,
  cellsOf,
  domesticCells,
  emptyContent,
  flowCell,
  marks,
  outcomes,
} from '../src/annual-return/content.ts';
import {
  decideReturnCommand,
  decideReturnMessage,
  firstState,
  isEditable,
  possibleReturnCommands,
  returnMachines,
  returnStates,
  type StoredReturn,
} from '../src/annual-return/decide.ts';
import { changesBetween, enter, placeOf, prefill } from '../src/annual-return/entries.ts';
import { findingsOf } from '../src/annual-return/identities.ts';
import { schemaErrors } from '../src/decide.ts';
import { languages } from '../src/types.ts';
import { say, vocabulary } from '../src/vocabulary/index.ts';
import { key, row, whole } from './example-return.ts';

const at = '2026-02-01T12:00:00.000Z';
const rules = (content: ContentType, previous?: ContentType) =>
  findingsOf(content, previous)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);

describe('the content of a return', () => {
  test('is what its schema says, whole and empty', () => {
    expect(schemaErrors(Content, whole())).toEqual([]);
    expect(schemaErrors(Content, emptyContent('CHL', 2025, 'America/Santiago'))).toEqual([]);
  });

  test('holds numbers from zero and two reasons for none: never null, a text, a fraction or a word of publishing', () => {
    for (const value of [null, '', '3', -1, 1.5, Number.MAX_SAFE_INTEGER, 'suppressed', 'none']) {
      const content = { ...whole(), flows: [{ ...row(), opened: value }] };
      expect([value, schemaErrors(Content, content).length > 0]).toEqual([value, true]);
    }
    for (const value of [0, 'not_available', 'not_applicable'])
      expect(schemaErrors(Content, { ...whole(), flows: [{ ...row(), opened: value }] })).toEqual([]);
    expect(new Set(marks).size).toBe(marks.length);
  });

  test('names every value by a cell that leads back to it', () => {
    const content = whole();
    const cells = cellsOf(content);
    expect(cells.size).toBe(7 + outcomes.evidence.length + 1 + domesticCells.length);
    for (const cell of cells.keys()) expect([cell, placeOf(cell)]).not.toEqual([cell, null]);
    for (const cell of [
      '',
      'flow',
      'flow.incoming.evidence.ETS185.XXX.opened',
      'domestic.C7',
      'flow.incoming.evidence.ETS185.CHL.outcomes.consumed',
      '__proto__.x',
    ])
      expect([cell, placeOf(cell)]).toEqual([cell, null]);
    expect(domesticCells).toContain('C4.persons.convicted');
    expect(domesticCells).not.toContain('C7');
  });
});

describe('sums that must come out', () => {
  test('a return that does come out may be approved', () => expect(rules(whole())).toEqual([]));

  test.each([
    ['return_flow_balance', (c: ContentType) => ({ ...c, flows: [row({ pending_end: 7 })] })],
    ['return_outcomes_sum', (c: ContentType) => ({ ...c, flows: [row({ outcomes: { executed_full: 6 } })] })],
    ['return_grounds_sum', (c: ContentType) => ({ ...c, grounds: [] })],
    ['return_in_transit', (c: ContentType) => ({ ...c, flows: [row({ in_transit_end: 11 })] })],
    ['return_own_state', (c: ContentType) => ({ ...c, flows: [row({ counterpart: 'BRA' })] })],
    ['return_outcome_kind', (c: ContentType) => ({ ...c, flows: [row({ outcomes: { consumed: 0 } })] })],
    ['return_twice', (c: ContentType) => ({ ...c, flows: [row(), row()], grounds: [{ ...c.grounds[0], refused: 4 }] })],
    ['return_note', (c: ContentType) => ({ ...c, notes: { ...c.notes, entity: ' ' } })],
    [
      'return_adjustment',
      (c: ContentType) => ({
        ...c,
        adjustments: [{ cell: flowCell(key, 'opened'), derived: 9, reported: 11, reason: 'Papel' }],
      }),
    ],
    [
      'return_investigations_balance',
      domestic({ 'C2.pending_start': 1, 'C2.opened': 1, 'C2.reopened': 0, 'C2.closed': 0, 'C2.pending_end': 1 }),
    ],
    ['return_persons_sum', domestic({ 'C3.persons': 3, 'C5.natural': 1, 'C5.legal': 1 })],
    ['return_need', domestic({ 'C2.opened': 1, 'C6.need': 2 })],
    ['return_asked', domestic({ 'C6.need': 1, 'C6.sent': 2 })],
  ] as [string, (content: ContentType) => ContentType][])('%s', (rule, breaking) => {
    const found = findingsOf(breaking(whole())).filter((one) => one.rule === rule);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ severity: 'error', source: { verified: true } });
    expect(found[0]?.cells.length).toBeGreaterThan(0);
  });

  function domestic(values: Record<string, number>) {
    return (content: ContentType) => ({ ...content, domestic: { ...content.domestic, ...values } });
  }

  test('a sum with a part that is not available is a warning, and one of which nothing is known is none', () => {
    const content = { ...whole(), flows: [row({ pending_start: 'not_available' })] };
    expect(rules(content)).toEqual([]);
    expect(findingsOf(content)).toMatchObject([{ rule: 'return_unchecked', severity: 'warning' }]);
    expect(findingsOf(whole())).toEqual([]);
  });

  test('the stock of the year before is compared, as a warning', () => {
    const before = { ...whole(), year: 2024, flows: [row({ pending_end: 3, closed: 12 })] };
    expect(findingsOf(whole(), before)).toMatchObject([
      { rule: 'return_carry_over', severity: 'warning', params: { left: 4, right: 3 } },
    ]);
    expect(findingsOf(whole(), { ...before, year: 2023 })).toEqual([]);
  });

  test('have their words in four languages', () => {
    const said = [
      'flow_balance',
      'outcomes_sum',
      'grounds_sum',
      'in_transit',
      'investigations_balance',
      'persons_sum',
      'need',
      'asked',
      'cases_persons',
      'histogram_sum',
      'share',
      'carry_over',
      'unchecked',
      'own_state',
      'outcome_kind',
      'outcome_missing',
      'twice',
      'adjustment',
      'adjustment_reason',
      'note',
      'reason',
      'cell',
      'value',
      'year_runs',
      'due',
    ];
    for (const rule of said)
      for (const language of languages)
        expect(say(language, { key: `rule.return_${rule}`, params: { left: 1, right: 2, group: 'sex' } })).not.toMatch(
          /[{}]/,
        );
  });
});

describe('entering', () => {
  const opened = flowCell(key, 'opened');
  const derived = whole();

  test('another number than the derived one needs its reason; the same again takes the adjustment back', () => {
    expect(enter(derived, derived, [{ cell: opened, value: 11 }]).errors).toMatchObject([
      { field: opened, rule: 'return_adjustment_reason', params: { derived: 10, reported: 11 } },
    ]);
    expect(enter(derived, derived, [{ cell: opened, value: 11, reason: '  ' }]).content).toBeNull();
    const { content } = enter(derived, derived, [{ cell: opened, value: 11, reason: 'Um pedido veio em papel' }]);
    expect(content?.adjustments).toEqual([
      { cell: opened, derived: 10, reported: 11, reason: 'Um pedido veio em papel' },
    ]);
    expect(enter(content as ContentType, derived, [{ cell: opened, value: 10 }]).content).toEqual(derived);
    // what was derived is not touched
    expect(derived.flows[0]?.opened).toBe(10);
  });

  test('a row that the cases do not know was derived as zero; without cases nothing needs a reason', () => {
    const cell = flowCell({ ...key, counterpart: 'PER' }, 'opened');
    expect(enter(derived, derived, [{ cell, value: 2 }]).errors[0]?.params).toEqual({ derived: 0, reported: 2 });
    const typed = enter(emptyContent('BRA', 2025, 'America/Sao_Paulo'), null, [{ cell, value: 2 }]);
    expect(typed.content?.flows).toMatchObject([{ counterpart: 'PER', opened: 2, closed: 'not_available' }]);
    expect(typed.content?.adjustments).toEqual([]);
  });

  test('domestic figures are the State’s own', () => {
    const { content } = enter(derived, derived, [{ cell: 'domestic.C1', value: 120 }], { method: 'Só capitais' });
    expect(content?.domestic.C1).toBe(120);
    expect(content?.notes.method).toBe('Só capitais');
    expect(content?.adjustments).toEqual([]);
  });

  test('refuses what is no cell, no value, said twice or one’s own State', () => {
    const wrong = (cell: string, value: unknown) =>
      enter(derived, null, [{ cell, value: value as number }]).errors.map(({ rule }) => rule);
    expect(wrong('domestic.C99', 1)).toEqual(['return_cell']);
    expect(wrong(opened, -1)).toEqual(['return_value']);
    expect(wrong(opened, 0.5)).toEqual(['return_value']);
    expect(wrong(flowCell({ ...key, counterpart: 'BRA' }, 'opened'), 1)).toEqual(['return_own_state']);
    const twice = [
      { cell: opened, value: 1 },
      { cell: opened, value: 2 },
    ];
    expect(enter(derived, null, twice).errors).toMatchObject([{ rule: 'return_twice' }]);
  });

  test('filling in again keeps what was typed and what was adjusted', () => {
    const { content } = enter(derived, derived, [
      { cell: opened, value: 12, reason: 'Dois em papel' },
      { cell: 'domestic.C1', value: 7 },
    ]);
    const later = { ...derived, flows: [row({ opened: 11, pending_end: 7 })] };
    const again = prefill(content as ContentType, later);
    expect(again.flows[0]).toMatchObject({ opened: 12, pending_end: 7 });
    expect(again.adjustments).toEqual([{ cell: opened, derived: 11, reported: 12, reason: 'Dois em papel' }]);
    expect(again.domestic.C1).toBe(7);
    // the cases now give what was adjusted to: nothing is adjusted any more
    expect(prefill(again, { ...derived, flows: [row({ opened: 12 })] }).adjustments).toEqual([]);
  });

  test('whatever is typed, an adjustment says what stands, and entering the same twice changes nothing', () => {
    const cells = [...cellsOf(derived).keys()];
    const seed = Number(process.env.SEED ?? 20261121);
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            cell: fc.constantFrom(...cells),
            value: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constantFrom('not_available' as const)),
            reason: fc.constant('x'),
          }),
          { selector: ({ cell }) => cell, maxLength: 20 },
        ),
        (entries) => {
          const once = enter(derived, derived, entries).content as ContentType;
          expect(rules(once).filter((rule) => rule.startsWith('return_adjustment'))).toEqual([]);
          expect(schemaErrors(Content, once)).toEqual([]);
          expect(enter(once, derived, entries).content).toEqual(once);
          const changed = changesBetween(derived, once).map(({ cell }) => cell);
          for (const { cell, value } of entries)
            expect([cell, changed.includes(cell)]).toEqual([cell, cellsOf(derived).get(cell) !== value]);
        },
      ),
      { seed, numRuns: 100 },
    );
  });
});

describe('the procedure', () => {
  const officer = { id: 'x', roles: ['statistics', 'desk'] };
  const reason = { reason: 'x', text: 'x' };
  const payloadOf = (name: string) =>
    ['query', 'answer'].includes(name) ? { text: 'x' } : ['correct', 'restate'].includes(name) ? { reason: 'x' } : {};

  test('a role that may not, a state that does not, a restatement without its reason', () => {
    const open = firstState('reporting');
    expect(decideReturnCommand(open, 'prefill', {}, { id: 'x', roles: ['drafter'] }, at)).toMatchObject({
      status: 403,
    });
    expect(decideReturnCommand(open, 'approve', {}, officer, at)).toMatchObject({
      status: 409,
      possible: ['prefill', 'enter', 'import'],
    });
    const accepted: StoredReturn = { ...open, state: 'accepted', context: { ...open.context, revision: 1 } };
    for (const payload of [{}, { reason: ' ' }])
      expect(decideReturnCommand(accepted, 'restate', payload, officer, at)).toMatchObject({
        status: 422,
        errors: [{ field: 'reason', rule: 'return_reason', source: { instrument: 'POLICY' } }],
      });
    expect(decideReturnCommand(accepted, 'restate', { reason: 'x' }, officer, at)).toMatchObject({
      ok: true,
      state: 'in_work',
    });
    expect(decideReturnCommand(open, 'constructor', reason, officer, at)).toMatchObject({ status: 409 });
  });

  test('what was sent takes no figures', () => {
    for (const state of returnStates)
      expect([state, isEditable({ side: 'reporting', state })]).toEqual([
        state,
        state === 'open' || state === 'in_work',
      ]);
    for (const state of ['sent', 'queried', 'accepted', 'published'] as const) {
      const stored: StoredReturn = { ...firstState('reporting'), state };
      for (const name of ['prefill', 'enter', 'import', 'approve'])
        expect([state, name, decideReturnCommand(stored, name, {}, officer, at).ok]).toEqual([state, name, false]);
    }
    expect(isEditable({ side: 'receiving', state: 'awaited' })).toBe(false);
  });

  test('every state, command, event and message has its words', () => {
    const keys = [
      ...returnStates.map((state) => `return.state.${state}`),
      ...Object.values(returnCommands).flatMap((side) =>
        Object.keys(side).flatMap((name) => [`return.command.${name}`, `return.event.command.${name}`]),
      ),
      ...Object.values(returnMessages).flatMap((side) =>
        Object.keys(side).map((type) => `return.event.message.${type}`),
      ),
    ];
    expect(keys.filter((name) => !vocabulary[name])).toEqual([]);
    for (const machine of Object.values(returnMachines))
      for (const [, name] of JSON.stringify(machine.config).matchAll(/"key":"(return_[a-z]+)"/g))
        expect([name, vocabulary[`notice.${name}`] !== undefined]).toEqual([name, true]);
    expect(isReturnMessage('annual_return')).toBe(true);
    expect(isReturnMessage('request')).toBe(false);
  });

  test('State and Secretariat, every order of acts and messages: nothing unexpected, and both end alike', () => {
    interface World {
      ours: StoredReturn;
      theirs: StoredReturn;
      up: object[];
      down: object[];
    }
    const most = 3; // revisions
    const print = ({ ours, theirs, up, down }: World) => {
      const of = ({ state, context }: StoredReturn) => [state, context.revision, context.before];
      return JSON.stringify([of(ours), of(theirs), up, down]);
    };
    const content = whole();
    const sends = (effects: readonly { type: string; params: object }[], revision: number) =>
      effects
        .filter(({ type }) => type === 'send')
        .map(({ params }) => {
          const { type } = params as { type: string };
          const body =
            type === 'annual_return'
              ? { year: 2025, revision, reason: revision > 1 ? 'x' : null, content, signature: 'x' }
              : type === 'return_query' || type === 'return_answer'
                ? { text: 'x' }
                : { revision };
          return { type, body };
        });
    const start: World = { ours: firstState('reporting'), theirs: firstState('receiving'), up: [], down: [] };
    const seen = new Map([[print(start), start]]);
    const stuck: string[] = [];
    const queue = [start];
    for (let world = queue.shift(); world; world = queue.shift()) {
      const next: World[] = [];
      const { ours, theirs, up, down } = world;
      for (const name of possibleReturnCommands(ours)) {
        const made = decideReturnCommand(ours, name, payloadOf(name), officer, at);
        if (!made.ok || made.context.revision > most) continue;
        const sent = sends(made.effects, made.context.revision);
        next.push({
          ours: { ...ours, state: made.state, context: { ...made.context, records: {} } },
          theirs,
          up: [...up, ...sent],
          down,
        });
      }
      for (const name of possibleReturnCommands(theirs).filter((one) => one !== 'record')) {
        const made = decideReturnCommand(theirs, name, payloadOf(name), officer, at);
        if (!made.ok) throw new Error(name);
        const sent = sends(made.effects, theirs.context.revision);
        next.push({
          ours,
          theirs: { ...theirs, state: made.state, context: { ...made.context, records: {} } },
          up,
          down: [...down, ...sent],
        });
      }
      const deliver = (side: 'ours' | 'theirs', message: object) => {
        const stored = world[side];
        const made = decideReturnMessage(stored, { ...(message as { type: string; body: object }), from: 'XXX' }, at);
        if (!made.ok)
          throw new Error(`${side} ${stored.state}: ${JSON.stringify(message).slice(0, 60)} ${made.detail}`);
        return { ...stored, state: made.state, context: { ...made.context, records: {} } };
      };
      const [first, ...later] = up;
      if (first) next.push({ ours, theirs: deliver('theirs', first), up: later, down });
      const [told, ...rest] = down;
      if (told) next.push({ ours: deliver('ours', told), theirs, up, down: rest });
      if (next.length === 0 && !(ours.state === 'published' || ours.state === 'in_work')) stuck.push(print(world));
      // both idle: what stands is the same on both sides
      if (up.length + down.length === 0) {
        const stands = ours.state === 'in_work' ? ours.context.before : ours.state;
        const pair: Record<string, string> = {
          sent: 'received',
          queried: 'queried',
          accepted: 'accepted',
          published: 'published',
          open: 'awaited',
        };
        if (stands !== null) expect(theirs.state).toBe(pair[stands]);
        expect(theirs.context.revision).toBe(ours.context.revision);
      }
      for (const one of next) {
        const name = print(one);
        if (seen.has(name)) continue;
        seen.set(name, one);
        queue.push(one);
      }
    }
    console.log(
      `annual return: ${seen.size} states of State × Secretariat × what is under way, up to revision ${most}`,
    );
    expect(stuck).toEqual([]);
    expect(seen.size).toBeGreaterThan(50);
  });
});
