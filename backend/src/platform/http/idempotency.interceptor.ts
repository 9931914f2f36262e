import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { sha256 } from '../crypto/key-ring.js';
import { isUndone } from '../database/query-failure.js';
import { Logger } from '../logging/logger.js';
import { AppError } from './app-error.js';
import { KeptAnswers, type AnswerSlot } from './kept-answers.js';
import { toAppError } from './to-app-error.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Answers a repeated request with the first one's answer, where the client sends the same `Idempotency-Key`. A request
 * that certainly changed nothing is not kept and may be tried again. One of which that is not known stays unanswered.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly kept: KeptAnswers,
    private readonly logger: Logger,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const who = whoAsks(request);
    if (key === undefined || !who) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key))
      throw new AppError('bad_request', {
        details: [{ path: 'idempotency-key', message: 'must be 1 to 200 visible characters' }],
      });
    const slot: AnswerSlot = { ...who, key };
    return from(this.once(slot, fingerprint(request), http.getResponse<FastifyReply>(), next));
  }

  private async once(slot: AnswerSlot, requestHash: Buffer, reply: FastifyReply, next: CallHandler<unknown>) {
    const earlier = await this.kept.claim(slot, requestHash);
    if (earlier) {
      reply.header('idempotency-replayed', 'true');
      return earlier.answer;
    }
    const answer = await this.first(slot, next);
    try {
      await this.kept.keep(slot, answer);
    } catch (err) {
      // It is done, and some answers hold a key that is shown only once. The client gets it; a repetition goes without.
      this.logger.warn('an answer could not be kept', { tenantId: slot.tenantId, err });
    }
    return answer;
  }

  private async first(slot: AnswerSlot, next: CallHandler<unknown>): Promise<unknown> {
    try {
      return await lastValueFrom(next.handle(), { defaultValue: undefined });
    } catch (error) {
      if (changedNothing(error)) await this.kept.forget(slot);
      throw error;
    }
  }
}

/** Refused by our code, or by a database that lives. Where one went away, its commit may have come through before. */
const changedNothing = (error: unknown): boolean => toAppError(error).status < 500 || isUndone(error);

function whoAsks({ principal, guest }: FastifyRequest): Omit<AnswerSlot, 'key'> | undefined {
  if (guest || !principal) return guest;
  const actor = principal.kind === 'user' ? principal.userId : principal.keyId;
  return { tenantId: principal.tenantId, actor };
}

/** What must be the same for a repetition to count as one. */
function fingerprint({ method, url, body }: FastifyRequest): Buffer {
  return sha256(JSON.stringify([method, url, body ?? null]));
}

/** For routes that make money, mail, calls or keys. */
export const Idempotent = (): MethodDecorator => applyDecorators(UseInterceptors(IdempotencyInterceptor));
