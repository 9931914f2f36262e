import { Injectable } from '@nestjs/common';
import { ExpiringCache } from '../../../platform/cache/expiring-cache.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { Logger } from '../../../platform/logging/logger.js';
import { AgentSitesRepository } from '../persistence/agent-sites.repository.js';

/** Pages ask all the time, and each site has to be written down once: what was written lately is remembered. */
const REMEMBERED_MS = 86_400_000;
const REMEMBERED = 10_000;

/** On which sites agents were seen. Only sites that an agent allows come here, so there are few of each. */
@Injectable()
export class AgentSites {
  private readonly known: ExpiringCache<true>;

  constructor(
    private readonly database: TenantDatabase,
    private readonly sites: AgentSitesRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.known = new ExpiringCache(REMEMBERED_MS, REMEMBERED, () => clock.monotonicMs());
  }

  /** A visitor's page gets its widget whether or not this could be written. */
  async note(tenantId: TenantId, agentId: string, origin: string): Promise<void> {
    const key = `${agentId} ${origin}`;
    if (this.known.get(key)) return;
    const site = { tenantId, agentId, origin, firstSeenAt: this.clock.now() };
    try {
      await this.database.withTenant(tenantId, (tx) => this.sites.keep(tx, site));
    } catch (error) {
      this.logger.warn('a site of an agent could not be noted', { tenantId, agentId, err: error });
      return;
    }
    this.known.set(key, true);
  }

  /** Whether any agent of the team was ever seen on a site. In a transaction of the tenant. */
  any(tx: Transaction, tenantId: TenantId): Promise<boolean> {
    return this.sites.any(tx, tenantId);
  }
}
