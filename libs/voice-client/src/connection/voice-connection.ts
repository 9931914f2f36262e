import type { ClientMessage, HelloMessage, ServerMessage, ServerMessageOf } from '@orbisvoice/contracts';
import { CallFailure } from '../call/call-failure.js';
import { Emitter, type Unsubscribe } from '../emitter.js';
import { PROTOCOL_VERSION } from '../protocol.js';
import { failureOfClose } from './close-failure.js';
import { decodeServerMessage } from './server-message-codec.js';
import type { WebSocketConstructor, WebSocketLike } from './web-socket.port.js';

/** From the first byte to `ready`. */
const CONNECT_DEADLINE_MS = 8_000;
/** How long `end()` waits for the server's own goodbye. */
const END_DEADLINE_MS = 1_500;
/** Three seconds of microphone audio. Beyond this, older speech would only arrive too late to be answered. */
const MAX_BUFFERED_BYTES = 96_000;

export interface ConnectionEvents {
  message: ServerMessage;
  /** Agent speech, PCM16 mono 24 kHz. */
  audio: ArrayBuffer;
  /** Exactly once. `failure` is undefined where the call ended as it should. */
  closed: { code: number; failure: CallFailure | undefined };
}

export interface ConnectionOptions {
  url: string;
  hello: Omit<HelloMessage, 'type' | 'protocol'>;
  /** For hosts without a global WebSocket, such as Node 20 (`undici` has one). */
  WebSocket?: WebSocketConstructor;
}

/** One voice socket: handshake, typed messages, bounded sending. It knows nothing of devices or of the page. */
export class VoiceConnection {
  private phase: 'connecting' | 'ready' | 'ending' | 'closed' = 'connecting';
  private readonly socket: WebSocketLike;
  private readonly events = new Emitter<ConnectionEvents>();
  private timer: ReturnType<typeof setTimeout>;
  private lastError: CallFailure | undefined;
  private ended = false;
  /** Microphone frames not sent because the network could not keep up. */
  droppedFrames = 0;

  constructor(private readonly options: ConnectionOptions) {
    const Socket = options.WebSocket ?? (globalThis.WebSocket as WebSocketConstructor);
    this.socket = new Socket(options.url);
    this.socket.binaryType = 'arraybuffer';
    // Handlers are set before anything is awaited: the greeting may arrive right behind `ready`.
    this.socket.onopen = () => this.sendHello();
    this.socket.onmessage = ({ data }) => this.receive(data);
    this.socket.onclose = ({ code }) => this.finish(code);
    this.socket.onerror = () => undefined; // `close` always follows and carries all there is to know
    this.timer = setTimeout(() => this.abandon(new CallFailure('network')), CONNECT_DEADLINE_MS);
  }

  on<N extends keyof ConnectionEvents>(
    name: N,
    listener: (payload: ConnectionEvents[N]) => void,
  ): Unsubscribe {
    return this.events.on(name, listener);
  }

  /** Resolves with `ready`, rejects with the `CallFailure` that ended the attempt. */
  ready(): Promise<ServerMessageOf<'ready'>> {
    return new Promise((resolve, reject) => {
      this.on('message', (message) => message.type === 'ready' && resolve(message));
      this.on('closed', ({ failure }) => reject(failure ?? new CallFailure('network')));
    });
  }

  /** Sends a message; false where the connection is not (or no longer) ready for it. */
  send(message: ClientMessage): boolean {
    if (this.phase !== 'ready') return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Sends microphone audio, or drops and counts it where the socket is not ready or too far behind. */
  sendAudio(pcm: ArrayBuffer): boolean {
    if (this.phase !== 'ready' || this.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.droppedFrames++;
      return false;
    }
    this.socket.send(pcm);
    return true;
  }

  /** Hangs up: says so, lets the server close, and closes by itself if that takes too long. */
  end(): void {
    if (this.phase === 'ending' || this.phase === 'closed') return;
    const wasReady = !this.ended && this.send({ type: 'end' });
    this.phase = 'ending';
    this.ended = true;
    clearTimeout(this.timer);
    if (wasReady) this.timer = setTimeout(() => this.abandon(undefined), END_DEADLINE_MS);
    else this.abandon(undefined);
  }

  private sendHello(): void {
    if (this.phase !== 'connecting') return;
    const hello: HelloMessage = { type: 'hello', protocol: PROTOCOL_VERSION, ...this.options.hello };
    this.socket.send(JSON.stringify(hello));
  }

  private receive(data: unknown): void {
    if (this.phase === 'closed') return;
    if (typeof data !== 'string') {
      if (data instanceof ArrayBuffer) this.events.emit('audio', data);
      return;
    }
    const message = decodeServerMessage(data);
    if (!message) return;
    if (message.type === 'ready' && this.phase === 'connecting') {
      this.phase = 'ready';
      clearTimeout(this.timer);
    }
    // Only an error right before the close explains the close; an earlier one was survived.
    this.lastError =
      message.type === 'error' ? new CallFailure(message.code, { message: message.message }) : undefined;
    if (message.type === 'ended') this.ended = true;
    this.events.emit('message', message);
  }

  private abandon(failure: CallFailure | undefined): void {
    this.socket.close(1000);
    // A socket that hangs in its handshake may take a minute to report its close; nobody should wait for that.
    this.finish(failure ? 1006 : 1000, failure);
  }

  private finish(code: number, failure?: CallFailure): void {
    if (this.phase === 'closed') return;
    const normal = this.ended || (code === 1000 && this.phase !== 'connecting');
    this.phase = 'closed';
    clearTimeout(this.timer);
    const cause = failure ?? this.lastError ?? new CallFailure(failureOfClose(code));
    this.events.emit('closed', { code, failure: normal ? undefined : cause });
  }
}
