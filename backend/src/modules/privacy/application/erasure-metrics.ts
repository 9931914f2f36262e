import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { madeAtMs } from '../../../platform/crypto/index.js';
import { RelayDatabase } from '../../../platform/database/index.js';
import { Logger } from '../../../platform/logging/index.js';
import { Metrics } from '../../../platform/metrics/index.js';
import { ErasuresRepository } from '../persistence/erasures.repository.js';

/** How long somebody has waited to be forgotten. The other figures of a scrape come also while the database is away. */
@Injectable()
export class ErasureMetrics {
  constructor(
    metrics: Metrics,
    relay: RelayDatabase,
    erasures: ErasuresRepository,
    clock: Clock,
    logger: Logger,
  ) {
    metrics.gauge(
      'orbis_erasure_oldest_seconds',
      'How long ago the oldest erasure was asked for that is not done; 0 where none is',
      [],
      async function () {
        try {
          const id = await relay.run((tx) => erasures.oldest(tx));
          this.set(id ? (clock.now().getTime() - madeAtMs(id)) / 1_000 : 0);
        } catch (error) {
          logger.warn('erasures could not be measured', { err: error });
        }
      },
    );
  }
}
