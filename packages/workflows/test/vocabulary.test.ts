import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { TSchema } from 'typebox';
import { describe, expect, test } from 'vitest';
import { type CommandSpec, commands } from '../src/commands.ts';
import { deadlineKinds } from '../src/deadline-policies.ts';
import { machines, owedCommands, type Workflow } from '../src/decide.ts';
import { carriesForm, incomingMessages } from '../src/messages.ts';
import { obligationSources } from '../src/obligations.ts';
import { directions, kinds, type Language, languages, roles, urgencies } from '../src/types.ts';
import { house } from '../src/vocabulary/house.ts';
import { localeOf, say, type Texts } from '../src/vocabulary/index.ts';
import { notices } from '../src/vocabulary/notices.ts';
import { officers } from '../src/vocabulary/officers.ts';
import { procedure } from '../src/vocabulary/procedure.ts';
import { rules } from '../src/vocabulary/rules.ts';
import { serviceAccounts } from '../src/vocabulary/service-accounts.ts';
import { time } from '../src/vocabulary/time.ts';

const texts: Texts = { ...procedure, ...notices, ...house, ...officers, ...serviceAccounts };
/** Texts of other files that a command or a clock needs too. */
const elsewhere: Texts = { ...rules, ...time };
const workflows = Object.keys(machines) as Workflow[];
type Choice = { enum?: string[]; items?: { enum?: string[] } };
type Node = { tags: string[]; on?: Record<string, unknown> };
const statesOf = (workflow: Workflow) => machines[workflow].config.states as unknown as Record<string, Node>;

/** Every effect of a kind written anywhere in the machines. */
function effects(type: string): { key?: string; type?: string }[] {
  const found: { key?: string; type?: string }[] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    const { type: own, params } = value as { type?: unknown; params?: unknown };
    if (own === type && typeof params === 'object' && params !== null) found.push(params);
    for (const inner of Object.values(value)) walk(inner);
  };
  for (const workflow of workflows) walk(machines[workflow].config);
  return found;
}

