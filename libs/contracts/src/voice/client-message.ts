import { z } from 'zod';

export const PROTOCOL_VERSION = 1;
/** The first message has to arrive within this time after the socket opened. */
export const HELLO_DEADLINE_MS = 5_000;

/** What may stand between the braces of a `{{name}}` place. */
export const PROMPT_VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Values for `{{name}}` places of the agent's prompt and first message. */
export const PromptVariables = z.record(z.string().regex(PROMPT_VARIABLE_NAME), z.string().max(2_000));
export type PromptVariables = z.infer<typeof PromptVariables>;

const ConsentGiven = z.object({ accepted: z.boolean(), version: z.string().min(1).max(64) });

const ResumeRequest = z.object({
  callId: z.uuid(),
  secret: z.string().min(20).max(200),
  /** Highest server sequence number that the client has handled; 0 where it has seen none. */
  lastSeq: z.int().min(0),
});

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
