import { AGENT_SAMPLE_RATE } from '../protocol.js';
import { rms } from './pcm.js';
import { PlayQueue } from './play-queue.js';

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
}

/**
 * The player's queue and clock, free of any browser type. The server sends faster than real time, so the queue lives
 * here: a small prebuffer hides network jitter and grows with each underrun; a flush stops sound within 5 ms.
 */
export class PlayerCore {
  private mode: 'idle' | 'buffering' | 'playing' | 'fading' = 'idle';
  private readonly queue: PlayQueue;
  private prebufferMs = PREBUFFER_MS;
  private waitedMs = 0;
  private sinceReportMs = 0;
  private ranDry = false;
  private finished = false;
  private fadeLeft = 0;
  private fadeLength = 1;
  private turn = 0;
  private played = 0;
  private reported = 0;
  private level = 0;

  constructor(
    private readonly outputRate: number,
    private readonly report: (report: PlaybackReport) => void,
  ) {
    this.queue = new PlayQueue(AGENT_SAMPLE_RATE, outputRate);
  }

  /** Adds agent speech (PCM16 mono 24 kHz) that belongs to `turn`. */
  enqueue(turn: number, pcm: Int16Array): void {
    if (pcm.length === 0) return;
    if (this.ranDry && !this.finished && turn === this.turn) {
      this.prebufferMs = Math.min(PREBUFFER_MAX_MS, this.prebufferMs + PREBUFFER_STEP_MS);
    }
    this.ranDry = false;
    this.finished = false;
    this.queue.add(turn, pcm);
    if (this.mode === 'idle') this.startBuffering();
  }

  /** No more audio of this utterance will come: a tail shorter than the prebuffer plays, and running dry is no fault. */
  finish(): void {
    this.finished = true;
    this.ranDry = false;
  }

  /** Drops everything not yet heard. What sounds right now fades out in 5 ms, which avoids a click. */
  flush(): void {
    const next = this.queue.nextTurn;
    // A turn that was dropped before its first sound is reported as its own turn, with 0 ms heard.
    if (this.mode === 'buffering' && next !== undefined && next !== this.turn) this.enterTurn(next);
    const audible = this.mode === 'playing';
    const fade = Math.round((FADE_MS / 1000) * this.outputRate);
    const available = audible ? this.queue.stage(fade) : 0;
    this.queue.clearQueued();
    this.finish();
    if (available > 0) {
      this.mode = 'fading';
      this.fadeLength = this.fadeLeft = Math.min(fade, available);
    } else if (this.mode !== 'fading') {
      this.stop(true);
    }
  }

  /** Fills the next output block; silence where there is nothing to play. */
  render(out: Float32Array): void {
    out.fill(0);
    const blockMs = (out.length / this.outputRate) * 1000;
    if (this.mode === 'buffering') this.tryToStart(blockMs);
    if (this.mode === 'playing') this.renderPlaying(out);
    else if (this.mode === 'fading') this.renderFading(out);
    else return;
    this.level = rms(out);
    this.sinceReportMs += blockMs;
    if (this.mode === 'playing' && this.sinceReportMs >= REPORT_EVERY_MS) this.sendReport(true, false);
  }

  private startBuffering(): void {
    this.mode = 'buffering';
    this.waitedMs = 0;
  }

  private tryToStart(blockMs: number): void {
    this.waitedMs += blockMs;
    // The wait is bounded: a lone short piece (a cut-off word, a lost end mark) must not stay silent for ever.
    const enough = this.finished || this.queue.bufferedMs >= this.prebufferMs;
    if (enough || this.waitedMs >= 2 * this.prebufferMs) this.mode = 'playing';
  }

  private renderPlaying(out: Float32Array): void {
    for (let written = 0; written < out.length;) {
      if (this.queue.stage(1) === 0) {
        this.ranDry = !this.finished;
        this.stop(false);
        return;
      }
      if (this.queue.stagedTurn !== this.turn) this.enterTurn(this.queue.stagedTurn);
      const count = this.queue.read(out.subarray(written));
      written += count;
      this.played += count;
    }
  }

  private renderFading(out: Float32Array): void {
    const count = this.queue.read(out.subarray(0, Math.min(this.fadeLeft, out.length)));
    for (let i = 0; i < count; i++) out[i] = ((out[i] ?? 0) * (this.fadeLeft - i)) / this.fadeLength;
    this.fadeLeft -= count;
    this.played += count;
    if (this.fadeLeft <= 0 || count === 0) this.stop(true);
  }

  private enterTurn(turn: number): void {
    if (this.played > this.reported) this.sendReport(true, false);
    this.turn = turn;
    this.played = this.reported = 0;
  }

  private stop(flushed: boolean): void {
    this.level = 0;
    if (flushed) this.queue.clearStaged();
    this.sendReport(false, flushed);
    if (this.queue.bufferedMs > 0) this.startBuffering();
    else this.mode = 'idle';
  }

  private sendReport(playing: boolean, flushed: boolean): void {
    this.sinceReportMs = 0;
    this.reported = this.played;
    const playedMs = (this.played / this.outputRate) * 1000;
    this.report({ turn: this.turn, playedMs, playing, level: this.level, flushed });
  }
}
