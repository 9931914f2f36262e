import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { differences, type Target } from '../domain/posting.js';
import { LedgerRepository, type AccountKey } from '../persistence/ledger.repository.js';

/** Why entries are made: who acted, and which fact made it so. */
export interface Cause {
  readonly actor: string;
  readonly reason: string;
}

export type AccountTarget = Target & AccountKey;

/** Brings the ledger to its targets by adding what is missing. */
@Injectable()
export class LedgerPosting {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly clock: Clock,
  ) {}

  /** Holds each account until the transaction ends, in one order for everybody. Gives how many entries it made. */
  async post(tx: Transaction, targets: readonly AccountTarget[], cause: Cause): Promise<number> {
    const accounts = new Map<string, AccountTarget[]>();
    for (const target of targets) {
      const key = `${target.partnerId} ${target.currency}`;
      accounts.set(key, [...(accounts.get(key) ?? []), target]);
    }
    let entries = 0;
    for (const [, own] of [...accounts].sort(([a], [b]) => (a < b ? -1 : 1)))
      entries += await this.account(tx, own, cause);
    return entries;
  }

  private async account(tx: Transaction, targets: readonly AccountTarget[], cause: Cause): Promise<number> {
    const [first] = targets;
    if (!first) return 0;
    const account = { partnerId: first.partnerId, currency: first.currency };
    const head = await this.ledger.hold(tx, account);
    const posted = await this.ledger.posted(
      tx,
      account,
      targets.map(({ source }) => source),
    );
    const postings = differences(targets, posted);
    await this.ledger.append(tx, account, head, postings, { postedAt: this.clock.now(), ...cause });
    return postings.length;
  }
}
