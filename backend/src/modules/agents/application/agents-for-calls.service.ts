import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MomentCache } from '../../../platform/cache/moment-cache.js';
import { Clock } from '../../../platform/clock/clock.js';
import {
  ControlConnection,
  IdentityDatabase,
  tenantId,
  TenantDatabase,
  type TenantId,
} from '../../../platform/database/index.js';
import { AgentVersionsRepository } from '../persistence/agent-versions.repository.js';
import { AGENTS_CHANNEL, AgentsRepository } from '../persistence/agents.repository.js';
import { draftForCall, versionForCall, type AgentForCall } from './agent-for-call.js';

/** Both sides of an agent as calls see them. */
export interface KnownAgent {
  readonly draft: AgentForCall;
  /** What visitors get; undefined where they get nothing. */
  readonly published: AgentForCall | undefined;
}

/**
 * Agents as calls see them: read often, so remembered for a moment. An edit in another process is heard of at its commit;
 * where that word is lost with a connection, what is remembered is a second old at most.
 */
@Injectable()
export class AgentsForCalls implements OnApplicationBootstrap {
  private readonly cache: MomentCache<KnownAgent | undefined>;
  private readonly tenants: MomentCache<TenantId | undefined>;

  constructor(
    private readonly database: TenantDatabase,
    private readonly lookups: IdentityDatabase,
    private readonly agents: AgentsRepository,
    private readonly versions: AgentVersionsRepository,
    private readonly control: ControlConnection,
    clock: Clock,
  ) {
    this.cache = new MomentCache(clock);
    this.tenants = new MomentCache(clock);
  }

  onApplicationBootstrap(): void {
    this.control.listen(AGENTS_CHANNEL, (key) => this.cache.forget(key));
  }

  get(tenantId: TenantId, id: string): Promise<KnownAgent | undefined> {
    return this.cache.get(`${tenantId} ${id}`, () =>
      this.database.withTenant(tenantId, async (tx) => {
        const agent = await this.agents.find(tx, tenantId, id);
        if (!agent) return undefined;
        const { published } = agent;
        return {
          draft: draftForCall(agent),
          published: published ? versionForCall(agent, published) : undefined,
        };
      }),
    );
  }

  /** A version that calls which began with it go on with, whatever was published since. Seldom asked, so not remembered. */
  getVersion(tenantId: TenantId, id: string, number: number): Promise<AgentForCall | undefined> {
    return this.database.withTenant(tenantId, async (tx) => {
      const agent = await this.agents.find(tx, tenantId, id);
      const version = agent && (await this.versions.find(tx, tenantId, id, number));
      return version && versionForCall(agent, version);
    });
  }

  /** Whose agent it is, for those who know nothing but its id. */
  tenantOf(id: string): Promise<TenantId | undefined> {
    return this.tenants.get(id, () =>
      this.lookups.lookup('app.lookup_key', id, async (tx) => {
        const tenant = await this.agents.tenantOf(tx, id);
        return tenant === undefined ? undefined : tenantId(tenant);
      }),
    );
  }

  forget(tenantId: TenantId, id: string): void {
    this.cache.forget(`${tenantId} ${id}`);
  }
}
