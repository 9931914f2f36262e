import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import {
  Browser,
  mailedToken,
  mailTo,
  newEmail,
  PASSWORD,
  setCookies,
} from '../../../test/support/browser.js';
import { hearLog } from '../../../test/support/heard-log.js';
import { createReferralOffice, type ReferralOffice } from '../../../test/support/referral-office.js';
import type { TestApp } from '../../../test/support/test-app.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { Logger } from '../../platform/logging/index.js';
import { ProgrammeAge } from './application/programme-age.js';
import { Rebuild } from './application/rebuild.service.js';
import { VerificationService } from './application/verification.service.js';

const DAY = 86_400_000;
const PERSON = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36';
/** Words that stand nowhere else: where one is found afterwards, something was not forgotten. */
const CANARY = {
  email: 'quetzalcanary@plumage.example',
  name: 'Quetzal Canary',
  website: 'https://plumage.example',
  about: 'I sing about quetzals.',
  iban: 'DE89370400440532013000',
  friend: 'hoatzinfriend@nest.example',
};
let stage: ReferralOffice;
let test: TestApp;
let owner: pg.Client;
let office: Browser;
let part: ReferralOffice['part'];
let log: ReturnType<typeof hearLog>;
beforeAll(async () => {
  stage = await createReferralOffice({
    AUTH_ATTEMPTS_PER_MINUTE: '1000',
    LOG_LEVEL: 'debug',
    // What there is to forget is the most where visitors are not asked.
    REFERRAL_ASK_IN: 'nowhere',
  });
  ({ test, owner, office, part } = stage);
  log = hearLog(part(Logger));
});
afterAll(() => stage.close());

const reason = 'asked for by letter';

/** Every table of the programme, and whatever else names it, as text. */
async function everyRow(): Promise<Map<string, string>> {
  const tables = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  );
  const found = new Map<string, string>();
  for (const { name } of tables.rows) {
    const { rows } = await owner.query<{ text: string }>(`select t::text as text from "${name}" t`);
    found.set(name, rows.map(({ text }) => text).join('\n'));
  }
  return found;
}
/** Tables in which one of these words stands, in plain letters or as the hexadecimal of its bytes. */
async function tablesWith(...words: string[]): Promise<string[]> {
  const forms = words.flatMap((word) => [word.toLowerCase(), Buffer.from(word).toString('hex')]);
  return [...(await everyRow())]
    .filter(([, text]) => forms.some((form) => text.toLowerCase().includes(form)))
    .map(([name]) => name);
}

/** An affiliate with a name, an address and a bank account, who referred a team that paid. */
async function world() {
  const browser = new Browser(test.url);
  const { email, name, website, about, iban } = CANARY;
  await browser
    .post('/affiliates/apply', { email, displayName: name, country: 'pt', website, about })
    .expect(202);
  const entered = await browser
    .post('/affiliates/verify', { token: await mailedToken(test, email) })
    .expect(200);
  const partnerId = entered.body.partnerId as string;
  const { version, documentSha256 } = (await browser.get('/referrals/terms').expect(200)).body;
  await browser.post('/referrals/me/terms', { version, documentSha256 }).expect(204);
  await office
    .post(`/admin/referrals/partners/${partnerId}/status`, { status: 'active', reason })
    .expect(204);
  await browser.put('/referrals/me/payout-method', { kind: 'iban', holder: name, iban }).expect(200);
  const token = await mailedToken(test, email, 'where you want to be paid');
  await browser.post('/affiliates/payout-method/confirm', { token }).expect(204);
  const { code } = (await browser.get('/referrals/me').expect(200)).body.links[0];
  const friend = new Browser(test.url);
  friend.agent.set('user-agent', PERSON);
  await friend.get(`/r/${code}`).expect(302);
  const body = { email: CANARY.friend, name: 'Hoatzin', tenantName: 'Nest Ltd', password: PASSWORD };
  const { tenant } = (await friend.post('/auth/signup', body).expect(201)).body;
  await waitFor(async () => (await attributions(tenant.id)).length > 0);
  await stage.bill({
    type: 'invoice.paid',
    at: Date.now() - 40 * DAY,
    tenantId: tenant.id,
    provider: 'acme',
    invoiceId: 'in_1',
    currency: 'EUR',
    paidMinor: 50_000,
    exTaxMinor: 50_000,
    eligibleMinor: 50_000,
  });
  return { browser, partnerId, code, friend, tenantId: tenant.id as string, cookie: setCookies(entered)[0]! };
}
const attributions = async (tenantId: string) =>
  (
    await owner.query('select partner_id from referral_attributions where referred_tenant_id = $1', [
      tenantId,
    ])
  ).rows;
