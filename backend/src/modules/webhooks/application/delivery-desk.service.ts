import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { verdictOf, type AttemptEnd } from '../domain/attempt.js';
import { standingAfter } from '../domain/endpoint-standing.js';
import { pauseAfter } from '../domain/retry-schedule.js';
import { WebhookEndpointsRepository } from '../persistence/webhook-endpoints.repository.js';
import {
  WebhookLineRepository,
  type LineRoom,
  type TakenDelivery,
} from '../persistence/webhook-line.repository.js';
import { EndpointSwitch } from './endpoint-switch.js';
import { SigningSecrets } from './signing-secrets.js';

/** A lease outlives the longest attempt and the time in which its end is recorded. */
const ROOM: LineRoom = { width: 4, leaseMs: 30_000 };

/** An attempt, and where it goes. */
export interface Errand extends TakenDelivery {
  url: string;
}

export interface LineWork {
  keys: readonly Buffer[];
  deliveries: readonly Errand[];
}

/** Hands out attempts and takes their ends, each in one transaction. */
@Injectable()
export class DeliveryDesk {
  constructor(
    private readonly database: TenantDatabase,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly line: WebhookLineRepository,
    private readonly secrets: SigningSecrets,
    private readonly switches: EndpointSwitch,
    private readonly clock: Clock,
  ) {}

  /**
   * Undefined where nothing is due, others are at it, or the endpoint is off or gone. Whoever is at it looks again
   * afterwards, and the sweep does for those who died.
   */
  take(tenantId: TenantId, endpointId: string): Promise<LineWork | undefined> {
    return this.database.withTenant(tenantId, async (tx) => {
      const endpoint = await this.endpoints.findFree(tx, tenantId, endpointId);
      if (!endpoint) return undefined;
      if (endpoint.offReason !== null) {
        await this.switches.staysOff(tx, tenantId, endpointId);
        return undefined;
      }
      const taken = await this.line.take(tx, tenantId, endpointId, ROOM);
      if (taken.length === 0) return undefined;
      const deliveries = taken.map((delivery) => ({ ...delivery, url: endpoint.url }));
      return { keys: await this.secrets.keys(tx, tenantId, endpointId), deliveries };
    });
  }

  async record(tenantId: TenantId, endpointId: string, delivery: Errand, end: AttemptEnd): Promise<void> {
    const verdict = verdictOf(end);
    // Whoever asked for a test is waiting to see it; tomorrow it helps nobody.
    const tried = delivery.trigger === 'test';
    const pauseMs =
      verdict === 'failed' && !tried ? pauseAfter(delivery.number, end.retryAfterSeconds) : undefined;
    await this.database.withTenant(tenantId, async (tx) => {
      const endpoint = await this.endpoints.findLocked(tx, tenantId, endpointId);
      // Deleted meanwhile, and its log with it.
      if (!endpoint) return;
      await this.line.record(tx, tenantId, delivery, end, verdict, pauseMs);
      if (tried && verdict === 'failed') return;
      // What another address answered says nothing of the one that it has now.
      if (delivery.url !== endpoint.url) return;
      const standing = standingAfter(endpoint, verdict, end, this.clock.now());
      await this.endpoints.update(tx, tenantId, endpointId, standing);
      if (endpoint.offReason === null && standing.offReason !== null)
        await this.switches.wentOff(tx, tenantId, { ...endpoint, ...standing });
    });
  }
}
