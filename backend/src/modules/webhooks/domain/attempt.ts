import type { WebhookFault } from '@orbisvoice/contracts';

/** How one attempt went. Either the server answered with a status or there is a fault. */
export interface AttemptEnd {
  durationMs: number;
  status: number | null;
  fault: WebhookFault | null;
  /** The beginning of the answer's body. */
  response: string | null;
  retryAfterSeconds: number | undefined;
}

/** `gone`: the server says for good that it wants nothing more. */
export const VERDICTS = ['delivered', 'gone', 'failed'] as const;
export type Verdict = (typeof VERDICTS)[number];

const GONE = 410;
/** An answer that takes longer keeps others of the same line waiting, so the endpoint moves to the slow line. */
export const SLOW_MS = 3_000;

/** A redirect is a failure too: where it leads nobody has checked. */
export function verdictOf({ status }: AttemptEnd): Verdict {
  if (status === GONE) return 'gone';
  return status !== null && status >= 200 && status < 300 ? 'delivered' : 'failed';
}
