import { frameCapture } from './capture-framer.js';
import type { CaptureMessage } from './capture-message.js';
import { createPlayer, type PlaybackReport } from './player-core.js';

/** Page → processor. All but `close` is for the player. */
export type Command =
  { type: 'audio'; turn: number; pcm: ArrayBuffer } | { type: 'finish' | 'flush' | 'close' };

/** One direction of a call's sound, on whichever thread it runs. */
interface Processor {
  /** Reads a block of the microphone, or fills one for the loudspeaker. */
  block(samples: Float32Array): void;
  handle(command: Command): void;
}

export type ProcessorName = 'orbis-capture' | 'orbis-player';
export interface ProcessorMessages {
  'orbis-capture': CaptureMessage;
  'orbis-player': PlaybackReport;
}

export const PROCESSORS: {
  [N in ProcessorName]: (rate: number, post: (message: ProcessorMessages[N]) => void) => Processor;
} = {
  'orbis-capture': (rate, post) => ({ block: frameCapture(rate, post), handle: () => undefined }),
  'orbis-player': (rate, post) => {
    const player = createPlayer(rate, post);
    return {
      block: player.render,
      handle(command) {
        if (command.type === 'audio') player.enqueue(command.turn, new Int16Array(command.pcm));
        else if (command.type !== 'close') player[command.type]();
      },
    };
  },
};
