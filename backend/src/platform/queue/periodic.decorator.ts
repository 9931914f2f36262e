import { SetMetadata } from '@nestjs/common';

export const PERIODIC = 'orbis:periodic';

export interface PeriodicSpec {
  /** Unique; the lock that keeps two processes from running it at once is taken by this name. */
  name: string;
  /** Pause between the end of one run and the start of the next. */
  everyMs: number;
}

/** Runs a method of a provider again and again in the worker role, by one process at a time. */
export const Periodic = (spec: PeriodicSpec): MethodDecorator => SetMetadata(PERIODIC, spec);
