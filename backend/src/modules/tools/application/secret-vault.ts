import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing, newId, openWith, sealWith } from '../../../platform/crypto/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import type { TenantDataKeyEntity } from '../persistence/tenant-data-key.entity.js';
import { TenantDataKeysRepository } from '../persistence/tenant-data-keys.repository.js';

/** Where a secret stands. A sealed value that is moved elsewhere does not open. */
export interface SecretPlace {
  tenantId: TenantId;
  toolId: string;
  name: string;
}

const PURPOSE = 'tenant-data-key';
const KEY_BYTES = 32;
/** Part of what is authenticated: another layout of places could not be mistaken for this one. */
const LAYOUT = 1;

/**
 * Envelope encryption: each tenant's secrets are sealed under a key of its own, and that key under one that follows from
 * the application's secret, which the database never sees. A dump of the database opens nothing.
 */
@Injectable()
export class SecretVault {
  constructor(
    private readonly dataKeys: TenantDataKeysRepository,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  async seal(tx: Transaction, place: SecretPlace, value: string): Promise<{ keyId: string; sealed: Buffer }> {
    const key = await this.currentKey(tx, place.tenantId);
    return { keyId: key.id, sealed: sealWith(this.unwrap(key), value, contextOf(place)) };
  }

  async open(tx: Transaction, place: SecretPlace, keyId: string, sealed: Buffer): Promise<string> {
    const key = await this.dataKeys.find(tx, place.tenantId, keyId);
    if (!key) throw new Error('the data key of a secret is gone');
    return openWith(this.unwrap(key), sealed, contextOf(place)).toString('utf8');
  }

  private async currentKey(tx: Transaction, tenantId: TenantId): Promise<TenantDataKeyEntity> {
    const found = await this.dataKeys.current(tx, tenantId);
    if (found) return found;
    const createdAt = this.clock.now();
    const id = newId(createdAt.getTime());
    const wrapped = sealWith(this.keys.key(PURPOSE), randomBytes(KEY_BYTES), keyContext(tenantId, id));
    const wrappingKey = this.wrappingKey();
    await this.dataKeys.insertIfNone(tx, { id, tenantId, wrappingKey, wrapped, createdAt, retiredAt: null });
    const current = await this.dataKeys.current(tx, tenantId);
    if (!current) throw new Error('a tenant has no data key');
    return current;
  }

  private unwrap(key: TenantDataKeyEntity): Buffer {
    if (key.wrappingKey !== this.wrappingKey())
      throw new Error('secrets were sealed under another APP_SECRET; set them again or restore it');
    return openWith(this.keys.key(PURPOSE), key.wrapped, keyContext(key.tenantId, key.id));
  }

  /** Names the wrapping key without telling anything of it. */
  private wrappingKey(): string {
    return this.keys.hmac(PURPOSE, 'id').toString('hex').slice(0, 16);
  }
}

const contextOf = ({ tenantId, toolId, name }: SecretPlace): string =>
  JSON.stringify(['tool_secrets', LAYOUT, tenantId, toolId, name]);
const keyContext = (tenantId: string, id: string): string =>
  JSON.stringify(['tenant_data_keys', LAYOUT, tenantId, id]);
