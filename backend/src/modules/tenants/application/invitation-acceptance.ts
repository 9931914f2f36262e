import { Injectable } from '@nestjs/common';
import type { Role } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { sha256 } from '../../../platform/crypto/index.js';
import {
  IdentityDatabase,
  tenantId,
  type TenantId,
  type Transaction,
} from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { InvitationsRepository } from '../persistence/invitations.repository.js';
import { TenantsFacade } from './tenants-facade.js';

export interface OpenInvitation {
  id: string;
  tenantId: TenantId;
  email: string;
  role: Role;
}

/** The invited side: from the mailed token to the membership. Who the person is, auth finds out in between. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly tenants: TenantsFacade,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `token_invalid`, the same for unknown, withdrawn, used and expired ones. */
  async find(token: string): Promise<OpenInvitation> {
    const hash = sha256(token).toString('hex');
    const row = await this.identity.lookup('app.lookup_key', hash, (tx) =>
      this.invitations.findByTokenHash(tx, hash),
    );
    if (!row || row.expiresAt <= this.clock.now()) throw new AppError('token_invalid');
    return { id: row.id, tenantId: tenantId(row.tenantId), email: row.email, role: row.role };
  }

  /** In a transaction of the inviting tenant. */
  async accept(tx: Transaction, invitation: OpenInvitation, userId: string): Promise<void> {
    if (!(await this.invitations.remove(tx, invitation.tenantId, invitation.id)))
      throw new AppError('token_invalid');
    if (await this.tenants.roleOf(tx, invitation.tenantId, userId)) throw new AppError('already_member');
    await this.tenants.addMember(tx, invitation.tenantId, userId, invitation.role);
  }
}
