import { Injectable } from '@nestjs/common';
import {
  RelayDatabase,
  tenantId,
  type TenantId,
  type Transaction,
} from '../../../platform/database/index.js';
import { AgentsFacade } from '../../agents/index.js';
import type { CallFact, UnclaimedCall } from '../domain/call-fact.js';
import { CallFactsRepository } from '../persistence/call-facts.repository.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** What other modules may count of calls. */
@Injectable()
export class CallFacts {
  constructor(
    private readonly facts: CallFactsRepository,
    private readonly agents: AgentsFacade,
    private readonly relay: RelayDatabase,
  ) {}

  /** Undefined while the call is on, and where there is none. */
  async ofCall(tx: Transaction, tenant: TenantId, callId: string): Promise<CallFact | undefined> {
    return (await this.facts.ofCalls(tx, tenant, [callId]))[0];
  }

  /** All calls that are over, a batch at a time: ask again with the last id until nothing comes. */
  after(tx: Transaction, tenant: TenantId, callId: string | undefined, limit: number): Promise<CallFact[]> {
    return this.facts.page(tx, tenant, callId ?? BEFORE_ALL, limit);
  }

  /** The same of calls that nobody came to. */
  unclaimedAfter(
    tx: Transaction,
    tenant: TenantId,
    callId: string | undefined,
    limit: number,
  ): Promise<UnclaimedCall[]> {
    return this.facts.unclaimed(tx, tenant, callId ?? BEFORE_ALL, limit);
  }

  agentNames(tx: Transaction, tenant: TenantId, agentIds: readonly string[]): Promise<Map<string, string>> {
    return this.agents.namesOf(tx, tenant, agentIds);
  }

  /** Everybody who ever had a call; for work that goes over all tenants. */
  async tenants(): Promise<TenantId[]> {
    return (await this.relay.run((tx) => this.facts.tenants(tx))).map(tenantId);
  }
}
