import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Browser, mailedToken, mailTo, newEmail } from '../../../test/support/browser.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { FactIntake } from './application/fact-intake.js';
import { MailRounds } from './application/mail-rounds.js';
import { DEFAULT_SETTINGS } from './domain/terms.js';
import { ProgrammeDatabase } from './persistence/programme-database.js';

const DAY = 86_400_000;
const ADMIN = 'office@example.com';
let test: TestApp;
let owner: pg.Client;
let office: Browser;
beforeAll(async () => {
  test = await createTestApp({ config: { ROLE: 'api', PLATFORM_ADMINS: ADMIN } });
  owner = new pg.Client({ connectionString: test.database.url });
  owner.on('error', () => undefined);
  await owner.connect();
  office = new Browser(test.url);
  await office.signup({ email: ADMIN });
  await office.post('/auth/verify-email', { token: await mailedToken(test, ADMIN, 'Confirm your e-mail') });
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });
const mails = async (template: string) =>
  (
    await owner.query<{ count: number }>('select count(*)::int as count from mails where template = $1', [
      template,
    ])
  ).rows[0]!.count;
async function partner() {
  const email = newEmail();
  const browser = new Browser(test.url);
  await browser.signup({ email });
  const { body } = await browser.get('/referrals/me').expect(200);
  return { email, browser, partnerId: body.partnerId as string, code: body.links[0].code as string };
}

describe('new terms', () => {
  it('begin a week ahead at the earliest, and every partner is told once', async () => {
    const { email, browser } = await partner();
    const settings = { ...DEFAULT_SETTINGS, sale: { kind: 'percent', rateBps: 2_500 } };
    const publish = (days: number, more: object = {}) =>
      office.post('/admin/referrals/terms', {
        settings,
        effectiveFrom: new Date(Date.now() + days * DAY).toISOString(),
        reason: 'a better rate',
        ...more,
      });
    await browser.post('/admin/referrals/terms', {}).expect(403);
    expect((await publish(6).expect(422)).body.error.details).toMatchObject([{ path: 'effectiveFrom' }]);
    await publish(8, { reason: '' }).expect(400);
    const { body } = await publish(8).expect(201);
    expect(body).toMatchObject({ version: 2, settings: { sale: { rateBps: 2_500 } } });
    await publish(8 - 1 / 24).expect(422);
    const listed = (await office.get('/admin/referrals/terms').expect(200)).body.items;
    expect(listed.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    const audit = (await office.get('/tenants/me/audit-log').expect(200)).body.items;
    expect(audit).toContainEqual(
      expect.objectContaining({ action: 'referral_terms.published', targetId: '2' }),
    );

    await part(MailRounds).run();
    const mail = await mailTo(test, email, 'New terms');
    expect(mail?.text).toContain('25 % of what the team pays us');
    expect(mail?.text).toContain(body.effectiveFrom.slice(0, 10));
    const sent = await mails('referral-terms-changed');
    await part(MailRounds).run();
    expect(await mails('referral-terms-changed')).toBe(sent);
    await partner();
    await part(MailRounds).run();
    expect(await mails('referral-terms-changed')).toBe(sent);
  });
});

describe('commission that became available', () => {
  it('is summed up once a week, and not at all while all of it waits', async () => {
    const one = await partner();
    const friend = (await new Browser(test.url).signup({ email: newEmail() })) as {
      tenant: { id: string };
      user: { id: string };
    };
    const team = { tenantId: friend.tenant.id, userId: friend.user.id };
    const sums = { currency: 'EUR', paidMinor: 50_000, exTaxMinor: 50_000, eligibleMinor: 50_000 };
    await part(ProgrammeDatabase).office(async (tx) => {
      const signup = {
        type: 'user.signup' as const,
        at: Date.now(),
        emailKey: null,
        paramCode: null,
        touches: [],
      };
      await part(FactIntake).take(tx, { ...signup, ...team, typedCode: one.code }, 'api');
      for (const [index, at] of [Date.now() - 40 * DAY, Date.now() - 10 * DAY].entries())
        await part(FactIntake).take(
          tx,
          {
            type: 'invoice.paid',
            at,
            tenantId: team.tenantId,
            provider: 'acme',
            invoiceId: `in_${index}`,
            ...sums,
          },
          'billing:acme',
        );
    });
    await part(MailRounds).run();
    expect(await mailTo(test, one.email, '100.00 EUR can be paid out')).toBeDefined();
    const sent = await mails('commission-available');
    await part(MailRounds).run();
    expect(await mails('commission-available')).toBe(sent);
    await owner.query(
      `update referral_mailings set mailed_at = mailed_at - interval '45 days' where topic = 'available'`,
    );
    await office
      .post('/admin/referrals/flags', { partnerId: one.partnerId, tenantId: null, reason: 'looked into' })
      .expect(201);
    await part(MailRounds).run();
    expect(await mails('commission-available')).toBe(sent);
  });
});
