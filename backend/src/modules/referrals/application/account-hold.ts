import { Injectable } from '@nestjs/common';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import type { Account } from '../domain/account.js';
import { LedgerRepository, type AccountKey } from '../persistence/ledger.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { AccountReader } from './account-reader.js';

/** Reads an account and keeps everybody else from posting to it until the work is committed. */
@Injectable()
export class AccountHold {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly ledger: LedgerRepository,
    private readonly reader: AccountReader,
  ) {}

  /** @param tenantId whose audit log the work writes to. */
  withAccount<T>(
    key: AccountKey,
    work: (tx: Transaction, account: Account) => Promise<T>,
    tenantId?: TenantId,
  ): Promise<T> {
    return this.programme.office(async (tx) => {
      await this.ledger.hold(tx, key);
      return work(tx, await this.reader.read(tx, key));
    }, tenantId);
  }
}
