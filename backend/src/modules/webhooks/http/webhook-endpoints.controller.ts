import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreatedWebhookEndpoint,
  CreateWebhookEndpoint,
  PageQuery,
  pageOf,
  RotateWebhookSecret,
  UpdateWebhookEndpoint,
  WebhookEndpoint,
  type Page,
} from '@orbisvoice/contracts';
import {
  Access,
  Answers,
  CurrentPrincipal,
  Idempotent,
  PathId,
  type Principal,
} from '../../../platform/http/index.js';
import { actorOf } from '../../tenants/index.js';
import { EndpointsService } from '../application/endpoints.service.js';

/** Where the team's own servers are told what happened. For owners and admins: an address may hold a secret. */
@ApiTags('webhooks')
@Controller('webhook-endpoints')
export class WebhookEndpointsController {
  constructor(private readonly endpoints: EndpointsService) {}

  @Get()
  @Answers(pageOf(WebhookEndpoint))
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:read'] })
  list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<WebhookEndpoint>> {
    return this.endpoints.list(tenantId, query);
  }

  @Post()
  @Answers(CreatedWebhookEndpoint, 201, 'The only answer that ever holds this secret.')
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:write'] })
  @Idempotent()
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateWebhookEndpoint }) wish: CreateWebhookEndpoint,
  ): Promise<CreatedWebhookEndpoint> {
    return this.endpoints.create(principal.tenantId, actorOf(principal), wish);
  }

  @Get(':id')
  @Answers(WebhookEndpoint)
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:read'] })
  read(
    @CurrentPrincipal() { tenantId }: Principal,
    @PathId('webhook_endpoint_not_found') id: string,
  ): Promise<WebhookEndpoint> {
    return this.endpoints.get(tenantId, id);
  }

  @Put(':id')
  @Answers(WebhookEndpoint)
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:write'] })
  update(
    @CurrentPrincipal() principal: Principal,
    @PathId('webhook_endpoint_not_found') id: string,
    @Body({ schema: UpdateWebhookEndpoint }) change: UpdateWebhookEndpoint,
  ): Promise<WebhookEndpoint> {
    return this.endpoints.update(principal.tenantId, actorOf(principal), id, change);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:write'] })
  remove(
    @CurrentPrincipal() principal: Principal,
    @PathId('webhook_endpoint_not_found') id: string,
  ): Promise<void> {
    return this.endpoints.remove(principal.tenantId, actorOf(principal), id);
  }

  /** A new signing secret. The old one goes on signing beside it for a day, unless the wish says otherwise. */
  @Post(':id/rotate-secret')
  @Answers(CreatedWebhookEndpoint, 201, 'The only answer that ever holds this secret.')
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:write'] })
  @Idempotent()
  rotate(
    @CurrentPrincipal() principal: Principal,
    @PathId('webhook_endpoint_not_found') id: string,
    @Body({ schema: RotateWebhookSecret }) { keepOld }: RotateWebhookSecret,
  ): Promise<CreatedWebhookEndpoint> {
    return this.endpoints.rotateSecret(principal.tenantId, actorOf(principal), id, keepOld);
  }
}
