import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AppConfig } from '@orbisvoice/config';
import { EmbedSnippets } from '@orbisvoice/contracts';
import {
  Access,
  Answers,
  AppError,
  CurrentPrincipal,
  PathId,
  type Principal,
} from '../../../platform/http/index.js';
import { AgentsFacade } from '../../agents/index.js';
import { WidgetBuilds } from '../application/widget-builds.service.js';
import { embedSnippets } from '../domain/embed-snippets.js';

@ApiTags('agents')
@Controller('agents/:id/embed')
export class EmbedSnippetsController {
  constructor(
    private readonly agents: AgentsFacade,
    private readonly builds: WidgetBuilds,
    private readonly config: AppConfig,
  ) {}

  /** The lines that embed the agent into a site, and what the site's content security policy has to allow. */
  @Get()
  @Answers(EmbedSnippets)
  @Access({ scopes: ['agents:read'] })
  async read(
    @CurrentPrincipal() { tenantId }: Principal,
    @PathId('agent_not_found') id: string,
  ): Promise<EmbedSnippets> {
    const agent = await this.agents.getDraft(tenantId, id);
    if (!agent) throw new AppError('agent_not_found');
    const build = this.builds.current;
    if (!build)
      throw new AppError('unavailable', { message: 'The widget was not built. Run npm run build.' });
    const { origin } = new URL(this.config.publicUrl);
    const { protocol, host } = new URL(this.config.gatewayUrl);
    const place = { agentId: agent.id, agentName: agent.name, origin, gatewayOrigin: `${protocol}//${host}` };
    return embedSnippets({ ...place, build });
  }
}
