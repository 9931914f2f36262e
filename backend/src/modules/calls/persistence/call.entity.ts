import type { CallChannel, CallEndReason, CallStatus } from '@orbisvoice/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('calls')
@Unique('calls_tenant_id_id_key', ['tenantId', 'id'])
@ForeignKey('agents', ['tenantId', 'agentId'], ['tenantId', 'id'], { name: 'calls_agent_fkey' })
@Index('calls_of_agent_idx', ['tenantId', 'agentId', 'id'])
@Index('calls_open_idx', { synchronize: false })
export class CallEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'calls_pkey' })
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'agent_id' })
  agentId!: string;

  @Column('text')
  channel!: CallChannel;

  @Column('text')
  status!: CallStatus;

  @Column('text', { nullable: true })
  origin!: string | null;

  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  /** The gateway process that holds the call while it is live. */
  @Column('text', { nullable: true })
  owner!: string | null;

  /** Counts owners. A write that carries an older number comes from a gateway that has lost the call. */
  @Column('integer')
  epoch!: number;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason!: CallEndReason | null;

  @Column('integer', { name: 'duration_ms', nullable: true })
  durationMs!: number | null;

  @Column('integer', { name: 'turn_count' })
  turnCount!: number;

  @Column('double precision', { name: 'voice_to_voice_p50_ms', nullable: true })
  voiceToVoiceP50Ms!: number | null;

  @Column('integer', { name: 'health_score', nullable: true })
  healthScore!: number | null;

  /** Set once everything personal was erased; the row stays so that counts and minutes stay true. */
  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;
}
