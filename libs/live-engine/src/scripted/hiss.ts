import { MOUTH_SAMPLE_RATE } from '../ports.js';

/** White noise, the same on every call: what is left of a voice that degenerates. */
export function hiss(audioMs: number, amplitude: number): Buffer {
  const samples = Math.round((audioMs / 1000) * MOUTH_SAMPLE_RATE);
  const pcm = Buffer.allocUnsafe(samples * 2);
  let state = 1;
  for (let at = 0; at < samples; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pcm.writeInt16LE(Math.round((state / 2 ** 31 - 1) * amplitude), at * 2);
  }
  return pcm;
}
