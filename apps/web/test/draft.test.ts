import { completeness } from '@rogatoria/workflows/completeness.ts';
import { letterOf } from '@rogatoria/workflows/letter.ts';
import type { FormValues, Kind, Language } from '@rogatoria/workflows/types.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Offline } from '../src/api/client.ts';
import { proposal } from '../src/draft/bases.tsx';
import { type DraftContent, differences, merge, same, tidy, withField, withoutMeasure } from '../src/draft/content.ts';
import { holesIn, targetOf } from '../src/draft/holes.ts';
import { forgetCopies, keepCopy, readCopy, removeCopy, startFrom } from '../src/draft/local-copy.ts';
import { joinMoment, splitMoment } from '../src/draft/moment.tsx';
import { carriedOver, givenIn } from '../src/draft/new-request.tsx';
import { backOff, createSaver, type Saved } from '../src/draft/saver.ts';

const draft = (form: FormValues = {}, more: Partial<DraftContent> = {}): DraftContent => ({
  title: 'Bank fraud',
  form_language: 'pt',
  bases: ['ETS185'],
  form,
  translations: {},
  ...more,
});

describe('content', () => {
  it('is the same whatever the order of its keys, as the database may return them', () => {
    expect(same(draft({ facts: 'a', penalty: 'b' }), draft({ penalty: 'b', facts: 'a' }))).toBe(true);
    expect(same({ a: undefined }, {})).toBe(true);
    expect(same([1, 2], [2, 1])).toBe(false);
  });

  it('leaves out what is empty, but keeps the lines of a list', () => {
    expect(tidy({ a: '', b: [], c: { d: '' }, e: false, f: 0 })).toEqual({ e: false, f: 0 });
    expect(tidy([{}, { type: 'ipv4' }])).toEqual([{}, { type: 'ipv4' }]);
    expect(withField(draft({ facts: 'a' }), 'facts', '').form).toEqual({});
  });

  it('moves translations up with their measures', () => {
    const content = draft(
      { measures: [{ description: '0' }, { description: '1' }, { description: '2' }] },
      {
        translations: {
          es: {
            'measures.0.description': 'a',
            'measures.1.description': 'b',
            'measures.2.description': 'c',
            facts: 'x',
          },
        },
      },
    );
    const after = withoutMeasure(content, 1);
    expect(after.form.measures).toEqual([{ description: '0' }, { description: '2' }]);
    expect(after.translations.es).toEqual({ 'measures.0.description': 'a', 'measures.1.description': 'c', facts: 'x' });
  });
});

describe('two versions of a draft', () => {
  const base = draft({ facts: 'old', penalty: 'old', relation: 'old' }, { translations: { es: { facts: 'viejo' } } });
  const mine = draft({ facts: 'mine', penalty: 'mine', relation: 'old' }, { translations: { es: { facts: 'mío' } } });
  const theirs = draft(
    { facts: 'theirs', penalty: 'old', necessity: 'new' },
    { translations: { es: { facts: 'suyo' } } },
  );

  it('are compared part by part', () => {
    const by = Object.fromEntries(differences(base, mine, theirs).map((one) => [one.path, one.by]));
    expect(by).toEqual({
      'form.facts': 'both',
      'form.penalty': 'mine',
      'form.relation': 'theirs',
      'form.necessity': 'theirs',
      'translations.es.facts': 'both',
    });
  });

  it('become one by what a person chose', () => {
    const merged = merge(base, mine, theirs, { 'form.facts': 'theirs', 'translations.es.facts': 'mine' });
    expect(merged).toEqual(
      draft({ facts: 'theirs', penalty: 'mine', necessity: 'new' }, { translations: { es: { facts: 'mío' } } }),
    );
  });

  it('agree where both wrote the same', () => {
    expect(differences(base, mine, mine)).toEqual([]);
    expect(merge(base, mine, mine, {})).toEqual(mine);
  });

  it('keep keys with dots: a measure’s translation', () => {
    const a = draft({}, { translations: { es: { 'measures.0.description': 'x' } } });
    expect(merge(a, a, a, {})).toEqual(a);
  });
});

class Store {
  readonly items = new Map<string, string>();
  get length() {
    return this.items.size;
  }
  key = (index: number) => [...this.items.keys()][index] ?? null;
  getItem = (name: string) => this.items.get(name) ?? null;
  setItem = (name: string, value: string) => void this.items.set(name, value);
  removeItem = (name: string) => void this.items.delete(name);
}

