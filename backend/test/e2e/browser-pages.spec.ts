import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { faultsOf } from './support/accessibility.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { logIn } from './support/log-in.js';
import { startProduct, type Product } from './support/product.js';
import { WatchedPage } from './support/watched-page.js';

const THEMES = ['light', 'dark'] as const;

let product: Product;
let chromium: Browser;
beforeAll(async () => {
  if (withoutChromium) return;
  [product, chromium] = await Promise.all([startProduct({ LIVE_ENGINE_MODE: 'scripted' }), startChromium()]);
}, 240_000);

async function openPage(colorScheme: (typeof THEMES)[number] = 'light'): Promise<WatchedPage> {
  // Nothing is judged while it fades in.
  const look = { colorScheme, reducedMotion: 'reduce' } as const;
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 }, ...look });
  return new WatchedPage(await context.newPage());
}

(withoutChromium ? describe.skip : describe)('the pages in a browser', () => {
  it('verify an address by the link that was mailed', async () => {
    const { page, complaints } = await openPage();
    const email = 'grace@example.com';
    await page.goto(product.url);
    await page.goto(`${product.url}/signup`);
    await page.getByLabel('Your name').fill('Grace Example');
    await page.getByLabel('Team').fill('Example Ltd');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('violet-harbour-kettle');
    await page.getByRole('button', { name: 'Create account' }).click();
    const notice = page.getByRole('region', { name: 'Verify your address' });
    await notice.getByText(email).waitFor();

    await page.goto(await mailedLink(email));
    await page.getByRole('button', { name: 'Verify my address' }).click();
    await page.getByRole('heading', { name: 'Your e-mail address is verified' }).waitFor();
    await page.getByRole('link', { name: 'Go to the dashboard' }).click();
    await page.getByRole('heading', { name: 'Agents' }).waitFor();
    expect(await notice.count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 60_000);

  describe.each(THEMES)('in the %s theme', (theme) => {
    let watched: WatchedPage;
    beforeAll(async () => {
      watched = await openPage(theme);
    });
    afterAll(() => watched.page.context().close());

    it.each([
      ['the landing page', '/'],
      ['the login', '/login'],
      ['the sign-up', '/signup'],
    ])('%s has nothing in the way of anybody', async (_what, path) => {
      await watched.page.goto(`${product.url}${path}`);
      await watched.page.getByRole('heading', { level: 1 }).waitFor();
      expect(await faultsOf(watched.page)).toEqual([]);
    });

    it('neither have the dashboard, the editor of an agent, the calls and the settings', async () => {
      const { page } = watched;
      await logIn(page, product);
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('link', { name: 'Lumen Coffee' }).click();
      await page.getByRole('button', { name: 'Start call' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      for (const [name, heading] of [
        ['Calls', 'Calls'],
        ['Settings', 'Team'],
      ] as const) {
        await page.getByRole('link', { name, exact: true }).click();
        await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
        expect(await faultsOf(page)).toEqual([]);
      }
    }, 60_000);

    it('and nothing of it complains in the console', () => {
      expect(watched.complaints).toEqual([]);
    });
  });
});

/** Mail is sent by a job, a moment after the request that asked for it. */
async function mailedLink(email: string): Promise<string> {
  let link: string | undefined;
  await waitFor(async () => {
    const answer = await fetch(`${product.url}/dev/mail`);
    const { items } = (await answer.json()) as { items: { to: string; text: string }[] };
    const text = items.find(({ to }) => to === email)?.text ?? '';
    link = /http\S+verify-email\S*/.exec(text)?.[0];
    return link !== undefined;
  });
  return link ?? '';
}
