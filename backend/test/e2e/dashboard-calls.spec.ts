import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Analytics, Call, Page as ListOf } from '@orbisvoice/contracts';
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { faultsInBothThemes } from './support/accessibility.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { DESK, logIn } from './support/log-in.js';
import { writeMicrophone } from './support/microphone-file.js';
import { startProduct, type Product } from './support/product.js';
import { WatchedPage } from './support/watched-page.js';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-calls-'));
let product: Product;
let chromium: Browser;
let page: Page;
let watched: WatchedPage;
let callId: string;

beforeAll(async () => {
  if (withoutChromium) return;
  const microphone = join(folder, 'microphone.wav');
  writeMicrophone(microphone, [3_000, 'question-opening-hours', 60_000]);
  [product, chromium] = await Promise.all([startProduct(), startChromium(microphone)]);
  page = await (await chromium.newContext(DESK)).newPage();
  watched = new WatchedPage(page);
  await logIn(page, product);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const main = () => page.locator('main');
const row = () => main().getByRole('listitem').getByRole('link');

const faults = () => faultsInBothThemes(page);

(withoutChromium ? describe.skip : describe)('a call in the dashboard', () => {
  it('appears in an open list by itself', async () => {
    const analysis = { enabled: true, criteria: [], fields: [] };
    await product.put(`/agents/${product.demo.agentId}`, { analysis });
    await page.goto(`${product.url}/dashboard/calls`);
    await page.getByText('No calls yet').waitFor();
    const other = await page.context().newPage();
    const voice = new WatchedPage(other);
    await other.goto(`${product.url}/dashboard/agents/${product.demo.agentId}`);
    await other.getByRole('button', { name: 'Start call' }).click();
    await row().getByText('Live', { exact: true }).waitFor({ timeout: 20_000 });
    await voice.until('latency', () => true, 60_000);
    await voice.until('transcript', ({ role, final }) => role === 'agent' && final, 60_000);
    await other.getByRole('button', { name: 'End call' }).click();
    await row().getByText('Ended', { exact: true }).waitFor({ timeout: 20_000 });
    await other.close();
    callId = (await product.get<ListOf<Call>>('/calls')).items[0]?.id ?? '';
    await product.transcript(callId);
  }, 150_000);

  it('is found by what was said, and shows where', async () => {
    const { text } = await product.transcript(callId);
    const word = (/\b[a-z]{4,}\b/i.exec(text.split('Agent: ')[1] ?? '')?.[0] ?? '').toLowerCase();
    await page.getByLabel('Search in what was said').fill(word);
    await page.locator('mark').first().waitFor();
    expect((await page.locator('mark').first().innerText()).toLowerCase()).toBe(word);
    await page.getByLabel('Search in what was said').fill('zebra');
    await page.getByText('No call matches').waitFor();
    expect(await faults()).toEqual([]);
    await button('Clear filters').click();
  });

  it('has a page with transcript, latency and health, and files to keep', async () => {
    await page.goto(`${product.url}/dashboard/calls/${callId}`);
    await page.getByRole('heading', { name: 'Latency by turn' }).waitFor();
    await page
      .getByText(/^Turn \d/)
      .first()
      .waitFor();
    await page.getByText('of 100').waitFor();
    expect(await faults()).toEqual([]);
    const { text } = await product.transcript(callId);
    const said = text.split('\n')[0]?.split(': ')[1] ?? '';
    for (const format of ['TXT', 'VTT', 'JSON']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: `Download the transcript as ${format}` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`transcript.${format.toLowerCase()}`);
      expect(readFileSync(await download.path(), 'utf8')).toContain(said);
    }
  });

  it('stands in analytics with the numbers of the API', async () => {
    await waitFor(async () => (await product.get<Analytics>('/analytics')).totals.calls === 1, 20_000);
    await page.goto(`${product.url}/dashboard/analytics?range=7&timeZone=Asia/Kathmandu`);
    const figure = (name: string) =>
      main()
        .locator('dl > div')
        .filter({ has: page.getByText(name, { exact: true }) })
        .locator('dd')
        .first();
    await figure('Calls').waitFor();
    const days = [6, 0].map((ago) =>
      new Date(Date.now() - ago * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Kathmandu' }),
    );
    const { totals, volume } = await product.get<Analytics>(
      `/analytics?from=${days[0]}&to=${days[1]}&timeZone=Asia/Kathmandu`,
    );
    expect(await figure('Calls').innerText()).toBe(String(totals.calls));
    expect(await figure('Today').innerText()).toBe(String(volume.today));
    const median = Math.round(totals.latency.voiceToVoice?.p50Ms ?? 0).toLocaleString('en');
    expect(await figure('Answered within').innerText()).toBe(`${median} ms`);
    await page.locator('.recharts-surface').first().waitFor();
    expect(await faults()).toEqual([]);
    await button('Table').first().click();
    expect(await page.getByRole('region', { name: 'Calls' }).getByRole('row').last().innerText()).toMatch(
      /1\s+0\s+0$/,
    );
  });

  it('is analysed again where somebody asks', async () => {
    const analysedAt = async () => (await product.get<Call>(`/calls/${callId}`)).analysis?.analysedAt;
    await page.goto(`${product.url}/dashboard/calls/${callId}`);
    await main().getByText('Not analysed: this installation has no key of a model.').waitFor();
    const before = await analysedAt();
    await button('Analyse again').click();
    await waitFor(async () => (await analysedAt()) !== before, 20_000);
    // Heard of by the page, which then takes another wish.
    await waitFor(() => button('Analyse again').isEnabled(), 20_000);
  });

  it('that went wrong is a follow-up until somebody has looked at it', async () => {
    await product.asOwner(
      `insert into follow_ups (id, tenant_id, call_id, agent_id, reason, opened_at)
       select gen_random_uuid(), tenant_id, id, agent_id, 'lost', now() from calls where id = '${callId}'`,
    );
    await page.goto(`${product.url}/dashboard`);
    await page.getByRole('link', { name: 'Follow-ups' }).first().click();
    await main().getByText('Line lost', { exact: true }).waitFor();
    expect(await faults()).toEqual([]);
    await page.getByRole('button', { name: /^Done: call with/ }).click();
    await page.getByText('Nothing to look after').waitFor();
    await page.getByText('Done', { exact: true }).first().click();
    await main().getByText('Line lost', { exact: true }).waitFor();
    await main()
      .getByRole('link', { name: /^Call with/ })
      .click();
    await page.getByRole('heading', { name: 'Latency by turn' }).waitFor();
  });

  it('is erased for good, and its numbers stay', async () => {
    await page.goto(`${product.url}/dashboard/calls/${callId}`);
    await button('Erase').click();
    await button('Erase for good').click();
    await page.getByText('This call was erased').waitFor();
    await page.getByRole('link', { name: 'Back to calls' }).click();
    await page.getByText('No calls yet').waitFor();
    expect((await product.get<Analytics>('/analytics')).totals.calls).toBe(1);
    expect(watched.complaints).toEqual([]);
  });
});
