import { ServerMessage, type ServerMessageOf } from '@orbisvoice/contracts';
import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.js';

type Timed<T> = T & { at: number };

/** What a page said to its console and heard on its voice socket. */
export class WatchedPage {
  /** Errors of the console, uncaught exceptions and refusals of the content security policy. */
  readonly complaints: string[] = [];
  readonly messages: Timed<ServerMessage>[] = [];
  readonly audio: Timed<{ bytes: number }>[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('websocket', (socket) => {
      if (!socket.url().includes('/stream')) return;
      socket.on('framereceived', ({ payload }) => {
        const at = Date.now();
        if (typeof payload !== 'string') this.audio.push({ at, bytes: payload.length });
        else this.messages.push({ at, ...ServerMessage.parse(JSON.parse(payload)) });
      });
    });
  }

  of<T extends ServerMessage['type']>(type: T): Timed<ServerMessageOf<T>>[] {
    return this.messages.filter((message) => message.type === type) as Timed<ServerMessageOf<T>>[];
  }

  async until<T extends ServerMessage['type']>(
    type: T,
    matches: (message: ServerMessageOf<T>) => boolean = () => true,
    timeoutMs = 30_000,
  ): Promise<Timed<ServerMessageOf<T>>> {
    const found = () => this.of(type).find(matches);
    await waitFor(() => found() !== undefined, timeoutMs).catch(() => undefined);
    const message = found();
    if (!message) throw new Error(`waited in vain for ${type} after ${JSON.stringify(this.messages)}`);
    return message;
  }
}
