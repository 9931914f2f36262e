import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AuditLog } from '../../tenants/index.js';
import { digestOf } from '../domain/digest.js';
import type { Fact, FactOf } from '../domain/fact.js';
import { naturalKey } from '../domain/natural-key.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { FactIntake } from './fact-intake.js';
import type { Operator, WithReason } from './operator.js';
import { PartnersService } from './partners.service.js';

type Flag = Pick<FactOf<'flag.raised'>, 'partnerId' | 'tenantId' | 'rule' | 'evidence'>;

/**
 * Decisions of people about attribution and money. Each is a fact like any other, with its reason, beside a line in the
 * audit log that names it.
 */
@Injectable()
export class OfficeService {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly facts: FactsRepository,
    private readonly standing: PartnersService,
    private readonly intake: FactIntake,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Moves a referred team to another partner, or to nobody; commissions follow, as entries on both accounts. */
  override(
    operator: Operator,
    wish: WithReason & { tenantId: string; partnerId: string | null },
  ): Promise<string> {
    return this.record(operator, 'referral_attribution.overridden', async (tx, byHand) => {
      if (wish.partnerId !== null) await this.existing(tx, wish.partnerId);
      return { type: 'attribution.override', ...byHand, ...wish };
    });
  }

  adjust(
    operator: Operator,
    wish: WithReason & { partnerId: string; currency: string; amountMinor: number },
  ): Promise<string> {
    return this.record(operator, 'referral_commission.adjusted', async (tx, byHand) => {
      await this.existing(tx, wish.partnerId);
      return { type: 'commission.adjusted', ...byHand, ...wish };
    });
  }

  /** Makes the money of a referral wait, or with no `tenantId` everything of the partner. Gives the flag's id. */
  async raiseFlag(operator: Operator, flag: Flag): Promise<string> {
    const flagId = newId();
    await this.record(operator, 'referral_flag.raised', async (tx, { at }) => {
      await this.existing(tx, flag.partnerId);
      return { type: 'flag.raised', at, flagId, ...flag };
    });
    return flagId;
  }

  decideFlag(
    operator: Operator,
    wish: WithReason & { flagId: string; verdict: 'confirmed' | 'dismissed' },
  ): Promise<string> {
    return this.record(operator, `referral_flag.${wish.verdict}`, async (tx, byHand) => {
      const known = await this.facts.ofKey(tx, `flag:${wish.flagId}:raised`);
      if (known.length === 0) throw new AppError('not_found');
      return { type: 'flag.decided', ...byHand, ...wish };
    });
  }

  /** Chooses what really happened, where one key came with two contents. */
  resolve(operator: Operator, wish: WithReason & { naturalKey: string; digest: string }): Promise<string> {
    return this.record(operator, 'referral_conflict.resolved', async (tx, byHand) => {
      const variants = await this.facts.ofKey(tx, wish.naturalKey);
      if (!variants.some((variant) => digestOf(variant) === wish.digest)) throw new AppError('not_found');
      return { type: 'conflict.resolved', ...byHand, ...wish };
    });
  }

  private record(
    operator: Operator,
    action: string,
    decide: (tx: Transaction, byHand: { at: number; operationId: string; actorId: string }) => Promise<Fact>,
  ): Promise<string> {
    return this.programme.office(async (tx) => {
      const at = this.clock.now().getTime();
      const fact = await decide(tx, { at, operationId: newId(at), actorId: operator.userId });
      await this.intake.take(tx, fact, 'office');
      await this.note(tx, operator, action, 'referral_fact', naturalKey(fact));
      return naturalKey(fact);
    }, operator.tenantId);
  }

  private note(
    tx: Transaction,
    { tenantId, userId }: Operator,
    action: string,
    targetType: string,
    targetId: string,
  ): Promise<void> {
    return this.audit.record(tx, tenantId, {
      actor: { kind: 'user', id: userId },
      action,
      targetType,
      targetId,
    });
  }

  private async existing(tx: Transaction, partnerId: string): Promise<void> {
    if (!(await this.standing.exists(tx, partnerId))) throw new AppError('not_found');
  }
}
