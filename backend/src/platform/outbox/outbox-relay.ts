import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/logger.js';
import { ControlConnection } from '../database/control-connection.js';
import { consumersOf, isPatient, type QueueName } from '../queue/catalogue.js';
import { JobQueues, type QueuedJob } from '../queue/job-queues.port.js';
import { OUTBOX_CHANNEL } from './outbox.js';
import { OutboxStore, type ClaimedRow } from './outbox-store.js';

const POLL_MS = 1_000;
const BATCH = 100;
/** Until a handed-out row counts as lost; far above the duration of a job, far below the 90 s we promise. */
const LEASE_MS = 30_000;
/** The same for a row that waits for a patient queue alone, where thousands may wait for an hour. */
const PATIENT_MS = 300_000;
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
    const { unknown, idle, patient, byQueue } = sortOut(rows);
    if (idle.length > 0) await this.store.rest(idle);
    if (unknown.length > 0) await this.postpone(rows, unknown);
    // Before their jobs exist, so that what a job says of its row comes last.
    for (const [queue, ids] of patient) await this.store.setAside(ids, queue, PATIENT_MS);
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
    await this.store.postpone(unknown, UNKNOWN_EVENT_MS);
  }
}

interface Sorted {
  unknown: string[];
  /** Rows with nothing to hand out. */
  idle: string[];
  /** Rows of which nothing is left but work in one patient queue. */
  patient: Map<QueueName, string[]>;
  byQueue: Map<QueueName, QueuedJob[]>;
}

/** Only what is still to be done is handed out; the queue itself leaves a job alone that waits already. */
function sortOut(rows: readonly ClaimedRow[]): Sorted {
  const sorted: Sorted = { unknown: [], idle: [], patient: new Map(), byQueue: new Map() };
  for (const row of rows) {
    const consumers = consumersOf(row.name);
    const due = consumers?.filter(([name]) => !row.settled.includes(name)) ?? [];
    for (const [name, { queue }] of due) append(sorted.byQueue, queue, toJob(name, row));
    const [first] = due;
    if (!consumers) sorted.unknown.push(row.id);
    else if (!first) sorted.idle.push(row.id);
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
