import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, newEmail } from '../support/browser.js';
import { finishedTurn } from '../support/spoken-call.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/wait-for.js';
import pg from 'pg';
import { AgentsFacade } from '../../src/modules/agents/index.js';
import { CallsFacade } from '../../src/modules/calls/index.js';
import { tenantId, type TenantId } from '../../src/platform/database/index.js';
import { PartnersService } from '../../src/modules/referrals/application/partners.service.js';

// From the sign-up form and a real call to the ledger, through outbox, queue and worker.
let test: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  test = await createTestApp({ config: { ROLE: 'all' } });
  owner = new pg.Client({ connectionString: test.database.url });
  owner.on('error', () => undefined);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const rows = async (sql: string, values: unknown[] = []) => (await owner.query(sql, values)).rows;

async function referrer(): Promise<{ code: string; partnerId: string }> {
  const email = newEmail();
  const { user, tenant } = await new Browser(test.url).signup({ email });
  const customer = { userId: user.id, tenantId: tenantId(tenant.id), email };
  const partnerId = await test.app.get(PartnersService, { strict: false }).ofCustomer(customer);
  const [link] = await rows('select code from referral_links where partner_id = $1', [partnerId]);
  return { code: link.code, partnerId };
}

async function speak(tenant: TenantId, durationMs: number, turns: number): Promise<void> {
  const agent = await test.app
    .get(AgentsFacade, { strict: false })
    .create(tenant, { name: 'Ada', systemPrompt: 'Hi' });
  const calls = test.app.get(CallsFacade, { strict: false });
  const callId = await calls.create(tenant, {
    agentId: agent.id,
    channel: 'widget',
    origin: null,
    userId: null,
  });
  const claimed = await calls.claim(tenant, callId, 'gateway');
  const epoch = claimed?.epoch ?? 0;
  const spoken = Array.from({ length: turns }, (_, index) => finishedTurn(index + 1));
  if (turns > 0) await calls.write(tenant, callId, epoch, { turns: spoken });
  const endedAt = new Date(Date.now() + durationMs);
  await calls.finalise(tenant, callId, epoch, { reason: 'client_ended', endedAt });
  await waitFor(
    async () =>
      (await rows(`select 1 from outbox where name = 'call.ended' and state <> 'done'`)).length === 0,
  );
}

describe('a referred team', () => {
  it('is bound at sign-up, and earns its partner the reward with its first real call, once', async () => {
    const { code, partnerId } = await referrer();
    const browser = new Browser(test.url);
    const answer = await browser
      .post('/auth/signup', {
        email: newEmail(),
        name: 'Bob',
        tenantName: 'New Ltd',
        password: 'violet-harbour-kettle',
        referralCode: code.toUpperCase(),
      })
      .expect(201);
    const tenant = tenantId(answer.body.tenant.id);
    await waitFor(
      async () =>
        (await rows('select 1 from referral_attributions where referred_tenant_id = $1', [tenant])).length ===
        1,
    );
    const [bound] = await rows(
      'select partner_id, channel from referral_attributions where referred_tenant_id = $1',
      [tenant],
    );
    expect(bound).toEqual({ partner_id: partnerId, channel: 'code' });
    await waitFor(async () => (await browser.get('/tenants/me')).body.acquiredVia === 'referral');

    await speak(tenant, 9_000, 2);
    await speak(tenant, 60_000, 1);
    expect(await rows('select 1 from activations where tenant_id = $1', [tenant])).toEqual([]);
    await speak(tenant, 10_500, 2);
    await speak(tenant, 30_000, 4);
    const earned = () =>
      rows('select kind, amount_minor::int as amount, currency from referral_ledger where partner_id = $1', [
        partnerId,
      ]);
    await waitFor(async () => (await earned()).length > 0);
    expect(await earned()).toEqual([{ kind: 'accrual', amount: 1_000, currency: 'USD' }]);
    const told = `select activated_at is not null as told from referral_attributions where referred_tenant_id = $1`;
    expect(await rows(told, [tenant])).toEqual([{ told: true }]);
    expect(
      await rows(`select 1 from outbox where name = 'user.activated' and tenant_id = $1`, [tenant]),
    ).toHaveLength(1);
  });

  it('is nobody’s where the person refers themself, and the record says why', async () => {
    const email = newEmail();
    const { code } = await referrer();
    const [local, domain] = email.split('@');
    const { user, tenant: home } = await new Browser(test.url).signup({ email });
    const partner = await test.app
      .get(PartnersService, { strict: false })
      .ofCustomer({ userId: user.id, tenantId: tenantId(home.id), email });
    const [own] = await rows('select code from referral_links where partner_id = $1', [partner]);
    expect(own.code).not.toBe(code);
    const answer = await new Browser(test.url)
      .post('/auth/signup', {
        email: `${local}+again@${domain}`,
        name: 'Bob',
        tenantName: 'Mine too',
        password: 'violet-harbour-kettle',
        referralCode: own.code,
      })
      .expect(201);
    const decided = () =>
      rows(
        'select partner_id, candidates -> 0 ->> $2 as verdict from referral_attributions where referred_tenant_id = $1',
        [answer.body.tenant.id, 'verdict'],
      );
    await waitFor(async () => (await decided()).length === 1);
    const [row] = await decided();
    expect(row.partner_id).toBeNull();
    expect(['own_address', 'returning_account']).toContain(row.verdict);
  });
});
