import type { FollowUpReason } from '@orbisvoice/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('follow_ups')
@Unique('follow_ups_tenant_id_id_key', ['tenantId', 'id'])
@Unique('follow_ups_call_key', ['tenantId', 'callId'])
@Index('follow_ups_open_idx', { synchronize: false })
@ForeignKey('calls', ['tenantId', 'callId'], ['tenantId', 'id'], {
  name: 'follow_ups_call_fkey',
  onDelete: 'CASCADE',
})
export class FollowUpEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'follow_ups_pkey' })
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'call_id' })
  callId!: string;

  @Column('uuid', { name: 'agent_id' })
  agentId!: string;

  @Column('text')
  reason!: FollowUpReason;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;
}
