import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { CallHistoryRepository } from '../persistence/call-history.repository.js';

/** The one way in which calls are forgotten, whoever wishes it, and the line that it leaves. */
@Injectable()
export class CallErasure {
  constructor(
    private readonly history: CallHistoryRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** False where there is no such call, or it is not over. */
  async byHand(tx: Transaction, tenantId: TenantId, actor: AuditActor, id: string): Promise<boolean> {
    if ((await this.history.erase(tx, tenantId, [id], this.clock.now())) === 0) return false;
    await this.audit.record(tx, tenantId, { actor, action: 'call.erased', targetType: 'call', targetId: id });
    return true;
  }

  /** One line for all of them, with their number: thousands would bury what people did. */
  async byAge(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<void> {
    const erased = await this.history.erase(tx, tenantId, ids, this.clock.now());
    if (erased === 0) return;
    const fact = { action: 'retention.erased', targetType: 'call_count', targetId: String(erased) };
    await this.audit.record(tx, tenantId, { actor: { kind: 'system' }, ...fact });
  }
}
