import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  pageOf,
  ReplayedWebhooks,
  ReplayWebhooks,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryQuery,
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
import { DeliveryLog } from '../application/delivery-log.service.js';
import { WishedDeliveries } from '../application/wished-deliveries.service.js';

/** What was sent to an endpoint in the last seven days, and sending it once more. */
@ApiTags('webhooks')
@Controller('webhook-endpoints/:id')
export class WebhookDeliveriesController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly wished: WishedDeliveries,
  ) {}

  @Get('deliveries')
  @Answers(pageOf(WebhookDelivery))
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:read'] })
  list(
    @CurrentPrincipal() { tenantId }: Principal,
    @PathId('webhook_endpoint_not_found') id: string,
    @Query({ schema: WebhookDeliveryQuery }) query: WebhookDeliveryQuery,
  ): Promise<Page<WebhookDelivery>> {
    return this.log.list(tenantId, id, query);
  }

  @Get('deliveries/:deliveryId')
  @Answers(WebhookDeliveryDetail)
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:read'] })
  read(
    @CurrentPrincipal() { tenantId }: Principal,
    @PathId('webhook_endpoint_not_found') id: string,
    @PathId('webhook_delivery_not_found', 'deliveryId') deliveryId: string,
  ): Promise<WebhookDeliveryDetail> {
    return this.log.get(tenantId, id, deliveryId);
  }

  /** Sends a message once more, under its old `webhook-id`. */
  @Post('deliveries/:deliveryId/replay')
  @HttpCode(202)
  @Answers(WebhookDelivery, 202, 'Lined up.')
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:write'] })
  @Idempotent()
  replay(
    @CurrentPrincipal() principal: Principal,
    @PathId('webhook_endpoint_not_found') id: string,
    @PathId('webhook_delivery_not_found', 'deliveryId') deliveryId: string,
  ): Promise<WebhookDelivery> {
    return this.wished.replay(principal.tenantId, actorOf(principal), id, deliveryId);
  }

  @Post('replay')
  @HttpCode(202)
  @Answers(ReplayedWebhooks, 202, 'Lined up.')
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:write'] })
  @Idempotent()
  async replayBetween(
    @CurrentPrincipal() principal: Principal,
    @PathId('webhook_endpoint_not_found') id: string,
    @Body({ schema: ReplayWebhooks }) wish: ReplayWebhooks,
  ): Promise<ReplayedWebhooks> {
    const count = await this.wished.replayBetween(principal.tenantId, actorOf(principal), id, wish);
    return { count };
  }

  /** Sends `webhook.test`, once. */
  @Post('test')
  @HttpCode(202)
  @Answers(WebhookDelivery, 202, 'Lined up.')
  @Access({ roles: ['owner', 'admin'], scopes: ['webhooks:write'] })
  @Idempotent()
  test(
    @CurrentPrincipal() principal: Principal,
    @PathId('webhook_endpoint_not_found') id: string,
  ): Promise<WebhookDelivery> {
    return this.wished.test(principal.tenantId, actorOf(principal), id);
  }
}
