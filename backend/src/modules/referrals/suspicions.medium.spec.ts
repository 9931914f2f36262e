import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Browser, mailedToken, newEmail, PASSWORD } from '../../../test/support/browser.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { FactIntake } from './application/fact-intake.js';
import { OfficeService } from './application/office.service.js';
import { ProgrammeAge } from './application/programme-age.js';
import { RiskWatch } from './application/risk-watch.js';
import type { Fact } from './domain/fact.js';
import { ProgrammeDatabase } from './persistence/programme-database.js';
import { tenantId } from '../../platform/database/index.js';

const PERSON = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36';
const DAY = 86_400_000;
const ADMIN = 'office@example.com';
let test: TestApp;
let owner: pg.Client;
let office: Browser;
let officer: { userId: string; tenantId: ReturnType<typeof tenantId> };
beforeAll(async () => {
  const config = {
    TRUST_PROXY: '127.0.0.1',
    PLATFORM_ADMINS: ADMIN,
    AUTH_ATTEMPTS_PER_MINUTE: '1000',
    REFERRAL_ASK_IN: 'nowhere',
  };
  test = await createTestApp({ config });
  owner = new pg.Client({ connectionString: test.database.url });
  owner.on('error', () => undefined);
  await owner.connect();
  office = new Browser(test.url);
  const me = await office.signup({ email: ADMIN });
  officer = { userId: me.user.id, tenantId: tenantId(me.tenant.id) };
  await office.post('/auth/verify-email', { token: await mailedToken(test, ADMIN, 'Confirm your e-mail') });
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });
const from = (address: string) => {
  const browser = new Browser(test.url);
  browser.agent.set('x-forwarded-for', address).set('user-agent', PERSON);
  return browser;
};
const take = (fact: Fact) =>
  part(ProgrammeDatabase).office((tx) => part(FactIntake).take(tx, fact, 'billing:acme'));

async function partner(address = '81.2.69.7', email = newEmail()) {
  const browser = from(address);
  const { tenant } = await browser.signup({ email });
  const { body } = await browser.get('/referrals/me').expect(200);
  return {
    browser,
    email,
    homeId: tenant.id as string,
    partnerId: body.partnerId as string,
    code: body.links[0].code as string,
  };
}
/** Somebody who follows the link and signs up, from another part of the world unless said otherwise. */
async function referred(code: string, { address = '5.9.20.1', email = newEmail(), query = '' } = {}) {
  const browser = from(address);
  await browser.get(`/r/${code}${query}`).expect(302);
  const body = { email, name: 'New', tenantName: 'New Ltd', password: PASSWORD };
  const answer = await browser.post('/auth/signup', body).expect(201);
  return { browser, tenantId: answer.body.tenant.id as string, userId: answer.body.user.id as string };
}
const invoice = (id: string, team: string, paidMinor: number): Fact => ({
  type: 'invoice.paid',
  at: Date.now() - 40 * DAY,
  tenantId: team,
  provider: 'acme',
  invoiceId: id,
  currency: 'EUR',
  paidMinor,
  exTaxMinor: paidMinor,
  eligibleMinor: paidMinor,
});
const flagsOf = async (partnerId: string) => {
  const { rows } = await owner.query<{ rule: string; tenant: string | null; evidence: object }>(
    `select body ->> 'rule' as rule, body ->> 'tenantId' as tenant, body -> 'evidence' as evidence
     from referral_facts where type = 'flag.raised' and body ->> 'partnerId' = $1 order by id`,
    [partnerId],
  );
  return rows;
};
const untilFlagged = async (partnerId: string, ...rules: string[]) => {
  await waitFor(async () => {
    const found = (await flagsOf(partnerId)).map(({ rule }) => rule);
    return rules.every((rule) => found.includes(rule));
  }, 20_000);
};

describe('a referred sign-up', () => {
  it('from the partner’s own network and straight after the click waits for a person, and says why', async () => {
    const { partnerId, code } = await partner('81.2.69.7');
    const team = await referred(code, { address: '81.2.69.99', query: '?gclid=abc' });
    await untilFlagged(partnerId, 'same_network', 'fast_signup', 'paid_ad');
    await take(invoice('in_net', team.tenantId, 50_000));
    const { body } = await office.get('/admin/referrals/flags').expect(200);
    const flag = body.items.find(
      (one: { rule: string; partnerId: string }) =>
        one.rule === 'same_network' && one.partnerId === partnerId,
    );
    expect(flag).toMatchObject({
      tenantId: team.tenantId,
      severity: 'medium',
      state: 'open',
      evidence: { sameDay: true, rules: 2 },
    });
    expect(JSON.stringify(body)).not.toContain('81.2.69');
  });

  it('of the partner’s own company is held, and for an agency that was looked at before it is not', async () => {
    const one = await partner('81.2.69.7', 'ana@agency.example');
    const first = await referred(one.code, { email: 'ben@agency.example' });
    await untilFlagged(one.partnerId, 'same_company');
    const found = (await flagsOf(one.partnerId)).filter(({ rule }) => rule === 'same_company');
    expect(found).toMatchObject([{ tenant: first.tenantId, evidence: { match: expect.any(String) } }]);
    const id = await owner.query<{ id: string }>(
      `select body ->> 'flagId' as id from referral_facts where body ->> 'rule' = 'same_company' and body ->> 'partnerId' = $1`,
      [one.partnerId],
    );
    const decision = { flagId: id.rows[0]!.id, verdict: 'dismissed', reason: 'an agency' } as const;
    await part(OfficeService).decideFlag(officer, decision);
    const second = await referred(one.code, { email: 'cem@agency.example', query: '?fbclid=1' });
    await untilFlagged(one.partnerId, 'paid_ad');
    expect(
      (await flagsOf(one.partnerId)).filter(({ tenant }) => tenant === second.tenantId),
    ).not.toContainEqual(expect.objectContaining({ rule: 'same_company' }));
  });

  it('by a mailbox that anybody may read is held, and looking again changes nothing', async () => {
    const { partnerId, code } = await partner('81.2.70.7');
    const { userId } = await referred(code, { email: `${newEmail().split('@')[0]}@mailinator.com` });
    await untilFlagged(partnerId, 'disposable_mail');
    const before = await flagsOf(partnerId);
    for (let time = 0; time < 3; time++)
      await part(ProgrammeDatabase).office((tx) => part(RiskWatch).look(tx, `signup:${userId}`));
    expect(await flagsOf(partnerId)).toEqual(before);
  });
});

