import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { sourceOfAdjustment } from '../domain/account.js';
import { digestOf } from '../domain/digest.js';
import { factSetOf } from '../domain/fact-set.js';
import { isFact, type Fact, type FactOf } from '../domain/fact.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { LedgerPosting, type AccountTarget, type Cause } from './ledger-posting.js';
import { ReferralNews } from './referral-news.js';

type Adjustment = FactOf<'commission.adjusted'>;

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
    const counts = (one: Adjustment) => accepted.some((fact) => digestOf(fact) === digestOf(one));
    // Of two contents under one key the one that counts comes last, and is what the account holds then.
    const targets = new Map(
      [...adjustments]
        .sort((a, b) => Number(counts(a)) - Number(counts(b)))
        .map((one): [string, AccountTarget] => {
          const { operationId, partnerId, currency, amountMinor, at: occurredAt } = one;
          const targetMinor = counts(one) ? amountMinor : 0;
          const target = { source: sourceOfAdjustment(operationId), targetMinor, occurredAt };
          return [`${operationId} ${partnerId} ${currency}`, { ...target, partnerId, currency }];
        }),
    );
    await this.posting.post(tx, [...targets.values()], cause);
    await this.news.changed(
      tx,
      adjustments.map(({ partnerId }) => partnerId),
    );
  }
}
