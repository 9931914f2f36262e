import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { firstIdAfter } from '../../../platform/crypto/index.js';
import type { TenantId } from '../../../platform/database/index.js';

/** Calls that are over and not erased, begun at `until` or before. */
const KEPT = `tenant_id = $1 and status = 'ended' and erased_at is null and created_at <= $2`;

/** Which calls a caller had, by marks that tell nobody who that is. */
@Injectable()
export class CallerMarksRepository {
  /** When the call began; undefined where it is not over or erased. Holds it, so that no mark outlives its erasure. */
  async holdCall(tx: EntityManager, tenantId: TenantId, callId: string): Promise<Date | undefined> {
    const [row] = await tx.query<{ createdAt: Date }[]>(
      `select created_at as "createdAt" from calls
       where tenant_id = $1 and id = $2 and status = 'ended' and erased_at is null for share`,
      [tenantId, callId],
    );
    return row?.createdAt;
  }

  async add(tx: EntityManager, tenantId: TenantId, callId: string, marks: readonly Buffer[]): Promise<void> {
    await tx.query(
      `insert into caller_marks (tenant_id, call_id, mark) select $1, $2, unnest($3::bytea[])
       on conflict do nothing`,
      [tenantId, callId, marks],
    );
  }

  /** The next calls in the order of their ids. Those of long after `until` are not read to see that they are. */
  async look(
    tx: EntityManager,
    tenantId: TenantId,
    { after, until, take }: { after: string | null; until: Date; take: number },
  ): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from calls where ${KEPT} and id < $5 and ($3::uuid is null or id > $3) order by id limit $4`,
      [tenantId, until, after, take, firstIdAfter(until)],
    );
    return rows.map(({ id }) => id);
  }

  /** Those of these calls that have the mark at the same place. */
  async having(
    tx: EntityManager,
    tenantId: TenantId,
    callIds: readonly string[],
    marks: readonly Buffer[],
  ): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }[]>(
      `select call_id as id from unnest($2::uuid[], $3::bytea[]) w(call_id, mark)
       join caller_marks m using (call_id, mark) where m.tenant_id = $1`,
      [tenantId, callIds, marks],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** In the order of ids, from behind `after`. */
  async callsOf(
    tx: EntityManager,
    tenantId: TenantId,
    marks: readonly Buffer[],
    { after, until, take }: { after: string | null; until: Date; take: number },
  ): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from calls where ${KEPT} and ($3::uuid is null or id > $3)
         and id in (select call_id from caller_marks where tenant_id = $1 and mark = any($4))
       order by id limit $5`,
      [tenantId, until, after, marks, take],
    );
    return rows.map(({ id }) => id);
  }

  async count(tx: EntityManager, tenantId: TenantId, marks: readonly Buffer[], until: Date): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      `select count(*)::int as count from calls
       where ${KEPT} and id in (select call_id from caller_marks where tenant_id = $1 and mark = any($3))`,
      [tenantId, until, marks],
    );
    return row?.count ?? 0;
  }
}
