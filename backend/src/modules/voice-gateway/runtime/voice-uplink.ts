import type { Effect } from '../session/effect.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import { pcmOf } from './pcm-frame.js';
import type { ProviderLink } from './provider-link.js';
import { UnansweredAudio } from './unanswered-audio.js';

export type VoiceUplinkEffect = Extract<
  Effect,
  {
    type: 'forward-audio' | 'hold-audio' | 'release-audio' | 'catch-up-audio' | 'keep-audio' | 'forget-audio';
  }
>;

/** The visitor's voice on its way to whichever connection the model has. */
export class VoiceUplink {
  private readonly unanswered = new UnansweredAudio();

  constructor(
    private readonly link: ProviderLink,
    private readonly metrics: Pick<GatewayMetrics, 'heldAudioDropped'>,
  ) {}

  perform(effect: VoiceUplinkEffect): void {
    switch (effect.type) {
      case 'forward-audio': {
        const pcm = pcmOf(effect.audio);
        this.unanswered.sent(pcm);
        this.link.of(effect.connection)?.sendAudio(pcm);
        return;
      }
      case 'hold-audio':
        return this.metrics.heldAudioDropped(this.unanswered.hold(pcmOf(effect.audio)));
      case 'catch-up-audio':
        return this.link.of(effect.connection)?.sendHeld(this.unanswered.catchUp());
      case 'release-audio':
        return this.link.of(effect.connection)?.sendHeld(this.unanswered.release(effect.utterance));
      case 'keep-audio':
        return this.unanswered.keep();
      case 'forget-audio':
        return this.unanswered.forget();
    }
  }
}
