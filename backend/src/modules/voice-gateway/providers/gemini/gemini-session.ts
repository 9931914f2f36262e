import { Behavior, FunctionResponseScheduling, type GoogleGenAI, type Session } from '@google/genai';
import {
  VoiceProviderError,
  type VoiceProviderEvent,
  type VoiceProviderFailure,
  type VoiceProviderSession,
  type VoiceSessionSpec,
} from '../voice-provider.port.js';
import { tapAudio } from './audio-tap.js';
import { closeFailure } from './close.mapping.js';
import { connectLive, type SocketFor } from './gemini-connection.js';
import type { GeminiModel } from './gemini-models.js';
import { openingError, type GeminiSocket, type GeminiSocketEvents } from './gemini-socket.js';
import { firstReply, mapServerMessage, parseServerMessage, oneMore } from './server-message.mapping.js';
import { behaviorOf, connectConfig } from './setup.mapping.js';
import { Uplink } from './uplink.js';

const EXCUSE =
  'Not finished yet. Say the message to the user in the language of the conversation, nothing of the result, and wait.';
const SILENCE = Buffer.alloc(32_000);

/** One connection to Gemini Live: opening, reading, sending, and an end that always comes. */
export class GeminiSession implements VoiceProviderSession {
  private state: 'opening' | 'open' | 'closed' = 'opening';
  private replies = firstReply;
  private readonly early: VoiceProviderEvent[] = [];
  private session: Session | undefined;
  private socket: GeminiSocket | undefined;
  private uplinkQueue: Uplink | undefined;
  /** Audio went up since the last end of activity; only where turns are detected by us. */
  private inActivity = false;
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
    socketFor: SocketFor,
  ): Promise<GeminiSession> {
    const session = new GeminiSession(model, spec, onEvent);
    await session.connect(ai, signal, socketFor);
    return session;
  }

  private async connect(ai: GoogleGenAI, signal: AbortSignal, socketFor: SocketFor): Promise<void> {
    const failed = new Promise<never>((_resolve, reject) => (this.failOpening = reject));
    const events: GeminiSocketEvents = {
      frame: (data) => this.readSafely(data, () => live.socket()),
      closed: (code, reason) => this.ended(code, reason),
    };
    const config = connectConfig(this.spec, this.model);
    const live = connectLive(ai, this.model.model, config, events, socketFor);
    // Where the race is lost, the SDK's own promise may still reject with nobody listening.
    live.connected.catch(() => undefined);
    const giveUp = (failure: VoiceProviderFailure, detail: string) =>
      this.failOpening(new VoiceProviderError(failure, detail));
    // An answer that has come while this process was busy is read first.
    const overdue = () =>
      void setImmediate(() => {
        // The service is there, and it is this session that it does not come back with.
        const hangs = this.spec.handle !== undefined && live.socket()?.isOpen === true;
        giveUp(hangs ? 'resume-failed' : 'transient', 'no answer to the setup');
      });
    const timer = setTimeout(overdue, this.spec.openWithinMs);
    const abort = () => giveUp('transient', 'aborted');
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
    const { socket } = this;
    this.uplinkQueue = new Uplink(socket, {
      dropped: (frames) => this.tell({ type: 'mic-dropped', frames }),
      stuck: () => socket.terminate(),
    });
    this.state = 'open';
    // Delivered after `open` has resolved, so that nobody hears of a session that he does not have yet.
    setImmediate(() => this.deliverEarly());
  }

  sendAudio(pcm: Buffer): void {
    if (this.state !== 'open') return;
    this.beginActivity();
    this.uplinkQueue?.push(pcm);
  }

  sendHeld(frames: readonly Buffer[]): void {
    if (this.state !== 'open' || frames.length === 0) return;
    this.beginActivity();
    this.uplinkQueue?.pushHeld(frames);
  }

  private beginActivity(): void {
    if (!this.model.ownTurnDetection || this.inActivity) return;
    this.inActivity = true;
    this.session?.sendRealtimeInput({ activityStart: {} });
  }

  /** Sent only after audio of this activity: in a stream of text it would end the session (trap 25). */
  endActivity(): void {
    if (this.state !== 'open' || !this.inActivity) return;
    this.inActivity = false;
    this.uplinkQueue?.flush();
    this.session?.sendRealtimeInput({ activityEnd: {} });
  }

  endAudio(): void {
    if (this.state !== 'open') return;
    // The end of the stream belongs to the provider's detection and is refused where that is off.
    if (this.model.ownTurnDetection) return this.endActivity();
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
    const response = 'error' in outcome ? { error: outcome.error } : { output: outcome.result };
    this.session?.sendToolResponse({ functionResponses: [{ id, name, response, ...this.scheduling(name) }] });
  }

  /** A first answer that is not the last: only calls that do not block the model can have one. */
  excuseTool(id: string, name: string, text: string): void {
    const scheduling = this.scheduling(name);
    if (this.state !== 'open' || !scheduling) return;
    const response = { output: { status: 'running', message: text, instruction: EXCUSE } };
    this.session?.sendToolResponse({
      functionResponses: [{ id, name, response, willContinue: true, ...scheduling }],
    });
  }

  /** What a tool brings is told in the next pause: cutting the agent's own sentence, or the visitor's, is no better news. */
  private scheduling(name: string): { scheduling: FunctionResponseScheduling } | undefined {
    const tool = this.spec.tools.find((declared) => declared.name === name);
    const free = tool && behaviorOf(tool, this.model) === Behavior.NON_BLOCKING;
    return free ? { scheduling: FunctionResponseScheduling.WHEN_IDLE } : undefined;
  }

  get uplinkHeldMs(): number {
    return this.uplinkQueue?.heldMs ?? 0;
  }

  setReading(reading: boolean): void {
    if (this.state === 'open') this.socket?.setReading(reading);
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
      this.replies = oneMore(this.replies, at);
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
