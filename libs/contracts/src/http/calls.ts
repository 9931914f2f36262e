import { z } from 'zod';
import { CallEndReason, SpeakerRole } from '../voice/server-message.js';
import { PageQuery, Timestamp, Uuid, plainText } from './common.js';

export const CALL_STATUSES = ['created', 'live', 'ended'] as const;
export const CallStatus = z.enum(CALL_STATUSES);
export type CallStatus = z.infer<typeof CallStatus>;

export const CALL_CHANNELS = ['dashboard', 'widget', 'api'] as const;
export const CallChannel = z.enum(CALL_CHANNELS);
export type CallChannel = z.infer<typeof CallChannel>;

export const Call = z
  .object({
    id: Uuid,
    agentId: Uuid,
    agentName: z.string(),
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
    /** 100 less what each silent failure of the model cost (`guard.*` in the timeline); null until the call has ended. */
    healthScore: z.int().min(0).max(100).nullable(),
  })
  .meta({ id: 'Call' });
export type Call = z.infer<typeof Call>;

export const CallQuery = PageQuery.extend({
  agentId: Uuid.optional(),
  status: CallStatus.optional(),
  channel: CallChannel.optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
  /** Full-text search over what was said. */
  q: plainText(200).optional(),
}).meta({ id: 'CallQuery' });
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
