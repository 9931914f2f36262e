import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A site of somebody else that showed an agent. */
@Entity('agent_sites')
@ForeignKey('agents', ['tenantId', 'agentId'], ['tenantId', 'id'], {
  name: 'agent_sites_agent_fkey',
  onDelete: 'CASCADE',
})
export class AgentSiteEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'agent_sites_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'agent_id', primaryKeyConstraintName: 'agent_sites_pkey' })
  agentId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'agent_sites_pkey' })
  origin!: string;

  @Column('timestamptz', { name: 'first_seen_at' })
  firstSeenAt!: Date;
}
