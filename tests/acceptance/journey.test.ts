// The main job, from the first draft to the year's figures, through the page, once in each language: Brazil asks Chile.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { CaseSummary, CaseView } from '@rogatoria/api/cases/schemas.ts';
import type { BasisView } from '@rogatoria/api/law/schemas.ts';
import type { NotificationView } from '@rogatoria/api/notifications/schemas.ts';
import type { DemoView } from '@rogatoria/api/schemas.ts';
import type { StatisticsView } from '@rogatoria/api/statistics/schemas.ts';
import { type BasisCode, type Kind, type Language, languages } from '@rogatoria/workflows';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import { letterOf } from '@rogatoria/workflows/letter.ts';
import { roles } from '@rogatoria/workflows/types.ts';
import { parse as parseCsv } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import PostalMime from 'postal-mime';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.ts';
import { fillForm, openSection } from './drafting.ts';
import { type Installation, patience, startInstallation } from './installation.ts';
import { artefacts, beginning, escaped, Gallery, Officer } from './officer.ts';

let installation: Installation;
let browser: Browser;
let gallery: Gallery;
const minutes = (count: number) => count * 60_000 * patience;

beforeAll(async () => {
  gallery = new Gallery(artefacts);
  // Four times forty days later it is still the same year.
  [installation, browser] = await Promise.all([startInstallation('2026-04-08T14:00:00Z'), launchBrowser()]);
}, minutes(5));

afterAll(async () => {
  await browser?.close();
  await installation?.stop();
  console.log(`${gallery.pictures} pictures of the acceptance run in ${artefacts}`);
}, minutes(1));

const staff = roles.filter((role) => role !== 'desk' && role !== 'editor');
const seeds: Record<Language, number> = { en: 0, es: 2, pt: 1, fr: 6 };
const words: Record<
  Language,
  { title: string; second: string; forgotten: string; defect: string; question: string; reply: string }
> = {
  en: {
    title: 'Mailbox of a false supplier',
    second: 'Payments to a false account',
    forgotten: 'Server rented for a week',
    defect: 'Say why the data may be lost soon.',
    question: 'Which of the two mailboxes is meant by “the account”?',
    reply: 'The first one named in the measures.',
  },
  es: {
    title: 'Cuenta tomada por un desconocido',
    second: 'Mensajes a once familiares',
    forgotten: 'Servidor alquilado una semana',
    defect: 'Falta decir por qué los datos pueden perderse pronto.',
    question: '¿Cuál de las dos cuentas se entiende por «la cuenta»?',
    reply: 'La primera que nombran las medidas.',
  },
  pt: {
    title: 'Servidor de uma prefeitura cifrada',
    second: 'Cópia dos arquivos da prefeitura',
    forgotten: 'Servidor alugado por uma semana',
    defect: 'Falta dizer por que os dados podem se perder logo.',
    question: 'Qual das duas máquinas é “a máquina”?',
    reply: 'A primeira indicada nas medidas.',
  },
  fr: {
    title: 'Messagerie d’un faux fournisseur',
    second: 'Virements vers un faux compte',
    forgotten: 'Serveur loué une semaine',
    defect: 'Il manque la raison pour laquelle les données peuvent disparaître.',
    question: 'Laquelle des deux adresses est « le compte » ?',
    reply: 'La première citée dans les mesures.',
  },
};

/** A case as both sides see it. */
interface Exchange {
  ours: string;
  theirs: string;
  number: string;
}

