import { tokensOf } from '../metering/usage-meter.js';
import type { ProviderInput } from '../session/input.js';
import {
  VoiceProviderError,
  type VoiceProvider,
  type VoiceProviderEvent,
  type VoiceProviderSession,
  type VoiceSessionSpec,
  type VoiceUsage,
} from '../providers/voice-provider.port.js';
import { isNoise, isQuiet } from './loudness.js';
import type { PcmFrame } from './pcm-frame.js';
import { SteadySound } from './steady-sound.js';

export type LinkReport =
  | { type: 'input'; input: ProviderInput }
  | { type: 'usage'; connection: number; generation: number; usage: VoiceUsage }
  | { type: 'observed'; event: Extract<VoiceProviderEvent, { type: 'unusable' | 'mic-dropped' }> };

/**
 * The provider connections of one session, by number: opened one at a time, each told of as inputs under its own
 * number, each ended for certain.
 */
export class ProviderLink {
  private connection = 0;
  private session: VoiceProviderSession | undefined;
  private opening: AbortController | undefined;
  private reading = true;
  /** The reply that is coming, and whether it is nothing but one tone. */
  private generation = 0;
  private readonly steady = new SteadySound();

  constructor(
    private readonly provider: VoiceProvider,
    private readonly report: (report: LinkReport) => void,
    /** Session time of a reading of the monotonic clock. */
    private readonly sessionTime: (monotonicMs: number) => number,
  ) {}

  /** Always followed by `provider.opened` or `provider.open-failed` with this number. */
  open(connection: number, spec: VoiceSessionSpec): void {
    const abort = new AbortController();
    this.connection = connection;
    this.opening = abort;
    this.steady.begin();
    this.provider
      .open(spec, (event) => this.translate(connection, event), abort.signal)
      .then(
        (session) => {
          if (abort.signal.aborted) {
            session.close();
            return;
          }
          this.opening = undefined;
          this.session = session;
          if (!this.reading) session.setReading(false);
          this.tell({ type: 'provider.opened', connection });
        },
        (error: unknown) => {
          const known = error instanceof VoiceProviderError;
          const failure = known ? error.failure : 'transient';
          const detail = known ? error.detail : 'unexpected';
          this.tell({ type: 'provider.open-failed', connection, failure, detail });
        },
      );
  }

  /** The session with this number, where it is the open one. */
  of(connection: number): VoiceProviderSession | undefined {
    return connection === this.connection ? this.session : undefined;
  }

  current(): VoiceProviderSession | undefined {
    return this.session;
  }

  /** Whether what the provider sends is taken from it now; of the next connection, too. */
  setReading(reading: boolean): void {
    this.reading = reading;
    this.session?.setReading(reading);
  }

  close(connection: number): void {
    if (connection !== this.connection) return;
    this.opening?.abort();
    this.session?.close();
  }

  private tell(input: ProviderInput): void {
    this.report({ type: 'input', input });
  }

  private translate(connection: number, event: VoiceProviderEvent): void {
    switch (event.type) {
      case 'audio': {
        const { pcm } = event;
        if (event.generation !== this.generation) this.steady.begin();
        this.generation = event.generation;
        const audio: PcmFrame = {
          pcm,
          durationMs: this.durationMs(pcm),
          quiet: isQuiet(pcm) || isNoise(pcm) || this.steady.hear(pcm),
        };
        const receivedAt = this.sessionTime(event.receivedAt);
        return this.tell({
          type: 'provider.audio',
          connection,
          generation: event.generation,
          audio,
          receivedAt,
        });
      }
      case 'usage':
        this.report({ ...event, connection });
        return this.tell({ type: 'provider.usage', connection, ...tokensOf(event.usage) });
      case 'unusable':
      case 'mic-dropped':
        return this.report({ type: 'observed', event });
      case 'closed':
        this.session = undefined;
        return this.tell({
          type: 'provider.closed',
          connection,
          failure: event.failure,
          detail: event.detail,
        });
      case 'said':
        return this.tell({ ...event, type: 'provider.said', connection });
      case 'heard':
        return this.tell({ ...event, type: 'provider.heard', connection });
      case 'interrupted':
        return this.tell({ ...event, type: 'provider.interrupted', connection });
      case 'generation-complete':
        return this.tell({ ...event, type: 'provider.generation-complete', connection });
      case 'turn-complete':
        return this.tell({ ...event, type: 'provider.turn-complete', connection });
      case 'tool-calls':
        return this.tell({ ...event, type: 'provider.tool-calls', connection });
      case 'tools-cancelled':
        return this.tell({ ...event, type: 'provider.tools-cancelled', connection });
      case 'handle':
        return this.tell({ ...event, type: 'provider.handle', connection });
      case 'go-away':
        return this.tell({ ...event, type: 'provider.go-away', connection });
    }
  }

  private durationMs(pcm: Buffer): number {
    return (pcm.length / 2 / this.provider.capabilities.outputSampleRate) * 1_000;
  }
}
