import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/logger.js';
import { ControlConnection } from '../database/control-connection.js';
import { consumersOf, isPatient, type QueueName } from '../queue/catalogue.js';
import { JobQueues, type QueuedJob } from '../queue/job-queues.port.js';
import { OUTBOX_CHANNEL } from './outbox.js';
import { OutboxStore, type ClaimedRow, type ClaimTerms, type Resting } from './outbox-store.js';

const POLL_MS = 1_000;
const CLAIM = {
  limit: 100,
  /** Far above the duration of a job, far below the 90 s we promise. */
  leaseMs: 30_000,
  /** Thousands may wait there for an hour. */
  patientMs: 300_000,
  /** A row of a newer build waits for a process that knows it. */
  unknownMs: 60_000,
} as const satisfies ClaimTerms;
const RETRY_ADD_MS = 1_000;

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
      while (claimed === CLAIM.limit && !this.stopped);
    } catch (error) {
      this.logger.warn('the outbox could not be read', { err: error });
    }
  }

  private async relayBatch(): Promise<number> {
    const { count, unknown, unknownEvents, byQueue } = await this.store.claim(CLAIM, sortOut);
    if (unknown.length > 0)
      this.logger.error('the outbox holds an event that this build does not know', {
        event: [...unknownEvents].join(', '),
        count: unknown.length,
      });
    for (const [queue, jobs] of byQueue) await this.add(queue, jobs);
    return count;
  }

  private async add(queue: QueueName, jobs: QueuedJob[]): Promise<void> {
    try {
      await this.queues.add(queue, jobs);
    } catch (error) {
      this.logger.warn('jobs could not be queued', { queue, count: jobs.length, err: error });
      await this.store.release([...new Set(jobs.map((job) => job.data.outboxId))], RETRY_ADD_MS);
    }
  }
}

interface Sorted extends Resting {
  count: number;
  unknown: string[];
  unknownEvents: Set<string>;
  patient: Map<QueueName, string[]>;
  byQueue: Map<QueueName, QueuedJob[]>;
}

/** Only what is still to be done is handed out; the queue itself leaves a job alone that waits already. */
function sortOut(rows: readonly ClaimedRow[]): Sorted {
  const sorted: Sorted = {
    count: rows.length,
    unknown: [],
    unknownEvents: new Set(),
    idle: [],
    patient: new Map(),
    byQueue: new Map(),
  };
  for (const row of rows) {
    const consumers = consumersOf(row.name);
    if (!consumers) {
      sorted.unknown.push(row.id);
      sorted.unknownEvents.add(row.name);
      continue;
    }
    const due = consumers.filter(([name]) => !row.settled.includes(name));
    for (const [name, { queue }] of due) append(sorted.byQueue, queue, toJob(name, row));
    const [first] = due;
    if (!first) sorted.idle.push(row.id);
    else if (due.length === 1 && isPatient(first[1].queue)) append(sorted.patient, first[1].queue, row.id);
  }
  return sorted;
}

const toJob = (name: string, { id, tenantId, traceparent }: ClaimedRow): QueuedJob => ({
  name,
  data: { outboxId: id, tenantId, ...(traceparent && { traceparent }) },
});

function append<T>(lists: Map<QueueName, T[]>, queue: QueueName, item: T): void {
  const list = lists.get(queue);
  if (list) list.push(item);
  else lists.set(queue, [item]);
}
