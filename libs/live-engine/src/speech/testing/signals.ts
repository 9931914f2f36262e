import { levelDb } from '../audio/pcm.js';

/** Deterministic numbers in [-1, 1): the same seed gives the same noise on every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

export function whiteNoise(length: number, db: number, seed: number): Float32Array {
  const next = randomNumbers(seed);
  return atLevel(Float32Array.from({ length }, next), db);
}

/** Low-passed noise, as of traffic or a fan. */
export function brownNoise(length: number, db: number, seed: number): Float32Array {
  const next = randomNumbers(seed);
  let sum = 0;
  return atLevel(
    Float32Array.from({ length }, () => (sum = sum * 0.98 + next() * 0.1)),
    db,
  );
}

export function sine(length: number, hertz: number, sampleRate: number, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length },
    (_, at) => amplitude * Math.sin((2 * Math.PI * hertz * at) / sampleRate),
  );
}

/** Short knocks, four a second. */
export function knocks(length: number, seed: number): Float32Array {
  const next = randomNumbers(seed);
  return Float32Array.from({ length }, (_, at) => next() * 0.6 * Math.exp(-(at % 4_000) / 60));
}

export function atLevel(samples: Float32Array, db: number): Float32Array {
  const gain = 10 ** ((db - levelDb(samples)) / 20);
  return samples.map((sample) => sample * gain);
}

/** `b` at `gainDb` under `a`, from the beginning of `a`. */
export function mixed(a: Float32Array, b: Float32Array, gainDb: number): Float32Array {
  const gain = 10 ** (gainDb / 20);
  return a.map((sample, at) => sample + gain * (b[at] ?? 0));
}
