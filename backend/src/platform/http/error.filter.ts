import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ErrorBody } from '@orbisvoice/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Logger } from '../logging/logger.js';
import type { AppError } from './app-error.js';
import { toAppError } from './to-app-error.js';

export function errorBody(error: AppError, requestId: string): ErrorBody {
  const { code, message, details } = error;
  return { error: { code, message, requestId, ...(details && { details }) } };
}

/** The last resort of every request: one shape out, and a log line only where the fault is ours. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = toAppError(thrown);
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (error.status >= 500) this.report(error, request);
    // A stream that already began cannot turn into an error; closing it is all that is left.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (error.retryAfterSeconds !== undefined)
      reply.header('retry-after', Math.ceil(error.retryAfterSeconds));
    // A route may have set its own type before it failed.
    reply.header('content-type', 'application/json; charset=utf-8');
    void reply.status(error.status).send(errorBody(error, request.id));
  }

  private report(error: AppError, request: FastifyRequest): void {
    const fields = {
      requestId: request.id,
      code: error.code,
      method: request.method,
      err: error.cause ?? error,
    };
    if (error.code === 'internal') this.logger.error('a request failed', fields);
    else this.logger.warn('a request could not be served', fields);
  }
}
