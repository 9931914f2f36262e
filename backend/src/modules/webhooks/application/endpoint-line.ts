import { Injectable } from '@nestjs/common';
import type { WebhookDelivery } from '@orbisvoice/contracts';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import type { EndpointRecord } from '../domain/endpoint-record.js';
import { WebhookEndpointsRepository } from '../persistence/webhook-endpoints.repository.js';
import { WebhookLogRepository } from '../persistence/webhook-log.repository.js';
import { WebhookOutgoingRepository, type NewMessage } from '../persistence/webhook-outgoing.repository.js';
import { WakeUp } from './wake-up.js';
import { toDelivery } from './webhook.mapping.js';

/** Puts messages into the line of one endpoint. */
@Injectable()
export class EndpointLine {
  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly outgoing: WebhookOutgoingRepository,
    private readonly log: WebhookLogRepository,
    private readonly wakeUp: WakeUp,
  ) {}

  async endpoint(tx: Transaction, tenantId: TenantId, id: string): Promise<EndpointRecord> {
    const endpoint = await this.endpoints.findLocked(tx, tenantId, id);
    if (!endpoint) throw new AppError('webhook_endpoint_not_found');
    return endpoint;
  }

  async add(
    tx: Transaction,
    tenantId: TenantId,
    endpoint: EndpointRecord,
    message: NewMessage,
  ): Promise<WebhookDelivery> {
    const wish = { endpointId: endpoint.id, trigger: 'test', state: 'pending' } as const;
    const [id] = await this.outgoing.add(tx, tenantId, message, [wish]);
    return this.linedUp(tx, tenantId, endpoint, id);
  }

  async again(
    tx: Transaction,
    tenantId: TenantId,
    endpoint: EndpointRecord,
    deliveryId: string,
  ): Promise<WebhookDelivery> {
    const id = await this.outgoing.again(tx, tenantId, endpoint.id, deliveryId);
    return this.linedUp(tx, tenantId, endpoint, id);
  }

  async againBetween(
    tx: Transaction,
    tenantId: TenantId,
    endpoint: EndpointRecord,
    wish: { from: string; to: string; all: boolean; limit: number },
  ): Promise<number> {
    const count = await this.outgoing.againBetween(tx, tenantId, endpoint.id, wish);
    if (count > 0) await this.wakeUp.ring(tx, tenantId, endpoint);
    return count;
  }

  private async linedUp(
    tx: Transaction,
    tenantId: TenantId,
    endpoint: EndpointRecord,
    id: string | undefined,
  ): Promise<WebhookDelivery> {
    const row = id && (await this.log.find(tx, tenantId, endpoint.id, id));
    if (!row) throw new AppError('webhook_delivery_not_found');
    await this.wakeUp.ring(tx, tenantId, endpoint);
    return toDelivery(row);
  }
}
