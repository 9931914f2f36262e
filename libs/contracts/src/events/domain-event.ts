import { z } from 'zod';

/**
 * Facts that modules tell each other through the outbox. Payloads hold ids and numbers only: whoever needs more reads
 * it inside the tenant's scope, so queues never hold a customer's words.
 */
export const DOMAIN_EVENTS = {
  'user.signup': z.object({ userId: z.uuid(), referralCode: z.string().nullable() }),
  'mail.requested': z.object({ mailId: z.uuid() }),
  'call.ended': z.object({ callId: z.uuid(), agentId: z.uuid() }),
} as const;

export type DomainEventName = keyof typeof DOMAIN_EVENTS;
export type DomainEventPayload<N extends DomainEventName> = z.infer<(typeof DOMAIN_EVENTS)[N]>;
