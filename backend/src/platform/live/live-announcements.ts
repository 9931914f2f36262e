import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { LiveEventName } from '@orbisvoice/contracts';
import { RelayDatabase, type Transaction } from '../database/index.js';
import { Logger } from '../logging/logger.js';
import { encodeLive, LIVE_CHANNEL, type LiveMessage } from './live-message.js';

const GATHER_MS = 100;
/** What a broken database may make us keep; pages catch up by reading, so the rest is dropped. */
const MAX_WAITING = 1_000;

/** Tells open pages that something changed, where no trigger of a table does so. */
@Injectable()
export class LiveAnnouncements implements BeforeApplicationShutdown {
  private waiting: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly relay: RelayDatabase,
    private readonly logger: Logger,
  ) {}

  /** Heard at the commit of `tx`, never without it. `audience` is a team's or a person's id. */
  async announce(tx: Transaction, audience: string, name: LiveEventName, id: string | null): Promise<void> {
    await tx.query('select pg_notify($1, $2)', [LIVE_CHANNEL, encodeLive({ audience, name, id })]);
  }

  /**
   * For what is committed already and happens in crowds: told within a moment, together with all that came up
   * meanwhile. A crash may swallow it.
   */
  soon(message: LiveMessage): void {
    if (this.waiting.length >= MAX_WAITING) return;
    this.waiting.push(encodeLive(message));
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.flush();
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    const told = this.waiting.splice(0);
    if (told.length === 0) return;
    try {
      await this.relay.run((tx) =>
        tx.query('select pg_notify($1, line) from unnest($2::text[]) line', [LIVE_CHANNEL, told]),
      );
    } catch (error) {
      this.logger.warn('live events could not be told', { count: told.length, err: error });
    }
  }
}
