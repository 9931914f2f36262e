import { sampleAt } from './pcm-sample.js';

/** About −58 dB of full scale: far below the softest speech, above the noise of a silent codec. */
const QUIET_PEAK = 40;
/** Thirty samples of a 40 ms frame tell as well as all of them: speech crosses the bound many times in that time. */
const STRIDE_BYTES = 64;
/** Pairs of neighbours: three hundred of a frame. One that is misjudged would pass for a voice. */
const PAIR_STRIDE_BYTES = 6;
const SAMPLE_BYTES = 2;
/** Of noise, neighbours have nothing in common; of a voice, nearly everything (0.8 and more). */
const NOISE_LIKENESS = 0.3;

/** Whether nobody could hear this PCM16. */
export function isQuiet(pcm: Buffer): boolean {
  for (let at = 0; at + 1 < pcm.length; at += STRIDE_BYTES) {
    if (Math.abs(sampleAt(pcm, at)) >= QUIET_PEAK) return false;
  }
  return true;
}

/** Whether this PCM16 is a hiss without a voice in it. An s is, for a tenth of a second. */
export function isNoise(pcm: Buffer): boolean {
  let power = 0;
  let alike = 0;
  for (let at = 0; at + SAMPLE_BYTES + 1 < pcm.length; at += PAIR_STRIDE_BYTES) {
    const one = sampleAt(pcm, at);
    const next = sampleAt(pcm, at + SAMPLE_BYTES);
    power += one * one + next * next;
    alike += 2 * one * next;
  }
  return alike < power * NOISE_LIKENESS;
}
