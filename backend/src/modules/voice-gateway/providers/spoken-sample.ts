import {
  VoiceProviderError,
  type VoiceProvider,
  type VoiceProviderEvent,
  type VoiceSessionSpec,
} from './voice-provider.port.js';

const OPEN_MS = 8_000;
const SAMPLE_MS = 25_000;

export interface Sample {
  readonly voiceId: string;
  /** BCP 47. */
  readonly language: string;
  readonly text: string;
  /** What is longer is no sample; a model that does not stop must not fill the memory. */
  readonly mostSeconds: number;
}

const sampleSpec = ({ voiceId, language }: Sample): VoiceSessionSpec => ({
  systemInstruction:
    'You lend your voice to a sample. You say what you are told to say, once, and nothing else.',
  voiceId,
  language,
  tools: [],
  patience: 'balanced',
  openWithinMs: OPEN_MS,
  handle: undefined,
  history: [],
});

/** PCM16 LE mono at the model's output rate, and the model's own transcript of it, which may be empty. */
export interface SpokenSample {
  readonly pcm: Buffer;
  readonly said: string;
}

/** Collects one reply; `done` settles with its sound, or with what went wrong. */
class Reply {
  readonly done: Promise<SpokenSample>;
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private said = '';
  private settle!: { resolve: (sample: SpokenSample) => void; reject: (error: VoiceProviderError) => void };

  constructor(private readonly maxBytes: number) {
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // Nobody waits for it where opening itself fails.
    this.done.catch(() => undefined);
  }

  readonly hear = (event: VoiceProviderEvent): void => {
    if (event.type === 'audio') this.take(event.pcm);
    if (event.type === 'said') this.said += event.text;
    if (event.type === 'closed')
      this.settle.reject(new VoiceProviderError(event.failure, event.detail, event.code));
    if (event.type !== 'turn-complete') return;
    if (this.bytes === 0) this.fail('the model said nothing');
    else this.settle.resolve({ pcm: Buffer.concat(this.chunks), said: this.said.trim() });
  };

  fail(detail: string): void {
    this.settle.reject(new VoiceProviderError('transient', detail));
  }

  private take(pcm: Buffer): void {
    this.chunks.push(pcm);
    this.bytes += pcm.length;
    if (this.bytes > this.maxBytes) this.fail('the sample does not end');
  }
}

/**
 * Lets the model say a text in one of its voices, on a connection of its own.
 * @throws VoiceProviderError
 */
export async function speakSample(provider: VoiceProvider, sample: Sample): Promise<SpokenSample> {
  const reply = new Reply(provider.capabilities.outputSampleRate * 2 * sample.mostSeconds);
  const session = await provider.open(sampleSpec(sample), reply.hear, AbortSignal.timeout(OPEN_MS));
  const timer = setTimeout(() => reply.fail('the sample was not spoken in time'), SAMPLE_MS);
  try {
    session.sendText(`Say exactly the following words, and nothing else: "${sample.text}"`);
    return await reply.done;
  } finally {
    clearTimeout(timer);
    session.close();
  }
}
