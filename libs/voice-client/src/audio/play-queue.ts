import { toFloat } from './pcm.js';
import { Resampler } from './resampler.js';

const STAGE_MS = 20;

interface Segment {
  turn: number;
  pcm: Int16Array;
  offset: number;
}

/**
 * Agent audio that waits to be heard, in order. It is converted 20 ms at a time, just before it sounds: converting a
 * ten-second burst on arrival would block the audio thread for longer than a block lasts.
 */
export class PlayQueue {
  private readonly segments: Segment[] = [];
  private readonly resampler: Resampler | undefined;
  private readonly stageSamples: number;
  private staged = new Float32Array(0);
  private queuedSamples = 0;
  /** The turn that the staged samples belong to. */
  stagedTurn = 0;

  constructor(
    private readonly inputRate: number,
    private readonly outputRate: number,
  ) {
    this.stageSamples = (inputRate / 1000) * STAGE_MS;
    this.resampler = inputRate === outputRate ? undefined : new Resampler(inputRate, outputRate);
  }

  get bufferedMs(): number {
    return (this.queuedSamples / this.inputRate + this.staged.length / this.outputRate) * 1000;
  }

  /** The turn of the audio that would be staged next. */
  get nextTurn(): number | undefined {
    return this.segments[0]?.turn;
  }

  add(turn: number, pcm: Int16Array): void {
    this.segments.push({ turn, pcm, offset: 0 });
    this.queuedSamples += pcm.length;
  }

  /** Tries to have at least `wanted` samples of one turn staged for reading; tells how many there are. */
  stage(wanted: number): number {
    while (this.staged.length < wanted) {
      const head = this.segments[0];
      if (!head || (this.staged.length > 0 && head.turn !== this.stagedTurn)) break;
      this.stagedTurn = head.turn;
      const converted = this.convert(this.take(head));
      const joined = new Float32Array(this.staged.length + converted.length);
      joined.set(this.staged);
      joined.set(converted, this.staged.length);
      this.staged = joined;
    }
    return this.staged.length;
  }

  /** Moves staged samples into `out`; returns how many. */
  read(out: Float32Array): number {
    const count = Math.min(out.length, this.staged.length);
    out.set(this.staged.subarray(0, count));
    this.staged = this.staged.subarray(count);
    return count;
  }

  clearQueued(): void {
    this.segments.length = 0;
    this.queuedSamples = 0;
  }

  clearStaged(): void {
    this.staged = new Float32Array(0);
    this.resampler?.reset();
  }

  private take(head: Segment): Int16Array {
    const part = head.pcm.subarray(head.offset, head.offset + this.stageSamples);
    head.offset += part.length;
    this.queuedSamples -= part.length;
    if (head.offset >= head.pcm.length) this.segments.shift();
    return part;
  }

  private convert(pcm: Int16Array): Float32Array {
    const samples = toFloat(pcm);
    return this.resampler ? this.resampler.process(samples) : samples;
  }
}
