import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createGatewayTest, PAGE, type GatewayTest } from '../../../test/support/gateway-test.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { newId } from '../../platform/crypto/index.js';
import { AuthModule } from '../auth/index.js';
import { AgentsModule } from '../agents/index.js';
import { CallsFacade, CallsModule, type ClaimTerms } from '../calls/index.js';
import { TenantsModule } from '../tenants/index.js';

jest.setTimeout(60_000);

let test: GatewayTest;
let other: TestApp;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest({ config: { CALLS_PER_TENANT: '5' } });
  // A second process on the same database; it needs no gateway of its own to take calls.
  other = await createTestApp({
    modules: [TenantsModule, AuthModule, AgentsModule, CallsModule],
    database: test.database,
    config: { CALLS_PER_TENANT: '5' },
  });
  agentId = await test.agent();
});
afterAll(async () => {
  await other.close();
  await test.close();
});

const clear = () =>
  test.rows("update calls set lease_until = now() - interval '1 hour' where status = 'live'");
const created = (apiKeyId: string | null = null) => {
  const call = { agentId, channel: 'api', origin: null, userId: null, apiKeyId } as const;
  return test.app.get(CallsFacade).create(test.tenant, call);
};
/** Claims as two processes do, all at once. */
async function claimAll(callIds: readonly string[], terms: ClaimTerms = {}) {
  const settled = await Promise.allSettled(
    callIds.map((id, index) => {
      const facade = index % 2 === 0 ? test.app.get(CallsFacade) : other.app.get(CallsFacade);
      return facade.claim(test.tenant, id, `owner-${index % 2}`, terms);
    }),
  );
  const refused = settled.filter((outcome) => outcome.status === 'rejected');
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'concurrency_limited' });
  return { taken: settled.length - refused.length, refused: refused.length };
}
const made = (count: number, keyId: string | null = null) =>
  Promise.all(Array.from({ length: count }, () => created(keyId)));
const keyId = async (kind: string) =>
  String((await test.rows('select id from api_keys where kind = $1', kind))[0]?.id);

describe('calls at once', () => {
  it('are as many as the tenant may have, exactly, however many processes take them', async () => {
    await clear();
    expect(await claimAll(await made(30))).toEqual({ taken: 5, refused: 25 });
  });

  it('do not count once the gateway that had them is gone', async () => {
    await clear();
    expect(await claimAll(await made(5))).toEqual({ taken: 5, refused: 0 });
    await clear();
    expect(await claimAll(await made(6))).toEqual({ taken: 5, refused: 1 });
  });

  it('follow the number that the operator has set', async () => {
    await clear();
    await test.rows('update tenants set max_concurrent_calls = 2 where id = $1', test.tenant);
    expect(await claimAll(await made(4))).toEqual({ taken: 2, refused: 2 });
    await test.rows('update tenants set max_concurrent_calls = null where id = $1', test.tenant);
  });

  it('are as many as the key may have', async () => {
    await clear();
    const secret = await keyId('secret');
    expect(await claimAll(await made(4, secret), { keyLimit: 1 })).toEqual({ taken: 1, refused: 3 });
    expect(await claimAll(await made(1), { keyLimit: 1 })).toEqual({ taken: 1, refused: 0 });
  });

  it('are counted before a direct call is made, so that what finds no place leaves nothing', async () => {
    await clear();
    await test.rows('update tenants set max_concurrent_calls = 2 where id = $1', test.tenant);
    const made = { agentId, channel: 'api', origin: null, userId: 'ada', apiKeyId: null } as const;
    const ids = Array.from({ length: 6 }, () => newId());
    const { taken } = await claimAll(ids, { made });
    const rows = await test.rows('select status, user_id, epoch from calls where id = any($1)', ids);
    expect([taken, rows]).toEqual([2, rows.map(() => ({ status: 'live', user_id: 'ada', epoch: 1 }))]);
    expect(rows).toHaveLength(2);
    await test.rows('update tenants set max_concurrent_calls = null where id = $1', test.tenant);
  });

  it('refuse a hello with 4001 and say why', async () => {
    await clear();
    await test.rows('update tenants set max_concurrent_calls = 0 where id = $1', test.tenant);
    const visitor = await test.visitor();
    visitor.hello({ apiKey: test.secretKey, agentId });
    expect(await visitor.until('error')).toMatchObject({ code: 'concurrency_limited', retryable: true });
    expect(await visitor.untilClosed()).toMatchObject({ code: 4001 });
    await test.rows('update tenants set max_concurrent_calls = null where id = $1', test.tenant);
  });

  it('are not the tenant’s to choose', async () => {
    const { rows } = await test.owner.query(
      "select has_column_privilege('orbis_app', 'tenants', 'max_concurrent_calls', 'UPDATE') as may",
    );
    expect(rows).toEqual([{ may: false }]);
  });
});

