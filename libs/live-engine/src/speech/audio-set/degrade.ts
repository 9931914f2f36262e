import { EAR_SAMPLE_RATE } from '../../ports.js';
import { Resampler } from '../audio/resample.js';

/** What happens to sound between a mouth and the engine. All of it deterministic: the same seed, the same samples. */

const FRAME = 320;
/** Frames this far under the loudest one are pauses; they may not dilute the power of the speech. */
const PAUSE_DB = 30;

export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export type Noise = (length: number, seed: number) => Float32Array;

export const white: Noise = (length, seed) => {
  const next = randomNumbers(seed);
  return Float32Array.from({ length }, () => 2 * next() - 1);
};

/** Equal power in each octave, as of rooms and crowds far away: a sum of white noises that change at halving rates. */
export const pink: Noise = (length, seed) => {
  const next = randomNumbers(seed);
  const rows = new Float32Array(12);
  let sum = 0;
  return Float32Array.from({ length }, (_, at) => {
    const row = at === 0 ? 0 : Math.min(rows.length - 1, 31 - Math.clz32(at & -at));
    const fresh = 2 * next() - 1;
    sum += fresh - rows[row]!;
    rows[row] = fresh;
    return sum + 2 * next() - 1;
  });
};

/** Adds noise so that the speech, its pauses left out, is `db` above it. */
export function atSnr(speech: Float32Array, noise: Float32Array, db: number): Float32Array {
  const gain = Math.sqrt(spokenPower(speech) / (power(noise) * 10 ** (db / 10)));
  return speech.map((sample, at) => sample + gain * (noise[at % noise.length] ?? 0));
}

/** Faster and higher, or slower and lower: another throat, roughly. */
export const atSpeed = (samples: Float32Array, factor: number): Float32Array =>
  new Resampler(100, Math.round(factor * 100)).process(samples);

/** A telephone: 300 to 3,400 Hz at 8 kHz, squeezed into the eight bits of G.711 μ-law. */
export function telephone(samples: Float32Array): Float32Array {
  const narrow = new Resampler(1, 2).process(bandPass(samples, 300, 3_400));
  return new Resampler(2, 1).process(narrow.map((sample) => muLaw(sample)));
}

/** Packets of 20 ms that never came, in runs of up to `burst`, replaced by silence. */
export function packetGaps(samples: Float32Array, share: number, burst: number, seed: number): Float32Array {
  const next = randomNumbers(seed);
  const result = samples.slice();
  for (let at = 0; at < result.length; at += FRAME) {
    if (next() >= share / ((burst + 1) / 2)) continue;
    const packets = 1 + Math.floor(next() * burst);
    result.fill(0, at, at + packets * FRAME);
    at += (packets - 1) * FRAME;
  }
  return result;
}

/** The sound of a room: noise that dies away within `seconds`, under the direct sound. */
export function room(samples: Float32Array, seconds: number, seed: number): Float32Array {
  const length = Math.round(seconds * EAR_SAMPLE_RATE);
  const next = randomNumbers(seed);
  // Sparse reflections: every 97th sample is dense enough to sound like a room and cheap enough to add up.
  const taps: [number, number][] = [];
  for (let at = 160; at < length; at += 97)
    taps.push([at, 0.12 * (2 * next() - 1) * 10 ** ((-3 * at) / length)]);
  const result = samples.slice();
  for (const [delay, gain] of taps)
    for (let at = delay; at < result.length; at++) result[at]! += gain * (samples[at - delay] ?? 0);
  return result;
}

function bandPass(samples: Float32Array, from: number, to: number): Float32Array {
  const half = 64;
  const taps = Float32Array.from({ length: 2 * half + 1 }, (_, index) => {
    const n = index - half;
    const ideal = (hertz: number) => {
      const cut = (2 * hertz) / EAR_SAMPLE_RATE;
      return n === 0 ? cut : Math.sin(Math.PI * cut * n) / (Math.PI * n);
    };
    const hamming = 0.54 + 0.46 * Math.cos((Math.PI * n) / half);
    return (ideal(to) - ideal(from)) * hamming;
  });
  return samples.map((_, at) => {
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap++) sum += taps[tap]! * (samples[at + half - tap] ?? 0);
    return sum;
  });
}

const MU = 255;

/** There and back through eight bits. */
function muLaw(sample: number): number {
  const level = Math.min(1, Math.abs(sample));
  const code = Math.round((Math.log1p(MU * level) / Math.log1p(MU)) * 127) / 127;
  return (Math.sign(sample) * ((1 + MU) ** code - 1)) / MU;
}

const power = (samples: Float32Array): number =>
  samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);

function spokenPower(samples: Float32Array): number {
  const frames: number[] = [];
  for (let at = 0; at + FRAME <= samples.length; at += FRAME)
    frames.push(power(samples.subarray(at, at + FRAME)));
  const floor = Math.max(...frames) / 10 ** (PAUSE_DB / 10);
  const spoken = frames.filter((frame) => frame > floor);
  return spoken.reduce((sum, frame) => sum + frame, 0) / Math.max(1, spoken.length);
}
