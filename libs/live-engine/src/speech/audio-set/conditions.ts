import { atSnr, atSpeed, packetGaps, pink, room, telephone, white, type Noise } from './degrade.js';

export type Family = 'clean' | 'accent' | 'noise' | 'telephone' | 'network' | 'room';

/** One way in which speech reaches the engine, with the bounds that it must be understood within. */
export interface Condition {
  readonly name: string;
  readonly family: Family;
  /** One of the names of the voice table. */
  readonly voice: string;
  /** `babble`: other people's speech, as long as is needed. */
  readonly degrade: (speech: Float32Array, babble: Float32Array, seed: number) => Float32Array;
  /** Share of words that may be wrong. Set above what was measured by a margin of a few words. */
  readonly maxWordErrors: number;
  /** Share of questions that have to get their right answer all the same. */
  readonly minAnswered: number;
  /** Part of the short form. */
  readonly short?: true;
}

const same = (speech: Float32Array): Float32Array => speech;
const noisy =
  (noise: Noise, db: number): Condition['degrade'] =>
  (speech, _babble, seed) =>
    atSnr(speech, noise(speech.length, seed), db);

export const CONDITIONS: readonly Condition[] = [
  {
    name: 'clean, Orus (US, m)',
    family: 'clean',
    voice: 'Orus',
    degrade: same,
    maxWordErrors: 0.13,
    minAnswered: 0.875,
    short: true,
  },
  {
    name: 'clean, Kore (US, f)',
    family: 'clean',
    voice: 'Kore',
    degrade: same,
    maxWordErrors: 0.18,
    minAnswered: 0.75,
  },
  {
    name: 'accent, Algieba (Scottish, m)',
    family: 'accent',
    voice: 'Algieba',
    degrade: same,
    maxWordErrors: 0.15,
    minAnswered: 0.875,
    short: true,
  },
  {
    name: 'accent, Iapetus (US, other synthesis)',
    family: 'accent',
    voice: 'Iapetus',
    degrade: same,
    maxWordErrors: 0.27,
    minAnswered: 0.625,
  },
  {
    name: 'fast and high, × 1.10',
    family: 'accent',
    voice: 'Orus',
    degrade: (speech) => atSpeed(speech, 1.1),
    maxWordErrors: 0.13,
    minAnswered: 0.875,
  },
  {
    name: 'slow and low, × 0.92',
    family: 'accent',
    voice: 'Orus',
    degrade: (speech) => atSpeed(speech, 0.92),
    maxWordErrors: 0.15,
    minAnswered: 0.875,
  },
  {
    name: 'white noise, 20 dB',
    family: 'noise',
    voice: 'Orus',
    degrade: noisy(white, 20),
    maxWordErrors: 0.26,
    minAnswered: 0.625,
  },
  {
    name: 'pink noise, 20 dB',
    family: 'noise',
    voice: 'Orus',
    degrade: noisy(pink, 20),
    maxWordErrors: 0.18,
    minAnswered: 0.875,
    short: true,
  },
  {
    name: 'pink noise, 10 dB',
    family: 'noise',
    voice: 'Orus',
    degrade: noisy(pink, 10),
    maxWordErrors: 0.4,
    minAnswered: 0.375,
  },
  {
    name: 'babble, 20 dB',
    family: 'noise',
    voice: 'Orus',
    degrade: (speech, babble) => atSnr(speech, babble, 20),
    maxWordErrors: 0.13,
    minAnswered: 0.875,
  },
  {
    name: 'babble, 15 dB',
    family: 'noise',
    voice: 'Orus',
    degrade: (speech, babble) => atSnr(speech, babble, 15),
    maxWordErrors: 0.17,
    minAnswered: 0.75,
  },
  {
    name: 'telephone, 8 kHz μ-law',
    family: 'telephone',
    voice: 'Orus',
    degrade: telephone,
    maxWordErrors: 0.13,
    minAnswered: 0.875,
    short: true,
  },
  {
    name: 'telephone, pink noise 15 dB',
    family: 'telephone',
    voice: 'Orus',
    degrade: (speech, babble, seed) => telephone(noisy(pink, 15)(speech, babble, seed)),
    maxWordErrors: 0.38,
    minAnswered: 0.5,
  },
  {
    name: 'packets lost, 3 %',
    family: 'network',
    voice: 'Orus',
    degrade: (speech, _babble, seed) => packetGaps(speech, 0.03, 1, seed),
    maxWordErrors: 0.15,
    minAnswered: 0.875,
    short: true,
  },
  {
    name: 'packets lost, 5 % in bursts of up to 3',
    family: 'network',
    voice: 'Orus',
    degrade: (speech, _babble, seed) => packetGaps(speech, 0.05, 3, seed),
    maxWordErrors: 0.22,
    minAnswered: 0.75,
  },
  {
    name: 'room, 0.4 s',
    family: 'room',
    voice: 'Orus',
    degrade: (speech, _babble, seed) => room(speech, 0.4, seed),
    maxWordErrors: 0.17,
    minAnswered: 0.875,
  },
];
