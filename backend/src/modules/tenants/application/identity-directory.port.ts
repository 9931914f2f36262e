import type { Transaction } from '../../../platform/database/index.js';

export interface PersonName {
  email: string;
  name: string;
  /** The address is known to be theirs. */
  verified: boolean;
}

/**
 * What tenants needs to know about people and keys. auth implements it, because auth knows tenants and not the other
 * way round. Called inside a tenant's transaction, where the database shows only that tenant's members and keys.
 */
export abstract class IdentityDirectory {
  abstract people(tx: Transaction, userIds: readonly string[]): Promise<ReadonlyMap<string, PersonName>>;
  abstract keyNames(tx: Transaction, keyIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The member with this address, if there is one. */
  abstract memberByEmail(tx: Transaction, email: string): Promise<string | undefined>;
}
