import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { IdentityDirectory, type PersonName } from '../../tenants/index.js';
import { ApiKeysRepository } from '../persistence/api-keys.repository.js';
import { UsersRepository } from '../persistence/users.repository.js';

/** The names that tenants shows; the database hides people who are not members of the transaction's tenant. */
@Injectable()
export class MemberDirectory extends IdentityDirectory {
  constructor(
    private readonly users: UsersRepository,
    private readonly keys: ApiKeysRepository,
  ) {
    super();
  }

  async people(tx: Transaction, userIds: readonly string[]): Promise<ReadonlyMap<string, PersonName>> {
    const users = await this.users.findMany(tx, userIds);
    return new Map(
      users.map(({ id, email, name, emailVerifiedAt }) => [
        id,
        { email, name, verified: emailVerifiedAt !== null },
      ]),
    );
  }

  keyNames(tx: Transaction, keyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.keys.names(tx, keyIds);
  }

  async memberByEmail(tx: Transaction, email: string): Promise<string | undefined> {
    return (await this.users.findByEmail(tx, email))?.id;
  }
}
