import { z } from 'zod';
import { AnalysisReason, AnalysisState } from '../http/call-analysis.js';
import { CallChannel } from '../http/calls.js';
import { CallEndReason } from '../voice/server-message.js';

/**
 * Facts that modules tell each other through the outbox. Payloads hold ids and numbers only: whoever needs more reads
 * it inside the tenant's scope, so queues never hold a customer's words.
 */
export const DOMAIN_EVENTS = {
  'user.signup': z.object({
    userId: z.uuid(),
    /** What the person typed or accepted at sign-up. */
    referralCode: z.string().nullable(),
    /** When the account was made. */
    signedUpAt: z.iso.datetime().optional(),
    /** A code that the page's address carried through this visit, where nothing may be stored. */
    paramCode: z.string().nullable().default(null),
    /** Visits by referral links, out of the signed cookie. */
    touches: z
      .array(z.object({ linkId: z.uuid(), clickId: z.uuid().nullable(), at: z.int().min(0) }))
      .max(5)
      .default([]),
  }),
  /** A team's first completed call: long enough, and both sides said something. Once for each team. */
  'user.activated': z.object({ userId: z.uuid(), callId: z.uuid(), startedAt: z.iso.datetime() }),
  /** How a team came to us, or that it did not come that way after all; the newest `at` is what counts. */
  'tenant.acquired': z.object({ via: z.enum(['referral']).nullable(), at: z.int().min(0) }),
  /** The programme learnt something that a mirror may be told. */
  'referral.noted': z.object({ naturalKey: z.string().min(1).max(500) }),
  /** The programme took a fact that is worth a look for what may be wrong with it. */
  'referral.reported': z.object({ naturalKey: z.string().min(1).max(500) }),
  'mail.requested': z.object({ mailId: z.uuid() }),
  /** Told by the table of calls itself, and only where the team has an endpoint that wants it. */
  'call.started': z.object({
    callId: z.uuid(),
    agentId: z.uuid(),
    channel: CallChannel,
    startedAt: z.iso.datetime(),
  }),
  'call.ended': z.object({
    callId: z.uuid(),
    agentId: z.uuid(),
    channel: CallChannel.nullable().default(null),
    endReason: CallEndReason.nullable().default(null),
    startedAt: z.iso.datetime().nullable().default(null),
    endedAt: z.iso.datetime().nullable().default(null),
    durationMs: z.int().nullable().default(null),
  }),
  /** Somebody wants a call to be analysed once more. */
  'analysis.wanted': z.object({ callId: z.uuid() }),
  /** A call was analysed by the settings of its agent, or could not be. */
  'call.analysed': z.object({
    callId: z.uuid(),
    agentId: z.uuid(),
    state: AnalysisState,
    reason: AnalysisReason.nullable(),
    analysedAt: z.iso.datetime(),
  }),
  /** Visitors get another version from now on, also where it is an earlier one again. */
  'agent.published': z.object({ agentId: z.uuid(), version: z.int(), publishedAt: z.iso.datetime() }),
  'booking.created': z.object({
    bookingId: z.uuid(),
    toolId: z.uuid(),
    callId: z.uuid().nullable(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    bookedAt: z.iso.datetime(),
  }),
  /** An endpoint has messages to send. */
  'webhook.due': z.object({ endpointId: z.uuid() }),
  /** The same of an endpoint that is slow or failing: it waits in a line of its own. */
  'webhook.due_slow': z.object({ endpointId: z.uuid() }),
  /** The team keeps calls for a while only, and some may be older than that. */
  'retention.due': z.object({}),
  /** A caller is to be forgotten, and there is more to do for it. */
  'caller.erasure_due': z.object({ erasureId: z.uuid() }),
  /** A visitor rated a call, or thought better of it. */
  'call.rated': z.object({ callId: z.uuid() }),
  /** A call was asked for and nobody ever came. Its row is gone, so the event says what is left to know. */
  'call.unclaimed': z.object({ callId: z.uuid(), agentId: z.uuid(), askedAt: z.iso.datetime() }),
} as const;

export type DomainEventName = keyof typeof DOMAIN_EVENTS;
export type DomainEventPayload<N extends DomainEventName> = z.infer<(typeof DOMAIN_EVENTS)[N]>;
/** What a teller has to say; the rest has defaults. */
export type DomainEventInput<N extends DomainEventName> = z.input<(typeof DOMAIN_EVENTS)[N]>;