const expected: Record<string, string[]> = {
  states: workflows.flatMap((workflow) =>
    Object.keys(statesOf(workflow)).flatMap((state) => [
      `state.${workflow}.${state}`,
      `state.${workflow}.${state}.explain`,
    ]),
  ),
  'next steps': workflows.flatMap((workflow) =>
    Object.keys(statesOf(workflow))
      .filter((state) => state !== 'arriving')
      .flatMap((state) => [`next.${workflow}.${state}`, `next.${workflow}.${state}.why`]),
  ),
  tasks: workflows.flatMap((workflow) =>
    Object.entries(statesOf(workflow))
      .filter(([, { tags = [] }]) => tags.includes('us'))
      .map(([state]) => `task.${workflow}.${state}`),
  ),
  commands: kinds.flatMap((kind) =>
    directions.flatMap((direction) =>
      Object.keys(commands[kind][direction]).flatMap((name) => [
        `command.${name}`,
        `command.${name}.explain`,
        `event.command.${name}`,
      ]),
    ),
  ),
  payload: kinds.flatMap((kind) =>
    directions.flatMap((direction) =>
      Object.values(commands[kind][direction] as Record<string, CommandSpec>).flatMap(({ payload }) =>
        Object.entries(payload.properties as Record<string, Choice>).flatMap(([field, schema]) => [
          `payload.${field}`,
          `payload.${field}.help`,
          ...(schema.enum ?? schema.items?.enum ?? []).map((value) => `choice.${field}.${value}`),
        ]),
      ),
    ),
  ),
  messages: workflows.flatMap((workflow) =>
    Object.entries(incomingMessages[workflow] as Record<string, TSchema>).flatMap(([type, schema]) => [
      `message.${type}`,
      `event.message.${type}`,
      `step.${type}`,
      ...(carriesForm(type)
        ? []
        : Object.keys((schema as { properties?: Record<string, unknown> }).properties ?? {}).map(
            (f) => `payload.${f}`,
          )),
    ]),
  ),
  'other events': workflows.flatMap((workflow) =>
    [machines[workflow].config as unknown as Node, ...Object.values(statesOf(workflow))]
      .flatMap(({ on }) => Object.keys(on ?? {}))
      .filter((type) => type.startsWith('clock.') || type.startsWith('linked.'))
      .map((type) => `event.${type}`),
  ),
  outcomes: [
    ...['executed_full', 'executed_partial', 'transferred_out'].map((outcome) => `outcome.${outcome}`),
    ...workflows.flatMap((workflow) =>
      Object.entries(statesOf(workflow))
        .filter(([state, { tags = [] }]) => {
          return tags.includes('decided') && !['discarded', 'transmitted', 'received_by_req'].includes(state);
        })
        .map(([state]) => `outcome.${state}`),
    ),
  ],
  notices: [
    ...effects('notify').map(({ key }) => `notice.${key}`),
    ...deadlineKinds.flatMap((kind) => [`notice.reminder.${kind}`, `notice.overdue.${kind}`, `notice.awaited.${kind}`]),
  ],
  deadlines: deadlineKinds.map((kind) => `deadline.${kind}`),
  'answers owed': [
    ...Object.keys(owedCommands).flatMap((what) => [
      `task.owed.${what}`,
      `next.owed.${what}.us`,
      `next.owed.${what}.us.why`,
    ]),
    ...['written_confirmation', 'use'].flatMap((what) => [`next.owed.${what}.them`, `next.owed.${what}.them.why`]),
  ],
  obligations: [
    ...Object.keys(obligationSources).flatMap((kind) => [`obligation.${kind}`, `obligation.${kind}.explain`]),
    ...['due', 'discharged', 'waived'].map((word) => `obligation.${word}`),
  ],
  words: [
    ...roles.map((role) => `role.${role}`),
    ...kinds.map((kind) => `kind.${kind}`),
    ...directions.map((direction) => `direction.${direction}`),
    ...urgencies.map((urgency) => `urgency.${urgency}`),
    ...['us', 'them', 'nobody'].map((ball) => `ball.${ball}`),
    ...['state', 'secretariat'].map((kind) => `participant_kind.${kind}`),
    'event.reminder',
  ],
  'rules of the officers’ page': [
    ...['officers', 'invitations', 'deputies', 'roster'].flatMap((file) => [
      ...readFileSync(new URL(`../../../apps/api/src/officers/${file}.ts`, import.meta.url), 'utf8').matchAll(
        /refuse\([^;]*?'((?:officer|invitation|deputy|roster)_[a-z_]+)'/g,
      ),
    ]),
  ].map(([, rule]) => `rule.${rule}`),
  'rules of commands': [
    ...readFileSync(new URL('../src/rules.ts', import.meta.url), 'utf8').matchAll(/rule: '([a-z_]+)'/g),
  ].map(([, rule]) => `rule.${rule}`),
};

test('machines were read', () => {
  expect(effects('notify').length).toBeGreaterThan(30);
  expect(expected['rules of commands']?.length).toBeGreaterThan(5);
});

describe.each(Object.entries(expected))('%s', (_name, keys) => {
  test('have a text in four languages', () => {
    const all = [...new Set(keys)];
    const missing = all.filter((key) =>
      languages.some((language) => !((texts[key] ?? elsewhere[key])?.[language] ?? '').trim()),
    );
    expect(missing).toEqual([]);
  });
});

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
/** The parameters a message needs, nested ones too. */
function parameters(elements: Element[]): string[] {
  return elements.flatMap((element) => {
    if (!('value' in element) || element.type === 0) return [];
    const inner = 'options' in element ? Object.values(element.options).flatMap(({ value }) => parameters(value)) : [];
    return [element.value, ...inner];
  });
}
const parametersOf = (key: string, language: Language) => {
  const message = new IntlMessageFormat(texts[key]?.[language] ?? '', localeOf(language), undefined, {
    ignoreTag: true,
  });
  return [...new Set(parameters(message.getAst()))].sort();
};

describe('every text', () => {
  const keys = Object.keys(texts);

  test('parses and takes the same parameters in every language', () => {
    const different = keys.filter((key) => {
      const wanted = parametersOf(key, 'en').join();
      return languages.some((language) => parametersOf(key, language).join() !== wanted);
    });
    expect(different).toEqual([]);
  });

  test('says what can be said with a State’s code, and with a name that is none', () => {
    for (const state of ['USA', 'BHS', 'HTI', 'ECU', 'DOM', 'CHL', 'Freedonia']) {
      const params = {
        state,
        number: 'N',
        due: Date.parse('2026-12-07T12:00:00Z'),
        days: 0,
        hours: 3,
        minimum: 60,
        url: 'U',
        text: 'T',
        basis: 'B',
        date: 'D',
        role: 'approver',
        roles: 'R',
        name: 'N',
        by: 'B',
        email: 'E',
        count: 2,
        deputy: 'D',
        from: Date.parse('2026-12-01T12:00:00Z'),
        until: Date.parse('2026-12-07T12:00:00Z'),
      };
      for (const key of keys)
        for (const language of languages) expect(say(language, { key, params })).not.toMatch(/[{}]/);
    }
  });

  test('is not English by accident', () => {
    // the same word in both languages
    const cognates = new Set(['Impossible', 'Auditor', 'Article', 'Urgent']);
    const same = keys.flatMap((key) =>
      languages
        .filter((language) => language !== 'en' && texts[key]?.[language] === texts[key]?.en)
        .filter(() => !cognates.has(texts[key]?.en ?? ''))
        .map((language) => `${key} ${language}`),
    );
    expect(same).toEqual([]);
  });

  test('is written as the language writes', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect(text.fr, key).not.toMatch(/[^\s ][:;!?](\s|$)/); // a space before high punctuation
      for (const language of languages) {
        expect(text[language], key).not.toMatch(/^\s|\s$|'|"| {2}/); // typographic quotes, no stray blanks
      }
    }
  });

  test('names a State with its article and contraction', () => {
    const key = 'event.message.acknowledgement';
    const told = (language: Language, state: string) => say(language, { key, params: { state } });
    expect(told('en', 'USA')).toBe('The United States acknowledged receipt');
    expect(told('es', 'DOM')).toBe('La República Dominicana acusó recibo');
    expect(told('pt', 'USA')).toBe('Os Estados Unidos acusaram recebimento');
    expect(told('fr', 'ECU')).toBe('L’Équateur a accusé réception');
    const question = (language: Language, state: string) =>
      say(language, { key: 'task.evidence.outgoing.info_requested', params: { state } });
    expect(question('en', 'BHS')).toBe('Answer the Bahamas’ question');
    expect(question('pt', 'HTI')).toBe('Responda à pergunta do Haiti');
    expect(question('fr', 'USA')).toBe('Répondre à la question des États-Unis');
    expect(question('fr', 'HTI')).toBe('Répondre à la question d’Haïti');
  });
});

