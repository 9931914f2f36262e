import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TeamReferrer } from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { TeamReferrerService } from '../application/team-referrer.service.js';
import { personOf } from './person.js';

/** Who referred the team that is signed in. */
@ApiTags('referrals')
@Controller('referrals/referrer')
export class TeamReferrerController {
  constructor(private readonly teams: TeamReferrerService) {}

  @Get()
  @Answers(TeamReferrer)
  @Access()
  read(@CurrentPrincipal() principal: Principal): Promise<TeamReferrer> {
    return this.teams.read(principal);
  }

  /** Nobody earns from the team any more. Until its first payment; a team without a referrer stays as it is. */
  @Delete()
  @HttpCode(204)
  @Access({ roles: ['owner', 'admin'] })
  remove(@CurrentPrincipal() principal: Principal): Promise<void> {
    return this.teams.remove(personOf(principal));
  }
}
