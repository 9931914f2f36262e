import { Injectable } from '@nestjs/common';
import type { Call } from '@orbisvoice/contracts';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AgentsFacade } from '../../agents/index.js';
import { TenantsFacade } from '../../tenants/index.js';

/** What other modules add to how a call is shown. */
export interface CallSurroundings {
  readonly agentNames: ReadonlyMap<string, string>;
  readonly acquiredVia: Call['acquiredVia'];
}

@Injectable()
export class CallSetting {
  constructor(
    private readonly agents: AgentsFacade,
    private readonly tenants: TenantsFacade,
  ) {}

  /** In a transaction of the tenant. */
  async of(tx: Transaction, tenantId: TenantId, agentIds: readonly string[]): Promise<CallSurroundings> {
    const agentNames = await this.agents.namesOf(tx, tenantId, [...new Set(agentIds)]);
    return { agentNames, acquiredVia: await this.tenants.acquiredVia(tx, tenantId) };
  }
}
