import { Injectable } from '@nestjs/common';
import { DOMAIN_EVENTS, type DomainEventName } from '@orbisvoice/contracts';
import type { EntityManager } from 'typeorm';
import { newId } from '../crypto/ids.js';
import { TenantDatabase } from '../database/tenant-database.js';
import { tenantId } from '../database/tenant-id.js';
import { Logger } from '../logging/logger.js';
import { runInContext } from '../logging/request-context.js';
import type { OutboxEvent } from '../outbox/outbox-event.js';
import { OutboxTries } from '../outbox/outbox-tries.js';
import { settleRow } from '../outbox/settle-row.js';
import { Tracing } from '../tracing/tracing.port.js';
import { backoffMs, CONSUMERS } from './catalogue.js';
import { HandlerRegistry, type RegisteredHandler } from './handler-registry.js';
import { JobMetrics } from './job-metrics.js';
import type { QueuedJob } from './job-queues.port.js';

interface OpenRow {
  payload: unknown;
  /** Of this consumer. */
  failures: number;
}

/** Runs one job: loads the fact, lets its handler act, and makes sure that the act counts once. */
@Injectable()
export class EventRunner {
  constructor(
    private readonly database: TenantDatabase,
    private readonly registry: HandlerRegistry,
    private readonly tries: OutboxTries,
    private readonly metrics: JobMetrics,
    private readonly logger: Logger,
    private readonly tracing: Tracing,
  ) {}

  /** @throws what the handler threw, after the failure is on record. */
  run(job: QueuedJob): Promise<void> {
    const { outboxId, traceparent: parent } = job.data;
    const attributes = { 'messaging.message.id': outboxId };
    const span = this.tracing.begin(`job ${job.name}`, { kind: 'consumer', parent, attributes });
    return runInContext({ requestId: `job-${newId()}`, traceparent: span.traceparent }, async () => {
      try {
        const handler = this.registry.find(job.name);
        if (!handler) throw new Error(`no handler for the job ${job.name}`);
        await this.metrics.timed(job.name, () =>
          handler.transactional ? this.runInTransaction(handler, job) : this.runEffect(handler, job),
        );
        span.end();
      } catch (error) {
        span.end(reasonOf(error));
        await this.fail(job, error);
        throw error;
      }
    });
  }

  /** For a job whose worker died more often than the queue tolerates. */
  lost(job: QueuedJob): Promise<void> {
    return this.fail(job, new Error('the worker stalled'));
  }

  private runInTransaction(handler: RegisteredHandler, job: QueuedJob): Promise<void> {
    return this.database.withTenant(tenantId(job.data.tenantId), async (tx) => {
      const row = await lockOpenRow(tx, job);
      if (!row) return;
      if (await claimGuard(tx, job)) await handler.handle(toEvent(handler, job, row), tx);
      await succeed(tx, handler, job, row);
    });
  }

  /** Between the effect and the guard a crash repeats the effect: honestly at least once. */
  private async runEffect(handler: RegisteredHandler, job: QueuedJob): Promise<void> {
    const scope = tenantId(job.data.tenantId);
    const row = await this.database.withTenant(scope, async (tx) => {
      const open = await lockOpenRow(tx, job);
      return open && !(await isProcessed(tx, job)) ? open : undefined;
    });
    if (row) await handler.handle(toEvent(handler, job, row));
    await this.database.withTenant(scope, async (tx) => {
      const open = await lockOpenRow(tx, job);
      if (!open) return;
      if (row) await claimGuard(tx, job);
      await succeed(tx, handler, job, open);
    });
  }

  private async fail(job: QueuedJob, error: unknown): Promise<void> {
    const { outboxId, tenantId: tenant } = job.data;
    this.logger.error('a job failed', { consumer: job.name, outboxId, tenantId: tenant, err: error });
    const handler = this.registry.find(job.name);
    // A job of a newer build: its row is left to the lease, until a process takes it that knows the consumer.
    if (!handler) return;
    const failed = { outboxId, consumer: job.name, reason: reasonOf(error) };
    const consumers = Object.keys(CONSUMERS[handler.event]);
    try {
      await this.tries.recordFailure(failed, {
        consumers,
        maxAttempts: handler.spec.maxAttempts,
        backoffMs: (failures) => backoffMs(failures),
      });
    } catch (cause) {
      // The lease runs out by itself, so the row is not lost, only later.
      this.logger.warn('a failed job could not be put on record', { outboxId, err: cause });
    }
  }
}

/** The lock makes the consumers of one fact take turns, so that the last of them sees that all are done. */
async function lockOpenRow(tx: EntityManager, { name, data }: QueuedJob): Promise<OpenRow | undefined> {
  const [row] = await tx.query<OpenRow[]>(
    `select o.payload, coalesce(t.failures, 0) as failures
     from outbox o left join outbox_tries t on t.tenant_id = o.tenant_id and t.outbox_id = o.id and t.consumer = $2
     where o.id = $1 and o.state = 'open' for update of o`,
    [data.outboxId, name],
  );
  return row;
}

async function claimGuard(tx: EntityManager, { name, data }: QueuedJob): Promise<boolean> {
  const inserted = await tx.query<unknown[]>(
    `insert into processed (tenant_id, outbox_id, consumer) values ($1, $2, $3)
     on conflict do nothing returning outbox_id`,
    [data.tenantId, data.outboxId, name],
  );
  return inserted.length > 0;
}

async function isProcessed(tx: EntityManager, { name, data }: QueuedJob): Promise<boolean> {
  const rows = await tx.query<unknown[]>('select 1 from processed where outbox_id = $1 and consumer = $2', [
    data.outboxId,
    name,
  ]);
  return rows.length > 0;
}

async function succeed(
  tx: EntityManager,
  { event }: RegisteredHandler,
  { name, data }: QueuedJob,
  { failures }: OpenRow,
): Promise<void> {
  if (failures > 0)
    await tx.query('delete from outbox_tries where outbox_id = $1 and consumer = $2', [data.outboxId, name]);
  await settleRow(tx, data.outboxId, Object.keys(CONSUMERS[event]));
}

function toEvent({ event }: RegisteredHandler, job: QueuedJob, row: OpenRow): OutboxEvent<DomainEventName> {
  return {
    id: job.data.outboxId,
    tenantId: tenantId(job.data.tenantId),
    name: event,
    payload: DOMAIN_EVENTS[event].parse(row.payload),
    attempt: row.failures + 1,
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
