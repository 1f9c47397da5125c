import { commands } from '@rogatoria/workflows/commands.ts';
import { type Direction, type Kind, languages } from '@rogatoria/workflows/types.ts';
import { describe, expect, test } from 'vitest';
import { eventText } from '../src/case/event-text.ts';
import { commandKeys, explainKeys, mainDeadline, rolesOf, standingOf, wantsFollowUp } from '../src/case/facts.ts';
import { fieldLabel, fieldsOfRecord, type RecordContext, valueText } from '../src/case/record.tsx';
import { texts, textTools } from '../src/texts/index.tsx';
import { run, scenarios } from './fixtures/cases.ts';

const tools = languages.map((language) => textTools(language, 'America/Sao_Paulo'));
const known = (keys: readonly string[]) => keys.some((key) => texts[key] !== undefined);

describe.each(Object.keys(scenarios))('the words of “%s”', (name) => {
  const { view, events } = run(scenarios[name]!);

  test('every entry of the log is a sentence, in four languages', () => {
    for (const event of events) {
      expect(known([`event.${view.kind}.${event.type}`, `event.${event.type}`]), event.type).toBe(true);
      for (const tool of tools) expect(eventText(event, view, tool)).not.toMatch(/[{}]|undefined|event\./);
    }
  });

  test('every recorded field has a label and reads as words', () => {
    for (const event of events) {
      const context: RecordContext = { kind: view.kind, direction: view.direction, of: event.type.split('.').at(-1)! };
      for (const [field, value] of fieldsOfRecord(event.payload)) {
        for (const tool of tools) {
          expect(fieldLabel(field, context, tool)).not.toContain('_');
          const text = valueText(field, value, context, tool);
          if (typeof value === 'string') expect(text).not.toMatch(/^\d{4}-\d\d-\d\d/);
          if (typeof value === 'boolean') expect(text).not.toMatch(/true|false/);
        }
      }
    }
  });
});

test('every command says what it is and what it does', () => {
  for (const kind of Object.keys(commands) as Kind[])
    for (const direction of Object.keys(commands[kind]) as Direction[])
      for (const command of Object.keys(commands[kind][direction])) {
        expect(known(commandKeys({ kind }, command)), command).toBe(true);
        expect(known(explainKeys({ kind }, command)), command).toBe(true);
      }
});

test('an unknown field or value is made readable, never a key', () => {
  const [english] = tools;
  const context: RecordContext = { kind: 'evidence' };
  expect(valueText('anything', '2026-12-07', context, english!)).toBe('7 Dec 2026');
  expect(valueText('anything', '2026-12-08T02:59:59.000Z', context, english!)).toBe('7 Dec 2026, 23:59 Brasília');
  expect(valueText('hint', 'PER', context, english!)).toBe('Peru');
  expect(valueText('files', ['00000000-0000-4000-8000-000000000001'], context, english!)).toBeNull();
  expect(fieldLabel('reference', { ...context, theirs: true }, english!)).toBe('Their reference');
});

test('four eyes and other roles are told apart', () => {
  const review = run(scenarios.review!).view;
  expect(review.commands.filter((c) => standingOf(c) === 'four_eyes').map(({ name }) => name)).toEqual([
    'return_for_correction',
    'approve',
  ]);
  const waiting = run(scenarios.waiting!).view;
  const approve = waiting.commands.find(({ name }) => name === 'approve')!;
  expect(standingOf(approve)).toBe('role');
  expect(rolesOf(approve)).toEqual(['approver']);
});

test('a preservation that nothing follows asks for the evidence request, by the law’s date', () => {
  const { view } = run(scenarios.preserved!);
  expect(wantsFollowUp(view)).toBe(true);
  expect(mainDeadline(view)?.kind).toBe('preservation_expiry');
  expect(wantsFollowUp(run(scenarios.sent!).view)).toBe(false);
});
