import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { KeyRing, newId, openWith, sealWith, type NamedKey } from '../crypto/index.js';
import type { TenantId, Transaction } from '../database/index.js';

/** A secret as a table keeps it, with the data key that opens it. */
export interface SealedSecret {
  keyId: string;
  sealed: Buffer;
}

/** Where a secret stands: its table, then what names the row and the field. Moved elsewhere it does not open. */
export type SecretPlace = readonly [table: string, ...rest: string[]];

/** A key for one tenant's secrets, itself sealed. Deleting it makes them unreadable, in backups too. */
interface DataKey {
  id: string;
  /** Names the key that seals this one. */
  wrapping_key: string;
  wrapped: Buffer;
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
export class TenantVault {
  constructor(
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** In a transaction of the tenant. */
  async seal(tx: Transaction, tenantId: TenantId, place: SecretPlace, value: string): Promise<SealedSecret> {
    const key = await this.currentKey(tx, tenantId);
    return { keyId: key.id, sealed: sealWith(this.unwrap(key, tenantId), value, contextOf(tenantId, place)) };
  }

  /** @throws where the value was changed or moved, or the application's secret is another one. */
  async open(
    tx: Transaction,
    tenantId: TenantId,
    place: SecretPlace,
    { keyId, sealed }: SealedSecret,
  ): Promise<string> {
    const [key] = await tx.query<DataKey[]>(
      'select id, wrapping_key, wrapped from tenant_data_keys where tenant_id = $1 and id = $2',
      [tenantId, keyId],
    );
    if (!key) throw new Error('the data key of a secret is gone');
    return openWith(this.unwrap(key, tenantId), sealed, contextOf(tenantId, place)).toString('utf8');
  }

  private async currentKey(tx: Transaction, tenantId: TenantId): Promise<DataKey> {
    const found = await findCurrent(tx, tenantId);
    if (found) return found;
    const createdAt = this.clock.now();
    const id = newId(createdAt.getTime());
    const [present] = this.keys.ring(PURPOSE);
    const wrapped = sealWith(present.key, randomBytes(KEY_BYTES), keyContext(tenantId, id));
    // Leaves the present key alone where another transaction was first.
    await tx.query(
      `insert into tenant_data_keys (id, tenant_id, wrapping_key, wrapped, created_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [id, tenantId, present.id, wrapped, createdAt],
    );
    const current = await findCurrent(tx, tenantId);
    if (!current) throw new Error('a tenant has no data key');
    return current;
  }

  /**
   * Seals a tenant's data keys under the present wrapping key. The secrets themselves stay as they are.
   * @returns how many keys were sealed anew, and the names of wrapping keys that are not known any more.
   */
  async rewrap(tx: Transaction, tenantId: TenantId): Promise<{ rewrapped: number; unknown: string[] }> {
    const [present] = this.keys.ring(PURPOSE);
    const stale = await tx.query<DataKey[]>(
      `select id, wrapping_key, wrapped from tenant_data_keys
       where tenant_id = $1 and wrapping_key <> $2 order by id for update`,
      [tenantId, present.id],
    );
    const readable = stale.filter((key) => this.wrapperOf(key));
    for (const key of readable) {
      const wrapped = sealWith(present.key, this.unwrap(key, tenantId), keyContext(tenantId, key.id));
      await tx.query(
        'update tenant_data_keys set wrapping_key = $3, wrapped = $4 where tenant_id = $1 and id = $2',
        [tenantId, key.id, present.id, wrapped],
      );
    }
    const unknown = stale.filter((key) => !readable.includes(key)).map((key) => key.wrapping_key);
    return { rewrapped: readable.length, unknown };
  }

  /** The name of the key that data keys are sealed under from now on. */
  get wrappingKey(): string {
    return this.keys.ring(PURPOSE)[0].id;
  }

  private unwrap(key: DataKey, tenantId: TenantId): Buffer {
    const wrapper = this.wrapperOf(key);
    if (!wrapper)
      throw new Error(
        'secrets were sealed under another APP_SECRET; name it in PREVIOUS_APP_SECRETS, or set them again',
      );
    return openWith(wrapper.key, key.wrapped, keyContext(tenantId, key.id));
  }

  private wrapperOf(key: DataKey): NamedKey | undefined {
    return this.keys.ring(PURPOSE).find(({ id }) => id === key.wrapping_key);
  }
}

/** The one key that new secrets are sealed under. */
async function findCurrent(tx: Transaction, tenantId: TenantId): Promise<DataKey | undefined> {
  const [key] = await tx.query<DataKey[]>(
    'select id, wrapping_key, wrapped from tenant_data_keys where tenant_id = $1 and retired_at is null',
    [tenantId],
  );
  return key;
}

const contextOf = (tenantId: TenantId, [table, ...rest]: SecretPlace): string =>
  JSON.stringify([table, LAYOUT, tenantId, ...rest]);
const keyContext = (tenantId: string, id: string): string =>
  JSON.stringify(['tenant_data_keys', LAYOUT, tenantId, id]);
