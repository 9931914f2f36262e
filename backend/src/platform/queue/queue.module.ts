import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AppConfig } from '@orbisvoice/config';
import { Logger } from '../logging/logger.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxCleaner } from '../outbox/outbox-cleaner.js';
import { OutboxRelay } from '../outbox/outbox-relay.js';
import { OutboxStore } from '../outbox/outbox-store.js';
import { OutboxTries } from '../outbox/outbox-tries.js';
import { BullMqQueues } from './bullmq-queues.js';
import { EventRunner } from './event-runner.js';
import { HandlerRegistry, WHOLE_PRODUCT } from './handler-registry.js';
import { JobMetrics } from './job-metrics.js';
import { JobQueues } from './job-queues.port.js';
import { PeriodicRunner } from './periodic-runner.js';
import { WorkerHost } from './worker-host.js';

@Module({})
export class QueueModule {
  static with(wholeProduct: boolean): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        Outbox,
        OutboxStore,
        OutboxTries,
        OutboxRelay,
        OutboxCleaner,
        HandlerRegistry,
        EventRunner,
        JobMetrics,
        PeriodicRunner,
        WorkerHost,
        { provide: WHOLE_PRODUCT, useValue: wholeProduct },
        {
          provide: JobQueues,
          useFactory: (config: AppConfig, logger: Logger) => new BullMqQueues(config, logger),
          inject: [AppConfig, Logger],
        },
      ],
      exports: [Outbox, OutboxStore, OutboxTries],
    };
  }
}
