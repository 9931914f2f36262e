import { Injectable } from '@nestjs/common';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { MembershipsRepository } from '../persistence/memberships.repository.js';
import { IdentityDirectory } from './identity-directory.port.js';

/** Whom to write to about a tenant. */
@Injectable()
export class TenantOwners {
  constructor(
    private readonly memberships: MembershipsRepository,
    private readonly directory: IdentityDirectory,
  ) {}

  /** In a transaction of the tenant. */
  async reach(tx: Transaction, tenantId: TenantId): Promise<{ userId: string; email: string }[]> {
    const owners = await this.memberships.ownersOf(tx, tenantId);
    const people = await this.directory.people(tx, owners);
    return [...people].map(([userId, { email }]) => ({ userId, email }));
  }
}
