// An officer at a browser: finds controls by what they are called in the officer's language, and watches the page.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import { demoPassword } from '@rogatoria/api/demo/people.ts';
import type { Kind, Language } from '@rogatoria/workflows';
import axe from 'axe-core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { languageNames, type TextTools, texts, textTools } from '../../apps/web/src/texts/index.tsx';
import { patience } from './installation.ts';

export const artefacts = fileURLToPath(new URL('../../artefacts/acceptance', import.meta.url));

export const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
/** A control whose name begins with these words: its explanation belongs to the name too. */
export const beginning = (text: string) => new RegExp(`^\\s*${escaped(text)}(?!\\p{L})`, 'u');

type Role = Parameters<Page['getByRole']>[0];

export interface Look {
  /** check with axe-core */
  axe?: boolean;
  /** also on a telephone: nothing may stick out */
  narrow?: boolean;
}

export class Officer {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly email: string;
  readonly state: string;
  language: Language;
  texts: TextTools;
  /** what pages complained of since the last look */
  readonly complaints: string[] = [];
  private readonly gallery: Gallery;

  private constructor(context: BrowserContext, page: Page, email: string, language: Language, gallery: Gallery) {
    this.context = context;
    this.page = page;
    this.email = email;
    this.state = /\.(\w+)@/.exec(email)?.[1]?.toUpperCase() ?? '';
    this.language = language;
    this.texts = textTools(language, zones[this.state] ?? 'UTC');
    this.gallery = gallery;
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      // asking who one is before signing in
      if (/ 401 /.test(message.text()) && message.location().url.endsWith('/api/session')) return;
      this.complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
  }

