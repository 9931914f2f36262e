import { describe, expect, it } from '@jest/globals';
import { audioFault, decodeText } from './frame-codec.js';
import { MessageBudget } from './message-budget.js';

const decode = (message: unknown) => decodeText(Buffer.from(JSON.stringify(message)));

describe('decodeText', () => {
  it('tells hello, messages, unknown types and faults apart', () => {
    expect(decode({ type: 'hello', protocol: 1, token: 't' }).kind).toBe('hello');
    expect(decode({ type: 'end' })).toEqual({ kind: 'message', message: { type: 'end' } });
    expect(decode({ type: 'surprise' }).kind).toBe('unknown');
    expect(decode({ type: 'mic', state: 'ajar' }).kind).toBe('malformed');
  });

  it('names the field that is wrong and quotes nothing', () => {
    const decoded = decode({ type: 'playback', turn: 'my secret', playedMs: 1 });
    expect(decoded).toMatchObject({ kind: 'malformed', message: expect.stringMatching(/^playback\.turn: /) });
    expect(JSON.stringify(decoded)).not.toContain('my secret');
  });

  it.each(['', 'null', '1', '"hello"', '[]', '{}', '{"type":1}', '{"type":"toString"}', '\u0000'])(
    'never throws: %j',
    (text) => {
      expect(['malformed', 'unknown']).toContain(decodeText(Buffer.from(text)).kind);
    },
  );

  it('bounds length and depth', () => {
    expect(decode({ type: 'end', more: 'x'.repeat(16_384) }).kind).toBe('malformed');
    const deep = `{"type":"tool.result","id":"x","result":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect(decodeText(Buffer.from(deep)).kind).toBe('malformed');
  });
});

describe('audioFault', () => {
  it('wants whole samples, and not too many', () => {
    expect([2, 640, 32_768].map((bytes) => audioFault(Buffer.alloc(bytes)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([0, 1, 32_770].every((bytes) => audioFault(Buffer.alloc(bytes)) !== undefined)).toBe(true);
  });
});

describe('MessageBudget', () => {
  it('carries a microphone for ever, and a burst after a gap', () => {
    const budget = new MessageBudget(0);
    for (let ms = 20; ms <= 60_000; ms += 20) expect(budget.take(640, ms)).toBe(true);
    for (let frame = 0; frame < 250; frame += 1) expect(budget.take(640, 65_000)).toBe(true);
  });

  it('refuses a flood of frames, and a flood of bytes', () => {
    const frames = new MessageBudget(0);
    expect(Array.from({ length: 400 }, () => frames.take(2, 10)).at(-1)).toBe(false);
    const bytes = new MessageBudget(0);
    expect(Array.from({ length: 20 }, () => bytes.take(32_000, 10)).at(-1)).toBe(false);
  });
});
