import { AGENT_SAMPLE_RATE } from '../protocol.js';
import { joined, rms, toFloat } from './pcm.js';
import { createResampler } from './resampler.js';

const PREBUFFER_MS = 60;
const PREBUFFER_STEP_MS = 20;
const PREBUFFER_MAX_MS = 200;
const FADE_MS = 5;
const REPORT_EVERY_MS = 50;
const STAGE_SAMPLES = (AGENT_SAMPLE_RATE / 1000) * 20;

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
  const resample = createResampler(AGENT_SAMPLE_RATE, outputRate);
  let mode: 'waiting' | 'playing' | 'fading' = 'waiting';
  let queued: { turn: number; pcm: Int16Array }[] = [];
  /** Converted and about to sound, all of one turn. Empty while waiting. */
  let staged = new Float32Array(0);
  let stagedTurn = 0;
  let prebufferMs = PREBUFFER_MS;
  let waitedMs = 0;
  let ranDry = false;
  let finished = false;
  let turn = 0;
  /** Samples of the turn that have sounded, and how many of them were told of. */
  let played = 0;
  let reported = 0;
  let level = 0;
  let underruns = 0;
  const msOf = (samples: number): number => (samples / outputRate) * 1000;

  function sendReport(playing: boolean, flushed = false): void {
    reported = played;
    report({ turn, playedMs: msOf(played), playing, level, flushed, underruns });
  }

  function enterTurn(next: number): void {
    if (next === turn) return;
    if (played > reported) sendReport(true);
    turn = next;
    played = reported = 0;
  }

  function stop(flushed: boolean): void {
    level = waitedMs = 0;
    mode = 'waiting';
    // Silence pushes what is left of the old sound out of the filter.
    if (flushed) resample(new Float32Array(STAGE_SAMPLES));
    sendReport(false, flushed);
  }

  /**
   * Tries to have so many samples of one turn staged. They are converted 20 ms at a time, just before they sound:
   * converting a ten-second burst on arrival would block the audio thread for longer than a block lasts.
   */
  function stage(wanted: number): void {
    while (staged.length < wanted) {
      const [head] = queued;
      if (!head || (staged.length && head.turn !== stagedTurn)) return;
      stagedTurn = head.turn;
      staged = joined(staged, resample(toFloat(head.pcm.subarray(0, STAGE_SAMPLES))));
      head.pcm = head.pcm.subarray(STAGE_SAMPLES);
      if (!head.pcm.length) queued.shift();
    }
  }

  function tryToStart(blockMs: number): void {
    const queuedSamples = queued.reduce((sum, { pcm }) => sum + pcm.length, 0);
    if (!queuedSamples) return;
    waitedMs += blockMs;
    // The wait is bounded: a lone short piece (a cut-off word, a lost end mark) must not stay silent for ever.
    const enough = finished || (queuedSamples / AGENT_SAMPLE_RATE) * 1000 >= prebufferMs;
    if (enough || waitedMs >= 2 * prebufferMs) mode = 'playing';
  }

  function renderSound(out: Float32Array): void {
    for (let written = 0; written < out.length;) {
      if (mode === 'playing') stage(1);
      if (!staged.length) {
        ranDry = mode === 'playing' && !finished;
        return stop(mode === 'fading');
      }
      enterTurn(stagedTurn);
      const part = staged.subarray(0, out.length - written);
      out.set(part, written);
      staged = staged.subarray(part.length);
      written += part.length;
      played += part.length;
    }
  }

  const core: PlayerCore = {
    enqueue(next, pcm) {
      if (!pcm.length) return;
      if (ranDry && next === turn) {
        underruns++;
        prebufferMs = Math.min(PREBUFFER_MAX_MS, prebufferMs + PREBUFFER_STEP_MS);
      }
      ranDry = finished = false;
      queued.push({ turn: next, pcm });
    },
    finish() {
      finished = true;
      ranDry = false;
    },
    flush() {
      // A turn that was dropped before its first sound is reported as its own turn, with 0 ms heard.
      if (mode === 'waiting') enterTurn(queued[0]?.turn ?? turn);
      if (mode === 'playing') {
        const fade = Math.round((FADE_MS / 1000) * outputRate);
        stage(fade);
        staged = staged.subarray(0, fade).map((sample, at, { length }) => sample * (1 - at / length));
        mode = 'fading';
      }
      queued = [];
      core.finish();
      if (!staged.length) stop(true);
    },
    render(out) {
      out.fill(0);
      if (mode === 'waiting') tryToStart(msOf(out.length));
      if (mode === 'waiting') return;
      renderSound(out);
      level = rms(out);
      if (mode === 'playing' && msOf(played - reported) >= REPORT_EVERY_MS) sendReport(true);
    },
  };
  return core;
}
