import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ReferralTermsDocument } from '@orbisvoice/contracts';
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { faultsInBothThemes } from './support/accessibility.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { startProduct, type Product } from './support/product.js';
import { ReferralScene } from './support/referral-scene.js';
import { WatchedPage } from './support/watched-page.js';

const DAY = 86_400_000;
const AFFILIATE = 'beat@example.com';
/** What the headless browser says of itself would not count as a person's click. */
const PERSON =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

let product: Product;
let chromium: Browser;
let scene: ReferralScene;
/** An affiliate, the office, and somebody who is referred: each with a browser of their own. */
let affiliate: Page;
let office: Page;
let visitor: Page;
const watched: WatchedPage[] = [];

async function person(cookies?: string): Promise<Page> {
  const context = await chromium.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    userAgent: PERSON,
  });
  const pairs = (cookies?.split('; ') ?? []).map((pair) => pair.split('=') as [string, string]);
  await context.addCookies(pairs.map(([name, value]) => ({ name, value, url: product.url })));
  const page = await context.newPage();
  watched.push(new WatchedPage(page));
  return page;
}

beforeAll(async () => {
  if (withoutChromium) return;
  [product, chromium] = await Promise.all([startProduct(ReferralScene.variables), startChromium()]);
  scene = new ReferralScene(product);
  const { cookies } = await scene.signup(ReferralScene.admin, 'Olga Office');
  [affiliate, office, visitor] = [await person(), await person(cookies), await person()];
  await office.goto(product.url + (await scene.mailedPath(ReferralScene.admin, 'Confirm your e-mail')));
  await office.getByRole('button', { name: 'Verify my address' }).click();
  await office.getByText('is verified').waitFor();
}, 300_000);

const at = (path: string) => `${product.url}${path}`;
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const figure = (page: Page, name: string) =>
  page.locator('dl > div').filter({ hasText: name }).locator('dd').first();
const officeView = async (view: string) => {
  await office.goto(at(`/dashboard/admin/referrals?view=${view}`));
  await office.getByRole('heading', { name: 'Referral office' }).waitFor();
};

