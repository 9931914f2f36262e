import type { ErrorCode, ErrorDetail } from '@orbisvoice/contracts';

/** `network`: no answer. `unreadable`: an answer that is not ours, such as a proxy's page. */
export type ApiErrorCode = ErrorCode | 'network' | 'unreadable';

/** Every failure of a request, with the code that the API gave. `message` is written for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number | undefined;
  readonly details: readonly ErrorDetail[];
  readonly requestId: string | undefined;

  constructor(
    readonly code: ApiErrorCode,
    message: string,
    facts: { status?: number; details?: readonly ErrorDetail[]; requestId?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: facts.cause });
    this.status = facts.status;
    this.details = facts.details ?? [];
    this.requestId = facts.requestId;
  }
}

const SIGNED_OUT: readonly ApiErrorCode[] = ['unauthenticated', 'session_expired'];

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError && SIGNED_OUT.includes(error.code);

export const isTeamSwitched = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'tenant_switched';

export const isNotFound = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'Something went wrong. Please try again.';
