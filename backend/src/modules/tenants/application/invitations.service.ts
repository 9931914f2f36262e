import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { CreateInvitation, Invitation, Page, PageQuery } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId, randomToken, sha256 } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById, type UserPrincipal } from '../../../platform/http/index.js';
import { Mailer } from '../../../platform/mail/index.js';
import { InvitationsRepository } from '../persistence/invitations.repository.js';
import { TenantRecords } from './tenant-records.js';
import { INVITATION_DAYS, invitationMail } from './invitation-mail.js';
import { toInvitation } from './tenants.mapping.js';

const LIFETIME_MS = INVITATION_DAYS * 24 * 60 * 60_000;

@Injectable()
export class InvitationsService {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly records: TenantRecords,
    private readonly mailer: Mailer,
    private readonly database: TenantDatabase,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  invite(principal: UserPrincipal, { email, role }: CreateInvitation): Promise<Invitation> {
    const { tenantId, userId } = principal;
    const token = randomToken();
    const now = this.clock.now();
    const row = {
      id: newId(now.getTime()),
      tenantId,
      email,
      role,
      tokenHash: sha256(token).toString('hex'),
      invitedBy: userId,
      expiresAt: new Date(now.getTime() + LIFETIME_MS),
      createdAt: now,
    };
    return this.database.withTenant(tenantId, async (tx) => {
      if (await this.records.directory.memberByEmail(tx, email)) throw new AppError('already_member');
      await this.invitations.replace(tx, row);
      const inviter = (await this.records.directory.people(tx, [userId])).get(userId);
      const tenant = await this.records.tenants.find(tx, tenantId);
      if (!inviter || !tenant) throw new AppError('not_found');
      const mail = invitationMail({
        tenantName: tenant.name,
        inviterName: inviter.name,
        token,
        publicUrl: this.config.publicUrl,
      });
      await this.mailer.enqueue(tx, tenantId, { to: email, businessKey: `invitation:${row.id}`, ...mail });
      await this.record(tx, principal, row.id, 'invitation.sent');
      return toInvitation(row, inviter);
    });
  }

  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<Invitation>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.invitations.page(tx, tenantId, before, limit + 1);
      const people = await this.records.directory.people(tx, [...new Set(rows.map((row) => row.invitedBy))]);
      return pageById(
        rows,
        limit,
        (row) => row.id,
        (row) => toInvitation(row, people.get(row.invitedBy)),
      );
    });
  }

  withdraw(principal: UserPrincipal, id: string): Promise<void> {
    return this.database.withTenant(principal.tenantId, async (tx) => {
      if (!(await this.invitations.remove(tx, principal.tenantId, id)))
        throw new AppError('invitation_not_found');
      await this.record(tx, principal, id, 'invitation.withdrawn');
    });
  }

  private record(tx: Transaction, principal: UserPrincipal, targetId: string, action: string): Promise<void> {
    const actor = { kind: 'user', id: principal.userId } as const;
    return this.records.audit.record(tx, principal.tenantId, {
      actor,
      action,
      targetType: 'invitation',
      targetId,
    });
  }
}
