import { Injectable } from '@nestjs/common';
import { CallerDataRegistry, type ForgetReason } from '../../../platform/caller-data/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { CallHistoryRepository } from '../persistence/call-history.repository.js';

/** The one way in which calls are forgotten, whoever wishes it, and the line that it leaves. */
@Injectable()
export class CallErasure {
  constructor(
    private readonly history: CallHistoryRepository,
    private readonly others: CallerDataRegistry,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** False where there is no such call, or it is not over. */
  async byHand(tx: Transaction, tenantId: TenantId, actor: AuditActor, id: string): Promise<boolean> {
    if ((await this.erase(tx, tenantId, [id], 'hand')) === 0) return false;
    await this.audit.record(tx, tenantId, { actor, action: 'call.erased', targetType: 'call', targetId: id });
    return true;
  }

  /** One line for all of them, with their number: thousands would bury what people did. */
  async byAge(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<void> {
    const erased = await this.erase(tx, tenantId, ids, 'age');
    if (erased === 0) return;
    const fact = { action: 'retention.erased', targetType: 'call_count', targetId: String(erased) };
    await this.audit.record(tx, tenantId, { actor: { kind: 'system' }, ...fact });
  }

  /** What modules keep of callers outside of calls grows as old. True where more may be left. */
  async looseByAge(
    tx: Transaction,
    tenantId: TenantId,
    old: { until: Date; take: number },
  ): Promise<boolean> {
    const { forgotten, more } = await this.others.forgetOldLoose(tx, tenantId, old);
    if (forgotten > 0) {
      const fact = {
        action: 'retention.records_erased',
        targetType: 'record_count',
        targetId: String(forgotten),
      };
      await this.audit.record(tx, tenantId, { actor: { kind: 'system' }, ...fact });
    }
    return more;
  }

  /** Whoever carries out the caller's wish writes one line when all is done. How many were there still. */
  ofCaller(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<number> {
    return this.erase(tx, tenantId, ids, 'caller');
  }

  private async erase(
    tx: Transaction,
    tenantId: TenantId,
    ids: readonly string[],
    why: ForgetReason,
  ): Promise<number> {
    const erased = await this.history.erase(tx, tenantId, ids, this.clock.now());
    if (erased.length > 0) await this.others.forgetCalls(tx, tenantId, erased, why);
    return erased.length;
  }
}
