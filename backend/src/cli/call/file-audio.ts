import { MIC_FRAME_MS, MIC_SAMPLE_RATE } from '@orbisvoice/contracts';
import {
  createPlayer,
  rms,
  toFloat,
  toPcm16,
  type CallAudio,
  type CallAudioHandlers,
  type PlayerCore,
} from '@orbisvoice/voice-client/headless';

const OUTPUT_RATE = 24_000;
const FRAME_SAMPLES = (MIC_SAMPLE_RATE / 1000) * MIC_FRAME_MS;
const BLOCK_SAMPLES = (OUTPUT_RATE / 1000) * MIC_FRAME_MS;
/** Silence between two answers is kept up to this, so that the recording is pleasant to listen to. */
const LONGEST_PAUSE_MS = 300;

/**
 * Microphone and loudspeaker without a device: every 20 ms it hands over one frame of the question (or silence) and takes
 * one block from the browser's own player, so what is recorded is exactly what a visitor would have heard, with cuts.
 */
export class FileAudio implements CallAudio {
  private readonly player: PlayerCore;
  private readonly heard: Int16Array[] = [];
  private question = new Int16Array(0);
  private position = 0;
  private pauseMs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private startedAt = 0;
  private ticks = 0;
  private lastLoudFrame = 0;
  /** When the last audible frame of the question left, on the `performance.now()` clock. */
  spokenUntil: number | undefined;
  private whenSpoken: (() => void) | undefined;

  constructor(private readonly handlers: CallAudioHandlers) {
    this.player = createPlayer(OUTPUT_RATE, (report) => handlers.onPlayback(report));
  }

  open(): Promise<void> {
    this.startedAt = performance.now();
    this.schedule();
    return Promise.resolve();
  }

  /** Speaks PCM16 mono 16 kHz in real time; resolves when its last frame has left. */
  speak(samples: Int16Array<ArrayBuffer>): Promise<void> {
    this.question = samples;
    this.position = 0;
    this.lastLoudFrame = lastLoudFrame(samples);
    return new Promise((resolve) => (this.whenSpoken = resolve));
  }

  play(turn: number, pcm: ArrayBuffer): void {
    this.player.enqueue(turn, new Int16Array(pcm));
  }

  finish(): void {
    this.player.finish();
  }

  flush(): void {
    this.player.flush();
  }

  /** A file has no button to mute it; the call itself stops sending. */
  setMuted(): void {
    this.whenSpoken?.();
  }

  close(): void {
    clearTimeout(this.timer);
    this.whenSpoken?.();
  }

  /** What was heard so far, PCM16 mono 24 kHz. */
  recording(): Int16Array<ArrayBuffer> {
    const all = new Int16Array(this.heard.reduce((sum, block) => sum + block.length, 0));
    let at = 0;
    for (const block of this.heard) {
      all.set(block, at);
      at += block.length;
    }
    return all;
  }

  /** Each tick counts from the start, so that timers which fire late do not slow the speaker down. */
  private schedule(): void {
    const dueAt = this.startedAt + ++this.ticks * MIC_FRAME_MS;
    this.timer = setTimeout(() => this.tick(), dueAt - performance.now());
  }

  private tick(): void {
    this.schedule();
    this.listen();
    const frame = this.nextFrame();
    this.handlers.onFrame({ pcm: frame.buffer, rms: rms(toFloat(frame)) });
  }

  private nextFrame(): Int16Array<ArrayBuffer> {
    const frame = new Int16Array(FRAME_SAMPLES);
    if (this.position >= this.question.length) return frame;
    frame.set(this.question.subarray(this.position, this.position + FRAME_SAMPLES));
    this.position += FRAME_SAMPLES;
    if (this.position > this.lastLoudFrame && this.spokenUntil === undefined)
      this.spokenUntil = performance.now();
    if (this.position >= this.question.length) this.whenSpoken?.();
    return frame;
  }

  private listen(): void {
    const block = new Float32Array(BLOCK_SAMPLES);
    this.player.render(block);
    const silent = block.every((sample) => sample === 0);
    this.pauseMs = silent ? this.pauseMs + MIC_FRAME_MS : 0;
    const beforeFirstSound = silent && this.heard.length === 0;
    if (!beforeFirstSound && this.pauseMs <= LONGEST_PAUSE_MS) this.heard.push(toPcm16(block));
  }
}

/** Where the last frame begins that is more than room noise: −40 dB under full scale. */
function lastLoudFrame(samples: Int16Array): number {
  const frames = Math.ceil(samples.length / FRAME_SAMPLES);
  for (let frame = frames - 1; frame >= 0; frame--) {
    const part = samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
    if (rms(toFloat(part as Int16Array<ArrayBuffer>)) > 0.01) return frame * FRAME_SAMPLES;
  }
  return 0;
}
