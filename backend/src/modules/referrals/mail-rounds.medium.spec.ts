import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { Browser, mailTo, newEmail } from '../../../test/support/browser.js';
import { createReferralOffice, type ReferralOffice } from '../../../test/support/referral-office.js';
import type { TestApp } from '../../../test/support/test-app.js';
import { MailRounds } from './application/mail-rounds.js';
import { DEFAULT_SETTINGS } from './domain/terms.js';

const DAY = 86_400_000;
let stage: ReferralOffice;
let test: TestApp;
let owner: pg.Client;
let office: Browser;
let part: ReferralOffice['part'];
beforeAll(async () => {
  stage = await createReferralOffice({ ROLE: 'api' });
  ({ test, owner, office, part } = stage);
});
afterAll(() => stage.close());

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
    expect(listed[0]).toMatchObject({ reason: 'a better rate', agreements: 0 });
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
    await stage.bill(
      {
        type: 'user.signup',
        at: Date.now(),
        emailKey: null,
        paramCode: null,
        touches: [],
        ...team,
        typedCode: one.code,
      },
      ...[Date.now() - 40 * DAY, Date.now() - 10 * DAY].map((at, index) => ({
        type: 'invoice.paid' as const,
        at,
        tenantId: team.tenantId,
        provider: 'acme',
        invoiceId: `in_${index}`,
        ...sums,
      })),
    );
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

describe('the agreement', () => {
  it('is seen by the office: who agreed to which words of which version', async () => {
    const { browser, partnerId } = await partner();
    const { version, documentSha256 } = (await browser.get('/referrals/terms').expect(200)).body;
    await browser.post('/referrals/me/terms', { version, documentSha256 }).expect(204);
    const path = (of: number) => `/admin/referrals/terms/agreements?version=${of}`;
    await browser.get(path(version)).expect(403);
    await office.get('/admin/referrals/terms/agreements').expect(400);
    const { body } = await office.get(path(version)).expect(200);
    expect(body.items).toContainEqual(
      expect.objectContaining({ partnerId, kind: 'customer', documentSha256 }),
    );
    expect((await office.get(path(99)).expect(200)).body).toEqual({ items: [], nextCursor: null });
    const listed = (await office.get('/admin/referrals/terms').expect(200)).body.items;
    expect(listed.at(-1)).toMatchObject({ version, agreements: body.items.length });
  });

  it('stands in the public page as it is in force, whoever reads it', async () => {
    const read = () => new Browser(test.url).get('/affiliates').set('accept', 'text/html').expect(200);
    const settings = { ...DEFAULT_SETTINGS, sale: { kind: 'percent', rateBps: 3_300 } };
    await stage.tamper(`insert into referral_terms (version, effective_from, settings, created_at, reason)
      values (90, now() - interval '1 minute', '${JSON.stringify(settings)}', now(), 'for the page')`);
    const page = (await read()).text;
    expect(page).toContain('<span data-terms="share">33 %</span>');
    expect(page).not.toContain('20 %');
  });
});