(withoutChromium ? describe.skip : describe)('the referral programme in a browser', () => {
  it('is explained to whoever runs no script', async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(at('/affiliates'));
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
      'Recommend a voice. Earn a share.',
    );
    expect(await page.locator('main').innerText()).toContain('20 % of what it pays us, for 12 months');
    expect(await page.getByText('Sending the form needs JavaScript.').isVisible()).toBe(true);
    await context.close();
  });

  it('estimates by the terms in force', async () => {
    await affiliate.goto(at('/affiliates'));
    const { figures } = (await (await fetch(at('/referrals/terms'))).json()) as ReferralTermsDocument;
    for (const [name, value] of [
      ['Teams that sign up by your link', 10],
      ['Of them, with a first real call', 8],
      ['Of them, paying', 4],
      ['What one pays a month, without taxes', 50],
    ] as const)
      await affiliate.getByLabel(name).fill(String(value));
    const once = 8 * figures.signupReward.amountMinor;
    const share = 4 * (figures.saleMonths ?? 12) * ((5_000 * (figures.saleRateBps ?? 0)) / 10_000);
    const total = affiliate.locator('[data-out="total"]');
    await waitFor(async () => (await total.innerText()) === `$${((once + share) / 100).toFixed(2)}`);
    expect(await faultsInBothThemes(affiliate)).toEqual([]);
  });

  it('takes an application, with complaints at their fields, and a mailed link opens the dashboard', async () => {
    await affiliate.getByLabel('Public name').fill('Beat recommends');
    await affiliate.getByLabel('Country').selectOption('CH');
    await affiliate.getByRole('button', { name: 'Apply', exact: true }).click();
    await affiliate.locator('#apply-email[aria-invalid]').waitFor();
    expect(await affiliate.evaluate('document.activeElement?.id')).toBe('apply-email');
    await affiliate.getByLabel('E-mail').fill(AFFILIATE);
    await affiliate.getByRole('button', { name: 'Apply', exact: true }).click();
    await affiliate.getByText('Look into your mail.').waitFor();
    await affiliate.goto(product.url + (await scene.mailedPath(AFFILIATE, 'Confirm your address')));
    await press(affiliate, 'Confirm and go on');
    await affiliate.getByText('In review').waitFor();
    await press(affiliate, /^Agree to version/);
    await affiliate.getByText('Agreed', { exact: true }).waitFor();
    await affiliate.getByText(/^Agreed to version 1 on/).waitFor();
    expect(await faultsInBothThemes(affiliate)).toEqual([]);
  });

  it('is decided in the office, and the open page of the affiliate says so by itself', async () => {
    await officeView('partners');
    await office.getByLabel('Search partners').fill('BEAT');
    await press(office, /^Open Beat recommends/);
    await office.getByText('address confirmed').waitFor();
    expect(await faultsInBothThemes(office)).toEqual([]);
    const dialog = office.locator('dialog[open]');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await office.getByLabel('Reason').fill('a real site');
    await office.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await affiliate.getByText('In review').waitFor({ state: 'detached', timeout: 20_000 });
  });

  it('tells visitors who referred them, and lets them take it off', async () => {
    const url = await affiliate.getByLabel('Your referral link').inputValue();
    await visitor.goto(url);
    await visitor.getByRole('link', { name: 'Sign up' }).first().click();
    await visitor.getByText('Referred by Beat recommends').waitFor();
    await press(visitor, 'Remove the referral');
    await visitor.getByText('Nobody is credited.').waitFor();
    expect(await faultsInBothThemes(visitor)).toEqual([]);
    await press(visitor, 'Put it back');
    await visitor.getByLabel('Your name').fill('Friend');
    await visitor.getByLabel('Team').fill('Friend Ltd');
    await visitor.getByLabel('E-mail').fill('friend@shop.example');
    await visitor.getByLabel('Password', { exact: true }).fill('violet-harbour-kettle');
    await press(visitor, 'Create account');
    await visitor.getByRole('heading', { name: 'Agents' }).waitFor();
    await visitor.goto(at('/dashboard/settings'));
    await visitor.getByText('Acquired via referral').waitFor();
    await waitFor(async () => (await figure(affiliate, 'Sign-ups').innerText()) === '1', 20_000);
    expect(await figure(affiliate, 'Clicks').innerText()).toBe('1');
    await affiliate.getByText('f•••@shop.example').waitFor();
  });

  it('shows what a sale earned line by line, and lets nothing go while something looks wrong', async () => {
    const { tenant } = (await visitor.evaluate(async () => (await fetch('/auth/me')).json())) as {
      tenant: { id: string };
    };
    await scene.paid(tenant.id, 'in_1', 49_900, new Date(Date.now() - 40 * DAY));
    await affiliate.getByText('20 % of $499.00 from 1 invoice').waitFor({ timeout: 20_000 });
    await officeView('partners');
    await press(office, /^Open Beat recommends/);
    await press(office, 'Raise flag');
    await office.getByLabel('Reason').fill('looks like one office');
    await office.locator('dialog[open]').getByRole('button', { name: 'Raise flag' }).click();
    // The money may be held already, by the rule about sign-ups at the speed of a machine, so the dialog is waited
    // for. The partner's file opens again behind it, with a button of the same name.
    await office
      .getByRole('heading', { name: 'Hold all that this partner earns?' })
      .waitFor({ state: 'hidden' });
    await waitFor(async () => (await figure(affiliate, 'Held').innerText()) === '$99.80', 20_000);
    await officeView('flags');
    await office.getByText('By hand').waitFor();
    expect(await faultsInBothThemes(office)).toEqual([]);
    // A visitor who signed up at the speed of a machine is flagged by a rule as well.
    const dismiss = office.getByRole('main').getByRole('button', { name: 'Dismiss' });
    for (let open = await dismiss.count(); open > 0; open--) {
      await dismiss.first().click();
      await office.getByLabel('Reason').fill('one office');
      await office.locator('dialog[open]').getByRole('button', { name: 'Dismiss' }).click();
      await waitFor(async () => (await dismiss.count()) === open - 1, 20_000);
    }
    await waitFor(async () => (await figure(affiliate, 'Held').innerText()) === '$0.00', 20_000);
  });

  it('pays out what is ready, step by step', async () => {
    await press(affiliate, 'Add');
    await affiliate.getByLabel('Name on the account').fill('Beat Recommends');
    await affiliate.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 01');
    await press(affiliate, 'Save');
    await affiliate.getByText('Has a wrong check number').waitFor();
    await affiliate.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00');
    await press(affiliate, 'Save');
    await affiliate.getByText('Confirm by mail').waitFor();
    await visitor.goto(product.url + (await scene.mailedPath(AFFILIATE, 'Confirm where')));
    await press(visitor, 'It was me');
    await visitor.getByText('is confirmed').waitFor();
    await affiliate.reload();
    await press(affiliate, 'Request payout');
    await affiliate.getByText('Requested', { exact: true }).waitFor();
    expect(await faultsInBothThemes(affiliate)).toEqual([]);
    await officeView('payouts');
    await press(office, /^Approve: /);
    await office.getByLabel('Reason').fill('checked');
    await office.locator('dialog[open]').getByRole('button', { name: 'Approve' }).click();
    await press(office, 'Show where to pay');
    await office.getByText('DE89370400440532013000').waitFor();
    await press(office, /^Mark as paid: /);
    await office.getByLabel('Number of the transfer').fill('SEPA-2026-1');
    await office.getByLabel('Reason').fill('sent');
    await office.locator('dialog[open]').getByRole('button', { name: 'Mark as paid' }).click();
    await office.getByText('SEPA-2026-1').waitFor();
    await affiliate.getByText('SEPA-2026-1').waitFor({ timeout: 20_000 });
  });

  it('counts cohorts, and gives files to keep', async () => {
    await officeView('cohorts');
    await office.locator('.recharts-surface').first().waitFor();
    const row = office.getByRole('region', { name: 'Numbers of each week' }).getByRole('row').last();
    expect(await row.innerText()).toMatch(/^All\s+1\s+0\s+0\s+0\s+1\s+1\s+1\s+\$499\.00\s+–\s+\$99\.80$/);
    expect(await faultsInBothThemes(office)).toEqual([]);
    await officeView('exports');
    await office.getByLabel('Ledger').check();
    const [download] = await Promise.all([
      office.waitForEvent('download'),
      office.getByRole('link', { name: 'Download ledger' }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/accrual[^\n]*99\.80/);
  });

  it.each(['conflicts', 'corrections', 'mirror'])('has an office for %s', async (view) => {
    await officeView(view);
    expect(await faultsInBothThemes(office)).toEqual([]);
  });

  it('keeps the office from everybody else, and complains of nothing', async () => {
    await visitor.goto(at('/dashboard/admin/referrals'));
    await visitor.getByText('This page is for the people who run this installation').waitFor();
    expect(watched.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
