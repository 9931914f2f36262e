import type { QueueName } from './catalogue.js';

/** All that a job carries. Ids only, so that the queue's store never holds a customer's words. */
export interface JobData {
  outboxId: string;
  tenantId: string;
  /** What its span follows from. */
  traceparent?: string;
}

export interface QueuedJob {
  /** Name of the consumer. */
  name: string;
  data: JobData;
}

export type JobProcessor = (job: QueuedJob) => Promise<void>;
/** Called for a job that was given up without the processor saying so, as after repeated crashes of its worker. */
export type JobLost = (job: QueuedJob) => Promise<void>;

/**
 * The fast bell of the outbox: it may forget everything at any moment. Adding a job that is still waiting or running
 * changes nothing.
 */
export abstract class JobQueues {
  abstract add(queue: QueueName, jobs: readonly QueuedJob[]): Promise<void>;
  /** Starts taking jobs of `queue`. */
  abstract process(queue: QueueName, processor: JobProcessor, onLost: JobLost): void;
  /** Takes no new job and waits for the running ones. */
  abstract stopProcessing(): Promise<void>;
  abstract close(): Promise<void>;
}
