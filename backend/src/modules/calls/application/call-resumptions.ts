import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { LEASE_MS } from '../domain/call-limits.js';
import type { FinishedTurn, WriteOutcome } from '../domain/call-log.js';
import { present, proven } from '../domain/resume-secrets.js';
import type { CallKey } from '../persistence/call-log.repository.js';
import { CallResumptionsRepository } from '../persistence/call-resumptions.repository.js';

/** A call under the epoch of whoever resumed it, with everything that is committed of it. */
export interface ResumedCall {
  readonly epoch: number;
  readonly agentId: string;
  /** The version that it began with; null for the draft. */
  readonly agentVersion: number | null;
  readonly startedAt: Date;
  readonly consented: boolean;
  readonly turns: readonly FinishedTurn[];
  readonly lastEventSeq: number;
  /** As the claim or `release` left it. */
  readonly sealed: Buffer;
}

export interface ResumeTry {
  readonly presentedHash: Buffer;
  /** Of the secret that the visitor is given in exchange. */
  readonly nextHash: Buffer;
  readonly owner: string;
  /** The epoch under which this very owner still holds the call; then it goes on under it. */
  readonly heldEpoch: number | undefined;
  /** The page that the visitor comes from. */
  readonly origin: string | undefined;
}

/**
 * Takes running calls up again for visitors who can prove that a call is theirs. The proof is enough: no lease is waited
 * for, because the earlier owner is fenced off by the epoch and learns of it at its next write.
 */
@Injectable()
export class CallResumptions {
  constructor(
    private readonly database: TenantDatabase,
    private readonly resumptions: CallResumptionsRepository,
  ) {}

  /**
   * @throws AppError `resume_invalid` where the call is over, unknown, or the secret is not the one; and
   * `origin_not_allowed` where the call belongs to another page.
   */
  resume(tenantId: TenantId, callId: string, attempt: ResumeTry): Promise<ResumedCall> {
    return this.database.withTenant(tenantId, (tx) => this.resumeIn(tx, { tenantId, callId }, attempt));
  }

  /** The visitor has received the secret of this hash, so the one before it is worth nothing from now on. */
  async proven(tenantId: TenantId, callId: string, secretHash: Buffer): Promise<void> {
    const key = { tenantId, callId };
    await this.database.withTenant(tenantId, async (tx) => {
      const call = await this.resumptions.lock(tx, key);
      if (call) await this.resumptions.setSecrets(tx, key, proven(call.secrets, secretHash));
    });
  }

  /** Hands a call back, for the visitor to resume wherever they come to. */
  release(tenantId: TenantId, callId: string, epoch: number, sealed: Buffer): Promise<WriteOutcome> {
    return this.database.withTenant(tenantId, (tx) =>
      this.resumptions.release(tx, { tenantId, callId, epoch }, sealed, LEASE_MS),
    );
  }

  private async resumeIn(tx: Transaction, key: CallKey, attempt: ResumeTry): Promise<ResumedCall> {
    const call = await this.resumptions.lock(tx, key);
    if (!call) throw new AppError('resume_invalid');
    const secrets = present(call.secrets, attempt.presentedHash, attempt.nextHash);
    if (!secrets) throw new AppError('resume_invalid');
    if (call.origin !== null && call.origin !== attempt.origin) throw new AppError('origin_not_allowed');
    const held = call.owner === attempt.owner && call.epoch === attempt.heldEpoch;
    const epoch = held ? call.epoch : call.epoch + 1;
    const to = { owner: attempt.owner, leaseMs: LEASE_MS, secrets };
    const lastEventSeq = await this.resumptions.take(tx, { ...key, epoch }, to);
    const { agentId, agentVersion, startedAt, consented, sealed } = call;
    const turns = await this.resumptions.turns(tx, key);
    return { epoch, agentId, agentVersion, startedAt, consented, sealed, turns, lastEventSeq };
  }
}
