import { Injectable } from '@nestjs/common';
import { TenantsRepository } from '../persistence/tenants.repository.js';
import { AuditLog } from './audit-log.js';
import { IdentityDirectory } from './identity-directory.port.js';

/** What nearly every change in a tenant needs besides its own table: names for people, the tenant's row, the log. */
@Injectable()
export class TenantRecords {
  constructor(
    readonly tenants: TenantsRepository,
    readonly directory: IdentityDirectory,
    readonly audit: AuditLog,
  ) {}
}
