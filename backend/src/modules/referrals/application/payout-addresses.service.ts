import { Injectable } from '@nestjs/common';
import type { AdminPayoutMethod } from '@orbisvoice/contracts';
import { AppError } from '../../../platform/http/index.js';
import { AuditLog } from '../../tenants/index.js';
import { PayoutMethodsRepository } from '../persistence/payout-methods.repository.js';
import { PayoutsRepository } from '../persistence/payouts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import type { Operator } from './operator.js';
import { PartnerPost } from './partner-post.js';
import { PayoutMethodsService } from './payout-methods.service.js';

/** Opens sealed payout methods for whoever pays by hand, and notes each look. */
@Injectable()
export class PayoutAddresses {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly payouts: PayoutsRepository,
    private readonly methods: PayoutMethodsRepository,
    private readonly sealed: PayoutMethodsService,
    private readonly post: PartnerPost,
    private readonly audit: AuditLog,
  ) {}

  of(operator: Operator, payoutId: string): Promise<AdminPayoutMethod> {
    return this.programme.office(async (tx) => {
      const payout = await this.payouts.find(tx, payoutId);
      if (!payout) throw new AppError('not_found');
      const method = payout.methodId === null ? undefined : await this.methods.find(tx, payout.methodId);
      const to = await this.post.addresseeOf(tx, payout.partnerId);
      await this.audit.record(tx, operator.tenantId, {
        actor: { kind: 'user', id: operator.userId },
        action: 'referral_payout_method.read',
        targetType: 'referral_payout',
        targetId: payoutId,
      });
      const details = (method && this.sealed.open(method)) ?? null;
      return { details, name: to?.name ?? null, email: to?.email ?? null };
    }, operator.tenantId);
  }
}
