import { EAR_SAMPLE_RATE } from '../../ports.js';
import { floatsFromPcm16 } from '../audio/pcm.js';
import { Synthesiser } from '../voice/synthesiser.js';
import { voiceShape } from '../voice/voice-table.js';
import { wasm } from '../voice/wasm.js';
import { loadWeight } from '../weights.js';
import type { Condition } from './conditions.js';
import type { Phrase } from './phrases.js';

const CROWD = ['Kore', 'Puck', 'Fenrir', 'Iapetus', 'Leda', 'Charon'];
const CROWD_TEXT =
  'We were talking about the weather and the long way home, and nobody could remember where the old station used to be.';

/** Speaks the phrases with the free synthesiser and lets each condition do its worst. */
export class Recordings {
  private readonly synthesiser = new Synthesiser(new wasm.Module(loadWeight('flite').bytes));
  private crowd: Float32Array | undefined;

  make(phrase: Phrase, condition: Condition, seed: number): Float32Array {
    return condition.degrade(this.say(phrase.text, condition.voice), this.babble(), seed);
  }

  private say(text: string, voice: string): Float32Array {
    return floatsFromPcm16(this.synthesiser.say(text, voiceShape(voice), EAR_SAMPLE_RATE));
  }

  /** Six people at once, none of them to be understood. */
  private babble(): Float32Array {
    if (this.crowd) return this.crowd;
    const voices = CROWD.map((voice) => this.say(CROWD_TEXT, voice));
    const length = Math.min(...voices.map((voice) => voice.length));
    this.crowd = Float32Array.from({ length }, (_, at) =>
      // Each begins elsewhere in the text, or they would speak as one.
      voices.reduce((sum, voice, index) => sum + voice[(at + index * 9_000) % length]!, 0),
    );
    return this.crowd;
  }
}
