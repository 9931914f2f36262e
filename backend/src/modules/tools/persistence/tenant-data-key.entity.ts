import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key for one tenant's secrets, itself sealed. Deleting it makes them unreadable, in backups too. */
@Entity('tenant_data_keys')
export class TenantDataKeyEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tenant_data_keys_pkey' })
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  /** Names the key that seals this one. */
  @Column('text', { name: 'wrapping_key' })
  wrappingKey!: string;

  @Column('bytea')
  wrapped!: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Null for the one key that new secrets are sealed under. */
  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
