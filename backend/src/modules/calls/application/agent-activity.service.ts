import { Injectable } from '@nestjs/common';
import type { AgentActivity, Page } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AgentActivityRepository } from '../persistence/agent-activity.repository.js';

const WEEK_MS = 7 * 86_400_000;

/** How busy the agents of a team are. */
@Injectable()
export class AgentActivityService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly activity: AgentActivityRepository,
    private readonly clock: Clock,
  ) {}

  async list(tenantId: TenantId): Promise<Page<AgentActivity>> {
    const since = new Date(this.clock.now().getTime() - WEEK_MS);
    const rows = await this.database.withTenant(tenantId, (tx) => this.activity.since(tx, tenantId, since));
    const items = rows.map(({ agentId, lastCallAt, calls }) => ({
      agentId,
      lastCallAt: lastCallAt.toISOString(),
      callsLast7Days: calls,
    }));
    return { items, nextCursor: null };
  }
}
