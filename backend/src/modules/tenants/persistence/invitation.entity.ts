import type { Role } from '@orbisvoice/contracts';
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** An open invitation; it is deleted when it is accepted or withdrawn, the audit log remembers it. */
@Entity('invitations')
@Unique('invitations_tenant_id_id_key', ['tenantId', 'id'])
@Unique('invitations_tenant_id_email_key', ['tenantId', 'email'])
@Index('invitations_token_hash_idx', ['tokenHash'])
export class InvitationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  email!: string;

  @Column('text')
  role!: Role;

  /** SHA-256 of the mailed token, hex. */
  @Column('text', { name: 'token_hash' })
  tokenHash!: string;

  @Column('uuid', { name: 'invited_by' })
  invitedBy!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
