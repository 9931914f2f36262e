import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { Histogram } from 'prom-client';
import { Logger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { CONSUMER_NAMES, PATIENT_QUEUES } from './catalogue.js';
import { OutboxStore, type Backlog } from '../outbox/outbox-store.js';

const SECONDS = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60];

/** What tells an operator that background work stands still: jobs by outcome, and what waits in the outbox. */
@Injectable()
export class JobMetrics {
  private readonly jobs: Histogram<'consumer' | 'outcome'>;

  constructor({ role }: AppConfig, metrics: Metrics, store: OutboxStore, logger: Logger) {
    this.jobs = metrics.histogram('orbis_job_seconds', 'Time that a job took, by how it ended', SECONDS, [
      'consumer',
      'outcome',
    ]);
    // From the start, since an alert sees how much a series grows, and not that it has come to be.
    if (role === 'all' || role === 'worker')
      for (const consumer of CONSUMER_NAMES)
        for (const outcome of ['done', 'failed']) this.jobs.zero({ consumer, outcome });
    // Both figures of a scrape come from one look; the other figures are worth the more while the database is away.
    let look: Promise<Backlog | undefined> | undefined;
    const backlog = () =>
      (look ??= store
        .backlog()
        .catch((error: unknown) => void logger.warn('the outbox could not be measured', { err: error }))
        .finally(() => (look = undefined)));
    metrics.gauge(
      'orbis_outbox_rows',
      'Facts in the outbox that are not done, by state',
      ['state'],
      async function () {
        const { open, dead } = (await backlog()) ?? {};
        if (open !== undefined) this.set({ state: 'open' }, open);
        if (dead !== undefined) this.set({ state: 'dead' }, dead);
      },
    );
    metrics.gauge(
      'orbis_outbox_oldest_seconds',
      'How long the oldest fact has been due that is not done, and waits for more than a patient queue; 0 where none is',
      [],
      async function () {
        const { oldestSeconds } = (await backlog()) ?? {};
        if (oldestSeconds !== undefined) this.set(oldestSeconds);
      },
    );
    metrics.gauge(
      'orbis_outbox_waiting_seconds',
      'How long the oldest fact has waited of which nothing is left but work in this patient queue; 0 where none is',
      ['queue'],
      async function () {
        const { waiting } = (await backlog()) ?? {};
        if (waiting) for (const queue of PATIENT_QUEUES) this.set({ queue }, waiting[queue] ?? 0);
      },
    );
  }

  async timed(consumer: string, job: () => Promise<void>): Promise<void> {
    const stop = this.jobs.startTimer({ consumer });
    try {
      await job();
      stop({ outcome: 'done' });
    } catch (error) {
      stop({ outcome: 'failed' });
      throw error;
    }
  }
}
