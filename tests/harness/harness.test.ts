import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { testDatabase } from './database.ts';

test('the browser shows a page of this machine and reaches no other', async () => {
  const server = http.createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Carta rogatória</title><h1>Commission rogatoire</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    expect(await page.title()).toBe('Carta rogatória');
    const picture = await page.screenshot();
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    const { width } = (await page.locator('h1').boundingBox()) ?? { width: 0 };
    expect(width).toBeGreaterThan(100);
    await expect(page.goto('http://example.org/')).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
  } finally {
    await browser.close();
    server.close();
  }
});

test('each test database is migrated and its own', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  try {
    expect(one.appUrl).not.toBe(two.appUrl);
    const client = new pg.Client({ connectionString: one.ownerUrl });
    await client.connect();
    await client.query('create table public.only_here ()');
    const { rows } = await client.query(
      `select count(*)::int as tables from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    await client.end();
    expect(rows[0].tables).toBeGreaterThan(1);
    const other = new pg.Client({ connectionString: two.appUrl });
    await other.connect();
    await expect(other.query('select from public.only_here')).rejects.toThrow(/does not exist/);
    await other.end();
  } finally {
    await Promise.all([one.drop(), two.drop()]);
  }
});
