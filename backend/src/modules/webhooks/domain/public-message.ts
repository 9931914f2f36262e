import type {
  DomainEventPayload,
  WebhookData,
  WebhookEnvelope,
  WebhookEventType,
} from '@orbisvoice/contracts';

/** What the outside is told, and when it became true. */
export interface PublicMessage<T extends WebhookEventType = WebhookEventType> {
  type: T;
  /** ISO 8601; null where the fact does not say it. */
  at: string | null;
  data: WebhookData<T>;
}

/** From facts of ours to messages for others, field by field: what a fact gains later does not leak by itself. */
export const PUBLIC_MESSAGES = {
  'call.started': ({ callId, agentId, channel, startedAt }: DomainEventPayload<'call.started'>) => ({
    at: startedAt,
    data: { callId, agentId, channel, startedAt },
  }),
  'call.ended': (call: DomainEventPayload<'call.ended'>) => {
    const { callId, agentId, channel, endReason, startedAt, endedAt, durationMs } = call;
    return { at: endedAt, data: { callId, agentId, channel, endReason, startedAt, endedAt, durationMs } };
  },
  'call.analysed': ({ callId, agentId, state, reason, analysedAt }: DomainEventPayload<'call.analysed'>) => ({
    at: analysedAt,
    data: { callId, agentId, state, reason, analysedAt },
  }),
  'agent.published': ({ agentId, version, publishedAt }: DomainEventPayload<'agent.published'>) => ({
    at: publishedAt,
    data: { agentId, version, publishedAt },
  }),
  'booking.created': (booking: DomainEventPayload<'booking.created'>) => {
    const { bookingId, toolId, callId, startsAt, endsAt, bookedAt } = booking;
    return { at: bookedAt, data: { bookingId, toolId, callId, startsAt, endsAt } };
  },
} satisfies {
  [T in WebhookEventType]: (payload: DomainEventPayload<T>) => Omit<PublicMessage<T>, 'type'>;
};

/** The body of a message. Made once and kept: every attempt sends the same bytes. */
export const bodyOf = (type: string, timestamp: string, data: object): string =>
  JSON.stringify({ type, timestamp, data: { ...data } } satisfies WebhookEnvelope);