describe('a publishable key', () => {
  const mint = () => test.post('/widget/sessions', test.publishableKey, { agentId }, PAGE);
  const limit = (limits: Record<string, number | null>) =>
    test.rows(
      `update api_keys set limits = $1 where kind = 'publishable'`,
      JSON.stringify({
        callsPerMinutePerAddress: null,
        callsPerDayPerAddress: null,
        callsPerDay: null,
        ...limits,
      }),
    );
  /** Limits are read with the key, which is remembered for five seconds. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5_100));

  it.each([
    ['callsPerDay', 3],
    ['callsPerDayPerAddress', 2],
    ['callsPerMinutePerAddress', 4],
  ])('starts no more calls than %s says, exactly', async (name, most) => {
    await test.rows('delete from call_counts');
    await limit({ [name]: most });
    await settle();
    const answers = await Promise.all(Array.from({ length: most + 4 }, mint));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(most);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.error.code])).toEqual(
      Array.from({ length: 4 }, () => [429, 'rate_limited']),
    );
  });

  it('keeps of the visitor’s address a hash only', async () => {
    const kept = await test.rows(`select address from call_counts where address <> ''`);
    expect(JSON.stringify(kept)).not.toMatch(/127\.0\.0/);
  });
});

describe('a hello with a key', () => {
  it('is a request of that key: one more than its limit a minute is refused with 4001', async () => {
    await clear();
    await test.rows('update tenants set rate_limit_per_minute = 3 where id = $1', test.tenant);
    await test.rows('update tenants set max_concurrent_calls = 100 where id = $1', test.tenant);
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    const codes: (string | undefined)[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const visitor = await test.visitor();
      visitor.hello({ apiKey: test.secretKey, agentId: '019f0000-0000-7000-8000-000000000009' });
      codes.push((await visitor.until('error')).code);
    }
    expect(codes.slice(-2)).toEqual(['rate_limited', 'rate_limited']);
    await test.rows('update tenants set rate_limit_per_minute = 100 where id = $1', test.tenant);
  });
});

describe('the spending ceiling of an agent', () => {
  it('refuses new calls once today’s calls have cost as much', async () => {
    await clear();
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    const costly = await test.agent({ dailySpendLimit: { amountMinor: 50, currency: 'USD' } });
    const ask = () => test.post(`/agents/${costly}/sessions`, test.secretKey, undefined);
    const { status, body } = await ask();
    expect(status).toBe(201);
    await test.rows('update calls set cost_nanos = 499999999 where id = $1', body.callId);
    expect((await ask()).status).toBe(201);
    // What was read of them afterwards counts as well.
    await test.rows('update calls set analysis_nanos = 1 where id = $1', body.callId);
    expect(await ask()).toMatchObject({ status: 429, body: { error: { code: 'spend_limit_reached' } } });
    const visitor = await test.visitor();
    visitor.hello({ token: body.token });
    expect(await visitor.untilClosed()).toMatchObject({ code: 4001, reason: 'spend_limit_reached' });
  });
});
