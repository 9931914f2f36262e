import { Injectable } from '@nestjs/common';
import type { TeamReferrer } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AuditLog } from '../../tenants/index.js';
import { isFact } from '../domain/fact.js';
import { ofTenant } from '../domain/subjects.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { takeTurns } from '../persistence/locks.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { FactIntake } from './fact-intake.js';
import { LinkFinder } from './link-finder.js';
import type { Operator } from './operator.js';

/** What a team may know and decide about having been referred. */
@Injectable()
export class TeamReferrerService {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly facts: FactsRepository,
    private readonly finder: LinkFinder,
    private readonly intake: FactIntake,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async read({ tenantId }: Pick<Operator, 'tenantId'>): Promise<TeamReferrer> {
    const link = await this.finder.ofTeam(tenantId);
    if (!link) return { referrer: null, removable: false };
    const paid = await this.programme.office((tx) => this.hasPaid(tx, tenantId));
    return { referrer: { code: link.code, name: await this.finder.nameOf(link) }, removable: !paid };
  }

  /** For good. @throws AppError `conflict` once the team has paid an invoice: others count on it from then on. */
  remove({ tenantId, userId }: Operator): Promise<void> {
    return this.programme.office(async (tx) => {
      await takeTurns(tx, [ofTenant(tenantId)]);
      if (await this.hasPaid(tx, tenantId))
        throw new AppError('conflict', { message: 'This can be removed until the first payment.' });
      const at = this.clock.now().getTime();
      await this.intake.take(
        tx,
        {
          type: 'attribution.override',
          at,
          operationId: newId(at),
          actorId: userId,
          reason: 'the team took its referrer away',
          tenantId,
          partnerId: null,
        },
        'api',
      );
      await this.audit.record(tx, tenantId, {
        actor: { kind: 'user', id: userId },
        action: 'referrer.removed',
        targetType: 'tenant',
        targetId: tenantId,
      });
    }, tenantId);
  }

  private async hasPaid(tx: Transaction, tenantId: string): Promise<boolean> {
    return (await this.facts.about(tx, [ofTenant(tenantId)])).some(isFact('invoice.paid'));
  }
}
