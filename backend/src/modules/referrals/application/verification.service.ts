import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { viewOf, type Account } from '../domain/account.js';
import type { Commission } from '../domain/commission.js';
import { canonicalJson } from '../domain/digest.js';
import type { Fact } from '../domain/fact.js';
import { EMPTY_CHAIN, follow, type ChainHead } from '../domain/ledger-chain.js';
import { targetsOf } from '../domain/posting.js';
import { evaluateProgramme } from '../domain/programme.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { LedgerRepository, type AccountKey } from '../persistence/ledger.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { ReferralsRepository } from '../persistence/referrals.repository.js';
import { AccountReader } from './account-reader.js';

const PAGE = 5_000;

export interface Finding {
  /** `chain`: the journal was tampered with. `sums`: it does not equal its targets. `projection`: rows differ from facts. */
  readonly kind: 'chain' | 'sums' | 'projection';
  readonly account: string;
  readonly what: string;
}

export interface Verification {
  readonly facts: number;
  readonly accounts: number;
  readonly entries: number;
  readonly findings: readonly Finding[];
}

/**
 * Proves the books: every account's chain is whole, its entries sum to what the facts say when everything is computed
 * from scratch, and the rows that pages read say the same.
 */
@Injectable()
export class VerificationService {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly facts: FactsRepository,
    private readonly directory: DirectoryRepository,
    private readonly ledger: LedgerRepository,
    private readonly reader: AccountReader,
    private readonly referrals: ReferralsRepository,
  ) {}

  /** One consistent view of the whole programme, while it goes on. */
  run(): Promise<Verification> {
    return this.programme.officeSnapshot(async (tx) => {
      const reports: Fact[] = [];
      for await (const fact of this.facts.all(tx)) reports.push(fact);
      const { accounts } = evaluateProgramme(reports, await this.directory.whole(tx));
      const computed = new Map(accounts.map((account) => [nameOf(account), account]));
      const keys = new Map((await this.ledger.accounts(tx)).map((key) => [nameOf(key), key]));
      for (const { partnerId, currency } of accounts)
        keys.set(nameOf({ partnerId, currency }), { partnerId, currency });
      const findings: Finding[] = [];
      let entries = 0;
      for (const [name, key] of keys) {
        const chain = await this.chain(tx, key);
        entries += chain.entries;
        const account = computed.get(name) ?? {
          ...key,
          commissions: [],
          adjustments: [],
          payouts: [],
          holds: [],
        };
        const found = [
          chain.finding,
          await this.sums(tx, key, account),
          await this.projection(tx, key, account),
        ];
        findings.push(...found.flatMap((finding) => (finding ? [{ ...finding, account: name }] : [])));
      }
      return { facts: reports.length, accounts: keys.size, entries, findings };
    });
  }

  private async chain(
    tx: Transaction,
    key: AccountKey,
  ): Promise<{ entries: number; finding: Omit<Finding, 'account'> | undefined }> {
    let head: ChainHead = EMPTY_CHAIN;
    for (;;) {
      const page = await this.ledger.page(tx, key, head.position, PAGE);
      const followed = follow(head, page);
      if ('fault' in followed)
        return {
          entries: head.position,
          finding: { kind: 'chain', what: `${followed.fault} at ${followed.position}` },
        };
      head = followed.head;
      if (page.length < PAGE) break;
    }
    const stored = await this.ledger.headOf(tx, key);
    const whole = stored.position === head.position && stored.hash === head.hash;
    return {
      entries: head.position,
      finding: whole ? undefined : { kind: 'chain', what: 'entries are missing at its end' },
    };
  }

  private async sums(
    tx: Transaction,
    key: AccountKey,
    account: Account<Commission>,
  ): Promise<Omit<Finding, 'account'> | undefined> {
    const posted = await this.ledger.posted(tx, key);
    const targets = new Map(targetsOf(account).map(({ source, targetMinor }) => [source, targetMinor]));
    const wrong = [...new Set([...posted.keys(), ...targets.keys()])].filter(
      (source) => (posted.get(source)?.sumMinor ?? 0) !== (targets.get(source) ?? 0),
    );
    return wrong.length === 0 ? undefined : { kind: 'sums', what: wrong.join(', ') };
  }

  private async projection(
    tx: Transaction,
    key: AccountKey,
    account: Account<Commission>,
  ): Promise<Omit<Finding, 'account'> | undefined> {
    const all = await this.referrals.commissionsOf(tx, key.partnerId);
    const kept = {
      ...(await this.reader.read(tx, key)),
      commissions: all.filter(({ currency }) => currency === key.currency),
    };
    if (canonicalJson(pictureOf(kept)) === canonicalJson(pictureOf(account))) return undefined;
    return { kind: 'projection', what: 'the rows that are read differ from the facts' };
  }
}

const nameOf = ({ partnerId, currency }: AccountKey) => `${partnerId} ${currency}`;

/** Everything about an account that a page could show. */
const pictureOf = (account: Account<Commission>) => ({
  commissions: [...account.commissions].sort((a, b) => (a.id < b.id ? -1 : 1)),
  view: viewOf(account, 0),
  payouts: account.payouts.map(({ id, state, amountMinor }) => [id, state, amountMinor]).sort(),
});
