import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Agent, AgentVersion, Call, Page as ListOf } from '@orbisvoice/contracts';
import type { Browser, Page } from 'playwright-core';
import { faultsInBothThemes } from './support/accessibility.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { DESK, logIn } from './support/log-in.js';
import { writeMicrophone } from './support/microphone-file.js';
import { startProduct, type Product } from './support/product.js';
import { WatchedPage } from './support/watched-page.js';

const PROMPT = 'You answer for {{shop}}. On Saturday we are open from nine to four.';
const BETTER = 'You answer for {{shop}}. On Saturday we are open from nine to five.';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-agents-'));
let product: Product;
let chromium: Browser;
let page: Page;
let watched: WatchedPage;
let agentId: string;

beforeAll(async () => {
  if (withoutChromium) return;
  const microphone = join(folder, 'microphone.wav');
  writeMicrophone(microphone, [6_000, 'question-opening-hours', 60_000]);
  [product, chromium] = await Promise.all([startProduct(), startChromium(microphone)]);
  page = await (await chromium.newContext(DESK)).newPage();
  watched = new WatchedPage(page);
  await logIn(page, product);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = () => page.locator('dialog[open]');
const agentNow = () => product.get<Agent>(`/agents/${agentId}`);

const faults = () => faultsInBothThemes(page);

(withoutChromium ? describe.skip : describe)('the life of an agent in the dashboard', () => {
  it('begins with a tool that is tried before any agent has it', async () => {
    await page.goto(`${product.url}/dashboard/tools/new`);
    await page.getByLabel('Name', { exact: true }).first().fill('find_order');
    await page.getByLabel('When to use it').fill('Finds an order by its number.');
    await page.getByLabel('Address').fill('https://shop.example/orders/{orderId}');
    await button('Find an order').click();
    await button('Add header').click();
    await page.getByLabel('Header 1', { exact: true }).fill('authorization');
    await page.getByLabel('Value of header 1').fill('Bearer {{SHOP_TOKEN}}');
    await button('Create tool').click();

    await page.getByLabel('New value of SHOP_TOKEN').fill('a-token-that-nobody-sees-1234');
    await button('Set').click();
    await page.getByText('ends in 1234').waitFor();
    await page.getByLabel('Arguments for the test').fill('{"orderId": "A 1"}');
    await button('Dry run').click();
    const request = page.getByRole('figure', { name: 'Request' });
    await request.waitFor();
    expect(await request.innerText()).toMatch(
      /GET https:\/\/shop\.example\/orders\/A%201\s+authorization: .*1234/i,
    );
    expect(await page.content()).not.toContain('a-token-that-nobody-sees');
    await page.getByLabel('Arguments for the test').fill('{"order": 1}');
    await button('Dry run').click();
    await page
      .getByText(/orderId/)
      .last()
      .waitFor();
    expect(await faults()).toEqual([]);
  });

  it('goes on as a draft that can be talked with, and that no visitor gets', async () => {
    await page.goto(`${product.url}/dashboard/agents/new`);
    await page.getByLabel('Name', { exact: true }).fill('Desk of the day');
    await page.getByLabel('System prompt').fill(PROMPT);
    await page.getByRole('checkbox', { name: /find_order/ }).check();
    await button(/^Create agent/).click();
    await page.waitForURL(/\/dashboard\/agents\/[0-9a-f-]{36}$/);
    agentId = page.url().split('/').at(-1) ?? '';
    expect(await agentNow()).toMatchObject({ status: 'draft', publishedVersion: null, variables: ['shop'] });

    await button('Hear Kore').click();
    await button('Stop Kore').waitFor();
    await button('Hear Kore').waitFor({ timeout: 40_000 });

    await page.getByLabel('shop', { exact: true }).fill('Velo');
    await button('Start call').click();
    await page.getByRole('log', { name: 'Captions' }).getByText('nine to four').waitFor({ timeout: 60_000 });
    await watched.until('latency');
    await page
      .getByRole('log', { name: 'Captions' })
      .getByText(/\d+ ms/)
      .first()
      .click();
    await page.getByText('the model', { exact: true }).first().waitFor();
    await button('End call').click();
    const { items } = await product.get<ListOf<Call>>(`/calls?agentId=${agentId}`);
    expect(items.map(({ agentVersion }) => agentVersion)).toEqual([null]);
    expect(await faults()).toEqual([]);
  }, 120_000);

  it('is published, edited, and shows what would change for visitors', async () => {
    await button('Publish').click();
    await dialog().getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published v1').waitFor();

    await page.getByLabel('System prompt').fill(BETTER);
    await page.keyboard.press('Control+s');
    await page.getByText('Unpublished changes').waitFor();
    expect((await product.get<AgentVersion>(`/agents/${agentId}/versions/1`)).content.systemPrompt).toBe(
      PROMPT,
    );

    await button('Publish').click();
    await dialog().getByText('five').waitFor();
    expect(await dialog().locator('del').allInnerTexts()).toEqual(['four']);
    expect(await dialog().locator('ins').allInnerTexts()).toEqual(['five']);
    expect(await faults()).toEqual([]);
    await dialog().getByLabel('Note').fill('Longer Saturdays');
    await dialog().getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published v2').waitFor();
  });

  it('is rolled back with one click and a confirmation', async () => {
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByText('Longer Saturdays').first().waitFor();
    await page.getByRole('button', { name: /^Version 1/ }).click();
    await button('Roll back to this').click();
    expect(await faults()).toEqual([]);
    await dialog().getByRole('button', { name: 'Roll back' }).click();
    await page.getByText('Published v3').waitFor();
    await page.getByText('Brought back version 1').waitFor();
    expect(await agentNow()).toMatchObject({
      systemPrompt: PROMPT,
      publishedVersion: 3,
      unpublishedChanges: false,
    });
    expect(await faults()).toEqual([]);
  });

  it('stands in the list with its state and its calls, and the tool says who has it', async () => {
    await page.goto(`${product.url}/dashboard`);
    const row = page.getByRole('link', { name: /Desk of the day/ });
    await row.getByText('1 call in 7 days').waitFor();
    expect(await row.innerText()).toContain('Published v3');
    expect(await faults()).toEqual([]);
    await page.goto(`${product.url}/dashboard/tools`);
    await page
      .getByRole('link', { name: /find_order/ })
      .getByText('Used by Desk of the day')
      .waitFor();
    expect(await faults()).toEqual([]);
  });
});
