import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreateApiKey } from '@orbisvoice/contracts';
import pg from 'pg';
import request from 'supertest';
import { ApiKeysFacade, AuthModule } from '../../src/modules/auth/index.js';
import { TenantsModule } from '../../src/modules/tenants/index.js';
import { WebhooksModule } from '../../src/modules/webhooks/index.js';
import { newId } from '../../src/platform/crypto/index.js';
import { tenantId } from '../../src/platform/database/index.js';
import { MailStore } from '../../src/platform/mail/mail-store.js';
import { Browser } from '../support/browser.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/wait-for.js';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

// Who may use which route of webhooks, with the real guard in front, and which people hear of an endpoint that went off.
const ROUTES = {
  'GET /webhook-endpoints': 'webhooks:read',
  'POST /webhook-endpoints': 'webhooks:write',
  'GET /webhook-endpoints/:endpoint': 'webhooks:read',
  'PUT /webhook-endpoints/:endpoint': 'webhooks:write',
  'DELETE /webhook-endpoints/:endpoint': 'webhooks:write',
  'POST /webhook-endpoints/:endpoint/rotate-secret': 'webhooks:write',
  'POST /webhook-endpoints/:endpoint/test': 'webhooks:write',
  'POST /webhook-endpoints/:endpoint/replay': 'webhooks:write',
  'GET /webhook-endpoints/:endpoint/deliveries': 'webhooks:read',
  'GET /webhook-endpoints/:endpoint/deliveries/:delivery': 'webhooks:read',
  'POST /webhook-endpoints/:endpoint/deliveries/:delivery/replay': 'webhooks:write',
} as const;
const SCOPES = ['webhooks:read', 'webhooks:write', 'tools:write'] as const;

let test: TestApp;
let receiver: WebhookReceiver;
let owner: Browser;
let email: string;
let sql: pg.Client;
const ids: Record<string, string> = { delivery: newId() };
const keys: Record<string, string> = {};

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  const config = { AUTH_ATTEMPTS_PER_MINUTE: '10000', EGRESS_ALLOW: receiver.host } as const;
  test = await createTestApp({ modules: [TenantsModule, AuthModule, WebhooksModule], config });
  sql = new pg.Client({ connectionString: test.database.url });
  await sql.connect();
  owner = new Browser(test.url);
  const me = await owner.signup();
  email = me.user.email;
  const wish = { url: receiver.url('/hook'), eventTypes: ['call.ended'] };
  ids.endpoint = (await owner.post('/webhook-endpoints', wish).expect(201)).body.id;
  const actor = { kind: 'user', id: me.user.id } as const;
  const makeKey = async (name: string, key: Omit<CreateApiKey, 'name'>) => {
    const facade = test.app.get(ApiKeysFacade);
    keys[name] = (await facade.create(tenantId(me.tenant.id), { name, ...key }, actor)).key;
  };
  await makeKey('publishable', { kind: 'publishable' });
  for (const scope of SCOPES) await makeKey(scope, { kind: 'restricted', scopes: [scope] });
});
afterAll(async () => {
  await receiver.close();
  await sql.end();
  await test.close();
});

const statusWith = async (route: string, key?: string) => {
  const [method = '', path = ''] = route.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? '').split(' ');
  const sent = request(test.url)[method.toLowerCase() as 'get'](path);
  if (key) sent.set('authorization', `Bearer ${key}`);
  return (await sent).status;
};

describe.each(Object.entries(ROUTES))('%s', (route, scope) => {
  it('is closed without a credential, to publishable keys and to keys without its scope', async () => {
    expect(await statusWith(route)).toBe(401);
    expect(await statusWith(route, keys.publishable)).toBe(403);
    for (const other of SCOPES.filter((one) => one !== scope))
      expect([other, await statusWith(route, keys[other])]).toEqual([other, 403]);
  });
});

describe('an endpoint that answers 410', () => {
  it('is switched off, of which the owners are told once', async () => {
    receiver.on('/hook', (reply) => reply.writeHead(410).end());
    await owner.post(`/webhook-endpoints/${ids.endpoint}/test`).expect(202);
    await owner.post(`/webhook-endpoints/${ids.endpoint}/test`).expect((answer) => answer.status < 500);
    const told = async () =>
      (await test.app.get(MailStore, { strict: false }).recent(50)).filter(
        ({ to, subject }) => to === email && subject.includes('switched off'),
      );
    await waitFor(async () => (await told()).length > 0);
    const [mail, ...more] = await told();
    expect(more).toEqual([]);
    expect(mail?.text).toContain('answered 410 Gone');
    expect(mail?.text).toContain('/docs/webhooks#when-your-server-fails');
    const keys = await sql.query(`select business_key from mails where template = 'webhook-off'`);
    expect(keys.rows).toEqual([
      { business_key: expect.stringMatching(/^webhook-off:[0-9a-f-]+:\d+:[0-9a-f-]+$/) },
    ]);
    const endpoint = await owner.get(`/webhook-endpoints/${ids.endpoint}`).expect(200);
    expect(endpoint.body.off.reason).toBe('gone');
    await owner.post(`/webhook-endpoints/${ids.endpoint}/test`).expect(409);
  });
});

describe('a member', () => {
  it('neither sees nor changes endpoints', async () => {
    await sql.query(`update memberships set role = 'member'`);
    await waitFor(async () => (await owner.get('/webhook-endpoints')).status === 403);
    await owner.put(`/webhook-endpoints/${ids.endpoint}`, { enabled: true }).expect(403);
  });
});
