import type { ApiKeyKind, ApiKeyLimits, Scope } from '@orbisvoice/contracts';
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('api_keys')
@Unique('api_keys_tenant_id_id_key', ['tenantId', 'id'])
@Index('api_keys_lookup_id_idx', ['lookupId'])
export class ApiKeyEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: ApiKeyKind;

  /** The eight public characters by which a presented key finds its row. Chance may give two keys the same. */
  @Column('text', { name: 'lookup_id' })
  lookupId!: string;

  @Column('text')
  prefix!: string;

  /** HMAC-SHA256 of the whole key under the server's pepper, hex. */
  @Column('text')
  digest!: string;

  @Column('text', { array: true })
  scopes!: Scope[];

  @Column('text', { name: 'allowed_origins', array: true })
  allowedOrigins!: string[];

  /** Only what somebody has chosen; the rest is usual for the kind. */
  @Column('jsonb', { default: {} })
  limits!: Partial<ApiKeyLimits>;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
