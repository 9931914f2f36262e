import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReferralTermsDocument } from '@orbisvoice/contracts';
import type { Browser, Page } from 'playwright-core';
import { startFakeRefRef, REFREF_KEY, type FakeRefRef } from '../support/fake-refref.js';
import { waitFor } from '../support/wait-for.js';
import { faultsInBothThemes } from './support/accessibility.js';
import { startChromium, withoutChromium } from './support/chromium.js';
import { tabTo, typeInto } from './support/keyboard.js';
import { startProduct, type Product } from './support/product.js';
import { ReferralScene } from './support/referral-scene.js';
import { WatchedPage } from './support/watched-page.js';

const DAY = 86_400_000;
const AFFILIATE = 'beat@example.com';
/** What the headless browser says of itself would not count as a person's click. */
const PERSON =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

let product: Product;
/** The other referral system, which hangs up on whatever it is told. */
let mirror: FakeRefRef;
let chromium: Browser;
let scene: ReferralScene;
/** An affiliate, the office, and somebody who is referred: each with a browser of their own. */
let affiliate: Page;
let office: Page;
let visitor: Page;
/** The team of the one who was referred. */
let teamId: string;
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
  mirror = await startFakeRefRef();
  mirror.mood.hangsUp = true;
  const copied = {
    REFREF_API_URL: mirror.url,
    REFREF_PRODUCT_ID: 'prd_1',
    REFREF_PROGRAM_ID: 'prg_1',
    REFREF_API_KEY: REFREF_KEY,
  };
  [product, chromium] = await Promise.all([
    startProduct({ ...ReferralScene.variables, ...copied }),
    startChromium(),
  ]);
  scene = new ReferralScene(product);
  const { cookies } = await scene.signup(ReferralScene.admin, 'Olga Office');
  [affiliate, office, visitor] = [await person(), await person(cookies), await person()];
  await office.goto(product.url + (await scene.mailedPath(ReferralScene.admin, 'Confirm your e-mail')));
  await office.getByRole('button', { name: 'Verify my address' }).click();
  await office.getByText('is verified').waitFor();
}, 300_000);
afterAll(() => mirror?.close());

const at = (path: string) => `${product.url}${path}`;
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const figure = (page: Page, name: string) =>
  page.locator('dl > div').filter({ hasText: name }).locator('dd').first();
const untilFigure = (page: Page, name: string, text: string) =>
  waitFor(async () => (await figure(page, name).innerText()) === text, 30_000);
