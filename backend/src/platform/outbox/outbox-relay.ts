import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/logger.js';
import { ControlConnection } from '../database/control-connection.js';
import { consumersOf, type QueueName } from '../queue/catalogue.js';
import { JobQueues, type QueuedJob } from '../queue/job-queues.port.js';
import { OUTBOX_CHANNEL } from './outbox.js';
import { OutboxStore, type ClaimedRow } from './outbox-store.js';

const POLL_MS = 1_000;
const BATCH = 100;
/** Until a handed-out row counts as lost; far above the duration of a job, far below the 90 s we promise. */
const LEASE_MS = 30_000;
const RETRY_ADD_MS = 1_000;
/** A row of a newer build waits for a process that knows it. */
const UNKNOWN_EVENT_MS = 60_000;

/** Carries committed facts from the outbox to the queue. Any number of processes may do so at once. */
@Injectable()
export class OutboxRelay {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = true;

  constructor(
    private readonly store: OutboxStore,
    private readonly queues: JobQueues,
    private readonly control: ControlConnection,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.stopped = false;
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.control.listen(OUTBOX_CHANNEL, () => this.wake());
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Wakes during a round are not lost: they cause one more round. */
  private wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.drain().finally(() => {
      this.running = undefined;
      if (this.again) {
        this.again = false;
        this.wake();
      }
    });
  }

  private async drain(): Promise<void> {
    try {
      let claimed: number;
      do claimed = await this.relayBatch();
      while (claimed === BATCH && !this.stopped);
    } catch (error) {
      this.logger.warn('the outbox could not be read', { err: error });
    }
  }

  private async relayBatch(): Promise<number> {
    const rows = await this.store.claim(BATCH, LEASE_MS);
    if (rows.length === 0) return 0;
    const settled: string[] = [];
    const unknown: string[] = [];
    const byQueue = new Map<QueueName, QueuedJob[]>();
    for (const row of rows) {
      const consumers = consumersOf(row.name);
      if (!consumers) unknown.push(row.id);
      else if (consumers.length === 0) settled.push(row.id);
      for (const [name, { queue }] of consumers ?? [])
        byQueue.set(queue, [
          ...(byQueue.get(queue) ?? []),
          {
            name,
            data: {
              outboxId: row.id,
              tenantId: row.tenantId,
              ...(row.traceparent && { traceparent: row.traceparent }),
            },
          },
        ]);
    }
    if (settled.length > 0) await this.store.markDone(settled);
    if (unknown.length > 0) await this.postpone(rows, unknown);
    for (const [queue, jobs] of byQueue) await this.add(queue, jobs);
    return rows.length;
  }

  private async add(queue: QueueName, jobs: QueuedJob[]): Promise<void> {
    try {
      await this.queues.add(queue, jobs);
    } catch (error) {
      this.logger.warn('jobs could not be queued', { queue, count: jobs.length, err: error });
      await this.store.release([...new Set(jobs.map((job) => job.data.outboxId))], RETRY_ADD_MS);
    }
  }

  private async postpone(rows: ClaimedRow[], unknown: string[]): Promise<void> {
    const event = rows.find((row) => row.id === unknown[0])?.name;
    this.logger.error('the outbox holds an event that this build does not know', {
      event,
      count: unknown.length,
    });
    await this.store.release(unknown, UNKNOWN_EVENT_MS);
  }
}
