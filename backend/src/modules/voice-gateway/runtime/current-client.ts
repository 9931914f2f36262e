import type { ClientMessage, ErrorCode, HelloMessage } from '@orbisvoice/contracts';
import type { ClientEvents } from './client-connection.port.js';

/** Passes on what a connection tells for as long as it is the one that the session has. */
export class CurrentClient implements ClientEvents {
  constructor(
    private readonly session: ClientEvents,
    private readonly isCurrent: () => boolean,
  ) {}

  hello(hello: HelloMessage): void {
    if (this.isCurrent()) this.session.hello(hello);
  }

  readyArrived(): void {
    if (this.isCurrent()) this.session.readyArrived();
  }

  message(message: ClientMessage): void {
    if (this.isCurrent()) this.session.message(message);
  }

  audio(pcm: Buffer): void {
    if (this.isCurrent()) this.session.audio(pcm);
  }

  violation(code: ErrorCode, message: string): void {
    if (this.isCurrent()) this.session.violation(code, message);
  }

  gone(cause: 'closed' | 'lost' | 'too-slow'): void {
    if (this.isCurrent()) this.session.gone(cause);
  }
}
