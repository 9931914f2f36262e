import { WebSocket } from 'ws';
import { VoiceProviderError, type WarmConnection } from '../voice-provider.port.js';
import { closeFailure, safeReason, upgradeFailure } from './close.mapping.js';

const HANDSHAKE_MS = 8_000;
/** A very long reply part is a few hundred KiB; more is not Gemini. */
const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;
const CLOSE_GRACE_MS = 500;
const AS_TEXT = { binary: false } as const;

export interface GeminiSocketEvents {
  frame(data: Buffer): void;
  /** Exactly once, whatever ended it. */
  closed(code: number, reason: string): void;
}

/** The callbacks that the SDK hands to a socket; only `onopen` is used, frames go to our own reader. */
export interface SdkCallbacks {
  onopen(): void;
  onmessage(event: { data: string }): void;
}

interface SocketUser {
  readonly sdk: SdkCallbacks;
  readonly events: GeminiSocketEvents;
}

/**
 * The socket under the SDK, owned by us: it can be ended for certain, it tells of every failure, it declines
 * compression, and no frame reaches the SDK but the `setupComplete` that lets `connect` resolve (traps 0.2–0.7).
 */
export class GeminiSocket implements WarmConnection {
  private socket: WebSocket | undefined;
  private over = false;
  private user: SocketUser | undefined;
  private early: ((user: SocketUser) => void)[] = [];

  constructor(
    readonly url: string,
    private readonly headers: Record<string, string>,
  ) {}

  /** From the next `connect` on this is told what happens, and what has happened to a socket that was begun before. */
  serve(sdk: SdkCallbacks, events: GeminiSocketEvents): this {
    this.user = { sdk, events };
    return this;
  }

  /** Called by the SDK; before that, where somebody wants the way to the model open already. */
  connect(): void {
    if (!this.socket) this.begin();
    const { user } = this;
    if (user) for (const told of this.early.splice(0)) told(user);
  }

  /** Nobody needs the connection that was begun. */
  drop(): void {
    this.terminate();
  }

  private begin(): void {
    const socket = new WebSocket(collapseSlashes(this.url), {
      headers: this.headers,
      perMessageDeflate: false,
      maxPayload: MAX_PAYLOAD_BYTES,
      handshakeTimeout: HANDSHAKE_MS,
      followRedirects: false,
    });
    this.socket = socket;
    let refusal: string | undefined;
    let status = 0;
    socket.on('unexpected-response', (request, response) => {
      status = response.statusCode ?? 0;
      response.resume();
      request.destroy();
      this.end(4_000 + status, `HTTP ${status}`);
    });
    // The message may quote the address, and the address holds the key: only the kind of error is kept.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      refusal = error.code ?? error.name;
    });
    socket.on('open', () => this.tell(({ sdk }) => sdk.onopen()));
    socket.on('message', (data) => {
      if (!this.over) this.user?.events.frame(asBuffer(data));
    });
    socket.on('close', (code, reason) => this.end(code, reason.toString() || (refusal ?? '')));
  }

  get isOpen(): boolean {
    return !this.over && this.socket?.readyState === WebSocket.OPEN;
  }

  send(text: string): void {
    if (this.isOpen) this.socket?.send(text);
  }

  /** The bytes of a text message. */
  sendText(text: Buffer): void {
    if (this.isOpen) this.socket?.send(text, AS_TEXT);
  }

  /** What is waiting to be written; grows without bound where the provider does not read. */
  get bufferedBytes(): number {
    return this.socket?.bufferedAmount ?? 0;
  }

  /** While false, the network's own limits hold the provider back. */
  setReading(reading: boolean): void {
    if (reading) this.socket?.resume();
    else this.socket?.pause();
  }

  /** Lets the SDK's `connect` resolve. */
  confirmSetup(): void {
    this.user?.sdk.onmessage({ data: '{"setupComplete":{}}' });
  }

  /** A polite close, then the end, whether the peer answers or not. */
  close(): void {
    const socket = this.socket;
    if (!socket || this.over) return;
    if (socket.readyState !== WebSocket.OPEN) {
      this.terminate();
      return;
    }
    // The answer to the close has to be read.
    socket.resume();
    socket.close(1000);
    setTimeout(() => this.terminate(), CLOSE_GRACE_MS).unref();
  }

  terminate(): void {
    this.socket?.terminate();
    this.end(1006, 'terminated');
  }

  private end(code: number, reason: string): void {
    if (this.over) return;
    this.over = true;
    this.tell(({ events }) => events.closed(code, safeReason(reason)));
  }

  private tell(what: (user: SocketUser) => void): void {
    if (this.user) what(this.user);
    else this.early.push(what);
  }
}

/** The error for a socket that ended before the session was established. */
export function openingError(code: number, reason: string, resuming: boolean): VoiceProviderError {
  const status = code - 4_000;
  const failure =
    status >= 100 && status < 1_000
      ? upgradeFailure(status)
      : closeFailure(code, reason, { established: false, resuming });
  return new VoiceProviderError(failure, `${code} ${reason}`.trim(), code);
}

/** The SDK writes `ws://host//ws/…`, which some servers read as another host. */
export const collapseSlashes = (url: string): string => url.replace(/([^:/])\/{2,}/g, '$1/');

function asBuffer(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
