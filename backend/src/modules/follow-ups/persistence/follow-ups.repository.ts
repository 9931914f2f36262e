import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, LessThan, Not } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { FollowUpRecord } from '../domain/follow-up.js';
import { FollowUpEntity } from './follow-up.entity.js';

/** Every statement names the tenant, and row-level security would hold if one forgot to. */
@Injectable()
export class FollowUpsRepository {
  /** A call has one follow-up, however often its end is worked on. */
  async open(tx: EntityManager, tenantId: TenantId, followUp: FollowUpRecord): Promise<void> {
    await tx
      .createQueryBuilder()
      .insert()
      .into(FollowUpEntity)
      .values({ tenantId, ...followUp })
      .orIgnore()
      .execute();
  }

  /** Newest first, from behind the follow-up `before`. */
  async page(
    tx: EntityManager,
    tenantId: TenantId,
    { done, before, take }: { done: boolean; before: string | undefined; take: number },
  ): Promise<FollowUpRecord[]> {
    const where = {
      tenantId,
      doneAt: done ? Not(IsNull()) : IsNull(),
      ...(before && { id: LessThan(before) }),
    };
    return (await tx.find(FollowUpEntity, { where, order: { id: 'DESC' }, take })).map(toRecord);
  }

  async ofCall(tx: EntityManager, tenantId: TenantId, callId: string): Promise<FollowUpRecord | undefined> {
    const row = await tx.findOneBy(FollowUpEntity, { tenantId, callId });
    return row ? toRecord(row) : undefined;
  }

  async forget(tx: EntityManager, tenantId: TenantId, callIds: readonly string[]): Promise<void> {
    await tx.delete(FollowUpEntity, { tenantId, callId: In([...callIds]) });
  }

  /** What is done stays as it was done. Undefined where the tenant has no such follow-up. */
  async finish(
    tx: EntityManager,
    tenantId: TenantId,
    id: string,
    at: Date,
  ): Promise<FollowUpRecord | undefined> {
    await tx.update(FollowUpEntity, { tenantId, id, doneAt: IsNull() }, { doneAt: at });
    const row = await tx.findOneBy(FollowUpEntity, { tenantId, id });
    return row ? toRecord(row) : undefined;
  }
}

const toRecord = ({ tenantId: _tenant, ...record }: FollowUpEntity): FollowUpRecord => record;
