import type { Me, Member, WebhookEndpoint } from '@orbisvoice/contracts';

const TIME = '2026-11-01T08:00:00.000Z';

export const ANNA: Member = {
  userId: '0198c0de-0000-7000-8000-000000000001',
  email: 'anna@example.com',
  name: 'Anna',
  role: 'owner',
  joinedAt: TIME,
};

export const BEN: Member = {
  userId: '0198c0de-0000-7000-8000-000000000002',
  email: 'ben@example.com',
  name: 'Ben',
  role: 'member',
  joinedAt: TIME,
};

const TEAM = { id: '0198c0de-0000-7000-8000-000000000003', name: 'Acme' };

/** Who somebody is after signing in; alone in the one team. */
export const meAs = ({ userId: id, email, name, role }: Member): Me => ({
  user: { id, email, name, emailVerified: true },
  tenant: { ...TEAM, rateLimitPerMinute: 100, maxConcurrentCalls: null, acquiredVia: null, createdAt: TIME },
  role,
  tenants: [{ ...TEAM, role }],
});

export const ENDPOINT: WebhookEndpoint = {
  id: '0198c0de-0000-7000-8000-000000000004',
  url: 'https://hooks.example.com/orbis',
  description: 'Orders',
  eventTypes: ['call.ended'],
  enabled: true,
  off: null,
  failingSince: null,
  oldSecretUntil: null,
  createdAt: TIME,
  updatedAt: TIME,
};
