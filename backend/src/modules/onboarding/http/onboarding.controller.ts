import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Onboarding, UpdateOnboarding } from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, type UserPrincipal } from '../../../platform/http/index.js';
import { OnboardingService } from '../application/onboarding.service.js';

@ApiTags('tenants')
@Controller('onboarding')
export class OnboardingController {
  constructor(private readonly onboarding: OnboardingService) {}

  /** The steps from sign-up to the first visitor's call, each done or not by what the team has really done. */
  @Get()
  @Answers(Onboarding)
  @Access()
  read(@CurrentPrincipal() principal: UserPrincipal): Promise<Onboarding> {
    return this.onboarding.read(principal);
  }

  /** Puts the list away for the person in this team, or brings it back. */
  @Put()
  @Answers(Onboarding)
  @Access()
  update(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body({ schema: UpdateOnboarding }) { dismissed }: UpdateOnboarding,
  ): Promise<Onboarding> {
    return this.onboarding.dismiss(principal, dismissed);
  }
}
