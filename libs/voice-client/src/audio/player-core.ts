import { rms } from './pcm.js';
import { createPlayQueue } from './play-queue.js';

const PREBUFFER_MS = 60;
const PREBUFFER_STEP_MS = 20;
const PREBUFFER_MAX_MS = 200;
const FADE_MS = 5;
const REPORT_EVERY_MS = 50;

/** How far playback has come; sent about every 50 ms of sound, and at once when a turn ends, drains or is flushed. */
export interface PlaybackReport {
  turn: number;
  /** How much of this turn has left towards the loudspeaker. */
  playedMs: number;
  playing: boolean;
  /** Loudness of the last rendered block. */
  level: number;
  /** True where the rest of the audio was dropped on purpose. */
  flushed: boolean;
  /** How often playback has run dry in the middle of a turn so far. */
  underruns: number;
}

/**
 * The player's queue and clock, free of any browser type. The server sends faster than real time, so the queue lives
 * here: a small prebuffer hides network jitter and grows with each underrun; a flush stops sound within 5 ms.
 */
export interface PlayerCore {
  /** Adds agent speech (PCM16 mono 24 kHz) that belongs to `turn`. */
  enqueue(turn: number, pcm: Int16Array): void;
  /** No more audio of this utterance will come: a tail shorter than the prebuffer plays, and running dry is no fault. */
  finish(): void;
  /** Drops everything not yet heard. What sounds right now fades out in 5 ms, which avoids a click. */
  flush(): void;
  /** Fills the next output block; silence where there is nothing to play. */
  render(out: Float32Array): void;
}

export function createPlayer(outputRate: number, report: (report: PlaybackReport) => void): PlayerCore {
  const queue = createPlayQueue(outputRate);
  let mode: 'idle' | 'buffering' | 'playing' | 'fading' = 'idle';
  let prebufferMs = PREBUFFER_MS;
  let waitedMs = 0;
  let sinceReportMs = 0;
  let ranDry = false;
  let finished = false;
  let fadeLeft = 0;
  let fadeLength = 1;
  let turn = 0;
  let played = 0;
  let reported = 0;
  let level = 0;
  let underruns = 0;
  const msOf = (samples: number): number => (samples / outputRate) * 1000;

  function sendReport(playing: boolean, flushed = false): void {
    sinceReportMs = 0;
    reported = played;
    report({ turn, playedMs: msOf(played), playing, level, flushed, underruns });
  }

  function enterTurn(next: number): void {
    if (next === turn) return;
    if (played > reported) sendReport(true);
    turn = next;
    played = reported = 0;
  }

  function startBuffering(): void {
    mode = 'buffering';
    waitedMs = 0;
  }

  function stop(flushed: boolean): void {
    level = 0;
    if (flushed) queue.clearStaged();
    sendReport(false, flushed);
    mode = 'idle';
    if (queue.bufferedMs > 0) startBuffering();
  }

  function tryToStart(blockMs: number): void {
    waitedMs += blockMs;
    // The wait is bounded: a lone short piece (a cut-off word, a lost end mark) must not stay silent for ever.
    const enough = finished || queue.bufferedMs >= prebufferMs;
    if (enough || waitedMs >= 2 * prebufferMs) mode = 'playing';
  }

  function renderPlaying(out: Float32Array): void {
    for (let written = 0; written < out.length;) {
      if (!queue.stage(1)) {
        ranDry = !finished;
        return stop(false);
      }
      enterTurn(queue.stagedTurn);
      const count = queue.read(out.subarray(written));
      written += count;
      played += count;
    }
  }

  function renderFading(out: Float32Array): void {
    const count = queue.read(out.subarray(0, Math.min(fadeLeft, out.length)));
    for (let i = 0; i < count; i++) out[i] = ((out[i] ?? 0) * (fadeLeft - i)) / fadeLength;
    fadeLeft -= count;
    played += count;
    if (fadeLeft <= 0 || !count) stop(true);
  }

  const core: PlayerCore = {
    enqueue(next, pcm) {
      if (!pcm.length) return;
      if (ranDry && !finished && next === turn) {
        underruns++;
        prebufferMs = Math.min(PREBUFFER_MAX_MS, prebufferMs + PREBUFFER_STEP_MS);
      }
      ranDry = finished = false;
      queue.add(next, pcm);
      if (mode === 'idle') startBuffering();
    },
    finish() {
      finished = true;
      ranDry = false;
    },
    flush() {
      // A turn that was dropped before its first sound is reported as its own turn, with 0 ms heard.
      if (mode === 'buffering') enterTurn(queue.nextTurn ?? turn);
      const fade = Math.round((FADE_MS / 1000) * outputRate);
      const available = mode === 'playing' ? queue.stage(fade) : 0;
      queue.clearQueued();
      core.finish();
      if (available) {
        mode = 'fading';
        fadeLength = fadeLeft = Math.min(fade, available);
      } else if (mode !== 'fading') stop(true);
    },
    render(out) {
      out.fill(0);
      const blockMs = msOf(out.length);
      if (mode === 'buffering') tryToStart(blockMs);
      if (mode === 'playing') renderPlaying(out);
      else if (mode === 'fading') renderFading(out);
      else return;
      level = rms(out);
      sinceReportMs += blockMs;
      if (mode === 'playing' && sinceReportMs >= REPORT_EVERY_MS) sendReport(true);
    },
  };
  return core;
}
