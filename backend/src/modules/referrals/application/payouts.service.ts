import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { viewOf } from '../domain/account.js';
import { METHOD_COOLING_MS } from '../domain/payout-method.js';
import { OPEN_STATES } from '../domain/payout.js';
import { refusalsOf } from '../domain/payout-request.js';
import { minimumPayoutOf, termsAt } from '../domain/terms.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { PayoutMethodsRepository } from '../persistence/payout-methods.repository.js';
import { PayoutsRepository, type PayoutRecord } from '../persistence/payouts.repository.js';
import { AccountHold } from './account-hold.js';
import { FactIntake } from './fact-intake.js';

/** The tables that say whether and where somebody may be paid. */
@Injectable()
export class PayoutStore {
  constructor(
    readonly partners: PartnersRepository,
    readonly methods: PayoutMethodsRepository,
    readonly payouts: PayoutsRepository,
  ) {}
}

/** What a partner may do about being paid: ask for all that is available. The sum is ours to say, never the client's. */
@Injectable()
export class PayoutsService {
  constructor(
    private readonly accounts: AccountHold,
    private readonly store: PayoutStore,
    private readonly directory: DirectoryRepository,
    private readonly intake: FactIntake,
    private readonly clock: Clock,
  ) {}

  /**
   * Reserves what is available in one currency. Of any number of requests at once one succeeds.
   * @throws AppError `unprocessable`, with one detail for each thing that stands in the way.
   */
  request(partnerId: string, currency: string, userId: string): Promise<PayoutRecord> {
    return this.accounts.withAccount({ partnerId, currency }, async (tx, account) => {
      const now = this.clock.now();
      const view = viewOf(account, now.getTime());
      const partner = await this.store.partners.find(tx, partnerId);
      if (!partner) throw new AppError('not_found');
      const method = await this.store.methods.current(tx, partnerId);
      const changed = method !== undefined && (await this.store.methods.hadAnother(tx, partnerId));
      const terms = termsAt(await this.directory.terms(tx), now.getTime());
      const refusals = refusalsOf({
        view,
        minimumMinor: minimumPayoutOf(terms, currency),
        status: partner.status,
        currentTerms: terms.version,
        acceptedTerms: partner.acceptedTerms,
        methodVerified: method !== undefined && method.verifiedAt !== null,
        methodCoolsUntil: changed ? method.createdAt.getTime() + METHOD_COOLING_MS : null,
        asOf: now.getTime(),
        openPayout: account.payouts.some(({ state }) => OPEN_STATES.has(state)),
      });
      if (refusals.length > 0)
        throw new AppError('unprocessable', {
          message: 'Nothing can be paid out now.',
          details: refusals.map((reason) => ({ path: reason, message: REFUSALS[reason] })),
        });
      const payoutId = newId(now.getTime());
      await this.intake.take(
        tx,
        {
          type: 'payout.reserved',
          at: now.getTime(),
          payoutId,
          partnerId,
          currency,
          amountMinor: view.availableMinor,
          items: [...view.claims],
          actorId: userId,
        },
        'api',
      );
      if (method) await this.store.payouts.payTo(tx, payoutId, method.id);
      return this.reserved(tx, payoutId, view.availableMinor);
    });
  }

  /** Holds the promise of the books: a payout is the sum of the entries that it pays. */
  private async reserved(tx: Transaction, payoutId: string, amountMinor: number): Promise<PayoutRecord> {
    const payout = await this.store.payouts.find(tx, payoutId);
    if (!payout || (await this.store.payouts.sumOfEntries(tx, payoutId)) !== amountMinor)
      throw new Error('a payout does not equal its entries');
    return payout;
  }
}

const REFUSALS = {
  partner_inactive: 'The programme has no active account of yours.',
  terms_not_accepted: 'Accept the present terms first.',
  method_not_verified: 'Add a payout method and confirm it first.',
  method_changed: 'Your payout method was changed lately; nothing is paid to it for seven days.',
  payout_open: 'A payout in this currency is already on its way.',
  below_minimum: 'Less than the minimum is available.',
} as const;
