import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startDemo } from '../../../widget/demo/demo-server.mjs';
import { waitFor } from '../support/wait-for.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { closing } from './support/closing.js';
import { writeMicrophone } from './support/microphone-file.js';
import { startProduct, type Product } from './support/product.js';
import { WatchedPage } from './support/watched-page.js';
import { WidgetVisit } from './support/widget-visit.js';

// One team's way through the product, in the order of its list of first steps, with speech at both ends of it.
const EMAIL = 'ines@velo.example';
const PROMPT = 'You answer for the bicycle shop Velo. On Saturday we are open from nine to four.';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-journey-'));
let product: Product;
let chromium: Browser;
let page: Page;
let watched: WatchedPage;
let agentId: string;
let callId: string;

beforeAll(async () => {
  if (withoutChromium) return;
  const microphone = join(folder, 'microphone.wav');
  writeMicrophone(microphone, [6_000, 'question-opening-hours', 60_000]);
  [product, chromium] = await Promise.all([startProduct(), startChromium(microphone)]);
  const look = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;
  page = await (await chromium.newContext(look)).newPage();
  watched = new WatchedPage(page);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const steps = () => page.getByRole('region', { name: 'First steps' });
const stepsDone = (count: number) => steps().getByText(`${count} of 7`, { exact: true }).waitFor();
const toDashboard = () => page.getByRole('link', { name: 'Agents', exact: true }).click();

/** Asks the API as the page does that is open. */
const asked = <T>(path: string, body?: object): Promise<T> =>
  page.evaluate(
    async ([address, content]) => {
      const json = { 'content-type': 'application/json' };
      const post = { method: 'POST', headers: json, body: JSON.stringify(content) };
      const answer = await fetch(address, content ? post : {});
      return (await answer.json()) as T;
    },
    [path, body] as const,
  );

async function mailedLink(): Promise<string> {
  let link: string | undefined;
  await waitFor(async () => {
    const { items } = (await (await fetch(`${product.url}/dev/mail`)).json()) as {
      items: { to: string; text: string }[];
    };
    link = /http\S+verify-email\S*/.exec(items.find(({ to }) => to === EMAIL)?.text ?? '')?.[0];
    return link !== undefined;
  });
  return link ?? '';
}

(withoutChromium ? describe.skip : describe)('from sign-up to the call of a visitor', () => {
  it('signs up and confirms the address by mail; the open page hears of it', async () => {
    await page.goto(`${product.url}/signup`);
    await page.getByLabel('Your name').fill('Ines Velo');
    await page.getByLabel('Team').fill('Velo');
    await page.getByLabel('E-mail').fill(EMAIL);
    await page.getByLabel('Password', { exact: true }).fill('violet-harbour-kettle');
    await button('Create account').click();
    await stepsDone(0);
    const mail = await page.context().newPage();
    await mail.goto(await mailedLink());
    await mail.getByRole('button', { name: 'Verify my address' }).click();
    await mail.getByRole('heading', { name: 'Your e-mail address is verified' }).waitFor();
    await mail.close();
    await stepsDone(1);
    expect(await page.getByRole('region', { name: 'Verify your address' }).count()).toBe(0);
  }, 60_000);

  it('makes a tool, and an agent that has it', async () => {
    await page.getByRole('link', { name: 'Tools', exact: true }).click();
    await page.getByRole('link', { name: 'New tool' }).first().click();
    await page.getByLabel('Name', { exact: true }).first().fill('find_order');
    await page.getByLabel('When to use it').fill('Finds an order by its number.');
    await page.getByLabel('Address').fill('https://shop.example/orders/{orderId}');
    await button('Find an order').click();
    await button('Create tool').click();
    await page.waitForURL(/\/dashboard\/tools\/[0-9a-f-]{36}$/);

    await toDashboard();
    await steps().getByRole('link', { name: 'Make an agent' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Velo desk');
    await page.getByLabel('System prompt').fill(PROMPT);
    await page.getByRole('checkbox', { name: /find_order/ }).check();
    await button(/^Create agent/).click();
    await page.waitForURL(/\/dashboard\/agents\/[0-9a-f-]{36}$/);
    agentId = page.url().split('/').at(-1) ?? '';
  }, 30_000);

  it('talks with the draft', async () => {
    await button('Start call').click();
    await page.getByRole('log', { name: 'Captions' }).getByText('nine to four').waitFor({ timeout: 60_000 });
    await watched.until('latency');
    await button('End call').click();
    await toDashboard();
    await stepsDone(3);
  }, 90_000);

  it('publishes it and allows a website', async () => {
    await steps().getByRole('link', { name: 'Publish it' }).click();
    await button('Publish').click();
    await page.locator('dialog[open]').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published v1').waitFor();

    const { key } = await asked<{ key: string }>('/api-keys', { name: 'Website', kind: 'publishable' });
    const api = product.url;
    const gateway = new URL(product.gatewayUrl).origin;
    const site = { api, gateway, agentId, publishableKey: key, secretKey: '' };
    const website = await closing(startDemo(site), (it) => it.close());
    await button('Add site').click();
    await page.getByLabel('Site 1', { exact: true }).fill(website.origin);
    await page.getByRole('button', { name: /^Save draft/ }).click();
    await page.getByText('Draft saved.').waitFor();
    await toDashboard();
    await stepsDone(5);

    const visit = await WidgetVisit.begin(chromium);
    await visit.page.goto(`${website.origin}/plain`);
    await visit.startCall({ consent: false });
    await visit.page.getByText('nine to four').first().waitFor({ timeout: 60_000 });
    await visit.untilState('listening', 30_000);
    await visit.button('End conversation').click();
    expect(visit.complaints).toEqual([]);
    await visit.close();
  }, 120_000);

  it('has nothing left to do, and finds the call with its transcript and in the figures', async () => {
    await steps().waitFor({ state: 'detached', timeout: 20_000 });
    await page.getByRole('link', { name: 'Calls', exact: true }).click();
    const row = page.locator('main').getByRole('listitem').getByRole('link').filter({ hasText: 'Website' });
    await row.getByText('Ended', { exact: true }).waitFor({ timeout: 30_000 });
    await row.click();
    await page.waitForURL(/\/dashboard\/calls\/[0-9a-f-]{36}$/);
    callId = page.url().split('/').at(-1) ?? '';
    await page.locator('main').getByText('nine to four').first().waitFor({ timeout: 20_000 });
    await page.getByRole('heading', { name: 'Latency by turn' }).waitFor();
    const { channel, origin } = await asked<{ channel: string; origin: string }>(`/calls/${callId}`);
    expect([channel, origin]).toEqual(['widget', expect.stringMatching(/^http:\/\/localhost:\d+$/)]);

    await waitFor(
      async () => (await asked<{ totals: { calls: number } }>('/analytics')).totals.calls === 2,
      20_000,
    );
    await page.getByRole('link', { name: 'Analytics', exact: true }).click();
    const figure = page
      .locator('main dl > div')
      .filter({ has: page.getByText('Calls', { exact: true }) })
      .locator('dd')
      .first();
    await figure.getByText('2', { exact: true }).waitFor();
    expect(watched.complaints).toEqual([]);
  }, 90_000);
});
