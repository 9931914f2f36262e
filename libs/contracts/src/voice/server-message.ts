import { z } from 'zod';
import { ERROR_CODES } from '../errors/error-catalogue.js';

export const SPEAKER_ROLES = ['user', 'agent'] as const;
export const SpeakerRole = z.enum(SPEAKER_ROLES);
export type SpeakerRole = z.infer<typeof SpeakerRole>;

export const ConversationState = z.enum(['listening', 'thinking', 'speaking']);
export type ConversationState = z.infer<typeof ConversationState>;

export const CALL_END_REASONS = [
  'client_ended',
  'agent_ended',
  'idle_timeout',
  'max_duration',
  'provider_unavailable',
  'client_lost',
  'key_revoked',
  'signed_out',
  'orphaned',
  'taken_over',
  'draining',
  'error',
] as const;
export const CallEndReason = z.enum(CALL_END_REASONS);
export type CallEndReason = z.infer<typeof CallEndReason>;

/** What the client may show about the agent; the prompt is never part of it. */
export const CallAgent = z.object({
  id: z.uuid(),
  name: z.string(),
  language: z.string(),
  voiceId: z.string(),
});
export type CallAgent = z.infer<typeof CallAgent>;

const Ready = z.object({
  type: z.literal('ready'),
  callId: z.uuid(),
  /** One-time secret for `hello.resume`; a new one arrives with each `ready`. */
  resumeSecret: z.string(),
  agent: CallAgent,
  audio: z.object({ inputSampleRate: z.int(), outputSampleRate: z.int() }),
  /** True where the local demonstration engine answers instead of Gemini. */
  demo: z.boolean(),
  /** True in answer to `hello.resume`. Behind it come the turns after `lastSeq` and the state of the conversation. */
  resumed: z.boolean(),
  /** So often at least something arrives, if only a `heartbeat`. A line that is silent for much longer is dead. */
  heartbeatMs: z.int().optional(),
  /**
   * What of the client has arrived in this call: microphone audio, and how many `text` and `tool.result`. Absent where
   * that is not known, because the call moved here from another gateway.
   */
  received: z.object({ micMs: z.number(), messages: z.int() }).optional(),
});
const State = z.object({ type: z.literal('state'), state: ConversationState });
const TurnStarted = z.object({ type: z.literal('turn.started'), turn: z.int() });
const Transcript = z.object({
  type: z.literal('transcript'),
  role: SpeakerRole,
  turn: z.int(),
  /** The whole text of this role in this turn so far, not a delta. */
  text: z.string(),
  final: z.boolean(),
  /** Where final: the number that `turn.committed` confirms, counting the turns of both sides from 1. */
  seq: z.int().optional(),
  /** Where final: the agent's words were cut off, and these are the ones that were heard. */
  interrupted: z.boolean().optional(),
});
/** Confirmed in the order of `seq`; a client that resumes names the last one. */
const TurnCommitted = z.object({ type: z.literal('turn.committed'), seq: z.int() });
const Interrupted = z.object({ type: z.literal('interrupted'), turn: z.int(), heardMs: z.number() });
const ToolStarted = z.object({
  type: z.literal('tool.started'),
  id: z.string(),
  name: z.string(),
  /** Present only for tools that the page itself answers with `tool.result`. */
  args: z.record(z.string(), z.unknown()).optional(),
});
const ToolFinished = z.object({
  type: z.literal('tool.finished'),
  id: z.string(),
  name: z.string(),
  ok: z.boolean(),
});
const Latency = z.object({
  type: z.literal('latency'),
  turn: z.int(),
  /** End of the visitor's speech to the first agent audio leaving the gateway. */
  voiceToVoiceMs: z.number(),
  /** The gateway's own share of it. */
  gatewayMs: z.number(),
  /** Where the time went: held on the way up, the model with its network, held on the way down. Their sum is the whole. */
  parts: z.object({ uplinkMs: z.number(), modelMs: z.number(), downlinkMs: z.number() }).optional(),
});
const GoingAway = z.object({ type: z.literal('going_away'), deadlineMs: z.int() });
const Heartbeat = z.object({ type: z.literal('heartbeat') });
const VoiceError = z.object({
  type: z.literal('error'),
  code: z.enum(ERROR_CODES),
  message: z.string(),
  retryable: z.boolean(),
});
const Ended = z.object({ type: z.literal('ended'), reason: CallEndReason, durationMs: z.int() });

/** Everything the server may send as a text frame. */
export const ServerMessage = z.discriminatedUnion('type', [
  Ready,
  State,
  TurnStarted,
  Transcript,
  TurnCommitted,
  Interrupted,
  ToolStarted,
  ToolFinished,
  Latency,
  GoingAway,
  Heartbeat,
  VoiceError,
  Ended,
]);
export type ServerMessage = z.infer<typeof ServerMessage>;
export type ServerMessageOf<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;
