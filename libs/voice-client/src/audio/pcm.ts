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
export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
