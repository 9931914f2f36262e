import { z } from 'zod';
import { SetupFields } from './setup-fields.js';

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, 'Base64 decoding failed');
const blob = z.strictObject({ data: base64, mimeType: z.string() });
const signal = z.strictObject({});

export const RealtimeInput = z.strictObject({
  audio: z.strictObject({ data: base64, mimeType: z.string().startsWith('audio/') }).optional(),
  video: blob.optional(),
  /** Deprecated spelling of audio and video; still accepted by the server. */
  mediaChunks: z.array(blob).optional(),
  text: z.string().optional(),
  activityStart: signal.optional(),
  activityEnd: signal.optional(),
  audioStreamEnd: z.boolean().optional(),
});
export type RealtimeInput = z.infer<typeof RealtimeInput>;

const part = z.looseObject({ text: z.string().optional() });

export const ClientContent = z.strictObject({
  turns: z
    .array(z.strictObject({ role: z.string().optional(), parts: z.array(part).default([]) }))
    .default([]),
  turnComplete: z.boolean().default(false),
});
export type ClientContent = z.infer<typeof ClientContent>;

const functionResponse = z.strictObject({
  id: z.string().default(''),
  name: z.string().default(''),
  response: z.record(z.string(), z.unknown()).default({}),
  scheduling: z.enum(['SILENT', 'WHEN_IDLE', 'INTERRUPT']).default('WHEN_IDLE'),
  willContinue: z.boolean().default(false),
  parts: z.array(z.unknown()).optional(),
});
export type FunctionResponse = z.infer<typeof functionResponse>;

export const ToolResponse = z.strictObject({ functionResponses: z.array(functionResponse).default([]) });

export const ContextUpdate = z.strictObject({
  systemInstruction: SetupFields.shape.systemInstruction,
  tools: z.strictObject({ tools: SetupFields.shape.tools }).optional(),
});
export type ContextUpdate = z.infer<typeof ContextUpdate>;
