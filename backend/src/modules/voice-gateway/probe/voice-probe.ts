import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from '@orbisvoice/config';
import { PATIENCE_MS } from '@orbisvoice/contracts';
import { configuredProvider } from '../providers/gemini/configured-provider.js';
import {
  VoiceProviderError,
  type VoiceProvider,
  type VoiceProviderEvent,
  type VoiceProviderFailure,
} from '../providers/voice-provider.port.js';

const FRAME_MS = 20;
const FRAME_BYTES = 640;
const ANSWER_MS = 10_000;
/** After the last sound, where the end of a turn is ours to tell. */
const TURN_ENDS_MS = PATIENCE_MS.balanced.silenceMs;
/** Softer than any word of the spoken sentence. */
const AUDIBLE = 500;

/** What one spoken sentence to the configured model brought. Times are wall clock, in milliseconds. */
export type VoiceProbe =
  | {
      readonly ok: true;
      readonly model: string;
      readonly voiceId: string;
      /** Until the model was ready to talk. */
      readonly openMs: number;
      /** From the last audible sound of the sentence to the first sound of the answer. */
      readonly answerMs: number;
      readonly heard: string;
      readonly said: string;
    }
  | {
      readonly ok: false;
      readonly model: string;
      /** `silent`: the session opened, and no answer came. */
      readonly failure: VoiceProviderFailure | 'silent';
      /** A close code and the provider's reason, without keys and addresses. */
      readonly detail: string;
    };

/** Speaks one sentence (PCM16, mono, 16 kHz) to the model through the code that carries calls. Never rejects. */
export async function probeVoice(config: AppConfig, sentence: Buffer, voiceId: string): Promise<VoiceProbe> {
  const model = config.geminiModel;
  try {
    return await speak(configuredProvider(config), sentence, voiceId);
  } catch (error) {
    if (error instanceof VoiceProviderError)
      return { ok: false, model, failure: error.failure, detail: error.detail };
    // The only other thing that can be thrown: a model outside of our own list.
    const detail = 'not found among the Live models of this version';
    return { ok: false, model, failure: 'fatal', detail };
  }
}

async function speak(provider: VoiceProvider, sentence: Buffer, voiceId: string): Promise<VoiceProbe> {
  const { model } = provider.capabilities;
  const heard = new Answer();
  const startedAt = performance.now();
  const session = await provider.open(
    { ...SPEC, voiceId },
    (event) => heard.take(event),
    new AbortController().signal,
  );
  const openMs = Math.round(performance.now() - startedAt);
  try {
    const talksFrom = performance.now();
    const endedAt = talksFrom + audibleMs(sentence);
    const deadline = endedAt + ANSWER_MS;
    const turnMs = provider.capabilities.ownTurnDetection ? audibleMs(sentence) + TURN_ENDS_MS : Infinity;
    // Silence goes on after the words, as from an open microphone: the model needs it to notice their end. One that is told
    // of it gets no more audio, which would begin another turn.
    for (let frame = 0; !heard.over && performance.now() < deadline; frame++) {
      const at = frame * FRAME_BYTES;
      if (frame * FRAME_MS >= turnMs) session.endActivity();
      else session.sendAudio(at < sentence.length ? sentence.subarray(at, at + FRAME_BYTES) : SILENCE);
      await sleep(Math.max(0, talksFrom + (frame + 1) * FRAME_MS - performance.now()));
    }
    if (heard.closed) return { ok: false, model, ...heard.closed };
    if (heard.firstAudioAt === undefined)
      return { ok: false, model, failure: 'silent', detail: `no answer within ${ANSWER_MS / 1_000} s` };
    const answerMs = Math.round(heard.firstAudioAt - endedAt);
    return { ok: true, model, voiceId, openMs, answerMs, heard: heard.heard.trim(), said: heard.said.trim() };
  } finally {
    session.close();
  }
}

const SILENCE = Buffer.alloc(FRAME_BYTES);
const SPEC = {
  systemInstruction: 'Somebody tests whether you can be reached. Answer in one short sentence.',
  language: 'en-US',
  tools: [],
  patience: 'balanced',
  openWithinMs: 10_000,
  handle: undefined,
  history: [],
} as const;

/** What the model tells, gathered. */
class Answer {
  heard = '';
  said = '';
  firstAudioAt: number | undefined;
  closed: { failure: VoiceProviderFailure; detail: string } | undefined;
  private complete = false;

  get over(): boolean {
    return this.complete || this.closed !== undefined;
  }

  take(event: VoiceProviderEvent): void {
    if (event.type === 'heard') this.heard += event.text;
    if (event.type === 'said') this.said += event.text;
    if (event.type === 'audio') this.firstAudioAt ??= event.receivedAt;
    // An empty turn may come before the answer; only one with sound ends the test.
    const ends = event.type === 'generation-complete' || event.type === 'turn-complete';
    if (ends && this.firstAudioAt !== undefined) this.complete = true;
    if (event.type === 'closed') this.closed = { failure: event.failure, detail: event.detail };
  }
}

/** Length up to the last sound that anybody could hear. */
function audibleMs(pcm: Buffer): number {
  let end = pcm.length - 2;
  while (end > 0 && Math.abs(pcm.readInt16LE(end)) < AUDIBLE) end -= 2;
  return end / (FRAME_BYTES / FRAME_MS);
}
