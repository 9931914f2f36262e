import { z } from 'zod';
import { WEBHOOK_EVENT_TYPES, WEBHOOK_EVENTS, type WebhookMessageType } from '../events/webhook-event.js';
import { PageQuery, Timestamp, Uuid, plainText } from './common.js';

export const MAX_WEBHOOK_ENDPOINTS = 20;

const EventType = z.enum(WEBHOOK_EVENT_TYPES);
const MessageType = z.enum(Object.keys(WEBHOOK_EVENTS) as WebhookMessageType[]);

const endpointFields = {
  url: z.string().trim().min(1).max(2_048),
  description: plainText(200, 0),
  eventTypes: z
    .array(EventType)
    .min(1)
    .max(WEBHOOK_EVENT_TYPES.length)
    .transform((types) => [...new Set(types)]),
  enabled: z.boolean(),
};

export const CreateWebhookEndpoint = z
  .object({
    ...endpointFields,
    description: endpointFields.description.default(''),
    enabled: endpointFields.enabled.default(true),
  })
  .strict()
  .meta({ id: 'CreateWebhookEndpoint' });
export type CreateWebhookEndpoint = z.infer<typeof CreateWebhookEndpoint>;

/** Fields that are left out keep their value. `enabled: true` also takes up an endpoint that was switched off by us. */
export const UpdateWebhookEndpoint = z
  .object(endpointFields)
  .partial()
  .strict()
  .meta({ id: 'UpdateWebhookEndpoint' });
export type UpdateWebhookEndpoint = z.infer<typeof UpdateWebhookEndpoint>;

/**
 * Why nothing is sent. `person`: somebody switched it off; `failing`: every attempt failed for five days; `gone`: the
 * endpoint answered 410.
 */
export const WebhookOffReason = z.enum(['person', 'failing', 'gone']);
export type WebhookOffReason = z.infer<typeof WebhookOffReason>;

export const WebhookEndpoint = z
  .object({
    id: Uuid,
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(EventType),
    enabled: z.boolean(),
    /** Null while enabled. */
    off: z.object({ reason: WebhookOffReason, at: Timestamp }).nullable(),
    /** The first failure since the last success; null where the last attempt went well. */
    failingSince: Timestamp.nullable(),
    /** Until when messages also carry a signature by an earlier secret. */
    oldSecretUntil: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'WebhookEndpoint' });
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

/** The only answers that ever hold a signing secret: to making an endpoint and to rotating. */
export const CreatedWebhookEndpoint = WebhookEndpoint.extend({ secret: z.string() }).meta({
  id: 'CreatedWebhookEndpoint',
});
export type CreatedWebhookEndpoint = z.infer<typeof CreatedWebhookEndpoint>;

/** How long an earlier secret goes on signing beside the new one. */
export const OLD_SECRET_MS = 24 * 3_600_000;

export const RotateWebhookSecret = z
  .object({
    /** False where the old secret has leaked: nothing is signed with it from now on. */
    keepOld: z.boolean().default(true),
  })
  .strict()
  .meta({ id: 'RotateWebhookSecret' });
export type RotateWebhookSecret = z.infer<typeof RotateWebhookSecret>;

/** `skipped`: not sent, because the endpoint was off; it may be replayed. */
export const WebhookDeliveryState = z.enum(['pending', 'delivered', 'failed', 'skipped']);
export type WebhookDeliveryState = z.infer<typeof WebhookDeliveryState>;

/**
 * Why an attempt brought no answer. `unreachable`: no connection, or to no address that may be called; `broken`: the
 * connection was cut or spoke no HTTP; `interrupted`: this side stopped before the answer was on record.
 */
export const WebhookFault = z.enum(['unreachable', 'timeout', 'broken', 'interrupted']);
export type WebhookFault = z.infer<typeof WebhookFault>;

export const WebhookAttempt = z
  .object({
    number: z.int(),
    at: Timestamp,
    /** Null while the attempt is under way. */
    durationMs: z.int().nullable(),
    /** Of the answer; null where there was none. */
    status: z.int().nullable(),
    fault: WebhookFault.nullable(),
    /** The beginning of the answer's body. */
    response: z.string().nullable(),
  })
  .meta({ id: 'WebhookAttempt' });
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;

export const WebhookDelivery = z
  .object({
    id: Uuid,
    /** `webhook-id` of every request of this and of replayed deliveries of the same message. */
    messageId: z.string(),
    type: MessageType,
    trigger: z.enum(['event', 'replay', 'test']),
    state: WebhookDeliveryState,
    attempts: z.int(),
    /** Of the last attempt that is over. */
    lastStatus: z.int().nullable(),
    lastFault: WebhookFault.nullable(),
    lastDurationMs: z.int().nullable(),
    createdAt: Timestamp,
    /** Null where no further attempt is due. */
    nextAttemptAt: Timestamp.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookDeliveryDetail = WebhookDelivery.extend({
  /** The body, byte for byte, as every attempt sends it. */
  body: z.string(),
  /** In the order in which they were made. */
  log: z.array(WebhookAttempt),
}).meta({ id: 'WebhookDeliveryDetail' });
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>;

export const WebhookDeliveryQuery = PageQuery.extend({
  state: WebhookDeliveryState.optional(),
  type: MessageType.optional(),
});
export type WebhookDeliveryQuery = z.infer<typeof WebhookDeliveryQuery>;

/** Sends again what was not delivered between two moments; with `all`, also what was. */
export const ReplayWebhooks = z
  .object({ from: Timestamp, to: Timestamp, all: z.boolean().default(false) })
  .strict()
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'must be later than from',
  })
  .meta({ id: 'ReplayWebhooks' });
export type ReplayWebhooks = z.infer<typeof ReplayWebhooks>;

export const ReplayedWebhooks = z.object({ count: z.int() }).meta({ id: 'ReplayedWebhooks' });
export type ReplayedWebhooks = z.infer<typeof ReplayedWebhooks>;
