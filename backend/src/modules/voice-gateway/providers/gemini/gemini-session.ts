import type { GoogleGenAI, Session } from '@google/genai';
import {
  VoiceProviderError,
  type VoiceProviderEvent,
  type VoiceProviderSession,
  type VoiceSessionSpec,
} from '../voice-provider.port.js';
import { tapAudio } from './audio-tap.js';
import { closeFailure } from './close.mapping.js';
import { connectLive } from './gemini-connection.js';
import type { GeminiModel } from './gemini-models.js';
import { openingError, type GeminiSocket } from './gemini-socket.js';
import { firstReply, mapServerMessage, parseServerMessage, replyOfAudio } from './server-message.mapping.js';
import { connectConfig } from './setup.mapping.js';
import { Uplink } from './uplink.js';

/** From the first byte to `setupComplete`. */
const OPEN_MS = 10_000;
/** Large tool answers have ended sessions (trap 5); the model does not need more than this. */
const TOOL_ANSWER_CHARS = 16_000;
const SILENCE = Buffer.alloc(32_000);

/** One connection to Gemini Live: opening, reading, sending, and an end that always comes. */
export class GeminiSession implements VoiceProviderSession {
  private state: 'opening' | 'open' | 'closed' = 'opening';
  private replies = firstReply;
  private readonly early: VoiceProviderEvent[] = [];
  private session: Session | undefined;
  private socket: GeminiSocket | undefined;
  private uplinkQueue: Uplink | undefined;
  private failOpening: (error: VoiceProviderError) => void = () => undefined;

  private constructor(
    private readonly model: GeminiModel,
    private readonly spec: VoiceSessionSpec,
    private readonly onEvent: (event: VoiceProviderEvent) => void,
  ) {}

  static async open(
    ai: GoogleGenAI,
    model: GeminiModel,
    spec: VoiceSessionSpec,
    onEvent: (event: VoiceProviderEvent) => void,
    signal: AbortSignal,
  ): Promise<GeminiSession> {
    const session = new GeminiSession(model, spec, onEvent);
    await session.connect(ai, signal);
    return session;
  }

  private async connect(ai: GoogleGenAI, signal: AbortSignal): Promise<void> {
    const failed = new Promise<never>((_resolve, reject) => (this.failOpening = reject));
    const live = connectLive(ai, this.model.model, connectConfig(this.spec, this.model), {
      frame: (data) => this.readSafely(data, () => live.socket()),
      closed: (code, reason) => this.ended(code, reason),
    });
    // Where the race is lost, the SDK's own promise may still reject with nobody listening.
    live.connected.catch(() => undefined);
    const giveUp = (detail: string) => this.failOpening(new VoiceProviderError('transient', detail));
    const timer = setTimeout(() => giveUp('no answer to the setup'), OPEN_MS);
    const abort = () => giveUp('aborted');
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      this.session = await Promise.race([live.connected, failed]);
      this.socket = live.socket();
      if (!this.socket) throw new VoiceProviderError('fatal', 'no socket was made');
    } catch (error) {
      this.state = 'closed';
      live.socket()?.terminate();
      if (error instanceof VoiceProviderError) throw error;
      // The conversion of the setup refused it; the socket it had opened is gone with the line above (trap 0.4).
      throw new VoiceProviderError('fatal', error instanceof Error ? error.name : 'setup refused');
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
    this.uplinkQueue = new Uplink(this.socket);
    this.state = 'open';
    // Delivered after `open` has resolved, so that nobody hears of a session that he does not have yet.
    setImmediate(() => this.deliverEarly());
  }

  sendAudio(pcm: Buffer): void {
    if (this.state === 'open') this.uplinkQueue?.push(pcm);
  }

  endAudio(): void {
    if (this.state !== 'open') return;
    this.uplinkQueue?.flush();
    this.session?.sendRealtimeInput({ audioStreamEnd: true });
    if (this.model.needsSilenceAfterMute) {
      this.uplinkQueue?.push(SILENCE);
      this.uplinkQueue?.flush();
    }
  }

  sendText(text: string): void {
    if (this.state !== 'open') return;
    this.uplinkQueue?.flush();
    this.session?.sendRealtimeInput({ text });
  }

  answerTool(id: string, name: string, outcome: { result: unknown } | { error: string }): void {
    if (this.state !== 'open') return;
    const response = 'error' in outcome ? { error: outcome.error } : { output: bounded(outcome.result) };
    this.session?.sendToolResponse({ functionResponses: [{ id, name, response }] });
  }

  uplink(): { heldMs: number; droppedMs: number } {
    return this.uplinkQueue?.figures() ?? { heldMs: 0, droppedMs: 0 };
  }

  close(): void {
    if (this.state !== 'open') return;
    this.uplinkQueue?.stop();
    this.socket?.close();
  }

  /** Nothing that arrives may throw into the socket: it would become an unhandled rejection (trap 0.5). */
  private readSafely(data: Buffer, socket: () => GeminiSocket | undefined): void {
    try {
      this.read(data, socket);
    } catch {
      this.tell({ type: 'unusable', kind: 'malformed' });
    }
  }

  private read(data: Buffer, socket: () => GeminiSocket | undefined): void {
    const at = performance.now();
    const pcm = tapAudio(data);
    if (pcm) {
      this.replies = replyOfAudio(this.replies, at);
      this.tell({ type: 'audio', generation: this.replies.generation, pcm, receivedAt: at });
      return;
    }
    const message = parseServerMessage(JSON.parse(data.toString()));
    if (typeof message === 'string') {
      this.tell({ type: 'unusable', kind: message });
      return;
    }
    if (message.setupComplete && this.state === 'opening') socket()?.confirmSetup();
    const mapped = mapServerMessage(message, this.replies, at);
    this.replies = mapped.replies;
    for (const event of mapped.events) this.tell(event);
  }

  private tell(event: VoiceProviderEvent): void {
    if (this.state === 'opening' || this.early.length > 0) this.early.push(event);
    else this.onEvent(event);
  }

  private deliverEarly(): void {
    for (const event of this.early.splice(0)) this.onEvent(event);
  }

  private ended(code: number, reason: string): void {
    if (this.state === 'opening') {
      this.failOpening(openingError(code, reason, this.spec.handle !== undefined));
      return;
    }
    if (this.state === 'closed') return;
    this.uplinkQueue?.stop();
    const failure = closeFailure(code, reason, { established: true, resuming: false });
    this.tell({ type: 'closed', code, failure, detail: `${code} ${reason}`.trim() });
    this.state = 'closed';
  }
}

function bounded(result: unknown): unknown {
  const text = JSON.stringify(result) ?? 'null';
  if (text.length <= TOOL_ANSWER_CHARS) return result;
  return { truncated: true, text: text.slice(0, TOOL_ANSWER_CHARS) };
}
