import { Injectable } from '@nestjs/common';
import type {
  Page,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryQuery,
} from '@orbisvoice/contracts';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import { WebhookEndpointsRepository } from '../persistence/webhook-endpoints.repository.js';
import { WebhookLogRepository } from '../persistence/webhook-log.repository.js';
import { toDelivery } from './webhook.mapping.js';

/** What was sent to an endpoint and what it answered. */
@Injectable()
export class DeliveryLog {
  constructor(
    private readonly database: TenantDatabase,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly log: WebhookLogRepository,
  ) {}

  list(
    tenantId: TenantId,
    endpointId: string,
    { limit, cursor, state, type }: WebhookDeliveryQuery,
  ): Promise<Page<WebhookDelivery>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      if (!(await this.endpoints.find(tx, tenantId, endpointId)))
        throw new AppError('webhook_endpoint_not_found');
      const filter = { before, state, type, take: limit + 1 };
      const rows = await this.log.page(tx, tenantId, endpointId, filter);
      return pageById(rows, limit, (row) => row.id, toDelivery);
    });
  }

  get(tenantId: TenantId, endpointId: string, id: string): Promise<WebhookDeliveryDetail> {
    return this.database.withTenant(tenantId, async (tx) => {
      const row = await this.log.find(tx, tenantId, endpointId, id);
      if (!row) throw new AppError('webhook_delivery_not_found');
      const attempts = await this.log.attempts(tx, tenantId, id);
      return {
        ...toDelivery(row),
        body: await this.log.bodyOf(tx, tenantId, row.messageId),
        log: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: at.toISOString() })),
      };
    });
  }
}
