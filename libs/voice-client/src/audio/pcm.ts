/** PCM16 to floats in [-1, 1). */
export function toFloat(pcm: Int16Array, out = new Float32Array(pcm.length)): Float32Array {
  for (let i = 0; i < pcm.length; i++) out[i] = (pcm[i] ?? 0) / 32_768;
  return out;
}

/** Floats to PCM16, clipped: a resampler may overshoot full scale by a little. */
export function toPcm16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const out = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    out[i] = Math.round(Math.max(-1, Math.min(32_767 / 32_768, samples[i] ?? 0)) * 32_768);
  }
  return out;
}

/** Root mean square, 0 for silence, about 0.7 for a full-scale sine. */
export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
