import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Agent } from '@orbisvoice/contracts';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { faultsInBothThemes } from './support/accessibility.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { DESK, logIn } from './support/log-in.js';
import { startProduct, type Product } from './support/product.js';
import { WatchedPage } from './support/watched-page.js';

const CALLS = 10_000;

let product: Product;
let chromium: Browser;
let page: Page;
let watched: WatchedPage;

beforeAll(async () => {
  if (withoutChromium) return;
  [product, chromium] = await Promise.all([startProduct({ LIVE_ENGINE_MODE: 'scripted' }), startChromium()]);
  page = await (
    await chromium.newContext({ ...DESK, permissions: ['clipboard-read', 'clipboard-write'] })
  ).newPage();
  watched = new WatchedPage(page);
  await logIn(page, product);
}, 300_000);

beforeEach(() => void watched?.complaints.splice(0));
afterEach(() => page?.unrouteAll());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const dialog = () => page.locator('dialog[open]');
const mainNav = () => page.getByRole('navigation', { name: 'Main' });
const path = () => new URL(page.url()).pathname;
const agentPath = () => `/agents/${product.demo.agentId}`;
const faults = () => faultsInBothThemes(page);
/** What a piece of script says in the page. */
const inPage = (script: string): Promise<unknown> => page.evaluate(script);
const searchButton = () => page.getByRole('button', { name: /^Search/ });
const palette = () => page.getByRole('combobox', { name: 'Search or do' });

/** Calls that are over, straight into the table of the demo team. */
async function fillCalls(): Promise<void> {
  const { url } = JSON.parse(readFileSync(join(product.env.DATA_DIR ?? '', 'postgres.json'), 'utf8')) as {
    url: string;
  };
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  try {
    await database.query(
      `insert into calls (id, tenant_id, agent_id, channel, status, epoch, turn_count, created_at, started_at,
         ended_at, end_reason, duration_ms)
       select ('01800000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, a.tenant_id, a.id, 'widget', 'ended', 1, 4,
         at, at, at + interval '1 minute', 'client_ended', 60000
       from agents a, generate_series(1, $2::integer) n, lateral (select now() - n * interval '1 minute' as at) t
       where a.id = $1`,
      [product.demo.agentId, CALLS],
    );
  } finally {
    await database.end();
  }
}

