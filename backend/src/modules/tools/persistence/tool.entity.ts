import type { ToolBuiltin, ToolHttp, ToolKind } from '@orbisvoice/contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('tools')
@Unique('tools_tenant_id_id_key', ['tenantId', 'id'])
@Unique('tools_name_key', ['tenantId', 'name'])
export class ToolEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tools_pkey' })
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  @Column('text')
  kind!: ToolKind;

  /** JSON schema; kept as text is kept, since the order of properties is part of what the model is told. */
  @Column('json')
  parameters!: object;

  @Column('json', { nullable: true })
  http!: ToolHttp | null;

  @Column('json', { nullable: true })
  builtin!: ToolBuiltin | null;

  @Column('boolean')
  confirm!: boolean;

  @Column('text')
  filler!: string;

  @Column('boolean')
  background!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
