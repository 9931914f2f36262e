import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What the visitor thought of a call. A comment may say anything, so it is erased with the call. */
@Entity('call_ratings')
@ForeignKey('calls', ['tenantId', 'callId'], ['tenantId', 'id'], {
  name: 'call_ratings_call_fkey',
  onDelete: 'CASCADE',
})
export class CallRatingEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'call_ratings_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'call_ratings_pkey' })
  callId!: string;

  @Column('integer')
  rating!: number;

  @Column('text', { nullable: true })
  comment!: string | null;

  @Column('timestamptz', { name: 'rated_at' })
  ratedAt!: Date;
}
