import type { INestApplication } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Readiness } from './platform/http/readiness.js';
import { Logger } from './platform/logging/logger.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** For everything after the drain: jobs, servers, pools. */
const CLOSING_MS = 15_000;
const FORCED = 1;

/**
 * The first signal stops the process in order (docs/architecture/platform.md), the second at once. Unexpected errors
 * are logged and end the process too: its state is unknown, and another one takes over what it owned.
 */
export function stopOnSignals(app: INestApplication): void {
  const logger = app.get(Logger);
  let stopping = false;

  const stop = async (exitCode: number): Promise<void> => {
    if (stopping) process.exit(FORCED);
    stopping = true;
    app.get(Readiness).drain();
    setTimeout(() => process.exit(FORCED), app.get(AppConfig).drainMs + CLOSING_MS).unref();
    try {
      await app.close();
      process.exit(exitCode);
    } catch (error) {
      logger.error('the process could not stop in order', { err: error });
      process.exit(FORCED);
    }
  };

  for (const signal of SIGNALS)
    process.on(signal, () => {
      logger.info('stopping', { signal });
      void stop(0);
    });
  const onUnexpected = (error: unknown): void => {
    logger.fatal('an error reached nobody', { err: error });
    void stop(FORCED);
  };
  process.on('uncaughtException', onUnexpected);
  process.on('unhandledRejection', onUnexpected);
}
