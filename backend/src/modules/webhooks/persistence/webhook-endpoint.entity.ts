import type { WebhookEventType, WebhookOffReason } from '@orbisvoice/contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('webhook_endpoints')
@Unique('webhook_endpoints_tenant_id_id_key', ['tenantId', 'id'])
export class WebhookEndpointEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_endpoints_pkey' })
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  url!: string;

  @Column('text')
  description!: string;

  @Column('text', { name: 'event_types', array: true })
  eventTypes!: WebhookEventType[];

  /** Null while enabled. */
  @Column('text', { name: 'off_reason', nullable: true })
  offReason!: WebhookOffReason | null;

  @Column('timestamptz', { name: 'off_at', nullable: true })
  offAt!: Date | null;

  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince!: Date | null;

  @Column('integer')
  failures!: number;

  @Column('boolean')
  slow!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
