import type { EarSettings } from '../../ports.js';
import { LoudnessGate } from './loudness-gate.js';

/** 512 samples at 16 kHz. */
export const WINDOW_MS = 32;
/** Fewer windows than these are a click. */
const SHORTEST_ONSET_MS = 60;
/** A single quiet window does not end an onset: a plosive is one. */
const ONSET_GAP_WINDOWS = 1;
/** After this much silence the words are recognised in advance, so that the end of the turn need not wait for them. */
const SPECULATION_MS = 250;
/** How long a word may fade after its last loud window. */
const FADING_MS = 160;
/** The recogniser was measured up to 36 s; longer monologues are cut. */
const LONGEST_TURN_MS = 30_000;

export type TurnEvent =
  | { type: 'start'; atMs: number }
  /** Words so far may be complete: speech of `fromMs` to `toMs`. A later `resume` takes it back. */
  | { type: 'pause'; fromMs: number; toMs: number }
  | { type: 'resume' }
  | { type: 'end'; atMs: number };

/**
 * Cuts a stream of windows into turns, in audio time. Pure: voice activity and loudness come in, decisions go out.
 * A turn opens by itself, or, once the client has marked one, only where the client says so.
 */
export class TurnTaker {
  private readonly gate: LoudnessGate;
  private nowMs = 0;
  private state: 'quiet' | 'onset' | 'speaking' = 'quiet';
  private manual = false;
  private fromMs: number | undefined;
  private lastSpeechMs = 0;
  private lastVoicedMs = 0;
  private openedMs = 0;
  private onsetWindows = 0;
  private paused = false;

  constructor(private readonly settings: EarSettings) {
    this.gate = new LoudnessGate(settings.endSensitivity);
  }

  /** Where the audio that may still be needed begins. */
  get neededFromMs(): number {
    return this.fromMs ?? this.nowMs;
  }

  window(voiced: boolean, levelDb: number): TurnEvent[] {
    const startMs = this.nowMs;
    this.nowMs += WINDOW_MS;
    if (voiced) this.lastVoicedMs = this.nowMs;
    const speech = this.gate.passes(voiced, levelDb, this.state === 'speaking');
    if (this.state === 'speaking') return this.continueTurn(speech, startMs);
    return this.manual ? [] : this.maybeStart(speech, startMs);
  }

  /** The client marks the start of a turn itself. */
  begin(): TurnEvent[] {
    this.manual = true;
    if (this.state === 'speaking') return [];
    this.open(undefined);
    return [{ type: 'start', atMs: this.nowMs }];
  }

  /** Ends an open turn now. */
  flush(): TurnEvent[] {
    if (this.state === 'speaking') return this.close();
    this.state = 'quiet';
    this.fromMs = undefined;
    return [];
  }

  private maybeStart(speech: boolean, startMs: number): TurnEvent[] {
    if (speech) {
      if (this.state === 'quiet') {
        this.state = 'onset';
        this.fromMs = startMs;
        this.onsetWindows = 0;
      }
      this.onsetWindows++;
      this.lastSpeechMs = this.nowMs;
      if (this.onsetWindows * WINDOW_MS < Math.max(SHORTEST_ONSET_MS, this.settings.prefixPaddingMs))
        return [];
      this.open(this.fromMs);
      return [{ type: 'start', atMs: this.nowMs }];
    }
    if (this.state === 'onset' && this.nowMs - this.lastSpeechMs > ONSET_GAP_WINDOWS * WINDOW_MS) {
      this.state = 'quiet';
      this.fromMs = undefined;
    }
    return [];
  }

  private continueTurn(speech: boolean, startMs: number): TurnEvent[] {
    if (speech) {
      this.gate.learn();
      this.fromMs ??= startMs;
      this.lastSpeechMs = this.nowMs;
      const resumed: TurnEvent[] = this.paused ? [{ type: 'resume' }] : [];
      this.paused = false;
      return this.nowMs - this.openedMs >= LONGEST_TURN_MS ? [...resumed, ...this.close()] : resumed;
    }
    if (this.fromMs === undefined) return [];
    const silenceMs = this.nowMs - this.lastSpeechMs;
    if (!this.manual && silenceMs >= this.settings.silenceDurationMs) return this.close();
    return silenceMs >= SPECULATION_MS ? this.pause() : [];
  }

  private pause(): TurnEvent[] {
    if (this.paused || this.fromMs === undefined) return [];
    this.paused = true;
    return [{ type: 'pause', fromMs: this.fromMs, toMs: this.spokenUntilMs() }];
  }

  /** A last word that fades under the gate still belongs to the turn; an echo that goes on does not. */
  private spokenUntilMs(): number {
    return Math.max(this.lastSpeechMs, Math.min(this.lastVoicedMs, this.lastSpeechMs + FADING_MS));
  }

  private open(fromMs: number | undefined): void {
    this.state = 'speaking';
    this.fromMs = fromMs;
    this.openedMs = this.nowMs;
    this.paused = false;
  }

  private close(): TurnEvent[] {
    const events: TurnEvent[] = [...this.pause(), { type: 'end', atMs: this.nowMs }];
    this.state = 'quiet';
    this.fromMs = undefined;
    this.paused = false;
    return events;
  }
}
