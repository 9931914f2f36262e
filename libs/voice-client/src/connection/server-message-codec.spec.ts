import { describe, expect, it } from '@jest/globals';
import { CLOSE_CODES, ServerMessage } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { failureOfClose } from './close-failure.js';
import { decodeServerMessage } from './server-message-codec.js';

const id = '0198c0de-0000-7000-8000-000000000001';
const samples: ServerMessage[] = [
  {
    type: 'ready',
    callId: id,
    resumeSecret: 's',
    agent: { id, name: 'Ada', language: 'en-US', voiceId: 'Puck' },
    audio: { inputSampleRate: 16_000, outputSampleRate: 24_000 },
    demo: true,
    resumed: false,
  },
  { type: 'state', state: 'thinking' },
  { type: 'turn.started', turn: 1 },
  { type: 'transcript', role: 'agent', turn: 1, text: 'Hello', final: false },
  { type: 'turn.committed', seq: 1 },
  { type: 'interrupted', turn: 1, heardMs: 812 },
  { type: 'tool.started', id: 't', name: 'bookMeeting' },
  { type: 'tool.finished', id: 't', name: 'bookMeeting', ok: true },
  { type: 'latency', turn: 1, voiceToVoiceMs: 412, gatewayMs: 3 },
  { type: 'going_away', deadlineMs: 1_000 },
  { type: 'heartbeat' },
  { type: 'error', code: 'busy', message: 'Busy.', retryable: true },
  { type: 'ended', reason: 'client_ended', durationMs: 1_000 },
];

describe('decodeServerMessage', () => {
  it('has one sample of each message of the contract', () => {
    const known = ServerMessage.options.map((option) => option.shape.type.value);
    expect(samples.map(({ type }) => type)).toEqual(known);
  });

  it.each(samples)('reads $type as the contract does', (message) => {
    expect(decodeServerMessage(JSON.stringify(message))).toEqual(ServerMessage.parse(message));
  });

  it.each(samples)('refuses $type without one of its required fields, as the contract does', (message) => {
    for (const field of Object.keys(message)) {
      const partial: Record<string, unknown> = { ...message };
      delete partial[field];
      expect(decodeServerMessage(JSON.stringify(partial)) !== undefined).toBe(
        ServerMessage.safeParse(partial).success,
      );
    }
  });

  it('never throws, and takes nothing that is not an object with a known type', () => {
    fc.assert(fc.property(fc.string(), (frame) => expect(decodeServerMessage(frame)).toBeUndefined()));
    fc.assert(fc.property(fc.json(), (frame) => expect(decodeServerMessage(frame)).toBeUndefined()));
    expect(decodeServerMessage('{"type":"toString"}')).toBeUndefined();
    expect(decodeServerMessage('{"type":"from.the.future","x":1}')).toBeUndefined();
  });
});

describe('failureOfClose', () => {
  it('names a cause for every close code that is not normal', () => {
    for (const { code } of Object.values(CLOSE_CODES)) {
      if (code !== 1000) expect(failureOfClose(code)).not.toBe('network');
    }
    expect(failureOfClose(1006)).toBe('network');
  });
});
