import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { bodyOf, type PublicMessage } from '../domain/public-message.js';
import { WebhookEndpointsRepository } from '../persistence/webhook-endpoints.repository.js';
import { WebhookOutgoingRepository } from '../persistence/webhook-outgoing.repository.js';
import { WakeUp } from './wake-up.js';

/** Makes a message of a fact and lines it up for every endpoint that wants it, in the transaction of the fact's job. */
@Injectable()
export class Publisher {
  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly outgoing: WebhookOutgoingRepository,
    private readonly wakeUp: WakeUp,
    private readonly clock: Clock,
  ) {}

  /** @param factId becomes the message's id, so the same fact never makes two. */
  async publish(
    tx: Transaction,
    tenantId: TenantId,
    factId: string,
    { type, at, data }: PublicMessage,
  ): Promise<void> {
    const wanting = await this.endpoints.wanting(tx, tenantId, type);
    if (wanting.length === 0) return;
    const body = bodyOf(type, at ?? this.clock.now().toISOString(), data);
    const deliveries = wanting.map(({ id, offReason }) => ({
      endpointId: id,
      trigger: 'event' as const,
      // Kept for a replay, once the endpoint is on again.
      state: offReason === null ? ('pending' as const) : ('skipped' as const),
    }));
    await this.outgoing.add(tx, tenantId, { id: factId, type, body }, deliveries);
    for (const endpoint of wanting)
      if (endpoint.offReason === null) await this.wakeUp.ring(tx, tenantId, endpoint);
  }
}