(withoutChromium ? describe.skip : describe)('the dashboard around its pages', () => {
  it('has a palette that the keyboard alone opens, walks and leaves', async () => {
    await page.keyboard.press('Control+k');
    await palette().waitFor();
    expect(await faults()).toEqual([]);
    await page.keyboard.type('analyt');
    const active = async () => {
      const id = await palette().getAttribute('aria-activedescendant');
      return id ? page.locator(`[id="${id}"]`).innerText() : '';
    };
    expect(await active()).toContain('Analytics');
    await page.keyboard.press('Enter');
    await heading('Analytics').waitFor();
    expect(await inPage('document.activeElement?.id')).toBe('main');

    await page.keyboard.press('Control+k');
    await page.keyboard.type('lumen');
    await dialog()
      .getByRole('option', { name: /^Lumen Coffee/ })
      .waitFor();
    expect(await active()).toContain('Lumen Coffee');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toContain('Copy the embed snippet of Lumen Coffee');
    await page.keyboard.press('Enter');
    await page.getByText('The script tag is in the clipboard.').waitFor();
    expect(await inPage('navigator.clipboard.readText()')).toContain(product.demo.agentId);

    await page.keyboard.press('Control+k');
    await page.keyboard.type('dark');
    await page.keyboard.press('Enter');
    expect(await inPage('document.documentElement.dataset.theme')).toBe('dark');
    await searchButton().focus();
    await page.keyboard.press('Enter');
    await palette().waitFor();
    await page.keyboard.press('Escape');
    await palette().waitFor({ state: 'detached' });
    expect(await searchButton().evaluate((it) => it.matches(':focus'))).toBe(true);
    await inPage(`localStorage.removeItem('orbis-theme')`);
  });

  it('keeps unsaved words, whatever way leads from the page', async () => {
    await page.goto(`${product.url}/dashboard`);
    await page.getByRole('link', { name: /^Lumen Coffee/ }).click();
    await page.getByLabel('First message').fill('Words that nobody saved.');
    for (const leave of [
      () => mainNav().getByRole('link', { name: 'Tools', exact: true }).click(),
      () => page.goBack({ waitUntil: 'commit', timeout: 2_000 }).catch(() => null),
    ]) {
      await leave();
      await dialog().getByRole('heading', { name: 'Leave without saving?' }).waitFor();
      await dialog().getByRole('button', { name: 'Stay' }).click();
      expect(path()).toContain(product.demo.agentId);
      expect(await page.getByLabel('First message').inputValue()).toBe('Words that nobody saved.');
    }
  });

  it('keeps them when the session ends, and saves them once somebody is back', async () => {
    await page.context().clearCookies();
    await page.getByRole('button', { name: /^Save draft/ }).click();
    await dialog().getByRole('heading', { name: 'Sign in again' }).waitFor();
    expect(await faults()).toEqual([]);
    await dialog().getByLabel('Password', { exact: true }).fill(product.demo.password);
    await dialog().getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Draft saved.').waitFor();
    const { firstMessage } = await product.get<Agent>(`/agents/${product.demo.agentId}`);
    expect(firstMessage).toBe('Words that nobody saved.');
    // The refused request is the only complaint that there may be.
    expect(watched.complaints.filter((line) => !line.includes('401'))).toEqual([]);
  });

  it('says what could not be read, and reads it again when asked', async () => {
    await page.route('**/calls?*', (route) => route.abort());
    await page.goto(`${product.url}/dashboard/calls`);
    await page.getByRole('alert').waitFor({ timeout: 20_000 });
    expect(await faults()).toEqual([]);
    await page.unrouteAll();
    await button('Try again').click();
    await page.getByText('No calls yet').waitFor();
  });

  it('scrolls through ten thousand calls with the rows in sight alone', async () => {
    await fillCalls();
    await page.goto(`${product.url}/dashboard/calls`);
    const rows = page.locator('main li');
    await rows.first().waitFor();
    let most = 0;
    await waitFor(async () => {
      await inPage('scrollTo(0, document.documentElement.scrollHeight)');
      most = Math.max(most, await rows.count());
      const place = await rows.last().getAttribute('aria-posinset');
      return place === String(CALLS);
    }, 120_000);
    expect(most).toBeLessThan(80);
    expect(await page.locator('*').count()).toBeLessThan(2_000);
  }, 150_000);

  it('asks for nothing twice while a page opens, and for nothing at all while it rests', async () => {
    await page.clock.install();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    /** Nothing has been asked for a while. */
    const settled = async (): Promise<boolean> => {
      const before = asked.length;
      await sleep(700);
      return asked.length === before;
    };
    for (const place of ['', '/tools', '/calls', '/analytics', '/settings', agentPath()]) {
      await page.goto(`${product.url}/dashboard${place}`);
      await page.locator('h1').waitFor();
      await waitFor(() => asked.includes(`GET ${product.url}/live`), 20_000);
      await waitFor(settled, 30_000);
      expect(asked.filter((one, index) => asked.indexOf(one) !== index)).toEqual([]);
      asked.length = 0;
      // Whatever would ask by the clock within half an hour, asks now.
      await page.clock.fastForward('30:00');
      await sleep(700);
      expect(asked).toEqual([]);
    }
    expect(watched.complaints).toEqual([]);
  }, 120_000);

  it('fits a phone: a bar, a drawer, nothing to scroll sideways, however long a name is', async () => {
    const headers = { 'sec-fetch-site': 'same-origin' };
    const longTool = { kind: 'client', name: 'w'.repeat(64), description: 'x'.repeat(200) };
    const longAgent = { name: 'y'.repeat(80), systemPrompt: 'z'.repeat(200) };
    for (const [list, data] of [
      ['/tools', longTool],
      ['/agents', longAgent],
    ] as const)
      expect((await page.request.post(product.url + list, { headers, data })).status()).toBe(201);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${product.url}/dashboard`);
    await button('Menu').click();
    expect(await faults()).toEqual([]);
    const menu = page.getByRole('dialog', { name: 'Menu' });
    await menu.getByRole('link', { name: 'Tools' }).click();
    await heading('Tools').waitFor();
    expect(await menu.isVisible()).toBe(false);
    for (const [place, content] of [
      ['', longAgent.name],
      ['/tools', longTool.name],
      ['/calls', 'Caller hung up'],
      ['/analytics', 'No calls in this range'],
      ['/settings/billing', 'Requests a minute'],
      [agentPath(), longTool.name],
    ] as const) {
      await page.goto(`${product.url}/dashboard${place}`);
      await page.locator('main').getByText(content).first().waitFor();
      expect(await inPage('document.documentElement.scrollWidth')).toBe(390);
      expect(await faults()).toEqual([]);
    }
    expect(watched.complaints).toEqual([]);
  }, 90_000);
});
