import type { EarSettings } from '../../ports.js';
import { floatsFromPcm16, levelDb } from '../audio/pcm.js';
import { AudioTape } from './audio-tape.js';
import { WINDOW, type VoiceActivity } from './recogniser.js';
import { TurnTaker, type TurnEvent } from './turn-taker.js';

const SAMPLES_PER_MS = 16;
/** Sound kept around the speech: the recogniser is best with about 0.1 s, and much worse with half a second. */
const LEAD_MS = 130;
const TAIL_MS = 100;

export type ListenerEvent =
  | { type: 'speech-start'; atMs: number }
  /** Speech to recognise now; the latest one before `speech-end` holds the turn's words. */
  | { type: 'segment'; samples: Float32Array<ArrayBuffer> }
  /** More speech came: the last segment is not the whole turn. */
  | { type: 'discard' }
  | { type: 'speech-end'; atMs: number };

/** One caller's stream: bytes in, turns and their sound out. */
export class ListenerSession {
  private readonly tape = new AudioTape();
  private readonly turns: TurnTaker;
  private analysed = 0;
  private oddByte: number | undefined;

  constructor(
    settings: EarSettings,
    private readonly activity: VoiceActivity,
    private readonly emit: (event: ListenerEvent) => void,
  ) {
    this.turns = new TurnTaker(settings);
  }

  push(pcm: Uint8Array): void {
    this.tape.append(floatsFromPcm16(this.wholeSamples(pcm)));
    while (this.tape.end - this.analysed >= WINDOW) {
      const window = this.tape.slice(this.analysed, this.analysed + WINDOW);
      this.analysed += WINDOW;
      this.report(this.turns.window(this.activity.accept(window), levelDb(window)));
    }
    this.tape.forgetBefore((this.turns.neededFromMs - 2 * LEAD_MS) * SAMPLES_PER_MS);
  }

  begin(): void {
    this.report(this.turns.begin());
  }

  flush(): void {
    this.report(this.turns.flush());
  }

  private report(events: TurnEvent[]): void {
    for (const event of events) {
      if (event.type === 'start') this.emit({ type: 'speech-start', atMs: event.atMs });
      if (event.type === 'resume') this.emit({ type: 'discard' });
      if (event.type === 'end') this.emit({ type: 'speech-end', atMs: event.atMs });
      if (event.type === 'pause') {
        const from = (event.fromMs - LEAD_MS) * SAMPLES_PER_MS;
        this.emit({
          type: 'segment',
          samples: this.tape.slice(from, (event.toMs + TAIL_MS) * SAMPLES_PER_MS),
        });
      }
    }
  }

  /** A client may cut its chunks anywhere, even in the middle of a sample. */
  private wholeSamples(pcm: Uint8Array): Uint8Array {
    const joined = this.oddByte === undefined ? pcm : Uint8Array.of(this.oddByte, ...pcm);
    const isOdd = joined.length % 2 === 1;
    this.oddByte = isOdd ? joined.at(-1) : undefined;
    return isOdd ? joined.subarray(0, -1) : joined;
  }
}
