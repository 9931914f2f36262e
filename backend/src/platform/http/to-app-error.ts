import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '@orbisvoice/contracts';
import { sqlStateOf } from '../database/query-failure.js';
import { AppError } from './app-error.js';

/** Postgres classes and codes that mean "this input cannot be stored", which is the client's fault (reliability G2). */
const INPUT_CODES = new Set(['54000', '54001', '23514', '23502']);
const AWAY_CODES = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '40001',
  '40P01',
  '55P03',
  '57014',
  '25P03',
  '25P04',
]);
const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const AWAY_MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection/i;

const STATUS_CODES: Record<number, ErrorCode> = {
  400: 'bad_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'payload_too_large',
  414: 'bad_request',
  415: 'unsupported_media_type',
  422: 'unprocessable',
  429: 'rate_limited',
  431: 'bad_request',
  503: 'unavailable',
};

/** Every thrown thing in the terms of the catalogue; what nobody named is `internal`, with its cause kept for the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HttpException) return new AppError(codeOfStatus(error.getStatus()), { cause: error });
  if (!(error instanceof Error)) return new AppError('internal', { cause: error });
  const database = databaseCode(error);
  if (database)
    return new AppError(database, {
      cause: error,
      ...(database === 'unavailable' && { retryAfterSeconds: 1 }),
    });
  const { statusCode } = error as { statusCode?: unknown };
  // Fastify's own errors (body too large, bad JSON, wrong content type) carry their status.
  if (typeof statusCode === 'number' && statusCode < 500)
    return new AppError(codeOfStatus(statusCode), { cause: error });
  return new AppError('internal', { cause: error });
}

function codeOfStatus(status: number): ErrorCode {
  return STATUS_CODES[status] ?? (status >= 500 ? 'internal' : 'bad_request');
}

function databaseCode(error: Error): ErrorCode | undefined {
  const sqlState = sqlStateOf(error);
  const code = (error as { code?: unknown }).code ?? sqlState;
  if (typeof code === 'string') {
    if (NETWORK_CODES.has(code) || AWAY_CODES.has(code) || code.startsWith('08')) return 'unavailable';
    const fromDatabase = sqlState !== undefined || 'severity' in error;
    if (fromDatabase && (INPUT_CODES.has(code) || code.startsWith('22'))) return 'bad_request';
    if (fromDatabase && (code === '23505' || code === '23503')) return 'conflict';
  }
  return AWAY_MESSAGES.test(error.message) ? 'unavailable' : undefined;
}
