import { Injectable } from '@nestjs/common';
import type { DomainEventPayload } from '@orbisvoice/contracts';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { TenantsRepository } from '../persistence/tenants.repository.js';

/** How a team came to us, for the badge beside its name. */
@Injectable()
export class Acquisition {
  constructor(private readonly tenants: TenantsRepository) {}

  /** In a transaction of the tenant. Older news than what is known change nothing. */
  async note(
    tx: Transaction,
    tenantId: TenantId,
    { via, at }: DomainEventPayload<'tenant.acquired'>,
  ): Promise<void> {
    await this.tenants.noteAcquisition(tx, tenantId, via, new Date(at));
  }
}
