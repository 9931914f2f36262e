import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Logger } from '../../../platform/logging/index.js';
import { speakSample, type Sample } from '../providers/spoken-sample.js';
import { Turnstile } from '../providers/turnstile.js';
import { VoiceProvider } from '../providers/voice-provider.port.js';
import { clipOf, type Clip } from './clip.js';

/** Each is a session with the model; more than these at once would take places from calls. */
const AT_ONCE = 2;
const MOST_WAITING = 8;
/** About 300 KB each at the longest. */
const KEPT = 32;
const MOST_SECONDS = 6;
const AGAIN_AFTER_MS = 60_000;

export interface Filler extends Clip {
  /** What is said, as the model itself puts it down. */
  readonly text: string;
}
type Voice = Pick<Sample, 'voiceId' | 'language'>;

/**
 * "One moment, please." in the voice of an agent whose model cannot say it: a model that waits for a tool is silent. Spoken
 * by the same model in a session of its own, when a tool is first slow, and kept in memory: fillers are a team's own words.
 */
@Injectable()
export class FillerClips {
  /** The one that was used longest ago is first. */
  private readonly clips = new Map<string, Filler>();
  private readonly making = new Map<string, Promise<Filler | undefined>>();
  private readonly turnstile = new Turnstile(AT_ONCE);
  private failedAt = -Infinity;

  constructor(
    private readonly provider: VoiceProvider,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** What is there now. */
  kept(voice: Voice, words: string): Filler | undefined {
    const key = keyOf(voice, words);
    const filler = this.clips.get(key);
    if (filler) {
      this.clips.delete(key);
      this.clips.set(key, filler);
    }
    return filler;
  }

  /** Never rejects; undefined where the model does not say it now. A silence is no reason to disturb a call. */
  async get(voice: Voice, words: string): Promise<Filler | undefined> {
    const kept = this.kept(voice, words);
    if (kept) return kept;
    const key = keyOf(voice, words);
    const under = this.making.get(key);
    if (under) return under;
    const isAway = this.clock.monotonicMs() - this.failedAt < AGAIN_AFTER_MS;
    if (isAway || this.making.size >= MOST_WAITING) return undefined;
    const making = this.turnstile.pass(() => this.make(key, voice, words));
    this.making.set(key, making);
    return making.finally(() => this.making.delete(key));
  }

  private async make(key: string, voice: Voice, words: string): Promise<Filler | undefined> {
    try {
      const sample = { ...voice, text: words, mostSeconds: MOST_SECONDS };
      const { pcm, said } = await speakSample(this.provider, sample);
      const filler = { ...clipOf(pcm), text: said || words };
      this.clips.set(key, filler);
      const [oldest] = this.clips.keys();
      if (this.clips.size > KEPT && oldest !== undefined) this.clips.delete(oldest);
      return filler;
    } catch (error) {
      this.failedAt = this.clock.monotonicMs();
      this.logger.warn('a filler was not spoken', { err: error });
      return undefined;
    }
  }
}

const keyOf = ({ voiceId, language }: Voice, words: string): string =>
  JSON.stringify([voiceId, language, words]);
