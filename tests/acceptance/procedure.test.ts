// Three longer ways through the page: a request that is discussed, conditioned and executed in part; a preservation that
// is extended, finds a third State and is held; an emergency that is asked first and written afterwards.
import type { CaseSummary } from '@rogatoria/api/cases/schemas.ts';
import type { DemoView } from '@rogatoria/api/schemas.ts';
import type { BasisCode, Kind, Language } from '@rogatoria/workflows';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.ts';
import { type Installation, patience, startInstallation } from './installation.ts';
import { artefacts, beginning, Gallery, Officer } from './officer.ts';

let installation: Installation;
let browser: Browser;
let gallery: Gallery;
const folder = `${artefacts}-procedure`;
const minutes = (count: number) => count * 60_000 * patience;

beforeAll(async () => {
  gallery = new Gallery(folder);
  [installation, browser] = await Promise.all([startInstallation('2026-04-08T14:00:00Z', 0), launchBrowser()]);
}, minutes(5));

afterAll(async () => {
  await browser?.close();
  await installation?.stop();
  console.log(`${gallery.pictures} pictures of the longer procedure in ${folder}`);
}, minutes(1));

interface Exchange {
  ours: string;
  theirs: string;
  number: string;
}

type Post = `${'drafter' | 'approver' | 'duty'}.bra` | `${'officer' | 'duty'}.chl`;

/** Officers who speak one language, and what is brought to them without the page. */
async function staff(language: Language, posts: readonly Post[]) {
  const open = async (post: Post) => {
    const officer = await Officer.open(browser, installation.url, `${post}@demo.test`, language, gallery);
    await officer.signIn();
    return [post, officer] as const;
  };
  const all = new Map<Post, Officer>();
  for (const post of posts) all.set(...(await open(post)));
  const of = (post: Post) => all.get(post) as Officer;
  const today = async () => (await of(posts[0] as Post).get<DemoView>('/api/demo/clock')).now.slice(0, 10);

  const draft = async (by: Post, kind: Kind, title: string, bases: BasisCode[], more: object = {}): Promise<string> => {
    const { form, translations } = exampleForm(kind, {
      lang: language,
      seed: 2,
      requesting: 'BRA',
      requested: 'CHL',
      today: await today(),
    });
    const { id } = await of(by).send<{ id: string }>('POST', '/api/cases', {
      kind,
      counterpart: 'CHL',
      title,
      bases,
      form_language: language,
      form: { ...form, ...more },
      translations,
    });
    return id;
  };
  const arrived = async (ours: string): Promise<Exchange> => {
    const number = (await of(posts[0] as Post).file(ours)).number as string;
    const reader = of(all.has('officer.chl') ? 'officer.chl' : 'duty.chl');
    const listed = async () =>
      (await reader.get<{ items: CaseSummary[] }>(`/api/cases?direction=incoming&q=${number}`)).items;
    await expect.poll(async () => (await listed()).length, { timeout: minutes(1) }).toBe(1);
    return { ours, theirs: (await listed())[0]!.id, number };
  };
  const brought = async (kind: Kind, title: string, bases: BasisCode[], more: object = {}): Promise<Exchange> => {
    const ours = await draft('drafter.bra', kind, title, bases, more);
    await of('drafter.bra').command(ours, 'submit');
    await of('approver.bra').command(ours, 'approve');
    await of('approver.bra').command(ours, 'transmit');
    return arrived(ours);
  };
  const reaches = async (who: Officer, id: string, state: string) =>
    expect.poll(async () => (await who.file(id)).state, { timeout: minutes(1) }).toBe(state);
  return {
    of,
    today,
    draft,
    arrived,
    brought,
    reaches,
    close: () => Promise.all([...all.values()].map((o) => o.context.close())),
  };
}

const words = {
  en: { more: 'Only in this case, and sealed.', why: 'The provider keeps no content.', ask: 'Could the period be shorter?' },
  es: { more: 'Solo en esta causa y bajo reserva.', why: 'El proveedor no guarda contenido.', ask: '¿Puede acortarse el período?' },
  pt: { more: 'Somente nesta causa e sob sigilo.', why: 'O provedor não guarda conteúdo.', ask: 'O período pode ser menor?' },
  fr: { more: 'Dans cette seule affaire et sous scellés.', why: 'Le fournisseur ne garde aucun contenu.', ask: 'La période peut-elle être réduite ?' },
} as const; // biome-ignore format: a table

