// Sign-in people trust, through the page: sessions that renew themselves and end elsewhere, an authenticator, and being
// asked anew before what commits a State.
import path from 'node:path';
import { demoPassword } from '@rogatoria/api/demo/people.ts';
import { startEmbeddedPostgres } from '@rogatoria/db/embedded.ts';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.ts';
import { codeOf } from '../harness/totp.ts';
import { type Installation, patience, startInstallation } from './installation.ts';
import { artefacts, Gallery, Officer } from './officer.ts';

let installation: Installation;
let browser: Browser;
const gallery = new Gallery(`${artefacts}-identity`);
const minutes = (count: number) => count * 60_000 * patience;
const open = (email: string) => Officer.open(browser, installation.url, email, 'en', gallery);

beforeAll(async () => {
  [installation, browser] = await Promise.all([
    startInstallation('2026-04-08T14:00:00Z', 0, { REAUTHENTICATE: 'on' }),
    launchBrowser(),
  ]);
}, minutes(5));
afterAll(async () => {
  await browser?.close();
  await installation?.stop();
}, minutes(1));

const heading = (who: Officer, key: string) =>
  who.page.getByRole('heading', { level: 1, name: who.t(key), exact: true }).waitFor();

test(
  'a session renews itself, and is ended from another browser',
  async () => {
    const [here, there] = [await open('drafter.usa@demo.test'), await open('drafter.usa@demo.test')];
    await here.signIn();
    await there.signIn();
    // The access token is over: the page goes on, and so does what it was asked to show.
    await here.context.clearCookies({ name: 'rogatoria' });
    await here.visit('/requests');
    await heading(here, 'shell.requests');
    expect((await here.context.cookies()).map(({ name }) => name)).toContain('rogatoria');

    await here.visit('/account');
    const list = here.page.getByRole('listitem').filter({ hasText: 'Chrome' });
    await expect.poll(() => list.count()).toBe(2);
    await here.look('account', { axe: true, narrow: true });
    await here.page.getByRole('button', { name: new RegExp(here.t('account.session.end')) }).click();
    await expect.poll(() => list.count()).toBe(1);
    await there.page.goto('/requests');
    await heading(there, 'sign_in.title');
  },
  minutes(4),
);

test(
  'the sign-in page is drawn when it knows what the installation offers, and does not move afterwards',
  async () => {
    const who = await open('approver.usa@demo.test');
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    await who.page.route('**/api/health', async (route) => {
      asked.resolve();
      await answer.promise;
      await route.continue();
    });
    await who.page.goto('/sign-in');
    await asked.promise;
    const form = who.page.getByRole('heading', { name: who.t('sign_in.title') });
    await who.page.evaluate(async () => void (await document.fonts.ready));
    expect(await form.count()).toBe(0);
    answer.resolve();
    await form.waitFor();
    const place = await form.boundingBox();
    await who.page.getByRole('heading', { name: who.t('sign_in.demo') }).waitFor();
    await who.page.waitForLoadState('networkidle');
    expect(await form.boundingBox()).toEqual(place);
  },
  minutes(4),
);

test(
  'an authenticator is set up, and signing in asks for it',
  async () => {
    const who = await open('officer.usa@demo.test');
    await who.signIn();
    await who.visit('/account');
    await who.button(who.t('account.second.set_up')).click();
    const dialog = who.page.getByRole('dialog');
    await dialog.getByLabel(who.t('sign_in.password')).fill(demoPassword);
    await who.button(who.t('account.second.next'), dialog).click();
    await dialog.getByRole('img', { name: who.t('account.second.qr') }).waitFor();
    await who.look('second-factor', { axe: true, narrow: true });
    const secret = (await dialog.locator('.account-key').textContent())?.replaceAll(' ', '') as string;
    await dialog.getByLabel(who.t('account.second.code')).fill(codeOf(secret));
    await who.button(who.t('account.second.confirm'), dialog).click();
    await who.page.getByRole('dialog', { name: who.t('account.second.codes') }).waitFor();
    await who.look('recovery-codes', { axe: true, narrow: true });
    const codes = await dialog.getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(10);
    const saved = who.page.waitForEvent('download');
    await who.button(who.t('account.second.download'), dialog).click();
    expect((await saved).suggestedFilename()).toBe('rogatoria-recovery-codes.txt');
    await who.button(who.t('account.second.kept'), dialog).click();
    await who.page.getByText(who.t('account.second.codes_left', { count: 10 })).waitFor();

    const next = await open('officer.usa@demo.test');
    await next.page.goto('/sign-in');
    await next.control('textbox', next.t('sign_in.email')).fill(next.email);
    await next.control('textbox', next.t('sign_in.password')).fill(demoPassword);
    await next.button(next.t('sign_in.submit')).click();
    await next.page.getByLabel(next.t('sign_in.otp')).fill(codes[0] as string);
    await next.look('sign-in-code', { axe: true, narrow: true });
    await next.button(next.t('sign_in.submit')).click();
    await next.page.getByRole('navigation', { name: next.t('shell.navigation') }).waitFor();
  },
  minutes(4),
);

