import type { CallAudio, CallAudioHandlers } from '@orbisvoice/voice-client';

/** PCM16 mono at 24 kHz. */
const BYTES_PER_MS = 48;
const nothing = (): void => undefined;

/**
 * Sound for a conversation in writing: none. It opens no device and needs no click. What the agent says counts as heard
 * at once, because it is read; otherwise the server would take it for cut short.
 */
export function quietAudio({ onPlayback }: CallAudioHandlers): CallAudio {
  let turn = -1;
  let playedMs = 0;
  const report = (flushed: boolean): void => {
    if (turn >= 0) onPlayback({ turn, playedMs, playing: false, level: 0, flushed, underruns: 0 });
  };
  return {
    open: () => Promise.resolve(),
    play(next, pcm) {
      playedMs = (next === turn ? playedMs : 0) + pcm.byteLength / BYTES_PER_MS;
      turn = next;
      report(false);
    },
    finish: nothing,
    flush: () => report(true),
    setMuted: nothing,
    close: nothing,
  };
}
