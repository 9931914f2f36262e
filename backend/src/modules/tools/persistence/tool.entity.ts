import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('tools')
@Unique('tools_tenant_id_id_key', ['tenantId', 'id'])
export class ToolEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tools_pkey' })
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
