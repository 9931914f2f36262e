import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { firstIdAt } from '../../../platform/crypto/index.js';
import type { TenantId } from '../../../platform/database/index.js';

export interface ActivityRow {
  agentId: string;
  lastCallAt: Date;
  calls: number;
}

@Injectable()
export class AgentActivityRepository {
  /**
   * Every agent that was ever called, its last call and how many there were since. Agents are few and calls are many: the
   * index by agent is entered once for each agent instead of being read from end to end.
   */
  async since(tx: EntityManager, tenantId: TenantId, since: Date): Promise<ActivityRow[]> {
    return tx.query<ActivityRow[]>(
      `with recursive called as (
         (select agent_id from calls where tenant_id = $1 order by agent_id limit 1)
         union all
         select (select agent_id from calls where tenant_id = $1 and agent_id > called.agent_id
                 order by agent_id limit 1)
         from called where called.agent_id is not null
       )
       select agent_id as "agentId",
         (select created_at from calls c where c.tenant_id = $1 and c.agent_id = called.agent_id
          order by c.id desc limit 1) as "lastCallAt",
         (select count(*)::integer from calls c where c.tenant_id = $1 and c.agent_id = called.agent_id
          and c.id >= $2) as calls
       from called where agent_id is not null`,
      [tenantId, firstIdAt(since.getTime())],
    );
  }
}
