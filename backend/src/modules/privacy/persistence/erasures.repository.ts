import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { tenantId, type TenantId } from '../../../platform/database/index.js';
import type { ErasureRecord, ErasureWork } from '../domain/erasure.js';
import type { Tombstone } from '../domain/tombstone.js';

const COLUMNS = `id, marks, known_by as "knownBy", state, asked_at as "askedAt", finished_at as "finishedAt",
  calls, records`;

export interface ErasedTotals {
  calls: number;
  records: number;
}

/** Erasures, those that are done too: they are never taken away, for a restored backup is held against them. */
@Injectable()
export class ErasuresRepository {
  /** Nothing where it is there already. */
  async insert(
    tx: EntityManager,
    tenant: TenantId,
    { id, marks, knownBy, state, askedAt, finishedAt, calls, records }: ErasureRecord,
  ): Promise<void> {
    await tx.query(
      `insert into caller_erasures
         (id, tenant_id, marks, known_by, state, asked_at, worked_at, finished_at, calls, records)
       values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9) on conflict (id) do nothing`,
      [id, tenant, marks, knownBy, state, askedAt, finishedAt, calls, records],
    );
  }

  /** Newest first, from behind the erasure `before`. */
  async page(
    tx: EntityManager,
    tenant: TenantId,
    before: string | undefined,
    take: number,
  ): Promise<ErasureRecord[]> {
    return tx.query<ErasureRecord[]>(
      `select ${COLUMNS} from caller_erasures
       where tenant_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [tenant, before ?? null, take],
    );
  }

  async find(tx: EntityManager, tenant: TenantId, id: string): Promise<ErasureRecord | undefined> {
    const [row] = await tx.query<ErasureRecord[]>(
      `select ${COLUMNS} from caller_erasures where tenant_id = $1 and id = $2`,
      [tenant, id],
    );
    return row;
  }

  /**
   * Held until the end of the transaction, so that two workers take turns; undefined where it is done. It has looked as far
   * as any that was asked for no earlier: that one looked at whatever this one has to, and calls keep their marks.
   */
  async hold(tx: EntityManager, tenant: TenantId, id: string): Promise<ErasureWork | undefined> {
    const [row] = await tx.query<ErasureWork[]>(
      `select ${COLUMNS}, greatest(looked_until, (
         select o.looked_until from caller_erasures o
         where o.tenant_id = $1 and o.asked_at >= e.asked_at and o.looked_until is not null
         order by o.looked_until desc limit 1)) as "lookedUntil"
       from caller_erasures e where tenant_id = $1 and id = $2 and state = 'running' for update`,
      [tenant, id],
    );
    return row;
  }

  async progress(
    tx: EntityManager,
    tenant: TenantId,
    id: string,
    { lookedUntil, calls, at }: { lookedUntil: string | null; calls: number; at: Date },
  ): Promise<void> {
    await tx.query(
      `update caller_erasures set looked_until = $3, calls = calls + $4, worked_at = $5
       where tenant_id = $1 and id = $2`,
      [tenant, id, lookedUntil, calls, at],
    );
  }

  async finish(
    tx: EntityManager,
    tenant: TenantId,
    id: string,
    { records, at }: { records: number; at: Date },
  ): Promise<void> {
    await tx.query(
      `update caller_erasures set state = 'done', records = records + $3, worked_at = $4, finished_at = $4
       where tenant_id = $1 and id = $2`,
      [tenant, id, records, at],
    );
  }

  /**
   * Begins all of a tenant's erasures anew, and gives their ids, the last asked for first: when that is done, the others
   * find that all calls are looked at.
   */
  async reopen(tx: EntityManager, tenant: TenantId): Promise<string[]> {
    const [rows] = await tx.query<[{ id: string; askedAt: Date }[], number]>(
      `update caller_erasures set state = 'running', looked_until = null, finished_at = null
       where tenant_id = $1 returning id, asked_at as "askedAt"`,
      [tenant],
    );
    return rows.sort((a, b) => b.askedAt.getTime() - a.askedAt.getTime()).map(({ id }) => id);
  }

  /** What all of a tenant's erasures have taken so far. */
  async totals(tx: EntityManager, tenant: TenantId): Promise<ErasedTotals> {
    const [row] = await tx.query<ErasedTotals[]>(
      `select coalesce(sum(calls), 0)::integer as calls, coalesce(sum(records), 0)::integer as records
       from caller_erasures where tenant_id = $1`,
      [tenant],
    );
    return row ?? { calls: 0, records: 0 };
  }

  /** Whether somebody with one of these marks wished, at this time or later, to be forgotten. */
  async covers(tx: EntityManager, tenant: TenantId, marks: readonly Buffer[], since: Date): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `select from caller_erasures where tenant_id = $1 and asked_at >= $2 and marks && $3 limit 1`,
      [tenant, since, marks],
    );
    return rows.length > 0;
  }

  async tombstones(tx: EntityManager, tenant: TenantId): Promise<Tombstone[]> {
    const rows = await tx.query<Omit<Tombstone, 'tenantId'>[]>(
      `select id, marks, known_by as "knownBy", asked_at as "askedAt" from caller_erasures
       where tenant_id = $1 order by id`,
      [tenant],
    );
    return rows.map((row) => ({ tenantId: tenant, ...row }));
  }

  async tenantExists(tx: EntityManager, tenant: TenantId): Promise<boolean> {
    return (await tx.query<unknown[]>('select from tenants where id = $1', [tenant])).length > 0;
  }

  /** Erasures on which nobody has worked for a while; asked by the relay role, over all tenants. */
  async stuck(
    relay: EntityManager,
    before: Date,
    limit: number,
  ): Promise<{ tenantId: TenantId; id: string }[]> {
    const rows = await relay.query<{ tenant: string; id: string }[]>(
      `select tenant_id as tenant, id from caller_erasures
       where state = 'running' and worked_at < $1 order by worked_at limit $2`,
      [before, limit],
    );
    return rows.map(({ tenant, id }) => ({ tenantId: tenantId(tenant), id }));
  }

  /** The first that was asked for and is not done; asked by the relay role, over all tenants. */
  async oldest(relay: EntityManager): Promise<string | undefined> {
    const [row] = await relay.query<{ id: string }[]>(
      `select id from caller_erasures where state = 'running' order by id limit 1`,
    );
    return row?.id;
  }

  /** Tenants with erasures; asked by the relay role. */
  async tenants(relay: EntityManager): Promise<TenantId[]> {
    const rows = await relay.query<{ tenant: string }[]>(
      'select distinct tenant_id as tenant from caller_erasures order by 1',
    );
    return rows.map(({ tenant }) => tenantId(tenant));
  }
}
