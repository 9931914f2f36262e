import type { CloseCode, ErrorCode } from '@orbisvoice/contracts';
import type { CallFailureCode } from '../call/call-failure.js';

/** What our own close codes mean, from 4000 on, where no `error` message explained it before. */
const FAILURES_FROM_4000: readonly ErrorCode[] = [
  'agent_not_found',
  'concurrency_limited',
  'malformed_message',
  'origin_not_allowed',
  'unauthenticated',
  'hello_timeout',
  'idle_timeout',
  'max_duration',
  'client_too_slow',
  'taken_over',
  'draining',
  'provider_unavailable',
];
const SERVER_FAULT: CloseCode = 1011;

/** A code that is not ours (1006 above all) means that the network or something between us ended the connection. */
export const failureOfClose = (code: number): CallFailureCode =>
  code === SERVER_FAULT ? 'internal' : (FAILURES_FROM_4000[code - 4000] ?? 'network');
