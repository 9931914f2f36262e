import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { VoiceId } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { Logger } from '../../../platform/logging/index.js';
import { VoicePreviewsRepository } from '../persistence/voice-previews.repository.js';
import { VoiceProvider, VoiceProviderError } from '../providers/voice-provider.port.js';
import { Turnstile } from '../providers/turnstile.js';
import { speakSample } from '../providers/spoken-sample.js';
import { wavFile } from './wav-file.js';

/** Each sample is a session with the model; more than these at once would take places from calls. */
const AT_ONCE = 2;
const MOST_SECONDS = 30;
const RETRY_AFTER_SECONDS = 5;
/** Whoever waits for longer is told to come again; by then the sample may be there. */
const WAIT_MS = 15_000;

const sentence = (voiceId: VoiceId): string =>
  `Hello, I am ${voiceId}. This is how I sound when I talk with your visitors.`;

/** How the voices sound: spoken by the model itself when somebody first asks, and kept from then on. */
@Injectable()
export class VoicePreviews {
  private readonly making = new Map<VoiceId, Promise<Buffer>>();
  private readonly turnstile = new Turnstile(AT_ONCE);
  /** The demonstration engine takes the name of a model, and sounds like none. */
  private readonly model: string;

  constructor(
    private readonly provider: VoiceProvider,
    private readonly previews: VoicePreviewsRepository,
    private readonly database: IdentityDatabase,
    private readonly logger: Logger,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    this.model = config.liveEngine ? 'demo' : provider.capabilities.model;
  }

  /** @throws AppError `provider_unavailable` where it has to be spoken first and the model is away, `busy` for a long queue. */
  async get(voiceId: VoiceId): Promise<Buffer> {
    const key = { model: this.model, voiceId };
    const kept = await this.database.transaction((tx) => this.previews.find(tx, key));
    if (kept) return kept;
    let making = this.making.get(voiceId);
    if (!making) {
      making = this.turnstile.pass(() => this.make(voiceId)).finally(() => this.making.delete(voiceId));
      this.making.set(voiceId, making);
    }
    return within(WAIT_MS, making);
  }

  private async make(voiceId: VoiceId): Promise<Buffer> {
    const pcm = await this.speak(voiceId);
    const wav = wavFile(pcm, this.provider.capabilities.outputSampleRate);
    const key = { model: this.model, voiceId };
    await this.database.transaction((tx) => this.previews.keep(tx, key, wav, this.clock.now()));
    return wav;
  }

  private async speak(voiceId: VoiceId): Promise<Buffer> {
    try {
      const text = sentence(voiceId);
      const sample = { voiceId, language: 'en-US', text, mostSeconds: MOST_SECONDS };
      return (await speakSample(this.provider, sample)).pcm;
    } catch (error) {
      if (!(error instanceof VoiceProviderError)) throw error;
      this.logger.warn('a voice sample was not spoken', { err: error });
      throw new AppError('provider_unavailable', {
        message: 'The voice service is away, so this voice cannot be heard just now. Try again in a moment.',
        retryAfterSeconds: RETRY_AFTER_SECONDS,
        cause: error,
      });
    }
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new AppError('busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    timer = setTimeout(() => reject(error), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
