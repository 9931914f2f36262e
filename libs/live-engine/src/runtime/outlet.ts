import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { closeReason, type Refusal } from '../protocol/refusal.js';
import { encodeMessage, type JsonStyle, type ServerMessage } from '../protocol/server-message.js';
import { binaryFrame } from '../protocol/ws-frame.js';

/** A client that reads nothing for so long is gone; audio must not pile up for it without bound. */
const MAX_UNSENT_BYTES = 32 * 1024 * 1024;

/** The way out to one client. Finished frames go to the socket in one write; `ws` sends nothing else but control frames. */
export class Outlet {
  constructor(
    private readonly webSocket: WebSocket,
    private readonly socket: Socket,
    readonly json: JsonStyle,
    private readonly unknownKeys: boolean,
  ) {}

  get isOpen(): boolean {
    return this.webSocket.readyState === WebSocket.OPEN && !this.socket.destroyed;
  }

  frame(frame: Buffer): void {
    if (!this.isOpen) return;
    if (this.socket.writableLength > MAX_UNSENT_BYTES) this.webSocket.terminate();
    else this.socket.write(frame);
  }

  /** Several frames that are due together, in one system call. */
  together(work: () => void): void {
    this.socket.cork();
    work();
    this.socket.uncork();
  }

  message(message: ServerMessage): void {
    const known = this.unknownKeys
      ? { ...message, futureField: { note: 'unknown to this client' } }
      : message;
    this.frame(encodeMessage(known, this.json));
  }

  /** Sends a frame that is no JSON. */
  malformed(): void {
    this.frame(binaryFrame(Buffer.from('{\n  "serverContent": {\n    "modelTurn": ')));
  }

  /** A message of a kind that no client knows yet. */
  unknownKind(): void {
    this.frame(encodeMessage({ futureMessage: { value: 1 } }, this.json));
  }

  close({ code, reason }: Refusal): void {
    if (this.isOpen) this.webSocket.close(code, closeReason(reason));
  }

  reset(): void {
    this.socket.resetAndDestroy();
  }
}
