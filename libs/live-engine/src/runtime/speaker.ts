import type { Outlet } from './outlet.js';
import type { Paced, Pacer } from './pacer.js';
import type { SpeechFrame } from './speech-frames.js';

/** Something between two frames of a reply that is not speech, at its place in the order. */
export type SpeakerItem = SpeechFrame | { action: () => void };

export interface SpeakerListener {
  spoke(text: string): void;
  /** All audio of this number of the connection has been sent. */
  chunkSent(chunks: number): void;
  generated(): void;
  played(): void;
}

export interface SpeakerSettings {
  /** How many times faster than real time frames leave. */
  pace: number;
  /** Fast time: how many times faster playback itself is taken to be. */
  speed: number;
  stall: { everyChunks: number; ms: number } | undefined;
}

type Stage = 'idle' | 'sending' | 'ending' | 'playing';

/** Sends a reply's frames at their pace and keeps the clock of the client's simulated playback. */
export class Speaker implements Paced {
  private stage: Stage = 'idle';
  private items: SpeakerItem[] = [];
  private next = 0;
  private dueAt = 0;
  private playbackEndsAt = 0;
  private chunks = 0;
  private unbilledMs = 0;

  constructor(
    private readonly outlet: Outlet,
    private readonly pacer: Pacer,
    private readonly settings: SpeakerSettings,
    private readonly listener: SpeakerListener,
  ) {}

  enqueue(items: readonly SpeakerItem[]): void {
    for (const item of items) this.items.push(item);
    this.work('sending');
  }

  /** Nothing more comes in this generation. */
  finish(): void {
    this.work('ending');
  }

  /** Drops what is not sent; gives the frames, which a faulty server may send all the same. */
  stop(): SpeechFrame[] {
    const left = this.items.slice(this.next).filter((item): item is SpeechFrame => 'frame' in item);
    this.rest();
    this.playbackEndsAt = 0;
    return left;
  }

  /** Milliseconds of audio sent since the last call. */
  takeAudioMs(): number {
    const ms = this.unbilledMs;
    this.unbilledMs = 0;
    return ms;
  }

  tick(now: number): void {
    if (this.stage === 'playing') {
      if (now < this.playbackEndsAt) return;
      this.rest();
      this.listener.played();
      return;
    }
    if (this.next < this.items.length && now >= this.dueAt) this.outlet.together(() => this.sendDue(now));
    if (this.stage !== 'ending' || this.next < this.items.length) return;
    this.clear();
    this.stage = 'playing';
    this.listener.generated();
  }

  private sendDue(now: number): void {
    const items = this.items;
    // A queue that ran dry starts a new schedule; otherwise lateness is made up for.
    if (this.next === 0) this.dueAt = now;
    while (this.next < items.length && now >= this.dueAt && items === this.items) {
      const item = items[this.next];
      this.next += 1;
      if (item === undefined) break;
      if ('action' in item) item.action();
      else this.send(item, now);
    }
    if (this.next === this.items.length && this.stage === 'sending') {
      this.clear();
      this.dueAt = Math.max(this.dueAt, now);
    }
  }

  private send({ frame, audioMs, text }: SpeechFrame, now: number): void {
    if (frame) this.outlet.frame(frame);
    if (text !== '') this.listener.spoke(text);
    if (audioMs === 0) return;
    const { pace, speed, stall } = this.settings;
    this.dueAt += audioMs / pace / speed;
    this.playbackEndsAt = Math.max(this.playbackEndsAt, now) + audioMs / speed;
    this.unbilledMs += audioMs;
    this.chunks += 1;
    if (stall && this.chunks % stall.everyChunks === 0) this.dueAt += stall.ms / speed;
    this.listener.chunkSent(this.chunks);
  }

  private work(stage: Stage): void {
    this.stage = stage;
    this.pacer.add(this);
  }

  private clear(): void {
    this.items = [];
    this.next = 0;
  }

  private rest(): void {
    this.stage = 'idle';
    this.clear();
    this.pacer.remove(this);
  }
}
