import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Calls of one UTC day, of a key (or of an agent that is embedded without one): in all, and from one address. */
@Entity('call_counts')
export class CallCountEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'call_counts_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'call_counts_pkey' })
  subject!: string;

  @PrimaryColumn('date', { primaryKeyConstraintName: 'call_counts_pkey' })
  day!: string;

  /** A keyed hash, another one each day; empty for the count of all addresses. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'call_counts_pkey' })
  address!: string;

  @Column('integer')
  calls!: number;
}
