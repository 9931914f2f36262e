import { Injectable } from '@nestjs/common';
import type { Me } from '@orbisvoice/contracts';
import { IdentityDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { TenantsFacade } from '../../tenants/index.js';
import { UsersRepository } from '../persistence/users.repository.js';
import { AccountStanding } from './account-standing.js';

@Injectable()
export class MeService {
  constructor(
    private readonly users: UsersRepository,
    private readonly standings: AccountStanding,
    private readonly tenants: TenantsFacade,
    private readonly identity: IdentityDatabase,
  ) {}

  async me({ userId, tenantId }: { userId: string; tenantId: TenantId }): Promise<Me> {
    const [user, standing] = await this.identity.transaction(async (tx) => [
      await this.users.find(tx, userId),
      await this.standings.of(tx, userId),
    ]);
    const memberships = await this.tenants.membershipsOf(userId);
    const here = memberships.find((membership) => membership.tenantId === tenantId);
    if (!user || !standing || !here) throw new AppError('session_expired');
    return {
      user: { id: user.id, email: user.email, name: user.name, emailVerified: standing.emailVerified },
      tenant: await this.tenants.get(tenantId),
      role: here.role,
      ...(standing.platformAdmin && { platformAdmin: true }),
      tenants: memberships.map(({ tenantId: id, tenantName: name, role }) => ({ id, name, role })),
    };
  }
}
