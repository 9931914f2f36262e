import { Injectable } from '@nestjs/common';
import type { Member, Page, PageQuery, Role } from '@orbisvoice/contracts';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById, type UserPrincipal } from '../../../platform/http/index.js';
import { refusalOfChange } from '../domain/member-rules.js';
import type { MembershipEntity } from '../persistence/membership.entity.js';
import { MembershipsRepository } from '../persistence/memberships.repository.js';
import { AuditLog } from './audit-log.js';
import { IdentityDirectory } from './identity-directory.port.js';
import { toMember } from './tenants.mapping.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly memberships: MembershipsRepository,
    private readonly directory: IdentityDirectory,
    private readonly audit: AuditLog,
    private readonly database: TenantDatabase,
  ) {}

  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<Member>> {
    const after = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.memberships.page(tx, tenantId, after, limit + 1);
      const ids = rows.map((row) => row.userId);
      const people = await this.directory.people(tx, ids);
      return pageById(
        rows,
        limit,
        (row) => row.userId,
        (row) => toMember(row, people.get(row.userId)),
      );
    });
  }

  changeRole(principal: UserPrincipal, userId: string, role: Role): Promise<Member> {
    const { tenantId } = principal;
    return this.database.withTenant(tenantId, async (tx) => {
      const member = await this.permitted(tx, principal, userId, role);
      await this.memberships.setRole(tx, tenantId, userId, role);
      await this.record(tx, principal, userId, 'member.role_changed');
      const people = await this.directory.people(tx, [userId]);
      return toMember({ ...member, role }, people.get(userId));
    });
  }

  remove(principal: UserPrincipal, userId: string): Promise<void> {
    const { tenantId } = principal;
    return this.database.withTenant(tenantId, async (tx) => {
      await this.permitted(tx, principal, userId, null);
      await this.memberships.remove(tx, tenantId, userId);
      await this.record(tx, principal, userId, 'member.removed');
    });
  }

  /** The owners are locked before anything is read, so what the rule sees stays true until the commit. */
  private async permitted(
    tx: Transaction,
    { tenantId, userId: actorId }: UserPrincipal,
    targetId: string,
    next: Role | null,
  ): Promise<MembershipEntity> {
    const owners = await this.memberships.countOwnersLocked(tx, tenantId);
    const target = await this.memberships.find(tx, tenantId, targetId);
    if (!target) throw new AppError('member_not_found');
    // The role as it is now, not as the session remembers it.
    const actor = actorId === targetId ? target : await this.memberships.find(tx, tenantId, actorId);
    const change = { isSelf: actorId === targetId, targetRole: target.role, next, owners };
    const refusal = actor ? refusalOfChange({ ...change, actorRole: actor.role }) : 'forbidden';
    if (refusal) throw new AppError(refusal);
    return target;
  }

  private record(tx: Transaction, principal: UserPrincipal, targetId: string, action: string): Promise<void> {
    const actor = { kind: 'user', id: principal.userId } as const;
    return this.audit.record(tx, principal.tenantId, { actor, action, targetType: 'member', targetId });
  }
}
