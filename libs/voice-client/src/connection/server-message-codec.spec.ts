import { describe, expect, it } from '@jest/globals';
import { ServerMessage } from '@orbisvoice/contracts';
import fc from 'fast-check';
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

  it('lets what a newer server adds pass, for nobody acts upon it', () => {
    const added = { type: 'from.the.future', x: 1 };
    expect(decodeServerMessage(JSON.stringify(added))).toEqual(added);
  });

  it('never throws, and takes nothing that does not say what it is', () => {
    fc.assert(fc.property(fc.string(), (frame) => expect(decodeServerMessage(frame)).toBeUndefined()));
    fc.assert(
      fc.property(fc.json(), (frame) => {
        const { type } = (JSON.parse(frame) ?? {}) as { type?: unknown };
        expect(decodeServerMessage(frame) !== undefined).toBe(typeof type === 'string');
      }),
    );
    for (const frame of ['{"type":1}', '["type"]', 'null', '{}'])
      expect(decodeServerMessage(frame)).toBeUndefined();
  });
});