const earned = async () =>
  (
    await owner.query(
      'select partner_id, currency, sum(amount_minor)::int as sum from referral_ledger group by 1, 2 order by 1, 2',
    )
  ).rows;

describe('erasure', () => {
  it('takes everything that tells who it was, leaves the money, and is no way to earn what was refused', async () => {
    const { browser, partnerId, code, friend, tenantId } = await world();
    expect(await tablesWith('plumage.example', CANARY.name)).not.toEqual([]);
    const before = await earned();
    expect(before).toMatchObject([{ partner_id: partnerId, sum: 10_000 }]);

    const payout = await browser
      .post('/referrals/me/payouts', { currency: 'EUR' })
      .set('idempotency-key', 'one');
    const erase = (id: string) => office.post(`/admin/referrals/partners/${id}/erase`, { reason });
    // Suspicions may hold the money here; where a payout is open, erasure has to wait for it.
    if (payout.status === 201) {
      await erase(partnerId).expect(409);
      await office.post(`/admin/referrals/payouts/${payout.body.id}/reject`, { reason }).expect(200);
    }
    const settled = await earned();
    await erase('01900000-0000-7000-8000-000000000000').expect(404);
    await erase(partnerId).expect(204);
    await erase(partnerId).expect(204);

    await browser.get('/referrals/me').expect(401);
    await friend
      .get(`/r/${code}`)
      .expect(302)
      .expect('location', /\/$|\/\?$/);
    expect(await earned()).toEqual(settled);
    const file = (await office.get(`/admin/referrals/partners/${partnerId}`).expect(200)).body;
    expect(file).toMatchObject({ status: 'closed', name: null, email: null, website: null, about: null });
    expect(await tablesWith('plumage', CANARY.name, CANARY.about, CANARY.iban)).toEqual([]);
    const { rows } = await owner.query(
      `select sealed_details, hint from referral_payout_methods where partner_id = $1`,
      [partnerId],
    );
    expect(rows).toEqual([{ sealed_details: null, hint: null }]);
    expect(
      (await owner.query('select from referral_contacts where partner_id = $1', [partnerId])).rows,
    ).toEqual([]);

    const again = new Browser(test.url);
    const form = { email: CANARY.email, displayName: 'Somebody', country: 'pt' };
    await again.post('/affiliates/apply', form).expect(202);
    const entered = await again
      .post('/affiliates/verify', { token: await mailedToken(test, CANARY.email) })
      .expect(200);
    expect(entered.body.partnerId).not.toBe(partnerId);

    // Nobody erases a log, so none of it may ever have stood there.
    part(Logger).info('the log is heard');
    const lines = log.text().toLowerCase();
    expect(lines).toContain('the log is heard');
    for (const word of Object.values(CANARY)) expect(lines).not.toContain(word.toLowerCase());

    await office.post(`/admin/referrals/referred/${tenantId}/erase`, { reason }).expect(204);
    await office.post(`/admin/referrals/referred/${partnerId}/erase`, { reason }).expect(404);
    expect(await attributions(tenantId)).toEqual([{ partner_id: partnerId }]);
    // The team's own account is the team's; of what the programme keeps nothing names it.
    expect((await tablesWith('nest.example')).filter((name) => name.startsWith('referral_'))).toEqual([]);
    const noted = (await office.get('/tenants/me/audit-log').expect(200)).body.items;
    const actions = noted.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(['referral_partner.erased', 'referral_referred.erased']));

    await part(Rebuild).run();
    expect(await earned()).toEqual(settled);
    expect((await part(VerificationService).run()).findings).toEqual([]);
  });

  it('is the office’s alone, and wants a reason', async () => {
    const stranger = new Browser(test.url);
    await stranger.signup({ email: newEmail() });
    const path = '/admin/referrals/partners/01900000-0000-7000-8000-000000000000/erase';
    await stranger.post(path, { reason }).expect(403);
    await office.post(path, {}).expect(400);
  });
});