/** Answers the dialog of an operation and waits until it was done. Behind it a partner's file may open again. */
async function decide(title: string, confirm: string, answer: Record<string, string>): Promise<void> {
  const dialog = office.getByRole('dialog', { name: title });
  for (const [label, text] of Object.entries(answer)) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}
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
    // Without a mouse, and in the order in which it is read.
    await typeInto(affiliate, [
      ['Public name', 'Beat recommends'],
      ['Country', 'Switz'],
    ]);
    await tabTo(affiliate, 'Apply');
    await affiliate.keyboard.press('Enter');
    await affiliate.locator('#apply-email[aria-invalid]').waitFor();
    expect(await affiliate.evaluate('document.activeElement?.id')).toBe('apply-email');
    await affiliate.keyboard.type(AFFILIATE);
    await affiliate.keyboard.press('Enter');
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
    const file = office.getByRole('dialog', { name: 'Beat recommends' });
    await file.getByRole('button', { name: 'Approve' }).click();
    await decide('Approve?', 'Approve', { Reason: 'a real site' });
    await affiliate.getByText('In review').waitFor({ state: 'detached' });
  });

  it('tells visitors who referred them, and lets them take it off', async () => {
    const url = await affiliate.getByLabel('Your referral link').inputValue();
    await visitor.goto(url);
    const bar = visitor.getByRole('region', { name: 'Recommendation' });
    await bar.getByText('Beat recommends recommended OrbisVoice to you.').waitFor();
    const touched = async () =>
      (await visitor.context().cookies()).some(({ name }) => name.endsWith('ov_touch'));
    expect(await touched()).toBe(false);
    expect(await faultsInBothThemes(visitor)).toEqual([]);
    await tabTo(visitor, 'Remember it');
    await visitor.keyboard.press('Enter');
    await bar.getByText('This browser remembers it for 60 days.').waitFor();
    expect(await touched()).toBe(true);
    expect(await faultsInBothThemes(visitor)).toEqual([]);
    // By another way than the links that carry the code.
    await visitor.goto(at('/signup'));
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
    await untilFigure(affiliate, 'Sign-ups', '1');
    await untilFigure(affiliate, 'Clicks', '1');
    await affiliate.getByText('f•••@shop.example').waitFor();
  });

  it('shows what a sale earned line by line, and lets nothing go while something looks wrong', async () => {
    const me = await visitor.evaluate(async () => (await fetch('/auth/me')).json());
    teamId = (me as { tenant: { id: string } }).tenant.id;
    await scene.paid(teamId, 'in_1', 49_900, new Date(Date.now() - 40 * DAY));
    await affiliate.getByText('20 % of $499.00 from 1 invoice').waitFor();
    await officeView('partners');
    await press(office, /^Open Beat recommends/);
    const file = office.getByRole('dialog', { name: 'Beat recommends' });
    await file.getByRole('button', { name: 'Raise flag' }).click();
    await decide('Hold all that this partner earns?', 'Raise flag', { Reason: 'looks like one office' });
    await untilFigure(affiliate, 'Held', '$99.80');
    await officeView('flags');
    await office.getByText('By hand').waitFor();
    expect(await faultsInBothThemes(office)).toEqual([]);
    // A visitor who signed up at the speed of a machine is flagged by a rule as well, whenever its job comes to it.
    const dismiss = office.getByRole('main').getByRole('button', { name: 'Dismiss' });
    await waitFor(async () => {
      if ((await figure(affiliate, 'Held').innerText()) === '$0.00') return true;
      await officeView('flags');
      await office.getByText('By hand').waitFor();
      if ((await dismiss.count()) === 0) return false;
      await dismiss.first().click();
      await decide('Dismiss this flag?', 'Dismiss', { Reason: 'one office' });
      return false;
    }, 60_000);
  });

  it('pays out what is ready, step by step', async () => {
    await affiliate.getByRole('button', { name: 'Add', exact: true }).waitFor();
    await tabTo(affiliate, 'Add');
    await affiliate.keyboard.press('Enter');
    await affiliate.getByLabel('IBAN', { exact: true }).waitFor();
    await typeInto(affiliate, [
      ['Name on the account', 'Beat Recommends'],
      ['IBAN', 'DE89 3704 0044 0532 0130 01'],
    ]);
    await affiliate.keyboard.press('Enter');
    await affiliate.getByText('Has a wrong check number').waitFor();
    await affiliate.getByLabel('IBAN', { exact: true }).fill('DE89 3704 0044 0532 0130 00');
    await tabTo(affiliate, 'Save');
    await affiliate.keyboard.press('Enter');
    await affiliate.getByText('Confirm by mail').waitFor();
    await visitor.goto(product.url + (await scene.mailedPath(AFFILIATE, 'Confirm where')));
    await press(visitor, 'It was me');
    await visitor.getByText('is confirmed').waitFor();
    await affiliate.reload();
    await affiliate.locator('button:enabled', { hasText: 'Request payout' }).waitFor();
    await tabTo(affiliate, 'Request payout');
    await affiliate.keyboard.press('Enter');
    await affiliate.getByText('Requested', { exact: true }).waitFor();
    expect(await faultsInBothThemes(affiliate)).toEqual([]);
    await officeView('payouts');
    await press(office, /^Approve: /);
    await decide('Approve $99.80?', 'Approve', { Reason: 'checked' });
    await press(office, 'Show where to pay');
    await office.getByText('DE89370400440532013000').waitFor();
    await press(office, /^Mark as paid: /);
    await decide('$99.80 were sent?', 'Mark as paid', {
      'Number of the transfer': 'SEPA-2026-1',
      Reason: 'sent',
    });
    await office.getByText('SEPA-2026-1').waitFor();
    await affiliate.getByText('SEPA-2026-1').waitFor();
  });

  it('counts cohorts, and gives files to keep', async () => {
    await officeView('cohorts');
    await office.locator('.recharts-surface').first().waitFor();
    const row = office.getByRole('region', { name: 'Numbers of each week' }).getByRole('row').last();
    const ofAll = /^All\s+1\s+0\s+0\s+0\s+1\s+1\s+1\s+\$499\.00\s+–\s+\$99\.80$/;
    await waitFor(async () => ofAll.test(await row.innerText()), 20_000);
    expect(await faultsInBothThemes(office)).toEqual([]);
    await officeView('exports');
    await office.getByLabel('Ledger').check();
    const [download] = await Promise.all([
      office.waitForEvent('download'),
      office.getByRole('link', { name: 'Download ledger' }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/accrual[^\n]*99\.80/);
  });

  it('pays nothing from what was reported twice until somebody says which is true', async () => {
    for (const amount of [10_000, 20_000]) await scene.paid(teamId, 'in_2', amount, new Date());
    await officeView('conflicts');
    await office.getByText('invoice.paid:acme:in_2').waitFor();
    expect(await faultsInBothThemes(office)).toEqual([]);
    const report = office.getByRole('main').locator('dl').filter({ hasText: '20000' }).locator('xpath=..');
    const choose = report.getByRole('button', { name: /^Report \d is true$/ });
    const number = /\d/.exec(await choose.innerText())?.[0] ?? '';
    await choose.click();
    await decide(`Report ${number} is true?`, 'Take it as true', { Reason: 'the bank says so' });
    await office.getByText('No report contradicts another').waitFor();
    await affiliate.getByText('20 % of $699.00 from 2 invoices').waitFor();
  });

  it('proposes new terms, and knows who agreed to which', async () => {
    await officeView('terms');
    await press(office, 'Who agreed to version 1');
    const agreed = office.getByRole('dialog', { name: 'Agreed to version 1' });
    await agreed.getByText('Beat recommends').waitFor();
    await office.keyboard.press('Escape');
    await agreed.waitFor({ state: 'hidden' });
    await office.getByLabel('Percent of cash collected').fill('25.5');
    await office.getByLabel('Reason').fill('a better rate');
    await office.getByLabel('In force from').fill(new Date().toISOString().slice(0, 10));
    await press(office, 'Publish version 2');
    await office.getByText('must not be before').waitFor();
    await office.getByLabel('In force from').fill(new Date(Date.now() + 9 * DAY).toISOString().slice(0, 10));
    await press(office, 'Publish version 2');
    const version = office.getByRole('listitem').filter({ hasText: 'Version 2' });
    await version.getByText('25.5 % of cash collected').waitFor();
    await version.getByText('To come').waitFor();
    expect(await faultsInBothThemes(office)).toEqual([]);
  });

  it('forgets who was referred, and decides anew who referred them', async () => {
    await officeView('corrections');
    expect(await faultsInBothThemes(office)).toEqual([]);
    await office.getByLabel('Team to forget').fill(teamId);
    await press(office, 'Forget team');
    await decide('Forget the person behind this team?', 'Forget for good', { Reason: 'asked for by letter' });
    await affiliate.reload();
    await affiliate.getByText('Somebody who was forgotten').waitFor();
    await office.getByLabel('Team', { exact: true }).fill(teamId);
    await office.getByRole('main').getByLabel('Reason').first().fill('nobody sent them');
    await press(office, 'Decide anew');
    await office.getByText('Decided. What the team brought is counted anew.').waitFor();
    await affiliate.reload();
    await untilFigure(affiliate, 'Sign-ups', '0');
  });

  it('says in plain words how the mirror does, and lets a person settle what is in doubt', async () => {
    await officeView('mirror');
    await office.getByText('Reachable', { exact: true }).waitFor();
    const parked = office.getByRole('list', { name: 'Copies in doubt' }).getByRole('listitem');
    await parked.first().waitFor();
    expect(await faultsInBothThemes(office)).toEqual([]);
    const key = await parked.first().locator('code').innerText();
    await parked.first().getByRole('button', { name: 'It arrived' }).click();
    await decide('It arrived?', 'It arrived', { Reason: 'seen over there' });
    await parked.filter({ hasText: key }).waitFor({ state: 'detached' });
  });

  it('keeps the office from everybody else, and complains of nothing', async () => {
    await visitor.goto(at('/dashboard/admin/referrals'));
    await visitor.getByText('This page is for the people who run this installation').waitFor();
    // Browsers write down that terms of today were refused, which is what was tried.
    const complaints = watched.flatMap((one) => one.complaints);
    expect(complaints).toEqual([expect.stringMatching(/422.*\/admin\/referrals\/terms/)]);
  });
});
