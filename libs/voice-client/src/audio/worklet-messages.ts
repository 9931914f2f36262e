import type { PlaybackReport } from './player-core.js';

export const CAPTURE_PROCESSOR = 'orbis-capture';
export const PLAYER_PROCESSOR = 'orbis-player';

/** Page → player on the audio thread. */
export type PlayerCommand =
  | { type: 'audio'; turn: number; pcm: ArrayBuffer }
  | { type: 'finish' }
  | { type: 'flush' }
  | { type: 'close' };

/** Page → capture on the audio thread. */
export interface CaptureCommand {
  type: 'close';
}

/** Capture → page: 20 ms of PCM16 at 16 kHz, handed over without a copy. */
export interface CaptureMessage {
  pcm: ArrayBuffer;
  rms: number;
}

/** Player → page. */
export type PlayerMessage = PlaybackReport;
