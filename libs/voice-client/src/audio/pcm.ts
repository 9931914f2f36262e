const FULL_SCALE = 32_768;

/** PCM16 to floats in [-1, 1). */
export const toFloat = (pcm: Int16Array): Float32Array<ArrayBuffer> =>
  Float32Array.from(pcm, (sample) => sample / FULL_SCALE);

/** Floats to PCM16, clipped: a resampler may overshoot full scale by a little. */
export const toPcm16 = (samples: Float32Array): Int16Array<ArrayBuffer> =>
  Int16Array.from(samples, (sample) =>
    Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(sample * FULL_SCALE))),
  );

/** Root mean square, 0 for silence, about 0.7 for a full-scale sine. */
export const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / (samples.length || 1));

/** One piece of sound behind another. */
export function joined(before: Float32Array, after: Float32Array): Float32Array<ArrayBuffer> {
  const all = new Float32Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}
