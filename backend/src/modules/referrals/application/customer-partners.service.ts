import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { IdentityDirectory } from '../../tenants/index.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { PartnersService } from './partners.service.js';

/** Finds the partner that a signed-in person is, and makes them one at their first look. */
@Injectable()
export class CustomerPartners {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly repository: PartnersRepository,
    private readonly partners: PartnersService,
    private readonly tenants: TenantDatabase,
    private readonly directory: IdentityDirectory,
  ) {}

  async of({ userId, tenantId }: { userId: string; tenantId: TenantId }): Promise<string> {
    const known = await this.programme.asUser(userId, (tx) => this.repository.idOfUser(tx, userId));
    if (known) return known;
    const people = await this.tenants.withTenant(tenantId, (tx) => this.directory.people(tx, [userId]));
    const email = people.get(userId)?.email;
    if (email === undefined) throw new AppError('not_found');
    return this.partners.ofCustomer({ userId, tenantId, email });
  }
}
