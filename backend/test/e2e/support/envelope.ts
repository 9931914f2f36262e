const WINDOW_MS = 20;
/** Nobody says on which side of a window a syllable begins, so places are tried in finer steps than windows. */
const STEPS = 4;

/** Loudness of PCM16 over windows of 20 ms, one window after the other. */
export function envelope(samples: Int16Array, sampleRate: number, from = 0): number[] {
  const size = (sampleRate * WINDOW_MS) / 1000;
  return Array.from({ length: Math.floor((samples.length - from) / size) }, (_, index) => {
    const block = samples.subarray(from + index * size, from + (index + 1) * size);
    return Math.sqrt(block.reduce((sum, sample) => sum + sample * sample, 0) / size);
  });
}

/**
 * How well speech stands somewhere in a longer recording of the same rate: the best correlation of their envelopes over
 * all places. Insensitive to loudness, which automatic gain changes, and to when the microphone was opened.
 */
export function bestCorrelation(wanted: Int16Array, heard: Int16Array, sampleRate: number): number {
  const spoken = envelope(wanted, sampleRate);
  const step = (sampleRate * WINDOW_MS) / 1000 / STEPS;
  let best = 0;
  for (let offset = 0; offset < STEPS; offset += 1) {
    const recording = envelope(heard, sampleRate, offset * step);
    for (let at = 0; at + spoken.length <= recording.length; at += 1)
      best = Math.max(best, pearson(spoken, recording.slice(at, at + spoken.length)));
  }
  return best;
}

/** PCM16 as it comes from a wire. */
export const samplesOf = (pcm: Buffer): Int16Array =>
  new Int16Array(pcm.buffer.slice(pcm.byteOffset, pcm.byteOffset + (pcm.length & ~1)));

function pearson(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[index] ?? 0) - meanB];
    both += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  const scale = Math.sqrt(squaresA * squaresB);
  return scale === 0 ? 0 : both / scale;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
