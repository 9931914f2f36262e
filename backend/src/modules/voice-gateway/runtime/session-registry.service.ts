import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Clock } from '../../../platform/clock/clock.js';
import { Logger } from '../../../platform/logging/index.js';
import { VoiceProvider } from '../providers/voice-provider.port.js';
import { CallDesk } from './call-desk.service.js';
import type { ClientConnection, ClientEvents } from './client-connection.port.js';
import { GatewayMetrics } from './gateway-metrics.js';
import { LiveSession } from './live-session.js';
import { SessionsHere } from './sessions-here.js';

/** After the drain deadline: the last commits and the closing handshakes. */
const FINISH_MS = 6_000;
const POLL_MS = 20;

/** The sessions of this process, from their connection until they are written down. */
@Injectable()
export class SessionRegistry implements BeforeApplicationShutdown {
  private readonly sessions = new Set<LiveSession>();
  private readonly writing = new Set<Promise<void>>();
  private readonly here = new SessionsHere();
  private leaving = false;

  constructor(
    private readonly desk: CallDesk,
    private readonly provider: VoiceProvider,
    private readonly clock: Clock,
    private readonly metrics: GatewayMetrics,
    private readonly logger: Logger,
    private readonly config: AppConfig,
  ) {}

  get draining(): boolean {
    return this.leaving;
  }

  /** Takes a connection over; from now on the session decides what becomes of it. */
  accept(client: ClientConnection): ClientEvents {
    const { desk, provider, clock, metrics, logger, here } = this;
    const session = new LiveSession(client, { desk, provider, clock, metrics, logger, here }, () =>
      this.remove(session),
    );
    this.sessions.add(session);
    this.metrics.liveCalls(this.sessions.size);
    session.start();
    if (this.leaving) session.drain(0);
    return session.eventsOf(client);
  }

  /** Lets the calls finish, bounded; then they are told to come back elsewhere, and written down. */
  async beforeApplicationShutdown(): Promise<void> {
    this.leaving = true;
    for (const session of this.sessions) session.drain(this.config.drainMs);
    const deadline = this.clock.monotonicMs() + this.config.drainMs + FINISH_MS;
    while (this.sessions.size > 0 && this.clock.monotonicMs() < deadline) await sleep(POLL_MS);
    await Promise.race([Promise.all(this.writing), sleep(FINISH_MS, undefined, { ref: false })]);
    const left = this.sessions.size;
    if (left > 0) this.logger.warn('calls were cut by the shutdown', { count: left });
  }

  private remove(session: LiveSession): void {
    this.sessions.delete(session);
    this.metrics.liveCalls(this.sessions.size);
    const recorded = session.recorded.finally(() => this.writing.delete(recorded));
    this.writing.add(recorded);
  }
}
