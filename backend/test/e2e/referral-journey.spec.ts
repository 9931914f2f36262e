import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { webhookHeaders, webhookKey } from '../../src/platform/crypto/index.js';
import { waitFor } from '../support/wait-for.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { writeMicrophone } from './support/microphone-file.js';
import { logIn } from './support/log-in.js';
import { startProduct, type Product } from './support/product.js';
import { startProgram } from './support/program.js';
import { WatchedPage } from './support/watched-page.js';

const DAY = 86_400_000;
const SECRET = `whsec_${Buffer.from('j'.repeat(32)).toString('base64')}`;
const PASSWORD = 'violet-harbour-kettle';
const OFFICER = 'office@example.com';
const FRIEND = 'friend@company.example';

const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-journey-'));
const clock = join(folder, 'clock');
let stepped = 0;
let product: Product;
let chromium: Browser;
/** Three people, each with a browser of their own. */
let partner: WatchedPage;
let friend: WatchedPage;
let officer: WatchedPage;
let link: string;
let teamId: string;

const person = async (): Promise<WatchedPage> => {
  const context = await chromium.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  return new WatchedPage(await context.newPage());
};
const now = () => new Date(Date.now() + stepped);
/** Lets time pass for the product, in every process of it; sessions of a month ago are over then, as they should be. */
async function step(days: number): Promise<void> {
  stepped += days * DAY;
  writeFileSync(clock, String(stepped));
  await waitFor(
    async () => (await friend.page.request.get(`${product.url}/auth/me`)).status() === 401,
    20_000,
  );
}
/** The newest mail to somebody, as the developer's page of mails lists it. */
async function mailTo(to: string, subject: string): Promise<string> {
  const newest = async () => {
    const answer = await fetch(`${product.url}/dev/mail`, { headers: { accept: 'application/json' } });
    const { items } = (await answer.json()) as { items: { to: string; subject: string; text: string }[] };
    return items.find((mail) => mail.to === to && mail.subject.includes(subject));
  };
  await waitFor(async () => (await newest()) !== undefined, 20_000);
  return (await newest())?.text ?? '';
}
const linkIn = (mail: string) => /https?:\S+token=[\w-]+/.exec(mail)?.[0] ?? '';

