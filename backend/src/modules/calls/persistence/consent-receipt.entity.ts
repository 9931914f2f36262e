import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Who was on the call stands in the call alone, so the receipt outlives an erasure as a proof without a name. */
@Entity('consent_receipts')
@ForeignKey('calls', ['tenantId', 'callId'], ['tenantId', 'id'], {
  name: 'consent_receipts_call_fkey',
  onDelete: 'CASCADE',
})
export class ConsentReceiptEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'consent_receipts_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'consent_receipts_pkey' })
  callId!: string;

  /** Names the text that was shown (`Agent.consentVersion`). */
  @Column('text')
  version!: string;

  /** False: the visitor declined and may only write. */
  @Column('boolean')
  accepted!: boolean;

  /** Named when only agreement was kept. */
  @Column('timestamptz', { name: 'accepted_at' })
  answeredAt!: Date;
}
