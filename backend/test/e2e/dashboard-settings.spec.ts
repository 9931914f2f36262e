import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, Page as ListOf } from '@orbisvoice/contracts';
import type { Browser, Page } from 'playwright-core';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';
import { waitFor } from '../support/wait-for.js';
import { faultsInBothThemes } from './support/accessibility.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { closing } from './support/closing.js';
import { DESK, logIn } from './support/log-in.js';
import { startProduct, type Product } from './support/product.js';
import { WatchedPage } from './support/watched-page.js';

const PASSWORD = 'violet-harbour-kettle';
const INVITED = 'ben@example.com';
const UNWANTED = 'carl@example.com';

let product: Product;
let chromium: Browser;
/** A server of the team's own. */
let receiver: WebhookReceiver;
/** The owner's page, and the page of somebody whom the owner invites. */
let page: Page;
let guest: Page;
let watched: WatchedPage;

beforeAll(async () => {
  if (withoutChromium) return;
  receiver = await closing(startWebhookReceiver(), (it) => it.close());
  receiver.on('/orbis', (reply) => reply.writeHead(200).end('thank you'));
  [product, chromium] = await Promise.all([startProduct({ EGRESS_ALLOW: receiver.host }), startChromium()]);
  page = await (await chromium.newContext(DESK)).newPage();
  watched = new WatchedPage(page);
  await logIn(page, product);
}, 300_000);

const button = (name: string | RegExp, on = page) => on.getByRole('button', { name, exact: true });
const open = (name: string, on = page) => on.goto(`${product.url}/dashboard/settings${name}`);
const heading = (name: string, on = page) => on.getByRole('heading', { name, level: 1 });
const said = (text: string | RegExp) => page.getByRole('status').getByText(text);
const dialog = () => page.getByRole('dialog');

/** Empty as long as no such mail has come. */
async function invitationToken(invited = INVITED): Promise<string> {
  const answer = await fetch(`${product.url}/dev/mail`);
  const { items } = (await answer.json()) as ListOf<{ to: string; text: string }>;
  const tokens = items.map(
    ({ to, text }) => to === invited && /accept-invitation\?token=([\w-]+)/.exec(text)?.[1],
  );
  return tokens.find((token) => typeof token === 'string') ?? '';
}

async function invite(email: string): Promise<string> {
  await open('');
  await page.getByLabel('Invite by e-mail').fill(email);
  await button('Invite').click();
  await button(`Withdraw the invitation of ${email}`).waitFor();
  await waitFor(async () => (await invitationToken(email)) !== '', 20_000);
  return invitationToken(email);
}

