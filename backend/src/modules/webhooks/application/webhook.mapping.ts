import type { WebhookDelivery, WebhookEndpoint } from '@orbisvoice/contracts';
import type { EndpointRecord } from '../domain/endpoint-record.js';
import type { DeliveryRow } from '../persistence/webhook-log.repository.js';
import type { StoredSigningSecret } from '../persistence/webhook-secrets.repository.js';

/** `webhook-id` of a message; without dots, which separate the parts of what is signed. */
export const messageIdOf = (id: string): string => `msg_${id}`;

/** @param secrets That sign at the moment, of any endpoints. */
export function toEndpoint(record: EndpointRecord, secrets: readonly StoredSigningSecret[]): WebhookEndpoint {
  const {
    offReason,
    offAt,
    failingSince,
    failures: _failures,
    slow: _slow,
    createdAt,
    updatedAt,
    ...rest
  } = record;
  const ends = secrets.flatMap(({ endpointId, expiresAt }) =>
    endpointId === record.id && expiresAt ? [expiresAt.getTime()] : [],
  );
  return {
    ...rest,
    enabled: offReason === null,
    off: offReason && offAt ? { reason: offReason, at: offAt.toISOString() } : null,
    failingSince: failingSince?.toISOString() ?? null,
    oldSecretUntil: ends.length > 0 ? new Date(Math.max(...ends)).toISOString() : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export const toDelivery = ({ dueAt, createdAt, messageId, ...row }: DeliveryRow): WebhookDelivery => ({
  ...row,
  messageId: messageIdOf(messageId),
  createdAt: createdAt.toISOString(),
  nextAttemptAt: row.state === 'pending' ? dueAt.toISOString() : null,
});
