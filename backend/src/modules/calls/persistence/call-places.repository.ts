import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { firstIdAt } from '../../../platform/crypto/index.js';
import type { TenantId } from '../../../platform/database/index.js';

/** What is counted before a call may begin. */
@Injectable()
export class CallPlacesRepository {
  /** One more of this day, or nothing where there are as many as may be. Concurrent calls wait for each other here. */
  async countUp(
    tx: EntityManager,
    {
      tenantId,
      subject,
      day,
      address,
    }: { tenantId: TenantId; subject: string; day: string; address: string },
    limit: number,
  ): Promise<number | undefined> {
    const rows = await tx.query<{ calls: number }[]>(
      `with counted as (
         insert into call_counts (tenant_id, subject, day, address, calls)
         select $1::uuid, $2::uuid, $3::date, $4::text, 1 where $5::integer > 0
         on conflict (tenant_id, subject, day, address) do update set calls = call_counts.calls + 1
           where call_counts.calls < $5
         returning calls
       ) select calls from counted`,
      [tenantId, subject, day, address, limit],
    );
    return rows[0]?.calls;
  }

  async forgetBefore(tx: EntityManager, tenantId: TenantId, subject: string, day: string): Promise<void> {
    await tx.query('delete from call_counts where tenant_id = $1 and subject = $2 and day < $3', [
      tenantId,
      subject,
      day,
    ]);
  }

  /** What the calls of an agent that were made since then have cost, their analyses too, in billionths of a dollar. */
  async costSince(tx: EntityManager, tenantId: TenantId, agentId: string, since: string): Promise<number> {
    const rows = await tx.query<{ nanos: number }[]>(
      `select coalesce(sum(cost_nanos + analysis_nanos), 0)::bigint as nanos from calls
       where tenant_id = $1 and agent_id = $2 and id >= $3`,
      [tenantId, agentId, firstIdAt(Date.parse(since))],
    );
    return Number(rows[0]?.nanos ?? 0);
  }
}