test(
  'a passkey is added, and signs in alone until it is removed',
  async () => {
    const who = await open('duty.usa@demo.test');
    await who.signIn();
    // A device of Chromium's own: it unlocks by itself, keeps its passkeys, and signs as any other.
    const device = await who.context.newCDPSession(who.page);
    await device.send('WebAuthn.enable');
    const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await who.visit('/account');
    await who.button(who.t('account.passkey.add')).click();
    const dialog = who.page.getByRole('dialog');
    await dialog.getByLabel(who.t('account.passkey.name')).fill('Office laptop');
    await dialog.getByLabel(who.t('sign_in.password')).fill(demoPassword);
    await who.look('passkey', { axe: true, narrow: true });
    await who.button(who.t('account.passkey.add'), dialog).click();
    await dialog.waitFor({ state: 'detached' });
    const row = who.page.getByRole('listitem').filter({ hasText: 'Office laptop' });
    await row.waitFor();
    await who.look('account-passkey', { axe: true, narrow: true });
    await row.getByRole('button', { name: new RegExp(who.t('account.passkey.rename')) }).click();
    await dialog.getByLabel(who.t('account.passkey.name')).fill('Travel laptop');
    await who.button(who.t('account.passkey.save'), dialog).click();
    const renamed = who.page.getByRole('listitem').filter({ hasText: 'Travel laptop' });
    await renamed.waitFor();

    const signOut = async () => {
      await who.page
        .getByRole('main')
        .getByRole('button', { name: who.t('shell.sign_out'), exact: true })
        .click();
      await heading(who, 'sign_in.title');
    };
    await signOut();
    await who.look('sign-in-passkey', { axe: true, narrow: true });
    await who.button(who.t('sign_in.passkey')).click();
    await who.page.getByRole('navigation', { name: who.t('shell.navigation') }).waitFor();
    expect(await who.get<{ user: { email: string } }>('/api/session')).toMatchObject({ user: { email: who.email } });
    const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);

    // Removed here, the device still has it: it opens nothing any more.
    await who.visit('/account');
    await renamed.getByRole('button', { name: new RegExp(who.t('account.passkey.remove')) }).click();
    await renamed.waitFor({ state: 'detached' });
    await signOut();
    await who.button(who.t('sign_in.passkey')).click();
    await who.page
      .getByRole('alert')
      .filter({ hasText: who.t('problem.passkey_refused') })
      .waitFor();
  },
  minutes(4),
);

/** Lets the ten minutes of every proof pass: sessions live in the database's own time. */
async function letProofsPass(): Promise<void> {
  const { superuserUrl } = await startEmbeddedPostgres({ dataDir: path.join(installation.dataDir, 'postgres') });
  const database = new URL(superuserUrl);
  database.pathname = '/rogatoria';
  const client = new pg.Client({ connectionString: database.href });
  await client.connect();
  await client.query(`update session set proven_at = proven_at - interval '11 minutes'`);
  await client.end();
}

test(
  'after ten minutes a step that gives roles asks who is there, and goes on with what was typed',
  async () => {
    const who = await open('admin.usa@demo.test');
    await who.signIn();
    await who.visit('/officers');
    await who.button(who.t('officers.invite')).click();
    const invitation = who.page.getByRole('dialog', { name: who.t('officers.invite.title') });
    await invitation.getByLabel(who.t('sign_in.email')).fill('new.colleague@usa.test');
    await invitation.getByText(who.t('role.drafter'), { exact: true }).click();
    await letProofsPass();
    await who.button(who.t('officers.invite.do'), invitation).click();

    const question = who.page.getByRole('dialog', { name: who.t('problem.reauthenticate') });
    const password = question.getByLabel(who.t('sign_in.password'));
    await password.fill('not the password');
    await who.button(who.t('account.proof.go'), question).click();
    await question.getByText(who.t('rule.password_wrong')).waitFor();
    who.complaints.splice(0); // the browser says that the server refused, twice
    await who.look('reauthentication', { axe: true, narrow: true });
    await password.fill(demoPassword);
    await password.press('Enter');
    await question.waitFor({ state: 'detached' });
    await invitation.waitFor({ state: 'detached' });
    await who.page.getByText('new.colleague@usa.test').waitFor();

    // Given up: the dialog stays as it was filled in, and says why nothing happened.
    await who.button(who.t('officers.invite')).click();
    await invitation.getByLabel(who.t('sign_in.email')).fill('second.colleague@usa.test');
    await invitation.getByText(who.t('role.drafter'), { exact: true }).click();
    await letProofsPass();
    await who.button(who.t('officers.invite.do'), invitation).click();
    await who.button(who.t('ui.cancel'), question).click();
    await invitation
      .getByRole('alert')
      .filter({ hasText: who.t('problem.reauthenticate') })
      .waitFor();
    expect(await invitation.getByLabel(who.t('sign_in.email')).inputValue()).toBe('second.colleague@usa.test');
    // It stands until somebody shows who they are.
    await who.button(who.t('officers.invite.do'), invitation).click();
    await password.fill(demoPassword);
    await who.button(who.t('account.proof.go'), question).click();
    await who.page.getByText('second.colleague@usa.test').waitFor();
  },
  minutes(4),
);
