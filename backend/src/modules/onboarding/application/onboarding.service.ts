import { Injectable } from '@nestjs/common';
import { ONBOARDING_STEPS, type Onboarding, type OnboardingStep } from '@orbisvoice/contracts';
import { TenantDatabase } from '../../../platform/database/index.js';
import type { UserPrincipal } from '../../../platform/http/index.js';
import { AgentsFacade } from '../../agents/index.js';
import { CallChannels } from '../../calls/index.js';
import { AgentSites } from '../../embed/index.js';
import { FirstStepsOfMember } from '../../tenants/index.js';

@Injectable()
export class OnboardingService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly members: FirstStepsOfMember,
    private readonly agents: AgentsFacade,
    private readonly channels: CallChannels,
    private readonly sites: AgentSites,
  ) {}

  read({ tenantId, userId }: UserPrincipal): Promise<Onboarding> {
    return this.database.withTenant(tenantId, async (tx) => {
      const member = await this.members.read(tx, tenantId, userId);
      const agent = await this.agents.furthest(tx, tenantId);
      const channels = await this.channels.used(tx, tenantId);
      const done: Record<OnboardingStep, boolean> = {
        verify_email: member.emailVerified,
        create_agent: agent !== undefined,
        try_agent: channels.has('dashboard'),
        publish_agent: agent?.isPublished === true,
        allow_origin: agent?.hasOrigins === true,
        embed_widget: await this.sites.any(tx, tenantId),
        first_call: channels.has('widget'),
      };
      return {
        steps: ONBOARDING_STEPS.map((name) => ({ name, done: done[name] })),
        agentId: agent?.id ?? null,
        dismissed: member.checklistDismissed,
      };
    });
  }

  async dismiss(principal: UserPrincipal, dismissed: boolean): Promise<Onboarding> {
    const { tenantId, userId } = principal;
    await this.database.withTenant(tenantId, (tx) =>
      this.members.dismissChecklist(tx, tenantId, userId, dismissed),
    );
    return this.read(principal);
  }
}
