import fc from 'fast-check';
import { tone } from '../scripted/tone.js';
import { speechFrames, wordGroups, type FrameOptions } from './speech-frames.js';

const options = fc.record<FrameOptions>({
  json: fc.constantFrom('pretty', 'compact'),
  chunkMs: fc.constantFrom(20, 40, 200),
  transcription: fc.constantFrom('none', 'separate', 'with-audio'),
});
const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 12 }).map((list) => list.join(' '));

describe('speech frames', () => {
  it('carry all words and all audio, once', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 0, max: 3000 }), options, (text, audioMs, given) => {
        const frames = speechFrames(text, tone('Kore', audioMs), given);
        expect(frames.map((frame) => frame.text).join('')).toBe(text);
        expect(frames.reduce((sum, frame) => sum + frame.audioMs, 0)).toBeCloseTo(audioMs, 0);
      }),
      { numRuns: 30 },
    );
  });

  it('are built once for a shared buffer', () => {
    const given = { json: 'pretty', chunkMs: 40, transcription: 'none' } as const;
    expect(speechFrames('a', tone('Kore', 400), given)).toBe(speechFrames('a', tone('Kore', 400), given));
  });

  it('cut text without losing a letter', () => {
    fc.assert(fc.property(words, (text) => wordGroups(text).join('') === text));
  });
});
