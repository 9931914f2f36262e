import { frameCapture } from './capture-framer.js';
import type { CaptureMessage } from './capture-message.js';
import { createPlayer, type PlaybackReport } from './player-core.js';

/** Page → processor. */
export type Command = { type: 'audio'; turn: number; pcm: ArrayBuffer } | { type: 'finish' | 'flush' };

/** Processor → page: what the microphone heard, or how far playback has come. */
export type SoundMessage = CaptureMessage | PlaybackReport;

/** Both directions of a call's sound, on whichever thread they run. */
export interface SoundProcessor {
  /** Reads a block of the microphone, where there is one, and fills one for the loudspeaker. */
  process(input: Float32Array | undefined, output: Float32Array): void;
  handle(command: Command): void;
}

/** The name under which the audio thread knows it. */
export const PROCESSOR = 'orbis-sound';

export function createProcessor(rate: number, post: (message: SoundMessage) => void): SoundProcessor {
  const hear = frameCapture(rate, post);
  const player = createPlayer(rate, post);
  return {
    process(input, output) {
      if (input) hear(input);
      player.render(output);
    },
    handle(command) {
      if (command.type === 'audio') player.enqueue(command.turn, new Int16Array(command.pcm));
      else player[command.type]();
    },
  };
}
