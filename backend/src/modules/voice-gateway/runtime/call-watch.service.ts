import { Injectable } from '@nestjs/common';
import { CredentialWatch, type Credential } from '../../auth/index.js';
import type { CallParty } from '../tickets/call-admission.service.js';
import { VisitorLimits } from '../tickets/visitor-limits.service.js';

/** A call goes on for so long at most before it is noticed that its agent may cost no more. */
const BUDGET_MS = 10_000;

export interface CallWatchListener {
  /** The agent's calls of today have cost what they may. */
  budgetSpent(): void;
  /** What the call was opened with is worth nothing any more. */
  revoked(): void;
}

/** What ends a call although nobody in it wants to. */
@Injectable()
export class CallWatch {
  constructor(
    private readonly limits: VisitorLimits,
    private readonly credentials: CredentialWatch,
  ) {}

  /** Until stopped. */
  over(who: CallParty, credential: Credential | undefined, listener: CallWatchListener): { stop(): void } {
    const watches = [
      ...(who.agent.dailySpendLimit ? [this.budget(who, () => listener.budgetSpent())] : []),
      ...(credential ? [this.credentials.watch(who.tenantId, credential, () => listener.revoked())] : []),
    ];
    return { stop: () => watches.forEach((watch) => watch.stop()) };
  }

  private budget({ tenantId, agent }: CallParty, spent: () => void): { stop(): void } {
    const look = () =>
      this.limits.isSpent(tenantId, agent).then(
        (isSpent) => {
          if (isSpent) spent();
        },
        // The database is away; the next look tells.
        () => undefined,
      );
    const timer = setInterval(() => void look(), BUDGET_MS);
    return { stop: () => clearInterval(timer) };
  }
}