  static async open(browser: Browser, url: string, email: string, language: Language, gallery: Gallery) {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1280, height: 860 },
      locale: language,
      reducedMotion: 'reduce',
      acceptDownloads: true,
    });
    context.setDefaultTimeout(60_000 * patience);
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    return new Officer(context, await context.newPage(), email, language, gallery);
  }

  t(key: string, params?: Record<string, string | number>): string {
    return this.texts.t(key, params);
  }

  /** A control by its role and its whole name. */
  control(role: Role, name: string, note = '', within: Page | Locator = this.page): Locator {
    return within.getByRole(role, { name: [name, note].filter(Boolean).join(' '), exact: true });
  }

  button(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name, exact: true });
  }

  link(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('link', { name, exact: true });
  }

  /** Ticks a box or a radio button by its words: the input itself is drawn over. */
  async tick(role: 'radio' | 'checkbox', name: string, within: Page | Locator = this.page, on = true): Promise<void> {
    const input = within.getByRole(role, { name: beginning(name) }).first();
    await input.waitFor({ state: 'attached' });
    // Again when the click fell on a list that was just being drawn anew.
    const ticked = async () => {
      if ((await input.isChecked()) !== on) await input.locator('xpath=ancestor::label[1]').click();
      return input.isChecked();
    };
    await expect.poll(ticked, { interval: 2_000 }).toBe(on);
  }

  /** Chooses from a list that opens. */
  async choose(label: string, option: string, within: Page | Locator = this.page): Promise<void> {
    await within
      .getByRole('button', { name: new RegExp(escaped(label)) })
      .first()
      .click();
    await this.page
      .getByRole('option', { name: beginning(option) })
      .first()
      .click();
  }

  /** Day, month and year, as they are asked. */
  async date(group: Locator, iso: string): Promise<void> {
    const [year = '', month = '', day = ''] = iso.split('-');
    await group.getByRole('textbox', { name: this.t('ui.day'), exact: true }).fill(String(Number(day)));
    await group.getByRole('combobox', { name: this.t('ui.month'), exact: true }).selectOption(String(Number(month)));
    await group.getByRole('textbox', { name: this.t('ui.year'), exact: true }).fill(year);
  }

  async signIn(picture?: string): Promise<void> {
    await this.page.goto('/sign-in');
    await this.button(languageNames[this.language]).click();
    await this.control('textbox', this.t('sign_in.email')).fill(this.email);
    await this.control('textbox', this.t('sign_in.password')).fill(demoPassword);
    if (picture) await this.look(picture, { axe: true, narrow: true });
    await this.button(this.t('sign_in.submit')).click();
    await this.page
      .getByRole('navigation', { name: this.t('shell.navigation') })
      .waitFor()
      .catch(async (cause: Error) => {
        const shown = await this.page.getByRole('main').textContent();
        throw new Error(`${this.email} is not signed in: ${this.complaints.join('; ')} ${shown}`, { cause });
      });
    await expect.poll(() => this.page.locator('html').getAttribute('lang')).toMatch(new RegExp(`^${this.language}`));
  }

  /** Another language for an account that is signed in; pages opened from now on speak it. */
  async speak(language: Language): Promise<void> {
    await this.send('PUT', '/api/account/language', { language });
    this.language = language;
    this.texts = textTools(language, this.texts.zone);
  }

  /** Asks as the page would, which renews a session whose access token is over. */
  private async ask(address: string, options: Parameters<BrowserContext['request']['fetch']>[1] = {}) {
    const answer = await this.context.request.fetch(address, options);
    if (answer.status() !== 401) return answer;
    await this.context.request.post('/api/session/refresh', { headers: { 'x-requested-with': 'rogatoria' } });
    return this.context.request.fetch(address, options);
  }

  async get<T>(address: string): Promise<T> {
    const answer = await this.ask(address);
    expect(answer.status(), `${address}: ${await answer.text()}`).toBe(200);
    return (await answer.json()) as T;
  }

  /** What the page would send, for what stands before a step. */
  async send<T>(
    method: 'POST' | 'PUT',
    address: string,
    data: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const answer = await this.ask(address, {
      method,
      data,
      headers: { 'x-requested-with': 'rogatoria', ...headers },
    });
    expect(answer.ok(), `${method} ${address}: ${await answer.text()}`).toBe(true);
    return (await answer.json().catch(() => undefined)) as T;
  }

  file(id: string): Promise<CaseView> {
    return this.get<CaseView>(`/api/cases/${id}`);
  }

  async command(id: string, name: string, payload: object = {}): Promise<void> {
    const { version } = await this.file(id);
    await this.send('POST', `/api/cases/${id}/commands/${name}`, payload, { 'if-match': `"${version}"` });
  }

  /** Opens a page and waits for its heading. */
  async visit(address: string): Promise<void> {
    await this.page.goto(address);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Opens a page again until it shows what is on its way, each time with more patience. */
  async await(address: string, shown: () => Locator): Promise<Locator> {
    let timeout = 1_500;
    await expect
      .poll(
        async () => {
          await this.visit(address);
          timeout *= 2;
          return shown()
            .first()
            .waitFor({ timeout })
            .then(
              () => true,
              () => false,
            );
        },
        { timeout: 180_000 * patience, interval: 500 },
      )
      .toBe(true);
    return shown().first();
  }

  /** Opens the dialog of a command on the case page, fills it in and sends it. */
  async give(
    kind: Kind,
    name: string,
    fill: (dialog: Locator) => Promise<unknown> = async () => {},
    picture?: string,
  ): Promise<void> {
    const label = this.texts.first([`command.${kind}.${name}`, `command.${name}`]);
    const dialog = this.page.getByRole('dialog', { name: label });
    const button = this.button(label);
    const more = this.button(this.t('case.more'));
    if ((await dialog.count()) === 0) {
      await button
        .or(this.button(`${label}…`))
        .or(more)
        .first()
        .waitFor();
      if ((await button.count()) > 0) await button.first().click();
      else if ((await this.button(`${label}…`).count()) > 0) await this.button(`${label}…`).click();
      else {
        await more.click();
        await this.page.getByRole('menuitem', { name: beginning(label) }).click();
      }
    }
    await dialog.waitFor();
    await fill(dialog);
    if (picture) await this.look(picture, { axe: true });
    await dialog.getByRole('button', { name: label, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const said = escaped(this.t('case.done', { what: label, time: '#' })).replace('#', '\\d+:\\d\\d');
    await this.page
      .getByRole('status')
      .filter({ hasText: new RegExp(said) })
      .first()
      .waitFor();
  }

  /** Writes into a field of a dialog, by its label. */
  write(dialog: Locator, field: string, text: string): Promise<void> {
    return dialog.getByRole('textbox', { name: beginning(this.t(field)) }).fill(text);
  }

  /** A picture for the record, and everything that must hold of any page. */
  async look(name: string, { axe: accessible = false, narrow = false }: Look = {}): Promise<void> {
    const where = `${this.language} ${this.email} ${name}`;
    await this.settled();
    await this.gallery.picture(this.page, this.language, name);
    await this.sound(where);
    if (accessible) {
      await this.page.evaluate(axe.source);
      const found = await this.page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(
          // what the components announce refers to a button that is gone by then
          { exclude: ['[data-live-announcer]'] },
          { resultTypes: ['violations'] },
        );
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map(({ html, target }) => `${target.join(' ')} ${html.slice(0, 160)}`).join(' | ')}`,
          );
      });
      expect.soft(found, `${where}: axe-core`).toEqual([]);
    }
    if (narrow) {
      await this.page.setViewportSize({ width: 390, height: 844 });
      await this.settled();
      await this.gallery.picture(this.page, this.language, `${name}-390`);
      const wide = await this.page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        return [...document.querySelectorAll('main *')]
          .filter((node) => node.getBoundingClientRect().right > clientWidth + 1)
          .slice(-3)
          .map((node) => node.outerHTML.slice(0, 200));
      });
      expect.soft(wide, `${where}: wider than a telephone`).toEqual([]);
      await this.page.setViewportSize({ width: 1280, height: 860 });
    }
  }

  private async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
  }

  /** No complaint, no key or code where a text should be, no text of another language. */
  private async sound(where: string): Promise<void> {
    expect.soft(this.complaints.splice(0), `${where}: the console`).toEqual([]);
    const said = await this.page.evaluate(() => {
      const found: string[] = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const text = node.textContent?.trim() ?? '';
        // what is marked as another language is one: letters, names of languages
        if (text && node.parentElement?.closest('[lang]') === document.documentElement) found.push(text);
      }
      return found;
    });
    const keys = said.flatMap((text) => text.match(/\b[a-z_]+(?:\.[a-zA-Z0-9_-]+)+\b/g) ?? []);
    const raw = [
      ...keys.filter((key) => key in texts || /^(state|command|notice|form|rule|payload)\.[a-z_]+/.test(key)),
      ...said.flatMap((text) => text.match(/\b(?:ETS185|OAS-A\d\d)\b/g) ?? []),
    ];
    expect.soft(raw, `${where}: keys and codes instead of texts`).toEqual([]);
    const foreign = foreignTo(this.language);
    expect
      .soft(
        said.filter((text) => foreign.has(text)),
        `${where}: texts of another language`,
      )
      .toEqual([]);
  }
}

const zones: Record<string, string> = { BRA: 'America/Sao_Paulo', CHL: 'America/Santiago' };

const foreignTexts = new Map<Language, Set<string>>();

/** Whole texts that no text of this language equals. */
function foreignTo(language: Language): Set<string> {
  const known = foreignTexts.get(language);
  if (known) return known;
  const own = new Set(Object.values(texts).map((text) => text[language]));
  const names = new Set<string>(Object.values(languageNames));
  const all = Object.values(texts).flatMap((text) => Object.values(text));
  const foreign = new Set(
    all.filter((text) => text.length > 3 && !text.includes('{') && !own.has(text) && !names.has(text)),
  );
  foreignTexts.set(language, foreign);
  return foreign;
}

/** `<folder>/<language>/NN-name.png`. */
export class Gallery {
  private readonly counts = new Map<Language, number>();

  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    fs.rmSync(folder, { recursive: true, force: true });
  }

  get pictures(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  async picture(page: Page, language: Language, name: string): Promise<void> {
    const number = (this.counts.get(language) ?? 0) + 1;
    this.counts.set(language, number);
    const file = path.join(this.folder, language, `${String(number).padStart(2, '0')}-${name}.png`);
    // what sticks to the top of the window would stand in the middle of the picture
    await page.evaluate(() => scrollTo(0, 0));
    // a dialog covers the window, not the page
    const fullPage = (await page.getByRole('dialog').count()) === 0;
    await page.screenshot({ path: file, fullPage, animations: 'disabled' });
  }
}
