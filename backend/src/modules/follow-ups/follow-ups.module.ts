import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/index.js';
import { TenantsModule } from '../tenants/index.js';
import { FollowUps } from './application/follow-ups.service.js';
import { ForgottenCalls } from './application/forgotten-calls.js';
import { FollowUpsController } from './http/follow-ups.controller.js';
import { OpenFollowUpJob } from './jobs/open-follow-up.job.js';
import { FollowUpsRepository } from './persistence/follow-ups.repository.js';
import { FollowUpsTeamData } from './persistence/follow-ups-team-data.js';

@Module({
  imports: [TenantsModule, CallsModule],
  controllers: [FollowUpsController],
  providers: [FollowUpsTeamData, FollowUps, FollowUpsRepository, ForgottenCalls, OpenFollowUpJob],
})
export class FollowUpsModule {}
