import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { AuditActor } from '../../tenants/index.js';

@Entity('agent_versions')
@ForeignKey('agents', ['tenantId', 'agentId'], ['tenantId', 'id'], {
  name: 'agent_versions_agent_fkey',
  onDelete: 'CASCADE',
})
export class AgentVersionEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'agent_versions_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'agent_id', primaryKeyConstraintName: 'agent_versions_pkey' })
  agentId!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'agent_versions_pkey' })
  number!: number;

  @Column('jsonb')
  content!: object;

  @Column('text')
  note!: string;

  @Column('integer', { name: 'restored_from', nullable: true })
  restoredFrom!: number | null;

  @Column('text', { name: 'actor_kind' })
  actorKind!: AuditActor['kind'];

  @Column('text', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('timestamptz', { name: 'published_at' })
  publishedAt!: Date;
}
