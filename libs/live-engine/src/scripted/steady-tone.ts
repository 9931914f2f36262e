import { MOUTH_SAMPLE_RATE } from '../ports.js';

/** One pitch at one loudness, the same on every call: what is left of a voice that hangs. */
export function steadyTone(audioMs: number, hertz: number, amplitude: number): Buffer {
  const samples = Math.round((audioMs / 1000) * MOUTH_SAMPLE_RATE);
  const pcm = Buffer.allocUnsafe(samples * 2);
  const step = (2 * Math.PI * hertz) / MOUTH_SAMPLE_RATE;
  for (let at = 0; at < samples; at++) pcm.writeInt16LE(Math.round(Math.sin(at * step) * amplitude), at * 2);
  return pcm;
}
