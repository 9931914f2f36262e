import { eachWindow } from './mic-level.js';
import { NoiseFloor } from './noise-floor.js';
import { RoomLevel } from './room-level.js';

/** Mean amplitude below which nothing counts as speech, and how far speech has to stand out of the room. */
const MIN_LEVEL = 220;
const OVER_NOISE = 1.9;
/** To begin, also out of what is usual there: people who talk in it. */
const OVER_ROOM = 1.2;
/** Once begun, speech may fall so far below that bound before it counts as a pause: words fade. */
const FADE = 0.75;
/** The gaps between syllables take back less than they last. */
const GAP = 0.5;
/** One loud window in a pause may be the room's; so many times its length of silence it undoes. */
const UNDOES = 5;

export interface VoiceActivitySettings {
  /** Voiced audio that is needed for a start, and silence for an end. */
  readonly startMs: number;
  readonly endMs: number;
}
/** Short: for latency, the idle timer and the state that the client sees, where the provider decides on turns. */
export const MEASURING: VoiceActivitySettings = { startMs: 60, endMs: 200 };

/** A sound that has to be outdone, for so long: the agent's own voice from a loudspeaker. */
export interface Hurdle {
  readonly level: number;
  readonly startMs: number;
}
const NO_HURDLE: Hurdle = { level: 0, startMs: 0 };

export type VoiceActivityEvent = { type: 'started' } | { type: 'ended'; endedAt: number };

/**
 * When the visitor speaks, by loudness over an adaptive noise floor. Durations are counted in audio, so that bursts
 * behave as a live microphone does; times are those of arrival.
 */
export class VoiceActivity {
  private readonly noise = new NoiseFloor();
  private readonly room = new RoomLevel();
  private voicedMs = 0;
  private silentMs = 0;
  private lastVoicedAt = 0;
  private active = false;

  constructor(private readonly settings: VoiceActivitySettings = MEASURING) {}

  get speaking(): boolean {
    return this.active;
  }

  /** Sound that may yet become speech. */
  get candidate(): boolean {
    return !this.active && this.voicedMs > 0;
  }

  /** Of several events in one long frame the last. */
  push(pcm: Buffer, at: number): VoiceActivityEvent | undefined {
    let event: VoiceActivityEvent | undefined;
    eachWindow(pcm, (level, ms) => (event = this.window(level, ms, at) ?? event));
    return event;
  }

  window(level: number, ms: number, at: number, hurdle = NO_HURDLE): VoiceActivityEvent | undefined {
    this.noise.hear(level, ms);
    const bound = Math.max(MIN_LEVEL, this.noise.level * OVER_NOISE, hurdle.level);
    if (this.active) return level > bound * FADE ? this.goesOn(ms, at) : this.pauses(ms);
    const start = Math.max(bound, this.room.usual * OVER_ROOM);
    // What the agent's own echo adds is not the room's.
    if (hurdle.level === 0) this.room.hear(level);
    if (level <= start) {
      this.voicedMs = Math.max(0, this.voicedMs - ms * GAP);
      return undefined;
    }
    this.voicedMs += ms;
    if (this.voicedMs < Math.max(this.settings.startMs, hurdle.startMs)) return undefined;
    this.active = true;
    this.silentMs = 0;
    this.lastVoicedAt = at;
    return { type: 'started' };
  }

  /** The microphone was closed: whatever was being said has ended. */
  stop(): VoiceActivityEvent | undefined {
    this.voicedMs = 0;
    if (!this.active) return undefined;
    this.active = false;
    return { type: 'ended', endedAt: this.lastVoicedAt };
  }

  private goesOn(ms: number, at: number): undefined {
    this.silentMs = Math.max(0, this.silentMs - UNDOES * ms);
    if (this.silentMs === 0) this.lastVoicedAt = at;
  }

  private pauses(ms: number): VoiceActivityEvent | undefined {
    this.silentMs += ms;
    return this.silentMs >= this.settings.endMs ? this.stop() : undefined;
  }
}
