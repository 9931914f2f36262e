import { Injectable } from '@nestjs/common';
import type { AnalysisSettings } from '@orbisvoice/contracts';
import type { TenantId } from '../../../platform/database/index.js';
import { AgentsFacade } from '../../agents/index.js';
import type { AnalysisMaterial } from '../../calls/index.js';

type Spoken = Pick<AnalysisMaterial, 'agentId' | 'agentVersion'>;

/** By what a call is judged. */
@Injectable()
export class AnalysisRules {
  constructor(private readonly agents: AgentsFacade) {}

  /** Those of the version that spoke; undefined where it wants no analysis. */
  async ofCall(tenantId: TenantId, { agentId, agentVersion }: Spoken): Promise<AnalysisSettings | undefined> {
    const agent = await this.agents.getVersion(tenantId, agentId, agentVersion);
    return agent?.analysis.enabled ? agent.analysis : undefined;
  }

  /** Those that hold today, since whoever asks again may have changed them; else those of the version that spoke. */
  async forAgain(tenantId: TenantId, spoken: Spoken): Promise<AnalysisSettings | undefined> {
    const today = await this.agents.getPublished(tenantId, spoken.agentId);
    return today?.analysis.enabled ? today.analysis : this.ofCall(tenantId, spoken);
  }
}
