import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AgentActivity, pageOf, type Page } from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { AgentActivityService } from '../application/agent-activity.service.js';

@ApiTags('calls')
@Controller('calls/by-agent')
export class AgentActivityController {
  constructor(private readonly activity: AgentActivityService) {}

  /** Each agent that was ever called: when last, and how often in the last seven days. Always one page. */
  @Get()
  @Answers(pageOf(AgentActivity))
  @Access({ scopes: ['calls:read'] })
  list(@CurrentPrincipal() { tenantId }: Principal): Promise<Page<AgentActivity>> {
    return this.activity.list(tenantId);
  }
}
