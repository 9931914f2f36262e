import { z } from 'zod';
import { CALL_CHANNELS, CALL_FAILURES, CALL_STATUSES } from './call-words.js';
import { CallEndReason, SpeakerRole } from '../voice/server-message.js';
import { CallAnalysis } from './call-analysis.js';
import { CallCost, CallLatency, CallUsage } from './call-figures.js';
import { PageQuery, Timestamp, Uuid, plainText } from './common.js';

export const CallStatus = z.enum(CALL_STATUSES);
export type CallStatus = z.infer<typeof CallStatus>;

export const CallChannel = z.enum(CALL_CHANNELS);
export type CallChannel = z.infer<typeof CallChannel>;

/** What a visitor answered to the agent's consent text. Declining leaves writing. */
export const ConsentReceipt = z.object({ accepted: z.boolean(), version: z.string(), at: Timestamp });
export type ConsentReceipt = z.infer<typeof ConsentReceipt>;

/** After this long the first rating of a call stands as it is. */
export const RATING_CHANGEABLE_MS = 10 * 60_000;

export const RateCall = z
  .object({ rating: z.int().min(1).max(5), comment: plainText(1_000).optional() })
  .strict()
  .meta({ id: 'RateCall' });
export type RateCall = z.infer<typeof RateCall>;

/** What the visitor thought of a call. `at` is when they first said so. */
export const CallRating = z
  .object({ rating: z.int().min(1).max(5), comment: z.string().nullable(), at: Timestamp })
  .meta({ id: 'CallRating' });
export type CallRating = z.infer<typeof CallRating>;

/** A piece of what was said around the words that were searched for. */
export const SearchExcerpt = z.object({ text: z.string(), found: z.boolean() }).meta({ id: 'SearchExcerpt' });
export type SearchExcerpt = z.infer<typeof SearchExcerpt>;

export const Call = z
  .object({
    id: Uuid,
    agentId: Uuid,
    agentName: z.string(),
    /** The version of the agent that spoke. Null: its draft, or a call from before there were versions. */
    agentVersion: z.int().nullable(),
    /** How the team came to us, for the badge beside its calls; null where nobody referred it. */
    acquiredVia: z.enum(['referral']).nullable(),
    channel: CallChannel,
    status: CallStatus,
    endReason: CallEndReason.nullable(),
    userId: z.string().nullable(),
    origin: z.string().nullable(),
    createdAt: Timestamp,
    startedAt: Timestamp.nullable(),
    endedAt: Timestamp.nullable(),
    durationMs: z.int().nullable(),
    turnCount: z.int(),
    /** Median over the call's turns: end of the visitor's speech to the first agent audio. */
    voiceToVoiceP50Ms: z.number().nullable(),
    /**
     * 100 less what each silent failure of the model (`guard.*` in the timeline) and each loss of the connection to it
     * (`provider.*`) cost; null until the call has ended.
     */
    healthScore: z.int().min(0).max(100).nullable(),
    /** Null where the agent asks for none, or nobody has answered. */
    consent: ConsentReceipt.nullable(),
    rating: CallRating.nullable(),
    /** Null until the call has ended, and where no answer was measured. */
    latency: CallLatency.nullable(),
    /** The model that answered; `demo` is the local demonstration engine. Null until it has reported something. */
    model: z.string().nullable(),
    /** What has been reported so far; null until then. */
    usage: CallUsage.nullable(),
    /** The cost so far; null where nothing was reported or no price is known, as for the demonstration engine. */
    cost: CallCost.nullable(),
    /** Only where one call is read; null until its agent's analysis has been tried or asked for, and where the agent has none. */
    analysis: CallAnalysis.nullable().optional(),
    /** Only in answers to a search: where its words were said, cut into pieces that are and are not such words. */
    excerpt: z.array(SearchExcerpt).optional(),
  })
  .meta({ id: 'Call' });
export type Call = z.infer<typeof Call>;

/** How busy an agent is: what a list of agents shows beside each. */
export const AgentActivity = z
  .object({
    agentId: Uuid,
    /** When its last call was asked for. */
    lastCallAt: Timestamp,
    callsLast7Days: z.int(),
  })
  .meta({ id: 'AgentActivity' });
export type AgentActivity = z.infer<typeof AgentActivity>;

export type CallFailure = (typeof CALL_FAILURES)[number];

const RatingBound = z.coerce.number().int().min(1).max(5);

export const CallQuery = PageQuery.extend({
  agentId: Uuid.optional(),
  status: CallStatus.optional(),
  channel: CallChannel.optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
  /** Calls that a fault ended (`error`), that went on over one (`silent`), or either (`any`). */
  failure: z.enum(CALL_FAILURES).optional(),
  /** Calls that were rated at least, and at most, so well. */
  minRating: RatingBound.optional(),
  maxRating: RatingBound.optional(),
  /** Full-text search over what was said. */
  q: plainText(200).optional(),
});
export type CallQuery = z.infer<typeof CallQuery>;

export const TranscriptTurn = z
  .object({
    /** Order within the call, from 1, without gaps. */
    seq: z.int(),
    turn: z.int(),
    role: SpeakerRole,
    text: z.string(),
    interrupted: z.boolean(),
    startedAt: Timestamp,
    endedAt: Timestamp,
  })
  .meta({ id: 'TranscriptTurn' });
export type TranscriptTurn = z.infer<typeof TranscriptTurn>;

export const CallTranscript = z
  .object({
    callId: Uuid,
    /** False while the call is on or the job that assembles the transcript has not run yet. */
    complete: z.boolean(),
    turns: z.array(TranscriptTurn),
    text: z.string(),
  })
  .meta({ id: 'CallTranscript' });
export type CallTranscript = z.infer<typeof CallTranscript>;

export const TimelineEvent = z
  .object({
    seq: z.int(),
    at: Timestamp,
    kind: z.string(),
    turn: z.int().nullable(),
    /** Small facts about the event: numbers, ids, codes; never words of the call. */
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'TimelineEvent' });
export type TimelineEvent = z.infer<typeof TimelineEvent>;

export const CallTimeline = z
  .object({ callId: Uuid, events: z.array(TimelineEvent) })
  .meta({ id: 'CallTimeline' });
export type CallTimeline = z.infer<typeof CallTimeline>;
