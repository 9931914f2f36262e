import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ApiKey,
  CreateApiKey,
  CreatedApiKey,
  PageQuery,
  UpdateApiKey,
  pageOf,
  type Page,
} from '@orbisvoice/contracts';
import {
  Access,
  CurrentPrincipal,
  Idempotent,
  PathId,
  type Principal,
} from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { actorOf } from '../../tenants/index.js';
import { ApiKeysFacade } from '../application/api-keys-facade.js';

/** For people only: a key that could make keys would survive its own revocation. */
@ApiTags('api-keys')
@Controller('api-keys')
@Access({ roles: ['owner', 'admin'] })
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysFacade) {}

  @Get()
  @Answers(pageOf(ApiKey))
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<ApiKey>> {
    return this.keys.list(principal.tenantId, query);
  }

  @Post()
  @Answers(CreatedApiKey, 201, 'The only answer that ever holds the key.')
  @Idempotent()
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateApiKey }) wish: CreateApiKey,
  ): Promise<CreatedApiKey> {
    return this.keys.create(principal.tenantId, wish, actorOf(principal));
  }

  /** Limits may change while the key is in use; what it may do stays as it was made. */
  @Put(':id')
  @Answers(ApiKey)
  update(
    @CurrentPrincipal() principal: Principal,
    @PathId('api_key_not_found') id: string,
    @Body({ schema: UpdateApiKey }) change: UpdateApiKey,
  ): Promise<ApiKey> {
    return this.keys.update(principal.tenantId, id, change, actorOf(principal));
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@CurrentPrincipal() principal: Principal, @PathId('api_key_not_found') id: string): Promise<void> {
    return this.keys.revoke(principal.tenantId, id, actorOf(principal));
  }
}
