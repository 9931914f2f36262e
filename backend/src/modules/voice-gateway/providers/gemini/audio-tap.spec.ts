import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { tapAudio } from './audio-tap.js';

const pcm = randomBytes(1_920);
const data = pcm.toString('base64');
const inlineData = { mimeType: 'audio/pcm;rate=24000', data };
const frame = (serverContent: unknown, pretty = true) =>
  Buffer.from(JSON.stringify({ serverContent }, null, pretty ? 2 : 0) + (pretty ? '\n' : ''));
const speech = { modelTurn: { parts: [{ inlineData }] } };

describe('tapAudio', () => {
  it.each([
    ['pretty', frame(speech)],
    ['compact', frame(speech, false)],
    ['data first', frame({ modelTurn: { parts: [{ inlineData: { data, mimeType: 'audio/pcm' } }] } })],
    ['with a role', frame({ modelTurn: { parts: [{ inlineData }], role: 'model' } })],
  ])('finds the audio of a %s frame', (_name, bytes) => {
    expect(tapAudio(bytes)?.equals(pcm)).toBe(true);
  });

  it.each([
    ['two parts', frame({ modelTurn: { parts: [{ inlineData }, { inlineData }] } })],
    ['a thought beside it', frame({ modelTurn: { parts: [{ text: 'hm' }, { inlineData }] } })],
    ['a transcript beside it', frame({ ...speech, outputTranscription: { text: 'Yes' } })],
    ['an interruption', frame({ ...speech, interrupted: true })],
    [
      'usage beside it',
      Buffer.from(JSON.stringify({ serverContent: speech, usageMetadata: { totalTokenCount: 1 } })),
    ],
    ['another type', frame({ modelTurn: { parts: [{ inlineData: { mimeType: 'image/png', data } }] } })],
    [
      'a tool argument called data',
      Buffer.from(JSON.stringify({ toolCall: { functionCalls: [{ args: { data } }] } })),
    ],
    ['an escape in the audio', Buffer.from(frame(speech).toString().replace(data.slice(40, 44), '\\/\\/'))],
    ['foreign characters', Buffer.from(frame(speech).toString().replace(data.slice(40, 44), '!!!!'))],
    [
      'an odd number of bytes',
      frame({ modelTurn: { parts: [{ inlineData: { data: randomBytes(1_921).toString('base64') } }] } }),
    ],
    ['a broken end', frame(speech).subarray(0, -8)],
    ['little', frame({ modelTurn: { parts: [{ inlineData: { data: 'AAAA' } }] } }, false)],
  ])('leaves a frame with %s to the parser', (_name, bytes) => {
    expect(tapAudio(bytes)).toBeUndefined();
  });
});
