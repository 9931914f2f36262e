import { MOUTH_SAMPLE_RATE } from '../ports.js';

/** Whole periods of every partial fit into one second, so that a second can be repeated without a click. */
const LOOP_SAMPLES = MOUTH_SAMPLE_RATE;
const SYLLABLES_PER_SECOND = 4;
export const DEFAULT_AMPLITUDE = 9_000;

const cache = new Map<string, Buffer>();
const loops = new Map<string, Buffer>();

/**
 * A voice-like tone: a pitch with three formant-shaped partials and the loudness of syllables. Each voice name has its
 * own pitch and vowel. The same request gives the same buffer, which lets its frames be shared.
 */
export function tone(voiceName: string, audioMs: number, amplitude = DEFAULT_AMPLITUDE): Buffer {
  const key = `${voiceName} ${audioMs} ${amplitude}`;
  const known = cache.get(key);
  if (known) return known;
  const loop = toneLoop(voiceName, amplitude);
  const bytes = Math.round((audioMs / 1000) * MOUTH_SAMPLE_RATE) * 2;
  const pcm = Buffer.allocUnsafe(bytes);
  for (let at = 0; at < bytes; at += loop.length) loop.copy(pcm, at, 0, Math.min(loop.length, bytes - at));
  if (cache.size > 500) cache.clear();
  cache.set(key, pcm);
  return pcm;
}

/** Pitch in whole hertz between 90 and 249, from the name alone. */
export function pitchOf(voiceName: string): number {
  let hash = 2166136261;
  for (const letter of voiceName) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0;
  return 90 + (hash % 160);
}

function toneLoop(voiceName: string, amplitude: number): Buffer {
  const key = `${voiceName} ${amplitude}`;
  const known = loops.get(key);
  if (known) return known;
  const pitch = pitchOf(voiceName);
  const partials = [
    [pitch, 0.5],
    [pitch * (3 + (pitch % 3)), 0.3],
    [pitch * (9 + (pitch % 5)), 0.15],
  ] as const;
  const pcm = Buffer.allocUnsafe(LOOP_SAMPLES * 2);
  for (let index = 0; index < LOOP_SAMPLES; index += 1) {
    const turn = (2 * Math.PI * index) / LOOP_SAMPLES;
    const envelope = 0.6 - 0.4 * Math.cos(turn * SYLLABLES_PER_SECOND);
    const wave = partials.reduce((sum, [hertz, level]) => sum + level * Math.sin(turn * hertz), 0);
    pcm.writeInt16LE(Math.round(wave * envelope * amplitude), index * 2);
  }
  loops.set(key, pcm);
  return pcm;
}
