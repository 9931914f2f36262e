import { z } from 'zod';
import { PROMPT_VARIABLE_NAME } from './prompt-variable-name.js';

export const PROTOCOL_VERSION = 1;
/** The first message has to arrive within this time after the socket opened. */
export const HELLO_DEADLINE_MS = 5_000;
/** At least so often something is sent to each client, so that it can tell silence from a dead line. */
export const HEARTBEAT_MS = 2_500;
/** A visitor whose connection was lost may come back to the call for this long. */
export const RESUME_WITHIN_MS = 60_000;

/** Values for `{{name}}` places of the agent's prompt and first message. */
export const PromptVariables = z.record(z.string().regex(PROMPT_VARIABLE_NAME), z.string().max(2_000));
export type PromptVariables = z.infer<typeof PromptVariables>;

const ConsentGiven = z.object({ accepted: z.boolean(), version: z.string().min(1).max(64) });

/** Takes up a call whose connection was lost, here or on another gateway. */
const ResumeRequest = z.object({
  callId: z.uuid(),
  /** From the last `ready` that arrived. */
  secret: z.string().min(20).max(200),
  /** The `seq` of the last `turn.committed` that the client has handled; 0 where it has seen none. Later turns follow. */
  lastSeq: z.int().min(0),
  /**
   * Agent audio that the client has received of its latest turn, and has played or will play: what comes after it is
   * sent again. Without it, what comes after the last `playback` is.
   */
  playing: z.object({ turn: z.int().min(0), receivedMs: z.number().min(0).max(3_600_000) }).optional(),
});
export type ResumeRequest = z.infer<typeof ResumeRequest>;

export const HelloMessage = z
  .object({
    type: z.literal('hello'),
    protocol: z.literal(PROTOCOL_VERSION),
    /** Single-use call token from `POST /widget/sessions` or `POST /agents/:id/sessions`. */
    token: z.string().min(1).max(4_000).optional(),
    /** Direct form for servers and scripts: an API key together with the agent's id. */
    apiKey: z.string().min(1).max(200).optional(),
    agentId: z.uuid().optional(),
    resume: ResumeRequest.optional(),
    variables: PromptVariables.optional(),
    userId: z.string().min(1).max(200).optional(),
    consent: ConsentGiven.optional(),
    /** Whether the device takes the agent's voice out of the microphone; decides where an agent guards by itself. */
    echoCancellation: z.boolean().optional(),
  })
  .refine((hello) => hello.token ?? hello.resume ?? (hello.apiKey && hello.agentId), {
    message: 'give token, or apiKey with agentId, or resume',
    path: ['token'],
  });
export type HelloMessage = z.infer<typeof HelloMessage>;

const TextMessage = z.object({ type: z.literal('text'), text: z.string().trim().min(1).max(4_000) });
const MicMessage = z.object({ type: z.literal('mic'), state: z.enum(['muted', 'open']) });
const PlaybackMessage = z.object({
  type: z.literal('playback'),
  turn: z.int().min(0),
  /** How much of this turn's audio has been played so far. */
  playedMs: z.number().min(0).max(3_600_000),
  /** How often the player has run dry in the middle of a reply, on this page so far. Left out where it never has. */
  underruns: z.int().min(0).max(1_000_000).optional(),
});
const ToolResultMessage = z.object({
  type: z.literal('tool.result'),
  id: z.string().min(1).max(200),
  result: z.unknown().optional(),
  error: z.string().max(2_000).optional(),
});
const EndMessage = z.object({ type: z.literal('end') });

/** Everything a client may send as a text frame after `hello`. */
export const ClientMessage = z.discriminatedUnion('type', [
  TextMessage,
  MicMessage,
  PlaybackMessage,
  ToolResultMessage,
  EndMessage,
]);
export type ClientMessage = z.infer<typeof ClientMessage>;
