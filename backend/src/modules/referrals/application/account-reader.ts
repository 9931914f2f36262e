import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import type { Account } from '../domain/account.js';
import { holdsAt } from '../domain/commission.js';
import { tiesOf } from '../domain/dossier.js';
import { factSetOf } from '../domain/fact-set.js';
import { isFact } from '../domain/fact.js';
import { flagsIn, holdOfFlag } from '../domain/flags.js';
import { payoutsIn } from '../domain/payout.js';
import { ofPartner, ofPayout } from '../domain/subjects.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import type { AccountKey } from '../persistence/ledger.repository.js';
import { ReferralsRepository } from '../persistence/referrals.repository.js';

/** Puts accounts together from what was decided and reported; inside the office. */
@Injectable()
export class AccountReader {
  constructor(
    private readonly facts: FactsRepository,
    private readonly referrals: ReferralsRepository,
  ) {}

  async read(tx: Transaction, { partnerId, currency }: AccountKey): Promise<Account> {
    const found = (await this.ofPartner(tx, partnerId)).find((account) => account.currency === currency);
    return found ?? { partnerId, currency, commissions: [], adjustments: [], payouts: [], holds: [] };
  }

  /** Partners of whom everything waits. */
  async heldPartners(tx: Transaction, asOf: number): Promise<string[]> {
    const reports = [
      ...(await this.facts.ofType(tx, 'flag.raised')),
      ...(await this.facts.ofType(tx, 'flag.decided')),
    ];
    const whole = flagsIn(factSetOf(await this.facts.withChoices(tx, reports)).facts).filter(
      (flag) => flag.tenantId === null && holdsAt(holdOfFlag(flag), asOf),
    );
    return [...new Set(whole.map(({ partnerId }) => partnerId))];
  }

  /** One account for each currency in which anything happened. */
  async ofPartner(tx: Transaction, partnerId: string): Promise<Account[]> {
    const own = await this.facts.about(tx, [ofPartner(partnerId)]);
    const steps = own.filter(isFact('payout.reserved')).map(({ payoutId }) => ofPayout(payoutId));
    const more = await this.facts.about(tx, [...steps, ...tiesOf(own)]);
    const { facts } = factSetOf(await this.facts.withChoices(tx, [...own, ...more]));
    const mine = (one: { partnerId: string }) => one.partnerId === partnerId;
    const commissions = await this.referrals.forAccounts(tx, partnerId);
    const adjustments = facts.filter(isFact('commission.adjusted')).filter(mine);
    const payouts = payoutsIn(facts).filter(mine);
    const flags = flagsIn(facts).filter((flag) => mine(flag) && flag.tenantId === null);
    const currencies = new Set([...commissions, ...adjustments, ...payouts].map(({ currency }) => currency));
    return [...currencies].sort().map((currency) => ({
      partnerId,
      currency,
      commissions: commissions.filter((one) => one.currency === currency),
      adjustments: adjustments.filter((one) => one.currency === currency),
      payouts: payouts.filter((one) => one.currency === currency),
      holds: flags.flatMap(holdOfFlag),
    }));
  }
}
