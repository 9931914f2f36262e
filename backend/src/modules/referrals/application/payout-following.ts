import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { sourceOfPayout } from '../domain/account.js';
import { factSetOf } from '../domain/fact-set.js';
import { isFact, type Fact } from '../domain/fact.js';
import { PARTNER_MAILS, type PartnerMail } from '../domain/partner-mails.js';
import { payoutsIn, targetOf, type Payout } from '../domain/payout.js';
import { ofPayout } from '../domain/subjects.js';
import { plainMoney } from '../domain/terms-document.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { PayoutsRepository } from '../persistence/payouts.repository.js';
import { LedgerPosting, type Cause } from './ledger-posting.js';
import { PartnerPost, type Addressee } from './partner-post.js';
import { ReferralNews } from './referral-news.js';

/** Brings payouts to what their facts say: row, ledger, the entries they pay, and a mail for what the partner waits for. */
@Injectable()
export class PayoutFollowing {
  constructor(
    private readonly facts: FactsRepository,
    private readonly payouts: PayoutsRepository,
    private readonly posting: LedgerPosting,
    private readonly post: PartnerPost,
    private readonly news: ReferralNews,
  ) {}

  async run(tx: Transaction, concerned: readonly Fact[], cause: Cause): Promise<void> {
    const ids = new Set(concerned.flatMap((fact) => ('payoutId' in fact ? [fact.payoutId] : [])));
    for (const id of [...ids].sort()) {
      const about = await this.facts.about(tx, [ofPayout(id)]);
      const [payout] = payoutsIn(factSetOf(await this.facts.withChoices(tx, about)).facts);
      if (!payout) continue;
      const { partnerId, currency, reservedAt } = payout;
      const target = { source: sourceOfPayout(id), targetMinor: targetOf(payout), occurredAt: reservedAt };
      await this.payouts.save(tx, payout);
      await this.posting.post(tx, [{ ...target, partnerId, currency }], cause);
      if (concerned.some(isFact('payout.reserved'))) await this.payouts.claimEntries(tx, payout);
      await this.tell(tx, payout);
      await this.news.changed(tx, [partnerId]);
    }
  }

  private async tell(tx: Transaction, payout: Payout): Promise<void> {
    const write = mailOf(payout);
    if (write) await this.post.send(tx, payout.partnerId, payout.id, write);
  }
}

function mailOf({
  state,
  amountMinor,
  currency,
  reference,
}: Payout): ((to: Addressee) => PartnerMail) | undefined {
  const amount = plainMoney(amountMinor, currency);
  switch (state) {
    case 'reserved':
      return ({ kind }) => PARTNER_MAILS.payoutReserved({ kind, amount });
    case 'paid':
      return ({ kind }) => PARTNER_MAILS.payoutPaid({ kind, amount, reference });
    case 'failed':
    case 'cancelled':
    case 'returned':
      return ({ kind }) => PARTNER_MAILS.payoutFailed({ kind, amount });
    case 'approved':
    case 'sent':
      return undefined;
  }
}
