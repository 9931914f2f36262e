import { levelDb } from './pcm.js';

const TARGET_DB = -20;
/** -1 dBFS: room for the player's own resampling. */
const PEAK = 0.89;
const FRAME = 320;
/** Frames this far under the loudest one are pauses, not speech. */
const PAUSE_DB = 30;

/** Brings the spoken parts to one level for every voice, in place; peaks never clip. */
export function normaliseLoudness(samples: Float32Array): Float32Array {
  const levels: number[] = [];
  for (let at = 0; at < samples.length; at += FRAME) {
    levels.push(levelDb(samples, at, Math.min(at + FRAME, samples.length)));
  }
  const loudest = Math.max(...levels);
  if (!Number.isFinite(loudest) || loudest < -70) return samples;
  const spoken = levels.filter((level) => level > loudest - PAUSE_DB);
  const power = spoken.reduce((sum, level) => sum + 10 ** (level / 10), 0) / spoken.length;
  const peak = samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);
  const gain = Math.min(10 ** ((TARGET_DB - 10 * Math.log10(power)) / 20), PEAK / peak);
  for (let index = 0; index < samples.length; index++) samples[index]! *= gain;
  return samples;
}

/** Cuts silence at both ends, so that the first sound comes at once and sentences follow each other evenly. */
export function trimSilence(
  samples: Float32Array,
  sampleRate: number,
  headMs: number,
  tailMs: number,
): Float32Array {
  const threshold = 0.01;
  let first = 0;
  while (first < samples.length && Math.abs(samples[first]!) < threshold) first++;
  let last = samples.length;
  while (last > first && Math.abs(samples[last - 1]!) < threshold) last--;
  const from = Math.max(0, first - Math.round((headMs * sampleRate) / 1_000));
  const trimmed = new Float32Array(last - from + Math.round((tailMs * sampleRate) / 1_000));
  trimmed.set(samples.subarray(from, last));
  return trimmed;
}
