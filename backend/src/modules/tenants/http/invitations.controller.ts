import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreateInvitation, Invitation, PageQuery, pageOf, type Page } from '@orbisvoice/contracts';
import {
  Access,
  CurrentPrincipal,
  Idempotent,
  RateLimited,
  PathId,
  type UserPrincipal,
} from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { InvitationsService } from '../application/invitations.service.js';

@ApiTags('tenants')
@Controller('tenants/me/invitations')
@Access({ roles: ['owner', 'admin'] })
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get()
  @Answers(pageOf(Invitation))
  list(
    @CurrentPrincipal() principal: UserPrincipal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<Invitation>> {
    return this.invitations.list(principal.tenantId, query);
  }

  @Post()
  @Answers(Invitation, 201)
  @Idempotent()
  @RateLimited({ name: 'invitations', per: 'tenant', limit: 30, windowMs: 3_600_000 })
  invite(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body({ schema: CreateInvitation }) invitation: CreateInvitation,
  ): Promise<Invitation> {
    return this.invitations.invite(principal, invitation);
  }

  @Delete(':id')
  @HttpCode(204)
  withdraw(
    @CurrentPrincipal() principal: UserPrincipal,
    @PathId('invitation_not_found') id: string,
  ): Promise<void> {
    return this.invitations.withdraw(principal, id);
  }
}
