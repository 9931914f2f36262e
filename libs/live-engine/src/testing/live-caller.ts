import {
  GoogleGenAI,
  Modality,
  type LiveConnectConfig,
  type LiveServerMessage,
  type Session,
} from '@google/genai';
import { tone } from '../scripted/tone.js';

export const MODEL = 'gemini-2.5-flash-native-audio-latest';

export interface CallerOptions {
  config?: LiveConnectConfig;
  model?: string;
  apiKey?: string;
  scenario?: string;
  apiVersion?: string;
}

/** 16 kHz audio of a voice, 20 ms a chunk. */
export function voiceChunks(ms: number): string[] {
  const pcm = tone('Caller', (ms * 2) / 3);
  return chunks(pcm);
}

export function silenceChunks(ms: number): string[] {
  return chunks(Buffer.alloc(ms * 32));
}

function chunks(pcm: Buffer): string[] {
  const parts: string[] = [];
  for (let at = 0; at < pcm.length; at += 640) parts.push(pcm.subarray(at, at + 640).toString('base64'));
  return parts;
}

/** A caller on Google's own SDK that keeps what it was sent. */
export class LiveCaller {
  readonly messages: LiveServerMessage[] = [];
  readonly closes: { code: number; reason: string }[] = [];
  readonly errors: string[] = [];
  private wake: (() => void)[] = [];
  session!: Session;

  static async connect(url: string, options: CallerOptions = {}): Promise<LiveCaller> {
    const caller = new LiveCaller();
    await caller.open(url, options);
    return caller;
  }

  /** Resolves with the session, or rejects with what ended it: the SDK's own promise would stay pending. */
  async open(url: string, options: CallerOptions = {}): Promise<void> {
    const ai = new GoogleGenAI({
      apiKey: options.apiKey ?? 'x',
      httpOptions: {
        baseUrl: url,
        ...(options.apiVersion && { apiVersion: options.apiVersion }),
        ...(options.scenario !== undefined && { headers: { 'x-scenario': options.scenario } }),
      },
    });
    const connecting = ai.live.connect({
      model: options.model ?? MODEL,
      config: { responseModalities: [Modality.AUDIO], ...options.config },
      callbacks: {
        onmessage: (message) => this.note(() => this.messages.push(message)),
        onerror: (event) => this.note(() => this.errors.push(event.message)),
        onclose: ({ code, reason }) => this.note(() => this.closes.push({ code, reason })),
      },
    });
    const ended = this.until(() => this.closes.length > 0).then(() => {
      const [close] = this.closes;
      throw new Error(`${close?.code} ${close?.reason} ${this.errors.join()}`);
    });
    ended.catch(() => undefined);
    this.session = await Promise.race([connecting, ended]);
  }

  audio(parts: string[]): void {
    for (const data of parts)
      this.session.sendRealtimeInput({ audio: { data, mimeType: 'audio/pcm;rate=16000' } });
  }

  /** A whole utterance and the silence that ends it. */
  say(ms = 600, silenceMs = 700): void {
    this.audio([...voiceChunks(ms), ...silenceChunks(silenceMs)]);
  }

  /** Waits for something among what has come since `from`. */
  async until(condition: () => boolean, timeoutMs = 4000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!condition()) {
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(`Waited in vain after: ${this.kinds().join(' ')} ${JSON.stringify(this.closes)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async seen(kind: string, times = 1): Promise<void> {
    await this.until(() => this.kinds().filter((name) => name === kind).length >= times);
  }

  async closed(): Promise<{ code: number; reason: string }> {
    await this.until(() => this.closes.length > 0);
    return this.closes[0]!;
  }

  /** The order of what came, by name; a run of audio counts once. */
  kinds(): string[] {
    const names = this.messages.flatMap(kindsOf);
    return names.filter((name, index) => !(name === 'audio' && names[index - 1] === 'audio'));
  }

  get audioBytes(): number {
    return this.messages.flatMap(audioOf).reduce((sum, data) => sum + data.length, 0);
  }

  audioPcm(): Buffer {
    return Buffer.concat(this.messages.flatMap(audioOf));
  }

  heard(): string {
    return this.messages.map((message) => message.serverContent?.inputTranscription?.text ?? '').join('');
  }

  said(): string {
    return this.messages.map((message) => message.serverContent?.outputTranscription?.text ?? '').join('');
  }

  calls() {
    return this.messages.flatMap((message) => message.toolCall?.functionCalls ?? []);
  }

  handle(): string | undefined {
    return this.messages.findLast((message) => message.sessionResumptionUpdate?.newHandle)
      ?.sessionResumptionUpdate?.newHandle;
  }

  usage() {
    return this.messages.flatMap((message) => message.usageMetadata ?? []);
  }

  async hangUp(): Promise<void> {
    this.session.close();
    await this.closed();
  }

  private note(change: () => void): void {
    change();
    for (const wake of this.wake.splice(0)) wake();
  }
}

function audioOf(message: LiveServerMessage): Buffer[] {
  const parts = message.serverContent?.modelTurn?.parts ?? [];
  return parts.map((part) => Buffer.from(part.inlineData?.data ?? '', 'base64'));
}

function kindsOf(message: LiveServerMessage): string[] {
  const { serverContent } = message;
  const names: string[] = [];
  if (message.setupComplete) names.push('setup');
  if (message.toolCall) names.push('call');
  if (message.toolCallCancellation) names.push('cancel');
  if (message.goAway) names.push('go-away');
  if (message.sessionResumptionUpdate) {
    names.push(message.sessionResumptionUpdate.resumable ? 'handle' : 'no-handle');
  }
  if (serverContent?.interrupted) names.push('interrupted');
  if (serverContent?.modelTurn) names.push('audio');
  if (serverContent?.inputTranscription) names.push('heard');
  if (serverContent?.outputTranscription) names.push('said');
  if (serverContent?.generationComplete) names.push('generated');
  if (serverContent?.turnComplete) names.push('turn');
  return names;
}
