import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { frameCapture } from './capture-framer.js';

const capture = (rate: number, blocks: Float32Array[]) => {
  const frames: { pcm: Int16Array; rms: number }[] = [];
  const hear = frameCapture(rate, ({ pcm, rms }) => frames.push({ pcm: new Int16Array(pcm), rms }));
  for (const block of blocks) hear(block);
  return frames;
};

describe('frameCapture', () => {
  it('passes 16 kHz audio through sample by sample, in frames of 20 ms', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 12 }), (sizes) => {
        let next = 0;
        const blocks = sizes.map((size) =>
          Float32Array.from({ length: size }, () => (next++ % 1_000) / 32_768),
        );
        const frames = capture(16_000, blocks);
        expect(frames.length).toBe(Math.floor(next / 320));
        const samples = frames.flatMap(({ pcm }) => [...pcm]);
        expect(samples.every((sample, i) => sample === i % 1_000)).toBe(true);
      }),
    );
  });

  it('makes 50 frames of 640 bytes a second out of 128-sample blocks at 48 kHz', () => {
    const frames = capture(
      48_000,
      Array.from({ length: 375 }, () => new Float32Array(128)),
    );
    expect(frames.length).toBeGreaterThanOrEqual(49);
    expect(new Set(frames.map(({ pcm }) => pcm.byteLength))).toEqual(new Set([640]));
  });

  it('reports loudness and clips instead of wrapping around', () => {
    const [frame] = capture(16_000, [new Float32Array(320).fill(1.7)]);
    expect(frame?.rms).toBeCloseTo(1.7, 3);
    expect([...(frame?.pcm ?? [])].every((sample) => sample === 32_767)).toBe(true);
  });
});
