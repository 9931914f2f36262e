import type { Door } from './doors.js';
import type { Belonging } from './household.js';
import type { Operation } from './operations.js';

/** Where an id of somebody else may stand in an operation, and what has to be around it to get as far as looking it up. */
export interface ForeignRequest {
  /** What stands in the path; its own things where the foreign id stands elsewhere. */
  params?: Record<string, { foreign: Belonging } | { own: Belonging } | { text: string }>;
  query?: Record<string, Belonging>;
  headers?: Record<string, Belonging>;
  body?: (foreign: Record<Belonging, string>) => object;
  /** What the door that gets furthest is told; 404 where nothing stands here. */
  answer?: number;
  /** That door; the owner where nothing stands here. */
  door?: Door;
}

const foreign = (belonging: Belonging) => ({ params: { id: { foreign: belonging } } });
const agentFields = { name: 'Mine now', systemPrompt: 'Be kind.' };
const toolFields = {
  description: 'Mine now.',
  http: { method: 'GET', url: 'https://mine.example/' },
};
const foreignDelivery: ForeignRequest[] = [
  { params: { id: { foreign: 'webhookEndpoint' }, deliveryId: { foreign: 'webhookDelivery' } } },
  { params: { id: { own: 'webhookEndpoint' }, deliveryId: { foreign: 'webhookDelivery' } } },
  { params: { id: { foreign: 'webhookEndpoint' }, deliveryId: { own: 'webhookDelivery' } } },
];

/** Operations that take an id of a team's; several where it may stand in several places. */
export const FOREIGN_REQUESTS: Record<Operation, ForeignRequest[]> = {
  'PATCH /tenants/me/members/{userId}': [
    { params: { userId: { foreign: 'user' } }, body: () => ({ role: 'member' }) },
  ],
  'DELETE /tenants/me/members/{userId}': [{ params: { userId: { foreign: 'user' } } }],
  'DELETE /tenants/me/invitations/{id}': [foreign('invitation')],
  'POST /auth/switch-tenant': [{ body: (ids) => ({ tenantId: ids.tenant }) }],
  'DELETE /auth/sessions/{id}': [foreign('session')],
  'PUT /api-keys/{id}': [{ ...foreign('apiKey'), body: () => ({ limits: { concurrentCalls: 1 } }) }],
  'DELETE /api-keys/{id}': [foreign('apiKey')],
  'GET /tools/{id}': [foreign('tool')],
  'PUT /tools/{id}': [{ ...foreign('tool'), body: () => toolFields }],
  'DELETE /tools/{id}': [foreign('tool')],
  'PUT /tools/{id}/secrets': [{ ...foreign('tool'), body: () => ({ TOKEN: 'taken' }) }],
  'POST /tools/{id}/test': [{ ...foreign('tool'), body: () => ({ args: {}, dryRun: true }) }],
  'POST /agents/{id}/tools/{toolId}/invoke': [
    { params: { id: { foreign: 'agent' }, toolId: { foreign: 'tool' } }, body: () => ({ args: {} }) },
    { params: { id: { own: 'agent' }, toolId: { foreign: 'tool' } }, body: () => ({ args: {} }) },
    { params: { id: { foreign: 'agent' }, toolId: { own: 'tool' } }, body: () => ({ args: {} }) },
    {
      params: { id: { own: 'agent' }, toolId: { own: 'tool' } },
      body: (ids) => ({ args: {}, callId: ids.call }),
    },
  ],
  'POST /agents': [{ body: (ids) => ({ ...agentFields, toolIds: [ids.tool] }), answer: 422 }],
  'GET /agents/{id}': [foreign('agent')],
  'PUT /agents/{id}': [
    { ...foreign('agent'), body: () => ({ name: 'Mine now' }) },
    { params: { id: { own: 'agent' } }, body: (ids) => ({ toolIds: [ids.tool] }), answer: 422 },
  ],
  'DELETE /agents/{id}': [foreign('agent')],
  'GET /agents/{id}/embed': [foreign('agent')],
  'POST /agents/{id}/publish': [{ ...foreign('agent'), body: () => ({ note: 'Mine now' }) }],
  'POST /agents/{id}/rollback': [{ ...foreign('agent'), body: () => ({ version: 1 }) }],
  'GET /agents/{id}/versions': [foreign('agent')],
  'GET /agents/{id}/versions/{number}': [{ params: { id: { foreign: 'agent' }, number: { text: '1' } } }],
  'POST /agents/{id}/sessions': [{ ...foreign('agent'), body: () => ({}) }],
  'GET /calls': [{ query: { agentId: 'agent' }, answer: 200 }],
  'GET /calls/{id}': [foreign('call')],
  'DELETE /calls/{id}': [foreign('call')],
  'POST /calls/{id}/analysis': [foreign('call')],
  'GET /calls/{id}/transcript': [foreign('call')],
  'GET /calls/{id}/transcript.txt': [foreign('call')],
  'GET /calls/{id}/transcript.vtt': [foreign('call')],
  'GET /calls/{id}/transcript.json': [foreign('call')],
  'GET /calls/{id}/timeline': [foreign('call')],
  'POST /follow-ups/{id}/done': [foreign('followUp')],
  'GET /privacy/erasures/{id}': [foreign('erasure')],
  'GET /privacy/team-exports/{id}/download': [foreign('teamExport')],
  'GET /analytics': [{ query: { agentId: 'agent' }, answer: 200 }],
  'GET /analytics.csv': [{ query: { agentId: 'agent' }, answer: 200 }],
  'DELETE /referrals/me/links/{id}': [foreign('referralLink')],
  'GET /webhook-endpoints/{id}': [foreign('webhookEndpoint')],
  'PUT /webhook-endpoints/{id}': [{ ...foreign('webhookEndpoint'), body: () => ({ enabled: false }) }],
  'DELETE /webhook-endpoints/{id}': [foreign('webhookEndpoint')],
  'POST /webhook-endpoints/{id}/rotate-secret': [{ ...foreign('webhookEndpoint'), body: () => ({}) }],
  'POST /webhook-endpoints/{id}/test': [foreign('webhookEndpoint')],
  'POST /webhook-endpoints/{id}/replay': [
    {
      ...foreign('webhookEndpoint'),
      body: () => ({ from: '2026-01-01T00:00:00Z', to: '2036-01-01T00:00:00Z', all: true }),
    },
  ],
  'GET /webhook-endpoints/{id}/deliveries': [foreign('webhookEndpoint')],
  'GET /webhook-endpoints/{id}/deliveries/{deliveryId}': foreignDelivery,
  'POST /webhook-endpoints/{id}/deliveries/{deliveryId}/replay': foreignDelivery,
  'POST /widget/sessions': [{ body: (ids) => ({ agentId: ids.agent }), door: 'publishable key' }],
  'POST /widget/calls/{callId}/rating': [
    {
      params: { callId: { foreign: 'call' } },
      body: () => ({ rating: 1 }),
      answer: 401,
      door: 'rating token',
    },
  ],
  'GET /tenants/me/audit-log': [{ query: { actorId: 'user' }, answer: 200 }],
};

