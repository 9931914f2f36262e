import type { ClientMessage, CloseCode, ErrorCode, HelloMessage, ServerMessage } from '@orbisvoice/contracts';

/** The visitor's side of a call, as the runtime uses it. Transport implements it; every verb may be called at any time. */
export interface ClientConnection {
  /** The `Origin` of the page; undefined for programs. */
  readonly origin: string | undefined;
  send(message: ServerMessage): void;
  sendAudio(pcm: Buffer): void;
  /** Sends what waits, then closes; ends the socket for certain. */
  close(code: CloseCode, reason: string): void;
  /** From now on somebody else is told. */
  listen(events: ClientEvents): void;
}

/** What transport tells the runtime about a connection. After `gone` nothing more is told. */
export interface ClientEvents {
  hello(hello: HelloMessage): void;
  /** The client has received the last `ready`, though perhaps not yet looked at it. */
  readyArrived(): void;
  message(message: ClientMessage): void;
  /** The buffer is the receiver's from now on. */
  audio(pcm: Buffer): void;
  violation(code: ErrorCode, message: string): void;
  gone(cause: 'closed' | 'lost' | 'too-slow'): void;
}
