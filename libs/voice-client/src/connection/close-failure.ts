import type { CloseCode, ErrorCode } from '@orbisvoice/contracts';
import type { CallFailureCode } from '../call/call-failure.js';

/** What a close code means where no `error` message explained it before. Exhaustive over the contract's table. */
const FAILURE_BY_CLOSE: Record<Exclude<CloseCode, 1000>, ErrorCode> = {
  1011: 'internal',
  4000: 'agent_not_found',
  4001: 'concurrency_limited',
  4002: 'malformed_message',
  4003: 'origin_not_allowed',
  4004: 'unauthenticated',
  4005: 'hello_timeout',
  4006: 'idle_timeout',
  4007: 'max_duration',
  4008: 'client_too_slow',
  4009: 'taken_over',
  4010: 'draining',
  4011: 'provider_unavailable',
};

/** A code without an entry (1006 above all) means that the network or something between us ended the connection. */
export const failureOfClose = (code: number): CallFailureCode =>
  (FAILURE_BY_CLOSE as Partial<Record<number, ErrorCode>>)[code] ?? 'network';
