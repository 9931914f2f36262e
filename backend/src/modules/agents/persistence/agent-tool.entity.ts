import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

@Entity('agent_tools')
@ForeignKey('agents', ['tenantId', 'agentId'], ['tenantId', 'id'], {
  name: 'agent_tools_agent_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey('tools', ['tenantId', 'toolId'], ['tenantId', 'id'], {
  name: 'agent_tools_tool_fkey',
  onDelete: 'CASCADE',
})
export class AgentToolEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'agent_tools_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'agent_id', primaryKeyConstraintName: 'agent_tools_pkey' })
  agentId!: string;

  @PrimaryColumn('uuid', { name: 'tool_id', primaryKeyConstraintName: 'agent_tools_pkey' })
  toolId!: string;

  /** Order in which the draft tells the model about its tools; null where only the published version has this one. */
  @Column('integer', { nullable: true })
  position!: number | null;

  /** The published version has it, so that it cannot be deleted under visitors' calls. */
  @Column('boolean', { default: false })
  published!: boolean;
}