describe('with time', () => {
  it('sessions, links and networks go, and that terms were agreed to stays', async () => {
    const email = newEmail();
    const browser = new Browser(test.url);
    await browser.post('/affiliates/apply', { email, displayName: 'Old One', country: 'pt' }).expect(202);
    await browser.post('/affiliates/verify', { token: await mailedToken(test, email) }).expect(200);
    const { version, documentSha256 } = (await browser.get('/referrals/terms').expect(200)).body;
    await browser.post('/referrals/me/terms', { version, documentSha256 }).expect(204);
    await browser.get('/referrals/me').expect(200);
    await owner.query(`update referral_partner_sessions set expires_at = now() - interval '1 minute'`);
    await owner.query(`update referral_partner_tokens set expires_at = now() - interval '1 minute'`);
    await owner.query(`insert into referral_signs select id, 'company', decode(repeat('ab', 32), 'hex'), current_date - 181
      from referral_partners limit 1`);
    await stage.tamper(`update referral_terms_acceptances set accepted_at = now() - interval '31 days'`);
    await part(ProgrammeAge).run();
    const count = async (sql: string) =>
      (await owner.query(`select count(*)::int as count from ${sql}`)).rows[0].count;
    expect(await count('referral_partner_sessions')).toBe(0);
    expect(await count('referral_partner_tokens')).toBe(0);
    expect(await count('referral_signs where day < current_date - 180')).toBe(0);
    expect(await count('referral_terms_acceptances where network is not null')).toBe(0);
    expect(await count('referral_terms_acceptances')).toBeGreaterThan(0);
    const change = `update referral_terms_acceptances set document_sha256 = repeat('0', 64)`;
    await expect(owner.query(change)).rejects.toThrow('append-only');
    expect(await mailTo(test, email, 'We have your application')).toBeDefined();
  });
});

describe('a team that was referred', () => {
  it('sees by whom, and may take that away until it has paid', async () => {
    const partner = new Browser(test.url);
    await partner.signup({ email: newEmail(), name: 'Ana Example' });
    const { code } = (await partner.get('/referrals/me').expect(200)).body.links[0];
    const friend = async () => {
      const browser = new Browser(test.url);
      const me = await browser.signup({ email: newEmail(), referralCode: code } as object);
      await waitFor(async () => (await attributions(me.tenant.id)).length > 0);
      return { browser, tenantId: me.tenant.id as string };
    };
    const [one, two] = [await friend(), await friend()];
    const read = async ({ browser }: typeof one) =>
      (await browser.get('/referrals/referrer').expect(200)).body;
    expect(await read(one)).toEqual({ referrer: { code, name: 'Ana' }, removable: true });
    await one.browser.delete('/referrals/referrer').expect(204);
    expect(await read(one)).toEqual({ referrer: null, removable: false });
    expect(await attributions(one.tenantId)).toEqual([{ partner_id: null }]);
    const sums = { currency: 'EUR', paidMinor: 100, exTaxMinor: 100, eligibleMinor: 100 };
    const paid = {
      type: 'invoice.paid',
      at: Date.now(),
      provider: 'acme',
      invoiceId: 'in_two',
      ...sums,
    } as const;
    await stage.bill({ ...paid, tenantId: two.tenantId });
    expect(await read(two)).toMatchObject({ removable: false });
    await two.browser.delete('/referrals/referrer').expect(409);
  });
});
