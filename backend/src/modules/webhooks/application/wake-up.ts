import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { EndpointRecord } from '../domain/endpoint-record.js';
import { WebhookEndpointsRepository } from '../persistence/webhook-endpoints.repository.js';

/** Says that an endpoint's line wants to be worked on. Lines are kept in the database; this is only the bell. */
@Injectable()
export class WakeUp {
  constructor(
    private readonly database: TenantDatabase,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @param key rings once for each key. */
  async ring(
    tx: Transaction,
    tenantId: TenantId,
    { id, slow }: Pick<EndpointRecord, 'id' | 'slow'>,
    key?: string,
  ): Promise<void> {
    await this.outbox.append(
      tx,
      tenantId,
      slow ? 'webhook.due_slow' : 'webhook.due',
      { endpointId: id },
      key,
    );
  }

  /** As `ring`, in a transaction of its own. */
  async ringFor(tenantId: TenantId, endpointId: string, key?: string): Promise<void> {
    await this.database.withTenant(tenantId, async (tx) => {
      const endpoint = await this.endpoints.find(tx, tenantId, endpointId);
      if (endpoint) await this.ring(tx, tenantId, endpoint, key);
    });
  }
}