describe('money', () => {
  it('that is large waits alone; disputes make all of the partner’s wait', async () => {
    const { browser, partnerId, code } = await partner('81.2.71.7');
    const team = await referred(code);
    await waitFor(async () => {
      const rows = await owner.query('select from referral_attributions where referred_tenant_id = $1', [
        team.tenantId,
      ]);
      return rows.rows.length > 0;
    });
    await take(invoice('in_large', team.tenantId, 600_000));
    await untilFlagged(partnerId, 'large_commission');
    expect((await flagsOf(partnerId)).at(-1)).toMatchObject({
      tenant: team.tenantId,
      evidence: { commissionMinor: 120_000, currency: 'EUR' },
    });
    for (const [number, invoiceId] of ['in_large', 'in_small'].entries()) {
      if (number === 1) await take(invoice(invoiceId, team.tenantId, 10_000));
      await take({
        type: 'dispute.opened',
        at: Date.now(),
        provider: 'acme',
        invoiceId,
        disputeId: `dp_${number}`,
      });
    }
    await untilFlagged(partnerId, 'disputes');
    const { body } = await browser.get('/referrals/me/earnings').expect(200);
    const [account] = body.accounts.filter(({ currency }: { currency: string }) => currency === 'EUR');
    expect(account).toMatchObject({ held: { amountMinor: 122_000 }, available: { amountMinor: 0 } });
  });

  it('that two partners want on one account makes both wait, and undoes a referral between them', async () => {
    const one = await partner('81.2.72.7');
    const two = await referred(one.code);
    const twoId = (await two.browser.get('/referrals/me').expect(200)).body.partnerId as string;
    const iban = 'DE89370400440532013000';
    for (const { browser, email } of [one, { browser: two.browser, email: await mailOf(two.userId) }]) {
      await browser
        .put('/referrals/me/payout-method', { kind: 'iban', holder: 'A Person', iban })
        .expect(200);
      const token = await mailedToken(test, email, 'where you want to be paid');
      await browser.post('/affiliates/payout-method/confirm', { token }).expect(204);
    }
    await untilFlagged(one.partnerId, 'shared_payout_account');
    await untilFlagged(twoId, 'shared_payout_account');
    const { rows } = await owner.query(
      'select partner_id from referral_attributions where referred_tenant_id = $1',
      [two.tenantId],
    );
    expect(rows).toEqual([{ partner_id: null }]);
  });
});

const mailOf = async (userId: string) => {
  const { rows } = await owner.query<{ email: string }>('select email from users where id = $1', [userId]);
  return rows[0]!.email;
};

describe('comparing browsers', () => {
  /** In force from now on, for whoever comes after; terms of the past stay as they are. */
  const compare = async () => {
    await owner.query('set session_replication_role = replica');
    await owner.query(
      `insert into referral_terms (version, effective_from, settings, created_at, reason)
       select 70, now() - interval '1 second', settings || '{"compareDevices": true}', now(), 'asked' from referral_terms
       where version = 1`,
    );
    await owner.query('set session_replication_role = origin');
  };
  const devices = async () =>
    (await owner.query(`select subject from referral_signs where kind = 'device'`)).rows.length;

  it('happens only where the terms say so and the partner agreed to them, and is forgotten after two days', async () => {
    const before = await partner('81.2.90.1');
    await referred(before.code, { address: '81.2.90.1' });
    expect(await devices()).toBe(0);
    await compare();
    const silent = await partner('81.2.91.1');
    expect(await devices()).toBe(0);
    const { version, documentSha256, sections } = (await silent.browser.get('/referrals/terms').expect(200))
      .body;
    expect(JSON.stringify(sections)).toContain('By agreeing you consent to it.');
    await silent.browser.post('/referrals/me/terms', { version, documentSha256 }).expect(204);
    // From another network, since the first one was looked at on this day.
    silent.browser.agent.set('x-forwarded-for', '81.2.92.1');
    await silent.browser.get('/referrals/me').expect(200);
    expect(await devices()).toBe(1);
    const friend = await referred(silent.code, { address: '81.2.92.9' });
    await waitFor(async () =>
      (await flagsOf(silent.partnerId)).some(
        ({ rule, tenant }) => rule === 'same_device' && tenant === friend.tenantId,
      ),
    );
    await owner.query(`update referral_signs set day = day - 2 where kind = 'device'`);
    await owner.query(
      `update referral_clicks set occurred_at = occurred_at - interval '49 hours' where device is not null`,
    );
    await part(ProgrammeAge).run();
    expect(await devices()).toBe(0);
    expect((await owner.query('select from referral_clicks where device is not null')).rows).toEqual([]);
  });
});
