import { Injectable } from '@nestjs/common';
import type { WebhookEventType } from '@orbisvoice/contracts';
import { type EntityManager, ArrayContains, LessThan } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { EndpointRecord } from '../domain/endpoint-record.js';
import { WebhookEndpointEntity } from './webhook-endpoint.entity.js';

@Injectable()
export class WebhookEndpointsRepository {
  async insert(tx: EntityManager, tenantId: TenantId, endpoint: EndpointRecord): Promise<void> {
    await tx.insert(WebhookEndpointEntity, { ...endpoint, tenantId });
  }

  async find(tx: EntityManager, tenantId: TenantId, id: string): Promise<EndpointRecord | undefined> {
    const row = await tx.findOneBy(WebhookEndpointEntity, { tenantId, id });
    return row ? toRecord(row) : undefined;
  }

  /** As `find`; until the transaction ends nobody else changes it or takes from its line. */
  async findLocked(tx: EntityManager, tenantId: TenantId, id: string): Promise<EndpointRecord | undefined> {
    const lock = { mode: 'pessimistic_write' } as const;
    const row = await tx.findOne(WebhookEndpointEntity, { where: { tenantId, id }, lock });
    return row ? toRecord(row) : undefined;
  }

  /** As `findLocked`, and nothing where somebody else holds it: a crowd of jobs must not wait for one row. */
  async findFree(tx: EntityManager, tenantId: TenantId, id: string): Promise<EndpointRecord | undefined> {
    const lock = { mode: 'pessimistic_write', onLocked: 'skip_locked' } as const;
    const row = await tx.findOne(WebhookEndpointEntity, { where: { tenantId, id }, lock });
    return row ? toRecord(row) : undefined;
  }

  /** Newest first, from behind the endpoint `before`. */
  async page(
    tx: EntityManager,
    tenantId: TenantId,
    before: string | undefined,
    take: number,
  ): Promise<EndpointRecord[]> {
    const where = { tenantId, ...(before && { id: LessThan(before) }) };
    return (await tx.find(WebhookEndpointEntity, { where, order: { id: 'DESC' }, take })).map(toRecord);
  }

  count(tx: EntityManager, tenantId: TenantId): Promise<number> {
    return tx.countBy(WebhookEndpointEntity, { tenantId });
  }

  /** Everybody who wants to be told of it, also those that are off at the moment. */
  async wanting(tx: EntityManager, tenantId: TenantId, type: WebhookEventType): Promise<EndpointRecord[]> {
    const where = { tenantId, eventTypes: ArrayContains([type]) };
    return (await tx.findBy(WebhookEndpointEntity, where)).map(toRecord);
  }

  async update(
    tx: EntityManager,
    tenantId: TenantId,
    id: string,
    changes: Partial<Omit<EndpointRecord, 'id' | 'createdAt'>>,
  ): Promise<void> {
    await tx.update(WebhookEndpointEntity, { tenantId, id }, changes);
  }

  async remove(tx: EntityManager, tenantId: TenantId, id: string): Promise<void> {
    await tx.delete(WebhookEndpointEntity, { tenantId, id });
  }
}

const toRecord = ({ tenantId: _tenantId, ...row }: WebhookEndpointEntity): EndpointRecord => row;
