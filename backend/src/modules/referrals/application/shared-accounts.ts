import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { idFrom } from '../domain/digest.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import {
  PayoutMethodsRepository,
  type PayoutMethodRecord,
} from '../persistence/payout-methods.repository.js';
import { ReferralsRepository } from '../persistence/referrals.repository.js';
import { FactIntake } from './fact-intake.js';
import { Suspicions } from './suspicions.js';

/** Who acts where no person does; no user has this id. */
const NOBODY = idFrom('referrals:rules');

/** Two partners who are paid to one account are one as far as money goes. Inside the office. */
@Injectable()
export class SharedAccounts {
  constructor(
    private readonly methods: PayoutMethodsRepository,
    private readonly referrals: ReferralsRepository,
    private readonly facts: FactsRepository,
    private readonly intake: FactIntake,
    private readonly suspicions: Suspicions,
    private readonly clock: Clock,
  ) {}

  /** After a method was confirmed: whoever shares it is looked at, and where one referred the other that is undone. */
  async look(tx: Transaction, { partnerId, fingerprint }: PayoutMethodRecord): Promise<void> {
    const others = await this.methods.othersWith(tx, partnerId, fingerprint);
    if (others.length === 0) return;
    const match = fingerprint.toString('hex').slice(0, 16);
    const sharing = [partnerId, ...others];
    const evidence = { match, others: others.length };
    // Flags take turns on words and overrides hold teams, so all of the former come first, as everywhere.
    for (const one of sharing) {
      const suspect = { partnerId: one, tenantId: null, occasion: match };
      await this.suspicions.raise(tx, suspect, [{ rule: 'shared_payout_account', evidence }]);
    }
    for (const one of sharing) {
      const rest = sharing.filter((other) => other !== one);
      for (const tenantId of await this.referrals.teamsBetween(tx, one, rest))
        await this.refuse(tx, tenantId, match);
    }
  }

  private async refuse(tx: Transaction, tenantId: string, match: string): Promise<void> {
    const operationId = idFrom(`shared account:${tenantId}:${match}`);
    if ((await this.facts.ofKey(tx, `override:${operationId}`)).length > 0) return;
    await this.intake.take(
      tx,
      {
        type: 'attribution.override',
        at: this.clock.now().getTime(),
        operationId,
        actorId: NOBODY,
        reason: 'paid to the same account as the partner who referred it',
        tenantId,
        partnerId: null,
      },
      'rules',
    );
  }
}
