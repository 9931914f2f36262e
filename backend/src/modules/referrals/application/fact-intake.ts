import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { NO_TENANT, type Transaction } from '../../../platform/database/index.js';
import { tiesOf } from '../domain/dossier.js';
import { Fact, isFact } from '../domain/fact.js';
import { naturalKey } from '../domain/natural-key.js';
import { ofKey, subjectsOf } from '../domain/subjects.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { takeTurns } from '../persistence/locks.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { AdjustmentPosting } from './adjustment-posting.js';
import { Mirroring } from './mirroring.service.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { PayoutFollowing } from './payout-following.js';
import { ReferralNews } from './referral-news.js';
import { ReferralRecompute } from './referral-recompute.js';

/** `known`: exactly this was reported before. `conflict`: something else was, so nothing is paid from either. */
export type IntakeOutcome = 'accepted' | 'known' | 'conflict';

/** What follows from facts. */
@Injectable()
export class FactEffects {
  constructor(
    readonly recompute: ReferralRecompute,
    readonly adjustments: AdjustmentPosting,
    readonly payouts: PayoutFollowing,
    readonly mirroring: Mirroring,
    readonly news: ReferralNews,
  ) {}
}

/**
 * The one way in for everything that the programme learns. The fact, what follows from it and the ledger's entries
 * commit together with whatever else the caller's transaction does; a crash anywhere leaves none of it.
 */
@Injectable()
export class FactIntake {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly facts: FactsRepository,
    private readonly effects: FactEffects,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens the programme's office in `tx` for its rest.
   * @param source who says so: `api`, `office`, `billing:stripe`.
   */
  async take(tx: Transaction, report: Fact, source: string): Promise<IntakeOutcome> {
    const fact = Fact.parse(report);
    const key = naturalKey(fact);
    await this.programme.enterOffice(tx);
    await this.takeTurns(tx, fact);
    if (!(await this.facts.insert(tx, fact, source, this.clock.now()))) return 'known';
    const variants = await this.facts.ofKey(tx, key);
    const concerned =
      fact.type === 'conflict.resolved' ? await this.facts.ofKey(tx, fact.naturalKey) : variants;
    const cause = { actor: 'actorId' in fact && fact.actorId ? fact.actorId : source, reason: key };
    const tied = [...concerned, ...(await this.facts.about(tx, tiesOf(concerned)))];
    await this.effects.recompute.run(tx, tenantsIn(tied), cause);
    await this.effects.adjustments.run(tx, concerned, cause);
    await this.effects.payouts.run(tx, concerned, cause);
    await this.effects.news.changed(
      tx,
      tied.filter(isFact('flag.raised')).map(({ partnerId }) => partnerId),
    );
    await this.effects.mirroring.note(tx, fact);
    if (WATCHED.has(fact.type)) await this.report(tx, key);
    return variants.length > 1 ? 'conflict' : 'accepted';
  }

  /**
   * Before reading: whoever reports something that may change what this fact means waits here, or we wait for them. A
   * choice means what is said under its key, which may grow until the turn is ours.
   */
  private async takeTurns(tx: Transaction, fact: Fact): Promise<void> {
    const held = new Set<string>();
    for (;;) {
      const chosenFrom = fact.type === 'conflict.resolved' ? await this.facts.ofKey(tx, fact.naturalKey) : [];
      const words = [ofKey(naturalKey(fact)), ...[fact, ...chosenFrom].flatMap(subjectsOf)];
      const missing = words.filter((word) => TURNS.test(word) && !held.has(word));
      if (missing.length === 0) return;
      await takeTurns(tx, missing);
      for (const word of missing) held.add(word);
    }
  }

  /** Doubts are looked for later and elsewhere: whoever reports a payment does not wait for them. */
  private async report(tx: Transaction, key: string): Promise<void> {
    await this.programme.inTenant(tx, NO_TENANT, () =>
      this.outbox.append(tx, NO_TENANT, 'referral.reported', { naturalKey: key }, key),
    );
  }
}

const tenantsIn = (facts: readonly Fact[]): string[] =>
  facts.flatMap((fact) => ('tenantId' in fact && fact.tenantId ? [fact.tenantId] : []));

/** Words on which two reports about the same thing take turns. Teams and accounts are held later, by whoever changes them. */
const TURNS = /^(key|invoice|address|flag|payout):/;
const WATCHED: ReadonlySet<string> = new Set<Fact['type']>([
  'user.signup',
  'invoice.paid',
  'payment.refunded',
  'dispute.opened',
]);
