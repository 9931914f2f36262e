/** Why a request to the outside failed. For logs and metrics: who sent it is told the same for every cause. */
export type EgressFault = 'blocked' | 'unreachable' | 'timeout' | 'too_large' | 'broken' | 'cancelled';

export class EgressError extends Error {
  override readonly name = 'EgressError';

  constructor(
    readonly fault: EgressFault,
    /** Whether the other side may have received the request, and so may have acted on it. */
    readonly maybeSent: boolean,
    cause?: unknown,
  ) {
    super(`egress ${fault}`, { cause });
  }
}
