import { z } from 'zod';
import { AnalysisReason, AnalysisState } from '../http/call-analysis.js';
import { CallChannel } from '../http/calls.js';
import { Timestamp, Uuid } from '../http/common.js';
import { CallEndReason } from '../voice/server-message.js';

/**
 * What teams' own servers are told, by type. A promise to the outside: fields are added, never renamed or taken away.
 * Ids, numbers and codes only; words of a call and names of people are read through the API, with a key and its rights.
 */
export const WEBHOOK_EVENTS = {
  'call.started': z
    .object({ callId: Uuid, agentId: Uuid, channel: CallChannel, startedAt: Timestamp })
    .meta({ description: 'A visitor and an agent are connected.' }),
  'call.ended': z
    .object({
      callId: Uuid,
      agentId: Uuid,
      channel: CallChannel.nullable(),
      endReason: CallEndReason.nullable(),
      startedAt: Timestamp.nullable(),
      endedAt: Timestamp.nullable(),
      durationMs: z.int().nullable(),
    })
    .meta({
      description:
        'A call is over, for whatever reason. Read the rest with `GET /calls/:id` and `GET /calls/:id/transcript`.',
    }),
  'call.analysed': z
    .object({
      callId: Uuid,
      agentId: Uuid,
      state: AnalysisState,
      reason: AnalysisReason.nullable(),
      analysedAt: Timestamp,
    })
    .meta({
      description:
        'A call was analysed as its agent asks for, or could not be. Read what came of it with `GET /calls/:id`.',
    }),
  'agent.published': z.object({ agentId: Uuid, version: z.int(), publishedAt: Timestamp }).meta({
    description: 'Visitors get another version of an agent, also where it is an earlier one again.',
  }),
  'booking.created': z
    .object({
      bookingId: Uuid,
      toolId: Uuid,
      callId: Uuid.nullable().meta({ description: 'Null where the tool was used outside a call.' }),
      startsAt: Timestamp,
      endsAt: Timestamp,
    })
    .meta({ description: 'An agent booked a meeting with the tool `bookMeeting`.' }),
  'webhook.test': z
    .object({ endpointId: Uuid })
    .meta({ description: 'Somebody of the team asked for it, to see whether the endpoint works.' }),
} as const;

/** Of one message: an event, or the test message. */
export type WebhookMessageType = keyof typeof WEBHOOK_EVENTS;
export type WebhookData<T extends WebhookMessageType> = z.infer<(typeof WEBHOOK_EVENTS)[T]>;

export const TEST_MESSAGE = 'webhook.test';
export type WebhookEventType = Exclude<WebhookMessageType, typeof TEST_MESSAGE>;
/** What an endpoint may choose from; every endpoint gets the test message. */
export const WEBHOOK_EVENT_TYPES = (Object.keys(WEBHOOK_EVENTS) as WebhookMessageType[]).filter(
  (type): type is WebhookEventType => type !== TEST_MESSAGE,
);

/** The body of every request, around the data of its type. `timestamp` is when the fact became true. */
export const WebhookEnvelope = z
  .object({ type: z.string(), timestamp: Timestamp, data: z.record(z.string(), z.unknown()) })
  .meta({ id: 'WebhookEnvelope' });
export type WebhookEnvelope = z.infer<typeof WebhookEnvelope>;
