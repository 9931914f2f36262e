import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, mailedToken, newEmail } from '../../../test/support/browser.js';
import { idOf } from '../../../test/support/referral-world.js';
import { makePayable } from '../../../test/support/payable-partner.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { FactIntake } from './application/fact-intake.js';
import type { Fact } from './domain/fact.js';
import { ProgrammeDatabase } from './persistence/programme-database.js';

const ADMIN = 'Boss@Example.com';
const DAY = 86_400_000;
let test: TestApp;
let admin: Browser;
let partner: Browser;
let partnerId: string;
let tenantId: string;
beforeAll(async () => {
  test = await createTestApp({ config: { ROLE: 'api', PLATFORM_ADMINS: ` ${ADMIN} , other@example.com` } });
  admin = new Browser(test.url);
  await admin.signup({ email: ADMIN });
  partner = new Browser(test.url);
  await partner.signup({ email: newEmail() });
  const { body } = await partner.get('/referrals/me').expect(200);
  partnerId = body.partnerId;
  tenantId = (await new Browser(test.url).signup({ email: newEmail() })).tenant.id;
  await take({
    type: 'user.signup',
    at: Date.now(),
    userId: idOf('user', 5),
    tenantId,
    emailKey: 'friend',
    typedCode: body.links[0].code,
    paramCode: null,
    touches: [],
  });
  await take(invoice('in_1', 50_000));
});
afterAll(() => test.close());

const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });
const take = (fact: Fact) =>
  part(ProgrammeDatabase).office((tx) => part(FactIntake).take(tx, fact, 'billing:acme'));
const invoice = (invoiceId: string, minor: number): Fact => ({
  type: 'invoice.paid',
  at: Date.now() - 40 * DAY,
  tenantId,
  provider: 'acme',
  invoiceId,
  currency: 'EUR',
  paidMinor: minor,
  exTaxMinor: minor,
  eligibleMinor: minor,
});
const account = async () => {
  const { body } = await partner.get('/referrals/me/earnings').expect(200);
  return body.accounts.find(({ currency }: { currency: string }) => currency === 'EUR');
};
const reason = 'seen by two of us';

