import type { Role } from '@orbisvoice/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One person in one tenant. The person is known by id only: who that is, auth knows. */
@Entity('memberships')
@Index('memberships_user_id_idx', ['userId'])
export class MembershipEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  role!: Role;

  @Column('timestamptz', { name: 'joined_at' })
  joinedAt!: Date;

  /** When the person put the list of first steps away. */
  @Column('timestamptz', { name: 'checklist_dismissed_at', nullable: true })
  checklistDismissedAt!: Date | null;
}
