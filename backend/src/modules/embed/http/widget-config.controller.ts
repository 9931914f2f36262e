import { Controller, Get, Header, Headers } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WidgetConfig } from '@orbisvoice/contracts';
import { Answers, PathId, Public, RateLimited } from '../../../platform/http/index.js';
import { EmbedPages } from '../application/embed-pages.service.js';

@ApiTags('widget')
@Controller('widget/config')
export class WidgetConfigController {
  constructor(private readonly pages: EmbedPages) {}

  /**
   * What the widget shows before a call, to pages that the agent allows. Without any credential, since every visitor of
   * such a page may know it; so a browser needs no preflight and can ask while the script still starts.
   */
  @Get(':agentId')
  @Header('cache-control', 'private, max-age=60')
  @Answers(WidgetConfig)
  @Public()
  @RateLimited({ name: 'widget-config', per: 'address', limit: 240 })
  read(
    @PathId('agent_not_found', 'agentId') agentId: string,
    @Headers('origin') origin: string | undefined,
    @Headers('sec-fetch-site') site: string | undefined,
  ): Promise<WidgetConfig> {
    return this.pages.config(agentId, { origin: origin?.toLowerCase(), own: site === 'same-origin' });
  }
}
