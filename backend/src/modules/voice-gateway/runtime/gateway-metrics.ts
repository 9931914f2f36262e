import { Injectable } from '@nestjs/common';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../../../platform/metrics/index.js';
import type { VoiceProviderEvent } from '../providers/voice-provider.port.js';
import type { Effect } from '../session/effect.js';

const LATENCY_BUCKETS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10];
const GATEWAY_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25];

/** What the gateway tells Prometheus. Labels come from closed lists; nothing in them names a caller. */
@Injectable()
export class GatewayMetrics {
  private readonly live: Gauge;
  private readonly frames: Counter<'direction'>;
  private readonly drops: Counter<'what' | 'reason'>;
  private readonly voiceToVoice: Histogram;
  private readonly gatewayShare: Histogram;
  private readonly provider: Counter<'event'>;
  private readonly guard: Counter<'reason'>;
  private readonly closes: Counter<'code'>;
  private readonly commitRetries: Counter;

  constructor(metrics: Metrics) {
    this.live = metrics.gauge('orbis_voice_live_calls', 'Connections and calls that are on');
    this.frames = metrics.counter('orbis_voice_audio_frames_total', 'Audio frames passed on', ['direction']);
    this.drops = metrics.counter('orbis_voice_dropped_total', 'What was dropped, and why', [
      'what',
      'reason',
    ]);
    this.voiceToVoice = metrics.histogram(
      'orbis_voice_turn_latency_seconds',
      'End of the visitor’s speech to the first agent audio sent',
      LATENCY_BUCKETS,
    );
    this.gatewayShare = metrics.histogram(
      'orbis_voice_gateway_latency_seconds',
      'The gateway’s own share of the turn latency',
      GATEWAY_BUCKETS,
    );
    this.provider = metrics.counter(
      'orbis_voice_provider_events_total',
      'Provider connections made, failed and lost, and messages that could not be used',
      ['event'],
    );
    this.guard = metrics.counter(
      'orbis_voice_guard_total',
      'Silent failures of the model that were noticed, and recoveries',
      ['reason'],
    );
    this.closes = metrics.counter('orbis_voice_client_closes_total', 'Clients closed by us, by code', [
      'code',
    ]);
    this.commitRetries = metrics.counter(
      'orbis_voice_commit_retries_total',
      'Writes that had to be repeated',
    );
  }

  liveCalls(count: number): void {
    this.live.set(count);
  }

  heldAudioDropped(frames: number): void {
    if (frames > 0) this.drops.inc({ what: 'mic-audio', reason: 'held-too-long' }, frames);
  }

  /** Audio that waited for the visitor's playback when they interrupted. */
  agentAudioDropped(frames: number): void {
    this.drops.inc({ what: 'agent-audio', reason: 'interrupted' }, frames);
  }

  commitRetried(): void {
    this.commitRetries.inc();
  }

  observed(event: Extract<VoiceProviderEvent, { type: 'usage' | 'unusable' }>): void {
    if (event.type === 'unusable') this.provider.inc({ event: `unusable_${event.kind}` });
  }

  /** Most figures follow from what a session decides. */
  effect(effect: Effect): void {
    switch (effect.type) {
      case 'forward-audio':
        this.frames.inc({ direction: 'up' });
        break;
      case 'play-audio':
        this.frames.inc({ direction: 'down' });
        break;
      case 'drop':
        this.drops.inc({ what: effect.what, reason: effect.reason });
        break;
      case 'measure-latency':
        this.voiceToVoice.observe(effect.latency.voiceToVoiceMs / 1_000);
        this.gatewayShare.observe(effect.latency.gatewayMs / 1_000);
        break;
      case 'record-event':
        if (effect.kind.startsWith('provider.'))
          this.provider.inc({ event: effect.kind.slice('provider.'.length) });
        if (effect.kind.startsWith('guard.')) this.guard.inc({ reason: effect.kind.slice('guard.'.length) });
        break;
      case 'close-client':
        this.closes.inc({ code: String(effect.code) });
        break;
      default:
        break;
    }
  }
}
