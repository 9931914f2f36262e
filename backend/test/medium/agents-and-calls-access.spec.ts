import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreateApiKey } from '@orbisvoice/contracts';
import pg from 'pg';
import request from 'supertest';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { ApiKeysFacade, AuthModule } from '../../src/modules/auth/index.js';
import { CallsFacade, CallsModule } from '../../src/modules/calls/index.js';
import { TenantsModule } from '../../src/modules/tenants/index.js';
import { tenantId } from '../../src/platform/database/index.js';
import { Browser } from '../support/browser.js';
import { CallSpeaker } from '../support/spoken-call.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/wait-for.js';

// Who may use which route of agents and calls, with the real guard in front.
const ROUTES = {
  'GET /agents': 'agents:read',
  'POST /agents': 'agents:write',
  'GET /agents/:agent': 'agents:read',
  'PUT /agents/:agent': 'agents:write',
  'DELETE /agents/:spare': 'agents:write',
  'GET /voices': 'agents:read',
  'GET /calls': 'calls:read',
  'GET /calls/:call': 'calls:read',
  'GET /calls/:call/transcript': 'calls:read',
  'GET /calls/:call/transcript.txt': 'calls:read',
  'GET /calls/:call/timeline': 'calls:read',
  'DELETE /calls/:call': 'calls:write',
} as const;
type Route = keyof typeof ROUTES;

let test: TestApp;
let owner: Browser;
const ids: Record<string, string> = {};
const keys: Record<string, string> = {};

beforeAll(async () => {
  const config = { ROLE: 'api', AUTH_ATTEMPTS_PER_MINUTE: '10000' } as const;
  test = await createTestApp({ modules: [TenantsModule, AuthModule, AgentsModule, CallsModule], config });
  owner = new Browser(test.url);
  const me = await owner.signup();
  const tenant = tenantId(me.tenant.id);
  const agents = test.app.get(AgentsFacade);
  const agent = { name: 'Reception', systemPrompt: 'Be kind.' };
  ids.agent = (await agents.create(tenant, agent)).id;
  ids.spare = (await agents.create(tenant, agent)).id;
  ids.call = await new CallSpeaker(test.app.get(CallsFacade), tenant, ids.agent).ended(['Hello']);
  const makeKey = async (name: string, wish: Omit<CreateApiKey, 'name'>) => {
    const actor = { kind: 'user', id: me.user.id } as const;
    keys[name] = (await test.app.get(ApiKeysFacade).create(tenant, { name, ...wish }, actor)).key;
  };
  await makeKey('secret', { kind: 'secret' });
  await makeKey('publishable', { kind: 'publishable' });
  for (const scope of new Set(Object.values(ROUTES)))
    await makeKey(scope, { kind: 'restricted', scopes: [scope] });
});
afterAll(() => test.close());

const split = (route: Route) => {
  const [method = '', path = ''] = route.split(' ');
  return {
    method: method.toLowerCase() as 'get',
    path: path.replace(/:(\w+)/, (_, name: string) => ids[name] ?? ''),
  };
};
const statusWith = async (route: Route, key?: string) => {
  const { method, path } = split(route);
  const sent = request(test.url)[method](path);
  if (key) sent.set('authorization', `Bearer ${key}`);
  return (await sent).status;
};

describe.each(Object.entries(ROUTES) as [Route, string][])('%s', (route, scope) => {
  it('asks for a credential', async () => {
    expect(await statusWith(route)).toBe(401);
  });

  it('is closed to publishable keys and to keys with any other scope', async () => {
    expect(await statusWith(route, keys.publishable)).toBe(403);
    for (const other of new Set(Object.values(ROUTES)))
      if (other !== scope) expect([other, await statusWith(route, keys[other])]).toEqual([other, 403]);
  });

  // What changes things is asked with a request that is refused for its content, so the matrix stays repeatable.
  const opens = route.startsWith('GET') ? 200 : route.startsWith('DELETE') ? undefined : 400;
  if (opens)
    it('is open to secret keys and to the scope that it names', async () => {
      expect(await statusWith(route, keys.secret)).toBe(opens);
      expect(await statusWith(route, keys[scope])).toBe(opens);
    });
});

it('a team that has just signed up keeps its calls for 90 days', async () => {
  expect((await owner.get('/tenants/me/retention').expect(200)).body.callDays).toBe(90);
});

describe('a member', () => {
  it('edits and deletes agents but cannot erase a call; the owner can', async () => {
    await setRole('member');
    await owner.put(`/agents/${ids.agent}`, { name: 'Renamed' }).expect(200);
    await owner.delete(`/agents/${ids.spare}`).expect(204);
    await owner.delete(`/calls/${ids.call}`).expect(403);
    await setRole('owner');
    // A change of role takes effect within seconds.
    await waitFor(async () => (await owner.delete(`/calls/${ids.call}`)).status === 204);
  });
});

async function setRole(role: 'owner' | 'member') {
  const client = new pg.Client({ connectionString: test.database.url });
  await client.connect();
  await client.query('update memberships set role = $1', [role]);
  await client.end();
}
