// @ts-check
import { readFileSync } from 'node:fs';
import { fromRoot } from '../../bin/lib/paths.mjs';
import { userError } from '../../bin/lib/print.mjs';

export const RATE = 16_000;
const WAV_HEADER = 44;
const BABBLERS = ['question-opening-hours.wav', 'question-returns.wav', 'question-booking.wav'];

/** One of the sample questions. @param {string} name */
export const sample = (name) => recording(fromRoot('backend/samples', name));

/** Samples of a WAV file as our own tools write it: PCM16, mono, 16 kHz. @param {string} path */
export function recording(path) {
  const file = readFileSync(path);
  if (file.readUInt32LE(24) !== RATE || file.readUInt16LE(22) !== 1 || file.readUInt16LE(34) !== 16)
    throw userError(`${path} is not a WAV file of 16 bit, mono, 16 kHz.`);
  const samples = new Float64Array((file.length - WAV_HEADER) >> 1);
  for (let at = 0; at < samples.length; at++) samples[at] = file.readInt16LE(WAV_HEADER + at * 2);
  return samples;
}

/** The same numbers in [-1, 1) on every run. @param {number} seed */
export function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** When a reflection arrives, in milliseconds, and its share; the first is the way through player, air and microphone. @type {[number, number][]} */
const REFLECTIONS = [
  [180, 1],
  [187, -0.45],
  [196, 0.4],
  [215, 0.3],
  [243, -0.22],
  [290, 0.12],
];

/** @type {Record<string, (length: number, seed: number) => Float64Array>} */
export const NOISES = {
  white: (length, seed) => Float64Array.from({ length }, randomNumbers(seed)),
  /** Equal power in each octave, as of rooms and crowds far away: white noises that change at halving rates, summed. */
  pink: (length, seed) => {
    const next = randomNumbers(seed);
    const rows = new Float64Array(12);
    let sum = 0;
    return Float64Array.from({ length }, (_, at) => {
      const row = at === 0 ? 0 : Math.min(rows.length - 1, 31 - Math.clz32(at & -at));
      const fresh = next();
      sum += fresh - (rows[row] ?? 0);
      rows[row] = fresh;
      return sum + next();
    });
  },
  /** As of traffic or a fan. */
  brown: (length, seed) => {
    const next = randomNumbers(seed);
    let sum = 0;
    return Float64Array.from({ length }, () => (sum = sum * 0.98 + next()));
  },
  /** A fan that breathes by 3 dB up and down within four seconds. */
  swelling: (length, seed) => {
    const next = randomNumbers(seed);
    return Float64Array.from(
      { length },
      (_, at) => next() * 2 ** (0.5 * Math.sin((at / RATE / 4) * 2 * Math.PI)),
    );
  },
};

/** Six people who talk elsewhere in the room: the sample questions, each at another pitch and place, over and over. @param {number} length @param {number} seed */
export function babble(length, seed) {
  const next = randomNumbers(seed);
  const sum = new Float64Array(length);
  for (const [index, speed] of [0.84, 0.92, 0.97, 1.06, 1.13, 1.2].entries()) {
    const clip = sample(BABBLERS[index % BABBLERS.length] ?? '');
    const level = speechRms(clip);
    let place = ((next() + 1) / 2) * clip.length;
    for (let at = 0; at < length; at++, place += speed)
      sum[at] = (sum[at] ?? 0) + (clip[Math.floor(place) % clip.length] ?? 0) / level;
  }
  return sum;
}

/** @param {Float64Array} samples */
export const rms = (samples) =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length));

/** Root mean square of what is not silence. @param {Float64Array} samples */
export const speechRms = (samples) => rms(samples.filter((value) => Math.abs(value) > 200));

/** @param {Float64Array} samples @param {number} level */
export function atRms(samples, level) {
  const gain = level / Math.max(1e-9, rms(samples));
  return samples.map((value) => value * gain);
}

/** A loudspeaker's sound as a microphone hears it in a small room: late, and with some reflections. @param {Float64Array} samples */
export function inRoom(samples) {
  const heard = new Float64Array(samples.length + (RATE * 500) / 1_000);
  for (const [afterMs, share] of REFLECTIONS) {
    const late = Math.round((afterMs * RATE) / 1_000);
    for (let at = 0; at < samples.length; at++)
      heard[at + late] = (heard[at + late] ?? 0) + (samples[at] ?? 0) * share;
  }
  return heard;
}

/** From 16 kHz to the 24 kHz that agents speak at. @param {Float64Array} samples */
export const atAgentRate = (samples) =>
  Float64Array.from({ length: Math.floor(samples.length * 1.5) }, (_, at) => {
    const [from, share] = [Math.floor(at / 1.5), (at / 1.5) % 1];
    return (samples[from] ?? 0) * (1 - share) + (samples[from + 1] ?? 0) * share;
  });

/** @param {Float64Array} samples */
export function pcm16(samples) {
  const pcm = Buffer.alloc(samples.length * 2);
  samples.forEach((value, at) => {
    pcm.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(value))), at * 2);
  });
  return pcm;
}

/** `parts` laid over each other at their places, in milliseconds. @param {number} lengthMs @param {[number, Float64Array][]} parts */
export function mix(lengthMs, parts) {
  const mixed = new Float64Array((lengthMs * RATE) / 1_000);
  for (const [atMs, samples] of parts) {
    const from = (atMs * RATE) / 1_000;
    for (let at = 0; at < samples.length && from + at < mixed.length; at++)
      mixed[from + at] = (mixed[from + at] ?? 0) + (samples[at] ?? 0);
  }
  return mixed;
}

/** Frames of 20 ms as a microphone sends them. @param {Float64Array} samples */
export function frames(samples) {
  const pcm = pcm16(samples);
  return Array.from({ length: Math.floor(pcm.length / 640) }, (_, at) =>
    pcm.subarray(at * 640, at * 640 + 640),
  );
}

/** First and last moment of speech in a clean sample, in milliseconds. @param {Float64Array} samples */
export function span(samples) {
  const loud = Array.from(samples.entries()).filter(([, value]) => Math.abs(value) > 500);
  return { fromMs: ((loud[0]?.[0] ?? 0) / RATE) * 1_000, toMs: ((loud.at(-1)?.[0] ?? 0) / RATE) * 1_000 };
}