describe('a request that is discussed, conditioned and executed in part', () => {
  test.each(['es', 'en'] as const)('in %s', { timeout: minutes(4) }, async (language) => {
    const s = await staff(language, ['drafter.bra', 'approver.bra', 'officer.chl']);
    const [drafter, approver, officer] = [s.of('drafter.bra'), s.of('approver.bra'), s.of('officer.chl')];
    const say = words[language];
    const request = await s.brought('evidence', `Consulta ${language}`, ['OAS-A55', 'ETS185']);
    await officer.command(request.theirs, 'acknowledge', {
      reference: `C-${language}`,
      officer: 'Unidad A',
      complete: true,
    });

    await officer.visit(`/cases/${request.theirs}`);
    await officer.give(
      'evidence',
      'consult',
      async (dialog) => {
        await officer.tick(
          'radio',
          officer.texts.first([
            'payload.consult.considered.refusal',
            'payload.considered.refusal',
            'choice.considered.refusal',
          ]),
          dialog,
        );
        await officer.write(
          dialog,
          officer.texts.has('payload.consult.proposal') ? 'payload.consult.proposal' : 'payload.proposal',
          say.ask,
        );
      },
      'consult',
    );
    await officer.look('consulting-theirs', { axe: true, narrow: true });

    await drafter.await(`/cases/${request.ours}`, () => drafter.button(drafter.t('command.answer_consultation')));
    await drafter.look('consulted-ours');
    await drafter.give(
      'evidence',
      'answer_consultation',
      async (dialog) => {
        await dialog.getByText(say.ask).waitFor();
        await dialog.getByRole('textbox').first().fill(say.more);
      },
      'answer-consultation',
    );
    await s.reaches(officer, request.theirs, 'acknowledged');

    await officer.visit(`/cases/${request.theirs}`);
    await officer.give(
      'evidence',
      'propose_conditions',
      async (dialog) => {
        await officer.tick(
          'checkbox',
          officer.texts.first([
            'payload.propose_conditions.subjects.use',
            'payload.subjects.use',
            'choice.subjects.use',
          ]),
          dialog,
        );
        await dialog.getByRole('textbox').first().fill(say.more);
      },
      'conditions',
    );
    await approver.await(`/cases/${request.ours}`, () => approver.button(approver.t('command.accept_conditions')));
    await approver.look('conditions-ours', { axe: true, narrow: true });
    await approver.give('evidence', 'accept_conditions', async (dialog) => {
      await dialog.getByText(say.more).waitFor();
    });
    await s.reaches(officer, request.theirs, 'acknowledged');

    await officer.visit(`/cases/${request.theirs}`);
    const measures = (await officer.file(request.theirs)).form.measures as unknown[];
    await officer.give(
      'evidence',
      'accept',
      async (dialog) => {
        if (measures.length < 2) return;
        await dialog.getByRole('checkbox', { name: /^2 · / }).locator('xpath=ancestor::label[1]').click();
        await dialog
          .getByRole('textbox', {
            name: beginning(officer.texts.first(['payload.accept.declined_reasons', 'payload.declined_reasons'])),
          })
          .fill(say.why);
      },
      'accept-in-part',
    );
    await officer.give(
      'evidence',
      'deliver',
      async (dialog) => {
        const chooser = officer.page.waitForEvent('filechooser');
        await officer.button(officer.t('case.upload.choose'), dialog).click();
        await (await chooser).setFiles({ name: 'parte.csv', mimeType: 'text/csv', buffer: Buffer.from('hora;ip\n') });
        await expect
          .poll(() =>
            dialog
              .getByRole('checkbox', { name: /parte\.csv/ })
              .isChecked()
              .catch(() => false),
          )
          .toBe(true);
        await officer.tick(
          'checkbox',
          officer.texts.first(['payload.deliver.complete', 'payload.complete']),
          dialog,
          false,
        );
        const field = (name: string) => beginning(officer.texts.first([`payload.deliver.${name}`, `payload.${name}`]));
        await dialog.getByRole('textbox', { name: field('not_executed') }).fill(say.why);
        await dialog.getByRole('textbox', { name: field('to_return') }).fill('Un disco.');
        await officer.date(dialog.getByRole('group', { name: field('return_by') }), '2026-09-01');
      },
      'deliver-in-part',
    );
    await drafter.await(`/cases/${request.ours}`, () => drafter.button(drafter.t('command.confirm_receipt')));
    await drafter.give('evidence', 'confirm_receipt', (dialog) =>
      dialog.getByText(drafter.t('case.check.matches')).waitFor(),
    );
    const view = await drafter.file(request.ours);
    expect(view.outcome).toBe('executed_partial');
    expect(view.obligations.map(({ text }) => text.key)).toEqual(
      expect.arrayContaining(['obligation.condition', 'obligation.return']),
    );
    await drafter.look('obligations', { axe: true, narrow: true });
    await drafter.give('evidence', 'discharge', async (dialog) => {
      await drafter.tick(
        'radio',
        drafter.texts.first([
          'payload.discharge.obligation.return',
          'payload.obligation.return',
          'choice.obligation.return',
        ]),
        dialog,
      );
    });
    await expect
      .poll(
        async () =>
          (await officer.file(request.theirs)).obligations.find(({ text }) => text.key === 'obligation.return')?.done
            ?.how,
        { timeout: minutes(1) },
      )
      .toBe('discharged');
    await officer.visit(`/cases/${request.theirs}`);
    await officer.look('discharged-theirs');

    // what is still missing is asked in a request that adds to this one
    await drafter.visit(`/cases/${request.ours}`);
    await drafter.link(drafter.t('case.supplement')).click();
    await drafter.page.getByText(drafter.t('draft.new.adds', { number: request.number })).waitFor();
    await drafter.button(drafter.t('draft.new.start')).click();
    await drafter.page.waitForURL('**/cases/*/draft');
    const added = await drafter.file(/cases\/([\w-]+)\/draft/.exec(drafter.page.url())?.[1] ?? '');
    expect(added.form).toMatchObject({ request_status: 'supplementary', previous_reference: request.number });
    expect(added.links).toMatchObject([{ relation: 'parent', number: request.number }]);
    await s.close();
  });
});

