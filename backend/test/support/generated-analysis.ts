import type { ServerResponse } from 'node:http';

export const findings = {
  summary: 'A table for four was booked.',
  criterion_1: { verdict: 'met', reason: 'They agreed on seven.' },
  field_1: 4,
};

/** An answer of `generateContent`, as the wire has it. */
export const generated = (text: string, finishReason = 'STOP') => ({
  candidates: [{ content: { role: 'model', parts: text ? [{ text }] : [] }, finishReason, index: 0 }],
  usageMetadata: {
    promptTokenCount: 900,
    candidatesTokenCount: 60,
    thoughtsTokenCount: 40,
    totalTokenCount: 1_000,
  },
  modelVersion: 'gemini-3.8-flash',
});
export const USAGE = { inputTokens: 900, outputTokens: 100 };
export const SPENT = 900 * 750 + 100 * 3_750;
export const answers =
  (body: object, status = 200) =>
  (reply: ServerResponse): void =>
    void reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
export const refuses = (status: number) =>
  answers({ error: { code: status, message: 'no', status: 'X' } }, status);
