import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { newId } from '../crypto/ids.js';
import { ControlConnection } from '../database/control-connection.js';
import { Logger } from '../logging/logger.js';
import { runInContext } from '../logging/request-context.js';
import { PERIODIC, type PeriodicSpec } from './periodic.decorator.js';

interface PeriodicJob extends PeriodicSpec {
  run(): Promise<void>;
}

@Injectable()
export class PeriodicRunner {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly control: ControlConnection,
    private readonly logger: Logger,
  ) {}

  start(): void {
    const jobs = this.collect();
    for (const job of jobs) {
      if (this.timers.has(job.name)) throw new Error(`two periodic jobs are named ${job.name}`);
      this.schedule(job);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.running);
  }

  private schedule(job: PeriodicJob): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      const run = this.runOnce(job).finally(() => {
        this.running.delete(run);
        this.schedule(job);
      });
      this.running.add(run);
    }, job.everyMs);
    this.timers.set(job.name, timer);
  }

  private async runOnce(job: PeriodicJob): Promise<void> {
    try {
      await runInContext({ requestId: `job-${newId()}` }, () =>
        this.control.exclusively(`periodic:${job.name}`, () => job.run()),
      );
    } catch (error) {
      this.logger.error('a periodic job failed', { job: job.name, err: error });
    }
  }

  private collect(): PeriodicJob[] {
    return this.discovery.getProviders().flatMap(({ instance, metatype }) => {
      if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) return [];
      const methods = instance as Record<string, unknown>;
      return this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((name) => {
        const method = methods[name];
        if (typeof method !== 'function') return [];
        const spec = this.reflector.get<PeriodicSpec | undefined>(PERIODIC, method as () => void);
        return spec ? [{ ...spec, run: () => (method as () => Promise<void>).call(instance) }] : [];
      });
    });
  }
}
