import type { DomainEventName, DomainEventPayload } from '@orbisvoice/contracts';
import type { TenantId } from '../database/tenant-id.js';

/** A fact as its consumers get it. */
export interface OutboxEvent<N extends DomainEventName> {
  /** Stable over retries: the idempotency key of every outside effect. */
  readonly id: string;
  readonly tenantId: TenantId;
  readonly name: N;
  readonly payload: DomainEventPayload<N>;
  /** Of this consumer, whatever others of the fact went through; 1 at the first try. */
  readonly attempt: number;
}
