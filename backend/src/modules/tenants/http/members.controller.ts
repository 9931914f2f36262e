import { Body, Controller, Delete, Get, HttpCode, Patch, Query } from '@nestjs/common';
import { PageQuery, UpdateMember, type Member, type Page } from '@orbisvoice/contracts';
import { Access, CurrentPrincipal, PathId, type UserPrincipal } from '../../../platform/http/index.js';
import { MembersService } from '../application/members.service.js';

/** Roles are judged inside the service: what is allowed depends on the other person's role too. */
@Controller('tenants/me/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Access()
  list(
    @CurrentPrincipal() principal: UserPrincipal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<Member>> {
    return this.members.list(principal.tenantId, query);
  }

  @Patch(':userId')
  @Access()
  changeRole(
    @CurrentPrincipal() principal: UserPrincipal,
    @PathId('member_not_found', 'userId') userId: string,
    @Body({ schema: UpdateMember }) { role }: UpdateMember,
  ): Promise<Member> {
    return this.members.changeRole(principal, userId, role);
  }

  @Delete(':userId')
  @HttpCode(204)
  @Access()
  remove(
    @CurrentPrincipal() principal: UserPrincipal,
    @PathId('member_not_found', 'userId') userId: string,
  ): Promise<void> {
    return this.members.remove(principal, userId);
  }
}
