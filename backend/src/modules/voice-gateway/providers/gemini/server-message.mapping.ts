import { z } from 'zod';
import type { VoiceProviderEvent } from '../voice-provider.port.js';
import { isStandardBase64 } from './base64.js';
import { UsageMetadata, usageOf } from './usage.mapping.js';

/** Only what is used; everything else in a message survives unread, and unknown kinds are counted. */
const Transcription = z.object({ text: z.string().optional() }).optional();

const ServerMessage = z.object({
  setupComplete: z.looseObject({}).optional(),
  serverContent: z
    .object({
      modelTurn: z
        .object({
          parts: z
            .array(
              z.object({
                inlineData: z.object({ data: z.string(), mimeType: z.string().optional() }).optional(),
              }),
            )
            .optional(),
        })
        .optional(),
      inputTranscription: Transcription,
      outputTranscription: Transcription,
      interrupted: z.boolean().optional(),
      generationComplete: z.boolean().optional(),
      turnComplete: z.boolean().optional(),
    })
    .optional(),
  toolCall: z
    .object({
      functionCalls: z.array(z.object({ id: z.string(), name: z.string(), args: z.unknown().optional() })),
    })
    .optional(),
  toolCallCancellation: z.object({ ids: z.array(z.string()) }).optional(),
  goAway: z.object({ timeLeft: z.string().optional() }).optional(),
  sessionResumptionUpdate: z
    .object({ newHandle: z.string().optional(), resumable: z.boolean().optional() })
    .optional(),
  usageMetadata: UsageMetadata.optional(),
});
export type GeminiServerMessage = z.infer<typeof ServerMessage>;

const KNOWN_KEYS = new Set([
  ...Object.keys(ServerMessage.shape),
  'voiceActivity',
  'voiceActivityDetectionSignal',
]);

export function parseServerMessage(raw: unknown): GeminiServerMessage | 'malformed' | 'unknown' {
  const parsed = ServerMessage.safeParse(raw);
  if (!parsed.success) return 'malformed';
  return Object.keys(raw as object).some((key) => KNOWN_KEYS.has(key)) ? parsed.data : 'unknown';
}

/** Proto3 durations are written as seconds: `"50s"`, `"1.5s"`. */
export function durationMs(text: string | undefined): number {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text ?? '')?.[1];
  return seconds === undefined ? 0 : Number(seconds) * 1_000;
}

/**
 * A reply that an interruption has cut without a `turnComplete` is over when nothing of it has come for so long (trap 16):
 * what is late comes at once, and an answer to the words that interrupted takes longer.
 */
const CUT_REPLY_MS = 700;

/** Which reply a message belongs to. Gemini does not number them: a new one begins after `turnComplete`. */
export interface ReplyCounter {
  readonly generation: number;
  /** The reply was interrupted, and this is when the last of it came. */
  readonly cutAt: number | undefined;
}
export const firstReply: ReplyCounter = { generation: 0, cutAt: undefined };

/** One more message of a reply: audio, words or calls. */
export function oneMore(replies: ReplyCounter, at: number): ReplyCounter {
  const { cutAt, generation } = replies;
  if (cutAt === undefined) return replies;
  return at - cutAt > CUT_REPLY_MS
    ? { generation: generation + 1, cutAt: undefined }
    : { generation, cutAt: at };
}

/**
 * One message as events, in the order in which they have to take effect: an interruption comes before the audio that is
 * glued to it (trap 15), completion comes last. Pure.
 */
export function mapServerMessage(
  message: GeminiServerMessage,
  before: ReplyCounter,
  at: number,
): { events: VoiceProviderEvent[]; replies: ReplyCounter } {
  const events: VoiceProviderEvent[] = [];
  const content = message.serverContent;
  const speaks = content?.modelTurn || content?.outputTranscription?.text || message.toolCall;
  let replies = speaks ? oneMore(before, at) : before;
  if (content?.interrupted) {
    events.push({ type: 'interrupted', generation: replies.generation });
    replies = { generation: replies.generation, cutAt: at };
  }
  const { generation } = replies;
  if (content?.inputTranscription?.text)
    events.push({ type: 'heard', text: content.inputTranscription.text });
  if (content?.outputTranscription?.text)
    events.push({ type: 'said', generation, text: content.outputTranscription.text });
  for (const part of content?.modelTurn?.parts ?? [])
    events.push(...audioOf(part.inlineData, generation, at));
  if (message.toolCall) {
    const calls = message.toolCall.functionCalls.map((call) => ({ ...call, args: argsOf(call.args) }));
    events.push({ type: 'tool-calls', generation, calls });
  }
  if (message.toolCallCancellation)
    events.push({ type: 'tools-cancelled', ids: message.toolCallCancellation.ids });
  if (content?.generationComplete) events.push({ type: 'generation-complete', generation });
  if (message.usageMetadata)
    events.push({ type: 'usage', generation, usage: usageOf(message.usageMetadata) });
  if (content?.turnComplete) {
    events.push({ type: 'turn-complete', generation });
    replies = { generation: generation + 1, cutAt: undefined };
  }
  const update = message.sessionResumptionUpdate;
  // An empty update means "not resumable right now": the handle before it stays the newest.
  if (update?.newHandle && update.resumable) events.push({ type: 'handle', handle: update.newHandle });
  if (message.goAway) events.push({ type: 'go-away', timeLeftMs: durationMs(message.goAway.timeLeft) });
  return { events, replies };
}

/** A model that sends something else is to be told so; without an answer it would wait for good. */
function argsOf(args: unknown): Record<string, unknown> | undefined {
  if (args === undefined || args === null) return {};
  return typeof args === 'object' && !Array.isArray(args) ? (args as Record<string, unknown>) : undefined;
}

function audioOf(
  data: { data: string; mimeType?: string | undefined } | undefined,
  generation: number,
  at: number,
): VoiceProviderEvent[] {
  if (!data || (data.mimeType && !data.mimeType.startsWith('audio/pcm'))) return [];
  if (!isStandardBase64(data.data)) return [{ type: 'unusable', kind: 'malformed' }];
  const pcm = Buffer.from(data.data, 'base64');
  if (pcm.length === 0) return [];
  // Half a sample would turn everything after it into noise.
  if (pcm.length % 2 === 1) return [{ type: 'unusable', kind: 'malformed' }];
  return [{ type: 'audio', generation, pcm, receivedAt: at }];
}
