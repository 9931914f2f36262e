import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Agent, Me, Page as ListOf } from '@orbisvoice/contracts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { faultsInBothThemes } from './support/accessibility.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { DESK } from './support/log-in.js';
import { startProduct, type Product } from './support/product.js';

const CLEO = {
  email: 'cleo@example.com',
  name: 'Cleo',
  tenantName: 'Cleo Alone',
  password: 'violet-harbour-kettle',
};
const SHARED = 'Velo Works';

let product: Product;
let chromium: Browser;
/** One browser of somebody with two teams: its tabs share the cookies. */
let cleo: BrowserContext;
let tab: Page;
let other: Page;

beforeAll(async () => {
  if (withoutChromium) return;
  [product, chromium] = await Promise.all([startProduct({ LIVE_ENGINE_MODE: 'scripted' }), startChromium()]);
  cleo = await chromium.newContext(DESK);
  const owner = await chromium.newContext();
  await post(owner, '/auth/signup', { ...CLEO, email: 'host@example.com', tenantName: SHARED });
  await post(cleo, '/auth/signup', CLEO);
  await post(owner, '/tenants/me/invitations', { email: CLEO.email, role: 'member' });
  await waitFor(async () => (await invitationToken()) !== '', 20_000);
  await post(cleo, '/auth/accept-invitation', { token: await invitationToken() });
  [tab, other] = [await cleo.newPage(), await cleo.newPage()];
}, 300_000);

/** As a page of our own does it. */
async function post(context: BrowserContext, path: string, data: object): Promise<void> {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await context.request.post(product.url + path, { headers, data });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
}

async function invitationToken(): Promise<string> {
  const answer = await fetch(`${product.url}/dev/mail`);
  const { items } = (await answer.json()) as ListOf<{ to: string; text: string }>;
  const tokens = items.map(
    ({ to, text }) => to === CLEO.email && /accept-invitation\?token=([\w-]+)/.exec(text)?.[1],
  );
  return tokens.find((token) => typeof token === 'string') ?? '';
}

const heading = (on: Page, name: string) => on.getByRole('heading', { name, level: 1, exact: true });
const teamButton = (on: Page, name: string) => on.getByRole('button', { name: `Team ${name}` });
const switched = () => tab.getByRole('dialog', { name: 'You switched to another team' });
const ask = async <T>(path: string): Promise<T> =>
  (await cleo.request.get(product.url + path)).json() as Promise<T>;
const agentNames = async (): Promise<string[]> =>
  (await ask<ListOf<Agent>>('/agents')).items.map(({ name }) => name).sort();

async function switchIn(on: Page, from: string, to: string): Promise<void> {
  await teamButton(on, from).click();
  await on
    .getByRole('list', { name: 'Your teams' })
    .getByRole('button', { name: new RegExp(`^${to}`) })
    .click();
  await teamButton(on, to).waitFor();
}

async function makeAgent(on: Page, name: string): Promise<void> {
  await on.goto(`${product.url}/dashboard/agents/new`);
  await on.getByLabel('Name', { exact: true }).fill(name);
  await on.getByLabel('System prompt').fill('You answer.');
}

(withoutChromium ? describe.skip : describe)('somebody with two teams', () => {
  it('is told in one tab when another has switched, and loses nothing by going back', async () => {
    await makeAgent(tab, 'Made for Velo');
    await other.goto(`${product.url}/dashboard`);
    await switchIn(other, SHARED, CLEO.tenantName);
    await switched().getByText(SHARED).waitFor();
    expect(await faultsInBothThemes(tab)).toEqual([]);
    await switched().getByRole('button', { name: 'Switch back' }).click();
    await switched().waitFor({ state: 'hidden' });
    await tab.getByRole('button', { name: 'Create agent' }).click();
    await heading(tab, 'Made for Velo').waitFor();
    expect((await ask<Me>('/auth/me')).tenant.name).toBe(SHARED);
    expect(await agentNames()).toEqual(['Made for Velo']);
  });

  it('writes nothing into the other team from a page that looks away', async () => {
    await makeAgent(tab, 'Meant for Velo');
    await other.goto(`${product.url}/dashboard`);
    await switchIn(other, SHARED, CLEO.tenantName);
    await switched().waitFor();
    await tab.keyboard.press('Escape');
    await switched().waitFor({ state: 'hidden' });
    await tab.getByRole('button', { name: 'Create agent' }).click();
    await switched().waitFor();
    expect(await agentNames()).toEqual([]);
    // The answer lets the request go on that asked for it.
    await switched().getByRole('button', { name: 'Switch back' }).click();
    await heading(tab, 'Meant for Velo').waitFor();
    expect(await agentNames()).toEqual(['Made for Velo', 'Meant for Velo']);
  });

  it('goes along where they want to', async () => {
    await tab.goto(`${product.url}/dashboard`);
    // A page that does not know its team yet would begin in the other one, and have nothing to ask.
    await teamButton(tab, SHARED).waitFor();
    await other.goto(`${product.url}/dashboard`);
    await switchIn(other, SHARED, CLEO.tenantName);
    await switched().getByRole('button', { name: 'Open the other team' }).click();
    await teamButton(tab, CLEO.tenantName).waitFor();
    await heading(tab, 'Agents').waitFor();
  });

  it('leaves one of them, and goes on in the other', async () => {
    await switchIn(tab, CLEO.tenantName, SHARED);
    await tab.goto(`${product.url}/dashboard/settings`);
    await tab.getByRole('button', { name: `Leave ${SHARED}` }).click();
    const dialog = tab.getByRole('dialog', { name: `Leave ${SHARED}?` });
    await dialog.getByRole('button', { name: 'Leave the team' }).click();
    await teamButton(tab, CLEO.tenantName).waitFor();
    const { tenant, tenants } = await ask<Me>('/auth/me');
    expect([tenant.name, tenants.length]).toEqual([CLEO.tenantName, 1]);
  });

  it('stays in a team of which they are the only owner', async () => {
    await tab.goto(`${product.url}/dashboard/settings`);
    await tab.getByRole('button', { name: `Leave ${CLEO.tenantName}` }).click();
    const dialog = tab.getByRole('dialog', { name: `Leave ${CLEO.tenantName}?` });
    await dialog.getByRole('button', { name: 'Leave the team' }).click();
    await dialog.getByText('A team keeps at least one owner.').waitFor();
  });
});
