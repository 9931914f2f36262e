import { QueryFailedError } from 'typeorm';

/** The call that an invocation names is none of the tenant's. */
export function isUnknownCall(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { constraint } = error.driverError as { constraint?: unknown };
  return constraint === 'tool_invocations_call_fkey';
}
