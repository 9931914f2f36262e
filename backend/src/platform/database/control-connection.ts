import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import pg from 'pg';
import { Logger } from '../logging/logger.js';
import { answeringSocket } from './answering-socket.js';

/** Pause between attempts to connect again. */
const REOPEN_MS = 1_000;
/** Who only listens asks nothing, and would never learn that nobody is there any more. */
const BEAT_MS = 10_000;
/**
 * Postgres ends a connection that says nothing for so long. It would not notice by itself for two hours that a process, or
 * the way to it, is gone, and keep its locks as long: no other could do what had its turn there.
 */
const SILENT_SECONDS = 30;

/** Before the role of the process; see RunningProcesses. */
export const CONTROL_NAME = 'orbis-control-';

interface ChannelListener {
  onNotify: (payload: string) => void;
  onGap: () => void;
}

/**
 * One long-lived connection of the relay's role, for what lives as long as a session: LISTEN and advisory locks. A
 * lost one is opened again at the next use or poll; its locks are then free for another process, as they should be.
 */
@Injectable()
export class ControlConnection implements OnApplicationShutdown {
  private connecting: Promise<pg.Client> | undefined;
  private closed = false;
  /** Set from the loss of a connection until there is another. */
  private reopening: NodeJS.Timeout | undefined;
  private readonly listeners = new Map<string, ChannelListener>();

  constructor(
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {}

  /**
   * Calls `onNotify` for each notification. Some are missed while there is no connection: `onGap` says so once there is
   * one again.
   */
  listen(channel: string, onNotify: (payload: string) => void, onGap: () => void = () => undefined): void {
    const connected = this.connecting;
    this.listeners.set(channel, { onNotify, onGap });
    void (connected ?? this.client())
      // A connection that is made from here on listens to every channel by itself.
      .then((client) => connected && client.query(`LISTEN ${pg.escapeIdentifier(channel)}`))
      .catch((error: unknown) => {
        this.logger.warn('listening failed, polling goes on', { err: error });
        this.reopenLater();
      });
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
    clearTimeout(this.reopening);
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
      application_name: CONTROL_NAME + this.config.role,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      stream: () => answeringSocket(),
    });
    client.on('error', (error) => {
      this.connecting = undefined;
      this.logger.warn('the control connection was lost', { err: error });
      this.reopenLater();
    });
    client.on('notification', ({ channel, payload = '' }) => this.listeners.get(channel)?.onNotify(payload));
    await client.connect();
    await client.query(`set idle_session_timeout = '${SILENT_SECONDS}s'`);
    const beat = setInterval(() => void client.query('select 1').catch(() => undefined), BEAT_MS).unref();
    client.once('end', () => clearInterval(beat));
    for (const channel of this.listeners.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    if (this.reopening) {
      clearTimeout(this.reopening);
      this.reopening = undefined;
      for (const { onGap } of this.listeners.values()) onGap();
    }
    return client;
  }

  /** Tried until it succeeds: a process that only listens has no other use of the connection that would open it. */
  private reopenLater(): void {
    clearTimeout(this.reopening);
    if (this.closed) return;
    this.reopening = setTimeout(() => void this.client().catch(() => this.reopenLater()), REOPEN_MS).unref();
  }
}
