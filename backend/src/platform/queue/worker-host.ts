import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { OutboxRelay } from '../outbox/outbox-relay.js';
import { QUEUES, type QueueName } from './catalogue.js';
import { EventRunner } from './event-runner.js';
import { HandlerRegistry } from './handler-registry.js';
import { JobQueues } from './job-queues.port.js';
import { PeriodicRunner } from './periodic-runner.js';

/**
 * Starts and ends the background work of this process. It ends before the servers and pools close, in the phase in
 * which everything that a job may need is still there.
 */
@Injectable()
export class WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly config: AppConfig,
    private readonly registry: HandlerRegistry,
    private readonly queues: JobQueues,
    private readonly runner: EventRunner,
    private readonly relay: OutboxRelay,
    private readonly periodic: PeriodicRunner,
  ) {}

  onApplicationBootstrap(): void {
    // Checked in every role, so that a forgotten handler shows in development and not in the worker alone.
    this.registry.collect();
    if (this.config.role !== 'all' && this.config.role !== 'worker') return;
    for (const queue of Object.keys(QUEUES) as QueueName[])
      this.queues.process(
        queue,
        (job) => this.runner.run(job),
        (job) => this.runner.lost(job),
      );
    this.relay.start();
    this.periodic.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.periodic.stop();
    await this.relay.stop();
    await this.queues.close();
  }
}
