import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The customer: everything else belongs to one of these. */
@Entity('tenants')
export class TenantEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** Requests a minute that each API key of this tenant may make. */
  @Column('integer', { name: 'rate_limit_per_minute' })
  rateLimitPerMinute!: number;

  /** Calls at once; the operator's to set. */
  @Column('integer', { name: 'max_concurrent_calls', nullable: true })
  maxConcurrentCalls!: number | null;

  @Column('text', { name: 'acquired_via', nullable: true })
  acquiredVia!: 'referral' | null;

  @Column('timestamptz', { name: 'acquisition_noted_at', nullable: true })
  acquisitionNotedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
