import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Call } from '@orbisvoice/contracts';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { faultsOf } from './support/accessibility.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { writeMicrophone } from './support/microphone-file.js';
import { startProduct, type Product } from './support/product.js';
import { WatchedPage } from './support/watched-page.js';

const PAGES = [
  '/',
  '/features',
  '/pricing',
  '/blog',
  '/blog/safe-embedding',
  '/docs',
  '/docs/embed',
  '/docs/architecture',
  '/docs/figures',
  '/nothing',
];
const SCRIPT_BUDGET = 25 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-site-'));
let product: Product;
let chromium: Browser;
beforeAll(async () => {
  if (withoutChromium) return;
  const microphone = join(folder, 'microphone.wav');
  // The greeting is over by then; what is left of it is interrupted.
  writeMicrophone(microphone, [6_000, 'question-opening-hours', 60_000]);
  [product, chromium] = await Promise.all([startProduct(), startChromium(microphone)]);
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function visit(look: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 }, ...look });
  return new WatchedPage(await context.newPage());
}

(withoutChromium ? describe.skip : describe)('the public site', () => {
  it('lets a visitor talk to the demo agent at once', async () => {
    const watched = await visit({ reducedMotion: 'reduce' });
    const { page } = watched;
    await page.goto(product.url);
    await page.getByRole('button', { name: 'Talk to Luma' }).click();
    const { callId } = await watched.until('ready');
    await watched.until('transcript', ({ role, text }) => role === 'user' && /opening hours/i.test(text));
    await watched.until('transcript', ({ role, text }) => role === 'agent' && /9 am to 4 pm/.test(text));
    await page.locator('[data-demo-place]').getByText('9 am to 4 pm').waitFor();
    expect(watched.audio.length).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'End conversation' }).click();
    await watched.until('ended');
    const call = await product.get<Call>(`/calls/${callId}`);
    expect(call).toMatchObject({ agentId: product.demo.agentId, channel: 'widget', origin: product.url });
    expect(watched.complaints).toEqual([]);
    await page.context().close();
  }, 90_000);

  it('sends hardly any script before somebody asks for the agent, and no request twice', async () => {
    const { page, complaints } = await visit();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    const kinds = new Map<string, string>();
    const addresses: string[] = [];
    let scriptBytes = 0;
    session.on('Network.responseReceived', ({ requestId, type, response }) => {
      kinds.set(requestId, type);
      addresses.push(response.url);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (kinds.get(requestId) === 'Script') scriptBytes += encodedDataLength;
    });
    await page.goto(product.url, { waitUntil: 'networkidle' });
    expect(scriptBytes).toBeGreaterThan(0);
    expect(scriptBytes).toBeLessThan(SCRIPT_BUDGET);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('can be read without JavaScript, in the theme of the system', async () => {
    const { page } = await visit({ javaScriptEnabled: false, colorScheme: 'dark' });
    for (const path of PAGES) {
      await page.goto(`${product.url}${path}`);
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
      expect((await page.getByRole('main').innerText()).length).toBeGreaterThan(80);
    }
    await page.goto(product.url);
    expect(await page.getByText('A call, as it was').isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Talk to Luma' }).isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: /^Theme/ }).isVisible()).toBe(false);
    await page.context().close();
  });

  it('finds a part of the documentation by keyboard, and fetches the search only then', async () => {
    const { page, complaints } = await visit({ reducedMotion: 'reduce' });
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    const isSearch = (path: string) => path === '/docs/search.json' || path.includes('search-dialog');
    await page.goto(`${product.url}/docs/embed`, { waitUntil: 'networkidle' });
    expect(fetched.filter(isSearch)).toEqual([]);
    const field = page.getByLabel('Words to search for');
    await page.keyboard.press('/');
    // Its code is on its way; until it is there, nobody has a field to type into.
    await field.waitFor();
    await page.keyboard.type('webhook signatures');
    const first = page.getByRole('dialog').getByRole('link').first();
    await first.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    expect(await first.evaluate((link) => link.matches(':focus'))).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${product.url}/docs/webhooks*`);
    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('zzqx');
    await page.getByText('Nothing is said about').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(new Set(fetched.filter(isSearch)).size).toBe(2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('counts what calls cost, and keeps the chosen theme for the dashboard', async () => {
    const { page, complaints } = await visit({ colorScheme: 'light' });
    await page.goto(`${product.url}/pricing`);
    const perCall = page.locator('[data-out="call"]');
    const before = await perCall.innerText();
    await page.getByLabel('Minutes of a call').fill('10');
    expect(await perCall.innerText()).not.toBe(before);
    await page.getByRole('button', { name: /^Theme: system/ }).click();
    await page.getByRole('button', { name: /^Theme: light/ }).click();
    await page.goto(`${product.url}/login`);
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('knows where it is served, and says so when there is nothing', async () => {
    const read = async (path: string) =>
      (await fetch(`${product.url}${path}`, { headers: { accept: 'text/html' } })).text();
    expect(await read('/pricing')).toContain(`<link rel="canonical" href="${product.url}/pricing"/>`);
    expect(await read('/sitemap.xml')).toContain(`<loc>${product.url}/blog/safe-embedding</loc>`);
    expect(await read('/')).toContain(`data-agent="${product.demo.agentId}"`);
    for (const path of ['/', '/sitemap.xml', '/robots.txt', '/blog/feed.xml', '/signup'])
      expect(await read(path)).not.toContain('%PUBLIC_URL%');
    const missing = await fetch(`${product.url}/nothing`, { headers: { accept: 'text/html' } });
    expect(missing.status).toBe(404);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing in the way of anybody in the %s theme',
    async (colorScheme) => {
      const { page } = await visit({ colorScheme, reducedMotion: 'reduce' });
      const found: Record<string, string[]> = {};
      for (const path of PAGES) {
        await page.goto(`${product.url}${path}`);
        found[path] = await faultsOf(page);
      }
      expect(found).toEqual(Object.fromEntries(PAGES.map((path) => [path, []])));
      await page.context().close();
    },
    120_000,
  );
});
