import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Browser, mailedToken, mailTo, newEmail, setCookies } from '../../../test/support/browser.js';
import { LiveReader } from '../../../test/support/live-reader.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { FactIntake } from './application/fact-intake.js';
import { ProgrammeDatabase } from './persistence/programme-database.js';

const DAY = 86_400_000;
const ADMIN = 'office@example.com';
let test: TestApp;
let owner: pg.Client;
let office: Browser;
beforeAll(async () => {
  const config = { ROLE: 'api', PLATFORM_ADMINS: ADMIN, AUTH_ATTEMPTS_PER_MINUTE: '1000' };
  test = await createTestApp({ config });
  owner = new pg.Client({ connectionString: test.database.url });
  owner.on('error', () => undefined);
  await owner.connect();
  office = new Browser(test.url);
  await office.signup({ email: ADMIN });
  await office
    .post('/auth/verify-email', { token: await mailedToken(test, ADMIN, 'Confirm your e-mail') })
    .expect(204);
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });
const application = (email: string) => ({ email, displayName: 'Ana Reviews', country: 'pt' });

/** Somebody who applied and pressed the link. */
async function affiliate() {
  const email = newEmail();
  const browser = new Browser(test.url);
  await browser.post('/affiliates/apply', application(email)).expect(202);
  const entered = await browser
    .post('/affiliates/verify', { token: await mailedToken(test, email) })
    .expect(200);
  const cookie = setCookies(entered)[0]?.split(';')[0] ?? '';
  return { email, browser, cookie, partnerId: entered.body.partnerId as string };
}

async function agree(browser: Browser): Promise<void> {
  const { body: terms } = await browser.get('/referrals/terms').expect(200);
  const { version, documentSha256 } = terms;
  await browser.post('/referrals/me/terms', { version, documentSha256 }).expect(204);
}

describe('an application', () => {
  it('is confirmed by mail, waits for a person, and signs in by a cookie of its own', async () => {
    const email = newEmail();
    const browser = new Browser(test.url);
    const asked = await browser.post('/affiliates/apply', application(email)).expect(202);
    expect(asked.body).toEqual({ mailed: true });
    const token = await mailedToken(test, email);
    const entered = await browser.post('/affiliates/verify', { token }).expect(200);
    expect(entered.body).toMatchObject({ status: 'review_pending' });
    expect(setCookies(entered)[0]).toMatch(/ov_affiliate=.*HttpOnly.*SameSite=Lax/i);
    await new Browser(test.url).post('/affiliates/verify', { token }).expect(422);
    expect((await mailTo(test, email, 'We have your application'))?.text).toContain('Ana Reviews');
    const { body: profile } = await browser.get('/referrals/me').expect(200);
    expect(profile).toMatchObject({
      kind: 'affiliate',
      status: 'review_pending',
      links: [{ retiredAt: null }],
    });
    await browser.post('/affiliates/sign-out').expect(204);
    await browser.get('/referrals/me').expect(401);
  });

  it('is answered in the same way for addresses that are known, unknown or a customer’s', async () => {
    const { email } = await affiliate();
    const customer = newEmail();
    const person = new Browser(test.url);
    await person.signup({ email: customer });
    await person.get('/referrals/me').expect(200);
    const stranger = newEmail();
    for (const [path, address] of [
      ['sign-in', email],
      ['sign-in', stranger],
      ['sign-in', customer],
    ] as const) {
      const answer = await new Browser(test.url).post(`/affiliates/${path}`, { email: address }).expect(202);
      expect(answer.body).toEqual({ mailed: true });
    }
    expect(await mailTo(test, stranger)).toBeUndefined();
    expect((await mailTo(test, customer, 'already have'))?.text).toContain('/dashboard/referrals');
    const again = new Browser(test.url);
    const token = await mailedToken(test, email, 'affiliate dashboard');
    await again.post('/affiliates/verify', { token }).expect(200);
    await again.get('/referrals/me').expect(200);
  });

  it('mails one address only so often, whoever asks', async () => {
    const email = newEmail();
    for (let time = 0; time < 8; time++)
      await new Browser(test.url).post('/affiliates/apply', application(email)).expect(202);
    const { rows } = await owner.query(
      `select count(*)::int as count from referral_partner_tokens t join referral_contacts using (partner_id)
       where partner_id = (select partner_id from referral_partner_tokens order by created_at desc limit 1)`,
    );
    expect(rows[0].count).toBe(5);
  });
});

describe('terms and codes', () => {
  it('are agreed to by the words that were shown', async () => {
    const { browser } = await affiliate();
    const { body: terms } = await browser.get('/referrals/terms').expect(200);
    expect(JSON.stringify(terms.sections)).toContain('20 % of what the team pays us');
    const wrong = { version: terms.version, documentSha256: 'f'.repeat(64) };
    await browser.post('/referrals/me/terms', wrong).expect(409);
    await agree(browser);
    expect(terms.figures).toMatchObject({ saleRateBps: 2_000, saleMonths: 12, windowDays: 60, holdDays: 30 });
    const { version, documentSha256 } = terms;
    const acceptances = [{ version, documentSha256, acceptedAt: expect.any(String) }];
    const agreed = (await browser.get('/referrals/me')).body.terms;
    expect(agreed).toEqual({ version: 1, accepted: true, acceptances });
  });

  it('let an active partner choose a code, which is never given to anybody again', async () => {
    const browser = new Browser(test.url);
    await browser.signup({ email: newEmail() });
    const { body: link } = await browser.post('/referrals/me/links', { code: 'Ana-Speaks' }).expect(201);
    expect(link).toMatchObject({ code: 'ana-speaks', url: expect.stringMatching(/\/r\/ana-speaks$/) });
    for (const code of ['admin', 'orbis-voice', 'ab', 'a--b'])
      expect([400, 422]).toContain((await browser.post('/referrals/me/links', { code })).status);
    const other = new Browser(test.url);
    await other.signup({ email: newEmail() });
    await other.delete(`/referrals/me/links/${link.id}`).expect(404);
    await browser.delete(`/referrals/me/links/${link.id}`).expect(204);
    await other.post('/referrals/me/links', { code: 'ana-speaks' }).expect(409);
  });
});

