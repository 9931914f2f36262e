import type { CaptureMessage } from './capture-message.js';
import type { PlaybackReport } from './player-core.js';

export interface CallAudioHandlers {
  onFrame(frame: CaptureMessage): void;
  onPlayback(report: PlaybackReport): void;
  /** The microphone went away in mid-call: unplugged, or taken by the system. */
  onMicrophoneLost(): void;
}

/** Sound in and out of one call. The browser implements it; tests and headless callers bring their own. */
export interface CallAudio {
  /**
   * Opens loudspeaker and, where asked, microphone. Must be called in the visitor's click: browsers unlock sound only
   * for work that starts there. Rejects with `CallFailure`.
   */
  open(options: { microphone: boolean }): Promise<void>;
  /** Whether the open microphone takes the agent's voice out; undefined where nobody can tell. */
  readonly echoCancellation?: boolean | undefined;
  /** Queues agent speech, PCM16 mono 24 kHz. The buffer is handed over and must not be used again. */
  play(turn: number, pcm: ArrayBuffer): void;
  /** Nothing more will come for what is queued. */
  finish(): void;
  /** Drops what is not yet heard; a report with `flushed` answers. */
  flush(): void;
  setMuted(muted: boolean): void;
  /** Releases microphone and sound. Safe at any time and more than once. */
  close(): void;
}

export type CreateCallAudio = (handlers: CallAudioHandlers) => CallAudio;
