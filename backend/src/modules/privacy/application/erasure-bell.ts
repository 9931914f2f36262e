import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import {
  RelayDatabase,
  TenantDatabase,
  type TenantId,
  type Transaction,
} from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { ErasuresRepository } from '../persistence/erasures.repository.js';

const STUCK_MS = 15 * 60_000;
const AT_ONCE = 500;

/** Calls for the work on erasures: when one is asked for, after each piece, and where it came to a stop. */
@Injectable()
export class ErasureBell {
  constructor(
    private readonly database: TenantDatabase,
    private readonly relay: RelayDatabase,
    private readonly erasures: ErasuresRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async open(tx: Transaction, tenantId: TenantId, actor: AuditActor, erasureId: string): Promise<void> {
    const target = { targetType: 'caller_erasure', targetId: erasureId };
    await this.audit.record(tx, tenantId, { actor, action: 'caller.erasure_asked', ...target });
    await this.ring(tx, tenantId, erasureId);
  }

  ring(tx: Transaction, tenantId: TenantId, erasureId: string): Promise<void> {
    return this.outbox.append(tx, tenantId, 'caller.erasure_due', { erasureId });
  }

  /** A fact that failed too often is given up; a promise to a person is not. */
  async lookForStuck(): Promise<void> {
    const now = this.clock.now();
    const before = new Date(now.getTime() - STUCK_MS);
    const stuck = await this.relay.run((tx) => this.erasures.stuck(tx, before, AT_ONCE));
    for (const { tenantId, id } of stuck)
      await this.database.withTenant(tenantId, (tx) =>
        this.outbox.append(
          tx,
          tenantId,
          'caller.erasure_due',
          { erasureId: id },
          `${id}:${Math.floor(now.getTime() / STUCK_MS)}`,
        ),
      );
  }
}