describe('the copy on this computer', () => {
  const copy = { at: 1, version: 3, base: draft({ facts: 'a' }), content: draft({ facts: 'ab' }) };

  it('belongs to one account and one case', () => {
    const store = new Store();
    expect(keepCopy('ana', '1', copy, store)).toBe(true);
    expect(readCopy('ana', '1', store)).toEqual(copy);
    expect(readCopy('eva', '1', store)).toBeUndefined();
    expect(readCopy('ana', '2', store)).toBeUndefined();
    removeCopy('ana', '1', store);
    expect(store.length).toBe(0);
  });

  it('is forgotten at sign-out, and nothing else is', () => {
    const store = new Store();
    keepCopy('ana', '1', copy, store);
    keepCopy('ana', '2', copy, store);
    store.setItem('rogatoria.theme', 'dark');
    forgetCopies(store);
    expect([...store.items.keys()]).toEqual(['rogatoria.theme']);
  });

  it('survives a damaged or full store without a word', () => {
    const store = new Store();
    store.setItem('rogatoria.draft.ana.1', '{"version":');
    expect(readCopy('ana', '1', store)).toBeUndefined();
    store.setItem = () => {
      throw new Error('QuotaExceededError');
    };
    expect(keepCopy('ana', '1', copy, store)).toBe(false);
  });

  it('is recovered when the server never got it', () => {
    const server = { content: copy.base, version: 3 };
    expect(startFrom(server, copy)).toEqual({ content: copy.content, base: copy.base, version: 3, recovered: 1 });
    expect(startFrom(server, undefined)).toEqual({ content: copy.base, base: copy.base, version: 3 });
    // the version moved, the words did not
    expect(startFrom({ ...server, version: 5 }, copy)).toMatchObject({ version: 5, recovered: 1 });
  });

  it('is left alone when it arrived after all, or held nothing new', () => {
    expect(startFrom({ content: copy.content, version: 4 }, copy)).not.toHaveProperty('recovered');
    expect(startFrom({ content: draft({ facts: 'z' }), version: 9 }, { ...copy, content: copy.base })).toEqual({
      content: draft({ facts: 'z' }),
      base: draft({ facts: 'z' }),
      version: 9,
    });
  });

  it('meets somebody else’s version as a conflict', () => {
    const server = { content: draft({ facts: 'other' }), version: 4 };
    expect(startFrom(server, copy)).toMatchObject({ content: copy.content, base: copy.base, theirs: server });
  });
});

