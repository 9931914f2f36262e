import { z } from 'zod';
import { Uuid } from './common.js';

/**
 * What `GET /live` tells the pages of a team: that something changed, never what it says. Whoever wants to know reads
 * it anew, with the rights that they have at that moment.
 */
export const LIVE_EVENTS = [
  /** A call is on; the id is the call's, as in the next two. */
  'call.started',
  'call.ended',
  /** Its transcript is complete, or it was erased or rated. */
  'call.changed',
  'agent.changed',
  'tool.changed',
  /** Somebody joined, left or has another role; the id is the person's. */
  'member.changed',
  'invitation.changed',
  'api_key.changed',
  /** The team itself: its name, its limits. */
  'tenant.changed',
  'webhook.changed',
  'referrals.changed',
  /** Changes may have been missed: everything on the page may be old. Without id. */
  'resync',
] as const;
export const LiveEventName = z.enum(LIVE_EVENTS);
export type LiveEventName = z.infer<typeof LiveEventName>;

/** The `data` of one message of the stream. */
export const LiveEvent = z.object({ name: LiveEventName, id: Uuid.nullable() }).meta({ id: 'LiveEvent' });
export type LiveEvent = z.infer<typeof LiveEvent>;
