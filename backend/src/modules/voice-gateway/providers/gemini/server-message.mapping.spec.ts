import { describe, expect, it } from '@jest/globals';
import {
  durationMs,
  firstReply,
  mapServerMessage,
  parseServerMessage,
  type ReplyCounter,
} from './server-message.mapping.js';

const parsed = (raw: unknown) => {
  const message = parseServerMessage(raw);
  if (typeof message === 'string') throw new Error(message);
  return message;
};
const map = (raw: unknown, replies: ReplyCounter = firstReply, at = 100) =>
  mapServerMessage(parsed(raw), replies, at);
const audio = {
  modelTurn: { parts: [{ inlineData: { mimeType: 'audio/pcm;rate=24000', data: 'AAAAAA==' } }] },
};

describe('mapServerMessage', () => {
  it('puts an interruption before the audio that is glued to it, and the end last', () => {
    const { events, replies } = map({
      serverContent: { ...audio, interrupted: true, turnComplete: true },
      usageMetadata: { promptTokenCount: 522, promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 165 }] },
    });
    expect(events.map((event) => event.type)).toEqual(['interrupted', 'audio', 'usage', 'turn-complete']);
    expect(replies).toEqual({ generation: 1, cutAt: undefined });
  });

  it('keeps late audio of an interrupted reply under its number until the turn is complete', () => {
    const cut = map({ serverContent: { interrupted: true } }).replies;
    const late = map({ serverContent: audio }, cut, 500);
    expect(late.events).toMatchObject([{ type: 'audio', generation: 0 }]);
    const over = map({ serverContent: { turnComplete: true } }, late.replies).replies;
    expect(map({ serverContent: audio }, over).events).toMatchObject([{ type: 'audio', generation: 1 }]);
  });

  it('begins a new reply by itself where turnComplete never came after an interruption', () => {
    const cut = map({ serverContent: { interrupted: true } }, firstReply, 100).replies;
    const words = { outputTranscription: { text: 'You are' } };
    const toolCall = { functionCalls: [{ id: 'function-call-1', name: 'f' }] };
    for (const first of [{ serverContent: audio }, { serverContent: words }, { toolCall }])
      expect(map(first, cut, 900).events).toMatchObject([{ generation: 1 }]);
  });

  it('does not take what goes on to come of an interrupted reply for a new one', () => {
    let { replies } = map({ serverContent: { interrupted: true } }, firstReply, 100);
    for (let at = 600; at < 3_000; at += 500) {
      const late = map({ serverContent: audio }, replies, at);
      expect(late.events).toMatchObject([{ generation: 0 }]);
      replies = late.replies;
    }
    expect(map({ serverContent: audio }, replies, 4_000).events).toMatchObject([{ generation: 1 }]);
  });

  it('keeps the handle that it has while the session cannot be resumed', () => {
    expect(map({ sessionResumptionUpdate: {} }).events).toEqual([]);
    expect(map({ sessionResumptionUpdate: { newHandle: 'h1', resumable: true } }).events).toEqual([
      { type: 'handle', handle: 'h1' },
    ]);
  });

  it('reads tool calls, cancellations and the announced end', () => {
    expect(map({ toolCall: { functionCalls: [{ id: 'function-call-1', name: 'f' }] } }).events).toEqual([
      { type: 'tool-calls', generation: 0, calls: [{ id: 'function-call-1', name: 'f', args: {} }] },
    ]);
    expect(map({ toolCallCancellation: { ids: ['function-call-1'] } }).events).toHaveLength(1);
    expect(map({ goAway: { timeLeft: '50s' } }).events).toEqual([{ type: 'go-away', timeLeftMs: 50_000 }]);
    expect([durationMs('1.5s'), durationMs(undefined), durationMs('soon')]).toEqual([1_500, 0, 0]);
  });

  it('names broken audio instead of passing noise on', () => {
    const broken = (data: string) =>
      map({ serverContent: { modelTurn: { parts: [{ inlineData: { data } }] } } }).events;
    expect(broken('AAA')).toEqual([{ type: 'unusable', kind: 'malformed' }]);
    expect(broken('AAAA')).toEqual([{ type: 'unusable', kind: 'malformed' }]);
    expect(broken('')).toEqual([]);
  });

  it('tells malformed and unknown messages from usable ones', () => {
    expect(parseServerMessage({ serverContent: { turnComplete: 'yes' } })).toBe('malformed');
    expect(parseServerMessage([])).toBe('malformed');
    expect(parseServerMessage({ surprise: 1 })).toBe('unknown');
    expect(parseServerMessage({ voiceActivity: {}, surprise: 1 })).toEqual({});
    expect(map({ serverContent: { outputTranscription: {} } }).events).toEqual([]);
  });
});