/** The rest, each with the reason why no id of a team's stands in it. */
export const NO_FOREIGN_ID: Record<Operation, string> = {
  ...ownOnly('GET /tenants/me', 'PUT /tenants/me', 'GET /tenants/me/members'),
  ...ownOnly(
    'GET /tenants/me/invitations',
    'POST /tenants/me/invitations',
    'GET /auth/me',
    'GET /auth/sessions',
  ),
  ...ownOnly('GET /api-keys', 'POST /api-keys', 'GET /tools', 'POST /tools', 'GET /agents', 'GET /voices'),
  ...ownOnly('GET /calls/by-agent', 'GET /onboarding', 'PUT /onboarding'),
  ...ownOnly('DELETE /auth/sessions'),
  ...ownOnly('GET /privacy/team-exports', 'POST /privacy/team-exports'),
  ...ownOnly('GET /tenants/me/retention', 'PUT /tenants/me/retention', 'GET /tenants/me/retention/preview'),
  ...ownOnly('GET /follow-ups', 'GET /tenants/me/audit-log/seal', 'GET /tenants/me/billing'),
  ...ownOnly(
    'POST /privacy/callers/export',
    'POST /privacy/callers/search',
    'POST /privacy/erasures',
    'GET /privacy/erasures',
  ),
  ...ownOnly('POST /auth/logout', 'POST /auth/refresh', 'POST /auth/resend-verification'),
  ...ownOnly('GET /referrals/me', 'GET /referrals/me/earnings', 'GET /referrals/me/history'),
  ...ownOnly('GET /referrals/me/payouts', 'POST /referrals/me/payouts', 'POST /referrals/me/links'),
  ...ownOnly(
    'GET /referrals/me/payout-method',
    'PUT /referrals/me/payout-method',
    'POST /referrals/me/terms',
  ),
  ...ownOnly('GET /referrals/referrer', 'DELETE /referrals/referrer'),
  ...ownOnly('GET /webhook-endpoints', 'POST /webhook-endpoints'),
  ...because('asks for a person by what only they know', [
    ...(['POST /auth/signup', 'POST /auth/login', 'POST /auth/verify-email'] as const),
    ...(['POST /auth/forgot-password', 'POST /auth/reset-password', 'POST /auth/accept-invitation'] as const),
    ...(['POST /affiliates/apply', 'POST /affiliates/sign-in', 'POST /affiliates/verify'] as const),
    ...(['POST /affiliates/sign-out', 'POST /affiliates/payout-method/confirm'] as const),
  ]),
  ...because('is for everybody, or for every visitor of the page that shows the id', [
    ...(['GET /embed/{agentId}', 'POST /embed/{agentId}/sessions', 'GET /widget/config/{agentId}'] as const),
    ...(['GET /widget.js', 'GET /widget@{file}', 'GET /widget/words/{file}'] as const),
    ...(['GET /referrals/terms'] as const),
    ...(['GET /r/{code}', 'GET /referrals/code/{code}', 'GET /referrals/visit'] as const),
    'POST /referrals/visit',
  ]),
  ...because('lets a voice be heard, which is the same for every team', ['GET /voices/{id}/preview']),
  ...because('is signed by its sender', [
    ...(['POST /webhooks/billing/{source}', 'POST /webhooks/referrals/{source}'] as const),
    'POST /webhooks/payouts/{source}',
  ]),
};

/** Never ends, so no answer can be read whole; live-updates.medium.spec.ts looks at what it tells to whom. */
export const STREAMS: readonly Operation[] = ['GET /live', 'GET /referrals/me/stream'];

/** Closed to every team: only those who run the installation come in. */
export const ADMINS_ONLY = /^\w+ \/admin\//;

function ownOnly(...operations: Operation[]): Record<Operation, string> {
  return because('names nothing but its own', operations);
}

function because(reason: string, operations: readonly Operation[]): Record<Operation, string> {
  return Object.fromEntries(operations.map((operation) => [operation, reason]));
}
