import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { sourceOfAdjustment } from '../domain/account.js';
import { digestOf } from '../domain/digest.js';
import { factSetOf } from '../domain/fact-set.js';
import { isFact, type Fact } from '../domain/fact.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { LedgerPosting, type AccountTarget, type Cause } from './ledger-posting.js';
import { ReferralNews } from './referral-news.js';

/** Brings the ledger to the corrections that people made by hand. */
@Injectable()
export class AdjustmentPosting {
  constructor(
    private readonly facts: FactsRepository,
    private readonly posting: LedgerPosting,
    private readonly news: ReferralNews,
  ) {}

  async run(tx: Transaction, concerned: readonly Fact[], cause: Cause): Promise<void> {
    const adjustments = concerned.filter(isFact('commission.adjusted'));
    if (adjustments.length === 0) return;
    const accepted = factSetOf(await this.facts.withChoices(tx, adjustments)).facts;
    const targets = adjustments.map((one): AccountTarget => ({
      source: sourceOfAdjustment(one.operationId),
      partnerId: one.partnerId,
      currency: one.currency,
      targetMinor: accepted.some((fact) => digestOf(fact) === digestOf(one)) ? one.amountMinor : 0,
      occurredAt: one.at,
    }));
    await this.posting.post(tx, targets, cause);
    await this.news.changed(
      tx,
      adjustments.map(({ partnerId }) => partnerId),
    );
  }
}
