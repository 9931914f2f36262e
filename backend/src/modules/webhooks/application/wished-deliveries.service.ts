import { Injectable } from '@nestjs/common';
import { TEST_MESSAGE, type ReplayWebhooks, type WebhookDelivery } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import type { AuditActor } from '../../tenants/index.js';
import type { EndpointRecord } from '../domain/endpoint-record.js';
import { bodyOf } from '../domain/public-message.js';
import { EndpointLine } from './endpoint-line.js';
import { EndpointRules } from './endpoint-rules.js';

/** Of one request; who has more replays the time in pieces. */
const MOST_REPLAYED = 5_000;

/** Deliveries that somebody asks for: a test, and messages once more. */
@Injectable()
export class WishedDeliveries {
  constructor(
    private readonly database: TenantDatabase,
    private readonly line: EndpointLine,
    private readonly rules: EndpointRules,
    private readonly clock: Clock,
  ) {}

  test(tenantId: TenantId, actor: AuditActor, endpointId: string): Promise<WebhookDelivery> {
    return this.forEndpoint(tenantId, actor, endpointId, 'tested', async (tx, endpoint) => {
      const now = this.clock.now();
      const body = bodyOf(TEST_MESSAGE, now.toISOString(), { endpointId });
      return this.line.add(tx, tenantId, endpoint, { id: newId(now.getTime()), type: TEST_MESSAGE, body });
    });
  }

  replay(
    tenantId: TenantId,
    actor: AuditActor,
    endpointId: string,
    deliveryId: string,
  ): Promise<WebhookDelivery> {
    return this.forEndpoint(tenantId, actor, endpointId, 'replayed', (tx, endpoint) =>
      this.line.again(tx, tenantId, endpoint, deliveryId),
    );
  }

  /** How many messages are sent again. */
  replayBetween(
    tenantId: TenantId,
    actor: AuditActor,
    endpointId: string,
    wish: ReplayWebhooks,
  ): Promise<number> {
    return this.forEndpoint(tenantId, actor, endpointId, 'replayed', async (tx, endpoint) => {
      const count = await this.line.againBetween(tx, tenantId, endpoint, {
        ...wish,
        limit: MOST_REPLAYED + 1,
      });
      if (count > MOST_REPLAYED)
        throw new AppError('unprocessable', {
          details: [
            { path: 'to', message: `covers more than ${MOST_REPLAYED} messages; choose a shorter time` },
          ],
        });
      return count;
    });
  }

  private forEndpoint<T>(
    tenantId: TenantId,
    actor: AuditActor,
    endpointId: string,
    what: 'tested' | 'replayed',
    work: (tx: Transaction, endpoint: EndpointRecord) => Promise<T>,
  ): Promise<T> {
    return this.database.withTenant(tenantId, async (tx) => {
      // Locked: whoever switches it off at this moment finds what was lined up, and skips it.
      const endpoint = await this.line.endpoint(tx, tenantId, endpointId);
      if (endpoint.offReason !== null) throw new AppError('webhook_endpoint_off');
      const done = await work(tx, endpoint);
      await this.rules.record(tx, tenantId, actor, what, endpointId);
      return done;
    });
  }
}
