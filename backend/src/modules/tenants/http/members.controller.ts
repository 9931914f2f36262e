import { Body, Controller, Delete, Get, HttpCode, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Member, PageQuery, UpdateMember, pageOf, type Page } from '@orbisvoice/contracts';
import { Access, CurrentPrincipal, PathId, type UserPrincipal } from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { MembersService } from '../application/members.service.js';

/** Roles are judged inside the service: what is allowed depends on the other person's role too. */
@ApiTags('tenants')
@Controller('tenants/me/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Answers(pageOf(Member))
  @Access()
  list(
    @CurrentPrincipal() principal: UserPrincipal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<Member>> {
    return this.members.list(principal.tenantId, query);
  }

  @Patch(':userId')
  @Answers(Member)
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
