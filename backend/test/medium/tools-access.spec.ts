import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreateApiKey } from '@orbisvoice/contracts';
import pg from 'pg';
import request from 'supertest';
import { AgentsModule } from '../../src/modules/agents/index.js';
import { ApiKeysFacade, AuthModule } from '../../src/modules/auth/index.js';
import { CallsFacade, CallsModule } from '../../src/modules/calls/index.js';
import { TenantsModule } from '../../src/modules/tenants/index.js';
import { ToolsModule } from '../../src/modules/tools/index.js';
import { tenantId, type TenantId } from '../../src/platform/database/index.js';
import { Browser } from '../support/browser.js';
import { CallSpeaker } from '../support/spoken-call.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/wait-for.js';

// Who may use which route of tools, with the real guard in front, and tools among real members, agents and calls.
const ROUTES = {
  'GET /tools': ['tools:read'],
  'POST /tools': ['tools:write'],
  'GET /tools/:tool': ['tools:read'],
  'PUT /tools/:tool': ['tools:write'],
  'DELETE /tools/:tool': ['tools:write'],
  'PUT /tools/:tool/secrets': ['tools:write'],
  'POST /tools/:tool/test': ['tools:write', 'tools:invoke'],
  'POST /agents/:agent/tools/:tool/invoke': ['tools:invoke'],
} as const;
const SCOPES = ['tools:read', 'tools:write', 'tools:invoke', 'agents:write'] as const;

let test: TestApp;
let owner: Browser;
let tenant: TenantId;
let email: string;
const ids: Record<string, string> = {};
const keys: Record<string, string> = {};

beforeAll(async () => {
  const config = { ROLE: 'api', AUTH_ATTEMPTS_PER_MINUTE: '10000' } as const;
  const modules = [TenantsModule, AuthModule, ToolsModule, AgentsModule, CallsModule];
  test = await createTestApp({ modules, config });
  owner = new Browser(test.url);
  const me = await owner.signup();
  tenant = tenantId(me.tenant.id);
  email = me.user.email;
  const builtin = { name: 'sendEmail' };
  const mail = { name: 'write_mail', description: 'Writes to the team.', kind: 'builtin', builtin };
  ids.tool = (await owner.post('/tools', mail).expect(201)).body.id;
  const agent = { name: 'Desk', systemPrompt: 'Be kind.', toolIds: [ids.tool] };
  ids.agent = (await owner.post('/agents', agent).expect(201)).body.id;
  ids.call = await new CallSpeaker(test.app.get(CallsFacade), tenant, ids.agent ?? '').ended(['Hello']);
  const makeKey = async (name: string, wish: Omit<CreateApiKey, 'name'>) => {
    const actor = { kind: 'user', id: me.user.id } as const;
    keys[name] = (await test.app.get(ApiKeysFacade).create(tenant, { name, ...wish }, actor)).key;
  };
  await makeKey('publishable', { kind: 'publishable' });
  for (const scope of SCOPES) await makeKey(scope, { kind: 'restricted', scopes: [scope] });
});
afterAll(() => test.close());

const statusWith = async (route: string, key?: string) => {
  const [method = '', path = ''] = route.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? '').split(' ');
  const sent = request(test.url)[method.toLowerCase() as 'get'](path);
  if (key) sent.set('authorization', `Bearer ${key}`);
  return (await sent).status;
};

describe.each(Object.entries(ROUTES))('%s', (route, scopes) => {
  it('is closed without a credential, to publishable keys and to keys without its scopes', async () => {
    expect(await statusWith(route)).toBe(401);
    expect(await statusWith(route, keys.publishable)).toBe(403);
    for (const scope of SCOPES)
      if (scopes.length > 1 || !(scopes as readonly string[]).includes(scope))
        expect([scope, await statusWith(route, keys[scope])]).toEqual([scope, 403]);
  });
});

describe('an agent’s tool', () => {
  const path = () => `/agents/${ids.agent}/tools/${ids.tool}/invoke`;
  const wish = (to: string) => ({ callId: ids.call, args: { to, subject: 'Hi', text: 'Hello.' } });

  it('is used in a call, and writes to members of the team only', async () => {
    const answer = await owner.post(path(), wish(email)).expect(200);
    expect(answer.body).toEqual({ outcome: 'result', result: { sent: true, to: email } });
    const refused = await owner.post(path(), wish('stranger@example.com')).expect(422);
    expect(refused.body.error.details[0].path).toBe('args.to');
  });

  it('cannot be deleted, and says whose it is', async () => {
    const refused = await owner.delete(`/tools/${ids.tool}`).expect(409);
    expect(refused.body.error).toMatchObject({ code: 'tool_in_use', details: [{ message: 'Desk' }] });
  });
});

describe('a member', () => {
  it('edits and uses tools, but neither sets secrets nor tries tools for real', async () => {
    const client = new pg.Client({ connectionString: test.database.url });
    await client.connect();
    await client.query(`update memberships set role = 'member'`);
    await client.end();
    await waitFor(async () => (await owner.put(`/tools/${ids.tool}/secrets`, {})).status === 403);
    await owner.post(`/tools/${ids.tool}/test`, {}).expect(403);
    await owner.put(`/tools/${ids.tool}`, { filler: 'One moment.' }).expect(200);
  });
});
