import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/index.js';
import { CallsModule } from '../calls/index.js';
import { EmbedModule } from '../embed/index.js';
import { TenantsModule } from '../tenants/index.js';
import { OnboardingService } from './application/onboarding.service.js';
import { OnboardingController } from './http/onboarding.controller.js';

/** How far a new team has come. It keeps nothing: every step is a fact that another module knows. */
@Module({
  imports: [TenantsModule, AgentsModule, CallsModule, EmbedModule],
  controllers: [OnboardingController],
  providers: [OnboardingService],
})
export class OnboardingModule {}
