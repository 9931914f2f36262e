import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { CLOSE_CODES } from '@orbisvoice/contracts';
import type { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../../../platform/metrics/index.js';
import type { VoiceProviderEvent } from '../providers/voice-provider.port.js';
import type { Effect } from '../session/effect.js';
import { SILENT_FAILURES } from '../session/guard.js';

const LATENCY_BUCKETS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10];
const GATEWAY_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25];
const PART_BUCKETS = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5];
/** Kinds of the timeline that begin with `provider.`, and messages of the model that could not be used. */
const PROVIDER_EVENTS = [
  'connected',
  'parked',
  'open-failed',
  'lost',
  'go-away',
  'interrupted-nothing',
  'given-up',
  'unusable_malformed',
  'unusable_unknown',
] as const;
const GUARD_REASONS = [
  ...SILENT_FAILURES,
  'forgotten',
  'turn-unfinished',
  'recovered',
  'left-unanswered',
] as const;
const MEASURED_PARTS = ['uplink', 'model', 'downlink'] as const;

/** What the gateway tells Prometheus. Labels come from closed lists; nothing in them names a caller. */
@Injectable()
export class GatewayMetrics {
  private readonly live: Gauge;
  private readonly frames: Counter<'direction'>;
  /** Since the last scrape. Seventy-five frames a second of each call are too many for labels to be looked up each time. */
  private framesUp = 0;
  private framesDown = 0;
  private readonly drops: Counter<'what' | 'reason'>;
  private readonly voiceToVoice: Histogram;
  private readonly gatewayShare: Histogram;
  private readonly latencyParts: Histogram<'part'>;
  private readonly voiceToEar: Histogram;
  private readonly setups: Counter<'outcome'>;
  private readonly provider: Counter<'event'>;
  private readonly guard: Counter<'reason'>;
  private readonly closes: Counter<'code'>;
  private readonly commitRetries: Counter;
  private readonly underruns: Counter;

  constructor(metrics: Metrics, { callsPerProcess }: AppConfig) {
    this.live = metrics.gauge('orbis_voice_live_calls', 'Connections and calls that are on');
    metrics
      .gauge('orbis_voice_call_places', 'Calls that this process carries at once, at most')
      .set(callsPerProcess);
    this.frames = metrics.counter(
      'orbis_voice_audio_frames_total',
      'Audio frames passed on',
      ['direction'],
      () => this.tellFrames(),
    );
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
    this.latencyParts = metrics.histogram(
      'orbis_voice_latency_part_seconds',
      'Where the turn latency goes: uplink, model, downlink, playback',
      PART_BUCKETS,
      ['part'],
    );
    this.voiceToEar = metrics.histogram(
      'orbis_voice_first_sound_seconds',
      'End of the visitor’s speech to the first sound at the visitor, where the client tells of playback',
      LATENCY_BUCKETS,
    );
    this.setups = metrics.counter(
      'orbis_voice_setups_total',
      'Calls that were asked for: begun, or failed on our side or the model’s',
      ['outcome'],
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
    this.underruns = metrics.counter(
      'orbis_voice_underruns_total',
      'Times that a visitor’s player ran dry in the middle of a reply, where the client tells of it',
    );
    this.commitRetries = metrics.counter(
      'orbis_voice_commit_retries_total',
      'Writes that had to be repeated',
    );
    this.beginAtZero();
  }

  /** A series that begins with its first event has not grown by it, and an alert on growth would miss the first lost call. */
  private beginAtZero(): void {
    for (const outcome of ['ready', 'failed']) this.setups.inc({ outcome }, 0);
    for (const event of PROVIDER_EVENTS) this.provider.inc({ event }, 0);
    for (const reason of GUARD_REASONS) this.guard.inc({ reason }, 0);
    for (const { code } of Object.values(CLOSE_CODES)) this.closes.inc({ code: String(code) }, 0);
  }

  liveCalls(count: number): void {
    this.live.set(count);
  }

  heldAudioDropped(frames: number): void {
    if (frames > 0) this.drops.inc({ what: 'mic-audio', reason: 'held-too-long' }, frames);
  }

  /** Echo of the agent, or silence between turns that the model need not hear. */
  micAudioKeptBack(frames: number): void {
    this.drops.inc({ what: 'mic-audio', reason: 'kept-back' }, frames);
  }

  /** Audio that waited for the visitor's playback when they interrupted. */
  agentAudioDropped(frames: number): void {
    this.drops.inc({ what: 'agent-audio', reason: 'interrupted' }, frames);
  }

  commitRetried(): void {
    this.commitRetries.inc();
  }

  observed(event: Extract<VoiceProviderEvent, { type: 'unusable' | 'mic-dropped' }>): void {
    if (event.type === 'unusable') this.provider.inc({ event: `unusable_${event.kind}` });
    else this.drops.inc({ what: 'mic-audio', reason: 'provider-slow' }, event.frames);
  }

  /** Most figures follow from what a session decides. */
  effect(effect: Effect): void {
    switch (effect.type) {
      case 'forward-audio':
        this.framesUp += 1;
        break;
      case 'play-audio':
        this.framesDown += 1;
        break;
      case 'send':
        if (effect.message.type === 'ready' && !effect.message.resumed) this.setups.inc({ outcome: 'ready' });
        break;
      case 'setup-failed':
        this.setups.inc({ outcome: 'failed' });
        break;
      case 'drop':
        this.drops.inc({ what: effect.what, reason: effect.reason });
        break;
      case 'measure-latency':
        this.voiceToVoice.observe(effect.latency.voiceToVoiceMs / 1_000);
        this.gatewayShare.observe(effect.latency.gatewayMs / 1_000);
        for (const part of MEASURED_PARTS)
          this.latencyParts.observe({ part }, effect.latency[`${part}Ms`] / 1_000);
        break;
      case 'measure-first-sound':
        this.latencyParts.observe({ part: 'playback' }, effect.playbackMs / 1_000);
        this.voiceToEar.observe(effect.voiceToEarMs / 1_000);
        break;
      case 'record-event':
        if (effect.kind.startsWith('provider.'))
          this.provider.inc({ event: effect.kind.slice('provider.'.length) });
        if (effect.kind === 'client.underrun') this.underruns.inc(Number(effect.data['times']));
        if (effect.kind.startsWith('guard.')) this.guard.inc({ reason: effect.kind.slice('guard.'.length) });
        if (effect.kind === 'turn.left-unanswered') this.guard.inc({ reason: 'left-unanswered' });
        break;
      case 'close-client':
        this.closes.inc({ code: String(effect.code) });
        break;
      case 'detach-client':
        if (effect.close) this.closes.inc({ code: String(effect.close.code) });
        break;
      default:
        break;
    }
  }

  private tellFrames(): void {
    this.frames.inc({ direction: 'up' }, this.framesUp);
    this.frames.inc({ direction: 'down' }, this.framesDown);
    this.framesUp = this.framesDown = 0;
  }
}
