import { AGENT_SAMPLE_RATE } from '../protocol.js';
import { toFloat } from './pcm.js';
import { createResampler } from './resampler.js';

const STAGE_SAMPLES = (AGENT_SAMPLE_RATE / 1000) * 20;

/**
 * Agent audio that waits to be heard, in order. It is converted 20 ms at a time, just before it sounds: converting a
 * ten-second burst on arrival would block the audio thread for longer than a block lasts.
 */
export interface PlayQueue {
  readonly bufferedMs: number;
  /** The turn that the staged samples belong to. */
  readonly stagedTurn: number;
  /** The turn of the audio that would be staged next. */
  readonly nextTurn: number | undefined;
  add(turn: number, pcm: Int16Array): void;
  /** Tries to have at least `wanted` samples of one turn staged for reading; tells how many there are. */
  stage(wanted: number): number;
  /** Moves staged samples into `out`; returns how many. */
  read(out: Float32Array): number;
  clearQueued(): void;
  clearStaged(): void;
}

export function createPlayQueue(outputRate: number): PlayQueue {
  const resampler = createResampler(AGENT_SAMPLE_RATE, outputRate);
  let segments: { turn: number; pcm: Int16Array }[] = [];
  let staged = new Float32Array(0);
  let stagedTurn = 0;
  return {
    get bufferedMs() {
      const queued = segments.reduce((sum, { pcm }) => sum + pcm.length, 0);
      return (queued / AGENT_SAMPLE_RATE + staged.length / outputRate) * 1000;
    },
    get stagedTurn() {
      return stagedTurn;
    },
    get nextTurn() {
      return segments[0]?.turn;
    },
    add(turn, pcm) {
      segments.push({ turn, pcm });
    },
    stage(wanted) {
      while (staged.length < wanted) {
        const [head] = segments;
        if (!head || (staged.length > 0 && head.turn !== stagedTurn)) break;
        stagedTurn = head.turn;
        const converted = resampler.process(toFloat(head.pcm.subarray(0, STAGE_SAMPLES)));
        head.pcm = head.pcm.subarray(STAGE_SAMPLES);
        if (!head.pcm.length) segments.shift();
        const joined = new Float32Array(staged.length + converted.length);
        joined.set(staged);
        joined.set(converted, staged.length);
        staged = joined;
      }
      return staged.length;
    },
    read(out) {
      const count = Math.min(out.length, staged.length);
      out.set(staged.subarray(0, count));
      staged = staged.subarray(count);
      return count;
    },
    clearQueued() {
      segments = [];
    },
    clearStaged() {
      staged = new Float32Array(0);
      resampler.reset();
    },
  };
}
