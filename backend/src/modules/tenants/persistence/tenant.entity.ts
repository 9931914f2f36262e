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

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
