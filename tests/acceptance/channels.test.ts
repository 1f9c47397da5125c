// A page that hears what changes while it is open; what could not be delivered, and who is told outside.
import { buildWeb } from '@rogatoria/api/demo/build-web.ts';
import { languages } from '@rogatoria/workflows';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draft, sent } from '../factories.ts';
import { launchBrowser } from '../harness/browser.ts';
import { type TestHouse, testHouse } from '../harness/house.ts';
import { type Outside, outside } from '../harness/outside.ts';
import { patience } from './installation.ts';
import { artefacts, Gallery, Officer } from './officer.ts';

let t: TestHouse;
let url: string;
let browser: Browser;
let system: Outside;
const gallery = new Gallery(`${artefacts}-channels`);
const minutes = (count: number) => count * 60_000 * patience;
const open = async (email: string) => {
  const officer = await Officer.open(browser, url, email, 'en', gallery);
  await officer.signIn();
  return officer;
};

beforeAll(async () => {
  await buildWeb();
  system = await outside();
  [t, browser] = await Promise.all([testHouse({ trustedHosts: [system.host] }), launchBrowser()]);
  url = await t.app.listen({ port: 0, host: '127.0.0.1' });
}, minutes(5));
afterAll(async () => {
  await browser?.close();
  await t?.close();
  await system?.close();
}, minutes(1));

test(
  'pages that are open show what others do, and keep what is being typed',
  async () => {
    const drafting = await draft(t, 'preservation');
    const [asking, asked] = [await open('drafter.bra@demo.test'), await open('officer.chl@demo.test')];
    const unread = (count: number) => asked.link(asked.t('shell.notifications', { count }));
    await unread(0).waitFor();
    await asking.visit(`/cases/${drafting}/draft`);
    const title = asking.page.getByRole('textbox').first();
    await title.fill('Typed while something else happens');

    const { incoming, outgoing, number } = await sent(t, 'preservation');
    // Nobody loads anything: the bell counts, the home page has the task.
    await unread(1).waitFor();
    await asked.page.getByText(number).first().waitFor();
    expect(await title.inputValue()).toBe('Typed while something else happens');

    await asking.visit(`/cases/${outgoing}`);
    const reference = asking.page.getByText(/UCI-7\/2026/);
    expect(await reference.count()).toBe(0);
    const officer = await t.as('officer', 'CHL');
    const acknowledgement = { reference: 'UCI-7/2026', officer: 'Unidad A', complete: true };
    expect((await officer.command(incoming, 'acknowledge', acknowledgement)).status).toBe(200);
    await t.work();
    await reference.first().waitFor({ state: 'attached' });
  },
  minutes(5),
);

test(
  'an administrator sees what did not arrive and why, and has it tried again; systems of the authority are told',
  async () => {
    const admin = await open('admin.chl@demo.test');
    const refusal = Object.assign(new Error('550 5.1.1 no such user here'), { code: 'EENVELOPE', responseCode: 550 });
    const work = t.work;
    t.work = () => work(({ to }) => (to.startsWith('admin') ? Promise.resolve() : Promise.reject(refusal)));
    await sent(t, 'preservation');
    t.work = work;
    const banner = admin.link(admin.t('undelivered.banner.look'));
    await banner.waitFor();
    await admin.look('home', { axe: true, narrow: true });
    await banner.click();
    await admin.page.getByText(admin.t('undelivered.cause.refused')).first().waitFor();

    await admin.button(admin.t('webhooks.add')).click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(`${system.url}/hook`);
    await admin.look('add', { axe: true });
    await dialog.getByRole('button', { name: admin.t('webhooks.add'), exact: true }).click();
    await admin.page.getByText(/^whsec_/).waitFor();
    await admin.button(admin.t('webhooks.secret.done')).click();
    await admin.button(`${admin.t('webhooks.test')}: ${system.url}/hook`).click();
    await admin.page.getByText(admin.t('webhooks.test.good')).waitFor();
    expect(system.asked).toHaveLength(1);
    for (const language of languages) {
      await admin.speak(language);
      await admin.visit('/channels');
      await admin.page.getByText(admin.t('undelivered.cause.refused')).first().waitFor();
      await admin.look('channels', { axe: true, narrow: true });
    }
    await admin.page.emulateMedia({ colorScheme: 'dark' });
    await admin.look('channels-dark', { axe: true, narrow: true });
    await admin.button(admin.t('undelivered.retry.all')).click();
    await admin.page.getByText(admin.t('undelivered.none')).waitFor();
  },
  minutes(6),
);

test(
  'a duty officer finds the devices under the account',
  async () => {
    const duty = await open('duty.chl@demo.test');
    for (const language of languages) {
      await duty.speak(language);
      await duty.visit('/account');
      await duty.page.getByRole('heading', { name: duty.t('devices.title') }).waitFor();
      await duty.look('devices', { axe: language === 'en', narrow: true });
    }
  },
  minutes(5),
);
