/** Speech that begins this far under the running level is taken for an echo or another person. */
const ONSET_DEPTH_DB = 10;
/** Within a turn the voice may sink further before it counts as silence. */
const TURN_DEPTH_DB = { high: 14, low: 22 };
/** A caller of usual loudness, assumed until the first words were heard. */
const ASSUMED_SPEECH_DB = -24;
const QUIETEST_SPEECH_DB = -50;
/** A quiet caller is let in after a few seconds: the assumption sinks while voiced sound is kept out. */
const ASSUMPTION_FALL_DB = 0.06;
const LEARNT_FALL_DB = 0.01;
/** Fall of the envelope from window to window (32 ms), so that the gaps within a word do not close the gate. */
const RELEASE_DB = 2;
const LEARN_UP = 0.1;
const LEARN_DOWN = 0.02;

/**
 * Tells the caller's voice from quieter voices by loudness: the voice detector answers "is this speech", this answers
 * "is it the caller's". Without it the agent's own voice, leaking from the loudspeaker at -20 dB, starts false turns.
 */
export class LoudnessGate {
  private envelopeDb = -120;
  private speechDb = ASSUMED_SPEECH_DB;
  private learnt = false;

  constructor(private readonly endSensitivity: 'high' | 'low') {}

  /** Whether a window counts as the caller's speech. `speaking`: a turn is open. Call once for every window. */
  passes(voiced: boolean, levelDb: number, speaking: boolean): boolean {
    this.envelopeDb = Math.max(levelDb, this.envelopeDb - RELEASE_DB);
    if (!voiced) return false;
    const depth = speaking ? TURN_DEPTH_DB[this.endSensitivity] : ONSET_DEPTH_DB;
    const passed = this.envelopeDb >= this.speechDb - depth;
    if (!passed) {
      const fall = this.learnt ? LEARNT_FALL_DB : ASSUMPTION_FALL_DB;
      this.speechDb = Math.max(QUIETEST_SPEECH_DB, this.speechDb - fall);
    }
    return passed;
  }

  /** Moves the running level towards a window of an open turn. Louder speech is learnt fast, quieter slowly. */
  learn(): void {
    this.learnt = true;
    const difference = this.envelopeDb - this.speechDb;
    this.speechDb += difference * (difference > 0 ? LEARN_UP : LEARN_DOWN);
  }
}