test('a reminder says what is left, what is awaited and of whom', () => {
  const key = 'notice.reminder.follow_up';
  const due = Date.parse('2026-12-07T12:00:00Z');
  const told = (language: Language, days: number, hours: number) =>
    say(language, { key, params: { state: 'CHL', number: 'BRA-CHL-2026-00042-P', due, days, hours } });
  const awaited =
    'send Chile the evidence request that follows preservation BRA-CHL-2026-00042-P, or ask for an extension';
  expect(told('en', 14, 336)).toBe(`14 days left, by 7 December 2026: ${awaited}`);
  expect(told('en', 0, 1)).toBe(`1 hour left, by 7 December 2026: ${awaited}`);
  expect(told('en', 0, 0)).toBe(`Due now, by 7 December 2026: ${awaited}`);
  expect(told('pt', 1, 24)).toMatch(/^Prazo restante: 1 dia, até 7 de dezembro de 2026: enviar ao Chile o pedido/);
});

test('a day is written out in each language', () => {
  const edition = { key: 'report.edition', params: { edition: 1, date: Date.parse('2026-04-01T00:00:00Z') } };
  const day = { en: '1 April 2026', es: '1 de abril de 2026', pt: '1 de abril de 2026', fr: '1 avril 2026' };
  for (const language of languages) expect(say(language, edition)).toContain(day[language]);
});

test('no key is written in two files of the vocabulary', () => {
  const folder = new URL('../src/vocabulary/', import.meta.url);
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const file of readdirSync(folder)) {
    for (const [, key = ''] of readFileSync(new URL(file, folder), 'utf8').matchAll(/^ {2}'([a-zA-Z_.]+)': ?\{/gm)) {
      if (seen.has(key) && seen.get(key) !== file) twice.push(`${key}: ${seen.get(key)}, ${file}`);
      seen.set(key, file);
    }
  }
  expect(twice).toEqual([]);
  expect(seen.size).toBeGreaterThan(600);
});
