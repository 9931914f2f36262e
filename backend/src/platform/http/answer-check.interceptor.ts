import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppConfig } from '@orbisvoice/config';
import { map, type Observable } from 'rxjs';
import { z } from 'zod';
import { ANSWER_SCHEMA } from '../openapi/answers.decorator.js';

/**
 * In tests every answer is held against the contract that its route names. The dashboard takes answers at their word:
 * schemas would weigh more than one of its pages, and here they can be checked for nothing.
 */
@Injectable()
export class AnswerCheck implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: AppConfig,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const schema = this.reflector.get<z.ZodType | undefined>(ANSWER_SCHEMA, context.getHandler());
    if (!schema || this.config.env !== 'test') return next.handle();
    return next.handle().pipe(
      map((answer) => {
        // Routes that write their answer themselves hand nothing on.
        const parsed = answer === undefined ? undefined : schema.safeParse(answer);
        if (parsed?.error) throw new Error(`an answer breaks its contract: ${z.prettifyError(parsed.error)}`);
        return answer;
      }),
    );
  }
}
