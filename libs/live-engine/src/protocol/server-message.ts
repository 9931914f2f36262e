import { binaryFrame } from './ws-frame.js';
import type { UsageMetadata } from './usage.js';

export interface FunctionCall {
  id: string;
  name: string;
  args: Record<string, unknown>;
}

export interface ServerContent {
  modelTurn?: { parts: { inlineData: { mimeType: string; data: string } }[] };
  inputTranscription?: { text: string };
  outputTranscription?: { text: string };
  generationComplete?: true;
  interrupted?: true;
  turnComplete?: true;
}

/** Gemini's server messages as proto3 JSON writes them: false, zero and empty values are left out. */
export interface ServerMessage {
  setupComplete?: Record<string, never>;
  serverContent?: ServerContent;
  toolCall?: { functionCalls: FunctionCall[] };
  toolCallCancellation?: { ids: string[] };
  sessionResumptionUpdate?: { newHandle?: string; resumable?: true };
  goAway?: { timeLeft: string };
  usageMetadata?: UsageMetadata;
}

export type JsonStyle = 'pretty' | 'compact';

/** Google sends binary frames that hold two-space JSON with a trailing newline. */
export function encodeMessage(message: object, style: JsonStyle): Buffer {
  const json = style === 'pretty' ? `${JSON.stringify(message, null, 2)}\n` : JSON.stringify(message);
  return binaryFrame(Buffer.from(json));
}

export function audioContent(pcm24k: Buffer): ServerContent {
  const inlineData = { mimeType: 'audio/pcm;rate=24000', data: pcm24k.toString('base64') };
  return { modelTurn: { parts: [{ inlineData }] } };
}

/** A protobuf Duration in JSON: seconds with as many decimals as needed. */
export function duration(ms: number): string {
  return `${Number((ms / 1000).toFixed(3))}s`;
}
