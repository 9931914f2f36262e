import type { ClientMessage, HelloMessage, ServerMessage } from '@orbisvoice/contracts';
import type { CallFailureCode } from '../call/call-failure.js';
import { PROTOCOL_VERSION } from '../protocol.js';
import { decodeServerMessage } from './server-message-codec.js';
import type { WebSocketConstructor } from './web-socket.port.js';

/** From the first byte to `ready`. */
const CONNECT_DEADLINE_MS = 8_000;
/** How long `end()` waits for the server's own goodbye. */
const END_DEADLINE_MS = 1_500;
/** Three seconds of microphone audio. Beyond this, older speech would only arrive too late to be answered. */
const MAX_BUFFERED_BYTES = 96_000;
/** Any code but 1000, which would end the call. */
const LOST = 3000;

export interface ConnectionHandlers {
  onMessage(message: ServerMessage): void;
  /** Agent speech, PCM16 mono 24 kHz. */
  onAudio(pcm: ArrayBuffer): void;
  /** Exactly once. `failure` is undefined where the call ended as it should. */
  onClosed(code: number, failure: CallFailureCode | undefined): void;
}

export interface ConnectionOptions {
  url: string;
  hello: Omit<HelloMessage, 'type' | 'protocol'>;
  /** For hosts without a global WebSocket, such as Node 20 (`undici` has one). */
  WebSocket?: WebSocketConstructor | undefined;
}

/** One voice socket: handshake, typed messages, bounded sending. It knows nothing of devices or of the page. */
export interface VoiceConnection {
  /** The network could not keep up: microphone audio is refused until it has. */
  readonly isBehind: boolean;
  /** Sends a message or microphone audio; false where the connection is not (or no longer) ready for it. */
  send(data: ClientMessage | ArrayBuffer): boolean;
  /** Hangs up: says so, lets the server close, and closes by itself if that takes too long. */
  end(): void;
  /** Gives the socket up as a network that has gone does: the call itself goes on. */
  drop(): void;
}

export function openConnection(
  { url, hello, WebSocket = globalThis.WebSocket as WebSocketConstructor }: ConnectionOptions,
  { onMessage, onAudio, onClosed }: ConnectionHandlers,
): VoiceConnection {
  let phase: 'connecting' | 'ready' | 'ending' | 'closed' = 'connecting';
  let lastError: CallFailureCode | undefined;
  let ended = false;

  /** Whoever closes on the other side gives the code of the error as the reason; a network that has gone gives none. */
  const finish = (code: number, reason?: string): void => {
    if (phase === 'closed') return;
    const normal = ended || (code === 1000 && phase !== 'connecting');
    phase = 'closed';
    clearTimeout(timer);
    onClosed(code, normal ? undefined : (lastError ?? ((reason || 'network') as CallFailureCode)));
  };
  const hangUp = (): void => {
    socket.close(1000);
    finish(1000);
  };
  const socket = new WebSocket(url);
  const connection: VoiceConnection = {
    get isBehind() {
      return socket.bufferedAmount > MAX_BUFFERED_BYTES;
    },
    send(data) {
      const isMessage = 'type' in data;
      if (phase !== 'ready' || (!isMessage && connection.isBehind)) return false;
      socket.send(isMessage ? JSON.stringify(data) : data);
      return true;
    },
    end() {
      if (phase === 'ending' || phase === 'closed') return;
      const wasReady = !ended && connection.send({ type: 'end' });
      phase = 'ending';
      ended = true;
      clearTimeout(timer);
      if (wasReady) timer = setTimeout(hangUp, END_DEADLINE_MS);
      else hangUp();
    },
    drop() {
      lastError = undefined;
      socket.close(LOST);
      // A socket that hangs in its handshake may take a minute to report its close; nobody should wait for that.
      finish(1006);
    },
  };
  let timer = setTimeout(connection.drop, CONNECT_DEADLINE_MS);
  socket.binaryType = 'arraybuffer';
  // Handlers are set before anything is awaited: the greeting may arrive right behind `ready`.
  socket.onopen = () => {
    if (phase === 'connecting')
      socket.send(JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, ...hello }));
  };
  socket.onmessage = ({ data }) => {
    if (phase === 'closed') return;
    if (data instanceof ArrayBuffer) onAudio(data);
    const message = typeof data === 'string' && decodeServerMessage(data);
    if (!message) return;
    if (message.type === 'ready' && phase === 'connecting') {
      phase = 'ready';
      clearTimeout(timer);
    }
    // Only an error right before the close explains the close; an earlier one was survived.
    lastError = message.type === 'error' ? message.code : undefined;
    if (message.type === 'ended') ended = true;
    onMessage(message);
  };
  socket.onclose = ({ code, reason }) => finish(code, reason);
  socket.onerror = () => undefined; // `close` always follows and carries all there is to know
  return connection;
}