describe.each(languages)('in %s', { timeout: minutes(4) }, (language) => {
  const say = words[language];
  /** the last step that came to its end: the next has nothing to go on without it */
  let reached = 0;
  const step = (number: number, name: string, walk: () => Promise<void>) =>
    test(`${number} ${name}`, async () => {
      expect(reached, 'the step before').toBe(number - 1);
      await walk();
      reached = number;
    });
  let drafter: Officer;
  let approver: Officer;
  let duty: Officer;
  let officer: Officer;
  const preservation = {} as Exchange;
  const evidence = {} as Exchange;

  const open = async (email: string) => {
    const one = await Officer.open(browser, installation.url, email, language, gallery);
    await one.signIn();
    await mailedAtOnce(one);
    return one;
  };
  const t = (key: string, params?: Record<string, string | number>) => drafter.t(key, params);
  const example = (kind: Kind, today: string) =>
    exampleForm(kind, { lang: language, seed: seeds[language], requesting: 'BRA', requested: 'CHL', today });
  const today = async () => (await drafter.get<DemoView>('/api/demo/clock')).now.slice(0, 10);

  afterAll(async () => {
    for (const one of [drafter, approver, duty, officer]) await one?.context.close();
  });

  step(1, 'a drafter writes a preservation request beside its letter, and it saves itself', async () => {
    drafter = await Officer.open(browser, installation.url, 'drafter.bra@demo.test', language, gallery);
    await drafter.signIn('sign-in');
    await mailedAtOnce(drafter);
    await drafter.page.getByRole('heading', { level: 1 }).waitFor();
    await drafter.look('home', { axe: true, narrow: true });

    await drafter.visit('/requests/new');
    await drafter.tick('radio', t('draft.kind.preservation'));
    await drafter.page.getByRole('combobox', { name: t('draft.field.counterpart') }).fill('Chi');
    await drafter.page.getByRole('option', { name: /CHL/ }).click();
    await drafter.page.getByRole('textbox', { name: beginning(t('draft.field.title')) }).fill(say.title);
    await drafter.choose(
      t('draft.field.form_language'),
      { en: 'English', es: 'Español', pt: 'Português', fr: 'Français' }[language],
    );

    // every basis that binds the pair stands there with its reason
    const bases = (await drafter.get<{ items: BasisView[] }>('/api/bases?requested=CHL&kind=preservation')).items;
    const binding = bases.filter(({ applies }) => applies);
    expect(binding.map(({ basis }) => basis)).toContain('ETS185');
    for (const { reason } of binding) await drafter.page.getByText(drafter.texts.t(reason)).first().waitFor();
    for (const { basis } of binding)
      await drafter.tick('checkbox', t(`instrument.${basis}.short`), drafter.page, basis === 'ETS185');
    await drafter.look('new-request', { axe: true });
    await drafter.button(t('draft.new.start')).click();
    await drafter.page.getByRole('navigation', { name: t('draft.sections') }).waitFor();
    preservation.ours = /cases\/([\w-]+)\/draft/.exec(drafter.page.url())?.[1] ?? '';

    // sending what is not complete says what is missing, by field and article
    await drafter.button(t('draft.send')).first().click();
    const gaps = drafter.page.getByRole('alert');
    await gaps.getByText(t('form.preservation.identifiers.label')).first().waitFor();
    expect(await gaps.textContent()).toContain(
      `${t('instrument.ETS185.short')} ${t('ui.article', { article: '29(2)(c)' })}`,
    );
    await drafter.look('draft-empty', { axe: true, narrow: true });

    const { form, translations } = example('preservation', await today());
    await fillForm(drafter, {
      kind: 'preservation',
      bases: ['ETS185'],
      form,
      translations: language === 'es' ? undefined : translations.es,
    });
    const letter = drafter.page.getByRole('complementary', { name: t('draft.letter'), exact: true });
    const facts = String(language === 'es' ? form.facts : translations.es?.facts);
    await letter.getByText(facts.slice(0, 60)).first().waitFor();
    await letter.getByText(String(form.signatory_name)).first().waitFor();
    expect(await gaps.count()).toBe(0);

    await expect
      .poll(async () => (await drafter.file(preservation.ours)).form.signatory_name, { timeout: minutes(0.5) })
      .toBe(form.signatory_name);
    await drafter.page.reload();
    await openSection(drafter, 'preservation', 'facts');
    const field = { name: 'facts', kind: 'longtext' } as const;
    const stored = await drafter.file(preservation.ours);
    expect(stored.form).toMatchObject({
      facts: form.facts,
      provisions: form.provisions,
      identifiers: form.identifiers,
    });
    expect(
      await drafter.page
        .getByRole('textbox', { name: beginning(t(`form.preservation.${field.name}.label`)) })
        .inputValue(),
    ).toBe(form.facts);
    await drafter.look('draft-complete', { axe: true, narrow: true });
  });

  const give = (who: Officer, ...command: Parameters<Officer['give']>) => who.give(...command);
  const write = (who: Officer, ...words: Parameters<Officer['write']>) => who.write(...words);

  /** Opens a task of the home page by its button. */
  const takeUp = async (who: Officer, number: string, command: string) => {
    const row = await who.await('/', () =>
      who.page
        .getByRole('region', { name: who.t('home.tasks') })
        .getByRole('listitem')
        .filter({ hasText: number })
        .filter({ has: who.link(who.texts.first([`home.do.${command}`, `command.${command}`])) }),
    );
    return row;
  };

  const inboxOf = async (who: Officer, number: string): Promise<string> => {
    const { items } = await who.get<{ items: CaseSummary[] }>(`/api/cases?direction=incoming&q=${number}`);
    expect(items).toHaveLength(1);
    return items[0]!.id;
  };

  /** A request brought to Chile by the same commands, without the page. */
  const brought = async (kind: Kind, title: string, bases: BasisCode[], seed: number): Promise<Exchange> => {
    const { form, translations } = exampleForm(kind, {
      lang: language,
      seed,
      requesting: 'BRA',
      requested: 'CHL',
      today: await today(),
    });
    const { id } = await drafter.send<{ id: string }>('POST', '/api/cases', {
      kind,
      counterpart: 'CHL',
      title,
      bases,
      form_language: language,
      form,
      translations,
    });
    await drafter.command(id, 'submit');
    await approver.command(id, 'approve');
    await approver.command(id, 'transmit');
    const number = (await drafter.file(id)).number!;
    const listed = `/api/cases?direction=incoming&q=${number}`;
    await expect
      .poll(async () => (await duty.get<{ items: CaseSummary[] }>(listed)).items.length, { timeout: minutes(1) })
      .toBe(1);
    return { ours: id, theirs: await inboxOf(duty, number), number };
  };

  step(2, 'the approver returns it once, then approves and transmits', async () => {
    await drafter.button(t('draft.send')).first().click();
    const asked = drafter.page.getByRole('dialog', { name: t('draft.confirm.title') });
    await drafter.button(t('draft.send'), asked).click();
    await drafter.page.waitForURL(`**/cases/${preservation.ours}`);
    await drafter.page.getByText(t('case.waiting_for', { roles: t('role.approver') })).waitFor();
    expect(await drafter.button(t('command.approve')).count()).toBe(0);
    await drafter.look('submitted', { axe: true, narrow: true });

    approver = await open('approver.bra@demo.test');
    const row = await takeUp(approver, say.title, 'approve');
    await approver.look('approver-home');
    await row
      .getByRole('link', { name: say.title })
      .or(approver.link(approver.t('home.do.approve')))
      .first()
      .click();
    await approver.page.getByRole('heading', { level: 1 }).waitFor();
    await approver.visit(`/cases/${preservation.ours}`);
    await give(
      approver,
      'preservation',
      'return_for_correction',
      (dialog) => write(approver, dialog, 'payload.defects', say.defect),
      'return',
    );

    await drafter.visit(`/cases/${preservation.ours}/draft`);
    await drafter.page.getByRole('heading', { name: t('draft.returned') }).waitFor();
    await drafter.page.getByText(say.defect).waitFor();
    await drafter.look('returned');
    await openSection(drafter, 'preservation', 'necessity');
    const necessity = drafter.page.getByRole('textbox', { name: beginning(t('form.preservation.necessity.label')) });
    await necessity.press('End');
    await necessity.pressSequentially(` ${say.forgotten}.`);
    await drafter.button(t('draft.send')).first().click();
    await drafter.button(t('draft.send'), asked).click();
    await drafter.page.waitForURL(`**/cases/${preservation.ours}`);
    expect(String((await drafter.file(preservation.ours)).form.necessity)).toContain(`${say.forgotten}.`);

    await approver.visit(`/cases/${preservation.ours}`);
    await give(approver, 'preservation', 'approve');
    await give(approver, 'preservation', 'transmit');
    preservation.number = (await approver.file(preservation.ours)).number!;
    expect(preservation.number).toMatch(/^BRA-CHL-2026-\d{5}-P$/);
    await approver.look('transmitted');
  });

  step(3, 'the duty officer finds it, acknowledges and confirms; the drafter sees each step', async () => {
    duty = await open('duty.chl@demo.test');
    const row = await takeUp(duty, preservation.number, 'acknowledge');
    await duty.look('duty-home', { narrow: true });
    await row.getByRole('link').first().click();
    await duty.page.getByRole('heading', { level: 1, name: say.title }).waitFor();
    preservation.theirs = await inboxOf(duty, preservation.number);
    await duty.page.getByRole('tab', { name: beginning(duty.t('case.tab.letter')) }).click();
    const { form_language } = await duty.file(preservation.theirs);
    expect(form_language).toBe(language);
    await duty.look('incoming-letter', { axe: true });

    await duty.visit('/');
    await duty.link(duty.t('home.do.acknowledge'), await takeUp(duty, preservation.number, 'acknowledge')).click();
    await duty.page.getByRole('dialog').waitFor();
    const reference = `UCI-${language}-118/2026`;
    await give(
      duty,
      'preservation',
      'acknowledge',
      async (dialog) => {
        await write(duty, dialog, 'payload.reference', reference);
      },
      'acknowledge',
    );
    const where = `/cases/${preservation.ours}`;
    await drafter.await(where, () => drafter.page.getByText(reference));
    await drafter.look('acknowledged');

    const until = Temporal.PlainDate.from(await today())
      .add({ days: 120 })
      .toString();
    await give(
      duty,
      'preservation',
      'confirm',
      async (dialog) => {
        await write(duty, dialog, 'payload.what', say.reply);
        await duty.date(dialog.getByRole('group', { name: beginning(duty.t('payload.preserved_until')) }), until);
      },
      'confirm',
    );
    await duty.look('preserved-theirs', { axe: true, narrow: true });
    await drafter.await(where, () =>
      drafter.page.getByText(t('case.preserved_until', { date: drafter.texts.date(until) })),
    );
    await drafter.page.getByRole('tab', { name: beginning(t('case.tab.messages')) }).click();
    for (const type of ['acknowledgement', 'preservation_confirmation'])
      await drafter.page.getByRole('heading', { name: t(`message.${type}`) }).waitFor();
    await drafter.look('preserved-ours');
    await duty.visit('/requests');
    await duty.page.getByRole('link', { name: say.title }).first().waitFor();
    await duty.look('requests', { axe: true, narrow: true });
    await duty.visit('/account');
    await duty.look('account', { axe: true });
  });

  const evidenceBases: BasisCode[] = ['OAS-A55', 'ETS185'];
  const log = 'hora;direccion\n2026-02-01T10:00:00Z;203.0.113.7\n';

  step(4, 'the evidence is asked for, clarified, delivered and received; the preservation waits for it', async () => {
    await drafter.visit(`/cases/${preservation.ours}`);
    await drafter.link(t('case.draft_evidence')).click();
    await drafter.page.getByText(t('draft.new.follows', { number: preservation.number })).waitFor();
    for (const basis of evidenceBases) await drafter.tick('checkbox', t(`instrument.${basis}.short`));
    await drafter.look('follow-up', { axe: true });
    await drafter.button(t('draft.new.start')).click();
    await drafter.page.waitForURL('**/cases/*/draft');
    evidence.ours = /cases\/([\w-]+)\/draft/.exec(drafter.page.url())?.[1] ?? '';
    const { form, translations } = example('evidence', await today());
    await fillForm(drafter, {
      kind: 'evidence',
      bases: evidenceBases,
      form,
      translations: language === 'es' ? undefined : translations.es,
    });
    await drafter.look('evidence-draft', { axe: true });
    await drafter.button(t('draft.send')).first().click();
    await drafter.button(t('draft.send'), drafter.page.getByRole('dialog')).click();
    await drafter.page.waitForURL(`**/cases/${evidence.ours}`);
    await approver.visit(`/cases/${evidence.ours}`);
    await give(approver, 'evidence', 'approve');
    await give(approver, 'evidence', 'transmit');
    evidence.number = (await approver.file(evidence.ours)).number!;

    officer = await open('officer.chl@demo.test');
    await takeUp(officer, evidence.number, 'acknowledge');
    evidence.theirs = await inboxOf(officer, evidence.number);
    await officer.visit(`/cases/${evidence.theirs}`);
    await give(officer, 'evidence', 'acknowledge', (dialog) =>
      write(officer, dialog, 'payload.reference', `UCI-${language}-119/2026`),
    );
    await give(officer, 'evidence', 'ask_clarification', (dialog) =>
      write(officer, dialog, 'payload.questions', say.question),
    );
    await officer.look('clarification-asked');

    // held at both ends while the request for the data is open
    expect((await drafter.file(preservation.ours)).state).toBe('held');
    expect((await duty.file(preservation.theirs)).state).toBe('held');

    await drafter.await(`/cases/${evidence.ours}`, () => drafter.button(t('command.answer_clarification')));
    await give(
      drafter,
      'evidence',
      'answer_clarification',
      async (dialog) => {
        await dialog.getByText(say.question).waitFor();
        await write(drafter, dialog, 'payload.answers', say.reply);
      },
      'answer',
    );
    await officer.await(`/cases/${evidence.theirs}`, () => officer.button(officer.t('command.accept')));
    await give(officer, 'evidence', 'accept');
    await give(
      officer,
      'evidence',
      'deliver',
      async (dialog) => {
        const chooser = officer.page.waitForEvent('filechooser');
        await officer.button(officer.t('case.upload.choose'), dialog).click();
        await (await chooser).setFiles({ name: 'registros.csv', mimeType: 'text/csv', buffer: Buffer.from(log) });
        await expect
          .poll(() =>
            dialog
              .getByRole('checkbox', { name: /registros\.csv/ })
              .isChecked()
              .catch(() => false),
          )
          .toBe(true);
      },
      'deliver',
    );
    await officer.look('delivered', { narrow: true });

    await drafter.await(`/cases/${evidence.ours}`, () => drafter.button(t('command.confirm_receipt')));
    await give(
      drafter,
      'evidence',
      'confirm_receipt',
      (dialog) => dialog.getByText(t('case.check.matches')).waitFor(),
      'receipt',
    );
    await drafter.page.getByRole('tab', { name: beginning(t('case.tab.evidence')) }).click();
    await drafter.look('received', { axe: true, narrow: true });
    const file = (await drafter.file(evidence.ours)).files[0]!;
    const content = await drafter.context.request.get(`/api/cases/${evidence.ours}/files/${file.id}`);
    expect(await content.text()).toBe(log);

    // and with the receipt the preservation ends, at both ends
    for (const [who, id] of [
      [drafter, preservation.ours],
      [duty, preservation.theirs],
    ] as const)
      await expect.poll(async () => (await who.file(id)).outcome, { timeout: minutes(1) }).toBe('consumed');
    await drafter.visit(`/cases/${preservation.ours}`);
    await drafter.look('preservation-ended');
  });

  step(5, 'a second request is refused, with ground, reasons and why nobody was consulted', async () => {
    const refused = await brought('evidence', say.second, evidenceBases, seeds[language] + 12);
    await takeUp(officer, refused.number, 'acknowledge');
    await officer.visit(`/cases/${refused.theirs}`);
    await give(officer, 'evidence', 'acknowledge', (dialog) =>
      write(officer, dialog, 'payload.reference', `UCI-${language}-120/2026`),
    );
    const { grounds } = await officer.file(refused.theirs);
    const ground = grounds.find(({ verified }) => verified)!;
    await give(
      officer,
      'evidence',
      'refuse',
      async (dialog) => {
        await officer.tick('radio', officer.texts.t(ground.label), dialog);
        await write(officer, dialog, 'payload.reasons', say.defect);
        await write(officer, dialog, 'payload.consultation', say.reply);
      },
      'refuse',
    );
    await drafter.await(`/cases/${refused.ours}`, () => drafter.page.getByText(drafter.texts.t(ground.label)));
    await drafter.page.getByText(say.defect).first().waitFor();
    const { outcome, context } = await drafter.file(refused.ours);
    expect(outcome).toBe('refused');
    expect((context.records as Record<string, unknown>).refusal).toMatchObject({
      ground: ground.code,
      article: ground.article,
      reasons: say.defect,
      consultation_held: false,
      consultation: say.reply,
    });
    await drafter.look('refused', { axe: true });
  });

  step(6, 'forty days later every reminder has come once, and what nobody follows is about to lapse', async () => {
    const forgotten = await brought('preservation', say.forgotten, ['ETS185'], seeds[language] + 18);
    const day = await today();
    await duty.command(forgotten.theirs, 'acknowledge', {
      reference: `UCI-${language}-121/2026`,
      officer: 'Unidad A',
      complete: true,
    });
    await duty.command(forgotten.theirs, 'confirm', {
      what: say.reply,
      preserved_from: day,
      preserved_until: Temporal.PlainDate.from(day).add({ days: 60 }).toString(),
    });
    await expect
      .poll(async () => (await drafter.file(forgotten.ours)).state, { timeout: minutes(1) })
      .toBe('preserved');

    await drafter.visit('/');
    const before = Date.parse((await drafter.get<DemoView>('/api/demo/clock')).now);
    await drafter.button(t('demo.advance')).click();
    const dialog = drafter.page.getByRole('dialog', { name: t('demo.advance') });
    await drafter.button(t('demo.days', { days: 40 }), dialog).click();
    await dialog.waitFor({ state: 'detached', timeout: minutes(3) });
    const now = Date.parse((await drafter.get<DemoView>('/api/demo/clock')).now);
    expect(now - before).toBeGreaterThanOrEqual(40 * 86_400_000);

    for (const [who, id] of [
      [drafter, forgotten.ours],
      [duty, forgotten.theirs],
    ] as const) {
      const { deadlines } = await who.file(id);
      const expiry = deadlines.find(({ kind }) => kind === 'preservation_expiry')!;
      const due = expiry.reminders.filter(({ at }) => Date.parse(at) <= now);
      expect(due.map(({ rung }) => rung)).toEqual(['T-21d']);
      expect(due.every(({ sent_at }) => sent_at !== null)).toBe(true);

      await who.visit('/preservations');
      await who.page
        .getByRole('listitem')
        .filter({ hasText: forgotten.number })
        .getByText(who.t('preservations.unlinked'))
        .waitFor();
      await who.look(`watch-${who.state.toLowerCase()}`, { axe: who === drafter });

      await who.visit('/notifications');
      const notices = who.page.getByRole('listitem').filter({ hasText: forgotten.number });
      await notices.first().waitFor();
      await who.look(`notices-${who.state.toLowerCase()}`, { axe: who === drafter });
      await carriedOnce(who, forgotten.number, day, due[0]!.at);
    }
    await drafter.visit(`/cases/${forgotten.ours}`);
    await drafter.page.getByRole('tab', { name: beginning(t('case.tab.deadlines')) }).click();
    await drafter.look('about-to-lapse', { axe: true, narrow: true });
  });

  /** Every notice of a case came once, and every mail it promises lies in the mailbox once, in the reader's language. */
  const carriedOnce = async (who: Officer, number: string, since: string, reminded: string) => {
    const ours: NotificationView[] = [];
    for (let address: string | null = '/api/notifications'; address; ) {
      const page: { items: NotificationView[]; next: string | null } = await who.get(address);
      ours.push(...page.items.filter(({ reference, at }) => reference === number && at >= since));
      const more = page.next !== null && page.items.every(({ at }) => at >= since);
      address = more ? `/api/notifications?cursor=${encodeURIComponent(page.next!)}` : null;
    }
    const atReminder = ours.filter(({ at }) => Math.abs(Date.parse(at) - Date.parse(reminded)) < 60_000);
    expect(atReminder.map(({ urgent }) => urgent)).toEqual([true]);
    const said = ours.map(({ text, at }) => `${at} ${who.texts.t(text)}`);
    expect(new Set(said).size).toBe(said.length);
    const mailed = ours.filter(({ mail }) => mail !== 'none');
    expect(mailed.length).toBeGreaterThan(0);
    const folder = path.join(installation.dataDir, 'mail');
    const names = await fs.readdir(folder);
    for (const { id } of mailed) {
      const [name, ...more] = names.filter((one) => one.endsWith(`${id}.eml`));
      expect([name, more]).toEqual([expect.any(String), []]);
      const mail = await PostalMime.parse(await fs.readFile(path.join(folder, name!)));
      expect(mail.to?.[0]?.address).toBe(who.email);
      expect(mail.subject).toContain(number);
      expect(mail.headers.find(({ key }) => key === 'content-language')?.value).toBe(language);
      expect(mail.text).toContain(who.t('mail.body.intro'));
    }
  };

  step(7, 'every officer of both States sees the year’s figures, and both States the same', async () => {
    const year = (await today()).slice(0, 4);
    const tables = new Map<string, string[]>();
    const read = async (state: string, role: string) => {
      const who = await figureReader(`${role}.${state.toLowerCase()}@demo.test`, language);
      const { flows } = await who.get<StatisticsView>(`/api/statistics/${year}`);
      const opened = (wanted: string) =>
        flows.filter(({ direction }) => direction === wanted).reduce((sum, flow) => sum + flow.opened, 0);
      const title = who.t('figures.title', { state, year, sent: opened('outgoing'), received: opened('incoming') });
      await who.await('/figures', () => who.page.getByRole('heading', { level: 1, name: title }));
      for (const column of ['figures.opened', 'figures.pending', 'figures.outcome', 'figures.median'])
        await who.page
          .getByRole('columnheader', { name: who.t(column), exact: true })
          .first()
          .waitFor();
      return { who, rows: await pairOf(who, state === 'BRA' ? 'CHL' : 'BRA') };
    };
    for (const state of ['BRA', 'CHL']) {
      const [first, ...others] = staff;
      const { who, rows } = await read(state, first!);
      tables.set(state, rows);
      await who.look(`figures-${state.toLowerCase()}`, { axe: state === 'BRA', narrow: true });
      await asCsv(who, state, year, rows);
      const same = await Promise.all(others.map(async (role) => (await read(state, role)).rows));
      for (const [index, one] of same.entries()) expect(one, others[index]).toEqual(rows);
    }
    // sent to Chile = received from Brazil: what was opened, closed and is pending
    const [sent, received] = [tables.get('BRA')![0]!, tables.get('CHL')![1]!];
    expect(received.split('\t').slice(1, 4)).toEqual(sent.split('\t').slice(1, 4));
    expect(Number(sent.split('\t')[1])).toBeGreaterThanOrEqual(4);
  });

  /** The two rows of a counterpart as they are read: sent, then received. */
  const pairOf = async (who: Officer, counterpart: string): Promise<string[]> => {
    const group = who.page
      .getByRole('rowgroup')
      .filter({ hasText: who.texts.stateName(counterpart) })
      .first();
    const rows = await group.getByRole('row').allInnerTexts();
    expect(rows).toHaveLength(3);
    return rows.slice(1).map((row) => row.replaceAll(/\s*\t\s*/g, '\t').trim());
  };

  const asCsv = async (who: Officer, state: string, year: string, rows: readonly string[]) => {
    const download = who.page.waitForEvent('download');
    await who.link(who.t('figures.csv')).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`rogatoria-${state}-${year}.csv`);
    const figures: Record<string, string>[] = parseCsv(await fs.readFile(await file.path()), { columns: true });
    for (const [index, direction] of ['outgoing', 'incoming'].entries()) {
      const opened = figures
        .filter(
          (one) =>
            one.measure === 'opened' &&
            one.direction === direction &&
            one.counterpart === (state === 'BRA' ? 'CHL' : 'BRA'),
        )
        .reduce((sum, { value }) => sum + Number(value), 0);
      expect(String(opened)).toBe(rows[index]!.split('\t')[1]);
    }
  };

  step(8, 'the letter comes as PDF, in the language of the State that is asked', async () => {
    await drafter.visit(`/cases/${evidence.ours}`);
    await drafter.page.getByRole('tab', { name: beginning(t('case.tab.letter')) }).click();
    const download = drafter.page.waitForEvent('download');
    await drafter.link(t('case.letter.pdf')).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${evidence.number}-es.pdf`);
    const pdf = await getDocumentProxy(new Uint8Array(await fs.readFile(await file.path())));
    const { text } = await extractText(pdf, { mergePages: true });
    const read = plain(text);
    const view: CaseView = await drafter.file(evidence.ours);
    const letter = letterOf({
      kind: 'evidence',
      number: evidence.number,
      requesting: 'BRA',
      requested: 'CHL',
      bases: view.bases as BasisCode[],
      form: view.form,
      translations: view.translations,
      form_language: view.form_language,
      language: 'es',
      date: view.created_at,
      linked: [{ number: preservation.number, date: view.created_at }],
    });
    expect(read).toContain(plain(letter.letterhead.state));
    expect(read).toContain(evidence.number);
    expect(read).toContain(String(view.own_reference));
    expect(read).toContain(`UCI-${language}-119/2026`);
    expect(read).toContain(preservation.number);
    let at = 0;
    for (const { number, heading } of letter.sections) {
      const found = read.slice(at).search(new RegExp(`${number}\\.?\\s*${escaped(plain(heading))}`));
      expect(found, `${number} ${heading}`).toBeGreaterThanOrEqual(0);
      at += found;
    }
    expect(letter.sections.length).toBeGreaterThan(5);
    const facts = language === 'es' ? view.form.facts : view.translations.es?.facts;
    expect(read).toContain(plain(String(facts)).slice(0, 100));
    await fs.mkdir(path.join(artefacts, language), { recursive: true });
    await file.saveAs(path.join(artefacts, language, file.suggestedFilename()));
    await drafter.look('letter', { axe: true });
  });
});

/** Text with one kind of space. */
const plain = (text: string) => text.normalize('NFC').replaceAll(/[\s\u00ad]+/g, ' ');

/** The sixteen who read the figures stay signed in over the languages. */
const readers = new Map<string, Officer>();

/** Whose mail is looked for does not wait for the morning, nor share one. */
async function mailedAtOnce(who: Officer): Promise<void> {
  const hours = { from_time: '08:00', until_time: '18:00', zone: 'America/Sao_Paulo' };
  await who.send('PUT', '/api/account/mail', { reminders: 'immediate', hours: 'any', ...hours });
}

async function figureReader(email: string, language: Language): Promise<Officer> {
  const known = readers.get(email);
  if (known) {
    await known.speak(language);
    return known;
  }
  const reader = await Officer.open(browser, installation.url, email, language, gallery);
  await reader.signIn();
  readers.set(email, reader);
  return reader;
}
