import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { destination, pino, type Logger as Pino } from 'pino';
import { allowedFields, type LogFields } from './log-fields.js';
import { currentRequestId } from './request-context.js';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug';

/** JSON lines on stdout. The message is a fixed sentence; whatever varies goes into an allow-listed field. */
@Injectable()
export class Logger {
  private readonly pino: Pino;

  constructor(config: AppConfig) {
    const options = {
      level: config.logLevel,
      base: { role: config.role },
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors arrive already described; pino's own serialiser would describe the description.
      serializers: { err: (described: unknown) => described },
    };
    this.pino = config.logTo === 'stderr' ? pino(options, destination({ fd: 2, sync: true })) : pino(options);
  }

  fatal(message: string, fields?: LogFields): void {
    this.write('fatal', message, fields);
  }
  error(message: string, fields?: LogFields): void {
    this.write('error', message, fields);
  }
  warn(message: string, fields?: LogFields): void {
    this.write('warn', message, fields);
  }
  info(message: string, fields?: LogFields): void {
    this.write('info', message, fields);
  }
  debug(message: string, fields?: LogFields): void {
    this.write('debug', message, fields);
  }

  private write(level: Level, message: string, fields: LogFields = {}): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const requestId = fields.requestId ?? currentRequestId();
    this.pino[level](allowedFields(requestId === undefined ? fields : { ...fields, requestId }), message);
  }
}
