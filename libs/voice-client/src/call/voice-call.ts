import type { ClientMessage, HelloMessage, ServerMessage } from '@orbisvoice/contracts';
import type { CreateCallAudio } from '../audio/call-audio.port.js';
import type { ResumeFrom } from '../connection/lasting-connection.js';
import type { WebSocketConstructor } from '../connection/web-socket.port.js';
import { createEmitter, type Unsubscribe } from '../emitter.js';
import { CallFailure } from './call-failure.js';
import { createLine, type CallLine } from './call-line.js';
import { IDLE_CALL, isActive, isLive, type CallState } from './call-state.js';
import { audioOpened, failedWith, hungUp, muteTo, started, type CallStep } from './call.reducer.js';

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
  /** Goes on with a call of an earlier page instead of asking for a ticket. Fails with `resume_invalid` once it is over. */
  resume?: ResumeFrom;
}

export interface CallEvents {
  /** The state has changed; the same object as `call.state`. */
  change: CallState;
  /** Every message of the server, for hosts that need more than the state. */
  message: ServerMessage;
}

/** One agent on one page: start, talk, end, start again. */
export interface VoiceCall {
  readonly state: CallState;
  /** Loudness of both sides from 0 to about 0.7, for meters; read it once per animation frame. */
  readonly levels: { microphone: number; agent: number };
  /**
   * What a later page needs to go on with this call (`StartOptions.resume`); undefined where there is none. Its secret
   * works once and changes with each connection, so read it when the page is left, or at each change.
   */
  readonly resumeFrom: ResumeFrom | undefined;
  on<N extends keyof CallEvents>(name: N, listener: (payload: CallEvents[N]) => void): Unsubscribe;
  /** Must be called in the visitor's click. Resolves once connected or failed; how it went is in `state`. */
  start(options?: StartOptions): Promise<void>;
  end(): void;
  mute(muted: boolean): void;
  /** Says something in writing; while reconnecting it is kept and sent then. False where there is no call to say it in. */
  sendText(text: string): boolean;
  /** Answers a `tool.started` that carried arguments. False where the call is over. */
  sendToolResult(result: Extract<ClientMessage, { type: 'tool.result' }>): boolean;
}

export function createVoiceCall({ ticket, audio, WebSocket }: VoiceCallOptions): VoiceCall {
  let state = IDLE_CALL;
  let line: CallLine | undefined;
  const events = createEmitter<CallEvents>();

  function take(step: CallStep, message?: ServerMessage): void {
    const before = state;
    state = step(before);
    if (state !== before) events.emit('change', state);
    if (message) events.emit('message', message);
    if (isActive(state)) return;
    // Whatever way a call ends, its microphone goes with it.
    const over = line;
    line = undefined;
    over?.close();
  }
  const send = (message: ClientMessage): boolean => isLive(state) && !!line?.send(message);

  return {
    get state() {
      return state;
    },
    get levels() {
      return line?.levels ?? { microphone: 0, agent: 0 };
    },
    get resumeFrom() {
      return isLive(state) ? line?.connection?.resumeFrom : undefined;
    },
    on: events.on,
    async start({ microphone = true, resume, variables, userId, consent } = {}) {
      if (isActive(state)) return;
      take(started);
      const tell: typeof take = (...news) => {
        if (line === mine) take(...news);
      };
      const mine: CallLine = (line = createLine(audio, microphone, tell));
      try {
        await mine.audio.open({ microphone });
        tell(audioOpened);
        if (line !== mine) return;
        const { url, token }: Partial<CallTicket> & { url: string } = resume ?? (await ticket());
        if (line !== mine) return;
        const { echoCancellation } = mine.audio;
        const hello = { token, variables, userId, consent, echoCancellation };
        await mine.connect({ url, hello, WebSocket }, resume);
      } catch (error) {
        tell(failedWith(error instanceof CallFailure ? error.code : 'internal'));
      }
    },
    end: () => take(hungUp('client_ended', Date.now())),
    mute(muted) {
      if (!isActive(state)) return;
      take(muteTo(muted));
      line?.setMuted(muted);
    },
    sendText(words) {
      const text = words.trim();
      return text !== '' && send({ type: 'text', text });
    },
    sendToolResult: send,
  };
}