describe('saving', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function desk(answer: (content: DraftContent, version: number, key: string) => Promise<number> | number) {
    const sent: { content: DraftContent; version: number; key: string }[] = [];
    let stored: Saved = { content: draft(), version: 1 };
    const kept: DraftContent[] = [];
    const saver = createSaver({
      start: { content: draft(), base: draft(), version: 1 },
      put: async (content, version, key) => {
        sent.push({ content, version, key });
        return answer(content, version, key);
      },
      load: async () => stored,
      keep: ({ content }) => {
        kept.push(content);
        return true;
      },
    });
    saver.resume();
    const type = (facts: string) => saver.edit((content) => withField(content, 'facts', facts));
    const store = (saved: Saved) => {
      stored = saved;
    };
    return { saver, sent, kept, type, store };
  }
  const stale = () => new ApiProblem({ type: '', title: 'stale', code: 'stale', status: 412 });

  it('waits for a pause, and keeps every keystroke here at once', async () => {
    const { saver, sent, kept, type } = desk((_, version) => version + 1);
    type('a');
    type('ab');
    await vi.advanceTimersByTimeAsync(700);
    type('abc');
    expect(kept).toHaveLength(3);
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(900);
    expect(sent.map(({ content }) => content.form.facts)).toEqual(['abc']);
    expect(saver.get()).toMatchObject({ phase: 'clean', version: 2 });
  });

  it('saves what was typed while saving, on top of the new version', async () => {
    const answer = Promise.withResolvers<number>();
    const { saver, sent, type } = desk(() => answer.promise);
    type('a');
    await vi.advanceTimersByTimeAsync(800);
    type('ab');
    expect(saver.get().phase).toBe('saving');
    answer.resolve(2);
    await vi.advanceTimersByTimeAsync(800);
    expect(sent.map(({ content, version }) => [content.form.facts, version])).toEqual([
      ['a', 1],
      ['ab', 2],
    ]);
  });

  it('repeats a lost write as it was, with its own key, before anything newer', async () => {
    let away = true;
    const { saver, sent, type } = desk((_, version) => {
      if (away) throw new Offline('away');
      return version + 1;
    });
    type('a');
    await vi.advanceTimersByTimeAsync(800);
    expect(saver.get().phase).toBe('lost');
    type('ab');
    away = false;
    await vi.advanceTimersByTimeAsync(backOff(0));
    await vi.advanceTimersByTimeAsync(800);
    expect(sent.map(({ content }) => content.form.facts)).toEqual(['a', 'a', 'ab']);
    expect(sent[0]?.key).toBe(sent[1]?.key);
    expect(sent[2]?.key).not.toBe(sent[1]?.key);
    expect(saver.get()).toMatchObject({ phase: 'clean', version: 3 });
  });

  it('backs off up to a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map(backOff)).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('knows its own save again when only the answer was lost', async () => {
    const { saver, type, store } = desk(() => {
      throw stale();
    });
    store({ content: draft({ facts: 'a' }), version: 2 });
    type('a');
    await vi.advanceTimersByTimeAsync(800);
    expect(saver.get()).toMatchObject({ phase: 'clean', version: 2 });
  });

  it('asks a person when somebody else saved, sends nothing until then, and loses no keystroke', async () => {
    let refuse = true;
    const { saver, sent, type, store, kept } = desk((_, version) => {
      if (refuse) throw stale();
      return version + 1;
    });
    store({ content: draft({ facts: 'theirs' }), version: 5 });
    type('mine');
    await vi.advanceTimersByTimeAsync(800);
    expect(saver.get()).toMatchObject({ phase: 'conflict', theirs: { version: 5 } });
    type('mine, more');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    expect(kept.at(-1)?.form.facts).toBe('mine, more');
    expect(await saver.flush()).toBe(false);
    refuse = false;
    saver.resolve(draft({ facts: 'mine, more' }));
    await vi.advanceTimersByTimeAsync(10);
    expect(sent.at(-1)).toMatchObject({ version: 5, content: { form: { facts: 'mine, more' } } });
    expect(saver.get()).toMatchObject({ phase: 'clean', version: 6 });
  });

  it('goes on quietly when the case moved but its words did not', async () => {
    const { saver, sent, type, store } = desk((_, version) => {
      if (version === 1) throw stale();
      return version + 1;
    });
    store({ content: draft(), version: 4 });
    type('a');
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent.map(({ version }) => version)).toEqual([1, 4]);
    expect(saver.get()).toMatchObject({ phase: 'clean', version: 5 });
  });

  it('stops at a refusal and tries again with the next word', async () => {
    let refuse = true;
    const { saver, sent, type } = desk((_, version) => {
      if (refuse) throw new ApiProblem({ type: '', title: 'no', code: 'invalid', status: 422 });
      return version + 1;
    });
    type('a');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(saver.get().phase).toBe('refused');
    expect(sent).toHaveLength(1);
    refuse = false;
    type('ab');
    await vi.advanceTimersByTimeAsync(800);
    expect(saver.get().phase).toBe('clean');
  });

  it('keeps nothing on this computer once the draft is sent', async () => {
    const { saver, kept, type } = desk((_, version) => version + 1);
    type('a');
    await saver.flush();
    saver.stop();
    const before = kept.length;
    saver.adopt({ content: draft({ facts: 'a' }), version: 9 });
    expect(kept).toHaveLength(before);
  });

  it('flushes before the draft is sent', async () => {
    const { saver, type } = desk((_, version) => version + 1);
    type('a');
    expect(await saver.flush()).toBe(true);
    expect(saver.get().version).toBe(2);
    expect(await saver.flush()).toBe(true);
    expect(saver.get().version).toBe(2);
  });

  it('reads on from a newer version only where nothing here is unsaved', () => {
    const { saver, type } = desk((_, version) => version + 1);
    saver.adopt({ content: draft({ facts: 'new' }), version: 7 });
    expect(saver.get()).toMatchObject({ version: 7, content: { form: { facts: 'new' } } });
    type('mine');
    saver.adopt({ content: draft({ facts: 'newer' }), version: 8 });
    expect(saver.get()).toMatchObject({ version: 7, content: { form: { facts: 'mine' } } });
    saver.stop();
  });
});

