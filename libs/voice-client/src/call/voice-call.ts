import type { HelloMessage, ServerMessage } from '@orbisvoice/contracts';
import type { CreateCallAudio } from '../audio/call-audio.port.js';
import type { PlaybackReport } from '../audio/player-core.js';
import { VoiceConnection } from '../connection/voice-connection.js';
import type { WebSocketConstructor } from '../connection/web-socket.port.js';
import { Emitter, type Unsubscribe } from '../emitter.js';
import { CallFailure } from './call-failure.js';
import { CallLine } from './call-line.js';
import { IDLE_CALL, isActive, isLive, type CallState } from './call-state.js';
import { reduceCall, type CallEvent } from './call.reducer.js';

/** Where to connect, from `POST /agents/:id/sessions` or `POST /widget/sessions`. */
export interface CallTicket {
  url: string;
  token: string;
}

export interface VoiceCallOptions {
  /**
   * Asked once per start, after the microphone is open, because a ticket lives for a minute and a permission prompt may
   * stay open for longer. Reject with a `CallFailure` to have the cause shown.
   */
  ticket: () => Promise<CallTicket>;
  audio: CreateCallAudio;
  WebSocket?: WebSocketConstructor;
}

export interface StartOptions extends Pick<HelloMessage, 'variables' | 'userId' | 'consent'> {
  /** False for a conversation in writing: no permission is asked for, the agent is still heard. */
  microphone?: boolean;
}

export interface CallEvents {
  /** The state has changed; the same object as `call.state`. */
  change: CallState;
  /** Every message of the server, for hosts that need more than the state. */
  message: ServerMessage;
}

/** One agent on one page: start, talk, end, start again. */
export class VoiceCall {
  private current: CallState = IDLE_CALL;
  private line: CallLine | undefined;
  private readonly events = new Emitter<CallEvents>();

  constructor(private readonly options: VoiceCallOptions) {}

  get state(): CallState {
    return this.current;
  }

  /** Loudness of both sides from 0 to about 0.7, for meters; read it once per animation frame. */
  get levels(): { microphone: number; agent: number } {
    return this.line?.levels ?? { microphone: 0, agent: 0 };
  }

  on<N extends keyof CallEvents>(name: N, listener: (payload: CallEvents[N]) => void): Unsubscribe {
    return this.events.on(name, listener);
  }

  /** Must be called in the visitor's click. Resolves once connected or failed; how it went is in `state`. */
  async start(options: StartOptions = {}): Promise<void> {
    if (isActive(this.current)) return;
    this.dispatch({ type: 'started' });
    const line = (this.line = this.createLine(options));
    try {
      await line.audio.open({ microphone: line.microphone });
      if (this.line !== line) return;
      this.dispatch({ type: 'audio-opened' });
      const { url, token } = await this.options.ticket();
      if (this.line !== line) return;
      const { variables, userId, consent } = options;
      const { WebSocket } = this.options;
      const hello = { token, variables, userId, consent };
      await line.connect(new VoiceConnection({ url, hello, ...(WebSocket && { WebSocket }) }));
    } catch (error) {
      this.fail(line, error);
    }
  }

  end(): void {
    this.dispatch({ type: 'hung-up', reason: 'client_ended', at: Date.now() });
    this.release();
  }

  mute(muted: boolean): void {
    if (!isActive(this.current)) return;
    this.dispatch({ type: 'muted', muted });
    this.line?.setMuted(muted);
  }

  /** Says something in writing. False where there is no call to say it in. */
  sendText(text: string): boolean {
    const trimmed = text.trim();
    return (
      trimmed !== '' && isLive(this.current) && (this.line?.send({ type: 'text', text: trimmed }) ?? false)
    );
  }

  private createLine(options: StartOptions): CallLine {
    const line: CallLine = new CallLine(this.options.audio, options.microphone ?? true, {
      onMessage: (message) => this.line === line && this.receive(message, line.microphone),
      onPlayback: (report) => this.line === line && this.onPlayback(report),
      onFailure: (failure) => this.fail(line, failure),
      onClosed: () => this.line === line && this.hangUp(),
    });
    return line;
  }

  private receive(message: ServerMessage, microphone: boolean): void {
    this.dispatch({ type: 'message', message, at: Date.now(), microphone });
    this.events.emit('message', message);
    if (message.type === 'ended') this.release();
  }

  private onPlayback({ playing }: PlaybackReport): void {
    this.dispatch({ type: 'playback', playing });
  }

  private hangUp(): void {
    this.dispatch({ type: 'hung-up', reason: 'agent_ended', at: Date.now() });
    this.release();
  }

  private fail(line: CallLine, error: unknown): void {
    if (this.line !== line) return;
    this.dispatch({ type: 'failed', code: error instanceof CallFailure ? error.code : 'internal' });
    this.release();
  }

  /** Whatever way a call ends, its microphone goes with it. */
  private release(): void {
    const line = this.line;
    this.line = undefined;
    line?.close();
  }

  private dispatch(event: CallEvent): void {
    const next = reduceCall(this.current, event);
    if (next === this.current) return;
    this.current = next;
    this.events.emit('change', next);
  }
}
