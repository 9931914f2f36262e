import { Injectable } from '@nestjs/common';
import type { Role, Tenant, UpdateTenant } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import {
  IdentityDatabase,
  TenantDatabase,
  type TenantId,
  type Transaction,
} from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { MembershipsRepository, type MembershipOfUser } from '../persistence/memberships.repository.js';
import { TenantsRepository } from '../persistence/tenants.repository.js';
import type { AuditActor } from '../domain/audit-fact.js';
import { AuditLog } from './audit-log.js';
import { toTenant } from './tenants.mapping.js';

/** Requests a minute per API key until the tenant chooses otherwise. */
const DEFAULT_RATE_LIMIT = 100;

/** Tenants and who belongs to them, for the other modules. */
@Injectable()
export class TenantsFacade {
  constructor(
    private readonly tenants: TenantsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly audit: AuditLog,
    private readonly database: TenantDatabase,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  /** In a transaction of the new tenant. */
  async create(tx: Transaction, tenantId: TenantId, name: string, actor: AuditActor): Promise<void> {
    const createdAt = this.clock.now();
    await this.tenants.insert(tx, { id: tenantId, name, rateLimitPerMinute: DEFAULT_RATE_LIMIT, createdAt });
    await this.audit.record(tx, tenantId, {
      actor,
      action: 'tenant.created',
      targetType: 'tenant',
      targetId: tenantId,
    });
  }

  /** In a transaction of the tenant. */
  async addMember(tx: Transaction, tenantId: TenantId, userId: string, role: Role): Promise<void> {
    await this.memberships.insert(tx, { tenantId, userId, role, joinedAt: this.clock.now() });
    const actor = { kind: 'user', id: userId } as const;
    await this.audit.record(tx, tenantId, {
      actor,
      action: 'member.joined',
      targetType: 'member',
      targetId: userId,
    });
  }

  get(tenantId: TenantId): Promise<Tenant> {
    return this.database.withTenant(tenantId, (tx) => this.read(tx, tenantId));
  }

  update(tenantId: TenantId, actor: AuditActor, change: UpdateTenant): Promise<Tenant> {
    return this.database.withTenant(tenantId, async (tx) => {
      if (Object.keys(change).length > 0) {
        await this.tenants.update(tx, tenantId, change);
        const action = 'tenant.updated';
        await this.audit.record(tx, tenantId, { actor, action, targetType: 'tenant', targetId: tenantId });
      }
      return this.read(tx, tenantId);
    });
  }

  /** Where a person belongs, oldest membership first. */
  membershipsOf(userId: string): Promise<MembershipOfUser[]> {
    return this.identity.lookup('app.user_id', userId, (tx) => this.memberships.ofUser(tx, userId));
  }

  /** In a transaction that looks up the user, or in one of the tenant. */
  async roleOf(tx: Transaction, tenantId: string, userId: string): Promise<Role | undefined> {
    return (await this.memberships.find(tx, tenantId, userId))?.role;
  }

  /** In a transaction of the tenant: its oldest member, who as a rule made it. Undefined where nobody is left. */
  async founderOf(tx: Transaction, tenantId: TenantId): Promise<string | undefined> {
    return (await this.memberships.first(tx, tenantId))?.userId;
  }

  /** In a transaction of the tenant: how the team came to us, for a badge. */
  async acquiredVia(tx: Transaction, tenantId: TenantId): Promise<Tenant['acquiredVia']> {
    return (await this.tenants.find(tx, tenantId))?.acquiredVia ?? null;
  }

  private async read(tx: Transaction, tenantId: TenantId): Promise<Tenant> {
    const row = await this.tenants.find(tx, tenantId);
    if (!row) throw new AppError('not_found');
    return toTenant(row);
  }
}