(withoutChromium ? describe.skip : describe)('the settings', () => {
  it('rename the team, invite somebody, send the invitation again', async () => {
    await open('');
    await page.getByLabel('Name', { exact: true }).fill('Velo Works');
    await button('Save').click();
    await said('Team saved.').waitFor();
    await page
      .getByRole('button', { name: /Velo Works/ })
      .first()
      .waitFor();
    await page.getByLabel('Invite by e-mail').fill(INVITED);
    await button('Invite').click();
    await page.getByText(/^Member, by/).waitFor();
    const first = await invitationToken();
    await button(`Resend the invitation of ${INVITED}`).click();
    await waitFor(async () => (await invitationToken()) !== first, 20_000);
    expect(await faultsInBothThemes(page)).toEqual([]);
  });

  it('show a member the team and the way out, and calmly nothing of what is not theirs', async () => {
    guest = await (await chromium.newContext(DESK)).newPage();
    await guest.goto(`${product.url}/accept-invitation?token=${await invitationToken()}`);
    await guest.getByLabel('Your name').fill('Ben');
    await guest
      .getByLabel(/password/i)
      .first()
      .fill(PASSWORD);
    await guest.getByRole('button', { name: /join|accept/i }).click();
    await guest.getByRole('heading', { name: 'Agents' }).waitFor();
    await open('', guest);
    await guest.getByText('Ben (you)').waitFor();
    const links = await guest.getByRole('navigation', { name: 'Settings' }).getByRole('link').allInnerTexts();
    expect(links).toEqual(['Team', 'Embed', 'Data retention', 'Signed-in devices']);
    expect(await guest.getByText('Invitations').count()).toBe(0);
    for (const path of ['/api-keys', '/webhooks', '/audit-log', '/billing']) {
      await open(path, guest);
      await guest.getByText('For owners and admins').waitFor();
    }
    for (const path of [
      '/api-keys',
      '/webhook-endpoints',
      '/tenants/me/audit-log',
      '/tenants/me/invitations',
      '/tenants/me/billing',
    ])
      expect([path, (await guest.request.get(`${product.url}${path}`)).status()]).toEqual([path, 403]);
    const shorter = { data: { callDays: 1 } };
    expect((await guest.request.put(`${product.url}/tenants/me/retention`, shorter)).status()).toBe(403);
    expect(await faultsInBothThemes(guest)).toEqual([]);
  });

  it('withdraw an invitation, whose link is worth nothing then', async () => {
    const token = await invite(UNWANTED);
    await button(`Withdraw the invitation of ${UNWANTED}`).click();
    await said(`The invitation of ${UNWANTED} was withdrawn.`).waitFor();
    await page.getByText(UNWANTED, { exact: true }).waitFor({ state: 'detached' });
    const stranger = await (await chromium.newContext(DESK)).newPage();
    await stranger.goto(`${product.url}/accept-invitation?token=${token}`);
    await stranger.getByLabel('Your name').fill('Carl');
    await stranger
      .getByLabel(/password/i)
      .first()
      .fill(PASSWORD);
    await stranger.getByRole('button', { name: /join|accept/i }).click();
    await stranger.getByText('This link is no longer valid.', { exact: false }).waitFor();
    await stranger.context().close();
  });

  it('change a role, which the other page follows by itself', async () => {
    await page.getByText(INVITED).first().waitFor();
    await page.getByLabel('Role of Ben').selectOption('admin');
    await said('Ben is admin now.').waitFor();
    await guest.getByRole('link', { name: 'API keys' }).waitFor({ timeout: 20_000 });
  });

  it('show owners and admins what the team uses and may use', async () => {
    await open('/billing');
    await heading('Plan and usage').waitFor();
    await page.getByText('None on record').waitFor();
    await page.getByRole('row', { name: /^Calls 0 0$/ }).waitFor();
    expect(await faultsInBothThemes(page)).toEqual([]);
    // A session's role is read anew every five seconds, and a page that was refused before stays so until it is opened again.
    const seen = () => guest.getByText('None on record').waitFor({ timeout: 6_000 });
    await waitFor(async () => {
      await open('/billing', guest);
      return seen().then(
        () => true,
        () => false,
      );
    }, 60_000);
  });

  it('make a key that is shown once, and revoke it', async () => {
    await open('/api-keys');
    await button('New key').first().click();
    await dialog().getByLabel('Name').fill('Build server');
    await dialog().getByLabel('Kind').selectOption('secret');
    await dialog().getByLabel('Works').selectOption('30');
    await dialog().getByRole('button', { name: 'Create key' }).click();
    const key = await dialog().locator('code').innerText();
    expect(key).toMatch(/^ov_sk_live_/);
    expect(await faultsInBothThemes(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Done' }).click();
    expect(await page.getByText(key).count()).toBe(0);
    const asks = () => fetch(`${product.url}/agents`, { headers: { authorization: `Bearer ${key}` } });
    expect((await asks()).status).toBe(200);
    await page.getByText(/^Until \w+ \d/).waitFor();
    await button('Revoke Build server').click();
    await button('Revoke key').click();
    await page.getByText(/^Revoked and expired/).waitFor();
    await waitFor(async () => (await asks()).status === 401, 20_000);
    expect(await faultsInBothThemes(page)).toEqual([]);
  });

  it('sign out another device', async () => {
    const other = await (await chromium.newContext(DESK)).newPage();
    await logIn(other, product);
    await open('/sessions');
    await page.getByText('This browser').waitFor();
    await button('Sign out all others').click();
    await dialog().getByRole('button', { name: 'Sign out' }).click();
    await said('One device was signed out.').waitFor();
    expect((await other.request.get(`${product.url}/auth/me`)).status()).toBe(401);
    expect(await faultsInBothThemes(page)).toEqual([]);
    await other.context().close();
  });

  it('tell a server of its own what happened, and show what came of it', async () => {
    await open('/webhooks');
    await button('New endpoint').first().click();
    await dialog().getByLabel('Address').fill('http://127.0.0.1/orbis');
    await dialog().getByRole('button', { name: 'Create endpoint' }).click();
    await dialog().locator('[aria-invalid=true]').waitFor();
    await dialog().getByLabel('Address').fill(receiver.url('/orbis'));
    await dialog().getByRole('button', { name: 'Create endpoint' }).click();
    await dialog()
      .locator('code')
      .getByText(/^whsec_/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Done' }).click();
    await button('Send test').click();
    await page.getByText('webhook.test').waitFor();
    await page.getByText(/^HTTP 200 in/).waitFor({ timeout: 30_000 });
    expect(receiver.at('/orbis')).toHaveLength(1);
    await page.getByText('webhook.test').click();
    await page.getByText('"type": "webhook.test"').waitFor();
    await page.getByText('thank you').waitFor();
    expect(await faultsInBothThemes(page)).toEqual([]);
    await button('Pause').click();
    await page.getByText(/^Paused just now/).waitFor();
  });

  it('say how many calls a shorter period takes, and keep to it', async () => {
    await open('/retention');
    await page.getByText('Erase old calls').click();
    await page.getByLabel('Days that calls are kept').fill('30');
    await page.getByText('There are no calls yet.').waitFor();
    await button('Save').click();
    await button('Erase older calls').click();
    await said('Calls are kept for 30 days.').waitFor();
    await page.reload();
    expect(await page.getByLabel('Days that calls are kept').inputValue()).toBe('30');
    expect(await faultsInBothThemes(page)).toEqual([]);
  });

  it('make the lines for a site, check them, and show the widget itself', async () => {
    await open('/embed');
    const lines = page.getByLabel('Lines', { exact: true });
    await lines.waitFor();
    await page.getByLabel('Your site', { exact: true }).fill('https://elsewhere.example');
    await page.getByText('The agent does not allow https://elsewhere.example.').waitFor();
    await page.getByLabel('Publishable key', { exact: true }).fill('ov_sk_live_secret');
    await page.getByText(/This key is not for pages/).waitFor();
    await page.getByLabel('Theme', { exact: true }).selectOption('dark');
    await page.getByLabel('Words on the button').fill('Ask us');
    expect(await lines.innerText()).toContain('data-theme="dark" data-label="Ask us"');
    const widget = page.locator('orbis-voice');
    await widget.getByRole('button', { name: /Ask us/ }).click();
    await widget.getByRole('dialog').waitFor();
    expect(await faultsInBothThemes(page)).toEqual([]);
    await page.getByRole('link', { name: 'Team', exact: true }).click();
    await heading('Team').waitFor();
    expect(await widget.count()).toBe(0);
  });

  it('have all of it in the log, in words', async () => {
    await open('/audit-log');
    await page.getByText('chose to keep calls for 30 days').first().waitFor();
    await page.getByLabel('What', { exact: true }).selectOption('member.role_changed');
    await waitFor(
      async () => (await page.getByLabel('What happened').getByRole('listitem').count()) === 1,
      20_000,
    );
    await page.getByText('changed the role of a member').last().click();
    await page.getByText('member.role_changed', { exact: true }).waitFor();
    const { items } = (await (
      await page.request.get(`${product.url}/tenants/me/audit-log?action=webhook_endpoint.tested`)
    ).json()) as ListOf<AuditEntry>;
    expect(items).toHaveLength(1);
    expect(await faultsInBothThemes(page)).toEqual([]);
    expect(watched.complaints.filter((one) => !/40[0-9]|422/.test(one))).toEqual([]);
  });
});
