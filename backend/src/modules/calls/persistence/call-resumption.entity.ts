import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Lives as long as its call is on. */
@Entity('call_resumptions')
@ForeignKey('calls', ['tenantId', 'callId'], ['tenantId', 'id'], {
  name: 'call_resumptions_call_fkey',
  onDelete: 'CASCADE',
})
export class CallResumptionEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'call_resumptions_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'call_resumptions_pkey' })
  callId!: string;

  /** See domain/resume-secrets.ts. */
  @Column('bytea', { name: 'current_hash' })
  currentHash!: Buffer;

  @Column('bytea', { name: 'previous_hash', nullable: true })
  previousHash!: Buffer | null;

  /** What another gateway needs to go on, encrypted by the gateway that wrote it. */
  @Column('bytea')
  sealed!: Buffer;
}
