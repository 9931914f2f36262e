import type { PlaybackReport } from '../audio/player-core.js';

const INTERVAL_MS = 200;

export interface PlaybackPosition {
  turn: number;
  playedMs: number;
  /** Left out where playback has never run dry. */
  underruns?: number;
}

export interface PlaybackAcknowledger {
  report(report: PlaybackReport): void;
  close(): void;
}

/**
 * Tells the server how much was heard: at most every 200 ms, at once after a flush. Positions that come in between
 * replace each other, which loses nothing: sound of a later turn means that the earlier turn was heard whole.
 */
export function acknowledgePlayback(send: (position: PlaybackPosition) => void): PlaybackAcknowledger {
  let lastSentAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: PlaybackPosition;
  const close = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const sendWaiting = (): void => {
    close();
    lastSentAt = performance.now();
    send(waiting);
  };
  return {
    report({ turn, playedMs, flushed, underruns }) {
      waiting = { turn, playedMs: Math.round(playedMs), ...(underruns && { underruns }) };
      const waitMs = flushed ? 0 : lastSentAt + INTERVAL_MS - performance.now();
      if (waitMs <= 0) sendWaiting();
      else timer ??= setTimeout(sendWaiting, waitMs);
    },
    close,
  };
}
