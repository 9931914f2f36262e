import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { viewOf } from '../domain/account.js';
import { PARTNER_MAILS } from '../domain/partner-mails.js';
import { documentOf, plainMoney } from '../domain/terms-document.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { MailingsRepository } from '../persistence/mailings.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { AccountReader } from './account-reader.js';
import { PartnerPost } from './partner-post.js';

const SUMMARY_EVERY_MS = 7 * 86_400_000;
/** Each partner is a transaction of their own; a round that does not get through goes on the next time. */
const ROUND = 500;

/** Mails that no single fact occasions: new terms, and at most once a week what has become available. */
@Injectable()
export class MailRounds {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly mailings: MailingsRepository,
    private readonly directory: DirectoryRepository,
    private readonly accounts: AccountReader,
    private readonly post: PartnerPost,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await this.newTerms();
    await this.available();
  }

  private async newTerms(): Promise<void> {
    const terms = (await this.programme.office((tx) => this.directory.terms(tx))).at(-1);
    if (!terms || terms.version === 1) return;
    const { version, effectiveFrom } = terms;
    const from = new Date(effectiveFrom).toISOString().slice(0, 10);
    const sections = documentOf(terms);
    await this.each(
      (tx) => this.mailings.untoldOfTerms(tx, version, ROUND),
      async (tx, partnerId, at) => {
        await this.mailings.mailed(tx, partnerId, 'terms', at, version);
        await this.post.send(tx, partnerId, `${version}:${partnerId}`, ({ kind }) =>
          PARTNER_MAILS.termsChanged({ kind, from, sections }),
        );
      },
    );
  }

  private available(): Promise<void> {
    const now = this.clock.now();
    const quiet = new Date(now.getTime() - SUMMARY_EVERY_MS);
    return this.each(
      (tx) => this.mailings.withNewlyAvailable(tx, now, quiet, ROUND),
      async (tx, partnerId, at) => {
        await this.mailings.mailed(tx, partnerId, 'available', at);
        const amounts = (await this.accounts.ofPartner(tx, partnerId)).flatMap((account) => {
          const { availableMinor } = viewOf(account, at.getTime());
          return availableMinor > 0 ? [plainMoney(availableMinor, account.currency)] : [];
        });
        // All of it may be held, or on its way already: then there is nothing to ask for.
        if (amounts.length === 0) return;
        const day = at.toISOString().slice(0, 10);
        await this.post.send(tx, partnerId, `${partnerId}:${day}`, ({ kind }) =>
          PARTNER_MAILS.available({ kind, amounts }),
        );
      },
    );
  }

  private async each(
    find: (tx: Transaction) => Promise<string[]>,
    work: (tx: Transaction, partnerId: string, at: Date) => Promise<void>,
  ): Promise<void> {
    for (const partnerId of await this.programme.office(find))
      await this.programme.office((tx) => work(tx, partnerId, this.clock.now()));
  }
}
