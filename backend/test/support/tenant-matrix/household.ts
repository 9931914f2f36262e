import { Scope, type CreateApiKey } from '@orbisvoice/contracts';
import type pg from 'pg';
import { ApiKeysFacade } from '../../../src/modules/auth/index.js';
import { CallsFacade } from '../../../src/modules/calls/index.js';
import { tenantId, type TenantId } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/platform/crypto/index.js';
import { Browser, newEmail, PASSWORD } from '../browser.js';
import { CallSpeaker } from '../spoken-call.js';
import type { TestApp } from '../test-app.js';

/** What an operation can ask for by an id that belongs to one team. */
export const BELONGINGS = [
  'webhookEndpoint',
  'webhookDelivery',
  'tenant',
  'user',
  'session',
  'invitation',
  'apiKey',
  'tool',
  'agent',
  'call',
  'followUp',
  'erasure',
  'teamExport',
  'referralLink',
] as const;
export type Belonging = (typeof BELONGINGS)[number];

/** A team with one of everything, and every way to come in by its doors. */
export interface Household {
  readonly tenant: TenantId;
  readonly owner: Browser;
  readonly member: Browser;
  readonly secretKey: string;
  readonly restrictedKey: string;
  readonly publishableKey: string;
  readonly ids: Record<Belonging, string>;
}

export const ORIGIN = 'https://shop.example';
const SCOPES: Scope[] = Scope.options;

/** `mark` stands in every text that the team wrote, so that one of them is known wherever it comes out. */
export async function settle(test: TestApp, database: pg.Client, mark: string): Promise<Household> {
  const owner = new Browser(test.url);
  const me = await owner.signup({ tenantName: `${mark} Ltd`, name: `${mark} Owner` });
  const tenant = tenantId(me.tenant.id);
  await database.query('update tenants set rate_limit_per_minute = 10000 where id = $1', [tenant]);
  const made = async (path: string, body: object) => (await owner.post(path, body).expect(201)).body;
  const parameters = { type: 'object', properties: {} };
  const http = { method: 'GET', url: `https://${mark}.example/` };
  const tool = await made('/tools', { name: 'look', description: mark, kind: 'http', parameters, http });
  const agent = { name: mark, systemPrompt: mark, allowedOrigins: [ORIGIN], toolIds: [tool.id] };
  const { id: agentId } = await made('/agents', { ...agent, status: 'published' });
  const invitation = await made('/tenants/me/invitations', { email: newEmail(), role: 'member' });
  const hook = { url: `https://hooks.${mark}.example/`, eventTypes: ['call.ended'] };
  const { id: webhookEndpoint } = await made('/webhook-endpoints', hook);
  const tested = await owner.post(`/webhook-endpoints/${webhookEndpoint}/test`).expect(202);
  const key = async (wish: Omit<CreateApiKey, 'name'>) =>
    test.app
      .get(ApiKeysFacade, { strict: false })
      .create(tenant, { name: mark, ...wish }, { kind: 'user', id: me.user.id });
  const secret = await key({ kind: 'secret' });
  const speaker = new CallSpeaker(test.app.get(CallsFacade, { strict: false }), tenant, agentId);
  const call = await speaker.ended([mark]);
  const erasure = (await owner.post('/privacy/erasures', { email: `${mark}@gone.example` }).expect(202)).body;
  const teamExport = await made('/privacy/team-exports', { password: PASSWORD });
  const followUp = newId();
  await database.query(
    `insert into follow_ups (id, tenant_id, call_id, agent_id, reason, opened_at)
     values ($1, $2, $3, $4, 'failed', now())`,
    [followUp, tenant, call, agentId],
  );
  return {
    tenant,
    owner,
    member: await memberOf(test, database, tenant),
    secretKey: secret.key,
    restrictedKey: (await key({ kind: 'restricted', scopes: SCOPES })).key,
    publishableKey: (await key({ kind: 'publishable', allowedOrigins: [ORIGIN] })).key,
    ids: {
      tenant,
      user: me.user.id,
      session: (await owner.get('/auth/sessions').expect(200)).body.items[0].id,
      invitation: invitation.id,
      apiKey: secret.id,
      referralLink: (await made('/referrals/me/links', { code: `link-${newId()}`.slice(0, 32) })).id,
      tool: tool.id,
      agent: agentId,
      webhookEndpoint,
      webhookDelivery: tested.body.id,
      call,
      followUp,
      erasure: erasure.id,
      teamExport: teamExport.id,
    },
  };
}

/** Somebody who came from a team of their own and moved: an invitation's mail is another spec's matter. */
async function memberOf(test: TestApp, database: pg.Client, tenant: TenantId): Promise<Browser> {
  const browser = new Browser(test.url);
  const me = await browser.signup();
  await database.query(
    `insert into memberships (tenant_id, user_id, role, joined_at) values ($1, $2, 'member', now())`,
    [tenant, me.user.id],
  );
  await browser.post('/auth/switch-tenant', { tenantId: tenant }).expect(200);
  // With the filters off, a second membership would answer for this one by chance.
  await database.query('delete from memberships where user_id = $1 and tenant_id <> $2', [
    me.user.id,
    tenant,
  ]);
  return browser;
}
