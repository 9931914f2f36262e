import { sampleAt } from './pcm-sample.js';

/** Of PCM16 at 16 kHz. */
export const BYTES_PER_MS = 32;
export const WINDOW_MS = 20;
const WINDOW_BYTES = WINDOW_MS * BYTES_PER_MS;
/** The mean of two neighbours stands for both. */
const STRIDE_BYTES = 4;
const HIGH_PASS = 0.85;
const LOW_PASS = 0.4;

export const micDurationMs = (pcm: Buffer): number => pcm.length / BYTES_PER_MS;

/** Frames may be of any length; loudness is looked at in windows of 20 ms, the last of which may be shorter. */
export function eachWindow(pcm: Buffer, look: (level: number, ms: number) => void): void {
  for (let from = 0; from + 1 < pcm.length; from += WINDOW_BYTES) {
    const to = Math.min(from + WINDOW_BYTES, pcm.length);
    look(meanLevel(pcm, from, to), (to - from) / BYTES_PER_MS);
  }
}

/**
 * Mean amplitude of PCM16 between about 200 and 1,000 Hz, where voices are loudest: rumble, hum and a constant offset lie
 * below, and most of a hiss lies above. So speech is told from noise that is nearly as loud.
 */
export function meanLevel(pcm: Buffer, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  let low = sampleAt(pcm, from);
  let before = low;
  let band = 0;
  for (let at = from; at + STRIDE_BYTES <= to; at += STRIDE_BYTES) {
    const pair = (sampleAt(pcm, at) + sampleAt(pcm, at + 2)) / 2;
    low += LOW_PASS * (pair - low);
    band = low - before + HIGH_PASS * band;
    before = low;
    sum += Math.abs(band);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
