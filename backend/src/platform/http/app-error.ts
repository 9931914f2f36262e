import { ERROR_CATALOGUE, type ErrorCode, type ErrorDetail } from '@orbisvoice/contracts';

export interface AppErrorOptions {
  /** Replaces the catalogue's sentence; shown to the client, so it must not quote stored data. */
  message?: string;
  details?: ErrorDetail[];
  cause?: unknown;
  retryAfterSeconds?: number;
}

/** Every failure that a client may see. Status and close code follow from the code, in the one catalogue. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly details: ErrorDetail[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    options: AppErrorOptions = {},
  ) {
    super(options.message ?? ERROR_CATALOGUE[code].message, { cause: options.cause });
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return ERROR_CATALOGUE[this.code].status;
  }
}
