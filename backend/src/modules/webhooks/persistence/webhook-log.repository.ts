import { Injectable } from '@nestjs/common';
import type { WebhookDeliveryState, WebhookFault, WebhookMessageType } from '@orbisvoice/contracts';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';

export interface DeliveryRow {
  id: string;
  messageId: string;
  type: WebhookMessageType;
  trigger: 'event' | 'replay' | 'test';
  state: WebhookDeliveryState;
  attempts: number;
  lastStatus: number | null;
  lastFault: WebhookFault | null;
  lastDurationMs: number | null;
  createdAt: Date;
  dueAt: Date;
}

export interface AttemptRow {
  number: number;
  at: Date;
  durationMs: number | null;
  status: number | null;
  fault: WebhookFault | null;
  response: string | null;
}

export interface LogFilter {
  before: string | undefined;
  state: WebhookDeliveryState | undefined;
  type: WebhookMessageType | undefined;
  take: number;
}

const DELIVERY = `id, message_id as "messageId", type, trigger, state, attempts, last_status as "lastStatus",
  last_fault as "lastFault", last_duration_ms as "lastDurationMs", created_at as "createdAt", due_at as "dueAt"`;

/** What was sent, as people read it. */
@Injectable()
export class WebhookLogRepository {
  /** Newest first. */
  page(
    tx: EntityManager,
    tenantId: TenantId,
    endpointId: string,
    { before, state, type, take }: LogFilter,
  ): Promise<DeliveryRow[]> {
    return tx.query<DeliveryRow[]>(
      `select ${DELIVERY} from webhook_deliveries
       where tenant_id = $1 and endpoint_id = $2 and ($3::uuid is null or id < $3)
         and ($4::text is null or state = $4) and ($5::text is null or type = $5)
       order by id desc limit $6`,
      [tenantId, endpointId, before ?? null, state ?? null, type ?? null, take],
    );
  }

  async find(
    tx: EntityManager,
    tenantId: TenantId,
    endpointId: string,
    id: string,
  ): Promise<DeliveryRow | undefined> {
    const [row] = await tx.query<DeliveryRow[]>(
      `select ${DELIVERY} from webhook_deliveries where tenant_id = $1 and endpoint_id = $2 and id = $3`,
      [tenantId, endpointId, id],
    );
    return row;
  }

  async bodyOf(tx: EntityManager, tenantId: TenantId, messageId: string): Promise<string> {
    const [row] = await tx.query<{ body: string }[]>(
      'select body from webhook_messages where tenant_id = $1 and id = $2',
      [tenantId, messageId],
    );
    return row?.body ?? '';
  }

  attempts(tx: EntityManager, tenantId: TenantId, deliveryId: string): Promise<AttemptRow[]> {
    return tx.query<AttemptRow[]>(
      `select number, at, duration_ms as "durationMs", status, fault, response from webhook_attempts
       where tenant_id = $1 and delivery_id = $2 order by number`,
      [tenantId, deliveryId],
    );
  }
}
