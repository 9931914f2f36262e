import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Billing } from '@orbisvoice/contracts';
import { Browser, PASSWORD, mailedToken, newEmail } from '../../../test/support/browser.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { FactIntake } from './application/fact-intake.js';
import type { Fact } from './domain/fact.js';
import { ProgrammeDatabase } from './persistence/programme-database.js';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ config: { ROLE: 'api', CALLS_PER_TENANT: '7' } });
});
afterAll(() => test.close());

const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });
const report = async (...facts: Fact[]): Promise<void> => {
  for (const fact of facts)
    await part(ProgrammeDatabase).office((tx) => part(FactIntake).take(tx, fact, 'billing:acme'));
};

async function team() {
  const browser = new Browser(test.url);
  const me = await browser.signup();
  return { browser, tenantId: me.tenant.id as string };
}
const read = async (browser: Browser): Promise<Billing> =>
  (await browser.get('/tenants/me/billing').expect(200)).body;

const AT = Date.parse('2026-10-01T00:00:00.000Z');
const invoice = (tenantId: string, invoiceId: string, at: number, paidMinor: number): Fact => ({
  type: 'invoice.paid',
  at,
  tenantId,
  provider: 'acme',
  invoiceId,
  currency: 'EUR',
  paidMinor,
  exTaxMinor: paidMinor,
  eligibleMinor: paidMinor,
});
const subscription = (tenantId: string, subscriptionId: string, at: number, plan: string): Fact => ({
  type: 'subscription.created',
  at,
  tenantId,
  provider: 'acme',
  subscriptionId,
  plan,
});

it('says nothing of money that nobody reported, and the limits of the installation', async () => {
  const { browser } = await team();
  expect(await read(browser)).toEqual({
    subscription: null,
    invoices: [],
    limits: { concurrentCalls: 7, requestsPerMinutePerKey: 100 },
  });
});

it('shows the newest plan, what was paid and what came back of it, of this team alone', async () => {
  const [one, other] = [await team(), await team()];
  await report(
    subscription(one.tenantId, 'sub_2', AT + 2, 'studio'),
    subscription(one.tenantId, 'sub_1', AT + 1, 'starter'),
    invoice(one.tenantId, 'in_1', AT, 5_000),
    invoice(one.tenantId, 'in_2', AT + 1_000, 9_000),
    invoice(other.tenantId, 'in_3', AT, 100),
    {
      type: 'payment.refunded',
      at: AT + 5,
      provider: 'acme',
      invoiceId: 'in_1',
      refundId: 're_1',
      currency: 'EUR',
      amountMinor: 1_200,
    },
  );
  expect(await read(one.browser)).toMatchObject({
    subscription: { plan: 'studio', since: '2026-10-01T00:00:00.002Z' },
    invoices: [
      { id: 'in_2', paid: { amountMinor: 9_000, currency: 'EUR' }, returned: { amountMinor: 0 } },
      { id: 'in_1', paidAt: '2026-10-01T00:00:00.000Z', returned: { amountMinor: 1_200, currency: 'EUR' } },
    ],
  });
  expect((await read(other.browser)).invoices.map(({ id }) => id)).toEqual(['in_3']);
});

it('shows the newest two dozen', async () => {
  const { browser, tenantId } = await team();
  await report(...Array.from({ length: 26 }, (_, n) => invoice(tenantId, `many_${n}`, AT + n, 100)));
  const { invoices } = await read(browser);
  expect(invoices.map(({ id }) => id)).toEqual(Array.from({ length: 24 }, (_, n) => `many_${25 - n}`));
});

it('is for owners and admins', async () => {
  const { browser } = await team();
  for (const [role, status] of [
    ['admin', 200],
    ['member', 403],
  ] as const) {
    const email = newEmail();
    await browser.post('/tenants/me/invitations', { email, role }).expect(201);
    const guest = new Browser(test.url);
    const token = await mailedToken(test, email);
    await guest.post('/auth/accept-invitation', { token, name: 'Ben', password: PASSWORD }).expect(200);
    await guest.get('/tenants/me/billing').expect(status);
  }
  await new Browser(test.url).get('/tenants/me/billing').expect(401);
});
