import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

/** The framework's own lines: routine ones are noise at our levels, problems are kept. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown): void {
    this.logger.debug(String(message));
  }
  warn(message: unknown): void {
    this.logger.warn(String(message));
  }
  error(message: unknown): void {
    if (message instanceof Error) this.logger.error('the framework reported an error', { err: message });
    else this.logger.error(String(message));
  }
}
