import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from '@orbisvoice/config';
import {
  createIORedisClient,
  createPostgresBackend,
  Queue,
  RedisConnection,
  withBackend,
  Worker,
  type Job,
  type JobsOptions,
  type WorkerOptions,
} from 'bullmq';
import pg from 'pg';
import type { Logger } from '../logging/logger.js';
import { openRedis } from '../redis/index.js';
import { QUEUES, type QueueName } from './catalogue.js';
import {
  JobQueues,
  type JobData,
  type JobLost,
  type JobProcessor,
  type QueuedJob,
} from './job-queues.port.js';
import { QUEUE_SCHEMA } from './queue-schema.js';

/** What is used of BullMQ's classes, whose types differ by backend. */
interface AnyQueue {
  addBulk(jobs: { name: string; data: JobData; opts: JobsOptions }[]): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}
interface AnyWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(
    event: 'failed',
    listener: (job: Pick<Job<JobData>, 'name' | 'data'> | undefined, error: Error) => void,
  ): unknown;
  /** Takes no more jobs, and resolves when those that run have ended. */
  close(): Promise<void>;
}
type Process = (job: Pick<Job<JobData>, 'name' | 'data'>) => Promise<void>;

/** A killed worker's job runs again within about 5 s instead of BullMQ's usual minute; jobs here are short. */
const WORKER_OPTIONS = {
  lockDuration: 5_000,
  lockRenewTime: 2_000,
  stalledInterval: 2_000,
  maxStalledCount: 3,
} as const satisfies Partial<WorkerOptions>;
/** The outbox keeps the history; a job left behind here would only block its own next try. */
const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const;
/** How BullMQ says that it gave a job up because its workers died; other failures came through the processor. */
const STALLED = /stalled more than/;
/** How long running jobs may take when the process stops, where `DRAIN_SECONDS` does not give them longer. */
const CLOSE_MS = 8_000;
const POSTGRES_POOL_SIZE = 8;
/**
 * A Redis that is gone without a word is given up after so long. Workers ask and wait for jobs, ten seconds at most, so
 * theirs has to be longer.
 */
const ANSWER_WITHIN_MS = { producer: 5_000, consumer: 20_000 } as const;

interface Backend {
  queue(name: string): AnyQueue;
  worker(name: string, processor: Process, concurrency: number): AnyWorker;
  close(): Promise<void>;
}

/** BullMQ on Redis where there is one, else on Postgres; the one suite in `job-queues.contract.ts` runs on both. */
export class BullMqQueues extends JobQueues {
  private readonly queues = new Map<QueueName, AnyQueue>();
  private readonly workers: AnyWorker[] = [];
  private readonly backend: Backend;

  constructor(
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {
    super();
    this.backend = config.redisUrl ? redisBackend(config, config.redisUrl) : postgresBackend(config, logger);
  }

  async add(queue: QueueName, jobs: readonly QueuedJob[]): Promise<void> {
    await this.queue(queue).addBulk(
      jobs.map(({ name, data }) => ({
        name,
        data,
        opts: { ...JOB_OPTIONS, jobId: `ob-${data.outboxId}-${name}` },
      })),
    );
  }

  process(queue: QueueName, processor: JobProcessor, onLost: JobLost): void {
    const worker = this.backend.worker(
      queue,
      ({ name, data }) => processor({ name, data }),
      QUEUES[queue].concurrency,
    );
    worker.on('error', (error) => this.logger.warn('the job queue reported an error', { queue, err: error }));
    worker.on('failed', (job, error) => {
      if (job && STALLED.test(error.message)) void onLost({ name: job.name, data: job.data });
    });
    this.workers.push(worker);
  }

  async stopProcessing(): Promise<void> {
    const withinMs = Math.max(CLOSE_MS, this.config.drainMs);
    await Promise.all(this.workers.splice(0).map((worker) => closeInTime(worker, withinMs)));
  }

  async close(): Promise<void> {
    await this.stopProcessing();
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
    await this.backend.close();
  }

  private queue(name: QueueName): AnyQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = this.backend.queue(name);
    queue.on('error', (error) =>
      this.logger.warn('the job queue reported an error', { queue: name, err: error }),
    );
    this.queues.set(name, queue);
    return queue;
  }
}

/** A job that does not end goes with its process: another worker runs it again. Closing by force would wait as well. */
async function closeInTime(worker: AnyWorker, withinMs: number): Promise<void> {
  await Promise.race([worker.close(), sleep(withinMs, undefined, { ref: false })]);
}

function redisBackend(config: AppConfig, url: string): Backend {
  // Installations that share a Redis must not take each other's jobs.
  const { host, pathname } = new URL(config.databaseUrl);
  const prefix = `orbis-${createHash('sha256')
    .update(host + pathname)
    .digest('hex')
    .slice(0, 8)}`;
  const producer = {
    ...{ url, enableOfflineQueue: false, maxRetriesPerRequest: 1 },
    socketTimeout: ANSWER_WITHIN_MS.producer,
  };
  const consumer = { url, maxRetriesPerRequest: null, socketTimeout: ANSWER_WITHIN_MS.consumer };
  RedisConnection.clientFactory = ({ url: to = '', ...options }) =>
    createIORedisClient(openRedis(to, options));
  return {
    queue: (name) => new Queue<JobData>(name, { connection: producer, prefix }),
    worker: (name, processor, concurrency) =>
      new Worker<JobData>(name, processor, { ...WORKER_OPTIONS, connection: consumer, prefix, concurrency }),
    close: () => Promise.resolve(),
  };
}

function postgresBackend(config: AppConfig, logger: Logger): Backend {
  const pool = new pg.Pool({
    connectionString: config.databaseRelayUrl,
    application_name: `orbis-queue-${config.role}`,
    options: `-c search_path=${QUEUE_SCHEMA}`,
    max: POSTGRES_POOL_SIZE,
    keepAlive: true,
  });
  pool.on('error', (error) => logger.warn('an idle queue connection failed', { err: error }));
  const bound = withBackend(createPostgresBackend);
  return {
    queue: (name) => new bound.Queue<JobData>(name, { connection: pool }),
    worker: (name, processor, concurrency) =>
      new bound.Worker<JobData>(name, processor, { ...WORKER_OPTIONS, connection: pool, concurrency }),
    close: () => pool.end(),
  };
}
