import fc from 'fast-check';
import { readClientMessage } from './client-message.js';

const read = (value: unknown) => readClientMessage(Buffer.from(JSON.stringify(value)));

describe('client message', () => {
  it('answers any bytes with a message or a 1007, and never throws', () => {
    const frames = fc.oneof(
      fc.uint8Array(),
      fc.json().map((json) => Buffer.from(json)),
    );
    fc.assert(
      fc.property(frames, (bytes) => {
        const result = readClientMessage(Buffer.from(bytes));
        if (!result.ok) expect(result.refusal.code).toBe(1007);
      }),
    );
  });

  it('reads both spellings', () => {
    expect(
      read({ client_content: { turns: [{ role: 'user', parts: [{ text: 'a' }] }], turn_complete: true } }),
    ).toEqual({
      ok: true,
      value: {
        type: 'content',
        content: { turns: [{ role: 'user', parts: [{ text: 'a' }] }], turnComplete: true },
      },
    });
    expect(read({ realtimeInput: { audio_stream_end: true } })).toMatchObject({ ok: true });
  });

  it("keeps the caller's own JSON in a tool response", () => {
    const functionResponses = [{ id: '1', name: 'f', response: { output: { order_id: 7 } } }];
    expect(read({ toolResponse: { functionResponses } })).toMatchObject({
      ok: true,
      value: {
        responses: [{ response: { output: { order_id: 7 } }, scheduling: 'WHEN_IDLE', willContinue: false }],
      },
    });
  });

  it.each([
    [{ realtimeInput: { noise: 1 } }, `Unknown name "noise" at 'realtime_input'`],
    [{ toolResponse: { functionResponses: [{ id: 1 }] } }, `at 'tool_response.function_responses.0.id'`],
    [
      { realtimeInput: { audio: { data: 'AAAA', mimeType: 'video/mp4' } } },
      `at 'realtime_input.audio.mime_type'`,
    ],
  ])('names the wrong field of %j', (value, reason) => {
    expect(read(value)).toEqual({
      ok: false,
      refusal: { code: 1007, reason: expect.stringContaining(reason) },
    });
  });
});
