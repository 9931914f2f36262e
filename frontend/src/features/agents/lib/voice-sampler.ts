import type { VoiceId } from '@orbisvoice/contracts';

export type SamplerState =
  | { phase: 'silent' }
  | { phase: 'loading' | 'playing'; voice: VoiceId }
  | { phase: 'failed'; voice: VoiceId; error: unknown };

export interface SamplePlayer {
  /** Resolves when the sound has ended or was stopped. */
  play(wav: ArrayBuffer, signal: AbortSignal): Promise<void>;
}

/** Plays samples of voices, one at a time; each is fetched once. */
export class VoiceSampler {
  state: SamplerState = { phase: 'silent' };
  private readonly samples = new Map<VoiceId, Promise<ArrayBuffer>>();
  private readonly listeners = new Set<() => void>();
  private running: AbortController | undefined;

  constructor(
    private readonly fetchSample: (voice: VoiceId) => Promise<ArrayBuffer>,
    private readonly player: SamplePlayer,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Plays this voice, or stops it where it is the one that plays. */
  async toggle(voice: VoiceId): Promise<void> {
    const own = 'voice' in this.state && this.state.phase !== 'failed' && this.state.voice === voice;
    this.stop();
    if (own) return;
    const run = (this.running = new AbortController());
    const become = (state: SamplerState): void => {
      if (this.running === run) this.become(state);
    };
    become({ phase: 'loading', voice });
    try {
      const wav = await this.sample(voice);
      if (run.signal.aborted) return;
      become({ phase: 'playing', voice });
      // A copy: decoding takes the bytes away.
      await this.player.play(wav.slice(0), run.signal);
      become({ phase: 'silent' });
    } catch (error) {
      become({ phase: 'failed', voice, error });
    }
  }

  stop(): void {
    this.running?.abort();
    this.running = undefined;
    this.become({ phase: 'silent' });
  }

  private sample(voice: VoiceId): Promise<ArrayBuffer> {
    let sample = this.samples.get(voice);
    if (!sample) {
      sample = this.fetchSample(voice);
      // What failed is asked for again.
      sample.catch(() => this.samples.delete(voice));
      this.samples.set(voice, sample);
    }
    return sample;
  }

  private become(state: SamplerState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
