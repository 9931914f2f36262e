import type { TimelineEvent } from '@orbisvoice/contracts';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

@Entity('call_events')
@ForeignKey('calls', ['tenantId', 'callId'], ['tenantId', 'id'], {
  name: 'call_events_call_fkey',
  onDelete: 'CASCADE',
})
export class CallEventEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'call_events_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'call_events_pkey' })
  callId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'call_events_pkey' })
  seq!: number;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  kind!: string;

  @Column('integer', { nullable: true })
  turn!: number | null;

  @Column('jsonb')
  data!: TimelineEvent['data'];

  @Column('integer')
  epoch!: number;
}