async function signUp({ page }: WatchedPage, email: string, team: string): Promise<void> {
  await page.getByLabel('Your name').fill('New Person');
  await page.getByLabel('Team').fill(team);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/dashboard**');
}
/** Asks the API as the person of a page. */
async function ask<T>({ page }: WatchedPage, method: string, path: string, body?: object): Promise<T> {
  const answer = await page.request.fetch(`${product.url}${path}`, {
    method,
    headers: { 'sec-fetch-site': 'same-origin' },
    ...(body && { data: body }),
  });
  // Some answers have no body.
  if (!answer.ok()) throw new Error(`${method} ${path} answered ${answer.status()}: ${await answer.text()}`);
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
/** A figure of the earnings in one currency, by its name. */
const figure = (page: Page, name: string, currency = 'EUR') =>
  page
    .getByRole('region', { name: `Earnings in ${currency}` })
    .or(page.locator('section', { hasText: `Earnings in ${currency}` }))
    .first()
    .locator('dt')
    .filter({ hasText: new RegExp(`^${name}`) })
    .locator('xpath=following-sibling::dd');
const untilShown = (page: Page, name: string, text: string) =>
  waitFor(async () => {
    await page.reload();
    await page.getByText('Earnings in EUR').first().waitFor();
    return (await figure(page, name).first().innerText()).includes(text);
  }, 60_000);

beforeAll(async () => {
  if (withoutChromium) return;
  [product, chromium] = await Promise.all([
    startProduct({ PLATFORM_ADMINS: OFFICER, WEBHOOK_SECRETS: `billing/acme=${SECRET}`, CLOCK_FILE: clock }),
    startChromium(),
  ]);
  [partner, friend, officer] = [await person(), await person(), await person()];
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

(withoutChromium ? describe.skip : describe)('from a shared link to a paid commission', () => {
  it('the partner finds a link to share', async () => {
    await logIn(partner.page, product);
    await partner.page.goto(`${product.url}/dashboard/referrals`);
    link = await partner.page.getByLabel('Your referral link').inputValue();
    expect(link).toMatch(/\/r\/[a-z0-9]+$/);
  }, 60_000);

  it('a friend follows it, sees who refers, and signs up', async () => {
    const { page } = friend;
    await page.goto(link);
    await page.waitForURL('**/?ref=*');
    await page.getByRole('button', { name: 'Remember it' }).click();
    await page.getByText('This browser remembers it').waitFor();
    // Somebody reads before they sign up; who does not looks like a program, and their money would wait.
    await page.waitForTimeout(3_500);
    await page.goto(`${product.url}/signup`);
    await page.getByText('Referred by').waitFor();
    await signUp(friend, FRIEND, 'Friend Ltd');
    teamId = (await ask<{ tenant: { id: string } }>(friend, 'GET', '/auth/me')).tenant.id;
    await waitFor(
      async () =>
        (await ask<{ acquiredVia: string | null }>(friend, 'GET', '/tenants/me')).acquiredVia === 'referral',
      20_000,
    );
    await partner.page.reload();
    await partner.page.getByText('f•••@company.example').waitFor();
  }, 90_000);

  it('the friend’s first real call activates the team', async () => {
    const agent = await ask<{ id: string }>(friend, 'POST', '/agents', {
      name: 'Front desk',
      systemPrompt: 'You answer for Friend Ltd. On Saturday we are open from 9 am to 4 pm.',
      status: 'published',
    });
    const { key } = await ask<{ key: string }>(friend, 'POST', '/api-keys', {
      name: 'Journey',
      kind: 'secret',
    });
    const question = join(folder, 'question.wav');
    writeMicrophone(question, [9_000, 'question-opening-hours', 1_000]);
    const args = ['call', '--agent', agent.id, '--key', key, '--url', product.url, '--wav', question];
    const call = startProgram('backend/dist/cli.js', [...args, '--json'], product.env);
    expect([await call.ended, call.output()]).toEqual([0, expect.stringContaining('"answered":true')]);
    await waitFor(async () => {
      const { counts } = await ask<{ counts: { activations: number } }>(partner, 'GET', '/referrals/me');
      return counts.activations === 1;
    }, 30_000);
  }, 120_000);

  it('an invoice that the billing system reports earns a fifth, which waits', async () => {
    const body = JSON.stringify({
      type: 'invoice.paid',
      timestamp: now().toISOString(),
      data: { tenantId: teamId, invoiceId: 'in_1', currency: 'EUR', paidMinor: 59_500, exTaxMinor: 50_000 },
    });
    const key = webhookKey(SECRET) ?? Buffer.alloc(0);
    const tell = () =>
      fetch(`${product.url}/webhooks/billing/acme`, {
        method: 'POST',
        headers: { ...webhookHeaders(key, 'msg_1', now(), body), 'content-type': 'application/json' },
        body,
      });
    expect(await (await tell()).json()).toEqual({ outcome: 'accepted', reason: null });
    expect(await (await tell()).json()).toEqual({ outcome: 'known', reason: null });
    await untilShown(partner.page, 'Matures', '100.00');
    expect(await figure(partner.page, 'Ready').first().innerText()).toContain('0.00');
  }, 90_000);

  it('after the hold the partner agrees, says where to pay, and asks for it', async () => {
    await step(31);
    await logIn(partner.page, product);
    const { page } = partner;
    await page.goto(`${product.url}/dashboard/referrals`);
    await untilShown(page, 'Ready', '100.00');
    await page.getByRole('button', { name: /^Agree to version/ }).click();
    await page.getByText('Agreed', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByLabel('Name on the account').fill('Demo Partner');
    await page.getByLabel('IBAN', { exact: true }).fill('DE89370400440532013000');
    const method = page.getByRole('dialog', { name: 'Where should we pay you?' });
    await method.getByRole('button', { name: 'Save' }).click();
    await page.goto(linkIn(await mailTo(product.demo.email, 'where you want to be paid')));
    await page.getByRole('button', { name: 'It was me' }).click();
    await page.getByText('Your payout method is confirmed').waitFor();
    await page.goto(`${product.url}/dashboard/referrals`);
    await page.getByRole('button', { name: 'Request payout' }).first().waitFor();
    await page.locator('button:enabled', { hasText: 'Request payout' }).click();
    await page.getByText('Requested', { exact: true }).waitFor();
  }, 120_000);

  it('somebody of the office approves it and notes the transfer; the partner sees it paid', async () => {
    const { page } = officer;
    await page.goto(`${product.url}/signup`);
    await signUp(officer, OFFICER, 'Office');
    await page.goto(linkIn(await mailTo(OFFICER, 'Confirm your e-mail')));
    await page.getByRole('button', { name: 'Verify my address' }).click();
    await page.getByText('Your e-mail address is verified').waitFor();
    // What a session may do is written in it; the next one knows that the address is confirmed.
    await ask(officer, 'POST', '/auth/refresh');
    await waitFor(
      async () => (await ask<{ platformAdmin?: boolean }>(officer, 'GET', '/auth/me')).platformAdmin === true,
      20_000,
    );
    await page.goto(`${product.url}/dashboard/admin/referrals?view=payouts`);
    await page.getByRole('button', { name: /^Approve/ }).click();
    await page.getByLabel('Reason').fill('end of the month');
    const approval = page.getByRole('dialog', { name: /^Approve / });
    await approval.getByRole('button', { name: 'Approve', exact: true }).click();
    await approval.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^Mark as paid/ }).click();
    await page.getByLabel('Number of the transfer').fill('SEPA-2026-1');
    await page.getByLabel('Reason').fill('sent today');
    const payment = page.getByRole('dialog', { name: /were sent/ });
    await payment.getByRole('button', { name: 'Mark as paid', exact: true }).click();
    await page.getByText('SEPA-2026-1').first().waitFor();

    // The stream tells the partner's page; nobody loads it anew.
    await partner.page.getByText('SEPA-2026-1').first().waitFor();
    await waitFor(
      async () => (await figure(partner.page, 'Paid').first().innerText()).includes('100.00'),
      20_000,
    );
    expect(await mailTo(product.demo.email, 'was paid to you')).toContain('SEPA-2026-1');
    // A session of a month ago is refused, which browsers write down.
    const complaints = [partner, friend, officer].flatMap((one) => one.complaints);
    expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  }, 120_000);
});
