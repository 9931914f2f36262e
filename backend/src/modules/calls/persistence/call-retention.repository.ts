import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { tenantId, type TenantId } from '../../../platform/database/index.js';

export interface RetentionRow {
  /** Null where everything is kept. */
  days: number | null;
  changedAt: Date;
}

/** Until when calls of a team are due, as an id: those of calls begin with their time. */
const DUE_BEFORE = `(lpad(to_hex(floor(extract(epoch from $1::timestamptz - r.days * interval '1 day') * 1000)::bigint), 12, '0')
  || '70008000000000000000')::uuid`;

/** For how long each team keeps its calls. */
@Injectable()
export class CallRetentionRepository {
  async find(tx: EntityManager, tenant: TenantId): Promise<RetentionRow | undefined> {
    const rows = await tx.query<RetentionRow[]>(
      'select days, changed_at as "changedAt" from call_retention where tenant_id = $1',
      [tenant],
    );
    return rows[0];
  }

  async save(tx: EntityManager, tenant: TenantId, { days, changedAt }: RetentionRow): Promise<void> {
    await tx.query(
      `insert into call_retention (tenant_id, days, changed_at) values ($1, $2, $3)
       on conflict (tenant_id) do update set days = excluded.days, changed_at = excluded.changed_at`,
      [tenant, days, changedAt],
    );
  }

  /** Teams with a call that is older than they keep calls; asked by the relay role, over all tenants. */
  async due(relay: EntityManager, now: Date, limit: number): Promise<TenantId[]> {
    const rows = await relay.query<{ tenant: string }[]>(
      `select r.tenant_id as tenant from call_retention r
       where r.days is not null and exists (
         select from calls c where c.tenant_id = r.tenant_id and c.id < ${DUE_BEFORE}
           and c.erased_at is null and c.status = 'ended')
       limit $2`,
      [now, limit],
    );
    return rows.map(({ tenant }) => tenantId(tenant));
  }

  /** Of teams that do not keep everything, in the order of their ids; asked by the relay role. */
  async periods(
    relay: EntityManager,
    { after, take }: { after: TenantId | undefined; take: number },
  ): Promise<{ tenantId: TenantId; days: number }[]> {
    const rows = await relay.query<{ tenant: string; days: number }[]>(
      `select tenant_id as tenant, days from call_retention
       where days is not null and ($1::uuid is null or tenant_id > $1) order by tenant_id limit $2`,
      [after ?? null, take],
    );
    return rows.map(({ tenant, days }) => ({ tenantId: tenantId(tenant), days }));
  }

  /** How many calls a limit would erase, and when the oldest kept one began. */
  async weigh(
    tx: EntityManager,
    tenant: TenantId,
    beforeId: string,
  ): Promise<{ calls: number; oldestCallAt: Date | null }> {
    const rows = await tx.query<{ calls: number; oldest: Date | null }[]>(
      `select
         (select count(*)::int from calls
          where tenant_id = $1 and id < $2 and erased_at is null and status = 'ended') as calls,
         (select created_at from calls
          where tenant_id = $1 and erased_at is null order by id limit 1) as oldest`,
      [tenant, beforeId],
    );
    return { calls: rows[0]?.calls ?? 0, oldestCallAt: rows[0]?.oldest ?? null };
  }

  /** The oldest calls below a limit, held until the end of the transaction; what another job holds is its own. */
  async takeOldest(tx: EntityManager, tenant: TenantId, beforeId: string, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from calls where tenant_id = $1 and id < $2 and erased_at is null and status = 'ended'
       order by id limit $3 for update skip locked`,
      [tenant, beforeId, limit],
    );
    return rows.map(({ id }) => id);
  }
}
