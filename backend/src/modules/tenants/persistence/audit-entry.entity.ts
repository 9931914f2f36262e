import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/**
 * One line of the audit log. Ids only and no words of a person, so that erasing a person never needs to touch it;
 * the database refuses to change or remove a line.
 */
@Entity('audit_log')
@Unique('audit_log_tenant_id_id_key', ['tenantId', 'id'])
export class AuditEntryEntity {
  /** Version 7, so that the order of ids is the order of time. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'actor_kind' })
  actorKind!: 'user' | 'api_key' | 'system';

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('text')
  action!: string;

  @Column('text', { name: 'target_type' })
  targetType!: string;

  @Column('text', { name: 'target_id', nullable: true })
  targetId!: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('text')
  outcome!: 'done' | 'refused';
}
