import type { SpeakerRole } from '@orbisvoice/contracts';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TurnLatency } from '../domain/call-log.js';

@Entity('turns')
@ForeignKey('calls', ['tenantId', 'callId'], ['tenantId', 'id'], {
  name: 'turns_call_fkey',
  onDelete: 'CASCADE',
})
export class TurnEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'turns_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'turns_pkey' })
  callId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'turns_pkey' })
  seq!: number;

  @Column('integer')
  turn!: number;

  @Column('text')
  role!: SpeakerRole;

  @Column('text')
  text!: string;

  @Column('boolean')
  interrupted!: boolean;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at' })
  endedAt!: Date;

  @Column('jsonb', { nullable: true })
  latency!: TurnLatency | null;

  @Column('integer')
  epoch!: number;
}
