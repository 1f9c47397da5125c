// Law through the page: a State records a line, is refused with the two that disagree, amends, takes back; another drafts under it.
import { type Language, languages } from '@rogatoria/workflows';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../harness/browser.ts';
import { type Installation, patience, startInstallation } from './installation.ts';
import { artefacts, Gallery, Officer } from './officer.ts';

let installation: Installation;
let browser: Browser;
const gallery = new Gallery(`${artefacts}-law`);
const minutes = (count: number) => count * 60_000 * patience;

beforeAll(async () => {
  [installation, browser] = await Promise.all([startInstallation('2026-04-08T14:00:00Z', 0), launchBrowser()]);
}, minutes(5));
afterAll(async () => {
  await browser?.close();
  await installation?.stop();
}, minutes(1));

/** Each language has a State of its own to amend. */
const editors: Record<Language, string> = {
  en: 'directory.usa@demo.test',
  es: 'directory.chl@demo.test',
  pt: 'directory.bra@demo.test',
  fr: 'directory.hti@demo.test',
};

describe.each(languages)('%s', (language) => {
  test(
    'a line is refused, recorded, amended and taken back',
    async () => {
      const who = await Officer.open(browser, installation.url, editors[language], language, gallery);
      await who.signIn();
      await who.link(who.t('shell.law')).click();
      await who.page.getByRole('heading', { level: 1, name: who.t('shell.law') }).waitFor();
      await who.look('law', { axe: true, narrow: true });

      // Nobody reserves to a protocol that is not in force.
      await who.button(who.t('law.add')).click();
      const dialog = who.page.getByRole('dialog');
      await who.tick('radio', who.t('law.kind.status'), dialog);
      await who.choose(who.t('payload.law.instrument'), who.t('instrument.CETS224.short'), dialog);
      await who.tick('radio', who.t('payload.law.standing.party'), dialog);
      await who.date(dialog.locator('#law-from'), '2026-01-01');
      await dialog.getByRole('textbox', { name: who.t('payload.law.reason') }).fill('CETS 224');
      await who.look('law-dialog', { axe: true, narrow: true });
      await who.button(who.t('law.add.do'), dialog).click();
      const refusal = dialog.getByRole('alert');
      await refusal.waitFor();
      const said = await refusal.innerText();
      expect(said).toContain(who.t('instrument.CETS224.short'));
      expect(said).toMatch(/2026/);
      who.complaints.splice(0); // the browser says that the server refused
      await who.look('law-refused', { axe: true });

      // A profile has no contradiction; it counts at once.
      await who.tick('radio', who.t('law.kind.profile'), dialog);
      await dialog.getByRole('textbox', { name: who.t('payload.law.citation') }).fill('Ley 00.000');
      await who.tick('checkbox', who.t('payload.law.source_port'), dialog);
      await who.button(who.t('law.add.do'), dialog).click();
      await dialog.waitFor({ state: 'detached' });
      await who.page.locator('.law-record', { hasText: 'Ley 00.000' }).first().waitFor();
      const { profiles } = await who.get<{ profiles: Record<string, { source_port: boolean }> }>('/api/law');
      expect(profiles[who.state]?.source_port).toBe(true);

      const own = who.page.locator('.law-record').first();
      await who.button(who.t('law.amend'), own).click();
      await dialog.getByRole('textbox', { name: who.t('payload.law.citation') }).fill('Ley 00.001');
      await dialog.getByRole('textbox', { name: who.t('payload.law.reason') }).fill('2');
      await who.button(who.t('law.amend.do'), dialog).click();
      await dialog.waitFor({ state: 'detached' });
      await who.page.locator('.law-record', { hasText: 'Ley 00.001' }).first().waitFor();
      await who.page.locator('.law-record summary').first().click();
      await who.look('law-history', { axe: true, narrow: true });

      await who.button(who.t('law.withdraw'), own).click();
      await dialog.getByRole('textbox', { name: who.t('payload.law.reason') }).fill('3');
      await who.button(who.t('law.withdraw.do'), dialog).click();
      await dialog.waitFor({ state: 'detached' });
      const after = await who.get<{ profiles: Record<string, unknown> }>('/api/law');
      expect(after.profiles[who.state]).toBeUndefined();
      await who.context.close();
    },
    minutes(4),
  );
});
