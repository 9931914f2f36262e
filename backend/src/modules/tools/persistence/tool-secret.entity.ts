import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One secret, sealed under a data key of its tenant. */
@Entity('tool_secrets')
export class ToolSecretEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'tool_secrets_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'tool_id', primaryKeyConstraintName: 'tool_secrets_pkey' })
  toolId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'tool_secrets_pkey' })
  name!: string;

  @Column('uuid', { name: 'key_id' })
  keyId!: string;

  @Column('bytea')
  sealed!: Buffer;

  @Column('text')
  last4!: string;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
