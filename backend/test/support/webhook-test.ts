import { expect } from '@jest/globals';
import type { CreatedWebhookEndpoint, WebhookDelivery, WebhookDeliveryDetail } from '@orbisvoice/contracts';
import { Publisher } from '../../src/modules/webhooks/application/publisher.service.js';
import { WebhooksModule } from '../../src/modules/webhooks/index.js';
import { TenantsModule } from '../../src/modules/tenants/index.js';
import { newId } from '../../src/platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../src/platform/database/index.js';
import { Outbox } from '../../src/platform/outbox/index.js';
import { createTenantTest, type TenantTest } from './tenant-test.js';
import type { TestEnvironment } from './test-database.js';
import { waitFor } from './wait-for.js';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.js';

export interface WebhookTest extends TenantTest {
  readonly receiver: WebhookReceiver;
  /** An endpoint at a path of the receiver that wants to hear of bookings. */
  endpoint(path: string, fields?: object, as?: TenantId): Promise<CreatedWebhookEndpoint>;
  /** A meeting is made known, booked in this call or in none. */
  publish(callId: string | null): Promise<void>;
  /** A meeting is booked in a call; gives its id. */
  book(as?: TenantId): Promise<string>;
  deliveries(endpointId: string): Promise<WebhookDelivery[]>;
  detail(endpointId: string, deliveryId: string): Promise<WebhookDeliveryDetail>;
  /** Waits until the newest delivery is as wished, and gives it. */
  settled(endpointId: string, wish: (delivery: WebhookDelivery) => boolean): Promise<WebhookDeliveryDetail>;
  /** The next attempts of an endpoint are due now, and nobody holds one. */
  passTime(endpointId: string): Promise<void>;
}

/** Webhooks with all their background work, and a server of the team that listens. */
export async function createWebhookTest(config: TestEnvironment = {}): Promise<WebhookTest> {
  const receiver = await startWebhookReceiver();
  const test = await createTenantTest([TenantsModule, WebhooksModule], {
    config: { EGRESS_ALLOW: receiver.host, ...config },
  });
  const deliveries = async (endpointId: string): Promise<WebhookDelivery[]> =>
    (await test.send('GET', `/webhook-endpoints/${endpointId}/deliveries`)).body.items;
  const detail = async (endpointId: string, deliveryId: string): Promise<WebhookDeliveryDetail> =>
    (await test.send('GET', `/webhook-endpoints/${endpointId}/deliveries/${deliveryId}`)).body;
  return {
    ...test,
    receiver,
    publish: async (callId) => {
      const at = new Date().toISOString();
      const data = { bookingId: newId(), toolId: newId(), callId, startsAt: at, endsAt: at };
      const event = { type: 'booking.created', at, data } as const;
      await test.app
        .get(TenantDatabase)
        .withTenant(test.tenant, (tx) => test.app.get(Publisher).publish(tx, test.tenant, newId(), event));
    },
    endpoint: async (path, fields = {}, as = test.tenant) => {
      const wish = { url: receiver.url(path), eventTypes: ['booking.created'], ...fields };
      const answer = await test.send('POST', '/webhook-endpoints', wish, as);
      expect(answer).toMatchObject({ status: 201 });
      return answer.body;
    },
    book: async (as = test.tenant) => {
      const bookingId = newId();
      const fact = {
        bookingId,
        toolId: newId(),
        callId: newId(),
        startsAt: '2026-12-01T10:00:00.000Z',
        endsAt: '2026-12-01T10:30:00.000Z',
        bookedAt: '2026-11-30T09:00:00.000Z',
      };
      await test.app
        .get(TenantDatabase)
        .withTenant(as, (tx) => test.app.get(Outbox).append(tx, as, 'booking.created', fact));
      return bookingId;
    },
    deliveries,
    detail,
    settled: async (endpointId, wish) => {
      let last: WebhookDelivery | undefined;
      await waitFor(async () => {
        [last] = await deliveries(endpointId);
        return last !== undefined && wish(last);
      }, 30_000);
      return detail(endpointId, last?.id ?? '');
    },
    passTime: async (endpointId) => {
      await test.owner.query(
        `update webhook_deliveries set due_at = now(), lease_until = null
         where endpoint_id = $1 and state = 'pending'`,
        [endpointId],
      );
    },
    close: async () => {
      await receiver.close();
      await test.close();
    },
  };
}
