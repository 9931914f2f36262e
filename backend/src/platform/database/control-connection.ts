import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import pg from 'pg';
import { Logger } from '../logging/logger.js';

/**
 * One long-lived connection of the relay's role, for what lives as long as a session: LISTEN and advisory locks. A
 * lost one is opened again at the next use or poll; its locks are then free for another process, as they should be.
 */
@Injectable()
export class ControlConnection implements OnApplicationShutdown {
  private connecting: Promise<pg.Client> | undefined;
  private closed = false;
  private readonly listeners = new Map<string, () => void>();

  constructor(
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {}

  /** Calls `onNotify` for each notification. May miss some while reconnecting: always poll as well. */
  listen(channel: string, onNotify: () => void): void {
    this.listeners.set(channel, onNotify);
    void this.client()
      .then((client) => client.query(`LISTEN ${pg.escapeIdentifier(channel)}`))
      .catch((error: unknown) => this.logger.warn('listening failed, polling goes on', { err: error }));
  }

  /** Runs `work` unless another process does so at this moment. Returns whether it ran. */
  async exclusively(name: string, work: () => Promise<void>): Promise<boolean> {
    const client = await this.client();
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtext($1)) as locked',
      [name],
    );
    if (!rows[0]?.locked) return false;
    try {
      await work();
    } finally {
      await client.query('select pg_advisory_unlock(hashtext($1))', [name]);
    }
    return true;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    const client = await this.connecting?.catch(() => undefined);
    await client?.end();
  }

  private client(): Promise<pg.Client> {
    if (this.closed) return Promise.reject(new Error('the control connection is closed'));
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.config.databaseRelayUrl,
      application_name: `orbis-control-${this.config.role}`,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', (error) => {
      this.connecting = undefined;
      this.logger.warn('the control connection was lost', { err: error });
      setTimeout(() => this.reopen(), 1_000).unref();
    });
    client.on('notification', ({ channel }) => this.listeners.get(channel)?.());
    await client.connect();
    return client;
  }

  private reopen(): void {
    if (this.closed) return;
    for (const [channel, onNotify] of this.listeners) this.listen(channel, onNotify);
  }
}
