import {
  Param,
  StandardSchemaValidationPipe,
  type ArgumentMetadata,
  type PipeTransform,
} from '@nestjs/common';
import type { ErrorCode, ErrorDetail } from '@orbisvoice/contracts';
import { Uuid } from '@orbisvoice/contracts';
import { AppError } from './app-error.js';

type Issues = Parameters<
  NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory'] & object
>[0];

const MAX_DETAILS = 50;

/** `['allowedOrigins', 0]` → `allowedOrigins.0`, the form in which clients find the field of their own request. */
function toDetails(issues: Issues): ErrorDetail[] {
  return issues.slice(0, MAX_DETAILS).map(({ path = [], message }) => ({
    path: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message,
  }));
}

/** Checks everything that declares a contract schema: `@Body({ schema: CreateAgent })`, `@Query({ schema })`. */
export const validationPipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => new AppError('bad_request', { details: toDetails(issues) }),
});

class PathIdPipe implements PipeTransform<unknown, string> {
  constructor(private readonly code: ErrorCode) {}

  transform(value: unknown, _metadata: ArgumentMetadata): string {
    const id = Uuid.safeParse(value);
    if (!id.success) throw new AppError(this.code);
    return id.data.toLowerCase();
  }
}

/**
 * An id in the path. One that is no UUID answers exactly as an unknown one does, so that the two cannot be told apart:
 * `@PathId('agent_not_found') id: string`.
 */
export const PathId = (code: ErrorCode, parameter = 'id'): ParameterDecorator =>
  Param(parameter, new PathIdPipe(code));
