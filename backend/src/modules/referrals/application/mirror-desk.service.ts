import { Injectable } from '@nestjs/common';
import type { AdminMirror, SettleMirrorDelivery } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { NO_TENANT } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { AuditLog } from '../../tenants/index.js';
import { MirrorDeliveriesRepository } from '../persistence/mirror-deliveries.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import type { Operator } from './operator.js';
import { ReferralMirror } from './referral-mirror.port.js';

const SHOWN = 50;

/** What the office sees of the mirror, and what it decides about copies in doubt. */
@Injectable()
export class MirrorDesk {
  constructor(
    private readonly mirror: ReferralMirror,
    private readonly programme: ProgrammeDatabase,
    private readonly deliveries: MirrorDeliveriesRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<AdminMirror> {
    const health = await this.mirror.health();
    const { name } = this.mirror;
    return this.programme.officeSnapshot(async (tx) => ({
      mirror: name,
      words: health.words,
      reachable: health.reachable,
      capabilities: [...health.capabilities],
      warnings: [...health.warnings],
      deliveries: Object.fromEntries(
        (await this.deliveries.counts(tx, name)).map(({ state, count }) => [state, count]),
      ),
      parked: (await this.deliveries.parked(tx, name, SHOWN)).map(
        ({ naturalKey, state, lastStatus, updatedAt }) => ({
          naturalKey,
          state,
          lastStatus,
          updatedAt: updatedAt.toISOString(),
        }),
      ),
    }));
  }

  /** Somebody looked at the other side and knows whether it arrived. */
  settle(operator: Operator, { naturalKey, verdict, reason }: SettleMirrorDelivery): Promise<void> {
    return this.programme.office(async (tx) => {
      const { name } = this.mirror;
      const delivery = await this.deliveries.hold(tx, name, naturalKey);
      if (delivery?.state !== 'ambiguous' && delivery?.state !== 'rejected') throw new AppError('not_found');
      const again = verdict === 'send_again';
      const state = again ? 'pending' : 'acked';
      const status = `by hand: ${reason}`;
      const to = { state, attempts: 0, status, at: this.clock.now() } as const;
      await this.deliveries.set(tx, name, naturalKey, to);
      if (again)
        await this.programme.inTenant(tx, NO_TENANT, () =>
          this.outbox.append(tx, NO_TENANT, 'referral.noted', { naturalKey }, `${naturalKey} ${newId()}`),
        );
      await this.audit.record(tx, operator.tenantId, {
        actor: { kind: 'user', id: operator.userId },
        action: `referral_mirror.${verdict}`,
        targetType: 'referral_fact',
        targetId: naturalKey,
      });
    }, operator.tenantId);
  }
}
