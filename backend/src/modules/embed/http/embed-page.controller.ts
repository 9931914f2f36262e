import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AppConfig } from '@orbisvoice/config';
import { EmbedPageQuery } from '@orbisvoice/contracts';
import type { FastifyReply } from 'fastify';
import { randomToken } from '../../../platform/crypto/index.js';
import { Public, RateLimited } from '../../../platform/http/index.js';
import { EmbedPages } from '../application/embed-pages.service.js';
import { embedHtml, embedPolicy, REFUSAL_POLICY, refusalHtml } from '../domain/embed-page.js';

const HTML = 'text/html; charset=utf-8';
const NONCE_BYTES = 16;

@ApiTags('widget')
@Controller('embed')
export class EmbedPageController {
  private readonly gatewayOrigin: string;

  constructor(
    private readonly pages: EmbedPages,
    { gatewayUrl }: AppConfig,
  ) {
    const { protocol, host } = new URL(gatewayUrl);
    this.gatewayOrigin = `${protocol}//${host}`;
  }

  @Get(':agentId')
  @ApiOperation({
    summary: 'The widget as a page, for `<iframe allow="microphone">` on sites that the agent allows.',
  })
  @ApiProduces('text/html')
  @Public()
  @RateLimited({ name: 'embed-page', per: 'address', limit: 120 })
  async page(
    @Param('agentId') agentId: string,
    @Query({ schema: EmbedPageQuery }) { lang, theme }: EmbedPageQuery,
    @Headers('referer') referer: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const framed = await this.pages.framed(agentId, referer);
    // Ours is the page in the frame, so what protects our own pages from being framed does not apply.
    void reply.type(HTML).removeHeader('x-frame-options').headers({
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'cross-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    if (framed.refused)
      return reply
        .status(framed.refused.status)
        .header('content-security-policy', REFUSAL_POLICY)
        .send(refusalHtml(framed.refused.message));
    const { agent, frameAncestors } = framed;
    const page = {
      agentId: agent.id,
      title: agent.name,
      language: lang ?? agent.language,
      theme: theme ?? agent.appearance.theme,
      gatewayOrigin: this.gatewayOrigin,
      frameAncestors,
      nonce: randomToken(NONCE_BYTES),
    };
    return reply.header('content-security-policy', embedPolicy(page)).send(embedHtml(page));
  }
}
