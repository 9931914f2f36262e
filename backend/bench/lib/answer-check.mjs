// @ts-check
import { LOAD_SCENARIO, tone } from '@orbisvoice/live-engine';

/** Anything shorter is a click, not an answer. */
const LEAST_MS = 500;
const BYTES_PER_MS = 48;

/** What the load scenario is known to hear and to say; undefined for an engine that nobody has told what to say. */
const SCRIPT = (() => {
  const [turn] = LOAD_SCENARIO.turns;
  const [part] = turn?.reply ?? [];
  if (!turn || !part || !('say' in part)) throw new Error('the load scenario has no answer');
  return { heard: turn.heard, says: part.say, audioMs: part.audioMs };
})();

/**
 * Holds one answer against what the engine is known to say: every word of both sides, and every byte of the sound in its
 * order, so that a frame that is lost, doubled or belongs to another call shows.
 */
export class AnswerCheck {
  /** @type {Buffer | undefined} */
  #sound;
  #bytes = 0;
  #soundFits = true;
  /** @type {{ user: string | undefined, agent: string | undefined }} */
  #words = { user: undefined, agent: undefined };

  /** @param {string | undefined} voice  the agent's, where the engine is the scripted one */
  constructor(voice) {
    this.#sound = voice === undefined ? undefined : tone(voice, SCRIPT.audioMs);
  }

  get bytes() {
    return this.#bytes;
  }

  /** @param {Buffer} pcm */
  audio(pcm) {
    const from = this.#bytes;
    this.#bytes += pcm.length;
    const sound = this.#sound;
    if (sound && (this.#bytes > sound.length || pcm.compare(sound, from, this.#bytes) !== 0))
      this.#soundFits = false;
  }

  /**
   * @param {'user' | 'agent'} role
   * @param {string} text
   */
  words(role, text) {
    this.#words[role] = text;
  }

  /**
   * What is wrong with the answer; undefined for a good one.
   * @param {{ asked: boolean }} options  false for what the agent says of its own accord
   */
  fault({ asked }) {
    const { user, agent } = this.#words;
    const sound = this.#sound;
    if (!sound) {
      if (!agent || (asked && !user)) return 'words are missing';
      return this.#bytes < LEAST_MS * BYTES_PER_MS ? 'sound is missing' : undefined;
    }
    if (asked && user !== SCRIPT.heard) return `the question was written down as “${user ?? ''}”`;
    if (agent !== SCRIPT.says) return `the answer was written down as “${agent ?? ''}”`;
    if (!this.#soundFits) return 'the sound is not what was said';
    return this.#bytes === sound.length ? undefined : 'the sound is incomplete';
  }
}

/** @param {string} text @param {'user' | 'agent'} role */
export const isScripted = (text, role) => text === (role === 'user' ? SCRIPT.heard : SCRIPT.says);