describe('who may', () => {
  it('is told by a confirmed address in the configuration, and nobody else gets in', async () => {
    await admin.get('/admin/referral-analytics').expect(403);
    const token = await mailedToken(test, ADMIN.toLowerCase());
    await admin.post('/auth/verify-email', { token });
    await admin.post('/auth/refresh').expect(200);
    for (let waited = 0; waited < 30; waited++) {
      if ((await admin.get('/admin/referral-analytics')).status === 200) break;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect((await admin.get('/auth/me').expect(200)).body.platformAdmin).toBe(true);
    expect((await partner.get('/auth/me').expect(200)).body.platformAdmin).toBeUndefined();
    await new Browser(test.url).get('/admin/referral-analytics').expect(401);
    for (const path of [
      'referral-analytics',
      'referrals/partners',
      'referrals/flags',
      'referrals/conflicts',
      'referrals/payouts',
    ])
      await partner.get(`/admin/${path}`).expect(403);
    await partner.post('/admin/referrals/override', { tenantId, partnerId: null, reason }).expect(403);
  });
});

describe('the office', () => {
  it('shows cohorts whose rows sum to what there is', async () => {
    const { body } = await admin.get('/admin/referral-analytics').expect(200);
    expect(body.cohorts).toMatchObject([
      {
        complete: false,
        signups: 1,
        paidWithinDays: { 30: 1, 60: 1, 90: 1 },
        months: [{ month: 0, revenue: { amountMinor: 50_000 }, commission: { amountMinor: 10_000 } }],
      },
    ]);
  });

  it('adjusts with a reason, once for each key, and names it in the audit log', async () => {
    const body = { partnerId, amount: { amountMinor: 500, currency: 'EUR' }, reason };
    await admin.post('/admin/referrals/adjustments', { ...body, reason: '' }).expect(400);
    const adjust = () =>
      admin.post('/admin/referrals/adjustments', body).set('idempotency-key', 'bonus').expect(201);
    const first = await adjust();
    expect((await adjust()).body).toEqual(first.body);
    expect((await account()).lifetime.amountMinor).toBe(10_500);
    const audit = (await admin.get('/tenants/me/audit-log').expect(200)).body.items;
    expect(audit).toContainEqual(
      expect.objectContaining({ action: 'referral_commission.adjusted', targetId: first.body.naturalKey }),
    );
  });

  it('makes money wait by a flag until it is dismissed', async () => {
    await admin.post('/admin/referrals/flags', { partnerId, tenantId, reason }).expect(201);
    const [flag] = (await admin.get('/admin/referrals/flags').expect(200)).body.items;
    expect(flag).toMatchObject({ state: 'open', rule: 'by_hand', evidence: { reason } });
    expect((await account()).held.amountMinor).toBe(10_000);
    await admin.post(`/admin/referrals/flags/${flag.id}`, { verdict: 'dismissed', reason }).expect(201);
    expect((await account()).held.amountMinor).toBe(0);
    await admin
      .post(`/admin/referrals/flags/${idOf('flag', 1)}`, { verdict: 'dismissed', reason })
      .expect(404);
  });

  it('chooses between two stories about one invoice', async () => {
    await take(invoice('in_2', 1_000));
    await take(invoice('in_2', 2_000));
    const [conflict] = (await admin.get('/admin/referrals/conflicts').expect(200)).body.items;
    expect(conflict.naturalKey).toBe('invoice.paid:acme:in_2');
    const chosen = conflict.variants.find(
      ({ fact }: { fact: Fact }) => 'paidMinor' in fact && fact.paidMinor === 2_000,
    );
    const path = `/admin/referrals/conflicts/${conflict.id}`;
    await admin.post(path, { digest: 'f'.repeat(64), reason }).expect(404);
    await admin.post(path, { digest: chosen.digest, reason }).expect(201);
    expect((await account()).lifetime.amountMinor).toBe(10_900);
    expect((await admin.get('/admin/referrals/conflicts').expect(200)).body.items).toEqual([]);
  });

  it('approves and pays what a partner asked for, and takes a return back', async () => {
    await makePayable(test.app, partnerId);
    const { body: asked } = await partner.post('/referrals/me/payouts', { currency: 'EUR' }).expect(201);
    const step = (name: string, body: object) =>
      admin.post(`/admin/referrals/payouts/${asked.id}/${name}`, body);
    await step('pay', { reason, reference: 'SEPA-1' }).expect(409);
    await step('approve', { reason }).expect(200);
    expect((await step('pay', { reason, reference: 'SEPA-1' }).expect(200)).body).toMatchObject({
      state: 'paid',
      reference: 'SEPA-1',
      partnerId,
    });
    await step('reject', { reason }).expect(409);
    const listed = await admin.get('/admin/referrals/payouts?state=paid').expect(200);
    expect(listed.body.items).toHaveLength(1);
    expect((await step('reverse', { reason }).expect(200)).body.state).toBe('returned');
    expect((await account()).balance.amountMinor).toBe(10_900);
  });

  it('moves a referral away and suspends, for a reason', async () => {
    await admin.post('/admin/referrals/override', { tenantId, partnerId: null, reason }).expect(201);
    expect((await account()).lifetime.amountMinor).toBe(500);
    const status = (wish: object) => admin.post(`/admin/referrals/partners/${partnerId}/status`, wish);
    await status({ status: 'suspended', reason }).expect(204);
    await status({ status: 'rejected', reason }).expect(409);
    const { body } = await admin.get('/admin/referrals/partners').expect(200);
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: partnerId, status: 'suspended', signups: 0 }),
    );
  });

  it('finds partners by part of a code or a name, by id and by status', async () => {
    const found = async (query: string) =>
      (await admin.get(`/admin/referrals/partners?${query}`).expect(200)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    const { body } = await partner.get('/referrals/me').expect(200);
    const code: string = body.links[0].code;
    expect(await found(`q=${code.slice(1, 7).toUpperCase()}`)).toEqual([partnerId]);
    expect(await found(`q=${partnerId}`)).toEqual([partnerId]);
    expect(await found('status=suspended')).toEqual([partnerId]);
    expect(await found('status=suspended&q=nobody-has-this')).toEqual([]);
    expect(await found('q=%25')).toEqual([]);
    await admin.get('/admin/referrals/partners?status=asleep').expect(400);
  });
});
