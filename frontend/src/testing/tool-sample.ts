import type { Tool } from '@orbisvoice/contracts';

export const TOOL: Tool = {
  id: '0198c0de-0000-7000-8000-000000000020',
  name: 'find_order',
  description: 'Finds an order by its number.',
  kind: 'http',
  confirm: false,
  filler: 'One moment.',
  background: false,
  parameters: {
    type: 'object',
    properties: { orderId: { type: 'string', description: 'As on the receipt.' } },
    required: ['orderId'],
  },
  http: {
    method: 'GET',
    url: 'https://shop.example/orders/{orderId}',
    headers: { authorization: 'Bearer {{SHOP_TOKEN}}' },
    secretNames: ['SHOP_TOKEN'],
    timeoutMs: 5_000,
    retries: 1,
    idempotencyKey: false,
  },
  builtin: null,
  secrets: [{ name: 'SHOP_TOKEN', last4: 'a1b2', updatedAt: '2026-11-02T08:00:00.000Z' }],
  createdAt: '2026-11-01T08:00:00.000Z',
  updatedAt: '2026-11-02T08:00:00.000Z',
};
