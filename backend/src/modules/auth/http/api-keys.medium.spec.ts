import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import request from 'supertest';
import { Browser } from '../../../../test/support/browser.js';
import { createTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { KeyRing } from '../../../platform/crypto/index.js';
import { TenantDatabase, tenantId } from '../../../platform/database/index.js';
import { Access, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { TenantsModule } from '../../tenants/index.js';
import { AuthModule } from '../index.js';

@Controller('samples')
class SampleController {
  @Get('agents')
  @Access({ scopes: ['agents:read'] })
  agents(@CurrentPrincipal() principal: Principal) {
    return { tenantId: principal.tenantId };
  }

  @Get('start')
  @Access({ roles: [], scopes: ['calls:start'], kinds: ['publishable'] })
  start() {
    return {};
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

const FORMER_SECRET = 'the secret before this one';

let test: TestApp;
beforeAll(async () => {
  const config = { AUTH_ATTEMPTS_PER_MINUTE: '10000', PREVIOUS_APP_SECRETS: FORMER_SECRET };
  test = await createTestApp({ modules: [TenantsModule, AuthModule, SampleModule], config });
});
afterAll(() => test.close());

const withKey = (key: string, path = '/samples/agents') =>
  request(test.url).get(path).set('authorization', `Bearer ${key}`);

async function owner() {
  const browser = new Browser(test.url);
  const me = await browser.signup();
  const create = async (wish: object) =>
    (await browser.post('/api-keys', { name: 'A key', kind: 'secret', ...wish }).expect(201)).body;
  return { browser, tenantId: me.tenant.id as string, create };
}

describe('an API key', () => {
  it('is shown once, and opens the tenant that it belongs to', async () => {
    const { browser, tenantId, create } = await owner();
    const created = await create({ name: 'Server' });
    expect(created.key).toMatch(/^ov_sk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/);
    expect((await withKey(created.key).expect(200)).body).toEqual({ tenantId });
    const [listed] = (await browser.get('/api-keys').expect(200)).body.items;
    expect(listed).toMatchObject({
      id: created.id,
      name: 'Server',
      prefix: created.key.slice(0, 19),
      revokedAt: null,
    });
    expect(listed).not.toHaveProperty('key');
    expect(Date.now() - Date.parse(listed.lastUsedAt)).toBeLessThan(5_000);
  });

  it('is refused where it is wrong by one character, unknown, or no key at all', async () => {
    const { create } = await owner();
    const { key } = await create({});
    for (const wrong of [
      `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`,
      key.toLowerCase(),
      'nonsense',
      '',
    ])
      expect((await withKey(wrong)).status).toBe(401);
    await request(test.url).get('/samples/agents').expect(401);
  });

  it('outlives a change of the application secret by being used, and no secret that is unknown', async () => {
    const { tenantId: id, create } = await owner();
    const keptUnder = (appSecret: string, key: string) =>
      new KeyRing({ ...test.config, appSecret }).hmac('api-key', key).toString('hex');
    const inTeam = <T>(sql: string, values: unknown[]) =>
      test.app.get(TenantDatabase).withTenant(tenantId(id), (tx) => tx.query<T>(sql, values));
    for (const [secret, status] of [
      [FORMER_SECRET, 200],
      ['a secret of somebody else', 401],
    ] as const) {
      const created = await create({});
      const kept = keptUnder(secret, created.key);
      await inTeam('update api_keys set digest = $2 where id = $1', [created.id, kept]);
      expect((await withKey(created.key)).status).toBe(status);
      const [row] = await inTeam<{ digest: string }[]>('select digest from api_keys where id = $1', [
        created.id,
      ]);
      expect(row?.digest).toBe(status === 200 ? keptUnder(test.config.appSecret, created.key) : kept);
    }
  });

  it('stops working when it is revoked, and revoking again is no error', async () => {
    const { browser, create } = await owner();
    const { key, id } = await create({});
    await withKey(key).expect(200);
    await browser.delete(`/api-keys/${id}`).expect(204);
    await withKey(key).expect(401);
    await browser.delete(`/api-keys/${id}`).expect(204);
    const entries = (await browser.get('/tenants/me/audit-log')).body.items as { action: string }[];
    expect(entries.filter(({ action }) => action === 'api_key.revoked')).toHaveLength(1);
  });

  it('ends by itself', async () => {
    const { browser, create } = await owner();
    const { key } = await create({ expiresAt: new Date(Date.now() + 1_500).toISOString() });
    await withKey(key).expect(200);
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    await withKey(key).expect(401);
    const past = { name: 'Old', kind: 'secret', expiresAt: new Date(0).toISOString() };
    expect((await browser.post('/api-keys', past).expect(422)).body.error.details[0].path).toBe('expiresAt');
  });

  it('does what its kind and scopes allow, and nothing that asks for a person', async () => {
    const { create } = await owner();
    const { key: restricted } = await create({ kind: 'restricted', scopes: ['agents:read'] });
    const { key: narrow } = await create({ kind: 'restricted', scopes: ['calls:read'] });
    const { key: publishable } = await create({ kind: 'publishable' });
    const { key: secret } = await create({});
    await withKey(restricted).expect(200);
    await withKey(narrow).expect(403);
    await withKey(publishable).expect(403);
    await withKey(publishable, '/samples/start').expect(200);
    await withKey(secret, '/samples/start').expect(403);
    for (const path of ['/tenants/me', '/api-keys', '/auth/me']) await withKey(secret, path).expect(403);
  });

  it('bound to origins is refused from elsewhere', async () => {
    const { create } = await owner();
    const { key } = await create({ kind: 'publishable', allowedOrigins: ['https://www.example.com'] });
    await withKey(key, '/samples/start').set('origin', 'https://www.example.com').expect(200);
    for (const origin of ['https://evil.example', 'https://www.example.com.evil.example', 'null'])
      await withKey(key, '/samples/start').set('origin', origin).expect(403);
    await withKey(key, '/samples/start').expect(403);
  });

  it('of another tenant looks as if it did not exist', async () => {
    const [mine, theirs] = [await owner(), await owner()];
    const { id, key } = await theirs.create({});
    const answers = await Promise.all(
      [id, '01890000-0000-7000-8000-000000000000', 'nonsense'].map((one) =>
        mine.browser.delete(`/api-keys/${one}`).expect(404),
      ),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify({ ...body.error, requestId: '' }))).size).toBe(1);
    await withKey(key).expect(200);
  });

  it('is made once for one Idempotency-Key, and shown again to who repeats it', async () => {
    const { browser } = await owner();
    const send = () =>
      browser.post('/api-keys', { name: 'Once', kind: 'secret' }).set('idempotency-key', 'key-1').expect(201);
    const [first, second] = [(await send()).body, (await send()).body];
    expect(second).toEqual(first);
    expect((await browser.get('/api-keys')).body.items).toHaveLength(1);
  });
});

describe('the limit of a key', () => {
  it('is told in headers that come true', async () => {
    const { browser, create } = await owner();
    await browser.put('/tenants/me', { rateLimitPerMinute: 5 }).expect(200);
    const { key } = await create({});
    const passed = [];
    for (let index = 0; index < 5; index += 1) passed.push(await withKey(key).expect(200));
    expect(passed.map(({ headers }) => headers['ratelimit-remaining'])).toEqual(['4', '3', '2', '1', '0']);
    const refused = await withKey(key).expect(429);
    expect(refused.body.error.code).toBe('rate_limited');
    expect(refused.headers['ratelimit-limit']).toBe('5');
    expect(refused.headers['retry-after']).toBe(refused.headers['ratelimit-reset']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
    const { key: another } = await create({});
    await withKey(another).expect(200);
  });
});