describe('the letter’s holes', () => {
  const letter = (kind: Kind, form: FormValues, language: Language) =>
    letterOf({
      kind,
      number: 'BRA-CHL-2026-00001-P',
      requesting: 'BRA',
      requested: 'CHL',
      bases: kind === 'preservation' ? ['ETS185'] : ['OAS-A55', 'ETS185'],
      form,
      translations: {},
      form_language: 'pt',
      language,
      date: '2026-11-21T12:00:00Z',
    });

  it.each(['en', 'es', 'pt', 'fr'] as const)('each lead to a field that is missing, in %s', (language) => {
    for (const kind of ['preservation', 'evidence'] as const) {
      const form: FormValues = {
        identifiers: [{ type: 'ipv4', value: '203.0.113.91' }],
        measures: [{ type: 'subscriber_production', identifiers: [{ type: 'ipv4' }] }, {}],
        persons: [{}],
        follow_up: false,
      };
      const written = letter(kind, form, language);
      const { gaps } = completeness({
        kind,
        form,
        bases: kind === 'preservation' ? ['ETS185'] : ['OAS-A55', 'ETS185'],
        requesting: 'BRA',
        requested: 'CHL',
        language: 'pt',
        translations: {},
        today: '2026-11-21',
      });
      let found = 0;
      for (const section of written.sections)
        for (const block of section.blocks) {
          const holes =
            block.type === 'paragraph'
              ? block.missing
                ? [{ text: block.text }]
                : []
              : block.type === 'rows'
                ? block.rows.filter(({ missing }) => missing).map(({ label, value }) => ({ label, text: value }))
                : block.items.flatMap(({ text, missing }, item) => (missing ? [{ item, text }] : []));
          for (const hole of holes) {
            const target = targetOf(written, section, hole, { kind, form });
            expect(target, `${section.heading} ${hole.text}`).toBeDefined();
            expect(gaps.map(({ field }) => field)).toContain(target?.field);
            found++;
          }
        }
      expect(found).toBeGreaterThan(5);
    }
  });

  it('stand apart from the words around them', () => {
    expect(holesIn('falta')).toEqual([{ text: 'falta', hole: true }]);
    expect(holesIn('IPv4 203.0.113.91, [falta la hora].')).toEqual([
      { text: 'IPv4 203.0.113.91, ', hole: false },
      { text: 'falta la hora', hole: true },
      { text: '.', hole: false },
    ]);
  });
});

describe('a new request', () => {
  it('reads what the address carries and nothing else', () => {
    expect(givenIn({ kind: 'evidence', counterpart: 'chl', follows: 'x', title: 123 })).toEqual({
      kind: 'evidence',
      counterpart: 'CHL',
      follows: 'x',
      title: '123',
    });
    expect(givenIn({ kind: 'arrest', counterpart: 'XXX' })).toEqual({});
    expect(givenIn(undefined)).toEqual({});
  });

  it('takes over what the preservation request said', () => {
    const form = { facts: 'f', identifiers: [{ type: 'ipv4' }], period_days: 60, prosecution: { organisation: 'MP' } };
    expect(carriedOver(form)).toEqual({
      facts: 'f',
      competent_authority: { organisation: 'MP' },
      measures: [{ identifiers: [{ type: 'ipv4' }] }],
    });
  });

  it('proposes the best treaty, Budapest beside it for evidence, reciprocity only where there is none', () => {
    const view = (basis: string, rank: number, usable = true, applies = true) =>
      ({ basis, rank, usable, applies, reason: { key: '' }, cautions: [], sources: [] }) as never;
    const all = [
      view('OAS-A55', 1),
      view('ETS185', 2),
      view('UNCAC', 3),
      view('RECIPROCITY', 4),
      view('BILAT', 9, false),
    ];
    expect(proposal(all, 'evidence')).toEqual(['OAS-A55', 'ETS185']);
    expect(proposal([view('ETS185', 1), view('OAS-A55', 2)], 'preservation')).toEqual(['ETS185']);
    expect(proposal([view('UNCAC', 1), view('RECIPROCITY', 2)], 'evidence')).toEqual(['RECIPROCITY']);
    expect(proposal([], 'evidence')).toEqual([]);
  });
});

describe('a moment as the log gave it', () => {
  it.each(['', '2026-09-14', '2026-09-14T22:10:07', '2026-09-14T22:1', 'T22:10'])(
    'comes back as it was: %s',
    (value) => {
      const { day, time } = splitMoment(value);
      expect(joinMoment(day, time)).toBe(value);
    },
  );
});
