import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

@Entity('transcripts')
@Index('transcripts_search_idx', { synchronize: false })
@ForeignKey('calls', ['tenantId', 'callId'], ['tenantId', 'id'], {
  name: 'transcripts_call_fkey',
  onDelete: 'CASCADE',
})
export class TranscriptEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'transcripts_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'transcripts_pkey' })
  callId!: string;

  @Column('text')
  text!: string;

  @Column('tsvector', { select: false })
  search!: string;

  @Column('timestamptz', { name: 'assembled_at' })
  assembledAt!: Date;
}