describe('an affiliate', () => {
  it('is approved, earns, and is paid, over HTTP alone', async () => {
    const { email, browser, partnerId } = await affiliate();
    const approve = () =>
      office.post(`/admin/referrals/partners/${partnerId}/status`, {
        status: 'active',
        reason: 'a real site',
      });
    await approve().expect(409);
    await agree(browser);
    await approve().expect(204);
    expect(await mailTo(test, email, 'Welcome to the affiliate programme')).toBeDefined();
    const { body: profile } = await browser.get('/referrals/me').expect(200);

    const friend = new Browser(test.url);
    const { tenant, user } = await friend.signup({ email: newEmail() });
    await part(ProgrammeDatabase).office(async (tx) => {
      const common = { tenantId: tenant.id, userId: user.id };
      const typedCode = profile.links[0].code;
      const signup = { type: 'user.signup', at: Date.now(), ...common, emailKey: null, typedCode } as const;
      await part(FactIntake).take(tx, { ...signup, paramCode: null, touches: [] }, 'api');
      const sums = { currency: 'EUR', paidMinor: 50_000, exTaxMinor: 50_000, eligibleMinor: 50_000 };
      const invoice = { provider: 'acme', invoiceId: `in_${user.id}`, tenantId: tenant.id };
      await part(FactIntake).take(
        tx,
        { type: 'invoice.paid', at: Date.now() - 90 * DAY, ...invoice, ...sums },
        'x',
      );
    });

    const ask = () =>
      browser.post('/referrals/me/payouts', { currency: 'EUR' }).set('idempotency-key', 'first-of-may');
    expect((await ask().expect(422)).body.error.details).toMatchObject([{ path: 'method_not_verified' }]);
    const method = { kind: 'iban', holder: 'Ana', iban: 'DE89 3704 0044 0532 0130 00' };
    const kept = await browser.put('/referrals/me/payout-method', method).expect(200);
    expect(kept.body).toMatchObject({ hint: 'DE •••• 3000', confirmed: false });
    await browser
      .put('/referrals/me/payout-method', { ...method, iban: 'DE89370400440532013001' })
      .expect(400);
    const token = await mailedToken(test, email, 'where you want to be paid');
    await new Browser(test.url).post('/affiliates/payout-method/confirm', { token }).expect(204);
    expect((await browser.get('/referrals/me/payout-method')).body.method).toMatchObject({ confirmed: true });
    const first = await ask().expect(201);
    expect((await ask().expect(201)).body).toEqual(first.body);
    expect((await browser.get('/referrals/me/payouts')).body.items).toEqual([first.body]);
    expect(await mailTo(test, email, 'payout of 100.00 EUR')).toBeDefined();

    const { body: where } = await office.get(`/admin/referrals/payouts/${first.body.id}/method`).expect(200);
    expect(where).toMatchObject({ details: { kind: 'iban', iban: 'DE89370400440532013000' }, email });
    const step = (name: string, body: object) =>
      office
        .post(`/admin/referrals/payouts/${first.body.id}/${name}`, { reason: 'month end', ...body })
        .expect(200);
    await step('approve', {});
    await step('pay', { reference: 'SEPA-1' });
    expect((await mailTo(test, email, 'was paid to you'))?.text).toContain('SEPA-1');

    await browser
      .put('/referrals/me/payout-method', { kind: 'paypal', email: 'ana@pay.example' })
      .expect(200);
    expect((await mailTo(test, email, 'method was changed'))?.text).toContain('a•••@pay.example');
  });
});

describe('the live stream of a partner', () => {
  it('tells of what was decided about them, after the commit, and of nobody else', async () => {
    const [one, two] = [await affiliate(), await affiliate()];
    const path = '/referrals/me/stream';
    const stream = await LiveReader.open(test.url, one.cookie, { path });
    const other = await LiveReader.open(test.url, two.cookie, { path });
    try {
      expect([stream.answer.status, other.answer.status]).toEqual([200, 200]);
      const adjustment = { partnerId: one.partnerId, amount: { amountMinor: 500, currency: 'EUR' } };
      await office.post('/admin/referrals/adjustments', { ...adjustment, reason: 'a gift' }).expect(201);
      await stream.until('referrals.changed');
      expect(other.events.filter(({ name }) => name !== 'resync')).toEqual([]);
    } finally {
      stream.close();
      other.close();
    }
    const refused = await LiveReader.open(test.url, '', { path });
    refused.close();
    expect(refused.answer.status).toBe(401);
  });
});
