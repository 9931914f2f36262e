import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AgentSiteEntity } from './agent-site.entity.js';

@Injectable()
export class AgentSitesRepository {
  /** The first time stays. */
  async keep(tx: EntityManager, site: AgentSiteEntity): Promise<void> {
    await tx.createQueryBuilder().insert().into(AgentSiteEntity).values(site).orIgnore().execute();
  }

  any(tx: EntityManager, tenantId: string): Promise<boolean> {
    return tx.existsBy(AgentSiteEntity, { tenantId });
  }
}