describe('a preservation that is extended, finds a third State and is held', () => {
  test.each(['fr', 'pt'] as const)('in %s', { timeout: minutes(4) }, async (language) => {
    const s = await staff(language, ['drafter.bra', 'approver.bra', 'duty.chl']);
    const [drafter, duty] = [s.of('drafter.bra'), s.of('duty.chl')];
    const say = words[language];
    const request = await s.brought('preservation', `Conservation ${language}`, ['ETS185']);
    const day = await s.today();
    const inDays = (days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
    await duty.command(request.theirs, 'acknowledge', {
      reference: `P-${language}`,
      officer: 'Unidad A',
      complete: true,
    });
    await duty.command(request.theirs, 'confirm', { what: say.more, preserved_from: day, preserved_until: inDays(60) });
    await s.reaches(drafter, request.ours, 'preserved');

    await drafter.visit(`/cases/${request.ours}`);
    await drafter.give(
      'preservation',
      'request_extension',
      async (dialog) => {
        const field = (name: string) =>
          beginning(drafter.texts.first([`payload.request_extension.${name}`, `payload.${name}`]));
        await drafter.date(dialog.getByRole('group', { name: field('until') }), inDays(120));
        await dialog.getByRole('textbox', { name: field('reason') }).fill(say.why);
      },
      'ask-extension',
    );
    await duty.await(`/cases/${request.theirs}`, () => duty.button(duty.t('command.grant_extension')));
    await duty.give('preservation', 'grant_extension', async () => {}, 'grant-extension');

    await duty.give(
      'preservation',
      'disclose_traffic',
      async (dialog) => {
        const field = (name: string) =>
          beginning(duty.texts.first([`payload.disclose_traffic.${name}`, `payload.${name}`]));
        await dialog.getByRole('textbox', { name: field('provider') }).fill('Red Austral');
        await duty.choose(
          duty.texts.first(['payload.disclose_traffic.state', 'payload.state']),
          duty.texts.stateName('USA'),
          dialog,
        );
        await dialog.getByRole('textbox', { name: field('path') }).fill(say.ask);
        await dialog.getByRole('textbox', { name: field('traffic') }).fill('203.0.113.9:443 2026-04-01T10:00:00Z');
      },
      'disclose-traffic',
    );
    await duty.look('disclosed-theirs', { axe: true });

    const third = drafter.link(drafter.t('case.ask_third', { state: 'USA' }));
    await drafter.await(`/cases/${request.ours}`, () => third);
    await drafter.look('third-state', { axe: true, narrow: true });
    await third.click();
    await drafter.page.getByText(drafter.t('draft.new.adds', { number: request.number })).waitFor();
    await drafter.look('ask-third', { axe: true });
    await drafter.button(drafter.t('draft.new.start')).click();
    await drafter.page.waitForURL('**/cases/*/draft');
    const follow = /cases\/([\w-]+)\/draft/.exec(drafter.page.url())?.[1] ?? '';
    const drafted = await drafter.file(follow);
    expect([drafted.counterpart, drafted.links[0]?.relation]).toEqual(['USA', 'parent']);
    expect(drafted.form.facts).toBe((await drafter.file(request.ours)).form.facts);

    // its evidence request holds it, at both ends
    const { request_id } = await drafter.file(request.ours);
    await s.brought('evidence', `Suite ${language}`, ['OAS-A55', 'ETS185'], { preservations: [request_id] });
    await s.reaches(duty, request.theirs, 'held');
    await s.reaches(drafter, request.ours, 'held');
    const [ours, theirs] = [await drafter.file(request.ours), await duty.file(request.theirs)];
    expect(ours.context.expires_at).toBe(theirs.context.expires_at);
    expect(theirs.deadlines.some(({ kind, status }) => kind === 'preservation_expiry' && status === 'running')).toBe(
      false,
    );
    await drafter.visit(`/cases/${request.ours}`);
    await drafter.look('held-ours');
    await s.close();
  });
});

describe('an emergency that is asked first and written afterwards', () => {
  test.each(['pt', 'en'] as const)('in %s', { timeout: minutes(4) }, async (language) => {
    const s = await staff(language, ['duty.bra', 'approver.bra', 'duty.chl']);
    const [caller, approver, duty] = [s.of('duty.bra'), s.of('approver.bra'), s.of('duty.chl')];
    const say = words[language];
    const ours = await s.draft('duty.bra', 'evidence', `Emergencia ${language}`, ['OAS-A55', 'ETS185']);
    const { form, version } = await caller.file(ours);
    await caller.send(
      'PUT',
      `/api/cases/${ours}/form`,
      {
        title: `Emergencia ${language}`,
        bases: ['OAS-A55', 'ETS185'],
        form_language: language,
        form: { ...form, urgency: 'emergency', urgency_reason: say.why },
        translations: (await caller.file(ours)).translations,
      },
      { 'if-match': `"${version}"` },
    );
    await caller.visit(`/cases/${ours}/draft`);
    await caller.look('emergency-draft', { narrow: true });
    await caller.button(caller.t('draft.send_at_once')).click();
    await caller.page.waitForURL((url) => url.pathname === `/cases/${ours}`);
    await caller.give(
      'evidence',
      'transmit_emergency',
      async (dialog) => {
        await dialog
          .getByRole('textbox', {
            name: beginning(caller.texts.first(['payload.transmit_emergency.danger', 'payload.danger'])),
          })
          .fill(say.why);
      },
      'send-at-once',
    );
    await caller.look('emergency-ours', { axe: true, narrow: true });

    const { theirs, number } = await s.arrived(ours);
    expect(number).toMatch(/-E$/);
    await duty.await('/', () =>
      duty.page
        .getByRole('region', { name: duty.t('home.tasks') })
        .getByRole('listitem')
        .filter({ hasText: number }),
    );
    await duty.look('emergency-home', { axe: true, narrow: true });
    await duty.visit(`/cases/${theirs}`);
    await duty.look('emergency-theirs');
    await duty.give('evidence', 'acknowledge', (dialog) => duty.write(dialog, 'payload.reference', `E-${language}`));

    await approver.await('/', () =>
      approver.page
        .getByRole('region', { name: approver.t('home.tasks') })
        .getByRole('listitem')
        .filter({ hasText: number }),
    );
    await approver.visit(`/cases/${ours}`);
    await approver.look('confirm-in-writing', { axe: true });
    await approver.give('evidence', 'confirm_in_writing', async () => {}, 'confirming');
    await expect.poll(async () => (await duty.file(theirs)).context.unconfirmed, { timeout: minutes(1) }).toBe(false);
    await duty.visit(`/cases/${theirs}`);
    await duty.look('confirmed-theirs', { axe: true });
    await s.close();
  });
});
