import type { CallAgain } from './call-returns.service.js';
import type { ClientConnection } from './client-connection.port.js';

/** A session as somebody sees it whose visitor comes back on another connection. */
export interface SessionHere {
  /** The number under which it holds its call, where somebody could go on with it. */
  readonly heldEpoch: number | undefined;
  /** The call is over and is being written down. */
  readonly isEnding: boolean;
  /** The visitor is back on this connection; one that is still there is let go. */
  attach(client: ClientConnection, again: CallAgain): void;
  /** Somebody else has the call. */
  lost(): void;
}

/** The sessions of this process by their call, so that a visitor who comes back finds theirs. */
export class SessionsHere {
  private readonly byCall = new Map<string, SessionHere>();

  find(callId: string): SessionHere | undefined {
    return this.byCall.get(callId);
  }

  put(callId: string, session: SessionHere): void {
    this.byCall.set(callId, session);
  }

  /** Nothing happens where another session has the call by now. */
  remove(callId: string, session: SessionHere): void {
    if (this.byCall.get(callId) === session) this.byCall.delete(callId);
  }
}
