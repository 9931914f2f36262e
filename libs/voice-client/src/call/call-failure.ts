import type { ErrorCode } from '@orbisvoice/contracts';

/** Causes that only the visitor's side can know. */
export const LOCAL_FAILURES = [
  'microphone_denied',
  'microphone_missing',
  'microphone_busy',
  'microphone_forbidden',
  'microphone_lost',
  'insecure_page',
  'audio_blocked',
  'network',
] as const;

export type LocalFailureCode = (typeof LOCAL_FAILURES)[number];
export type CallFailureCode = LocalFailureCode | ErrorCode;

/** Why a call could not start or went on no longer. What people read comes from the code. */
export class CallFailure extends Error {
  constructor(
    readonly code: CallFailureCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
