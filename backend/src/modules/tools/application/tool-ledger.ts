import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RelayDatabase, TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { sameDigest } from '../../../platform/crypto/index.js';
import { AppError } from '../../../platform/http/index.js';
import { IN_DOUBT, outcomeOf, type ToolEnd, type ToolOutcome } from '../domain/tool-outcome.js';
import { isUnknownCall } from '../persistence/unknown-call.js';
import {
  InvocationsRepository,
  type Invocation,
  type NewInvocation,
} from '../persistence/invocations.repository.js';

/** Longer than any tool may take. Whoever has not finished by then has died. */
const LIFE_MS = 20_000;
const LOOK_EVERY_MS = 100;
const KEEP_DAYS = 30;

/** Who may act: `run` was never begun before, or does no harm again. */
export type Claim = { kind: 'run'; id: string } | { kind: 'answered'; outcome: ToolOutcome };

/** Effects at most once: each is written down before it happens, and a second one with its key gets its answer. */
@Injectable()
export class ToolLedger {
  constructor(
    private readonly database: TenantDatabase,
    private readonly relay: RelayDatabase,
    private readonly invocations: InvocationsRepository,
  ) {}

  /**
   * Waits where the same is under way, here or in another process.
   * @throws AppError `idempotency_key_reused`, `call_not_found`
   */
  async claim(tenantId: TenantId, wish: NewInvocation): Promise<Claim> {
    for (;;) {
      const claim = await this.tryClaim(tenantId, wish);
      if (claim) return claim;
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async tryClaim(tenantId: TenantId, wish: NewInvocation): Promise<Claim | undefined> {
    try {
      return await this.database.withTenant(tenantId, async (tx): Promise<Claim | undefined> => {
        if (await this.invocations.begin(tx, tenantId, wish, LIFE_MS)) return { kind: 'run', id: wish.id };
        const earlier = await this.invocations.find(tx, tenantId, wish);
        if (!earlier) return undefined;
        if (!sameDigest(earlier.argsDigest, wish.argsDigest)) throw new AppError('idempotency_key_reused');
        if (earlier.running) return undefined;
        if (earlier.state === 'succeeded' || !earlier.mayRepeat) return answered(earlier);
        const again = await this.invocations.beginAgain(tx, tenantId, earlier.id, LIFE_MS);
        return again ? { kind: 'run', id: earlier.id } : undefined;
      });
    } catch (error) {
      if (isUnknownCall(error)) throw new AppError('call_not_found', { cause: error });
      throw error;
    }
  }

  async finish(tenantId: TenantId, id: string, end: ToolEnd): Promise<void> {
    const { state } = end;
    const mayRepeat = state === 'failed' && end.mayRepeat;
    const outcome = JSON.stringify(outcomeOf(end));
    await this.database.withTenant(tenantId, (tx) =>
      this.invocations.finish(tx, tenantId, id, { state, mayRepeat, outcome }),
    );
  }

  async deleteOld(): Promise<void> {
    await this.relay.run((tx) => this.invocations.deleteOlderThan(tx, KEEP_DAYS));
  }
}

function answered({ state, outcome }: Invocation): Claim {
  if (outcome !== null) return { kind: 'answered', outcome: JSON.parse(outcome) as ToolOutcome };
  // Begun and never finished; or finished, and erased with its call.
  const kept: ToolOutcome =
    state === 'succeeded' ? { outcome: 'result', result: null } : { outcome: 'error', error: IN_DOUBT };
  return { kind: 'answered', outcome: kept };
}
