import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Browser, newEmail } from '../../../test/support/browser.js';
import { makePayable } from '../../../test/support/payable-partner.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { TenantDatabase, tenantId } from '../../platform/database/index.js';
import { runReferralsRebuild } from '../../cli/referrals/rebuild.command.js';
import { describeVerification, runReferralsVerify } from '../../cli/referrals/verify.command.js';
import { newId } from '../../platform/crypto/index.js';
import { FactIntake } from './application/fact-intake.js';
import { ProductFacts } from './application/product-facts.service.js';
import { VerificationService } from './application/verification.service.js';
import type { Fact } from './domain/fact.js';
import { ProgrammeDatabase } from './persistence/programme-database.js';

const DAY = 86_400_000;
let test: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  test = await createTestApp({ config: { ROLE: 'api' } });
  owner = new pg.Client({ connectionString: test.database.url });
  owner.on('error', () => undefined);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });

/** Somebody who refers, and a team that they referred half a year ago and that paid since. */
async function referrerWithSale() {
  const browser = new Browser(test.url);
  await browser.signup({ email: newEmail() });
  const { body: profile } = await browser.get('/referrals/me').expect(200);
  const friend = await new Browser(test.url).signup({ email: newEmail(), tenantName: 'Friend Ltd' });
  const tenant = tenantId(friend.tenant.id);
  const long = Date.now() - 180 * DAY;
  // The link is of today, so the sign-up counts as today's; the invoice is what is old enough.
  await part(TenantDatabase).withTenant(tenant, (tx) =>
    part(ProductFacts).signup(tx, tenant, {
      userId: friend.user.id,
      referralCode: profile.links[0].code,
      paramCode: null,
      touches: [],
      signedUpAt: new Date().toISOString(),
    }),
  );
  const paid: Fact = {
    type: 'invoice.paid',
    at: long,
    tenantId: tenant,
    provider: 'stripe',
    invoiceId: `in_${friend.user.id}`,
    currency: 'EUR',
    paidMinor: 59_500,
    exTaxMinor: 50_000,
    eligibleMinor: 50_000,
  };
  await part(ProgrammeDatabase).office((tx) => part(FactIntake).take(tx, paid, 'billing:stripe'));
  return { browser, profile };
}

describe('GET /referrals/me', () => {
  it('makes whoever looks a partner with a link, once', async () => {
    const browser = new Browser(test.url);
    await browser.signup({ email: newEmail() });
    const answers = await Promise.all([1, 2, 3].map(() => browser.get('/referrals/me')));
    expect(new Set(answers.map(({ body }) => body.partnerId)).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({
      status: 'active',
      terms: { version: 1, accepted: false },
      links: [{ url: expect.stringMatching(/\/r\/[2-9a-z]{8}$/) }],
      counts: { clicks: 0, signups: 0, activations: 0, customers: 0 },
    });
  });

  it('is for people who are signed in', async () => {
    await new Browser(test.url).get('/referrals/me').expect(401);
  });
});

describe('earnings and payouts', () => {
  it('are told once, and not again until they change', async () => {
    const { browser } = await referrerWithSale();
    const first = await browser.get('/referrals/me/earnings').expect(200);
    const tag = first.headers.etag;
    const again = () => browser.get('/referrals/me/earnings').set('if-none-match', String(tag));
    expect((await again().expect(304)).text).toBe('');
    const { partnerId } = (await browser.get('/referrals/me').expect(200)).body;
    const adjusted = {
      operationId: newId(),
      actorId: partnerId,
      reason: 'a gift',
      partnerId,
      currency: 'EUR',
    };
    await part(ProgrammeDatabase).office((tx) =>
      part(FactIntake).take(
        tx,
        { type: 'commission.adjusted', at: Date.now(), ...adjusted, amountMinor: 5 },
        'office',
      ),
    );
    expect((await again().expect(200)).headers.etag).not.toBe(tag);
  });

  it('show what a referred team brought, and pay it out once', async () => {
    const { browser, profile } = await referrerWithSale();
    const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
    const earnings = async () =>
      (await browser.get('/referrals/me/earnings').expect(200)).body.accounts.find(
        (account: { currency: string }) => account.currency === 'EUR',
      );
    expect(await earnings()).toMatchObject({
      lifetime: eur(10_000),
      available: eur(10_000),
      minimumPayout: eur(5_000),
      lines: [{ kind: 'sale', count: 1, rateBps: 2_000, base: eur(50_000), amount: eur(10_000) }],
    });
    const { body: history } = await browser.get('/referrals/me/history').expect(200);
    expect(history.items).toMatchObject([
      { channel: 'code', activated: false, paying: true, earned: [eur(10_000)] },
    ]);
    const early = await browser.post('/referrals/me/payouts', { currency: 'EUR' }).expect(422);
    expect(early.body.error.details.map(({ path }: { path: string }) => path)).toEqual([
      'terms_not_accepted',
      'method_not_verified',
    ]);
    await makePayable(test.app, profile.partnerId);
    const ask = () =>
      browser.post('/referrals/me/payouts', { currency: 'EUR' }).set('idempotency-key', 'one');
    const first = await ask().expect(201);
    expect((await ask().expect(201)).body).toEqual(first.body);
    expect(first.body).toMatchObject({ amount: eur(10_000), state: 'reserved' });
    expect(await earnings()).toMatchObject({ available: eur(0), inPayout: eur(10_000), balance: eur(0) });
  });
});

describe('the commands', () => {
  it('referrals:rebuild changes nothing that is right, referrals:verify fails where the books are wrong', async () => {
    await referrerWithSale();
    const whole = await part(VerificationService).run();
    expect(describeVerification(whole)).toMatch(
      /^The books are whole: \d+ facts, \d+ accounts, \d+ ledger entries/,
    );
    const { DATABASE_URL } = process.env;
    process.env.DATABASE_URL = test.database.url;
    try {
      expect(await runReferralsRebuild()).toBe(0);
      expect(await runReferralsVerify(['--json'])).toBe(0);
      await owner.query(`set session_replication_role = replica`);
      await owner.query(`update referral_ledger set amount_minor = amount_minor + 1`);
      expect(await runReferralsVerify([])).toBe(1);
    } finally {
      if (DATABASE_URL === undefined) delete process.env.DATABASE_URL;
      else process.env.DATABASE_URL = DATABASE_URL;
    }
  });
});
