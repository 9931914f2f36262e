import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan } from 'typeorm';
import { InvitationEntity } from './invitation.entity.js';

@Injectable()
export class InvitationsRepository {
  /** Inviting an address again replaces its earlier invitation, and with it the earlier link. */
  async replace(tx: EntityManager, invitation: InvitationEntity): Promise<void> {
    await tx.delete(InvitationEntity, { tenantId: invitation.tenantId, email: invitation.email });
    await tx.insert(InvitationEntity, invitation);
  }

  page(
    tx: EntityManager,
    tenantId: string,
    beforeId: string | undefined,
    take: number,
  ): Promise<InvitationEntity[]> {
    const where = { tenantId, ...(beforeId && { id: LessThan(beforeId) }) };
    return tx.find(InvitationEntity, { where, order: { id: 'DESC' }, take });
  }

  /** For a transaction that looks up one token. */
  findByTokenHash(tx: EntityManager, tokenHash: string): Promise<InvitationEntity | null> {
    return tx.findOneBy(InvitationEntity, { tokenHash });
  }

  /** True where this call removed it: of two at once only one is told so. */
  async remove(tx: EntityManager, tenantId: string, id: string): Promise<boolean> {
    const { affected } = await tx.delete(InvitationEntity, { tenantId, id });
    return affected === 1;
  }
}
