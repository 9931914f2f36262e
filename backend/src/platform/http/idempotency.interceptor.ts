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
import { AppError } from './app-error.js';
import { KeptAnswers, type AnswerSlot } from './kept-answers.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Answers a repeated request with the first one's answer, where the client sends the same `Idempotency-Key`. A request
 * that failed changed nothing, so it is not kept and may be tried again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly kept: KeptAnswers) {}

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
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.kept.keep(slot, answer);
      return answer;
    } catch (error) {
      await this.kept.forget(slot);
      throw error;
    }
  }
}

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
