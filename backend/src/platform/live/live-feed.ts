import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ControlConnection } from '../database/control-connection.js';
import { decodeLive, LIVE_CHANNEL, type LiveMessage } from './live-message.js';

export type LiveListener = (message: LiveMessage) => void;

/** Every live event of the installation, handed to those in this process who asked for its audience. */
@Injectable()
export class LiveFeed implements OnApplicationBootstrap {
  private readonly listeners = new Map<string, Set<LiveListener>>();
  private readonly everything: LiveListener[] = [];

  constructor(private readonly control: ControlConnection) {}

  onApplicationBootstrap(): void {
    this.control.listen(
      LIVE_CHANNEL,
      (payload) => {
        const message = decodeLive(payload);
        if (message) this.tell(message);
      },
      () => this.tellAll(),
    );
  }

  /** For as long as the process lives. `resync` of nobody: some events may have been missed. */
  hearAll(listener: LiveListener): void {
    this.everything.push(listener);
  }

  /** Returns how to stop listening. */
  subscribe(audience: string, listener: LiveListener): () => void {
    const listeners = this.listeners.get(audience) ?? new Set();
    this.listeners.set(audience, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(audience) === listeners) this.listeners.delete(audience);
    };
  }

  private tell(message: LiveMessage): void {
    for (const listener of this.everything) listener(message);
    this.tellAudience(message);
  }

  private tellAll(): void {
    const resync = { name: 'resync', id: null } as const;
    for (const listener of this.everything) listener({ ...resync, audience: '' });
    for (const audience of [...this.listeners.keys()]) this.tellAudience({ ...resync, audience });
  }

  private tellAudience(message: LiveMessage): void {
    for (const listener of [...(this.listeners.get(message.audience) ?? [])]) listener(message);
  }
}
