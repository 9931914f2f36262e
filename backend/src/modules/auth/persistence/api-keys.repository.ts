import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, LessThan, MoreThan } from 'typeorm';
import { ApiKeyEntity } from './api-key.entity.js';

@Injectable()
export class ApiKeysRepository {
  async insert(tx: EntityManager, key: ApiKeyEntity): Promise<void> {
    await tx.insert(ApiKeyEntity, key);
  }

  page(
    tx: EntityManager,
    tenantId: string,
    beforeId: string | undefined,
    take: number,
  ): Promise<ApiKeyEntity[]> {
    const where = { tenantId, ...(beforeId && { id: LessThan(beforeId) }) };
    return tx.find(ApiKeyEntity, { where, order: { id: 'DESC' }, take });
  }

  /** For a transaction that looks up this id. More than one row only by a rare chance. */
  findByLookupId(tx: EntityManager, lookupId: string): Promise<ApiKeyEntity[]> {
    return tx.findBy(ApiKeyEntity, { lookupId, revokedAt: IsNull() });
  }

  async names(tx: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.find(ApiKeyEntity, {
      select: { id: true, name: true },
      where: { id: In([...ids]) },
    });
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** The key with its new limits; undefined where the tenant has no such key. */
  async changeLimits(
    tx: EntityManager,
    tenantId: string,
    id: string,
    limits: ApiKeyEntity['limits'],
  ): Promise<ApiKeyEntity | undefined> {
    await tx.query('update api_keys set limits = limits || $3::jsonb where tenant_id = $1 and id = $2', [
      tenantId,
      id,
      JSON.stringify(limits),
    ]);
    return (await tx.findOneBy(ApiKeyEntity, { tenantId, id })) ?? undefined;
  }

  /** True where it was valid and is not any more; undefined where the tenant has no such key. */
  async revoke(tx: EntityManager, tenantId: string, id: string, at: Date): Promise<boolean | undefined> {
    const { affected } = await tx.update(
      ApiKeyEntity,
      { tenantId, id, revokedAt: IsNull() },
      { revokedAt: at },
    );
    if (affected === 1) return true;
    return (await tx.existsBy(ApiKeyEntity, { tenantId, id })) ? false : undefined;
  }

  isValid(tx: EntityManager, tenantId: string, id: string, now: Date): Promise<boolean> {
    const own = { tenantId, id, revokedAt: IsNull() };
    return tx.existsBy(ApiKeyEntity, [
      { ...own, expiresAt: IsNull() },
      { ...own, expiresAt: MoreThan(now) },
    ]);
  }

  async saveDigest(tx: EntityManager, tenantId: string, id: string, digest: string): Promise<void> {
    await tx.update(ApiKeyEntity, { tenantId, id }, { digest });
  }

  /** Writes only where the last note is older than `before`, however many processes ask. */
  async noteUse(tx: EntityManager, tenantId: string, id: string, at: Date, before: Date): Promise<void> {
    await tx
      .createQueryBuilder()
      .update(ApiKeyEntity)
      .set({ lastUsedAt: at })
      .where('tenant_id = :tenantId and id = :id', { tenantId, id })
      .andWhere('(last_used_at is null or last_used_at < :before)', { before })
      .execute();
  }
}
